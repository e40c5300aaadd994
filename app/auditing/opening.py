"""What an audit works on: the database and, where they are, the keys. It opens what a server would refuse to serve."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, make_url

import migrations
from app.assembly import Installation
from app.settings import Settings
from audit_log.identity import identity
from audit_log.reading import entries
from audit_log.register import RegisterLog
from engine.errors import Unusable
from store.connection import Engines, connect
from store.keys import FileKeys
from store.vault import Vault


@dataclass(frozen=True)
class Audited:
    """An installation under audit. Without `register` and `vault`, tags and commitments can't be checked."""

    engines: Engines
    origin: str
    register: RegisterLog | None
    vault: Vault | None

    @classmethod
    def of(cls, installation: Installation) -> "Audited":
        """The audit of an installation that is open already."""
        register = installation.register
        return cls(installation.engines, register.origin, register, Vault(installation.keys, register.origin))

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection whose every read sees the same moment, while the installation is used."""
        with snapshot_of(self.engines) as connection:
            yield connection


@contextmanager
def snapshot_of(engines: Engines) -> Iterator[Connection]:
    """A reading connection that sees one moment: SQLite's reading transactions do so anyway."""
    with engines.read.connect() as connection:
        if not engines.embedded:
            connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


@contextmanager
def audited(settings: Settings) -> Iterator[Audited]:
    """Open an installation for audit, with or without its keys. Raises `Unusable` where there is no register."""
    file = make_url(settings.url).database
    if settings.url.startswith("sqlite") and not (file and Path(file).is_file()):
        raise Unusable(f"{settings.home} 没有安装；请核对 MINGJIAN_HOME。")
    engines = connect(settings.url)
    try:
        if migrations.current(engines.read) != migrations.newest():
            raise Unusable(f"{settings.home} 没有本版本程序可以核查的登记簿；请核对 MINGJIAN_HOME。")
        yield _with_keys(settings, engines, *_identity(engines))
    finally:
        engines.dispose()


def _identity(engines: Engines) -> tuple[str, int]:
    """As the newest entry says; where its bytes are ruined, as the first one does: an audit must go on."""
    with engines.read.connect() as connection:
        try:
            named = identity(connection)
        except (ValueError, LookupError):
            first = next(iter(entries(connection)))[1]
            return (*_FIRST.findall(first), b"")[0].decode("utf-8", "replace"), 1
    if named is None:
        raise Unusable("登记簿是空的，没有可以核查的内容。")
    return named


_FIRST: Final = re.compile(rb'"origin":"([^"]*)"')


def _with_keys(settings: Settings, engines: Engines, origin: str, epoch: int) -> Audited:
    try:
        keys = FileKeys(settings.key_folder)
    except Unusable:
        return Audited(engines, origin, None, None)
    register = RegisterLog(origin, epoch, keys.derived("register-tag"), keys.derived("request"))
    return Audited(engines, origin, register, Vault(keys, origin))
