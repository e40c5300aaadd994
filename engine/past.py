"""What the entries of a case tell of its way: which steps were approved, and what its newest step was. Pure.

The committed case doesn't carry it. A correction asks for it: the door folds the entries then, an audit as it goes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from engine.case import Body, fold

_CHANGES_NOTHING: Final = frozenset({"proposal", "approval", "deadline"})
"""Kinds of entries by which no officer did anything yet: a request went on, a period was counted anew or lapsed."""


class Told(NamedTuple):
    """The part of an entry that is remembered."""

    seq: int
    kind: str
    event: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Approved:
    """Under which results of conditions a step was approved when it was last taken, and by whom."""

    rules: Mapping[str, bool]
    steps: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Move:
    """A transition that nothing has followed: its entry, and how everything stood before it."""

    told: Told
    before: Body
    approved: Mapping[str, Approved]

    @property
    def approvals(self) -> tuple[Mapping[str, Any], ...]:
        """Who approved it; empty: nobody had to."""
        return tuple(self.told.data.get("approved") or ())


@dataclass(frozen=True, slots=True)
class Past:
    """The approved steps by id (corrections left out), and the last transition as long as nothing has followed it."""

    approved: Mapping[str, Approved] = field(default_factory=dict)
    last: Move | None = None

    def then(self, told: Told, before: Body) -> "Past":
        """The past after one more entry of the case, which stood as `before` says."""
        if told.kind in _CHANGES_NOTHING:
            return self
        if told.kind == "correction":
            return Past(self.last.approved if self.last and "reversed" in told.data else self.approved)
        approved = {**self.approved, **_approved(told)}
        return Past(approved, Move(told, before, self.approved) if told.kind == "transition" else None)


def past_of(entries: Iterable[Mapping[str, Any]]) -> Past:
    """The past that the entries of a case tell, from its first one."""
    past, body = Past(), dict[str, Any]()
    for entry in entries:
        past = past.then(Told(entry["seq"], entry["kind"], entry["event"], entry["data"]), body)
        body = fold(body, entry["data"]["set"])
    return past


def _approved(told: Told) -> dict[str, Approved]:
    steps = told.data.get("approved")
    return {told.event: Approved(told.data.get("rules") or {}, tuple(steps))} if steps else {}
