"""The vault's cryptography: what describes a person is stored sealed, and the register holds a commitment to it.

A value is sealed under a key of its owner and class, with the place where it belongs as additional data: copied to
another stream, entry or field it doesn't open. The commitment has a salt of 32 bytes, so that nothing can be
guessed from it; once key and value are gone, the register still verifies and tells nothing.
"""

import hashlib
import hmac
import os
import secrets
import threading
import unicodedata
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, Final

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from engine.errors import MingjianError
from engine.ports import KeyProvider
from store.types import to_text

_PREFIX: Final = b"pd-commit-v1\x00"
_NONCE: Final = 12
_SALT: Final = 32
_KEY: Final = 32

Ciphers = Mapping[tuple[str, str], AESGCM]
"""Ciphers by owner and class."""


class Altered(MingjianError):
    """A value of the vault doesn't open in its place: it was changed, moved, or sealed under another key."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"保密数据无法解密（{place}）：内容被改动或移位。请用 mingjian audit verify 检查，并从备份恢复。"
        )


class Vault:
    """Seals and opens values and files for one installation; remembers a bounded number of unwrapped keys."""

    def __init__(self, keys: KeyProvider, origin: str, *, remember: int = 4096) -> None:
        self._keys = keys
        self._origin = origin
        self._names = keys.derived("names")
        self._known: OrderedDict[tuple[str, str], AESGCM] = OrderedDict()
        self._remember = remember
        self._lock = threading.Lock()

    def new_key(self) -> tuple[AESGCM, bytes]:
        """A fresh data key, ready to use and wrapped."""
        key = secrets.token_bytes(_KEY)
        return AESGCM(key), self._keys.wrap(key)

    def known(self, owner: str, kept_as: str) -> AESGCM | None:
        """The cipher of an owner and class, if it is remembered."""
        with self._lock:
            cipher = self._known.get((owner, kept_as))
            if cipher is not None:
                self._known.move_to_end((owner, kept_as))
            return cipher

    def unwrap(self, owner: str, kept_as: str, wrapped: bytes) -> AESGCM:
        """The cipher of a wrapped key; remembered from now on."""
        cipher = self.known(owner, kept_as)
        if cipher is None:
            cipher = AESGCM(self._keys.unwrap(wrapped))
            self.learn({(owner, kept_as): cipher})
        return cipher

    def learn(self, ciphers: Ciphers) -> None:
        """Remember keys, once the transaction that made them has ended well."""
        with self._lock:
            self._known.update(ciphers)
            while len(self._known) > self._remember:
                self._known.popitem(last=False)

    def seal(self, cipher: AESGCM, stream: str, seq: int, field: str, values: Mapping[str, Any]) -> tuple[str, bytes]:
        """The commitment (hex) of values and their sealed form, for this one place."""
        plain = to_text({"salt": secrets.token_bytes(_SALT).hex(), "fields": values}).encode()
        commit = hashlib.sha256(_PREFIX + plain).hexdigest()
        return commit, _encrypt(cipher, plain, self._place(stream, seq, field))

    def open(self, cipher: AESGCM, stream: str, seq: int, field: str, blob: bytes) -> dict[str, Any]:
        """The values again. Raises `Altered` when they don't belong here."""
        fields: dict[str, Any] = orjson.loads(_decrypt(cipher, blob, self._place(stream, seq, field)))["fields"]
        return fields

    def commitment(self, cipher: AESGCM, stream: str, seq: int, field: str, blob: bytes) -> str:
        """The commitment of a sealed value, computed again from what it opens to."""
        return hashlib.sha256(_PREFIX + _decrypt(cipher, blob, self._place(stream, seq, field))).hexdigest()

    def seal_file(self, cipher: AESGCM, case: str, digest: str, content: bytes) -> bytes:
        """A file of a case, sealed."""
        return _encrypt(cipher, content, self._file_place(case, digest))

    def open_file(self, cipher: AESGCM, case: str, digest: str, blob: bytes) -> bytes:
        """The file again. Raises `Altered` when it isn't the one that this digest names in this case."""
        return _decrypt(cipher, blob, self._file_place(case, digest))

    def name_index(self, name: str) -> str:
        """A keyed index under which equal names are found; nobody without the key can test a guess."""
        normal = "".join(unicodedata.normalize("NFKC", name).split()).casefold()
        return hmac.digest(self._names, normal.encode(), "sha256").hex()

    def _place(self, stream: str, seq: int, field: str) -> bytes:
        return f"{self._origin}|{stream}|{seq}|{field}".encode()

    def _file_place(self, case: str, digest: str) -> bytes:
        return f"{self._origin}|case/{case}|file|{digest}".encode()


def _encrypt(cipher: AESGCM, plain: bytes, place: bytes) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + cipher.encrypt(nonce, plain, place)


def _decrypt(cipher: AESGCM, blob: bytes, place: bytes) -> bytes:
    try:
        return cipher.decrypt(blob[:_NONCE], blob[_NONCE:], place)
    except InvalidTag as error:
        raise Altered(place.decode()) from error
