"""Periods, and what they are counted by."""

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

import orjson
from sqlalchemy import ColumnElement, Select, Table, bindparam, select, tuple_

from engine.deadlines.policy import Policy
from engine.ports import Values
from engine.working_calendar import WorkingCalendar
from store.organisations import Organisations
from store.tables import calendars, case_readers, deadlines, policies
from store.types import to_text

CALENDAR: Final = "calendar"
POLICY: Final = "policy"

_Book = TypeVar("_Book", WorkingCalendar, Policy)


def _upto(table: Table) -> Select[Any]:
    return select(table.c.seq, table.c.body).where(table.c.seq <= bindparam("version")).order_by(table.c.seq)


def not_kept(case_id: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether the case isn't kept from the officer whose key is bound as `kept`; `kept_from` makes the key."""
    return case_id.not_in(select(case_readers.c.case_id).where(case_readers.c.key == bindparam("kept")))


def kept_from(officer: str) -> str:
    """The key under which cases are kept from an officer."""
    return f"-officer:{officer}"


_CALENDAR = _upto(calendars)
_POLICY = _upto(policies)
_PUT = {
    CALENDAR: calendars.insert().values(seq=bindparam("seq"), body=bindparam("body")),
    POLICY: policies.insert().values(seq=bindparam("seq"), body=bindparam("body")),
}
_OF_CASE = (
    select(deadlines.c.deadline, deadlines.c.round, deadlines.c.status, deadlines.c.body)
    .where(deadlines.c.case_id == bindparam("case"))
    .order_by(deadlines.c.deadline, deadlines.c.round)
)
_OF_ORGAN = (
    select(
        deadlines.c.case_id,
        deadlines.c.deadline,
        deadlines.c.round,
        deadlines.c.workflow,
        deadlines.c.definition,
        deadlines.c.office,
        deadlines.c.body,
    )
    .where(
        deadlines.c.organ == bindparam("organ"),
        not_kept(deadlines.c.case_id),
        tuple_(deadlines.c.case_id, deadlines.c.deadline, deadlines.c.round)
        > tuple_(bindparam("case"), bindparam("deadline"), bindparam("round")),
    )
    .order_by(deadlines.c.case_id, deadlines.c.deadline, deadlines.c.round)
    .limit(bindparam("limit"))
)
_DUE_FROM = (
    select(deadlines.c.due_at, deadlines.c.case_id)
    .where(
        deadlines.c.due_at.is_not(None),
        deadlines.c.due_at >= bindparam("since"),
        tuple_(deadlines.c.due_at, deadlines.c.case_id) > tuple_(bindparam("due_at"), bindparam("case")),
    )
    .order_by(deadlines.c.due_at, deadlines.c.case_id)
    .limit(bindparam("limit"))
)


class Timing(Organisations):
    """The part of a transaction that is about periods."""

    def calendar(self) -> WorkingCalendar:
        """The calendar of this transaction's version."""
        found = self._book(self._shared.calendar, CALENDAR, _CALENDAR, WorkingCalendar.of)
        if not self._told_here(CALENDAR):
            self._shared.calendar = found
        return found

    def policy(self) -> Policy:
        """The policy of this transaction's version."""
        found = self._book(self._shared.policy, POLICY, _POLICY, Policy.of)
        if not self._told_here(POLICY):
            self._shared.policy = found
        return found

    def put_book(self, stream: str, seq: int, data: Values) -> None:
        """Keep an entry of the calendar or of the policy."""
        self._write_now(_PUT[stream], seq=seq, body=to_text(data))

    def periods(self, case: str) -> Sequence[Values]:
        """Every round of every period of a case: its deadline, number, status, and what it rests on."""
        self.settle()
        found = self._run(_OF_CASE, case=case).all()
        return [
            {"deadline": row.deadline, "round": row.round, "status": row.status, **orjson.loads(row.body)}
            for row in found
        ]

    def rounds(self, organ: str, officer: str, after: tuple[str, str, int], limit: int) -> Sequence[Values]:
        """Rounds that run in an organ or ended there, behind the (case, deadline, round) `after`, in this order."""
        case, deadline, number = after
        place = {"case": case, "deadline": deadline, "round": number}
        found = self._run(_OF_ORGAN, organ=organ, kept=kept_from(officer), limit=limit, **place).all()
        return [{**row._asdict(), **orjson.loads(row.body)} for row in found]

    def due_from(self, since: str, after: tuple[str, str], limit: int) -> Sequence[tuple[str, str]]:
        """(due_at, case) of running periods that end at `since` or later, in order, behind `after`."""
        found = self._run(_DUE_FROM, since=since, due_at=after[0], case=after[1], limit=limit).all()
        return [(row.due_at, row.case_id) for row in found]

    def _told_here(self, stream: str) -> bool:
        """Whether this transaction has written to the stream: what it sees then is nobody else's yet."""
        return any(stream in buffer.heads for buffer in self._buffers)

    def _book(self, known: _Book | None, stream: str, statement: Select[Any], make: Callable[[Any], _Book]) -> _Book:
        version = self._version(stream)
        if known is not None and known.version == version and not self._told_here(stream):
            return known
        self.settle()
        rows = self._run(statement, version=version).all()
        return make((row.seq, orjson.loads(row.body)) for row in rows)
