"""Commitments of the register against the vault: each is there, equal, and opens to what was committed to."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Row, and_, func, select, tuple_

from audit_log.findings import Finding
from audit_log.reading import Row as EntryRow
from engine.errors import MingjianError
from store.tables import vault_keys, vault_values
from store.vault import Vault

_BATCH: Final = 300


class Promised(NamedTuple):
    """A commitment that an entry carries: the row, the field, the digest in hex."""

    position: int
    stream: str
    seq: int
    field: str
    commit: str


class Commitments:
    """Collects the commitments of entries, and asks the vault in batches."""

    def __init__(self, connection: Connection, vault: Vault | None) -> None:
        self._connection = connection
        self._vault = vault
        self._waiting: list[Promised] = []
        self.found = 0

    def note(self, row: EntryRow, body: Mapping[str, Any]) -> Iterator[Finding]:
        """Take an entry; findings come when a batch is full."""
        commits = body.get("commits") or {}
        self._waiting += [Promised(row.id, row.stream, row.seq, name, commit) for name, commit in commits.items()]
        if len(self._waiting) >= _BATCH:
            yield from self.settle()

    def settle(self) -> Iterator[Finding]:
        """Ask for what is left."""
        kept = self._kept(self._waiting)
        for promised in self._waiting:
            value = kept.get(promised[1:4])
            fault = self._fault(promised, value)
            self.found += value is not None
            if fault:
                yield Finding("V9", promised.stream, promised.seq, *fault, promised.position)
        self._waiting = []

    def unnamed(self) -> Iterator[Finding]:
        """Values of the vault that no entry names."""
        number = self._connection.execute(select(func.count()).select_from(vault_values)).scalar_one()
        if number > self.found:
            message = f"保密库中有{number - self.found}项数据没有登记。"
            yield Finding("V9", "", None, "value_unnamed", message)

    def _kept(self, promised: Sequence[Promised]) -> dict[tuple[str, int, str], Row[Any]]:
        if not promised:
            return {}
        values, keys = vault_values.c, vault_keys.c
        same_key = and_(keys.owner == values.owner, keys["class"] == values["class"])
        places = sorted({(one.stream, one.seq) for one in promised})
        statement = (
            select(vault_values, values["class"].label("kept_as"), keys.wrapped)
            .outerjoin(vault_keys, same_key)
            .where(tuple_(values.stream, values.seq).in_(places))
        )
        return {(row.stream, row.seq, row.field): row for row in self._connection.execute(statement)}

    def _fault(self, promised: Promised, value: Row[Any] | None) -> tuple[str, str] | None:
        if value is None or value.wrapped is None:
            return "value_missing", "登记的保密数据或其密钥不在保密库中，也没有登记过销毁。"
        if value.commit != promised.commit:
            return "commit_other", "保密库所记的承诺与登记的不符。"
        if self._vault is None:
            return None
        try:
            cipher = self._vault.unwrap(value.owner, value.kept_as, value.wrapped)
            opened = self._vault.commitment(cipher, promised.stream, promised.seq, promised.field, value.blob)
        except (MingjianError, ValueError):
            return "value_closed", "保密数据无法解密：被改动、移位，或密钥不是本安装的。"
        return None if opened == promised.commit else ("value_other", "保密数据与登记的承诺不符。")
