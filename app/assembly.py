"""Assembly: the one place that chooses implementations and puts the rooms together."""

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

import migrations
from app.calendars.base import base
from app.outbound import Delivery, Queue, channels_of
from app.settings import Settings
from app.workflows import DECLARED
from audit_log.identity import identity
from audit_log.register import RegisterLog
from engine.errors import Unusable
from engine.ports import Clock
from engine.reading import Reading
from engine.registry import Registry
from engine.service import Service
from store.connection import Engines, connect
from store.keys import FileKeys
from store.storage import SqlStorage
from store.vault import Vault


class SystemClock:
    """The machine's clock, in UTC."""

    def now(self) -> datetime:
        """The moment."""
        return datetime.now(UTC)


class RandomIds:
    """Ids of 96 random bits, in hex."""

    def new(self) -> str:
        """An id nobody can guess."""
        return secrets.token_hex(12)


@dataclass(frozen=True)
class Installation:
    """An opened installation: the door, the read side, and what the command line needs beside them."""

    settings: Settings
    keys: FileKeys
    engines: Engines
    storage: SqlStorage
    register: RegisterLog
    service: Service
    reading: Reading
    delivery: Delivery
    queue: Queue | None
    """What wakes delivery; None with SQLite, where the clock does, and where every channel is off."""

    def authenticate(self, token: str) -> str | None:
        """The officer whose unexpired, unrevoked token this is."""
        secret_hash = hash_secret(token)
        with self.storage.read() as tx:
            found = tx.token_by_secret(secret_hash)
        if found is None or found.get("revoked_at"):
            return None
        now = self.service.clock.now()
        return str(found["officer"]) if now < datetime.fromisoformat(found["valid_to"]) else None

    def keyed(self, text: str) -> str:
        """A keyed digest in hex, for what must be recognised again but never read."""
        return self.register.request_digest({"keyed": text})


def hash_secret(secret: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(secret.encode()).hexdigest()


@contextmanager
def opened(settings: Settings, clock: Clock | None = None) -> Iterator[Installation]:
    """Open an installation. Raises `Unusable` where there is none, or its keys or definitions don't fit."""
    keys = FileKeys(settings.key_folder)
    engines = connect(settings.url)
    try:
        _require_current(settings, engines)
        with engines.read.connect() as connection:
            named = identity(connection)
        if named is None:
            raise Unusable(f"{settings.home} 的数据库还没有登记簿；请先运行 mingjian init。")
        yield _defined(_assemble(settings, keys, engines, named, clock))
    finally:
        engines.dispose()


def initialise(settings: Settings, clock: Clock | None = None) -> str:
    """Make an installation: keys, schema, genesis entries, definitions. Returns the secret of the bootstrap token.

    Raises `Unusable` where one is already.
    """
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    migrations.upgrade(settings.url)
    engines = connect(settings.url)
    try:
        with engines.read.connect() as connection:
            if identity(connection) is not None:
                raise Unusable(f"{settings.home} 已有安装；请更换 MINGJIAN_HOME 或 MINGJIAN_DATABASE_URL。")
        keys = FileKeys.create(settings.key_folder)
        founded = _assemble(settings, keys, engines, (f"mingjian/{secrets.token_hex(8)}", 1), clock)
        secret = new_secret()
        founded.service.found(hash_secret(secret))
        _defined(founded)
    finally:
        engines.dispose()
    return secret


def new_secret() -> str:
    """The secret of a bearer token: 256 random bits."""
    return f"mj_{secrets.token_urlsafe(32)}"


def _require_current(settings: Settings, engines: Engines) -> None:
    if settings.url.startswith("sqlite:///") and not Path(settings.url.removeprefix("sqlite:///")).exists():
        raise Unusable(f"{settings.home} 没有安装；请先运行 mingjian init，或核对 MINGJIAN_HOME。")
    if migrations.current(engines.read) != migrations.newest():
        raise Unusable("数据库版本与程序不一致；请先备份，再运行 mingjian upgrade。")


def _defined(installation: Installation) -> Installation:
    """Running cases keep the definitions of the register; new ones begin with what the library declares.

    An installation that has no calendar yet gets the days that are published; later years come by notices.
    """
    installation.service.load_definitions()
    installation.service.lay_calendar(base())
    for workflow in DECLARED:
        installation.service.define(workflow)
    return installation


def _assemble(
    settings: Settings, keys: FileKeys, engines: Engines, named: tuple[str, int], clock: Clock | None
) -> Installation:
    origin, epoch = named
    register = RegisterLog(origin, epoch, keys.derived("register-tag"), keys.derived("request"))
    clock, channels = clock or SystemClock(), channels_of(settings)
    queue = Queue(settings.url, clock) if channels and not engines.embedded else None
    wake = (queue.wake if queue else _by_the_clock) if channels else None
    storage = SqlStorage(engines, register, Vault(keys, origin), wake)
    registry = Registry()
    service = Service(storage, register, clock, RandomIds(), registry)
    reading = Reading(storage, register, clock, registry)
    delivery = Delivery(storage, channels, clock)
    return Installation(settings, keys, engines, storage, register, service, reading, delivery, queue)


def _by_the_clock(_connection: Connection, _officer: str, _at: str) -> None:
    """Nobody needs to be woken: each tick looks."""
