"""The desk for openings: a matter, and one case per subject."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from engine import terms
from engine.commands import OpenMatter, Takeover
from engine.deadlines.rows import Entered
from engine.desks.casebook import case_row, drawn_number, secrets_of
from engine.desks.desk import Answer, Desk, Said
from engine.desks.naming import Naming, world_of
from engine.errors import Refused
from engine.law import ENGINE
from engine.opening import Opened, decide_opening
from engine.organisation import Post
from engine.ports import FIRST, Draft
from engine.registry import Definition

_MATTER: Final = "matter/"


@dataclass(frozen=True, slots=True)
class Begun:
    """A matter being opened; `cause` names its entry, `event` how its cases came to be."""

    actor: str
    post: Post
    definition: Definition
    matter: str
    cause: str
    event: str = "open"
    takeover: Takeover | None = None


def stream_of(command: OpenMatter) -> str | None:
    """The stream of the matter where the command names it: an import may add a case to one that is there already."""
    return f"{_MATTER}{command.takeover.matter[:32]}" if command.takeover else None


def on_opening(desk: Desk, command: OpenMatter) -> Answer | Refused:
    """Open a matter (or add subjects to one) with a case for each subject."""
    definition = desk.registry.newest(command.workflow)
    if definition is None:
        return Refused("unknown_workflow", "没有这一流程。", "请从可用流程中选择。", ENGINE, ("workflow",))
    post = desk.post(command)
    if isinstance(post, Refused):
        return post
    named = world_of(desk, definition, Naming(command.actor, post.organ, command.subjects))
    opened = decide_opening(definition, command, post, named)
    if isinstance(opened, Refused):
        return opened
    known = stream_of(command)
    stream = known or f"{_MATTER}{desk.ids.new()}"
    matter = stream.removeprefix(_MATTER)
    head = desk.tx.head(stream) if known else FIRST
    cause = f"{stream}#{head.next_seq}"
    event = "takeover" if command.takeover else "open"
    begun = Begun(command.actor, post, definition, matter, cause, event, command.takeover)
    cases = [begin_case(desk, begun, one) for one in opened]
    data = {"workflow": definition.workflow.id, "matter": matter, "cases": cases, **_reference(command)}
    desk.tx.put_matter(matter, data)
    return desk.primary(command, post, stream, head, Said("open", "open", data))


def begin_case(desk: Desk, begun: Begun, opened: Opened) -> dict[str, str]:
    """Write the first entry of a case of the matter; its id and number."""
    definition, takeover = begun.definition, begun.takeover
    case = desk.ids.new()
    stream = f"case/{case}"
    commits = desk.commit(stream, 0, secrets_of(case, opened.subject, opened.content, opened.informant))
    drawn = _drawn(desk, begun, opened)
    number = _own_number(takeover) or _number(drawn[0])
    facts = {"facts_at": 0, "facts_hash": commits["subject"]} if "subject" in commits else {}
    body = {**opened.body, "id": case, "matter": begun.matter, "number": number, **facts}
    entered = Entered({}, body, 0, desk.at, opened.told)
    row = case_row(definition, body, desk.world.organisation, entered)
    draft = Draft(
        stream=stream,
        seq=0,
        prev="",
        kind="open",
        event=begun.event,
        to=body["state"],
        state_hash=row.state_hash,
        actor=begun.actor,
        post=begun.post.id,
        at=desk.at,
        world=desk.versions(definition.digest),
        caused_by=begun.cause,
        data={"set": body, "begun": list(opened.begins), **opened.told, **_act(takeover), **_told(drawn)},
        commits=commits,
    )
    sealed = desk.write(draft)
    desk.tx.put_case(row, None, sealed.head)
    desk.tx.index_name(case, str(opened.subject.get("name", "")))
    if takeover:
        desk.tx.put_ledger_row(takeover.reference, takeover.content, case)
    return {"id": case, "number": number}


def _drawn(desk: Desk, begun: Begun, opened: Opened) -> list[dict[str, Any]]:
    """A ledger may bring its own numbers; every other case gets the next one of the holding organ."""
    if _own_number(begun.takeover):
        return []
    return [drawn_number(desk, opened.body["organ"], begun.definition.workflow.opening.number)]


def _own_number(takeover: Takeover | None) -> str | None:
    return takeover.number if takeover else None


def _told(drawn: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {"drawn": drawn} if drawn else {}


def _number(drawn: Mapping[str, Any]) -> str:
    """The number of a case. Each series counts for itself, so its sign tells the first clue from the first report."""
    sign = terms.SERIES_SIGNS.get(drawn["series"], "")
    return f"{drawn['organ']}-{sign}{drawn['year']}-{drawn['number']:05d}"


def _act(took: Takeover | None) -> Mapping[str, Any]:
    if took is None:
        return {}
    stated = {"stated": took.stated} if took.stated else {}
    return {"act": took.act, "row": took.reference, "content": took.content, **stated}


def _reference(command: OpenMatter) -> Mapping[str, Any]:
    return {"reference": command.takeover.matter} if command.takeover else {}
