"""What a released version wrote is read, folded and found lawful by every later one."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from app.auditing.books import RegisterBooks
from app.auditing.casework import Casework
from app.auditing.replay import replay
from audit_log.chain import Chain
from audit_log.reading import rows
from audit_log.tables import register_entry
from tests.integration.auditing.golden_register import FOLDER, loaded

RELEASED = sorted(FOLDER.glob("*.jsonl.gz"))


def test_a_register_is_kept_of_every_release() -> None:
    assert RELEASED


@pytest.mark.parametrize("file", RELEASED, ids=lambda file: file.name)
def test_the_register_of_a_released_version_is_still_lawful(file: Path, tmp_path: Path) -> None:
    with loaded(file, tmp_path) as connection:
        first = next(iter(rows(connection)))
        chain = Chain(_origin(first.body), None)
        findings = [finding for row in rows(connection) for finding in chain.check(row)[1]]
        findings += Casework(connection, RegisterBooks(connection), lambda: None).findings()

    assert findings == []


@pytest.mark.parametrize("file", RELEASED, ids=lambda file: file.name)
def test_every_case_of_a_released_version_still_replays(file: Path, tmp_path: Path) -> None:
    with loaded(file, tmp_path) as connection:
        cases = select(register_entry.c.stream).where(register_entry.c.stream.like("case/%")).distinct()
        replayed = [replay(connection, stream.removeprefix("case/")) for stream in connection.execute(cases).scalars()]

    assert replayed
    assert all(done and done.fault == "" and done.lines() for done in replayed)


def _origin(body: bytes) -> str:
    return str(json.loads(body)["origin"])
