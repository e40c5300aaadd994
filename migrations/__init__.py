"""The schema and its history, as Alembic revisions inside the package: nothing is looked up on disk outside it.

Downgrades never touch register or vault, so the first revision can't be taken back.
"""

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine

_HERE: Final = Path(__file__).parent


def upgrade(engine: Engine | str, revision: str = "head") -> None:
    """Bring a database (an engine, or its URL) to a revision; at that revision already, nothing is done."""
    if isinstance(engine, str):
        opened = create_engine(engine)
        try:
            upgrade(opened, revision)
        finally:
            opened.dispose()
        return
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take revisions back; refused where it would touch register or vault."""
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def current(engine: Engine) -> str | None:
    """The revision a database is at; None for an empty one."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    """The revision that this program needs."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    # A percent sign in a path would be read as a reference to another option.
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
