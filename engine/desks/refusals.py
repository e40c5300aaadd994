"""Refusals are entries too: of a case, in its `access` stream; more than ten equal ones a minute become one count."""

import re
from typing import Any, Final

from engine.commands import Command, OnCase, TakeStep
from engine.desks.desk import Desk
from engine.errors import Refused
from engine.ports import Draft

_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,59}([.@][a-z0-9_]{1,60})?")
EACH: Final = 10
"""Equal refusals of one minute that are entries of their own."""


def record_refusal(desk: Desk, command: Command, refused: Refused) -> None:
    """Register a refusal of a well-formed command: code, step, post and field names, never values."""
    stream = _stream(desk, command)
    if stream is None:
        return
    step = _named(command.step) if isinstance(command, TakeStep) else type(command).__name__
    about: dict[str, Any] = {"code": refused.code, "step": step, "fields": [_named(name) for name in refused.fields]}
    key = f"{stream}|{command.actor}|{refused.code}|{step}"
    for count in desk.tx.settle_tally(key, desk.at[:16]):
        _append(desk, command, stream, {**about, "count": count})
    if desk.tx.tally_refusal(key, desk.at[:16]) <= EACH:
        _append(desk, command, stream, about)


def _named(name: str) -> str:
    """A name that a definition could hold, else a question mark: what somebody typed isn't for the register."""
    return name if _NAME.fullmatch(name) else "?"


def _stream(desk: Desk, command: Command) -> str | None:
    """`access/<case>` for a case that exists, seen or not; `access/installation` for what is about no case."""
    if not isinstance(command, OnCase):
        return "access/installation"
    return f"access/{command.case}" if desk.tx.case(command.case, lock=False) else None


def _append(desk: Desk, command: Command, stream: str, data: dict[str, Any]) -> None:
    head = desk.tx.head(stream)
    draft = Draft(
        stream=stream,
        seq=head.next_seq,
        prev=head.leaf,
        kind="refusal",
        event=data["code"],
        actor=command.actor,
        post=command.post or "",
        at=desk.at,
        world=desk.versions(),
        data=data,
    )
    desk.write(draft)
