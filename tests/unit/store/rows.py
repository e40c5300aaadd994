"""Invented cases and entries for the tests of the filing room."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any, TypeVar

from engine.ports import CaseRow, Draft, Head, Secret, StoredCase, Transaction
from tests.storage import Installation

T = TypeVar("T")

AT = "2026-11-20T08:00:00+00:00"


def body(case: str = "c1", **changes: Any) -> dict[str, Any]:
    """A committed body as an opening makes it."""
    return {
        "id": case,
        "matter": "m1",
        "workflow": "clue_disposal",
        "definition": "0" * 64,
        "state": "registered",
        "phase": "intake",
        "version": 1,
        "number": "9901-2026-00001",
        "organ": "9901",
        "competent": "9901",
        "office": "9901-AG",
        "opened_at": AT,
        "opened_by": "o1",
        "received_on": "2026-11-19",
        "last_occurred_at": AT,
        "track": "discipline",
    } | changes


ANCESTORS = {"central": "00", "province": "99", "prefecture": "9901"}


def draft(stream: str, head: Head, *, command: str | None = None, at: str = AT, **more: Any) -> Draft:
    """An entry at the end of a stream."""
    return Draft(
        stream=stream,
        seq=head.next_seq,
        prev=head.leaf,
        kind="act",
        event="note",
        actor="o1",
        post="o1@9901-AG/handler",
        at=at,
        world={"organisation": 0, "calendar": 0, "policy": 0},
        data={},
        command={"id": command, "request": "r"} if command else None,
        **more,
    )


def keep(
    tx: Transaction,
    made: Installation,
    content: dict[str, Any],
    *,
    before: StoredCase | None = None,
    readers: frozenset[str] = frozenset({"office:9901-AG"}),
    ancestors: dict[str, str] = ANCESTORS,
    command: str | None = None,
    at: str = AT,
) -> Head:
    """Append an entry to the case's stream and keep the case as it then stands."""
    stream = f"case/{content['id']}"
    head = before.head if before else Head(0, "")
    sealed = made.register.seal(draft(stream, head, command=command, at=at))
    tx.append(stream, sealed)
    tx.put_case(CaseRow(content, "h" * 64, readers, ancestors), before, sealed.head)
    return sealed.head


def open_case(made: Installation, case: str = "c1", **more: Any) -> None:
    """A case with facts about its subject in the vault."""
    readers = more.pop("readers", frozenset({"office:9901-AG"}))
    ancestors = more.pop("ancestors", ANCESTORS)
    with made.storage.write() as tx:
        tx.commit_secret(f"case/{case}", 0, Secret(case, "subject", "subject", {"name": "张三"}))
        at = more.get("opened_at", AT)
        keep(tx, made, body(case, facts_at=0, **more), readers=readers, ancestors=ancestors, at=at)


class TakenBack(Exception):
    """Raised at the end of a block that is to leave nothing behind."""


@contextmanager
def in_vain(block: AbstractContextManager[T]) -> Iterator[T]:
    """A transaction or savepoint that does everything and then fails."""
    with suppress(TakenBack), block as opened:
        yield opened
        raise TakenBack
