"""Text tables (.csv, and .txt as Excel's "Unicode text") as tables: UTF-8, GBK and UTF-16 with a byte-order mark."""

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.ledger.errors import UnreadableFile
from app.ledger.table import Table
from app.ledger.text import Cell

_DELIMITERS: Final = {",": "逗号", "\t": "制表符", ";": "分号"}
# GB18030 contains GBK and GB2312 and is what Chinese Excel means by ANSI.
_ENCODINGS: Final = ("utf-8-sig", "gb18030")


@dataclass(frozen=True, slots=True)
class TextTable:
    """One reading of a text file: with one encoding and one delimiter. A record is a row, as Excel counts."""

    path: Path
    encoding: str
    delimiter: str
    height: int
    epoch_1904: bool = False

    @property
    def name(self) -> str:
        """See `Table`."""
        return self.path.name

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """See `Table`. Raises `UnreadableFile` at a quotation mark that is never closed."""
        with self.path.open(encoding=self.encoding, newline="") as file:
            try:
                for record in csv.reader(file, delimiter=self.delimiter):
                    yield tuple(record)
            except csv.Error as error:
                sentence = f"用{_DELIMITERS[self.delimiter]}分列时，引号不成对或单项文字过长。"
                raise UnreadableFile(self.path.name, sentence) from error


def text_tables(path: Path) -> Iterator[Table]:
    """The file read with each delimiter. Raises `UnreadableFile` for what is no text."""
    encoding, lines = _encoding(path)
    for delimiter in _DELIMITERS:
        yield TextTable(path, encoding, delimiter, lines)


def _encoding(path: Path) -> tuple[str, int]:
    """The first encoding that reads the whole file, and the number of lines."""
    with path.open("rb") as file:
        marked = file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    for encoding in ("utf-16",) if marked else _ENCODINGS:
        try:
            with path.open(encoding=encoding, newline="") as file:
                lines = _count_lines(file, path.name)
        except UnicodeError:
            continue
        return encoding, lines
    raise UnreadableFile(path.name)


def _count_lines(lines: Iterator[str], name: str) -> int:
    count = 0
    for count, line in enumerate(lines, start=1):
        if "\0" in line:
            raise UnreadableFile(name)
        if count == 1 and line.lstrip().startswith("<"):
            raise UnreadableFile(name, "这是网页或 XML 文件，只是改了扩展名。")
    return count
