"""Notices on their way out of the house, and the addresses that the vault keeps.

A notice waits in a table until it is sent, on both databases; what wakes whoever sends it is a matter of the
installation: a queue beside the same PostgreSQL, or the clock. A notice whose level is closed is nobody's any more.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, and_, bindparam, delete, exists, func, select, update
from sqlalchemy.dialects.postgresql import insert as upserting

from engine.notices import Notice
from engine.ports import Values
from store.escalations import Escalations
from store.organisations import STREAM
from store.tables import escalations, notices

Wake = Callable[[Connection, str, str], None]
"""Sees to it that an officer's notices are looked at, at an instant, if this connection's transaction commits."""

_CONTACT: Final = "contact"
_column = notices.c
_KEY: Final = (_column.officer, _column.case_id, _column.deadline, _column.level)
_OPEN: Final = exists().where(
    escalations.c.case_id == _column.case_id,
    escalations.c.deadline == _column.deadline,
    escalations.c.level == _column.level,
    escalations.c.status == "open",
)
_ROW = upserting(notices).values(
    **{column.name: bindparam(column.name) for column in (*_KEY, _column.organ, _column.since, _column.next_at)},
    tries=0,
    sent="",
    error="",
)
_PUT: Final = _ROW.on_conflict_do_update(
    index_elements=list(_KEY),
    set_={name: _ROW.excluded[name] for name in ("organ", "since", "next_at", "tries", "sent", "error")},
)
_AGAIN: Final = (
    update(notices)
    .where(_column.officer == bindparam("of"), _column.next_at.is_(None))
    .values(next_at=bindparam("at"))
    .returning(_column.case_id)
)
_DROP: Final = delete(notices).where(~_OPEN)
_WAITING: Final = (
    select(_column.officer, func.min(_column.next_at).label("next_at"))
    .where(_column.next_at.is_not(None), _column.next_at <= bindparam("now"))
    .group_by(_column.officer)
    .order_by(func.min(_column.next_at), _column.officer)
    .limit(bindparam("limit"))
)
_TAKE: Final = (
    update(notices)
    .where(_column.officer == bindparam("of"), _column.next_at <= bindparam("now"), _OPEN)
    .values(next_at=bindparam("lease"))
    .returning(*_KEY, _column.since, _column.tries, _column.sent)
)
_TAKEN: Final = and_(
    *(column == bindparam(f"of_{column.name}") for column in _KEY), _column.next_at == bindparam("lease")
)
_DONE: Final = delete(notices).where(_TAKEN)
_FAILED: Final = (
    update(notices)
    .where(_TAKEN)
    .values({name: bindparam(f"to_{name}") for name in ("next_at", "tries", "sent", "error")})
)
_NEXT: Final = select(func.min(_column.next_at)).where(_column.officer == bindparam("of"))
_TROUBLED: Final = (
    select(_column.officer, _column.organ, _column.error, _column.since, _column.tries)
    .where(_column.error != "", _OPEN)
    .order_by(_column.since, _column.officer)
    .limit(bindparam("limit"))
)
_FIGURES: Final = (
    select(_column.error, func.count().label("notices"), func.min(_column.next_at).label("next_at"))
    .where(_OPEN)
    .group_by(_column.error)
)


class Outbox(Escalations):
    """The part of a transaction that is about notices."""

    def sends(self) -> bool:
        """Whether notices go anywhere."""
        return self._shared.wake is not None

    def put_notices(self, told: Iterable[Notice]) -> None:
        """Keep notices until they are sent; one about the same level and officer takes the place of an older one."""
        first: dict[str, str] = {}
        for one in told:
            row = {"officer": one.officer, "case_id": one.case, "deadline": one.deadline, "level": one.level}
            self._write_now(_PUT, **row, organ=one.organ, since=one.at, next_at=one.at)
            first[one.officer] = min(one.at, first.get(one.officer, one.at))
        for officer, at in first.items():
            self._wake(officer, at)

    def wake_notices(self, officer: str, at: str) -> None:
        """Try at this instant to send what an officer couldn't be told."""
        if self._write_now(_AGAIN, of=officer, at=at).all():
            self._wake(officer, at)

    def drop_notices(self) -> None:
        """Drop those whose level is closed."""
        self._write_now(_DROP)

    def officers_waiting(self, now: str, limit: int) -> Sequence[str]:
        """Officers to whom something is to be sent by now, the longest waiting first."""
        return [row.officer for row in self._run(_WAITING, now=now, limit=limit).all()]

    def take_notices(self, officer: str, now: str, lease: str) -> Sequence[Values]:
        """What is to be sent to an officer by now; nobody else takes it before `lease`, when it is tried once more."""
        self.settle()
        taken = [row._asdict() for row in self._write_now(_TAKE, of=officer, now=now, lease=lease).all()]
        if taken:
            self._wake(officer, lease)
        return taken

    def sent_notice(self, row: Values, lease: str) -> None:
        """It was sent by every channel."""
        self._write_now(_DONE, **_place(row), lease=lease)

    def failed_notice(self, row: Values, lease: str, told: Values) -> None:
        """It wasn't: `told` has the channels that took it, the error, the tries, and when it is tried next, if ever."""
        self._write_now(_FAILED, **_place(row), lease=lease, **{f"to_{name}": value for name, value in told.items()})

    def next_notice(self, officer: str) -> str | None:
        """When something is next to be sent to an officer; None: nothing is."""
        found = self._run(_NEXT, of=officer).scalar()
        return str(found) if found is not None else None

    def wake(self, officer: str, at: str) -> None:
        """Have an officer's notices looked at, at an instant."""
        self.hold()
        self._wake(officer, at)

    def notices_in_trouble(self, limit: int) -> Sequence[Values]:
        """Notices that were tried in vain, the oldest first: officer, organ, error, since when, how often."""
        return [row._asdict() for row in self._run(_TROUBLED, limit=limit).all()]

    def notice_figures(self) -> Sequence[Values]:
        """How many notices wait, by what went wrong ("": nothing yet), and the earliest instant they wait for."""
        return [row._asdict() for row in self._run(_FIGURES).all()]

    def contacts(self) -> Mapping[str, Mapping[str, str]]:
        """The addresses of officers by channel, from the vault; the newest one counts."""
        version = self._version(STREAM)
        if self._shared.contacts[0] != version:
            self._shared.contacts = (version, self._addresses())
        return self._shared.contacts[1]

    def _addresses(self) -> Mapping[str, Mapping[str, str]]:
        told: dict[str, dict[str, str]] = {}
        for _, _, values in self._opened(STREAM, STREAM, _CONTACT):
            for officer, addresses in values.items():
                told.setdefault(officer, {}).update(addresses)
        kept = {officer: {name: one for name, one in channels.items() if one} for officer, channels in told.items()}
        return {officer: channels for officer, channels in kept.items() if channels}

    def _wake(self, officer: str, at: str) -> None:
        if self._shared.wake is not None:
            self._shared.wake(self._connection, officer, at)


def _place(row: Values) -> dict[str, Any]:
    return {f"of_{column.name}": row[column.name] for column in _KEY}
