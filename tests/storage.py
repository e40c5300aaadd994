"""A fresh installation's storage for tests: migrated database, keys, vault, register."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import migrations
from audit_log.register import RegisterLog
from store.connection import Engines, connect
from store.keys import FileKeys
from store.storage import SqlStorage
from store.vault import Vault

ORIGIN = "mingjian.test/log"


@dataclass(frozen=True)
class Installation:
    """Everything a test may want to hold of one installation."""

    url: str
    engines: Engines
    keys: FileKeys
    vault: Vault
    register: RegisterLog
    storage: SqlStorage


@contextmanager
def installation(url: str, keys_folder: Path) -> Iterator[Installation]:
    """An installation on a migrated database; its connections are closed at the end."""
    keys = FileKeys.create(keys_folder)
    engines = connect(url)
    vault = Vault(keys, ORIGIN)
    register = RegisterLog(ORIGIN, 1, keys.derived("tag"), keys.derived("request"))
    try:
        yield Installation(url, engines, keys, vault, register, SqlStorage(engines, register, vault))
    finally:
        engines.dispose()


def migrated_file(folder: Path) -> Path:
    """A migrated SQLite file that tests copy: a tenth of the time of migrating again."""
    file = folder / "template.db"
    if not file.exists():
        migrations.upgrade(f"sqlite:///{file}")
    return file


def copied(template: Path, folder: Path) -> str:
    """The URL of a copy of a migrated file."""
    return f"sqlite:///{shutil.copyfile(template, folder / 'mingjian.db')}"
