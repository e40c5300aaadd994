import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.ledger.errors import EmptyFile, EncryptedFile, LedgerError, NoHeaderRow, TooLarge, UnreadableFile
from app.ledger.reading import open_ledger
from tests.unit.ledger.builders import row, table, write_xlsx


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return write_xlsx(tmp_path / "good.xlsx", table(row()))


def _with_part(good: Path, name: str, change: Callable[[bytes], bytes | None]) -> Path:
    broken = good.with_name("broken.xlsx")
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(broken, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            content = source.read(part)
            changed = change(content) if part == name else content
            if changed is not None:
                target.writestr(part, changed)
    return broken


def test_half_a_workbook_is_unreadable(good: Path) -> None:
    content = good.read_bytes()
    good.write_bytes(content[: len(content) // 2])

    with pytest.raises(UnreadableFile, match=r"good\.xlsx：文件已损坏.*另存为"):
        open_ledger(good)


def test_flipped_bytes_within_a_workbook_are_noticed(good: Path) -> None:
    content = bytearray(good.read_bytes())
    at = content.find(b"xl/worksheets/sheet1.xml") + 40
    content[at : at + 40] = bytes(byte ^ 0xFF for byte in content[at : at + 40])
    good.write_bytes(content)

    with pytest.raises(UnreadableFile):
        open_ledger(good)


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("xl/worksheets/sheet1.xml", lambda content: content[: len(content) // 2]),
        ("xl/worksheets/sheet1.xml", lambda _: b"<worksheet"),
        ("xl/worksheets/sheet1.xml", lambda _: None),
        ("xl/sharedStrings.xml", lambda _: None),
        ("xl/workbook.xml", lambda _: b"no XML"),
        ("xl/workbook.xml", lambda _: None),
        ("xl/_rels/workbook.xml.rels", lambda _: b"<Relationships/>"),
    ],
)
def test_a_workbook_with_a_broken_part_is_refused_in_plain_words(
    good: Path, part: str, change: Callable[[bytes], bytes | None]
) -> None:
    broken = _with_part(good, part, change)

    with pytest.raises(LedgerError, match=r"^broken\.xlsx：.*再导入。$"):
        open_ledger(broken)


def test_a_zip_that_is_no_workbook_is_unreadable(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "photos.xlsx", "w") as archive:
        archive.writestr("photo.jpg", b"x")

    with pytest.raises(UnreadableFile):
        open_ledger(tmp_path / "photos.xlsx")


def test_an_empty_file_is_called_empty(tmp_path: Path) -> None:
    (tmp_path / "empty.xlsx").write_bytes(b"")

    with pytest.raises(EmptyFile, match="文件是空的"):
        open_ledger(tmp_path / "empty.xlsx")


def test_a_workbook_without_a_cell_is_called_empty(tmp_path: Path) -> None:
    with pytest.raises(EmptyFile):
        open_ledger(write_xlsx(tmp_path / "blank.xlsx", []))


def test_a_workbook_with_a_password_says_so() -> None:
    with pytest.raises(EncryptedFile, match="取消密码后另存为"):
        open_ledger(Path(__file__).parent / "data" / "encrypted.xlsx")


def test_an_old_binary_workbook_is_told_from_a_damaged_one(tmp_path: Path) -> None:
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))

    with pytest.raises(UnreadableFile, match="旧格式"):
        open_ledger(tmp_path / "old.xls")


@pytest.mark.parametrize("content", [b"\x00\x01\x02\x03", b"%PDF-1.7\n\xff\xff\xff\xff", b"\x89PNG\r\n\x1a\n\x00\x00"])
def test_what_is_neither_workbook_nor_text_is_unreadable(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "scan.xlsx").write_bytes(content)

    with pytest.raises(UnreadableFile):
        open_ledger(tmp_path / "scan.xlsx")


def test_a_web_page_called_xls_is_recognised(tmp_path: Path) -> None:
    (tmp_path / "export.xls").write_text("<html><table><tr><td>线索编码</td></tr></table></html>", "utf-8")

    with pytest.raises(UnreadableFile, match="网页"):
        open_ledger(tmp_path / "export.xls")


def test_a_text_that_is_no_ledger_has_no_header(tmp_path: Path) -> None:
    (tmp_path / "note.csv").write_text("各单位：\n请按月报送。\n", "utf-8")

    with pytest.raises(NoHeaderRow):
        open_ledger(tmp_path / "note.csv")


@pytest.mark.parametrize("cell", ["XFD1048576", "A1048576", "AC200001", "DA4"])
def test_a_stray_cell_far_away_is_named_instead_of_filling_the_memory(tmp_path: Path, cell: str) -> None:
    path = write_xlsx(tmp_path / "stray.xlsx", table(row()), lambda _, sheet: sheet.write(cell, " "))

    with pytest.raises(TooLarge, match=f"单元格 {cell} 超出范围"):
        open_ledger(path)


def test_formats_far_away_are_no_cells(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "formats.xlsx",
        table(row()),
        lambda book, sheet: sheet.write_blank("XFD1048576", None, book.add_format({"bold": True})),
    )

    assert len(list(open_ledger(path).rows())) == 1


def test_a_file_that_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        open_ledger(tmp_path / "nowhere.xlsx")
