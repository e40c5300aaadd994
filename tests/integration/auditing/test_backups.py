"""Backup while officers work, restore elsewhere, and what a restore refuses."""

import json
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.assembly import initialise
from app.auditing.opening import audited
from app.auditing.rebuild import rebuild
from app.backups import backup, restore
from app.demo.walker import Walker
from app.settings import Settings
from engine.errors import ClockBehind, Unusable
from store.keys import FileKeys
from tests.integration.auditing.house import House
from tests.integration.auditing.intruders import Burglar
from tests.journeys.journey import Organ


@pytest.fixture
def saved(house: House, tmp_path: Path) -> Path:
    """A backup of the house."""
    with house.opened() as found:
        return backup(found, tmp_path / "backup")


@pytest.fixture
def empty(database_url: str, tmp_path: Path) -> Settings:
    """An empty place of the same kind of database."""
    return Settings(home=tmp_path / "new", database_url=database_url)


def test_an_installation_goes_on_from_its_backup_in_a_new_epoch(house: House, saved: Path, empty: Settings) -> None:
    epoch = restore(empty, saved, house.settings.key_folder)

    with House(empty).opened() as found:
        walker = Walker(found.service, found.reading)
        Organ(walker, walker.organs("county")[0]).clue_in("allocated")

    assert epoch == 2
    assert House(empty).verdict().clean


def test_a_restored_installation_rebuilds_without_a_difference(house: House, saved: Path, empty: Settings) -> None:
    restore(empty, saved, house.settings.key_folder)

    with audited(empty) as found:
        assert [table for table in rebuild(found) if not table.same] == []


def test_protected_values_and_files_open_again_after_a_restore(
    house: House, saved: Path, empty: Settings, cases: dict[str, str]
) -> None:
    restore(empty, saved, house.settings.key_folder)

    with House(empty).opened() as found, found.storage.read() as tx:
        stored = tx.case(cases["expelled"], lock=False)
        assert stored is not None
        content = tx.values(cases["expelled"], "content")
        documents = [digest for _, _, values in content for digest in values.get("documents", {}).values()]

        assert stored.facts["name"] == "被反映人甲"
        assert all(tx.file(cases["expelled"], digest) for digest in documents)


def test_a_backup_taken_while_officers_work_is_one_moment(house: House, tmp_path: Path, empty: Settings) -> None:
    done = threading.Event()
    with house.opened() as found:
        walker = Walker(found.service, found.reading)
        county = Organ(walker, walker.organs("county")[1])

        def work() -> None:
            while not done.is_set():
                county.clue_in("allocated")

        worker = threading.Thread(target=work)
        worker.start()
        saved = [backup(found, tmp_path / f"backup{number}") for number in range(3)]
        done.set()
        worker.join()

    restore(empty, saved[-1], house.settings.key_folder)

    assert House(empty).verdict().clean


@pytest.mark.only_on("postgresql")
def test_a_backup_of_a_server_can_be_restored_into_a_file(house: House, saved: Path, tmp_path: Path) -> None:
    file = Settings(home=tmp_path / "file")

    restore(file, saved, house.settings.key_folder)

    assert House(file).verdict().clean


def test_a_restore_over_an_installation_is_refused_and_changes_nothing(
    house: House, saved: Path, empty: Settings
) -> None:
    initialise(empty)

    with pytest.raises(Unusable, match="已有安装"):
        restore(empty, saved, house.settings.key_folder)

    assert House(empty).verdict().cases == 0


def test_a_restore_without_the_keys_of_the_backup_is_refused(saved: Path, empty: Settings, tmp_path: Path) -> None:
    FileKeys.create(tmp_path / "others")

    with pytest.raises(Unusable, match="密钥不是这一备份"):
        restore(empty, saved, tmp_path / "others")


def test_keys_that_are_already_there_are_not_written_over(house: House, saved: Path, empty: Settings) -> None:
    FileKeys.create(empty.key_folder)

    with pytest.raises(Unusable, match="已有密钥"):
        restore(empty, saved, house.settings.key_folder)


def test_a_restore_that_failed_can_be_tried_again(house: House, saved: Path, empty: Settings, tmp_path: Path) -> None:
    FileKeys.create(tmp_path / "others")
    with pytest.raises(Unusable):
        restore(empty, saved, tmp_path / "others")

    assert restore(empty, saved, house.settings.key_folder) == 2


def _flip(folder: Path) -> None:
    file = folder / "mingjian.db"
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)


def _unfinished(folder: Path) -> None:
    (folder / "manifest.json").unlink()


def _fewer(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["tables"]["cases"] -= 1
    (folder / "manifest.json").write_text(json.dumps(manifest))


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize(
    ("damage", "said"), [(_flip, "与备份清单不符"), (_unfinished, "不是完整的备份"), (_fewer, "行数与备份清单不符")]
)
def test_a_damaged_backup_is_refused(
    house: House, saved: Path, empty: Settings, damage: Callable[[Path], None], said: str
) -> None:
    damage(saved)

    with pytest.raises(Unusable, match=said):
        restore(empty, saved, house.settings.key_folder)


def test_a_backup_is_never_written_over(house: House, saved: Path) -> None:
    with house.opened() as found, pytest.raises(Unusable, match="不是空目录"):
        backup(found, saved)


def test_a_backup_is_closed_to_others_and_holds_no_key(house: House, saved: Path) -> None:
    key = (house.settings.key_folder / "master.key").read_bytes()

    assert sorted(file.name for file in saved.iterdir()) == ["manifest.json", "mingjian.db"]
    assert [path.stat().st_mode & 0o077 for path in (saved, saved / "mingjian.db")] == [0, 0]
    assert key not in (saved / "mingjian.db").read_bytes()


def test_a_clock_behind_the_backup_stops_the_restore(house: House, saved: Path, empty: Settings) -> None:
    with pytest.raises(ClockBehind):
        restore(empty, saved, house.settings.key_folder, clock=Yesteryear())


def test_a_restore_whose_entry_was_dropped_is_found_by_the_epoch_that_nobody_began(
    house: House, saved: Path, empty: Settings
) -> None:
    restore(empty, saved, house.settings.key_folder)
    with House(empty).opened() as found:
        walker = Walker(found.service, found.reading)
        Organ(walker, walker.organs("county")[0]).clue()

    Burglar(House(empty)).does("delete from register_entry where stream = 'policy' and seq = 1")

    assert ("V2", "epoch") in House(empty).found()


class Yesteryear:
    """A clock a year slow."""

    def now(self) -> datetime:
        """A year ago."""
        return datetime.now(UTC) - timedelta(days=365)
