"""The desk for what time and the calendar do by themselves: rights lapse, terms end, ladders climb, ends move.

Lengths stay what they are, so nothing hangs on the subject's facts, and the vault stays closed.
"""

from dataclasses import dataclass

from engine.case import Case, changed
from engine.deadlines.approving import Done, follow
from engine.deadlines.clock import LAPSING, over
from engine.deadlines.effects import Happened, Moved, Turn
from engine.deadlines.moving import asides_left
from engine.desks.casebook import enter_in_place
from engine.desks.cases import begun_by
from engine.desks.desk import SYSTEM, By, Desk, Said
from engine.escalation import climbing
from engine.notices import notices_of
from engine.ports import StoredCase
from engine.registry import Definition


def sweep(desk: Desk, stored: StoredCase) -> bool:
    """Let what is over lapse, else let climb what is overdue; False where time has nothing to do."""
    touched = _Touched.of(desk, stored)
    happened = touched.happened(desk)
    turn = Turn(happened, touched.case)
    for name, due in (touched.case.due or {}).items():
        if happened.definition.lookup.deadline(name).kind in LAPSING and over(due, desk.world.now):
            turn.lapse(name)
    moved = turn.moved()
    if moved.told:
        touched.enter(desk, ("deadline", "lapse"), touched.with_what_follows(desk, moved))
        return True
    climbed = climbing.climb(touched.definition, touched.case, desk.world, stored.head.next_seq)
    if climbed.changes:
        touched.enter(desk, ("escalation", "climb"), climbed)
        touched.notify(desk, climbed)
    return bool(climbed.changes)


def recount(desk: Desk, stored: StoredCase, act: str) -> bool:
    """Count the case's periods by the newest calendar, as part of a mass act; False where none ends otherwise."""
    touched = _Touched.of(desk, stored)
    moved = Turn(touched.happened(desk), touched.case).moved()
    if moved.told:
        by = By(cause=begun_by(act))
        touched.enter(desk, ("deadline", "recompute"), touched.with_what_follows(desk, moved), by)
    return bool(moved.told)


@dataclass(frozen=True, slots=True)
class _Touched:
    stored: StoredCase
    case: Case
    definition: Definition

    @classmethod
    def of(cls, desk: Desk, stored: StoredCase) -> "_Touched":
        case = Case.read(stored.body)
        return cls(stored, case, desk.registry.by_digest(case.definition))

    def happened(self, desk: Desk) -> Happened:
        return Happened(self.definition, self.case, {}, desk.world, self.stored.head.next_seq, desk.world.now)

    def with_what_follows(self, desk: Desk, moved: Moved) -> Moved:
        """What becomes of requests and ladders whose period has ended or moved; the version rises."""
        beside = asides_left(self.definition, self.case, moved.changes)
        changes = {**moved.changes, **beside.changes}
        happens = (desk.world, self.stored.head.next_seq)
        waits = follow(self.definition, self.case, changes, Done("deadline", ""), happens)
        changes, told = {**changes, **waits.changes}, [*moved.told["deadlines"], *waits.told.get("deadlines", ())]
        closed = climbing.left(self.case, changes, told)
        changes |= {**closed.changes, "version": self.case.version + 1}
        return Moved(changes, {**moved.told, "deadlines": told, **beside.told, **closed.told})

    def enter(self, desk: Desk, what: tuple[str, str], moved: Moved, by: By = SYSTEM) -> None:
        """Append an entry of this kind and event, with what has moved."""
        said = Said(*what, {**moved.told, "set": moved.changes})
        enter_in_place(desk, self.stored, self.definition, said, by)

    def notify(self, desk: Desk, climbed: Moved) -> None:
        """Let those who were reached be told outside the house, where that is switched on."""
        if desk.tx.sends():
            case = changed(self.case, climbed.changes)
            desk.tx.put_notices(notices_of(self.definition, case, climbed.told["escalations"], desk.world))
