"""Sealing entries: from a draft to the row that will stand, and back.

An entry has the fields `v origin epoch stream seq prev kind event from to state_hash world actor post behalf at
occurred_at command caused_by data commits`. Those of `ALWAYS` are always there; any other is left out when it is
null or empty, so an entry says only what it has to say. `command` is `{"id", "request"}`.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson
from sqlalchemy import Insert, bindparam

from audit_log import canonical
from audit_log.tables import register_entry
from engine.ports import Draft, Head, Sealed, Values

VERSION: Final = 1
"""The version of the entry's format."""
ALWAYS: Final = frozenset(
    {"v", "origin", "epoch", "stream", "seq", "prev", "kind", "event", "world", "actor", "post", "at"}
)
OPTIONAL: Final = frozenset(
    {"from", "to", "state_hash", "behalf", "occurred_at", "command", "caused_by", "data", "commits"}
)
COLUMNS: Final = ("stream", "seq", "body", "tag", "recorded_at", "actor", "command")
"""What an insert states; `id` and `xid` are the database's own."""

INSERT: Final[Insert] = register_entry.insert().values({name: bindparam(name) for name in COLUMNS})


@dataclass(frozen=True)
class RegisterLog:
    """The register of one installation: its origin, its epoch, and the keys that tag entries and hash requests."""

    origin: str
    epoch: int
    tag_key: bytes
    request_key: bytes

    @property
    def insert(self) -> Insert:
        """The insert of one row as `seal` makes it; the store puts it into the transaction's own statement."""
        return INSERT

    def seal(self, draft: Draft) -> Sealed:
        """The canonical bytes of an entry, tagged, as a row. Raises `ValueError` for what the profile forbids."""
        body = canonical.dump(self._entry(draft))
        row = {
            "stream": draft.stream,
            "seq": draft.seq,
            "body": body,
            "tag": self.tag(body),
            "recorded_at": draft.at,
            "actor": draft.actor,
            "command": draft.command["id"] if draft.command else None,
        }
        return Sealed(row, Head(draft.seq + 1, canonical.leaf_hash(body)))

    def request_digest(self, request: Values) -> str:
        """A keyed hash of a command's content, in hex: equal for equal content, and nothing can be guessed from it."""
        body = orjson.dumps(request, option=orjson.OPT_SORT_KEYS, default=_plain)
        return hmac.digest(self.request_key, body, "sha256").hex()

    def tag(self, body: bytes) -> bytes:
        """The tag of an entry: only who holds the key can have written it."""
        return hmac.digest(self.tag_key, body, "sha256")

    def tagged(self, body: bytes, tag: bytes) -> bool:
        """Whether the tag is the right one for these bytes."""
        return hmac.compare_digest(self.tag(body), tag)

    def _entry(self, draft: Draft) -> dict[str, Any]:
        entry = {
            "v": VERSION,
            "origin": self.origin,
            "epoch": self.epoch,
            "stream": draft.stream,
            "seq": draft.seq,
            "prev": draft.prev,
            "kind": draft.kind,
            "event": draft.event,
            "world": _plain_object(draft.world),
            "actor": draft.actor,
            "post": draft.post,
            "at": draft.at,
        }
        said = {
            "from": draft.from_,
            "to": draft.to,
            "state_hash": draft.state_hash,
            "behalf": draft.behalf,
            "occurred_at": draft.occurred_at,
            "command": _plain_object(draft.command),
            "caused_by": draft.caused_by,
            "data": _plain_object(draft.data),
            "commits": _plain_object(draft.commits),
        }
        entry.update((name, value) for name, value in said.items() if value)
        return entry


def _plain_object(value: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    return dict(value) if value else None


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no place in a request")
