"""Keys that the database doesn't hold: a master key in a folder that only its owner can enter."""

import os
import secrets
from pathlib import Path
from typing import Final, Self

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from engine.errors import Unusable

_FILE: Final = "master.key"
_BYTES: Final = 32


class FileKeys:
    """A `KeyProvider` on a folder (0700) with one file (0600). Raises `Unusable` for anything looser."""

    def __init__(self, folder: Path) -> None:
        master = _read(folder)
        self._master = master
        self._wrapping = _derive(master, "mingjian/key-wrap/v1")

    @classmethod
    def create(cls, folder: Path) -> Self:
        """Make the folder and a fresh master key; a key that is there already is kept."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = folder / _FILE
        if not file.exists():
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(secrets.token_bytes(_BYTES))
                stream.flush()
                os.fsync(stream.fileno())
        return cls(folder)

    def wrap(self, key: bytes) -> bytes:
        """A data key as the database may hold it (RFC 3394)."""
        return aes_key_wrap(self._wrapping, key)

    def unwrap(self, wrapped: bytes) -> bytes:
        """The data key again. Raises `Unusable` when it was wrapped under another master key."""
        try:
            return aes_key_unwrap(self._wrapping, wrapped)
        except InvalidUnwrap as error:
            raise Unusable("密钥与数据库不匹配：请检查 MINGJIAN_KEYS 是否指向本安装的密钥目录。") from error

    def derived(self, purpose: str) -> bytes:
        """A key for one purpose; from it neither the master key nor any other can be computed."""
        return _derive(self._master, f"mingjian/derived/{purpose}")


def _derive(master: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=_BYTES, salt=None, info=purpose.encode()).derive(master)


def _read(folder: Path) -> bytes:
    file = folder / _FILE
    if not file.is_file():
        raise Unusable(f"没有找到密钥文件 {file}；请先运行 mingjian init，或从密钥备份恢复。")
    for path, allowed in ((folder, 0o700), (file, 0o600)):
        if path.stat().st_mode & 0o777 & ~allowed:
            raise Unusable(f"{path} 的权限过宽，他人可以读取密钥；请执行 chmod {allowed:o} {path}")
    master = file.read_bytes()
    if len(master) != _BYTES:
        raise Unusable(f"{file} 已损坏：应为 {_BYTES} 字节，实为 {len(master)} 字节；请从密钥备份恢复。")
    return master
