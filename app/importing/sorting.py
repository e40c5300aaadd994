"""Judged rows sorted: faulty ones and repeats are reported, the others get the place where they go."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from app.importing.routing import Routed, Router
from app.ledger import Judged, LedgerRow, Report


@dataclass(frozen=True, slots=True)
class Due:
    """A good row that isn't in the system yet, and where it goes."""

    judged: Judged
    row: LedgerRow
    routed: Routed

    @property
    def number(self) -> int:
        """The sheet's row."""
        return self.judged.row.number


@dataclass
class Sorting:
    """Fills the report of one file, row by row. `reject` takes the rows that go back."""

    router: Router
    reject: Callable[[Judged], None]
    report: Report = field(default_factory=Report)
    present: list[Judged] = field(default_factory=list)
    """Repeats of rows that the system or the file had before: the last batch's."""

    def due(self, batch: Sequence[Judged]) -> Iterator[Due]:
        """Those rows of a batch that are to be imported, or handed over on paper."""
        self.present = []
        for judged in batch:
            row = judged.good
            if row is None:
                self.leave(judged)
                continue
            routed = self.router.route(judged.row.number, row)
            if routed.notice:
                self.report.notices.append(routed.notice)
            yield Due(judged, row, routed)

    def leave(self, judged: Judged) -> None:
        """Report a row that isn't to be imported."""
        if judged.faults:
            self.report.reject(judged.faults)
            self.reject(judged)
        else:
            self.report.already_present += 1
            self.present.append(judged)
