"""What officers read: one case, its history, its possible steps, lists. A protected read is an entry, first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from typing import Any

from engine.case import Case
from engine.decision import entitled
from engine.definition import Taken
from engine.errors import Refused, not_found
from engine.organisation import Post
from engine.ports import Clock, Draft, Register, Sought, Storage, StoredCase, Transaction
from engine.readers import Reader
from engine.registry import Definition, Registry
from engine.visibility import may_see, readable_classes, reader, reader_keys
from engine.world import CaseFile, World


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as one officer sees it: the committed body, the fields of the classes he may read, and what he saw."""

    case: Case
    body: Mapping[str, Any]
    fields: Mapping[str, Mapping[str, Any]]
    definition: Definition


@dataclass(frozen=True, slots=True)
class Action:
    """A step of the present state: allowed for this officer, or the refusal he would get."""

    step: Taken
    refusal: Refused | None


@dataclass(frozen=True)
class Reading:
    """The read side of the door. Who may not see gets what doesn't exist."""

    storage: Storage
    register: Register
    clock: Clock
    registry: Registry

    def case(self, officer: str, case: str, *, classes: Sequence[str] = ("subject",)) -> CaseView | Refused:
        """A case with the fields of the classes asked for. Reading the informant is registered before the answer."""
        with self.storage.write() if "informant" in classes else self.storage.read() as tx:
            return self._read(tx, officer, case, classes)

    def readable(self, officer: str, cases: Sequence[str]) -> Sequence[CaseView | Refused]:
        """Cases with every class of fields that the officer may read; each read of an informant is registered."""
        with self.storage.write() as tx:
            return [self._read(tx, officer, case, None) for case in cases]

    def actions(self, officer: str, case: str, post: str | None = None) -> tuple[Action, ...] | Refused:
        """Every transition and act of the present state, allowed or with the refusal this officer would get."""
        with self.storage.read() as tx:
            seen = self._seen(tx, officer, case)
            if seen is None:
                return not_found()
            stored, view, world = seen
            file = CaseFile(view.case, stored.facts, stored.proposal)
            world = replace(world, linked=tuple(Case.read(body) for body in tx.linked(view.case.links)))
            posts = [item for item in world.posts(officer) if post in (None, item.id)]
            steps = view.definition.lookup.steps_at(view.case.state)
            return tuple(Action(step, _best(view.definition, file, step, posts, world)) for step in steps)

    def history(
        self, officer: str, case: str, after: int = -1, limit: int = 100
    ) -> Sequence[Mapping[str, Any]] | Refused:
        """The entries of a case, oldest first, without what the vault holds."""
        with self.storage.read() as tx:
            return tx.entries(f"case/{case}", after, limit) if self._seen(tx, officer, case) else not_found()

    def cases(self, officer: str, sought: Sought) -> Sequence[Mapping[str, Any]]:
        """A page of the cases that the officer may see, newest first; `facts` only where he may read them."""
        with self.storage.read() as tx:
            world = self.world(tx)
            who = reader(officer, world)
            return [self._told(body, who, world) for body in tx.cases(who, sought)]

    def file(self, officer: str, case: str, digest: str) -> bytes | Refused:
        """An uploaded file of a case he may see and whose content he may read."""
        with self.storage.read() as tx:
            seen = self._seen(tx, officer, case)
            if seen is None:
                return not_found()
            stored, view, world = seen
            classes = readable_classes(reader(officer, world), view.case, stored.readers, world.organisation)
            return (tx.file(case, digest) if "content" in classes else None) or not_found()

    def upload(self, officer: str, case: str, digest: str, content: bytes) -> Refused | None:
        """Keep a file with a case he may see; commands name it by its digest."""
        with self.storage.read() as tx:
            seen = self._seen(tx, officer, case)
            if seen is None or "content" not in self._classes(officer, seen):
                return not_found()
        self.storage.put_file(case, digest, content, officer, self.clock.now().astimezone(UTC).isoformat())
        return None

    def world(self, tx: Transaction) -> World:
        """The world of this moment, without meetings and files."""
        return World(self.clock.now().astimezone(UTC), tx.organisation())

    def _read(self, tx: Transaction, officer: str, case: str, classes: Sequence[str] | None) -> CaseView | Refused:
        seen = self._seen(tx, officer, case)
        if seen is None:
            return not_found()
        stored, view, _ = seen
        readable = self._classes(officer, seen)
        allowed = readable if classes is None else readable & frozenset(classes)
        if "informant" in (allowed if classes is None else classes):
            self._record_read(tx, officer, case, "read" if "informant" in allowed else "refusal")
        return replace(view, fields={kept_as: _merged(tx, stored, case, kept_as) for kept_as in sorted(allowed)})

    def _told(self, body: Mapping[str, Any], who: Reader, world: World) -> Mapping[str, Any]:
        committed = {name: value for name, value in body.items() if name != "facts"}
        case = Case.read(committed)
        keys = reader_keys(self.registry.by_digest(case.definition), case, world.organisation)
        known = "subject" in readable_classes(who, case, keys, world.organisation)
        return {**committed, "facts": body["facts"] if known else {}}

    def _classes(self, officer: str, seen: tuple[StoredCase, CaseView, World]) -> frozenset[str]:
        stored, view, world = seen
        return readable_classes(reader(officer, world), view.case, stored.readers, world.organisation)

    def _seen(self, tx: Transaction, officer: str, case: str) -> tuple[StoredCase, CaseView, World] | None:
        stored = tx.case(case, lock=False)
        if stored is None:
            return None
        world = self.world(tx)
        found = Case.read(stored.body)
        if not may_see(reader(officer, world), found, stored.readers, world.organisation):
            return None
        return stored, CaseView(found, stored.body, {}, self.registry.by_digest(found.definition)), world

    def _record_read(self, tx: Transaction, officer: str, case: str, kind: str) -> None:
        stream, moment = f"access/{case}", tx.moment()
        head = tx.head(stream)
        draft = Draft(
            stream=stream,
            seq=head.next_seq,
            prev=head.leaf,
            kind=kind,
            event="read" if kind == "read" else "not_readable",
            actor=officer,
            post="",
            at=max(self.clock.now().astimezone(UTC).isoformat(), moment.newest_at),
            world=moment.versions,
            data={"classes": ["informant"]},
        )
        tx.append(stream, self.register.seal(draft))


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
