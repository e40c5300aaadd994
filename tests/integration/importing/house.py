"""The example prefecture as an installation to import into, and what a test asks of it afterwards."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from app.assembly import Installation, hash_secret
from app.importing.exporting import export_ledger
from app.importing.ledger import LedgerImport, Wish
from app.ledger import Report
from app.ledger.text import Cell
from engine.case import Case
from engine.commands import IssueToken
from engine.errors import Refused
from engine.organisation import Organisation
from engine.ports import Sought
from engine.readers import Reader
from store.tables import TABLE_CLASSES
from tests.unit.ledger.builders import AS_OF, PREFECTURE, row, table, write_xlsx

LEDGER = PREFECTURE / "clue_ledger.xlsx"
ORGANISATION = PREFECTURE / "organisation.json"
KEY: list[dict[str, Any]] = json.loads((PREFECTURE / "clue_ledger.key.json").read_text("utf-8"))
GOOD_ROWS = [answer for answer in KEY if not answer["faults"] and not answer["already_present"]]

COUNTY, TOWNSHIP, OTHER_COUNTY = "990101", "990101001", "990102"
CLERK, PREFECTURE_CLERK = "o00169", "o00107"
"""Handlers of 案管 in the county and in the prefecture."""
PRINCIPAL, DEPUTY, PETITION, HANDLER, STRANGER = "o00150", "o00152", "o00166", "o00172", "o00175"
"""Of the county: principal, the leader who oversees most offices, and of 信访室, 第一监督检查室, 第二监督检查室."""
TOWN_PRINCIPAL, TOWN_DEPUTY, TOWN_HANDLER = "o00189", "o00190", "o00191"
AUDITOR, COUNTY_AUDITOR, SECURITY, SYSTEM = "o01150", "o01151", "o01146", "o01144"
EVERYWHERE = Reader("", frozenset(), frozenset({"9901"}))
"""What an auditor of the whole prefecture sees."""


class Hand:
    """The hand of the clock: the machine's time, moved."""

    def __init__(self) -> None:
        self.moved = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.moved


@dataclass(frozen=True)
class House:
    """An opened installation, a folder for ledgers, and the hand of its clock."""

    found: Installation
    folder: Path
    hand: Hand

    def run(self, path: Path = LEDGER, actor: str = "migration", post: str | None = None, **wish: Any) -> Report:
        """Import a ledger; rejected rows go to `rejected.xlsx`."""
        kept = {"rejected_to": self.folder / "rejected.xlsx", **wish}
        return LedgerImport.of(self.found, actor, post).run(Wish(path, AS_OF, **kept))

    def take(self, *rows: Mapping[str, Cell], actor: str = "migration") -> Report:
        """Import a ledger of these rows."""
        return self.run(self.ledger(*rows), actor)

    def ledger(self, *rows: Mapping[str, Cell], name: str = "ledger.xlsx") -> Path:
        """A ledger of these rows; the first is row 2 of its sheet."""
        return write_xlsx(self.folder / name, table(*rows))

    def export(self, officer: str, name: str = "export.xlsx") -> Path:
        """The ledger as this officer may see it."""
        export_ledger(self.found, officer, self.folder / name, lambda _done, _at_most: None)
        return self.folder / name

    def cases(self, who: Reader = EVERYWHERE) -> dict[str, Case]:
        """Every case by its number."""
        found: dict[str, Case] = {}
        after: tuple[str, str] | None = None
        with self.found.storage.read() as tx:
            while page := tx.cases(who, Sought(after=after, limit=500)):
                found |= {body["number"]: Case.read(body) for body in page}
                after = (page[-1]["opened_at"], page[-1]["id"])
        return found

    @property
    def organisation(self) -> Organisation:
        """The organisation of today."""
        with self.found.storage.read() as tx:
            return tx.organisation()

    def only_case(self) -> Case:
        """The case of an installation that has just one."""
        (case,) = self.cases().values()
        return case

    def sees(self, officer: str) -> set[str]:
        """The numbers of the cases that the officer may see."""
        return {body["number"] for body in self.found.reading.cases(officer, Sought(limit=500))}

    def fields(self, officer: str, case: Case) -> Mapping[str, Any]:
        """The fields of a case by class, as this officer reads them."""
        view = self.found.reading.case(officer, case.id, classes=("subject", "content", "informant"))
        assert not isinstance(view, Refused)
        return view.fields

    def entries(self, stream: str) -> Sequence[Mapping[str, Any]]:
        """The entries of a stream, oldest first."""
        with self.found.storage.read() as tx:
            return tx.entries(stream, -1, 1000)

    def act(self) -> Sequence[Mapping[str, Any]]:
        """The entries of the one mass act."""
        (stream,) = self.streams("act/")
        return self.entries(stream)

    def streams(self, kind: str) -> list[str]:
        """The streams of a kind that have an entry."""
        rows = self.select("SELECT DISTINCT stream FROM register_entry ORDER BY stream")
        return [stream for (stream,) in rows if stream.startswith(kind)]

    def size(self) -> dict[str, int]:
        """How many rows each table has."""
        return {name: self.select(f"SELECT count(*) FROM {name}")[0][0] for name in TABLE_CLASSES}  # noqa: S608

    def select(self, statement: str) -> Sequence[Any]:
        """What the database itself has."""
        with self.found.engines.read.connect() as connection:
            return connection.exec_driver_sql(statement).all()

    def token(self, officer: str) -> str:
        """A token for an officer, for an hour."""
        secret = f"test-{officer}"
        ends = self.hand.now() + timedelta(hours=1)
        command = IssueToken(
            id=f"token-{officer}", actor=SECURITY, officer=officer, valid_to=ends, secret_hash=hash_secret(secret)
        )
        assert not isinstance(self.found.service.handle(command), Refused)
        return secret


def about(number: int, **changes: Cell) -> dict[str, Cell]:
    """A good row of a clue of its own, which the county's 第一监督检查室 handles."""
    code = f"XS99010100120260309{number:05}"
    county = {"办理机关": "清河县纪委监委", "分管科室": "第一监督检查室"}
    return row(**{"线索编码": code, "人员编码": f"{code}-01", **county, **changes})


def officer(name: str, unit: str, **changes: Cell) -> dict[str, Cell]:
    """A row about somebody of a unit."""
    return about(1, **{"被反映人": name, "工作单位及职务": unit, **changes})


def cells(path: Path) -> list[dict[str, Any]]:
    """The rows of an exported ledger by header."""
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to load, and few tests look into a file

    rows: Iterable[tuple[Any, ...]] = load_workbook(path).worksheets[0].iter_rows(values_only=True)
    headers, *others = rows
    return [dict(zip(headers, one, strict=True)) for one in others]
