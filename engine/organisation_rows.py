"""The organisation from the rows that entries of its stream tell: the same for the store and for an audit."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Final

from engine.organisation import Delegation, Leave, Office, Organ, Organisation, Post

Row = Mapping[str, Any]

PARTS: Final = ("organs", "offices", "posts", "areas", "delegations", "leaves")
REPLACED: Final = ("organs", "offices", "posts", "areas")
"""What an import replaces; delegations and leaves run on, and those of posts that are gone have no effect."""
_DAYS: Final = frozenset({"valid_from", "valid_to"})


@dataclass(frozen=True, slots=True)
class Rows:
    """Every row in the order of the register."""

    organs: tuple[Row, ...] = ()
    offices: tuple[Row, ...] = ()
    posts: tuple[Row, ...] = ()
    areas: tuple[Row, ...] = ()
    delegations: tuple[Row, ...] = ()
    leaves: tuple[Row, ...] = ()

    def after(self, change: Row) -> "Rows":
        """The rows once an entry is applied: what it adds, after a reset if it says so."""
        base = replace(self, **dict.fromkeys(REPLACED, ())) if change.get("reset") else self
        return replace(base, **{name: (*getattr(base, name), *change[name]) for name in PARTS if change.get(name)})

    def organisation(self, version: int) -> Organisation:
        """The organisation that the rows describe."""
        return Organisation(
            version=version,
            organs={row["code"]: Organ(**_known(Organ, row)) for row in self.organs},
            offices={row["code"]: Office(**_known(Office, row)) for row in self.offices},
            posts=tuple(Post(**_known(Post, row)) for row in self.posts),
            delegations=tuple(Delegation(**_known(Delegation, row)) for row in self.delegations),
            areas=tuple(self.areas),
            leaves=tuple(Leave(**_known(Leave, row)) for row in self.leaves),
        )


def _known(kind: type[Any], row: Row) -> dict[str, Any]:
    names = {item.name for item in fields(kind)}
    return {name: _value(name, value) for name, value in row.items() if name in names and not _absent(name, value)}


def _absent(name: str, value: Any) -> bool:
    return value is None and name == "valid_from"


def _value(name: str, value: Any) -> Any:
    if name in _DAYS and value is not None:
        return date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value
