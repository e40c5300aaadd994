"""What officers read: one case, its history, its possible steps, lists. A protected read is an entry, first."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from itertools import islice
from typing import Any, Final, TypeVar

from engine.case import RECORDED, Case
from engine.deadlines.requests import has_object, step_on
from engine.decision import entitled
from engine.definition import Taken
from engine.desks.cases import past_so_far, related
from engine.desks.refusals import Attempt, Ledger, record
from engine.errors import Refused, not_found
from engine.inbox import Escalated, Place, inbox_of, sought_by
from engine.jurisdiction import destinations, places_in
from engine.law import ENGINE
from engine.liveness import Liveness, Punctuality, liveness, punctuality
from engine.organisation import Organ, Post
from engine.past import Past
from engine.ports import Clock, Draft, Register, Sought, SoughtDue, Storage, StoredCase, Transaction
from engine.readers import Reader
from engine.registry import Definition, Registry
from engine.timetable import Due, Period, due_in, periods_of
from engine.visibility import may_see, readable_classes, reader, reader_keys
from engine.world import CaseFile, World

ORGANS_SHOWN: Final = 200
"""To how many organs, at most, an act is said to lead."""


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as one officer sees it: the committed body, the fields of the classes he may read, and what he saw."""

    case: Case
    body: Mapping[str, Any]
    fields: Mapping[str, Mapping[str, Any]]
    definition: Definition


@dataclass(frozen=True, slots=True)
class Action:
    """A step of the present state: allowed for this officer, or the refusal he would get.

    `may_go_to`: some organs to which he may move the case by it.
    """

    step: Taken
    refusal: Refused | None
    may_go_to: tuple[Organ, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """A case that an officer may see, with the classes of fields that he may read."""

    officer: str
    case: Case
    stored: StoredCase
    world: World
    definition: Definition
    readable: frozenset[str]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What who opened a case that others received may know of it."""

    case: str
    number: str
    workflow: str
    label: str
    opened_at: str


T = TypeVar("T")


@dataclass(frozen=True)
class Reading:
    """The read side of the door. Who may not see gets what doesn't exist."""

    storage: Storage
    register: Register
    clock: Clock
    registry: Registry

    def case(self, officer: str, case: str, *, classes: Sequence[str] = ("subject",)) -> CaseView | Refused:
        """A case with the fields of the classes asked for. Reading the informant is registered before the answer."""
        asked = frozenset(classes)
        protected = "informant" in asked
        return self._within(officer, case, lambda tx, seen: self._opened(tx, seen, asked), write=protected)

    def readable(self, officer: str, cases: Sequence[str]) -> Sequence[CaseView | Refused]:
        """Cases with every class of fields that the officer may read; each read of an informant is registered."""
        with self.storage.write() as tx:
            found = [self._seen(tx, officer, case) for case in cases]
            return [self._opened(tx, seen, seen.readable) if seen else not_found() for seen in found]

    def links(self, officer: str, case: str) -> Sequence[CaseView] | Refused:
        """The linked cases that the officer may see. That there are others, he doesn't learn, nor do their readers."""
        return self._within(officer, case, lambda tx, seen: list(self._linked(tx, seen)))

    def actions(self, officer: str, case: str, post: str | None = None) -> tuple[Action, ...] | Refused:
        """Every transition and act of the present state, allowed or with the refusal this officer would get."""
        return self._within(officer, case, lambda tx, seen: _actions(tx, seen, post))

    def history(
        self, officer: str, case: str, after: int = -1, limit: int = 100
    ) -> Sequence[Mapping[str, Any]] | Refused:
        """The entries of a case, oldest first, without what the vault holds."""
        return self._within(officer, case, lambda tx, seen: _history(tx, seen, after, limit))

    def periods(self, officer: str, case: str) -> Sequence[Period] | Refused:
        """Every round of every period of a case, with its derivation."""
        return self._within(officer, case, lambda tx, seen: periods_of(tx, seen.case, seen.definition, seen.world))

    def mover(self, officer: str, case: str, deadline: str, how: str, ground: int = 1) -> str | Refused:
        """The act by which a period of the case is extended, paused or resumed (`how`: extend, pause, resume)."""

        def found(_: Transaction, seen: Seen) -> str | Refused:
            steps = seen.definition.lookup.steps_at(seen.case.state)
            return step_on(steps, seen.case, deadline, how, ground) or _not_moved_so()

        return self._within(officer, case, found)

    def due(self, officer: str, sought: SoughtDue) -> Sequence[Due] | Refused:
        """A page of what is due, the earliest first: in an organ that the officer watches, else in his own cases."""
        with self.storage.read() as tx:
            return due_in(tx, officer, sought, self.world(tx), self.registry)

    def liveness(self) -> Liveness:
        """Whether anything is overdue that nobody has been told of. Tells nothing of a matter."""
        with self.storage.read() as tx:
            return liveness(tx, self.world(tx), self.registry)

    def punctuality(self) -> Punctuality:
        """For how long anything has waited for the sweep: what may be asked every second."""
        with self.storage.read() as tx:
            return punctuality(tx, self.clock.now())

    def inbox(self, officer: str, after: Place | None = None, limit: int = 50) -> Sequence[Escalated]:
        """A page of what has reached the officer's posts and is still open, the oldest first."""
        with self.storage.read() as tx:
            world = self.world(tx)
            return inbox_of(tx, sought_by(officer, world, after, limit), world, self.registry)

    def cases(self, officer: str, sought: Sought) -> Sequence[Mapping[str, Any]]:
        """A page of the cases that the officer may see, newest first; `facts` only where he may read them."""
        with self.storage.read() as tx:
            world = self.world(tx)
            who = reader(officer, world)
            return [self._told(body, who, world) for body in tx.cases(who, sought)]

    def receipts(self, officer: str, after: tuple[str, str] | None = None, limit: int = 50) -> Sequence[Receipt]:
        """What the officer opened and others received, newest first: that he did, and nothing of what became of it."""
        with self.storage.read() as tx:
            if not self.world(tx).posts(officer):
                return ()
            opened = tx.opened_by(Reader(officer, frozenset(), frozenset()), after, limit)
        return [self._receipt(body) for body in opened]

    def file(self, officer: str, case: str, digest: str) -> bytes | Refused:
        """An uploaded file of a case he may see and whose content he may read."""
        found = self._within(
            officer, case, lambda tx, seen: tx.file(case, digest) if "content" in seen.readable else None
        )
        return not_found() if found is None else found

    def upload(self, officer: str, case: str, digest: str, content: bytes) -> Refused | None:
        """Keep a file with a case he may see; commands name it by its digest."""
        allowed = self._within(officer, case, lambda _, seen: "content" in seen.readable)
        if allowed is not True:
            return allowed or not_found()
        self.storage.put_file(case, digest, content, officer, self.clock.now().astimezone(UTC).isoformat())
        return None

    def world(self, tx: Transaction) -> World:
        """The world of this moment, without meetings and files."""
        now = self.clock.now().astimezone(UTC)
        return World(now, tx.organisation(), calendar=tx.calendar(), policy=tx.policy())

    def _within(
        self, officer: str, case: str, work: Callable[[Transaction, Seen], T], *, write: bool = False
    ) -> T | Refused:
        """Do work on a case that the officer may see; an attempt on one he may not is registered."""
        with self.storage.write() if write else self.storage.read() as tx:
            seen = self._seen(tx, officer, case)
            if seen is not None:
                return work(tx, seen)
            exists = tx.case(case, lock=False) is not None
        if exists:
            with self.storage.write() as tx:
                record(self._ledger(tx), Attempt(f"access/{case}", officer, "", "not_found", "read"))
        return not_found()

    def _seen(self, tx: Transaction, officer: str, case: str) -> Seen | None:
        stored = tx.case(case, lock=False)
        if stored is None:
            return None
        world, found = self.world(tx), Case.read(stored.body)
        who = reader(officer, world)
        if not may_see(who, found, stored.readers, world.organisation):
            return None
        readable = readable_classes(who, found, stored.readers, world.organisation)
        return Seen(officer, found, stored, world, self.registry.by_digest(found.definition), readable)

    def _opened(self, tx: Transaction, seen: Seen, classes: frozenset[str]) -> CaseView:
        allowed = seen.readable & classes
        if "informant" in classes:
            self._record_read(tx, seen, "read" if "informant" in allowed else "refusal")
        fields = {kept_as: _merged(tx, seen.stored, seen.case.id, kept_as) for kept_as in sorted(allowed)}
        return CaseView(seen.case, _without_sheet(seen.stored.body, seen.case), fields, seen.definition)

    def _linked(self, tx: Transaction, seen: Seen) -> Iterator[CaseView]:
        for case in seen.case.links:
            other = self._seen(tx, seen.officer, case)
            if other is not None:
                yield self._opened(tx, other, frozenset())

    def _told(self, body: Mapping[str, Any], who: Reader, world: World) -> Mapping[str, Any]:
        committed = {name: value for name, value in body.items() if name != "facts"}
        case = Case.read(committed)
        keys = reader_keys(self.registry.by_digest(case.definition), case, world.organisation)
        known = "subject" in readable_classes(who, case, keys, world.organisation)
        return {**_without_sheet(committed, case), "facts": body["facts"] if known else {}}

    def _receipt(self, body: Mapping[str, Any]) -> Receipt:
        workflow = self.registry.by_digest(body["definition"]).workflow
        return Receipt(body["id"], body["number"], workflow.id, workflow.label, body["opened_at"])

    def _ledger(self, tx: Transaction) -> Ledger:
        moment = tx.moment()
        at = max(self.clock.now().astimezone(UTC).isoformat(), moment.newest_at)
        return Ledger(tx, self.register, at, moment.versions)

    def _record_read(self, tx: Transaction, seen: Seen, kind: str) -> None:
        ledger, stream = self._ledger(tx), f"access/{seen.case.id}"
        head = tx.head(stream)
        draft = Draft(
            stream=stream,
            seq=head.next_seq,
            prev=head.leaf,
            kind=kind,
            event="read" if kind == "read" else "not_readable",
            actor=seen.officer,
            post="",
            at=ledger.at,
            world=ledger.versions,
            data={"classes": ["informant"]},
        )
        tx.append(stream, self.register.seal(draft))


def _actions(tx: Transaction, seen: Seen, post: str | None) -> tuple[Action, ...]:
    steps = [step for step in seen.definition.lookup.steps_at(seen.case.state) if has_object(step, seen.case)]
    past = past_so_far(tx, seen.stored) if any(step.corrects == "last_step" for step in steps) else Past()
    file = CaseFile(seen.case, seen.stored.facts, seen.stored.proposal, past, seen.stored.head.next_seq)
    apart = next((step for step in steps if step.apart is not None), None)
    world = replace(seen.world, linked=related(tx, seen.case, apart))
    posts = [item for item in world.posts(seen.officer) if post in (None, item.id)]
    return tuple(_action(seen.definition, file, step, posts, world) for step in steps)


def _action(definition: Definition, file: CaseFile, step: Taken, posts: Sequence[Post], world: World) -> Action:
    refusal = _best(definition, file, step, posts, world)
    if refusal or step.moves is None:
        return Action(step, refusal)
    found = {organ for post in posts for organ in destinations(step.moves, file.case, post.organ, world)}
    fit = (organ for organ in sorted(found) if places_in(organ, step.moves, file.case, world))
    return Action(step, None, tuple(world.organisation.organs[organ] for organ in islice(fit, ORGANS_SHOWN)))


def _not_moved_so() -> Refused:
    sentence = "没有这一期限，或者不能这样变更。"
    return Refused("unknown_step", sentence, "请查看事项的期限。", ENGINE, ("deadline",))


def _history(tx: Transaction, seen: Seen, after: int, limit: int) -> Sequence[Mapping[str, Any]]:
    entries = tx.entries(f"case/{seen.case.id}", after, limit)
    return [_without_sheet(entry, seen.case) for entry in entries]


def _without_sheet(told: Mapping[str, Any], case: Case) -> Mapping[str, Any]:
    """The number of an outside sheet stays away until it is compared: the second officer reads it from the paper."""
    steps = (request.current for request in case.requests)
    hidden = {("number", step["number"]) for step in steps if step and step["status"] == RECORDED}
    if not hidden:
        return told

    def strip(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {name: strip(item) for name, item in value.items() if name != "number" or (name, item) not in hidden}
        return [strip(item) for item in value] if isinstance(value, (list, tuple)) else value

    return dict(strip(told))


def _merged(tx: Transaction, stored: StoredCase, case: str, kept_as: str) -> Mapping[str, Any]:
    if kept_as == "subject":
        return stored.facts
    values = tx.values(case, kept_as)
    if kept_as == "informant":
        return {name: value for _, _, one in values for name, value in one.items()}
    return {str(seq): one for seq, _, one in values}


def _best(definition: Definition, file: CaseFile, step: Taken, posts: Sequence[Post], world: World) -> Refused | None:
    """The refusal in the post that comes nearest; None when one of the officer's posts allows the step."""
    refusals = [entitled(definition, file, step, post, world) for post in posts or (None,)]
    return None if None in refusals else min((r for r in refusals if r), key=lambda r: r.code == "wrong_role")
