"""Dates as people write them in ledgers. What can be read in two ways (26.3.5, 3/5/2026) isn't read at all."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import Final

from app.ledger.text import Cell, clean

# Earlier is a slip of the pen: a bare year 2026 in a date cell, for one, reads 1905-07-18.
EARLIEST: Final = date(1949, 10, 1)
# A serial number beyond is no date of receipt but some other number (202603 is a year and a month).
LAST_SERIAL: Final = date(2099, 12, 31)

# Excel counts days from here; the day 1900-02-29 that it believes in lies before any date we read.
_EPOCH_1900: Final = date(1899, 12, 30)
_EPOCH_1904: Final = date(1904, 1, 1)

_HOUR = r"(?:上午|下午)?\s*(?:[01]?[0-9]|2[0-4])"
_TIME = rf"(?:(?:\s+|T|(?<=[日号])){_HOUR}[:时](?:[0-5]?[0-9]分?(?::?[0-5]?[0-9](?:\.[0-9]+)?秒?)?)?)?"
_NOTATIONS = tuple(
    re.compile(notation + _TIME)
    for notation in (
        r"([0-9]{4})\s*年\s*([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*[日号]?",
        r"([0-9]{4})\s*-\s*([0-9]{1,2})\s*-\s*([0-9]{1,2})",
        r"([0-9]{4})\s*/\s*([0-9]{1,2})\s*/\s*([0-9]{1,2})",
        r"([0-9]{4})\s*\.\s*([0-9]{1,2})\s*\.\s*([0-9]{1,2})",
        r"([0-9]{4})([0-9]{2})([0-9]{2})",
    )
)
_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))

_DIGITS: Final = {sign: number for number, signs in enumerate(("〇零○", *"一二三四五六七八九")) for sign in signs}
_IN_WORDS = re.compile(
    "([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]"
)


def read_date(cell: Cell, *, epoch_1904: bool = False) -> date | None:
    """The day that a filled cell states, or None where it states none that exists.

    `epoch_1904`: serial numbers of this workbook count from 1904 (Excel for Mac of old) instead of 1900.
    """
    day = _any_date(cell, _EPOCH_1904 if epoch_1904 else _EPOCH_1900)
    return day if day is not None and day >= EARLIEST else None


def _any_date(cell: Cell, epoch: date) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, str):
        return _from_text(cell, epoch)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _from_number(cell, epoch)
    return None


def _from_text(written: str, epoch: date) -> date | None:
    text = clean(unicodedata.normalize("NFKC", clean(written))).translate(_DASHES)
    for notation in _NOTATIONS:
        if found := notation.fullmatch(text):
            return _day(*(int(part) for part in found.groups()))
    if _SERIAL.fullmatch(text):
        return _from_number(float(text), epoch)
    if words := _IN_WORDS.fullmatch(text):
        year = int("".join(str(_DIGITS[sign]) for sign in words[1]))
        return _day(year, _in_words(words[2]), _in_words(words[3]))
    return None


def _from_number(number: float, epoch: date) -> date | None:
    if 1_000_00_00 <= number <= 9999_99_99 and number == int(number):
        return _day(int(number) // 10_000, int(number) // 100 % 100, int(number) % 100)
    if not 0 <= number <= (LAST_SERIAL - epoch).days:
        return None
    return epoch + timedelta(days=int(number))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _in_words(text: str) -> int:
    """三 → 3, 十 → 10, 二十一 → 21; what makes no number (三三) becomes one that no month has."""
    tens, ten, ones = text.rpartition("十")
    if len(tens) > 1 or len(ones) > 1:
        return 0
    return (_DIGITS.get(tens, 1) if ten else 0) * 10 + _DIGITS.get(ones, 0)
