"""The vault in a transaction: values are sealed before they are written, and opened when they are read."""

from collections.abc import Sequence
from typing import Any, Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, Row, bindparam, delete, select

from engine.ports import Secret, Values
from store.session import Session
from store.shared import Shared
from store.tables import vault_keys, vault_names, vault_values

CASE_STREAM: Final = "case/"

_KEY = select(vault_keys.c.wrapped).where(
    vault_keys.c.owner == bindparam("owner"), vault_keys.c["class"] == bindparam("kept_as")
)
_VALUE = select(vault_values.c.blob).where(
    vault_values.c.stream == bindparam("stream"),
    vault_values.c.seq == bindparam("seq"),
    vault_values.c.field == bindparam("field"),
)
_VALUES = (
    select(vault_values.c.seq, vault_values.c.field, vault_values.c.blob)
    .where(vault_values.c.stream == bindparam("stream"), vault_values.c["class"] == bindparam("kept_as"))
    .order_by(vault_values.c.seq, vault_values.c.field)
)

_UNNAME = delete(vault_names).where(
    vault_names.c.owner == bindparam("owner"), vault_names.c["index"] != bindparam("index")
)


class Confidential(Session):
    """The part of a transaction that is about protected values."""

    def __init__(self, connection: Connection, shared: Shared) -> None:
        super().__init__(connection, shared)
        self._wrapped: dict[tuple[str, str], bytes | None] = {}

    def commit_secret(self, stream: str, seq: int, secret: Secret) -> str:
        """Keep a value in the vault, sealed for its place; its commitment, in hex."""
        fresh = seq == 0 and stream in (secret.owner, CASE_STREAM + secret.owner)
        cipher = self._cipher(secret.owner, secret.kept_as, fresh=fresh) or self._new_key(secret.owner, secret.kept_as)
        field = _place(secret)
        commit, blob = self._shared.vault.seal(cipher, stream, seq, field, secret.values)
        self._put(
            "vault_values",
            {
                "stream": stream,
                "seq": seq,
                "field": field,
                "owner": secret.owner,
                "class": secret.kept_as,
                "commit": commit,
                "blob": blob,
            },
        )
        return commit

    def values(self, case: str, kept_as: str) -> Sequence[tuple[int, str, Values]]:
        """Every vault value of one class of a case, opened: (seq, field, values), oldest first."""
        return self._opened(case, CASE_STREAM + case, kept_as)

    def index_name(self, owner: str, name: str) -> None:
        """Let the owner be found by this name."""
        if name.strip():
            self._put("vault_names", {"owner": owner, "index": self._shared.vault.name_index(name)})

    def rename(self, owner: str, name: str) -> None:
        """Let the owner be found by this name, and no longer by an earlier one."""
        self._write_now(_UNNAME, owner=owner, index=self._shared.vault.name_index(name))
        self.index_name(owner, name)

    def _forget(self) -> None:
        self._wrapped.clear()

    def _opened(self, owner: str, stream: str, kept_as: str) -> Sequence[tuple[int, str, Values]]:
        self.settle()
        cipher = self._cipher(owner, kept_as)
        if cipher is None:
            return []
        found = self._run(_VALUES, stream=stream, kept_as=kept_as).all()
        return [(row.seq, row.field.removeprefix(f"{kept_as}."), self._open(cipher, stream, row)) for row in found]

    def _open(self, cipher: AESGCM, stream: str, row: Row[Any]) -> Values:
        return self._shared.vault.open(cipher, stream, row.seq, row.field, row.blob)

    def _secret(self, case: str, kept_as: str, at: int | None, blob: bytes | None) -> Values:
        if at is None:
            return {}
        stream = CASE_STREAM + case
        if blob is None:
            # A row that waited for its lock is newer than what the statement could see beside it.
            blob = self._run(_VALUE, stream=stream, seq=at, field=kept_as).scalar()
            del self._wrapped[case, kept_as]
        cipher = self._cipher(case, kept_as)
        # Erased: the key or the value is gone, and the case stands without it.
        if blob is None or cipher is None:
            return {}
        return self._shared.vault.open(cipher, stream, at, kept_as, blob)

    def _cipher(self, owner: str, kept_as: str, *, fresh: bool = False) -> AESGCM | None:
        for buffer in reversed(self._buffers):
            if (owner, kept_as) in buffer.ciphers:
                return buffer.ciphers[owner, kept_as]
        if fresh:
            return None
        if (owner, kept_as) in self._wrapped:
            wrapped = self._wrapped[owner, kept_as]
        else:
            cipher = self._shared.vault.known(owner, kept_as)
            if cipher is not None:
                return cipher
            wrapped = self._run(_KEY, owner=owner, kept_as=kept_as).scalar()
        return self._shared.vault.unwrap(owner, kept_as, wrapped) if wrapped is not None else None

    def _new_key(self, owner: str, kept_as: str) -> AESGCM:
        cipher, wrapped = self._shared.vault.new_key()
        self._put("vault_keys", {"owner": owner, "class": kept_as, "wrapped": wrapped})
        self._buffers[-1].ciphers[owner, kept_as] = cipher
        return cipher


def _place(secret: Secret) -> str:
    return secret.kept_as if secret.field == secret.kept_as else f"{secret.kept_as}.{secret.field}"
