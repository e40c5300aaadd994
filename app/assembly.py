"""Assembly: the one place that chooses implementations and puts the rooms together."""

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from store.storage import SqlStorage

from app.settings import Settings
from app.workflows import DECLARED
from audit_log.register import RegisterLog
from engine.errors import Unusable
from engine.ports import Clock
from engine.reading import Reading
from engine.registry import Registry
from engine.service import Service
from store.keys import FileKeys


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
    storage: SqlStorage
    register: RegisterLog
    service: Service
    reading: Reading

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
    origin, epoch = SqlStorage.identity_of(settings.url)
    installation = _assemble(settings, keys, origin, epoch, clock)
    try:
        installation.service.load_definitions()
        for workflow in DECLARED:
            installation.service.define(workflow)
        yield installation
    finally:
        installation.storage.close()


def initialise(settings: Settings, clock: Clock | None = None) -> str:
    """Make an installation: keys, schema, genesis entries, definitions. Returns the secret of the bootstrap token.

    Raises `Unusable` where one is already.
    """
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    if SqlStorage.migrate(settings.url):
        raise Unusable(f"{settings.url.rpartition('@')[2]} 已有安装；请更换 MINGJIAN_HOME 或 MINGJIAN_DATABASE_URL。")
    keys = FileKeys.create(settings.key_folder)
    installation = _assemble(settings, keys, f"mingjian/{secrets.token_hex(8)}", 1, clock)
    secret = new_secret()
    try:
        installation.service.found(hash_secret(secret))
        for workflow in DECLARED:
            installation.service.define(workflow)
    finally:
        installation.storage.close()
    return secret


def new_secret() -> str:
    """The secret of a bearer token: 256 random bits."""
    return f"mj_{secrets.token_urlsafe(32)}"


def _assemble(settings: Settings, keys: FileKeys, origin: str, epoch: int, clock: Clock | None) -> Installation:
    register = RegisterLog(origin, epoch, keys.derived("register-tag"), keys.derived("request"))
    storage = SqlStorage(settings.url, keys, origin, register.insert)
    registry = Registry()
    clock = clock or SystemClock()
    service = Service(storage, register, clock, RandomIds(), registry)
    reading = Reading(storage, register, clock, registry)
    return Installation(settings, keys, storage, register, service, reading)
