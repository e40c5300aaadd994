"""What a cell says, as text: cleaned for keeping, folded for comparing.

Kept text keeps its characters: names are written with rare and compatibility characters on purpose. Only what
nobody can see goes: white space around it, zero-width signs, control characters. Compared text (headers, closed
lists, names of organs) is folded to one width and freed of all white space.
"""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from typing import Final

Cell = str | int | float | bool | date | datetime | time | timedelta

# Excel holds so many UTF-16 units in a cell; what is longer couldn't be written back.
LONGEST: Final = 32_767

# Excel keeps fifteen digits of a number, so that a longer code in a numeric cell has lost its end.
EXACT_BELOW: Final = 10**15

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff]"
)
_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_BETWEEN_HAN = re.compile(f"(?<=[{_HAN}])\\s+(?=[{_HAN}])")
_SPACES = re.compile(r"\s+")


def clean(text: str) -> str:
    """Without white space around it and without what can't be seen; line breaks become one kind."""
    if text.isprintable():
        return text.strip()
    return _UNSEEN.sub("", _BREAKS.sub("\n", text)).strip()


def fold(text: str) -> str:
    """For comparing only: one width for every sign, no white space at all."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", clean(text)))


def person_name(text: str) -> str:
    """A cleaned name; the blanks that pad a two-character name (张　三) go, those of other scripts become one."""
    return _SPACES.sub(" ", _BETWEEN_HAN.sub("", text))


def cell_text(cell: Cell) -> str:
    """What the cell shows, cleaned: whole numbers without `.0`, dates as 2026-03-05."""
    if isinstance(cell, str):
        return clean(cell)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return _number_text(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ") if cell.time() != time() else cell.date().isoformat()
    return str(cell)


def _number_text(number: float) -> str:
    whole = abs(number) < EXACT_BELOW and number == int(number)
    return str(int(number)) if whole else format(number, ".15g")


def too_long(text: str) -> bool:
    """Whether Excel couldn't hold the text in one cell."""
    return len(text) > LONGEST // 2 and len(text.encode("utf-16-le", "surrogatepass")) > 2 * LONGEST


def code_text(cell: Cell) -> str | None:
    """A code (线索编码, 填报单位代码 …), or None where Excel has turned it into a number and lost its end.

    `990101.0` is Excel's way with a code that it took for a number; `="990101"` a way to keep it from doing so.
    """
    if isinstance(cell, str):
        return _code(fold(cell))
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        return None
    return str(int(cell)) if 0 <= cell < EXACT_BELOW and cell == int(cell) else None


def _code(text: str) -> str | None:
    if re.fullmatch(r"[0-9](?:\.[0-9]+)?E\+[0-9]+", text, re.IGNORECASE):
        return None
    guarded = re.fullmatch(r'="(.*)"', text)
    unguarded = guarded[1] if guarded else text
    return unguarded[:-2] if re.fullmatch(r"[0-9]+\.0", unguarded) else unguarded
