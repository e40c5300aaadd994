"""A ledger of 100,000 rows: each comes in once, within a gigabyte."""

import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter

from app.settings import Settings
from tests.integration.importing.house import House, about
from tests.unit.ledger.builders import PREFECTURE, table

ROWS = 100_000

IMPORT = """
import re, sys
from pathlib import Path
from app.assembly import opened
from app.importing.ledger import LedgerImport, Wish
from app.settings import Settings
from tests.unit.ledger.builders import AS_OF

ledger, home, url = sys.argv[1:]
with opened(Settings(home=Path(home), database_url=url)) as found:
    report = LedgerImport.of(found, "migration").run(Wish(Path(ledger), AS_OF))
# getrusage would count the memory of the process that started this one.
peak = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
print(report.imported, report.already_present, report.rejected_rows, int(peak[1]) // 1024)
"""


def _write(path: Path) -> None:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for number in range(ROWS + 1):
            cells = about(
                number,
                线索编码=f"XS{number // 3}",
                职级="正科及" if number % 10 == 0 else "一般干部",
                主要问题线索=f"第{number}件：反映其在集体三资管理中虚报冒领，" + "群众反映强烈，请予核查处理。" * 5,
                反映人=f"章某{number}",
            )
            sheet.write_row(number, 0, table(cells)[0 if number == 0 else 1])


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of memory is read from /proc")
def test_a_ledger_of_100_000_rows_takes_less_than_a_gigabyte(house: House, settings: Settings) -> None:
    _write(house.folder / "large.xlsx")
    command = [
        sys.executable,
        "-c",
        IMPORT,
        str(house.folder / "large.xlsx"),
        str(settings.home),
        settings.database_url,
    ]

    ran = subprocess.run(command, cwd=PREFECTURE.parents[1], capture_output=True, text=True, check=True)

    imported, present, rejected, megabytes = map(int, ran.stdout.split())
    assert (imported, present, rejected) == (ROWS * 9 // 10, 0, ROWS // 10)
    assert house.size()["cases"] == house.size()["ledger_rows"] == imported
    assert house.act()[-1]["data"]["count"] == imported
    assert megabytes < 1000
