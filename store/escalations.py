"""What waits for time to do something, and the inboxes of those whom overdue matters have reached."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import orjson
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    tuple_,
)
from sqlalchemy.dialects.postgresql import insert

from engine.ports import SoughtEscalations, StoredCase, Values
from engine.terms import PRESSING
from store.among import among, listed
from store.boards import Boards
from store.tables import cases, deadlines, escalations, sweeps
from store.timing import kept_from, not_kept

_waits = deadlines.c.next_at
_CLAIM: Final = (
    select(cases.c.body, cases.c.seq, cases.c.head, cases.c.readers, cases.c.changed_at, _waits.label("next_at"))
    .join(cases, cases.c.id == deadlines.c.case_id)
    .where(
        _waits.is_not(None),
        _waits <= bindparam("now"),
        tuple_(_waits, deadlines.c.case_id) > tuple_(bindparam("next_at"), bindparam("case")),
    )
    .order_by(_waits, deadlines.c.case_id)
    .limit(bindparam("limit"))
    # Another sweeper's cases are passed by, and so are those that an officer is working on just now.
    .with_for_update(of=cases, skip_locked=True)
)
_LONGEST: Final = select(func.min(_waits)).where(_waits.is_not(None))
_OVERDUE: Final = (
    select(deadlines.c.organ, func.count().label("overdue"))
    .where(
        deadlines.c.due_at.is_not(None),
        deadlines.c.due_at <= bindparam("now"),
        or_(*(deadlines.c.kind == literal_column(f"'{kind}'") for kind in PRESSING)),
    )
    .group_by(deadlines.c.organ)
)
_FIRST_WARNING, _LAST_WARNING, _WARNINGS, _LAST_DAY = range(4)
_IN_BODY: Final[Mapping[bool, tuple[str, ...]]] = {
    True: (
        "json_extract(body, '$.due.warns[0]')",
        "json_extract(body, '$.due.warns[#-1]')",
        "json_array_length(body, '$.due.warns')",
        "json_extract(body, '$.due.last_day')",
    ),
    False: (
        "body::jsonb #>> '{due,warns,0}'",
        "body::jsonb #>> '{due,warns,-1}'",
        "jsonb_array_length(body::jsonb #> '{due,warns}')",
        "body::jsonb #>> '{due,last_day}'",
    ),
}
"""Where the body of a period has its warnings, the earliest first, and its last day: on SQLite and on PostgreSQL."""


def _pressing(*, embedded: bool) -> Select[Any]:
    inside: list[ColumnElement[Any]] = [literal_column(one) for one in _IN_BODY[embedded]]
    now: BindParameter[str] = bindparam("now")
    behind_the_last = and_(inside[_WARNINGS] > 1, inside[_LAST_WARNING] <= now)
    warned = case((behind_the_last, "last"), (inside[_FIRST_WARNING] <= now, "first"), else_="")
    each = select(deadlines.c.organ, inside[_LAST_DAY].label("last_day"), warned.label("warned")).where(
        deadlines.c.due_at.is_not(None),
        deadlines.c.due_at > now,
        deadlines.c.due_at <= bindparam("until"),
        or_(*(deadlines.c.kind == literal_column(f"'{kind}'") for kind in PRESSING)),
    )
    one = each.subquery()
    grouped = (one.c.organ, one.c.last_day, one.c.warned)
    return select(*grouped, func.count().label("periods")).group_by(*grouped)


_PRESSING: Final = {embedded: _pressing(embedded=embedded) for embedded in (True, False)}
_NAME: Final = "sweep"
_NOTING = insert(sweeps).values(name=_NAME, at=bindparam("at"))
_NOTE: Final = _NOTING.on_conflict_do_update(index_elements=[sweeps.c.name], set_={"at": _NOTING.excluded.at})
_LAST: Final = select(sweeps.c.at).where(sweeps.c.name == _NAME)

_column = escalations.c
SHOWN: Final = (
    "case_id",
    "deadline",
    "round",
    "level",
    "seq",
    "definition",
    "number",
    "kind",
    "organ",
    "office",
    "key",
)
_ORDER: Final = (_column.opened_at, _column.case_id, _column.deadline, _column.level)


def _inbox(*, embedded: bool) -> Select[Any]:
    conditions = (
        _column.status == "open",
        among(_column.key, "keys", embedded=embedded),
        not_kept(_column.case_id),
        tuple_(*_ORDER) > tuple_(*(bindparam(f"after_{column.name}") for column in _ORDER)),
    )
    page = select(*(_column[name] for name in SHOWN), _column.opened_at, _column.body).where(*conditions)
    return page.order_by(*_ORDER).limit(bindparam("limit"))


_INBOX: Final = {embedded: _inbox(embedded=embedded) for embedded in (True, False)}
_FIRST: Final = ("", "", "", -1)


class Escalations(Boards):
    """The part of a transaction that is about what time does, and whom it tells."""

    def claim(self, now: str, after: tuple[str, str], limit: int) -> Sequence[tuple[tuple[str, str], StoredCase]]:
        """Cases in which time has something to do by now, with their places, the longest waiting first."""
        self.settle()
        self.hold()
        found = self._run(_CLAIM, now=now, next_at=after[0], case=after[1], limit=limit).all()
        claimed = [(row.next_at, self._unopened(row)) for row in found]
        return [((at, str(stored.body["id"])), stored) for at, stored in claimed]

    def escalations(self, sought: SoughtEscalations) -> Sequence[Values]:
        """A page of open escalations in the inboxes of these keys, the oldest first."""
        self.settle()
        embedded = self._shared.embedded
        after = sought.after or _FIRST
        found = self._run(
            _INBOX[embedded],
            keys=listed(sought.keys, embedded=embedded),
            kept=kept_from(sought.officer),
            limit=sought.limit,
            **{f"after_{column.name}": value for column, value in zip(_ORDER, after, strict=True)},
        )
        return [{**row._asdict(), "body": orjson.loads(row.body)} for row in found.all()]

    def overdue(self, now: str) -> Mapping[str, int]:
        """How many running duties and limits are over, by the organ that holds them."""
        self.settle()
        return {row.organ: row.overdue for row in self._run(_OVERDUE, now=now).all()}

    def pressing(self, now: str, until: str) -> Sequence[Values]:
        """How many duties and limits run that end later than now, but by `until`: by organ, last day, and `warned`."""
        self.settle()
        return [row._asdict() for row in self._run(_PRESSING[self._shared.embedded], now=now, until=until).all()]

    def longest_waiting(self) -> str | None:
        """The instant since which time has had something to do; None where nothing waits at all."""
        self.settle()
        found = self._run(_LONGEST).scalar()
        return str(found) if found is not None else None

    def note_sweep(self, at: str) -> None:
        """Remember when a sweep last came to its end."""
        self._write_now(_NOTE, at=at)

    def last_sweep(self) -> str | None:
        """When a sweep last came to its end; None before the first."""
        found = self._run(_LAST).scalar()
        return str(found) if found is not None else None
