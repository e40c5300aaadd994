"""The content of a command as plain values, for the keyed hash that tells a repeat from a reuse of its id."""

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from engine.commands import Command

_LEFT_OUT = frozenset({"id", "token", "expected"})
"""The id is what is compared; a token may be renewed, and a version re-read, between two tries."""


def fingerprint(command: Command) -> dict[str, Any]:
    """Every field of a command as JSON values, with its kind."""
    kind: Any = type(command)
    return {"kind": kind.__name__} | {name: _plain(getattr(command, name)) for name in _kept(kind)}


@cache
def _kept(kind: Any) -> tuple[str, ...]:
    return tuple(item.name for item in dataclasses.fields(kind) if item.name not in _LEFT_OUT)


def _plain(value: Any) -> Any:
    # Nearly every field: asked first.
    if value is None or isinstance(value, (str, int)):
        return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {item.name: _plain(getattr(value, item.name)) for item in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value) if isinstance(value, (Decimal, float)) else value
