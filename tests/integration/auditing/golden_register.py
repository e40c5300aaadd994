"""The register of a released version, kept for ever: `python -m tests.integration.auditing.golden_register` writes one.

A line an entry, in the order of the register. Written once for each release and never again: a later program must
read, fold and find lawful what an earlier one has written.
"""

import gzip
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, create_engine

import migrations
from app.auditing.opening import audited
from app.settings import Settings
from audit_log.reading import rows
from audit_log.register import COLUMNS, INSERT
from tests.integration.auditing.house import build

FOLDER: Final = Path(__file__).parents[2] / "golden" / "registers"


def write(file: Path) -> int:
    """Walk the house's clues and keep its register; how many entries it has."""
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(home=Path(home) / "house")
        build(settings)
        with audited(settings) as found, found.snapshot() as connection:
            lines = [json.dumps([row.stream, row.seq, bytes(row.body).decode()]) for row in rows(connection)]
    file.parent.mkdir(exist_ok=True)
    # No name and no time in it: the same lines are the same file.
    file.write_bytes(gzip.compress("\n".join(lines).encode(), mtime=0))
    return len(lines)


@contextmanager
def loaded(file: Path, folder: Path) -> Iterator[Connection]:
    """A database that holds nothing but this register."""
    url = f"sqlite:///{folder / 'golden.db'}"
    migrations.upgrade(url)
    engine = create_engine(url)
    with engine.begin() as connection:
        for line in gzip.decompress(file.read_bytes()).decode().splitlines():
            stream, seq, body = json.loads(line)
            entry = json.loads(body)
            command = entry.get("command", {}).get("id")
            values = (stream, seq, body.encode(), b"", entry["at"], entry["actor"], command)
            connection.execute(INSERT, dict(zip(COLUMNS, values, strict=True)))
        yield connection
    engine.dispose()


if __name__ == "__main__":
    place = FOLDER / f"{version('mingjian')}.jsonl.gz"
    sys.stdout.write(f"{place}: {write(place)} entries\n")
