"""The lengths that organs have configured: only those marked B or C, only within the declared bounds. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final

Key = tuple[str, str, str]
"""Workflow, deadline, organ."""


@dataclass(frozen=True, slots=True)
class Configured:
    """A configured length (as JSON), the organ that set it, and the version of the policy that it was set in."""

    length: Mapping[str, int]
    organ: str
    version: int


@dataclass(frozen=True, slots=True)
class Policy:
    """The policy after the entry `version` of its stream."""

    version: int = 0
    lengths: Mapping[Key, Configured] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[tuple[int, Mapping[str, Any]]]) -> "Policy":
        """The policy that the entries (seq, data) of its stream tell, in order."""
        policy = cls()
        for seq, data in entries:
            policy = policy.after(seq, data)
        return policy

    def after(self, seq: int, data: Mapping[str, Any]) -> "Policy":
        """The policy after one more entry: a length without a span is the declared one again."""
        told = data.get("length")
        if told is None:
            return replace(self, version=seq)
        key = (told["workflow"], told["deadline"], told["organ"])
        others = {name: length for name, length in self.lengths.items() if name != key}
        own = {key: Configured(told["span"], told["organ"], seq)} if told.get("span") is not None else {}
        return Policy(seq, MappingProxyType(others | own))

    def length(self, workflow: str, deadline: str, line: Sequence[str]) -> Configured | None:
        """What the organ, or the nearest of its superiors, has configured; None: the declared length counts."""
        if not self.lengths:
            return None
        return next((found for organ in line if (found := self.lengths.get((workflow, deadline, organ)))), None)


DECLARED: Final = Policy()
"""Nobody has configured anything: the declared lengths count."""
