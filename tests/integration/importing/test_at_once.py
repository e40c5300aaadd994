"""Imports beside each other, beside officers at work, and cut off in the middle."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from app.assembly import opened
from app.importing.ledger import LedgerImport, Wish
from app.ledger import Report
from app.settings import Settings
from engine.commands import Recuse
from engine.errors import Refused
from tests.integration.importing.house import CLERK, PRINCIPAL, House, about
from tests.unit.ledger.builders import AS_OF

COMMAND = Path(sys.executable).with_name("mingjian")
ROWS = 400


def at_once(*work: Callable[[], Any]) -> list[Any]:
    """The answers of what began at the same moment."""
    start = Barrier(len(work))

    def run(one: Callable[[], Any]) -> Any:
        start.wait()
        return one()

    with ThreadPoolExecutor(len(work)) as pool:
        return list(pool.map(run, work))


def importer(settings: Settings, path: Path, actor: str) -> Callable[[], Report]:
    """An import as a process of its own would do it: with its own connections and keys."""

    def run() -> Report:
        with opened(settings) as found:
            return LedgerImport.of(found, actor).run(Wish(path, AS_OF, rejected_to=path.with_name(f"{actor}.xlsx")))

    return run


def require_each_once(house: House, numbers: Sequence[str]) -> None:
    """Every row is one case of one act, and nothing is doubled."""
    cases = house.cases()
    acts = Counter(house.entries(f"case/{case.id}")[0]["data"]["act"] for case in cases.values())
    finished = {
        entry["data"]["act"]: entry["data"]["count"]
        for stream in house.streams("act/")
        for entry in house.entries(stream)
        if entry["event"] == "finish"
    }
    assert sorted(cases) == sorted(numbers)
    assert house.size()["cases"] == house.size()["ledger_rows"] == len(numbers)
    assert {act: count for act, count in finished.items() if count} == acts


@pytest.mark.parametrize("others", [("migration", "migration"), ("migration", CLERK)])
def test_two_imports_of_one_file_bring_each_row_in_once(
    house: House, settings: Settings, others: Sequence[str]
) -> None:
    rows = [about(number) for number in range(ROWS)]
    path = house.ledger(*rows)

    reports = at_once(*(importer(settings, path, actor) for actor in others))

    assert sum(report.imported for report in reports) == ROWS
    assert [report.imported + report.already_present for report in reports] == [ROWS] * 2
    assert [report.rejected for report in reports] == [[], []]
    require_each_once(house, [str(row["人员编码"]) for row in rows])


def test_two_ledgers_that_contradict_each_other_bring_one_of_them_in(house: House, settings: Settings) -> None:
    one = house.ledger(*(about(number) for number in range(ROWS)))
    other = house.ledger(*(about(number, 备注="另一内容") for number in range(ROWS)), name="other.xlsx")

    reports = at_once(importer(settings, one, "migration"), importer(settings, other, CLERK))

    assert sum(report.imported for report in reports) == house.size()["cases"] == ROWS
    assert sum(report.rejected_rows for report in reports) == ROWS
    assert {fault.code for report in reports for fault in report.rejected} == {"duplicate"}


def test_officers_go_on_working_while_a_ledger_comes_in(house: House, settings: Settings) -> None:
    house.take(*(about(number) for number in range(1000, 1020)))
    cases = list(house.cases().values())
    path = house.ledger(*(about(number) for number in range(ROWS)), name="large.xlsx")

    def work() -> list[Any]:
        with opened(settings) as found:
            return [found.service.handle(_recusal(case.id)) for case in cases]

    report, answers = at_once(importer(settings, path, "migration"), work)

    assert report.imported == ROWS
    assert not any(isinstance(answer, Refused) for answer in answers)
    assert {case.version for case in house.cases().values()} == {1, 2}
    assert all(len(house.entries(f"case/{case.id}")) == 2 for case in cases)


def _recusal(case: str) -> Recuse:
    return Recuse(id=f"r-{case}", actor=PRINCIPAL, post=f"{PRINCIPAL}@990101/principal", case=case, officer="o00173")


def test_an_import_killed_in_the_middle_goes_on_where_it_stopped(house: House, settings: Settings) -> None:
    rows = [about(number) for number in range(1000)]
    path = house.ledger(*rows)

    _kill_midway(house, settings, path)
    interrupted = house.size()["cases"]
    report = house.run(path)

    assert 0 < interrupted < len(rows)
    assert interrupted % 200 == 0
    assert (report.imported, report.already_present) == (len(rows) - interrupted, interrupted)
    assert [entry["event"] for entry in house.act()] == ["begin", "finish"]
    require_each_once(house, [str(row["人员编码"]) for row in rows])
    again = house.run(path)
    assert (again.imported, again.already_present) == (0, len(rows))
    assert len(house.act()) == 2


def _kill_midway(house: House, settings: Settings, path: Path) -> None:
    environment = os.environ | {
        "MINGJIAN_HOME": str(settings.home),
        "MINGJIAN_DATABASE_URL": settings.database_url,
    }
    command = [str(COMMAND), "ledger", "import", str(path), "--as-of", AS_OF.isoformat()]
    running = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while house.select("SELECT count(*) FROM cases")[0][0] == 0:
        assert running.poll() is None
        time.sleep(0.005)
    running.send_signal(signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL


def test_a_run_that_was_killed_before_it_could_finish_finishes_the_next_time(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = house.ledger(*(about(number) for number in range(3)))
    monkeypatch.setattr("app.importing.act.Act.finish", _die)
    with pytest.raises(KeyboardInterrupt):
        house.run(path)
    monkeypatch.undo()

    report = house.run(path)

    assert (report.imported, report.already_present) == (0, 3)
    assert [entry["data"].get("count") for entry in house.act()] == [None, 3]


def _die(*_: object) -> None:
    raise KeyboardInterrupt
