"""`restore`: a backup into an empty installation, which goes on in a new epoch.

The new epoch's entry is written into a working copy first; then everything reaches the database in one transaction,
so that there is never an installation that was restored and doesn't say so.
"""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from sqlalchemy import Connection, select

import migrations
from app.assembly import SystemClock
from app.backups.copying import Progress, copy_tables, counts, silent
from app.backups.manifest import FILE, MANIFEST, Manifest
from app.settings import Settings
from audit_log.register import RegisterLog
from audit_log.tables import register_entry
from engine.desks.restoration import begin_epoch
from engine.errors import Unusable
from engine.ports import Clock
from store.connection import Engines, connect
from store.keys import FileKeys
from store.storage import SqlStorage
from store.vault import Vault

_PRIVATE: Final = 0o600


def restore(
    settings: Settings,
    folder: Path,
    keys: Path | None = None,
    clock: Clock | None = None,
    progress: Progress = silent,
) -> int:
    """Restore a backup; the number of the epoch that begins. `keys`: the folder with the keys of the backup.

    Raises `Unusable` for a backup that isn't whole, keys that aren't its own, or an installation that isn't empty.
    """
    manifest = Manifest.read(folder)
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    _require_empty(settings)
    opened = FileKeys(keys or settings.key_folder)
    log = RegisterLog(manifest.origin, manifest.epoch + 1, opened.derived("register-tag"), opened.derived("request"))
    with _working_copy(settings, folder) as engines:
        with engines.read.connect() as connection:
            _require_whole(connection, manifest, log)
        storage = SqlStorage(engines, log, Vault(opened, manifest.origin))
        with storage.write() as tx:
            begin_epoch(tx, log, (clock or SystemClock()).now(), _told(folder, manifest))
        _keep(keys, settings.key_folder)
        _fill(settings, engines, progress)
    return log.epoch


@contextmanager
def _working_copy(settings: Settings, folder: Path) -> Iterator[Engines]:
    with TemporaryDirectory(prefix=".restore-", dir=settings.home) as place:
        work = Path(place) / FILE
        shutil.copyfile(folder / FILE, work)
        url = f"sqlite:///{work}"
        # A backup of an older version is brought to this one's tables; its entries stay as they were.
        migrations.upgrade(url)
        engines = connect(url)
        try:
            yield engines
        finally:
            engines.dispose()


def _fill(settings: Settings, source: Engines, progress: Progress) -> None:
    migrations.upgrade(settings.url)
    target = connect(settings.url)
    try:
        with source.read.connect() as reading, target.write.begin() as writing:
            copy_tables(reading, writing, progress)
    finally:
        target.dispose()


def _told(folder: Path, manifest: Manifest) -> dict[str, object]:
    """What the new epoch's entry says of the backup: enough to know it again, and what may have been lost since."""
    return {
        "backup": hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest(),
        "made_at": manifest.made_at,
        "newest_at": manifest.newest_at,
        "entries": manifest.tables[register_entry.name],
        "from_epoch": manifest.epoch,
    }


def _require_empty(settings: Settings) -> None:
    """Looks only: an installation that is there already, of whatever version, must stay as it is."""
    engines = connect(settings.url)
    try:
        if migrations.current(engines.read) is None:
            return
        with engines.read.connect() as connection:
            if connection.execute(select(register_entry.c.id).limit(1)).first() is not None:
                raise Unusable(f"{settings.home} 已有安装，不能恢复到它上面；请另设 MINGJIAN_HOME 或数据库。")
    finally:
        engines.dispose()


def _require_whole(connection: Connection, manifest: Manifest, log: RegisterLog) -> None:
    if counts(connection) != {**dict.fromkeys(counts(connection), 0), **manifest.tables}:
        raise Unusable("备份中的行数与备份清单不符；请换用其他备份。")
    newest = select(register_entry.c.body, register_entry.c.tag).order_by(register_entry.c.id.desc()).limit(1)
    body, tag = connection.execute(newest).one()
    if not log.tagged(body, tag):
        raise Unusable("密钥不是这一备份所属安装的；请用 --keys 指出备份时的密钥目录。")


def _keep(keys: Path | None, folder: Path) -> None:
    """The restored installation finds its keys where it looks for them."""
    if keys is None or keys.resolve() == folder.resolve():
        return
    if folder.exists() and any(folder.iterdir()):
        raise Unusable(f"{folder} 已有密钥；请先移走，或不带 --keys 恢复。")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for file in keys.iterdir():
        if file.is_file():
            shutil.copyfile(file, folder / file.name)
            (folder / file.name).chmod(_PRIVATE)
