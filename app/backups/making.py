"""`backup`: a copy of one moment, while the installation is used."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, create_engine, func, select

import migrations
from app.assembly import Installation
from app.auditing.opening import snapshot_of
from app.backups.copying import Progress, copy_tables, counts, silent
from app.backups.manifest import FILE, Manifest, digest_of
from audit_log.identity import identity
from audit_log.tables import register_entry
from engine.errors import Unusable
from store.connection import Engines


def backup(installation: Installation, folder: Path, progress: Progress = silent) -> Path:
    """Copy the database, without the keys, into an empty folder. Raises `Unusable` for one that isn't empty."""
    if folder.exists() and any(folder.iterdir()):
        raise Unusable(f"{folder} 不是空目录；请另选备份目录。")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / FILE
    # Made closed to others before anything is in it.
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    engines = installation.engines
    if engines.embedded:
        _copied(engines, file)
    else:
        _exported(engines, file, progress)
    _settled(file)
    _described(installation, file).write(folder)
    return folder


def _copied(engines: Engines, file: Path) -> None:
    """SQLite copies itself: all pages at once, from the moment at which the copy began."""
    with engines.read.connect() as connection, closing(sqlite3.connect(file)) as target:
        source: sqlite3.Connection | None = connection.connection.driver_connection
        if source is None:
            raise Unusable("数据库连接已关闭。")
        source.backup(target)


def _exported(engines: Engines, file: Path, progress: Progress) -> None:
    """PostgreSQL: every table as one snapshot sees it, into a file of the same revision."""
    url = f"sqlite:///{file}"
    migrations.upgrade(url)
    target = create_engine(url)
    try:
        with snapshot_of(engines) as source, target.begin() as connection:
            copy_tables(source, connection, progress)
    finally:
        target.dispose()


def _settled(file: Path) -> None:
    """One file without a journal beside it, on the disk."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    descriptor = os.open(file, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _described(installation: Installation, file: Path) -> Manifest:
    engine = create_engine(f"sqlite:///{file}")
    try:
        with engine.connect() as connection:
            named, newest, tables = identity(connection), _newest_at(connection), counts(connection)
    finally:
        engine.dispose()
    if named is None:
        raise Unusable("数据库没有登记簿，无从备份。")
    return Manifest(
        origin=named[0],
        epoch=named[1],
        made_at=max(installation.service.clock.now().isoformat(), newest),
        newest_at=newest,
        database=installation.engines.write.dialect.name,
        tables=tables,
        sha256=digest_of(file),
    )


def _newest_at(connection: Connection) -> str:
    newest: str = connection.execute(select(func.max(register_entry.c.recorded_at))).scalar_one()
    return newest
