"""Column types over TEXT, INTEGER and BLOB alone, so that SQLite's tables are STRICT and mean what they say.

SQLAlchemy's own Boolean, Date or BigInteger name types that STRICT refuses. On PostgreSQL the same columns are TEXT,
BIGINT and BYTEA. Instants are RFC 3339 texts in UTC and days ISO texts: in both, the order of the text is the order
of time.
"""

from typing import Any, Final

import orjson
from sqlalchemy import BigInteger, Integer, LargeBinary, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

Words: Final = Text()
Instant: Final = Text()
Day: Final = Text()
Hex: Final = Text()
Number: Final = BigInteger().with_variant(Integer(), "sqlite")
Octets: Final = LargeBinary()


class Flag(TypeDecorator[bool]):
    """A yes or no, as 1 or 0."""

    impl = Number
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> Any:  # noqa: ARG002, FBT001  SQLAlchemy's own
        """1 or 0."""
        return None if value is None else int(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> bool | None:  # noqa: ARG002
        """True or False."""
        return None if value is None else bool(value)


def to_text(value: Any) -> str:
    """A value as JSON with sorted keys. Raises `TypeError` for what JSON doesn't know."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS, default=_plain).decode()


def _plain(value: Any) -> Any:
    if hasattr(value, "items"):
        return dict(value.items())
    if isinstance(value, (frozenset, set)):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no place in JSON")
