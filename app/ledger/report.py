"""What an import answers: how many rows went where, and what is wrong with the others."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

FaultCode = Literal["missing", "invalid", "future", "unknown", "duplicate"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with one row. `row` is the sheet's number; `value` is what the cell shows.

    Codes: `missing` a required cell is blank · `invalid` can't be read · `future` a date after the day of import ·
    `unknown` outside its closed list or not in the organisation · `duplicate` the same 人员编码 with other content.
    """

    row: int
    column: str
    value: str
    code: FaultCode
    message: str
    remedy: str

    def to_json(self) -> dict[str, str | int]:
        """The element of `rejected`."""
        return {
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "code": self.code,
            "message": self.message,
            "remedy": self.remedy,
        }


@dataclass(frozen=True, slots=True)
class Notice:
    """A good row that something is to be said about: `origin` is the organ or office stated, `to` the lawful one."""

    row: int
    code: str
    message: str
    origin: str | None = None
    to: str | None = None

    def to_json(self) -> dict[str, str | int | None]:
        """The element of `notices`; there `origin` is called `from`, which Python keeps for itself."""
        return {"row": self.row, "code": self.code, "message": self.message, "from": self.origin, "to": self.to}


@dataclass(slots=True)
class Report:
    """The result of a whole file, filled while it is imported. `rejected` has one element a fault."""

    imported: int = 0
    already_present: int = 0
    notices: list[Notice] = field(default_factory=list)
    rejected: list[Fault] = field(default_factory=list)

    def reject(self, faults: Iterable[Fault]) -> None:
        """Take the faults of one row."""
        self.rejected.extend(faults)

    @property
    def rejected_rows(self) -> int:
        """How many rows have faults."""
        return len({fault.row for fault in self.rejected})

    def to_json(self) -> dict[str, object]:
        """The answer of `mingjian ledger import --json`."""
        return {
            "imported": self.imported,
            "already_present": self.already_present,
            "notices": [notice.to_json() for notice in self.notices],
            "rejected": [fault.to_json() for fault in self.rejected],
        }
