"""A good row of a ledger, typed, and what of a row counts as its content."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from app.ledger.columns import COLUMNS, Kind

Value = str | bool | date | Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One person (or unit) of one clue. Blank cells are None; organ and office are codes, other names are names."""

    clue_code: str
    person_code: str
    name: str
    received_on: date
    organ: str
    office: str | None = None
    is_unit: bool | None = None
    unit_and_post: str | None = None
    rank: str | None = None
    supervised: bool | None = None
    party_member: bool | None = None
    authority: str | None = None
    next_lower_principal: bool | None = None
    inspection_cadre: bool | None = None
    source: str | None = None
    problem: str | None = None
    violation: str | None = None
    disposal: str | None = None
    disposal_detail: str | None = None
    disposal_approved_on: date | None = None
    amount: Decimal | None = None
    repeated: bool | None = None
    tasked_by_superior: bool | None = None
    informant: str | None = None
    informant_contact: str | None = None
    remark: str | None = None
    reporting_unit: str | None = None
    reporting_code: str | None = None

    def content(self) -> bytes:
        """The row's content in one canonical form: every column but 序号. Personal data; only a keyed digest is kept.

        Organ and office count by code, dates and amounts by value, so that another notation, and a name that has
        changed since, are the same content.
        """
        return content_bytes(written(getattr(self, field)) for field in CONTENT_FIELDS)


CONTENT_FIELDS: Final = tuple(column.field for column in COLUMNS if column.kind is not Kind.SERIAL)


def written(value: Value) -> str:
    """A value in its one written form, as in an exported ledger."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else value


def content_bytes(parts: Iterable[str]) -> bytes:
    """The written values, one for each of `CONTENT_FIELDS`, as bytes. No cleaned text holds the separator."""
    return "\x1f".join(("ledger/1", *parts)).encode()
