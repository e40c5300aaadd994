"""An entry of a case as its bytes tell it, and what may be wrong with one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

LEGALITY: Final = "V5"
CLOCK: Final = "V6"
REPLAY: Final = "V8"


_ALWAYS: Final = ("stream", "seq", "kind", "event", "actor", "post", "at", "world")


class Fault(NamedTuple):
    """What is wrong with an entry: the level that found it, a stable code, and a sentence without values."""

    level: str
    code: str
    message: str


def illegal(code: str, message: str) -> Fault:
    """A fault against the case's own definition."""
    return Fault(LEGALITY, code, message)


@dataclass(frozen=True, slots=True)
class Entry:
    """The fields of an entry that its legality depends on; what an entry leaves out is empty."""

    stream: str
    seq: int
    kind: str
    event: str
    actor: str
    post: str
    at: str
    world: Mapping[str, Any]
    from_: str = ""
    to: str = ""
    state_hash: str = ""
    behalf: str | None = None
    occurred_at: str | None = None
    caused_by: str | None = None
    data: Mapping[str, Any] | None = None
    commits: Mapping[str, str] | None = None

    @classmethod
    def read(cls, body: Mapping[str, Any]) -> "Entry":
        """The entry of a parsed body. Raises `KeyError` or `TypeError` for what isn't one."""
        more = ("state_hash", "behalf", "occurred_at", "caused_by", "data", "commits")
        named: dict[str, Any] = {name: body[name] for name in _ALWAYS} | {n: body[n] for n in more if n in body}
        return cls(from_=body.get("from", ""), to=body.get("to", ""), **named)

    @property
    def told(self) -> Mapping[str, Any]:
        """What the entry tells beside its fixed fields."""
        return self.data or {}

    @property
    def changes(self) -> Mapping[str, Any]:
        """The fields of the committed case that the entry sets; a null takes one away."""
        changes: Mapping[str, Any] = self.told.get("set") or {}
        return changes

    @property
    def moment(self) -> datetime:
        """The instant of the entry. Raises `ValueError` for a text that isn't one."""
        return datetime.fromisoformat(self.at)
