"""The manifest of a backup: what the file holds, so that a damaged or exchanged one is noticed before it is used."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from engine.errors import Unusable

FILE: Final = "mingjian.db"
MANIFEST: Final = "manifest.json"
FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says about itself. `made_at` is the newest entry's instant at the earliest."""

    origin: str
    epoch: int
    made_at: str
    newest_at: str
    database: str
    tables: Mapping[str, int]
    sha256: str
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        """Write it beside the file: last, so that a backup without a manifest is an unfinished one."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=2, sort_keys=True)
        (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """The manifest of a backup. Raises `Unusable` for a folder that isn't one, or whose file is another one."""
        try:
            told: dict[str, Any] = json.loads((folder / MANIFEST).read_bytes())
            manifest = cls(**told)
        except FileNotFoundError:
            raise Unusable(f"{folder} 不是完整的备份：缺少 {MANIFEST}。") from None
        except (ValueError, TypeError):
            raise Unusable(f"{folder / MANIFEST} 无法读取；请换用其他备份。") from None
        if manifest.format != FORMAT:
            raise Unusable(f"{folder} 的备份格式 {manifest.format} 不是本程序认识的格式。")
        if digest_of(folder / FILE) != manifest.sha256:
            raise Unusable(f"{folder / FILE} 与备份清单不符：文件已损坏或被调换；请换用其他备份。")
        return manifest


def digest_of(file: Path) -> str:
    """SHA-256 of a file, in hex. Raises `OSError` where there is none."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
