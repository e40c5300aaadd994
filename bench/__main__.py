"""`python -m bench`: measure, and print one table. Nothing is left behind."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from bench import boards, counting, deciding, importing, machine, profiling, recounting, steps, verifying, volume
from bench.country import Country
from bench.ground import Ground, Kind, founded, grounds
from bench.report import Line, show

Grounds = Mapping[Kind, Ground]


def _steps(places: Grounds, asked: argparse.Namespace) -> Iterator[Line]:
    return steps.measured(places, steps.Size(rounds=asked.rounds))


def _deciding(places: Grounds, asked: argparse.Namespace) -> Iterator[Line]:
    return deciding.measured(places["sqlite"], asked.rounds)


def _importing(places: Grounds, asked: argparse.Namespace) -> Iterator[Line]:
    for place in places.values():
        yield from importing.measured(place, max(3, asked.rounds // 2))


def _verifying(places: Grounds, asked: argparse.Namespace) -> Iterator[Line]:
    for place in places.values():
        url = founded(place)
        importing.prepared(place, url, 2 * importing.ROWS).import_into(url)
        yield from verifying.measured(place, url, max(3, asked.rounds // 2))


def _volume(places: Grounds, asked: argparse.Namespace) -> Iterator[Line]:
    for place in places.values():
        yield from volume.measured(place, volume.filled(place, asked.cases), asked.cases, asked.rounds)


def _counting(places: Grounds, asked: argparse.Namespace) -> Iterator[Line]:
    for place in places.values():
        yield from counting.measured(place, counting.Size(rounds=asked.rounds))


def _recounting(places: Grounds, asked: argparse.Namespace) -> Iterator[Line]:
    for place in places.values():
        yield from recounting.measured(place, max(3, asked.rounds // 2))


def _boards(places: Grounds, asked: argparse.Namespace) -> Iterator[Line]:
    for place in places.values():
        yield from boards.measured(place, Country(rows=asked.periods), 10 * asked.rounds)


PARTS: Final[Mapping[str, Callable[[Grounds, argparse.Namespace], Iterator[Line]]]] = {
    "steps": _steps,
    "deciding": _deciding,
    "importing": _importing,
    "verifying": _verifying,
    "volume": _volume,
    "counting": _counting,
    "recounting": _recounting,
    "boards": _boards,
}


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"what to measure: {', '.join(PARTS)}; all by default")
    parser.add_argument("--rounds", type=int, default=11, help="turns of each contender")
    parser.add_argument("--cases", type=int, default=100_000, help="cases of the full house")
    parser.add_argument("--periods", type=int, default=1_000_000, help="running periods of the country")
    parser.add_argument("--profile", choices=("sqlite", "postgresql"), help="tell where the time of a step goes")
    asked = parser.parse_args()
    unknown = set(asked.parts) - PARTS.keys()
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    return asked


def main() -> None:
    """Measure the parts that are asked for, all by default."""
    asked = _asked()
    with tempfile.TemporaryDirectory(prefix="mingjian-bench-") as folder, grounds(Path(folder)) as places:
        if asked.profile:
            profiling.show(steps.profiled(places[asked.profile]))
            return
        print(machine.described(places["postgresql"]))
        lines: list[Line] = []
        for name in asked.parts or PARTS:
            print(f"measuring {name} …", file=sys.stderr)
            lines += PARTS[name](places, asked)
        show(lines)


if __name__ == "__main__":
    main()
