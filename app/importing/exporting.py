"""`ledger export`: what the caller may see, written back in the columns of the ledger.

A field of a class that he may not read stays blank; each informant that he reads is a registered read of that case.
Imported again, every row is `already_present`, also one whose informant was left blank (see `digests`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.assembly import Installation
from app.importing.openings import ledger_row
from app.ledger import LedgerRow, export
from engine.errors import Refused
from engine.organisation import Organisation
from engine.ports import Sought
from engine.reading import CaseView

_PAGE = 200
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class _Names:
    """Names of organs and offices by code; the code itself where the organisation no longer has it."""

    organisation: Organisation

    def organ_name(self, code: str) -> str:
        found = self.organisation.organs.get(code)
        return found.name if found else code

    def office_name(self, code: str) -> str:
        found = self.organisation.offices.get(code)
        return found.name if found else code


def export_ledger(found: Installation, officer: str, path: Path, progress: Progress) -> int:
    """Write the imported cases that the officer may see and read, by number. Gives how many."""
    with found.storage.read() as tx:
        names = _Names(tx.organisation())
    return export(_rows(found, officer, progress), path, names)


def _rows(found: Installation, officer: str, progress: Progress) -> Iterator[LedgerRow]:
    cases = _cases(found, officer)
    for start in range(0, len(cases), _PAGE):
        for view in found.reading.readable(officer, cases[start : start + _PAGE]):
            row = _row(view)
            if row is not None:
                yield row
        progress(min(start + _PAGE, len(cases)), len(cases))


def _cases(found: Installation, officer: str) -> list[str]:
    """All of them before the first is read: cases that are opened meanwhile would move the pages."""
    numbered: list[tuple[str, str]] = []
    after: tuple[str, str] | None = None
    while page := found.reading.cases(officer, Sought(after=after, limit=_PAGE)):
        numbered += [(body["number"], body["id"]) for body in page if body.get("imported")]
        after = (page[-1]["opened_at"], page[-1]["id"])
    return [case for _, case in sorted(numbered)]


def _row(view: CaseView | Refused) -> LedgerRow | None:
    if isinstance(view, Refused) or not {"subject", "content"} <= view.fields.keys():
        return None
    form = view.definition.lookup.form(view.definition.workflow.opening.form)
    opened = view.fields["content"].get("0")
    try:
        return (
            ledger_row(view.fields["subject"], opened, view.fields.get("informant", {}), form)
            if form and opened
            else None
        )
    except LookupError:
        # Erased from the vault: the case stands, but nothing is left to be written.
        return None
