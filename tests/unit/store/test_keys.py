"""The master key is where only its owner can read it, and a wrong one is told apart from a broken database."""

import stat
from pathlib import Path

import pytest

from engine.errors import Unusable
from store.keys import FileKeys


def test_a_new_installation_gets_a_folder_and_a_file_that_only_the_owner_can_read(tmp_path: Path) -> None:
    FileKeys.create(tmp_path / "keys")

    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "keys" / "master.key").stat().st_mode) == 0o600


def test_making_keys_again_keeps_those_that_are_there(tmp_path: Path) -> None:
    first = FileKeys.create(tmp_path / "keys")

    assert FileKeys.create(tmp_path / "keys").derived("tag") == first.derived("tag")


@pytest.mark.parametrize(("name", "mode"), [("", 0o750), ("master.key", 0o640), ("master.key", 0o604)])
def test_keys_that_others_could_read_are_refused_with_the_command_that_mends_it(
    tmp_path: Path, name: str, mode: int
) -> None:
    FileKeys.create(tmp_path / "keys")
    (tmp_path / "keys" / name).chmod(mode)

    with pytest.raises(Unusable, match="chmod"):
        FileKeys(tmp_path / "keys")


def test_a_missing_key_is_not_replaced_by_a_new_one(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="mingjian init"):
        FileKeys(tmp_path / "keys")

    assert not (tmp_path / "keys").exists()


def test_a_damaged_key_is_told(tmp_path: Path) -> None:
    FileKeys.create(tmp_path / "keys")
    (tmp_path / "keys" / "master.key").write_bytes(b"short")

    with pytest.raises(Unusable, match="已损坏"):
        FileKeys(tmp_path / "keys")


def test_a_data_key_opens_only_under_the_master_key_that_wrapped_it(tmp_path: Path) -> None:
    ours, theirs = FileKeys.create(tmp_path / "a"), FileKeys.create(tmp_path / "b")
    wrapped = ours.wrap(b"k" * 32)

    assert ours.unwrap(wrapped) == b"k" * 32
    with pytest.raises(Unusable, match="MINGJIAN_KEYS"):
        theirs.unwrap(wrapped)


def test_each_purpose_has_its_own_key(tmp_path: Path) -> None:
    keys = FileKeys.create(tmp_path / "keys")

    assert len({keys.derived("tag"), keys.derived("request"), keys.derived("names")}) == 3
