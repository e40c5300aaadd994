"""The desk for what happens to periods by itself: rights lapse, terms end, a newer calendar moves ends.

Lengths stay what they are, so nothing hangs on the subject's facts, and the vault stays closed.
"""

from collections.abc import Callable

from engine.case import Case, fold
from engine.deadlines.clock import LAPSING, over
from engine.deadlines.effects import Happened, Turn
from engine.deadlines.moving import asides_left
from engine.deadlines.rows import Entered
from engine.desks.casebook import case_row
from engine.desks.desk import Desk
from engine.ports import Draft, StoredCase


def lapse(desk: Desk, case: StoredCase) -> bool:
    """Let what is over lapse; False where nothing is. Raises `Raced`."""
    return _touch(desk, case, "lapse", work=_lapse_all)


def recount(desk: Desk, case: StoredCase, act: str) -> bool:
    """Count the case's periods by the newest calendar, as part of a mass act; False where none ends otherwise."""
    return _touch(desk, case, "recompute", cause=f"act/{act}#0")


def _lapse_all(turn: Turn, happened: Happened) -> None:
    for name, due in (happened.case.due or {}).items():
        kind = happened.definition.lookup.deadline(name).kind
        if kind in LAPSING and over(due, happened.world.now):
            turn.lapse(name)


def _touch(
    desk: Desk,
    stored: StoredCase,
    event: str,
    *,
    work: Callable[[Turn, Happened], None] | None = None,
    cause: str | None = None,
) -> bool:
    found = Case.read(stored.body)
    definition = desk.registry.by_digest(found.definition)
    seq, now = stored.head.next_seq, desk.world.now
    happened = Happened(definition, found, {}, desk.world, seq, now)
    turn = Turn(happened, found)
    if work:
        work(turn, happened)
    moved = turn.moved()
    if not moved.told:
        return False
    beside = asides_left(definition, found, moved.changes)
    changes = {**moved.changes, **beside.changes, "version": found.version + 1}
    told = {**moved.told, **beside.told, "set": changes}
    after = fold(stored.body, changes)
    entered = Entered(stored.body, after, seq, desk.at, moved.told["deadlines"])
    row = case_row(definition, after, desk.world.organisation, entered)
    draft = Draft(
        stream=f"case/{found.id}",
        seq=seq,
        prev=stored.head.leaf,
        kind="deadline",
        event=event,
        from_=found.state,
        to=found.state,
        state_hash=row.state_hash,
        actor="system",
        post="",
        at=desk.at,
        world=desk.versions(found.definition),
        caused_by=cause,
        data=told,
    )
    desk.tx.put_case(row, stored, desk.write(draft).head)
    return True
