"""How a length is written on the command line: 45days, 2months, 10working_days."""

from app.cli.shared import Exit, stop
from engine.deadlines.clock import UNITS

_UNIT_CHARACTERS = "abcdefghijklmnopqrstuvwxyz_"


def length_of(text: str) -> dict[str, int]:
    """The length; ends the command where it is none."""
    number = text.rstrip(_UNIT_CHARACTERS)
    unit = text.removeprefix(number)
    unit = unit if unit.endswith("s") else f"{unit}s"
    if not (number.isascii() and number.isdecimal() and len(number) < 10) or unit not in UNITS:
        stop(f"“{text}”不是长度：请写 36hours、45days、2months 或 10working_days。", Exit.BAD_INPUT)
    return {unit: int(number)}
