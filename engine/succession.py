"""Handing over when an officer leaves: who may, who may succeed, and what passes of one case. Pure.

A case passes whole or not at all. What passes is custody (`handler`) and the seat in the team; service, approvals,
recusals and what was proposed stay with whoever they are of.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from engine.case import Case
from engine.commands import PassOn
from engine.definition import Apart, Taken
from engine.entitlement import needs_team
from engine.errors import Refused
from engine.law import JCF, ZJ
from engine.machine import all_steps
from engine.organisation import Organisation, Post
from engine.outcome import Decision, united
from engine.registry import Definition
from engine.world import World

NOT_HELD: Final = "not_held"
_LEADERS: Final = frozenset({"deputy_leader", "office_head"})


def not_handing_over(post: Post, officer: str, to: str, world: World) -> Refused | None:
    """Why nothing of this officer's may be handed over in this post, whatever it is; None: something may."""
    if post.officer == officer:
        sentence = "移交人不得办理本人的工作移交。"
        return Refused("wrong_role", sentence, "请由其部门负责人、分管领导、案管部门或者主要负责人办理。", ZJ(23))
    if post.position not in _LEADERS and not leads_organ(post, world.organisation):
        return _not_entitled()
    if to == officer or not any(held.organ == post.organ for held in world.posts(to)):
        return _no_successor()
    return None


def leads_organ(post: Post, organisation: Organisation) -> bool:
    """Whether the post may hand over in every office of its organ: the principal's, and those of 案管."""
    return post.position == "principal" or organisation.function_of(post.office) == "case_supervision"


def covers(post: Post, case: Case, world: World) -> bool:
    """Whether the post may hand this case over: it leads the organ, its 案管, or the office that holds the case."""
    if post.organ != case.organ:
        return False
    if leads_organ(post, world.organisation):
        return True
    if post in world.organisation.overseers(case.organ, case.office, world.today):
        return True
    return post.position == "office_head" and post.office == case.office


def holds(officer: str, case: Case) -> bool:
    """Whether there is anything of this case to hand over; an approval is nothing to hold."""
    return officer == case.handler or officer in case.team


def pass_on(definition: Definition, case: Case, command: PassOn, post: Post | None, world: World) -> Decision | Refused:
    """What passes of one case, or why it stays."""
    if not holds(command.officer, case):
        return Refused(NOT_HELD, "该人员没有承办本事项，也不在其工作组中。", "无需移交。", ZJ(23), ("officer",))
    if post is None or command.actor == command.officer or not covers(post, case, world):
        return _not_entitled()
    if command.to == command.officer:
        return _no_successor()
    obstacle = _obstacle(definition, case, command, world)
    refusal = _signature_waits(definition, case, command.officer) or (obstacle if _keeps(command, case) else None)
    return refusal or _passed(case, command, joins=command.officer in case.team and obstacle is None)


def short_of_members(definition: Definition, case: Case, world: World) -> bool:
    """Whether a decision of the team is open that it is too small for: somebody must be named anew."""
    here = [one for one in case.team if any(post.organ == case.organ for post in world.posts(one))]
    waits = any(needs_team(step) for step in definition.lookup.steps_at(case.state))
    return waits and len(here) < definition.lookup.smallest_team(case.phase)


def step_apart(definition: Definition) -> Taken | None:
    """A step that keeps people apart: with it, their service in linked cases is looked up."""
    return next((step for step in all_steps(definition.workflow) if step.apart), None)


def kept_apart(definition: Definition, case: Case, command: PassOn, linked: Sequence[Case]) -> Apart | None:
    """The word that keeps the successor from what the leaver held; None: none does.

    Which side of the word it is on, the phase tells and who sat there; whoever served on the other can't inherit it.
    """
    for apart, later in _sides(definition):
        late = case.phase in later or command.officer in case.served_in(later)
        early = case.phase in apart.phases or command.officer in case.served_in(apart.phases)
        others = frozenset().union(*(one.served_in(apart.phases) for one in (case, *linked))) if late else frozenset()
        others |= frozenset().union(*(one.served_in(later) for one in (case, *linked))) if early else frozenset()
        if command.to in others:
            return apart
    return None


def _sides(definition: Definition) -> Iterator[tuple[Apart, tuple[str, ...]]]:
    """Each word with the phases in which its steps are taken: those it keeps apart from the phases it names."""
    lookup = definition.lookup
    for step in all_steps(definition.workflow):
        if step.apart:
            states = (*lookup.states_of(step.id), *([step.to] if step.to and step.forms_team else []))
            yield step.apart, tuple(dict.fromkeys(lookup.state(state).phase for state in states))


def _obstacle(definition: Definition, case: Case, command: PassOn, world: World) -> Refused | None:
    """Why the successor can't keep this case, nor sit in its team."""
    if command.to in case.barred():
        return Refused("successor_recused", "接任人应当回避本事项。", "请移交其他人员。", JCF(67), ("to",))
    if not world.organisation.staffs(command.to, case.organ, case.office, world.today):
        sentence = "接任人不是承办部门的在岗人员。"
        return Refused("successor_outside_office", sentence, "请移交承办部门的人员。", ZJ(23), ("to",))
    apart = kept_apart(definition, case, command, world.linked)
    if apart:
        sentence = "接任人参与过须与本阶段分离的工作。"
        return Refused("separation", sentence, "请移交未参与过的人员。", (*apart.basis, ZJ(54))[0], ("to",))
    return None


def _signature_waits(definition: Definition, case: Case, officer: str) -> Refused | None:
    """What he signed with the team is being approved: with another team it would lapse at the last approval."""
    step = definition.lookup.step(case.pending.step) if case.pending else None
    if step is None or not step.signed_by or officer not in case.team:
        return None
    sentence = f"移交人签名的“{step.label}”正在报批。"
    return Refused("signature_waits", sentence, "请待审批结束后再移交本事项。", ZJ(23))


def _passed(case: Case, command: PassOn, *, joins: bool) -> Decision:
    took = [what for what, passes in (("handler", _keeps(command, case)), ("team", joins)) if passes]
    changes: dict[str, Any] = {"handler": command.to} if _keeps(command, case) else {}
    if command.officer in case.team:
        changes |= _seat(case, command, joins=joins)
    told = {"act": command.act, "officer": command.officer, "to": command.to, "took": took}
    content = {"reason": command.reason} if command.reason else None
    return Decision("applied", "succession", "pass_on", case.state, changes, told, content=content)


def _seat(case: Case, command: PassOn, *, joins: bool) -> dict[str, Any]:
    """The team without the leaver; who takes his seat has served in this phase, as in a team newly formed."""
    seats = [command.to if joins and one == command.officer else one for one in case.team]
    team = list(dict.fromkeys(one for one in seats if one != command.officer))
    changes: dict[str, Any] = {"team": team}
    if command.officer in (case.teams or {}).get(case.phase, ()):
        changes["teams"] = {**(case.teams or {}), case.phase: team}
    if joins and command.to not in case.served_in((case.phase,)):
        served = {phase: list(officers) for phase, officers in (case.served or {}).items()}
        changes["served"] = {**served, case.phase: united(served.get(case.phase, ()), (command.to,))}
    return changes


def _keeps(command: PassOn, case: Case) -> bool:
    return command.officer == case.handler


def _no_successor() -> Refused:
    return Refused("input_invalid", "接任人应为本机关的其他在岗人员。", "请核对接任人。", ZJ(23), ("to",))


def _not_entitled() -> Refused:
    sentence = "工作移交由本机关主要负责人、案管部门办理；分管领导、部门负责人办理其所管部门的。"
    return Refused("wrong_role", sentence, "请转上述人员办理。", ZJ(23))
