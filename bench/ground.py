"""Where it is measured: databases as an installation has them, on a disk that is waited for."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Final, Literal

from sqlalchemy import make_url

from app.assembly import Installation, initialise, opened
from app.importing.organisation import read_organisation
from app.settings import Settings
from engine.commands import Command, ImportOrganisation
from engine.desks.desk import Answer
from engine.desks.genesis import MIGRATION
from engine.errors import Refused
from engine.ports import Clock
from tests import databases

EXAMPLE: Final = Path(__file__).parents[1] / "examples" / "prefecture"
Kind = Literal["sqlite", "postgresql"]


@dataclass(frozen=True)
class Ground:
    """Databases of one kind, which share one folder of keys: a copy opens with the same keys."""

    kind: Kind
    folder: Path
    server: databases.Postgres | None = None
    _numbers: "count[int]" = field(default_factory=count)

    def empty(self) -> str:
        """The URL of a new database."""
        if self.server is None:
            return f"sqlite:///{self.folder / f'{next(self._numbers)}.db'}"
        return self.server.url(self.server.create())

    def copy(self, url: str) -> str:
        """The URL of a copy of a database that nobody has open."""
        if self.server is None:
            target = self.empty()
            shutil.copyfile(url.removeprefix("sqlite:///"), target.removeprefix("sqlite:///"))
            return target
        return self.server.url(self.server.create(template=make_url(url).database))

    def settings(self, url: str) -> Settings:
        """The settings of an installation on that database."""
        return Settings(home=self.folder, database_url=url, keys=self.folder / "keys", token="")


@contextmanager
def grounds(folder: Path) -> Iterator[dict[Kind, Ground]]:
    """SQLite on disk, and a PostgreSQL that waits for the disk as a real one does."""
    home = databases.make_home()
    try:
        with databases.postgres(home, durable=True) as server:
            places: dict[Kind, Ground] = {
                "sqlite": Ground("sqlite", folder / "sqlite"),
                "postgresql": Ground("postgresql", folder / "postgresql", server),
            }
            for place in places.values():
                place.folder.mkdir()
            yield places
    finally:
        databases.remove_home(home)


def founded(ground: Ground, clock: Clock | None = None) -> str:
    """The URL of a new installation with the example's organisation."""
    url = ground.empty()
    initialise(ground.settings(url), clock)
    with opened(ground.settings(url), clock) as found:
        read = read_organisation(EXAMPLE / "organisation.json")
        done(found, ImportOrganisation(id="tree", actor=MIGRATION, snapshot=read.snapshot, names=read.names))
    return url


def done(found: Installation, command: Command) -> Answer:
    """Carry out a command that must not be refused."""
    answer = found.service.handle(command)
    if isinstance(answer, Refused):
        raise RuntimeError(answer.sentence)
    return answer
