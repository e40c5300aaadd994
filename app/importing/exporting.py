"""`ledger export`: what the caller may see, written back in the columns of the ledger."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.assembly import Installation
from app.importing.openings import ledger_row
from app.ledger import LedgerRow, export
from engine.errors import Refused
from engine.organisation import Organisation
from engine.ports import Sought

_PAGE = 200


@dataclass(frozen=True, slots=True)
class _Names:
    """Names of organs and offices by code."""

    organisation: Organisation

    def organ_name(self, code: str) -> str:
        return self.organisation.organs[code].name

    def office_name(self, code: str) -> str:
        return self.organisation.offices[code].name


def export_ledger(found: Installation, officer: str, path: Path, progress: Callable[[int, int], None]) -> int:
    """Write the imported cases that the officer may see; fields of a class he may not read stay blank.

    Reading an informant is a registered read of that case. Gives the number of rows.
    """
    with found.storage.read() as tx:
        names = _Names(tx.organisation())
    return export(_rows(found, officer, progress), path, names)


def _rows(found: Installation, officer: str, progress: Callable[[int, int], None]) -> Iterator[LedgerRow]:
    done = 0
    for case in _cases(found, officer):
        row = _row(found, officer, case)
        if row is not None:
            done += 1
            progress(done, done)
            yield row


def _cases(found: Installation, officer: str) -> Iterator[str]:
    after: tuple[str, str] | None = None
    while page := found.reading.cases(officer, Sought(after=after, limit=_PAGE)):
        yield from (body["id"] for body in page if body.get("imported"))
        after = (page[-1]["opened_at"], page[-1]["id"])


def _row(found: Installation, officer: str, case: str) -> LedgerRow | None:
    view = found.reading.case(officer, case, classes=("subject", "content", "informant"))
    if isinstance(view, Refused) or "subject" not in view.fields:
        return None
    lookup = view.definition.lookup
    form = lookup.form(view.definition.workflow.opening.form)
    opened = view.fields["content"].get("0", {})
    return ledger_row(view.fields["subject"], opened, view.fields.get("informant", {}), form) if form else None
