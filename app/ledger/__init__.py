"""Clue ledgers (问题线索登记表): opened, read, judged, and written back. Pure: no database, no engine.

    open_ledger(path)  →  rows  →  judge_rows(rows, known, as_of, seen)  →  Judged  →  Report, RejectedRows
    export(rows, path, names)  →  a ledger that imports again as all `already_present`

The rules are those of `examples/prefecture/README.md`; `columns.COLUMNS` is the table of them.
"""

from app.ledger.errors import LedgerError
from app.ledger.judging import Judged, judge
from app.ledger.places import KnownPlaces, Places
from app.ledger.reading import Layout, Ledger, Row, open_ledger
from app.ledger.record import LedgerRow
from app.ledger.rejected import RejectedRows
from app.ledger.report import Fault, Notice, Report
from app.ledger.seen import Seen, judge_rows
from app.ledger.writing import PlaceNames, export

__all__ = [
    "Fault",
    "Judged",
    "KnownPlaces",
    "Layout",
    "Ledger",
    "LedgerError",
    "LedgerRow",
    "Notice",
    "PlaceNames",
    "Places",
    "RejectedRows",
    "Report",
    "Row",
    "Seen",
    "export",
    "judge",
    "judge_rows",
    "open_ledger",
]
