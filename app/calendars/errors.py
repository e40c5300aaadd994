"""Why there is no notice of a year.

CalendarError            the root: what is wrong, what to do about it
├── NoticeUnreadable     the file has faults; all of them are told at once
└── YearNotPublished     the installed package doesn't cover the year
"""

from collections.abc import Sequence

from app.ledger.report import Fault


class CalendarError(Exception):
    """No days can be told. `sentence` says why, `remedy` what to do."""

    def __init__(self, sentence: str, remedy: str) -> None:
        super().__init__(sentence + remedy)
        self.sentence, self.remedy = sentence, remedy


class NoticeUnreadable(CalendarError):
    """The file isn't the notice of its year. `faults` are in the order of the file; row 0 is the file as a whole."""

    def __init__(self, file: str, faults: Sequence[Fault]) -> None:
        super().__init__(f"{file} 有 {len(faults)} 处错误：", "".join(told(fault) for fault in faults))
        self.file, self.faults = file, tuple(faults)


class YearNotPublished(CalendarError):
    """The package has years from `first` to `last` only."""

    def __init__(self, year: int, first: int, last: int) -> None:
        sentence = f"内置日历只有 {first} 年至 {last} 年，没有 {year} 年的放假安排。"
        remedy = "请待国务院办公厅的通知公布后，把通知中的日期列成 CSV 文件导入；或升级内置日历（chinesecalendar）。"
        super().__init__(sentence, remedy)
        self.year = year


def told(fault: Fault) -> str:
    """A fault as a sentence: the row, the column and what stands there, what is wrong, what to do."""
    where = f"第 {fault.row} 行" if fault.row else ""
    what = f"“{fault.column}”" if fault.column else ""
    value = f"（{fault.value}）" if fault.value else ""
    place = f"{where}{what}{value}"
    return f"{place}：{fault.message}{fault.remedy}" if place else f"{fault.message}{fault.remedy}"
