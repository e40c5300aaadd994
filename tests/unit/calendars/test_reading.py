from datetime import date
from pathlib import Path

import pytest

from app.calendars.errors import NoticeUnreadable, told
from app.calendars.notices import Notice, of_package
from app.calendars.reading import read_notice

EXAMPLE = Path(__file__).parents[3] / "examples" / "calendar" / "2026.csv"
HEADER = "日期,安排,名称\n"


def _read(folder: Path, content: str | bytes, year: int = 2026) -> Notice:
    path = folder / "notice.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_notice(path, year)


def _faults(folder: Path, content: str | bytes, year: int = 2026) -> list[str]:
    with pytest.raises(NoticeUnreadable) as refused:
        _read(folder, content, year)
    return [told(fault) for fault in refused.value.faults]


def test_the_example_is_the_notice_of_the_package() -> None:
    assert read_notice(EXAMPLE, 2026) == of_package(2026)


def test_byte_order_mark_windows_line_ends_and_blank_lines_do_not_matter(tmp_path: Path) -> None:
    saved = b"\xef\xbb\xbf" + b"\r\n,,\r\n" + EXAMPLE.read_bytes().replace(b"\n", b"\r\n\r\n")

    assert _read(tmp_path, saved) == of_package(2026)


def test_english_headers_and_kinds_are_understood(tmp_path: Path) -> None:
    notice = _read(tmp_path, "Date,Kind,Name\n2026-01-01,off,元旦\n2026-01-04,ON,元旦\n")

    assert notice == Notice(2026, {date(2026, 1, 1): "元旦"}, {date(2026, 1, 4): "元旦"})


def test_columns_may_stand_in_any_order_beside_others(tmp_path: Path) -> None:
    notice = _read(tmp_path, "名称,星期,日期,安排\n元旦,周四,2026-01-01,放假\n")

    assert notice.off == {date(2026, 1, 1): "元旦"}


@pytest.mark.parametrize("written", ["2026/10/1", "2026年10月1日", "20261001", " ２０２６－１０－０１ "])
def test_dates_are_read_as_people_write_them(tmp_path: Path, written: str) -> None:
    assert _read(tmp_path, f"{HEADER}{written},放假,国庆节\n").off == {date(2026, 10, 1): "国庆节"}


def test_days_are_put_in_order(tmp_path: Path) -> None:
    notice = _read(tmp_path, f"{HEADER}2026-10-02,放假,国庆节\n2026-10-01,放假,国庆节\n")

    assert list(notice.off) == [date(2026, 10, 1), date(2026, 10, 2)]


@pytest.mark.parametrize("day", ["2018-12-01", "2018-12-29", "2019-01-01", "2019-12-31", "2020-01-31"])
def test_a_notice_reaches_into_the_december_before_and_the_january_after(tmp_path: Path, day: str) -> None:
    assert _read(tmp_path, f"{HEADER}{day},上班,元旦\n", 2019).on == {date.fromisoformat(day): "元旦"}


@pytest.mark.parametrize("day", ["2018-11-30", "2020-02-01", "2017-12-31", "2021-01-01"])
def test_a_day_of_another_year_is_refused(tmp_path: Path, day: str) -> None:
    (fault,) = _faults(tmp_path, f"{HEADER}{day},放假,元旦\n", 2019)

    assert fault.startswith(f"第 2 行“日期”（{day}）：不属于 2019 年的通知。")
    assert fault.endswith("请改正日期，或核对通知的年份。")


def test_every_fault_is_told_at_once_with_its_row_and_its_cure(tmp_path: Path) -> None:
    rows = [
        "2026-01-01,放假,元旦",
        "",
        "2026-02-30,放假,春节",
        "2026-01-01,上班,元旦",
        "2026-05-01,调休,劳动节",
        ",,国庆节",
    ]
    content = HEADER + "\n".join(rows)

    assert _faults(tmp_path, content) == [
        "第 4 行“日期”（2026-02-30）：不是日期。请写成 2026-10-01 的样子。",
        "第 5 行“日期”（2026-01-01）：这一天在第 2 行已经写过。请对照通知，只保留正确的一行。",
        "第 6 行“安排”（调休）：不是已知的安排。请填“放假”（off）或“上班”（on）。",
        "第 7 行“日期”：没有填写。请对照通知补上。",
        "第 7 行“安排”：没有填写。请对照通知补上。",
    ]


def test_a_day_needs_the_name_of_its_holiday(tmp_path: Path) -> None:
    assert _faults(tmp_path, f"{HEADER}2026-01-01,放假\n") == ["第 2 行“名称”：没有填写。请对照通知补上。"]


def test_the_faults_of_a_row_are_told_from_left_to_right(tmp_path: Path) -> None:
    faults = _faults(tmp_path, f"{HEADER}元旦,调休,,\n")

    assert [fault.partition("”")[0] for fault in faults] == ["第 2 行“日期", "第 2 行“安排", "第 2 行“名称"]


def test_a_name_is_no_essay(tmp_path: Path) -> None:
    assert _faults(tmp_path, f"{HEADER}2026-01-01,放假,{'元' * 51}\n") == [
        f"第 2 行“名称”（{'元' * 30}…）：超过 50 个字。请只写节日的名称。"
    ]


def test_a_comma_too_many_is_refused(tmp_path: Path) -> None:
    (fault,) = _faults(tmp_path, f"{HEADER}2026-01-01,放假,元旦,,共3天\n")

    assert fault.startswith("第 2 行（共3天）：本行的内容多于表头的列")


@pytest.mark.parametrize(
    "content",
    [
        '日期,安排,名称\n2026-01-01,放假,"元旦\n2026-01-02,放假,元旦\n',
        '日期,安排,名称,备注\n2026-01-01,放假,元旦,"共3天\n2026-01-02,放假,元旦,\n',
    ],
    ids=["in a name", "in a remark"],
)
def test_a_quotation_mark_that_is_never_closed_swallows_no_day_unnoticed(tmp_path: Path, content: str) -> None:
    assert _faults(tmp_path, content) == ["第 2 行：单元格中有换行。请检查引号是否成对，每行只写一天。"]


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n\n", b" ,,\r\n"])
def test_an_empty_file_is_refused_with_an_example(tmp_path: Path, content: bytes) -> None:
    assert _faults(tmp_path, content) == [
        "文件是空的。请以“日期,安排,名称”为表头，每行写一天，如“2026-10-01,放假,国庆节”。"
    ]


def test_a_header_alone_is_no_notice(tmp_path: Path) -> None:
    (fault,) = _faults(tmp_path, HEADER)

    assert fault.startswith("文件没有列出任何一天。")


def test_missing_columns_are_named(tmp_path: Path) -> None:
    (fault,) = _faults(tmp_path, "日期,备注\n2026-01-01,放假\n")

    assert fault.startswith("第 1 行：表头缺少列：安排、名称。")


def test_a_column_twice_is_refused(tmp_path: Path) -> None:
    assert _faults(tmp_path, "日期,date,安排,名称\n2026-01-01,2026-01-02,放假,元旦\n") == [
        "第 1 行“日期”：表头有重复的列。请只保留其中正确的一列。"
    ]


@pytest.mark.parametrize("encoding", ["gbk", "utf-16"])
def test_another_encoding_is_refused_with_what_to_do(tmp_path: Path, encoding: str) -> None:
    assert _faults(tmp_path, f"{HEADER}2026-01-01,放假,元旦\n".encode(encoding)) == [
        "文件不是 UTF-8 编码。请用 Excel 或 WPS 另存为“CSV UTF-8（逗号分隔）”，再导入。"
    ]


def test_more_rows_than_a_year_has_days_are_refused_beside_the_other_faults(tmp_path: Path) -> None:
    faults = _faults(tmp_path, HEADER + "2026-01-01,放假,元旦\n" * 100_000)

    assert len(faults) == 366
    assert faults[-1].startswith("超过 366 行，其余各行未检查。")


def test_a_cell_without_end_is_refused(tmp_path: Path) -> None:
    (fault,) = _faults(tmp_path, f"{HEADER}2026-01-01,放假,{'元' * 200_000}\n")

    assert fault.startswith("用逗号分列时，引号不成对或单项文字过长。")


def test_the_error_tells_the_file_and_how_many_faults_it_has(tmp_path: Path) -> None:
    with pytest.raises(NoticeUnreadable, match=r"^notice\.csv 有 1 处错误：文件是空的。"):
        _read(tmp_path, "")


def test_a_file_that_is_not_there_is_the_caller_s_to_explain(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_notice(tmp_path / "absent.csv", 2026)
