"""What a step comes to: the changes that its declaration names, and nothing else. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC
from typing import Any, Final, Literal

from engine import corrections
from engine.approvals import organ_of
from engine.asked import Asked, destination, hand_over, plays
from engine.deadlines.approving import Done, follow
from engine.deadlines.effects import Moved
from engine.deadlines.moving import asides_left, moved
from engine.definition import Form, HandBack, Issue, Taken
from engine.errors import Refused
from engine.escalation import climbing
from engine.inputs import split
from engine.jurisdiction import Place, after
from engine.linking import Linked, link
from engine.organisation import Office
from engine.registry import Definition
from engine.submission import inputs_of, officer_fields
from engine.world import CaseFile, World

Outcome = Literal["applied", "pending_approval"]
COUNTED_ON: Final = "counted_on"
"""The field of a form that says for which day a counted step stands in the statistics (统计时间)."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a command comes to.

    `changes` are fields of the committed case, a null takes one away; `subject`, `content` and `informant` go to the
    vault; `issues` are number series to draw from, each with its organ; `opens` is what is known of the subject of
    another case to be opened, `linked` another case that is linked; `data` explains the entry.
    """

    outcome: Outcome
    kind: str
    event: str
    to: str
    changes: Mapping[str, Any]
    data: Mapping[str, Any] = field(default_factory=dict)
    subject: Mapping[str, Any] | None = None
    content: Mapping[str, Any] | None = None
    informant: Mapping[str, str] = field(default_factory=dict)
    issues: tuple[tuple[str, str], ...] = ()
    behalf: str | None = None
    opens: Mapping[str, Any] | None = None
    linked: Linked | None = None


def apply(asked: Asked, rules: Mapping[str, bool]) -> Decision | Refused:
    """The step carried out: every change that the declaration names, and nothing else."""
    values = inputs_of(asked)
    goes_to, moves_to = hand_over(asked), destination(asked)
    if isinstance(values, Refused):
        return values
    if isinstance(goes_to, Refused):
        return goes_to
    if isinstance(moves_to, Refused):
        return moves_to
    step, command = asked.step, asked.command
    subject, content, informant = ({}, {}, {}) if step.opens else split(form_of(asked), values)
    to = step.to or asked.case.state
    changes = _moves(asked, to) | _custody(asked, goes_to) | _people(asked, to, values) | _tallied(asked, values)
    changes |= _linked(asked) | dates(asked) | corrections.changes(asked) | _elsewhere(asked, moves_to)
    periods = moved(asked, changes, values)
    beside = Moved() if moves_to else asides_left(asked.definition, asked.case, periods.changes)
    changes |= {**periods.changes, **beside.changes}
    kept = {"inputs": content, "documents": dict(command.documents), "reason": command.reason}
    return Decision(
        "applied",
        _kind_of(step),
        step.id,
        changes.get("state", to),
        changes,
        {"rules": dict(rules), "documents": sorted(command.documents)}
        | _declared(asked)
        | corrections.told(asked)
        | {**periods.told, **beside.told},
        subject=corrections.facts_after(asked) if subject else None,
        content=kept if any(kept.values()) else None,
        informant=informant,
        issues=tuple((issue.series, organ_of(issue.organ, asked.case, asked.world)) for issue in issued(step, rules)),
        opens=values if step.opens else None,
        linked=Linked(command.other, step.links_as) if step.links_as and command.other else None,
    )


def with_what_follows(definition: Definition, file: CaseFile, decided: Decision, world: World) -> Decision:
    """The decision with what it does to the periods of approvals, and to every ladder that ends with its period."""
    told = decided.data.get("deadlines", ())
    done = Done(decided.kind, decided.event, str(decided.data.get("request", "")))
    waits = follow(definition, file.case, decided.changes, done, (world, file.seq))
    changes, told = {**decided.changes, **waits.changes}, [*told, *waits.told.get("deadlines", ())]
    closed = climbing.left(file.case, changes, told)
    more = {**({"deadlines": told} if told else {}), **closed.told}
    return replace(decided, changes={**changes, **closed.changes}, data={**decided.data, **more})


def _kind_of(step: Taken) -> str:
    if step.corrects:
        return "correction"
    return "transition" if step.to else "act"


def issued(step: Taken, rules: Mapping[str, bool]) -> tuple[Issue, ...]:
    """The documents that the step numbers, by the rule results of its entry."""
    return tuple(issue for issue in step.issues if not issue.when or rules.get(issue.when) is True)


def new_facts(asked: Asked, values: Mapping[str, Any]) -> dict[str, Any]:
    """What a step tells of its own subject; an act that opens another case tells of that one's."""
    return {} if asked.step.opens else split(form_of(asked), values)[0]


def _moves(asked: Asked, to: str) -> dict[str, Any]:
    case, step = asked.case, asked.step
    changes: dict[str, Any] = {"counts": {**(case.counts or {}), step.id: case.times(step.id) + 1}}
    state = asked.definition.lookup.state(to)
    if step.to:
        changes |= {"state": to, "phase": state.phase, "closed": state.closed or None, "signed": None}
        changes |= {"pending": None} if case.pending else {}
    stays = (state.phase, state.closed) == (case.phase, case.closed) and step.to != case.state
    return changes | _remembered(asked, stays=stays)


def _remembered(asked: Asked, *, stays: bool) -> dict[str, Any]:
    """What the case remembers of its present phase ends with it: which steps were taken, who was let in."""
    case, step = asked.case, asked.step
    if not stays:
        return {name: None for name, known in (("done", case.done), ("let_in", case.let_in)) if known}
    changes: dict[str, Any] = {}
    if step.id in asked.definition.lookup.remembered and step.id not in case.done:
        changes["done"] = [*case.done, step.id]
    if step.lets_in:
        changes["let_in"] = united(case.let_in, asked.command.team)
    return changes


def _tallied(asked: Asked, values: Mapping[str, Any]) -> dict[str, Any]:
    """One more line of the list that the step is counted in: when it was approved, and for which day it counts."""
    kind, known = asked.step.tallies, asked.case.tallies or {}
    if not kind:
        return {}
    today = asked.world.today.isoformat()
    line = {"step": asked.step.id, "on": today, "counted_on": values.get(COUNTED_ON, today)}
    return {"tallies": {**known, kind: [*known.get(kind, ()), line]}}


def _linked(asked: Asked) -> dict[str, Any]:
    if not asked.step.links_as or asked.command.other is None:
        return {}
    return link(asked.case, asked.command.other, asked.step.links_as)


def _custody(asked: Asked, goes_to: Office | str | None) -> dict[str, Any]:
    case, how = asked.case, asked.step.hands_to
    if asked.step.signs_handover:
        return {"handover": None, "handler": asked.command.actor}
    if goes_to is None or how is None:
        return {}
    office = goes_to.code if isinstance(goes_to, Office) else None
    changes: dict[str, Any] = {"office": office, "handler": None}
    if case.office:
        changes["custody"] = [*map(list, case.custody), [case.phase, case.office]]
    if how.signed:
        changes["handover"] = office or case.organ
    if isinstance(how, HandBack):
        changes["team"] = [one for one in (case.teams or {}).get(how.phase, ()) if one not in case.barred()]
    return changes


def _elsewhere(asked: Asked, place: Place | None) -> dict[str, Any]:
    """What a jurisdiction act makes of the case, and the end of a task."""
    move, case = asked.step.moves, asked.case
    if move is None or place is None:
        return {"assigning": None} if asked.step.ends_task else {}
    return after(case, move, asked.step.id, place, asked.world.organisation)


def _people(asked: Asked, to: str, values: Mapping[str, Any]) -> dict[str, Any]:
    case, command = asked.case, asked.command
    served = {phase: list(officers) for phase, officers in (case.served or {}).items()}
    if _serves(asked):
        served[case.phase] = united(served.get(case.phase, ()), (command.actor,))
    named = [values[field.id] for field in officer_fields(asked) if field.serves and field.id in values]
    if named:
        served[case.phase] = united(served.get(case.phase, ()), named)
    changes: dict[str, Any] = {}
    if asked.step.forms_team:
        phase = asked.definition.lookup.state(to).phase
        team = list(dict.fromkeys(command.team))
        served[phase] = united(served.get(phase, ()), team)
        changes |= {"team": team, "teams": {**(case.teams or {}), phase: team}}
    if served != {phase: list(officers) for phase, officers in (case.served or {}).items()}:
        changes["served"] = served
    return changes


def _serves(asked: Asked) -> bool:
    """Leaders direct and don't serve, unless they work as handlers; who has left his post since has served in it."""
    if asked.post is None or asked.post.position not in {"principal", "deputy_leader"}:
        return True
    return any(plays(asked.post, role, asked) for role in asked.step.by if role in {"handler", "office_head", "team"})


def dates(asked: Asked) -> dict[str, Any]:
    """When the step is said to have happened; the clock's moment if nobody said."""
    occurred = asked.command.occurred_at or asked.world.now
    return {"last_occurred_at": occurred.astimezone(UTC).isoformat()}


def _declared(asked: Asked) -> dict[str, Any]:
    step = asked.step
    told = {
        "begun": [*step.begins, *step.reports_upward],
        "fulfilled": list(step.fulfils),
        "paused": list(step.pauses),
        "notified": [*step.notifies, *step.files_with],
    }
    return {name: names for name, names in told.items() if names} | _lapsed(asked)


def _lapsed(asked: Asked) -> dict[str, Any]:
    """A step that passes beside a pending request, and moves the case on, closes the request with the reason.

    One that moves it to another organ closes those about its periods, too.
    """
    pending, moves = asked.case.pending, asked.step.moves is not None
    because = "organ_changed" if moves else "wrong_state"
    lapsed = {"lapsed": {"request": pending.id, "because": because}} if pending and (asked.step.to or moves) else {}
    beside = [{"request": name, "because": because} for name in asked.case.asides or {} if moves]
    return lapsed | ({"lapsed_beside": beside} if beside else {})


def form_of(asked: Asked) -> Form | None:
    """The form of the step, if it has one."""
    return asked.definition.lookup.form_of(asked.step)


def united(before: Iterable[str], more: Iterable[str]) -> list[str]:
    """Both in order, each once."""
    return list(dict.fromkeys([*before, *more]))
