"""What a row of the sheet below the header is: data, or one of the things that people put between and below data."""

import re
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Final

from app.ledger.columns import BY_NAME, CLUE_CODE, PERSON_CODE, SERIAL, known_name
from app.ledger.text import Cell, fold

_SUM = re.compile(r"(?:本页)?(合计|总计|共计|小计):?[0-9,.]*[人件条个]?")

# A 合计 in one of these is a total whatever else the row counts; elsewhere (备注) it may be a word of a data row.
_LABELLED: Final = (SERIAL, "填报单位名称", "填报单位代码", CLUE_CODE, PERSON_CODE)


class Line(Enum):
    """What a row is."""

    DATA = "data"
    BLANK = "blank"  # nothing but a running number
    HEADER = "header"  # the header again, as on each printed page
    SUBTOTAL = "subtotal"
    TOTAL = "total"


def line_of(texts: Mapping[str, str], cells: Iterable[Cell]) -> Line:
    """What the row with these texts by column and these cells is."""
    if (sum_of := _sum(texts, cells)) is not None:
        return sum_of
    if not any(text and name in BY_NAME and name != SERIAL for name, text in texts.items()):
        return Line.BLANK
    return Line.HEADER if known_name(texts.get(CLUE_CODE, "")) == CLUE_CODE else Line.DATA


def _sum(texts: Mapping[str, str], cells: Iterable[Cell]) -> Line | None:
    labels = [texts.get(name, "") for name in _LABELLED]
    if not texts.get(CLUE_CODE) and not texts.get(PERSON_CODE):
        labels += [cell for cell in cells if isinstance(cell, str)]
    for label in labels:
        # Every row passes here; folding is dear.
        if "计" in label and (found := _SUM.fullmatch(fold(label))):
            return Line.SUBTOTAL if found[1] == "小计" else Line.TOTAL
    return None
