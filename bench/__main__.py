"""`python -m bench`: measure, and print one table."""

import argparse
import tempfile
from pathlib import Path

from bench import steps
from bench.ground import grounds
from bench.report import show


def main() -> None:
    """Run the parts that are asked for, all by default."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=11)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mingjian-bench-") as folder, grounds(Path(folder)) as places:
        show(steps.measured(places, steps.Size(rounds=asked.rounds)))


if __name__ == "__main__":
    main()
