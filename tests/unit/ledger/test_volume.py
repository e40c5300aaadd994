"""A ledger of 100,000 rows stays small in memory, read, judged and rejected."""

import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter

from tests.unit.ledger.builders import PREFECTURE, table
from tests.unit.ledger.builders import row as good_row

ROWS = 100_000

IMPORT = """
import re, sys
from pathlib import Path
from app.ledger import RejectedRows, judge_rows, open_ledger
from tests.unit.ledger.builders import AS_OF, PLACES, seen

ledger = open_ledger(Path(sys.argv[1]))
count = faulty = 0
with RejectedRows(Path(sys.argv[1]).with_name("rejected.xlsx"), ledger.layout) as rejected:
    for judged in judge_rows(ledger.rows(), PLACES, AS_OF, seen()):
        count += 1
        if judged.faults:
            faulty += 1
            rejected.add(judged)
# getrusage would count the memory of the process that started this one.
peak = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
print(count, faulty, int(peak[1]) // 1024)
"""


def _write(path: Path) -> None:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for number in range(ROWS + 1):
            cells = good_row(
                线索编码=f"XS{number}",
                人员编码=f"XS{number}-01",
                受理时间="2026.3.9",
                职级="正科及" if number % 10 == 0 else "一般干部",
                主要问题线索=f"第{number}件：反映其在集体三资管理中虚报冒领，" + "群众反映强烈，请予核查处理。" * 5,
            )
            sheet.write_row(number, 0, table(cells)[0 if number == 0 else 1])


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of memory is read from /proc")
def test_a_ledger_of_100_000_rows_takes_less_than_half_a_gigabyte(tmp_path: Path) -> None:
    _write(tmp_path / "large.xlsx")

    ran = subprocess.run(
        [sys.executable, "-c", IMPORT, str(tmp_path / "large.xlsx")],
        cwd=PREFECTURE.parents[1],
        capture_output=True,
        text=True,
        check=True,
    )

    count, faulty, megabytes = map(int, ran.stdout.split())
    assert (count, faulty) == (ROWS, ROWS // 10)
    assert megabytes < 500
