"""What must be known of an .xlsx before its sheets are loaded, and what the loader doesn't tell.

The loader lays a sheet out as one block from its first cell to its last: one stray cell in the far corner would ask
for half a terabyte and end the process. It gives error cells (#N/A) as blank, and keeps the workbook's epoch to
itself. These three are looked up in the package; everything else about the format is the loader's.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile
from zlib import error as DeflateError  # noqa: N812 - zlib gives its error class a small letter

from app.ledger.errors import TooLarge, UnreadableFile

MOST_ROWS: Final = 200_000
LAST_COLUMN: Final = "CZ"  # the 104th; ledgers have some thirty to fifty
_MOST_BYTES: Final = 1_000_000_000  # of one part unpacked; a ledger of 100,000 rows has 85 to 300 million
_PIECE: Final = 4_000_000

_FAR_CELL = re.compile(rb"""\sr=["']([A-Z]{3}\d+|[D-Z][A-Z]\d+|[A-Z]{1,2}(?:[2-9]\d{5}|\d{7}))["'][^>]*(?<!/)>(?!</)""")
_ERROR_CELL = re.compile(
    rb"""[<:]c\s([^>]*\bt=["']e["'][^>]*)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]+)<""", re.DOTALL
)
_REFERENCE = re.compile(rb"""\br=["']([A-Z]{1,3})(\d+)["']""")
_EPOCH_1904 = re.compile(rb"""\bdate1904=["'](?:1|true|on)["']""")
_SHEET = re.compile(rb"""<(?:\w+:)?sheet\s[^>]*:id=["']([^"']+)["']""")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_RELATION_ID = re.compile(rb"""\sId=["']([^"']+)["']""")
_TARGET = re.compile(rb"""\sTarget=["']([^"']+)["']""")


class Package:
    """The zip package of a workbook. Raises `UnreadableFile` where the file is damaged."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("rb") as file, _damage_told(path.name), ZipFile(file) as archive:
            # A zip may be small and unpack to anything.
            if any(part.file_size > _MOST_BYTES for part in archive.infolist()):
                raise TooLarge(path.name, "文件解压后过大。")
            workbook = archive.read("xl/workbook.xml")
            self._parts = _sheet_parts(workbook, archive.read("xl/_rels/workbook.xml.rels"))
        self.epoch_1904 = _EPOCH_1904.search(workbook) is not None

    def error_cells(self, sheet: int) -> Mapping[tuple[int, int], str]:
        """(row, column), both from 0, of the cells of a sheet that hold an error, with its sign (#N/A, #REF! …).

        Raises `TooLarge` where a cell lies beyond what one import takes.
        """
        errors: dict[tuple[int, int], str] = {}
        with self._path.open("rb") as file, _damage_told(self._path.name), ZipFile(file) as archive:
            for xml in _whole_cells(archive, self._parts[sheet]):
                if far := _FAR_CELL.search(xml):
                    where = f"单元格 {far[1].decode()} 超出范围（最多 {MOST_ROWS} 行、至 {LAST_COLUMN} 列）。"
                    raise TooLarge(self._path.name, where)
                # The pattern is slow, the question whether it's needed at all is fast.
                if b't="e"' in xml or b"t='e'" in xml:
                    errors.update(_error_cells(xml))
        return errors


@contextmanager
def _damage_told(file: str) -> Iterator[None]:
    """Damage has as many faces as a package has bytes; the clerk needs one sentence. The file is open already."""
    try:
        yield
    except (BadZipFile, DeflateError, LookupError, EOFError, OSError, RuntimeError, ValueError) as error:
        raise UnreadableFile(file) from error


def _sheet_parts(workbook: bytes, relations: bytes) -> tuple[str, ...]:
    targets = {}
    for relation in _RELATION.findall(relations):
        if (named := _RELATION_ID.search(relation)) and (target := _TARGET.search(relation)):
            targets[named[1]] = target[1].decode()
    # A target is relative to xl/ unless it begins at the root.
    return tuple(
        target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        for target in (targets.get(identifier, "") for identifier in _SHEET.findall(workbook))
    )


def _whole_cells(archive: ZipFile, part: str) -> Iterator[bytes]:
    """A sheet in pieces that end between two cells, for unpacked it may be larger than all that is made of it."""
    rest = b""
    with archive.open(part) as xml:
        while block := xml.read(_PIECE):
            block = rest + block
            last_cell = max(block.rfind(b"<c "), block.rfind(b":c "))
            end = last_cell if last_cell > 0 else len(block)
            yield block[:end]
            rest = block[end:]
    yield rest


def _error_cells(xml: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for attributes, sign in _ERROR_CELL.findall(xml):
        if reference := _REFERENCE.search(attributes):
            column = 0
            for letter in reference[1]:
                column = column * 26 + letter - ord("A") + 1
            yield (int(reference[2]) - 1, column - 1), sign.decode("utf-8", "replace")
