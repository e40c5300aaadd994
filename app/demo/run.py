"""The demonstration itself: import, walk, count, prove. What doesn't end as it must is a fault."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from app.assembly import Installation
from app.demo.casting import issue_tokens
from app.demo.census import funnel, refusals
from app.demo.page import Page
from app.demo.proofs import Proofs
from app.demo.script import WORKFLOW, Script
from app.demo.walker import Walker
from app.importing.ledger import LedgerImport, Wish
from app.importing.organisation import read_organisation
from engine.case import Case
from engine.commands import ImportOrganisation
from engine.desks.genesis import MIGRATION
from engine.errors import Refused, Unusable

DATA: Final = Path(__file__).parent / "data"
"""The invented prefecture of `examples/prefecture`: one source, reached by a link and installed with the package."""
FILED_ON: Final = date(2026, 11, 20)
"""The day the example ledger was filed: its dates are judged against it."""

Say = Callable[[str], None]
Progress = Callable[[str], AbstractContextManager[Callable[[int, int], None]]]


@dataclass
class Demonstration:
    """One run on a fresh installation. `say` prints a line, `progress` shows a bar."""

    found: Installation
    say: Say
    progress: Progress
    faults: list[str] = field(default_factory=list)
    longest: Case | None = None
    """The case with the longest history: the one that is replayed."""

    def run(self) -> None:
        """Everything up to the proofs; afterwards `faults` says what is not clean."""
        with self._stage("导入机构、人员和岗位"):
            self._organisation()
        with self._stage("导入线索台账"):
            self._ledger()
        with self._stage("逐步办理线索，其间尝试不该成功的操作"):
            self._walk()
        self._count()
        self._prove()

    def page(self, url: str, bootstrap: str) -> Page:
        """The page to print, with a token per role. `bootstrap` is the secret of the bootstrap token."""
        walker = Walker(self.found.service, self.found.reading)
        county = walker.organs("county")[0]
        principal = walker.officers(county, "principal")[0]
        cases = (walk.case for walk in walker.waiting_for(principal.officer))
        waiting = next(case for case in cases if case.pending is not None and case.pending.step == "allocate")
        definition = self.found.service.registry.by_digest(waiting.definition)
        return Page(url, issue_tokens(self.found, bootstrap, county), waiting, definition)

    def _organisation(self) -> None:
        read = read_organisation(DATA / "organisation.json")
        answer = self.found.service.handle(
            ImportOrganisation(id="demo-organisation", actor=MIGRATION, snapshot=read.snapshot, names=read.names)
        )
        if isinstance(answer, Refused):
            raise Unusable(f"{answer.sentence}{answer.remedy}")
        self.say("  " + "，".join(f"{label} {number}" for label, number in read.labelled()))

    def _ledger(self) -> None:
        rejected = self.found.settings.home / "demo.rejected.xlsx"
        with self.progress("导入台账") as bar:
            job = LedgerImport.of(self.found, MIGRATION, None, bar)
            report = job.run(Wish(DATA / "clue_ledger.xlsx", FILED_ON, rejected_to=rejected))
        self.say(
            f"  导入 {report.imported} 行，重复 {report.already_present} 行，退回 {report.rejected_rows} 行，"
            f"依规改交 {len(report.notices)} 行"
        )

    def _walk(self) -> None:
        script = Script(Walker(self.found.service, self.found.reading))
        with self.progress("办理线索") as bar:
            script.run(bar)
        self.faults += [*script.strays, *script.attempts.faults]
        self.longest = max((walk.case for _, walk in script.ended), key=lambda case: case.version)
        self.say(f"  办理 {len(script.ended)} 件，其间 {script.attempts.made.total()} 次操作被拒绝")

    def _count(self) -> None:
        walker = Walker(self.found.service, self.found.reading)
        auditor = walker.officers(walker.organs("prefecture")[0], "auditor")[0]
        counted = funnel(self.found, WORKFLOW, auditor)
        self.say(f"各阶段事项（共 {counted.total} 件）")
        for phase, state, number in counted.states:
            self.say(f"  {phase}　{state}　{number}")
        self.say("登记在册的拒绝")
        for code, number in sorted(refusals(self.found).items(), key=lambda item: -item[1]):
            self.say(f"  {code}　{number}")
        self.faults += [f"没有事项处于“{state}”" for state in counted.empty]

    def _prove(self) -> None:
        proofs = Proofs(self.found, self.say)
        with self._stage("核查登记簿（mingjian audit verify）"), self.progress("核查") as bar:
            self.faults += proofs.verified(bar)
        if self.longest is not None:
            with self._stage(f"重演一个事项（mingjian audit replay {self.longest.id}）"):
                self.faults += proofs.replayed(self.longest)
        with self._stage("在临时库中重建全部投影并比较（mingjian audit rebuild）"), self.progress("重建") as bar:
            self.faults += proofs.rebuilt(bar)

    @contextmanager
    def _stage(self, name: str) -> Iterator[None]:
        began = time.monotonic()
        self.say(f"{name} …")
        yield
        self.say(f"  用时 {time.monotonic() - began:.1f} 秒")
