"""Amounts in 万元 as people write them in ledgers, exact to the cent."""

import re
from decimal import Decimal
from math import isfinite
from typing import Final

from app.ledger.text import Cell, fold

_WRITTEN = re.compile(r"¥?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?(?:万元?)?")
_CENT: Final = Decimal("0.000001")  # of 万元
_BEYOND: Final = Decimal(10) ** 12  # no sum of money that an organ could collect


def read_money(cell: Cell) -> Decimal | None:
    """The amount in 万元 that a filled cell states, or None where it states none (约三万, 5000元, -1, a date).

    Excel's binary noise (0.30000000000000004) and fractions of a cent are rounded away.
    """
    amount = _any_amount(cell)
    return plain(amount) if amount is not None and 0 <= amount < _BEYOND else None


def _any_amount(cell: Cell) -> Decimal | None:
    if isinstance(cell, str):
        return _from_text(cell)
    if isinstance(cell, float) and isfinite(cell):
        return Decimal(format(cell, ".15g"))
    return Decimal(cell) if isinstance(cell, int) and not isinstance(cell, bool) else None


def _from_text(written: str) -> Decimal | None:
    found = _WRITTEN.fullmatch(fold(written))
    if found is None or len(found[0]) > 40:
        return None
    return Decimal(found[1].replace(",", "") + (found[2] or ""))


def plain(amount: Decimal) -> Decimal:
    """The same amount to the cent in its one shortest form, so that 1,200.50 and 1200.5 are equal in writing too."""
    shortest = amount.quantize(_CENT).normalize()
    return Decimal(format(abs(shortest), "f"))
