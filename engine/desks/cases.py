"""The desk for commands on a case: see, judge, write."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from typing import Any

from engine.approvals import sheet_key
from engine.case import RECORDED, Case, Request, fold
from engine.commands import CaseCommand, Command, DecideRequest, PassOn, SignStep, TakeStep
from engine.deadlines.rows import Entered
from engine.decision import decide
from engine.definition import Taken
from engine.desks.beside import Act, written_beside
from engine.desks.casebook import case_row, document_number, drawn_number, secrets_of
from engine.desks.desk import Answer, Desk
from engine.errors import Conflict, Refused, not_found
from engine.law import ENGINE
from engine.organisation import Post
from engine.outcome import Decision
from engine.past import Past, past_of
from engine.ports import Draft, StoredCase, Transaction
from engine.registry import Definition
from engine.succession import step_apart
from engine.visibility import may_see, reader
from engine.world import CaseFile, Meeting, World


@dataclass(frozen=True, slots=True)
class Seen:
    """A command on a case that its officer may see, with the case as stored."""

    command: CaseCommand
    post: Post
    stored: StoredCase
    case: Case
    definition: Definition


def on_case(desk: Desk, command: CaseCommand) -> Answer | Refused:
    """Handle a command on a case. Raises `Conflict` when the officer saw another version."""
    seen = _seen(desk, command, lock=True)
    if isinstance(seen, Refused):
        return seen
    decision = _decided(desk, seen)
    if isinstance(decision, Refused):
        return decision
    return _sheet_used(desk, seen, decision) or _write(desk, seen, decision)


def rehearse(desk: Desk, command: CaseCommand) -> Decision | Refused:
    """What would come of a command on a case now; nothing is written. Raises `Conflict`."""
    seen = _seen(desk, command, lock=False)
    return seen if isinstance(seen, Refused) else _decided(desk, seen)


def _seen(desk: Desk, command: CaseCommand, *, lock: bool) -> Seen | Refused:
    stored = desk.tx.case(command.case, lock=lock)
    if stored is None:
        return not_found()
    case = Case.read(stored.body)
    if not may_see(reader(command.actor, desk.world), case, stored.readers, desk.world.organisation):
        return not_found()
    if command.expected is not None and command.expected != case.version:
        raise Conflict(case.version)
    post = desk.post(command)
    if isinstance(post, Refused):
        return post
    return Seen(command, post, stored, case, desk.registry.by_digest(case.definition))


def _decided(desk: Desk, seen: Seen) -> Decision | Refused:
    step = _step_of(seen)
    past = past_so_far(desk.tx, seen.stored) if step and step.corrects else Past()
    file = CaseFile(seen.case, seen.stored.facts, seen.stored.proposal, past, seen.stored.head.next_seq)
    return decide(seen.definition, file, seen.command, seen.post, _world(desk, seen, step))


def past_so_far(tx: Transaction, stored: StoredCase) -> Past:
    """What the entries of a case tell, up to the one that it was read at. Reads them all: for who asks."""
    return past_of(tx.entries(f"case/{stored.body['id']}", -1, stored.head.next_seq))


def _world(desk: Desk, seen: Seen, step: Taken | None) -> World:
    case, digests = seen.case, {*files_of(seen.command), *seen.stored.proposal.get("documents", {}).values()}
    files = desk.tx.files(case.id, digests) if digests else frozenset()
    meetings = {meeting.id: meeting for meeting in _meetings(desk, seen.command)}
    linked = related(desk.tx, case, step)
    return replace(desk.world, files=files, meetings=meetings, linked=linked, other=_other(desk, seen))


def _other(desk: Desk, seen: Seen) -> Case | None:
    """The case that the act names beside its own, if who took or proposed it may see that one too."""
    named, officer = _named_beside(seen)
    stored = desk.tx.case(named, lock=False) if named else None
    if stored is None:
        return None
    case = Case.read(stored.body)
    sees = may_see(reader(officer, desk.world), case, stored.readers, desk.world.organisation)
    return case if sees else None


def _named_beside(seen: Seen) -> tuple[str | None, str]:
    if isinstance(seen.command, TakeStep):
        return seen.command.other, seen.command.actor
    request = _request_of(seen)
    return (request.other, request.proposer) if request else (None, "")


def _step_of(seen: Seen) -> Taken | None:
    if isinstance(seen.command, PassOn):
        return step_apart(seen.definition)
    if isinstance(seen.command, (TakeStep, SignStep)):
        return seen.definition.lookup.step(seen.command.step)
    request = _request_of(seen)
    return seen.definition.lookup.step(request.step) if request else None


def _request_of(seen: Seen) -> Request | None:
    """The request that the command is about; of a command that names none, the one in the case's way."""
    named = getattr(seen.command, "request", None)
    return seen.case.request(named) if named else seen.case.pending


def related(tx: Transaction, case: Case, step: Taken | None) -> tuple[Case, ...]:
    """The linked cases, and, for a step that some people are kept apart from, the others of the same matter."""
    bodies = {body["id"]: body for body in tx.linked(case.links)} if case.links else {}
    if step is not None and step.apart is not None:
        bodies |= {body["id"]: body for body in tx.of_matter(case.matter) if body["id"] != case.id}
    return tuple(Case.read(body) for body in bodies.values())


def files_of(command: Command) -> tuple[str, ...]:
    """The digests of the files that a command names."""
    if isinstance(command, (TakeStep, SignStep)):
        return tuple(command.documents.values())
    return (command.sheet.document,) if isinstance(command, DecideRequest) and command.sheet else ()


def _meetings(desk: Desk, command: CaseCommand) -> tuple[Meeting, ...]:
    cited = command.meeting if isinstance(command, (TakeStep, DecideRequest)) else None
    meeting = desk.tx.meeting(cited) if cited else None
    return (meeting,) if meeting else ()


def _sheet_used(desk: Desk, seen: Seen, decision: Decision) -> Refused | None:
    """A document number counts once per issuing body; the table keeps that promise, also against a race."""
    passed = decision.data.get("passed", {})
    if passed.get("status") != RECORDED:
        return None
    if desk.tx.put_sheet(passed["body"], sheet_key(passed["number"]), f"{seen.case.id}/{decision.data['step']}"):
        return None
    return Refused("number_used", "该机构的这一文号已经登记过。", "请核对批件文号。", ENGINE, ("sheet.number",))


def _write(desk: Desk, seen: Seen, decision: Decision) -> Answer | Refused:
    stored, command, case = seen.stored, seen.command, seen.case
    stream, seq = f"case/{case.id}", stored.head.next_seq
    act = Act(case, seen.definition, command.actor, seen.post, f"{stream}#{seq}")
    beside = written_beside(desk, act, decision)
    if isinstance(beside, Refused):
        return beside
    commits = desk.commit(stream, seq, secrets_of(case.id, decision.subject, decision.content, decision.informant))
    drawn = [drawn_number(desk, organ, series) for series, organ in decision.issues]
    changes = {**decision.changes, **beside, "version": case.version + 1, **_issued(case, drawn)}
    if "subject" in commits:
        changes |= {"facts_at": seq, "facts_hash": commits["subject"]}
    changes |= _numbered(decision, changes, seq)
    after = fold(stored.body, changes)
    entered = Entered(stored.body, after, seq, desk.at, decision.data)
    row = case_row(seen.definition, after, desk.world.organisation, entered)
    draft = Draft(
        stream=stream,
        seq=seq,
        prev=stored.head.leaf,
        kind=decision.kind,
        event=decision.event,
        from_=case.state,
        to=decision.to,
        state_hash=row.state_hash,
        actor=command.actor,
        post=seen.post.id,
        behalf=decision.behalf,
        at=desk.at,
        occurred_at=command.occurred_at.astimezone(UTC).isoformat() if command.occurred_at else None,
        world=desk.versions(case.definition),
        command={"id": command.id, "request": desk.request},
        caused_by=begun_by(command.act) if isinstance(command, PassOn) else None,
        data={**decision.data, **({"drawn": drawn} if drawn else {}), "set": changes},
        commits=commits,
    )
    sealed = desk.write(draft)
    desk.tx.put_case(row, stored, sealed.head)
    name = (decision.subject or stored.facts).get("name", "")
    if name != stored.facts.get("name", ""):
        desk.tx.rename(case.id, str(name))
    return Answer.of(stream, seq, {"kind": draft.kind, "event": draft.event, "to": draft.to, "data": draft.data})


def _numbered(decision: Decision, changes: Mapping[str, Any], seq: int) -> dict[str, Any]:
    """A request that was opened names the entry that proposes it."""
    if decision.kind != "proposal":
        return {}
    if changes.get("pending"):
        return {"pending": {**changes["pending"], "seq": seq}}
    asides = changes["asides"]
    return {"asides": {name: told | ({"seq": seq} if told["seq"] < 0 else {}) for name, told in asides.items()}}


def begun_by(act: str) -> str:
    """How an entry names the mass act that it is part of: by the entry that began it."""
    return f"act/{act}#0"


def _issued(case: Case, drawn: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    issued = {one["series"]: document_number(one) for one in drawn}
    return {"issued": {**(case.issued or {}), **issued}} if issued else {}
