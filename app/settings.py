"""Settings: from the environment (`MINGJIAN_…`), else from `mingjian.toml` in the home folder, else the default.

Two installations live side by side: each has its own `MINGJIAN_HOME`, and with it its own database and keys.
"""

import os
from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)


def default_home() -> Path:
    """Where data lives unless `MINGJIAN_HOME` says otherwise: the user's data folder."""
    return Path(os.environ.get("MINGJIAN_HOME") or user_data_path("mingjian", appauthor=False))


class Settings(BaseSettings):
    """One installation's settings. `database_url` and `keys` default to places inside `home`."""

    model_config = SettingsConfigDict(env_prefix="MINGJIAN_", extra="forbid", frozen=True)

    home: Path = Field(default_factory=default_home)
    database_url: str = ""
    keys: Path | None = None
    token: str = ""
    max_upload: int = 100 * 1024 * 1024
    # Ways in which officers are told outside the house that something waits; all are off until they are named.
    notice_mail: str = Field(default="", repr=False)
    notice_mail_from: str = ""
    notice_webhook: str = ""
    notice_webhook_secret: str = Field(default="", repr=False)
    notice_wecom: str = Field(default="", repr=False)
    notice_dingtalk: str = Field(default="", repr=False)
    notice_feishu: str = Field(default="", repr=False)

    @property
    def url(self) -> str:
        """The database: an SQLite file in the home folder unless one is named."""
        return self.database_url or f"sqlite:///{self.home / 'mingjian.db'}"

    @property
    def key_folder(self) -> Path:
        """The folder of the keys that the database must not hold."""
        return self.keys or self.home / "keys"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is pydantic-settings' own
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the same
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What is given in code wins, then the environment, then the file of the home folder."""
        home = Path(init_settings().get("home") or default_home())
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, home / "mingjian.toml")
