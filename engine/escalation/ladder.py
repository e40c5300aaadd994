"""A ladder as the committed case holds it: the levels that an overdue period has reached, and when it climbs on.

    {"round": 1, "due_at": "…", "next_at": "…", "reached": [{"level": 1, "seq": 9, "at": "…", "key": …, "to": […]}]}

It stands for one end of one round. Once the period is met, extended, paused or superseded, it is gone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reached:
    """A level that was reached: by the entry `seq`, at an instant; the key of its inbox, and who held it then.

    `read`: who acknowledged it first, and when; `answer`: the last answer; `again`: its grace was restarted.
    """

    level: int
    seq: int
    at: str
    key: str
    to: tuple[str, ...]
    read: Json | None = None
    answer: Json | None = None
    again: bool = False

    @classmethod
    def of(cls, told: Json) -> "Reached":
        """The level of its committed form."""
        return cls(**{**told, "to": tuple(told["to"])})

    def body(self) -> dict[str, Any]:
        """The committed form: what is empty is left out."""
        told: dict[str, Any] = {name: getattr(self, name) for name in ("level", "seq", "at", "key")}
        more = {"read": self.read, "answer": self.answer, "again": self.again or None}
        return told | {"to": list(self.to)} | {name: value for name, value in more.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Ladder:
    """The ladder of one end of one round. `top`: nobody is left above; from then on it is repeated."""

    round: int
    due_at: str
    next_at: str
    reached: tuple[Reached, ...] = ()
    top: bool = False

    @classmethod
    def read(cls, told: Json) -> "Ladder":
        """The ladder of its committed form."""
        reached = tuple(Reached.of(one) for one in told["reached"])
        return cls(told["round"], told["due_at"], told["next_at"], reached, told.get("top", False))

    def body(self) -> dict[str, Any]:
        """The committed form."""
        told: dict[str, Any] = {name: getattr(self, name) for name in ("round", "due_at", "next_at")}
        return told | {"reached": [one.body() for one in self.reached]} | ({"top": True} if self.top else {})

    @property
    def highest(self) -> int:
        """The number of the highest level reached; -1 before the first."""
        return max((one.level for one in self.reached), default=-1)

    def level(self, number: int) -> Reached | None:
        """The level of this number, if it was reached."""
        return next((one for one in self.reached if one.level == number), None)

    def with_level(self, changed: Reached, next_at: str | None = None) -> "Ladder":
        """The ladder with one level as it stands now."""
        reached = tuple(changed if one.level == changed.level else one for one in self.reached)
        return replace(self, reached=reached, next_at=next_at or self.next_at)
