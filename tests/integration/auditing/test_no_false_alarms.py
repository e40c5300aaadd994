"""What an honest administrator does must not look like an attack."""

import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from app.assembly import opened
from app.auditing.opening import Audited
from app.auditing.verification import verify
from app.backups import backup, restore
from app.demo.walker import Walker
from app.settings import Settings
from tests.integration.auditing.house import House, taken_over
from tests.journeys.journey import Organ


@pytest.mark.only_on("sqlite")
def test_a_vacuum_of_the_file_is_no_attack(house: House) -> None:
    with closing(sqlite3.connect(house.settings.home / "mingjian.db")) as connection:
        connection.execute("VACUUM")

    assert house.verdict().clean


@pytest.mark.only_on("postgresql")
def test_a_full_vacuum_of_the_tables_is_no_attack(house: House) -> None:
    engine = create_engine(house.settings.url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("VACUUM FULL"))
    engine.dispose()

    assert house.verdict().clean


def test_a_restored_backup_is_no_attack(house: House, tmp_path: Path) -> None:
    restored = House(Settings(home=tmp_path / "restored"))
    with house.opened() as found:
        backup(found, tmp_path / "backup")

    restore(restored.settings, tmp_path / "backup", house.settings.key_folder)

    assert restored.verdict().clean


def test_work_that_goes_on_while_the_register_is_verified_is_no_attack(house: House) -> None:
    done = threading.Event()
    with house.opened() as found:
        walker = Walker(found.service, found.reading)
        county = Organ(walker, walker.organs("county")[1])

        def work() -> None:
            while not done.is_set():
                county.clue_in("allocated")

        worker = threading.Thread(target=work)
        worker.start()
        verdicts = [verify(Audited.of(found)) for _ in range(5)]
        done.set()
        worker.join()

    assert [verdict.findings for verdict in verdicts] == [()] * 5
    assert verdicts[-1].entries > verdicts[0].entries


def test_a_clue_of_the_day_taken_over_while_it_is_yesterday_in_greenwich_is_no_attack(house: House) -> None:
    """An import between midnight and eight in the morning was judged by the day's text beside the instant's."""
    with opened(house.settings, SmallHours()) as found:
        walker = Walker(found.service, found.reading)
        taken_over(walker, Organ(walker, walker.organs("county")[1]), act="ledger-2")

    assert house.verdict().clean


class SmallHours:
    """A clock on which it is half past midnight in Beijing, tomorrow or the day after."""

    def now(self) -> datetime:
        tomorrow = datetime.now(UTC) + timedelta(days=1)
        return tomorrow.replace(hour=16, minute=30)
