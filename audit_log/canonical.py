"""The canonical bytes of an entry, and its leaf hash.

The profile is a subset of RFC 8785 in which sorted compact JSON is canonical: ASCII keys, no floats, integers up to
2^53 - 1, no lone surrogates, at most 60,000 bytes. Decimals and instants are texts. It is checked when an entry is
written and again when it is read: `parse` refuses duplicate keys and every other spelling of the same value.
"""

import hashlib
from typing import Any, Final

import orjson

MAX_BYTES: Final = 60_000
"""An entry fits into an entry bundle (uint16 lengths) with room to spare."""

_PLAIN_ONLY: Final = (
    orjson.OPT_SORT_KEYS
    | orjson.OPT_STRICT_INTEGER
    | orjson.OPT_PASSTHROUGH_DATACLASS
    | orjson.OPT_PASSTHROUGH_DATETIME
    | orjson.OPT_PASSTHROUGH_SUBCLASS
)


def dump(value: dict[str, Any]) -> bytes:
    """The canonical bytes of an entry. Raises `ValueError` for what the profile forbids."""
    _check(value)
    try:
        body = orjson.dumps(value, option=_PLAIN_ONLY)
    except orjson.JSONEncodeError as error:
        raise ValueError(f"an entry can't hold this: {error}") from error
    if len(body) > MAX_BYTES:
        raise ValueError(f"an entry has at most {MAX_BYTES} bytes, this one has {len(body)}")
    return body


def parse(body: bytes) -> dict[str, Any]:
    """The entry of canonical bytes. Raises `ValueError` for bytes that `dump` would not have written."""
    try:
        value = orjson.loads(body)
        again = orjson.dumps(value, option=_PLAIN_ONLY)
    except (orjson.JSONDecodeError, orjson.JSONEncodeError) as error:
        raise ValueError(f"not JSON of the profile: {error}") from error
    if not isinstance(value, dict):
        raise ValueError("an entry is an object")
    if again != body or len(body) > MAX_BYTES:
        raise ValueError("not in canonical form")
    try:
        (_check_kinds if body.isascii() else _check)(value)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    return value


def leaf_hash(body: bytes) -> str:
    """The RFC 6962 leaf hash, in hex: the next entry of the stream names it, and the tree will hold it."""
    return hashlib.sha256(b"\x00" + body).hexdigest()


def _check(value: Any) -> None:
    kind = type(value)
    if kind is dict:
        for key, item in value.items():
            if type(key) is not str or not key.isascii():
                raise ValueError(f"the key {key!r} isn't an ASCII text")
            if type(item) not in _LEAVES:
                _check(item)
    elif kind is list or kind is tuple:
        for item in value:
            if type(item) not in _LEAVES:
                _check(item)
    elif kind not in _LEAVES:
        raise ValueError(f"an entry can't hold a {kind.__name__}")


def _check_kinds(value: Any) -> None:
    """For what was read from ASCII: its keys are texts in ASCII, so only a float may be left among the values."""
    kind = type(value)
    if kind is not dict and kind is not list:
        raise ValueError(f"an entry can't hold a {kind.__name__}")
    for item in value.values() if kind is dict else value:
        if type(item) not in _LEAVES:
            _check_kinds(item)


_LEAVES: Final = frozenset({str, int, bool, type(None)})
