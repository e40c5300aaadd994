"""Refusals are entries too: of a case, in its `access` stream; more than ten equal ones a minute become one count."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from engine.commands import Command, OnCase, TakeStep
from engine.desks.desk import Desk
from engine.errors import Refused
from engine.ports import Draft, Register, Transaction

_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,59}([.@][a-z0-9_]{1,60})?")
EACH: Final = 10
"""Equal refusals of one minute that are entries of their own."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was refused: code, step, post and field names, never values."""

    stream: str
    actor: str
    post: str
    code: str
    step: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ledger:
    """Where attempts are registered: the transaction, the register, the moment and the world's versions."""

    tx: Transaction
    register: Register
    at: str
    versions: Mapping[str, Any]


def record_refusal(desk: Desk, command: Command, refused: Refused) -> None:
    """Register a refusal of a well-formed command."""
    stream = _stream(desk, command)
    if stream is None:
        return
    step = _named(command.step) if isinstance(command, TakeStep) else type(command).__name__
    names = tuple(_named(name) for name in refused.fields)
    posts = {post.id for post in desk.world.organisation.posts if post.officer == command.actor}
    post = command.post if command.post in posts else "?" if command.post else ""
    attempt = Attempt(stream, command.actor, post or "", refused.code, step, names)
    record(Ledger(desk.tx, desk.register, desk.at, desk.versions()), attempt)


def record(ledger: Ledger, attempt: Attempt) -> None:
    """Register an attempt; more than ten equal ones of a minute become one entry with a count."""
    about: dict[str, Any] = {"code": attempt.code, "step": attempt.step, "fields": list(attempt.fields)}
    key = f"{attempt.stream}|{attempt.actor}|{attempt.code}|{attempt.step}"
    for count in ledger.tx.settle_tally(key, ledger.at[:16]):
        _append(ledger, attempt, {**about, "count": count})
    if ledger.tx.tally_refusal(key, ledger.at[:16]) <= EACH:
        _append(ledger, attempt, about)


def _named(name: str) -> str:
    """A name that a definition could hold, else a question mark: what somebody typed isn't for the register."""
    return name if _NAME.fullmatch(name) else "?"


def _stream(desk: Desk, command: Command) -> str | None:
    """`access/<case>` for a case that exists, seen or not; `access/installation` for what is about no case."""
    if not isinstance(command, OnCase):
        return "access/installation"
    return f"access/{command.case}" if desk.tx.case(command.case, lock=False) else None


def _append(ledger: Ledger, attempt: Attempt, data: dict[str, Any]) -> None:
    head = ledger.tx.head(attempt.stream)
    draft = Draft(
        stream=attempt.stream,
        seq=head.next_seq,
        prev=head.leaf,
        kind="refusal",
        event=attempt.code,
        actor=attempt.actor,
        post=attempt.post,
        at=ledger.at,
        world=ledger.versions,
        data=data,
    )
    ledger.tx.append(attempt.stream, ledger.register.seal(draft))
