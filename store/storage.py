"""The storage that the engine sees: transactions over one database, and what is read or kept beside them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from store.books import DEFINITIONS
from store.connection import Engines
from store.known import RegisterReads
from store.outbox import Wake
from store.prepared import Prepared
from store.session import told_apart
from store.shared import Shared
from store.transaction import SqlTransaction
from store.vault import Vault
from store.writing import RegisterTable, Writer


class SqlStorage:
    """`engine.ports.Storage` on SQLite or PostgreSQL. One for a process; its transactions may run in many threads.

    `write` raises `Raced` when another transaction was first with the same key or changed a case since it was read:
    nothing was written then, and the whole command is to be tried once more.

    `wake` is called within a transaction that leaves notices to be sent; without it there are none.
    """

    def __init__(self, engines: Engines, register: RegisterTable, vault: Vault, wake: Wake | None = None) -> None:
        prepared = Prepared(engines.write.dialect)
        writer = Writer(register.insert, prepared, one_statement=not engines.embedded)
        reads = RegisterReads.of(register.insert, embedded=engines.embedded)
        self._shared = Shared(prepared, writer, vault, reads, engines.embedded, wake=wake)
        self._engines = engines

    @contextmanager
    def write(self) -> Iterator[SqlTransaction]:
        """A transaction that writes; it commits at the end of the block, and takes everything back on an exception."""
        with told_apart(), self._engines.writing() as connection:
            tx = SqlTransaction(connection, self._shared)
            if self._engines.embedded:
                tx.hold()
            yield tx
            tx.finish()

    @contextmanager
    def read(self) -> Iterator[SqlTransaction]:
        """A transaction that only reads."""
        with self._engines.read.connect() as connection:
            tx = SqlTransaction(connection, self._shared)
            tx.hold()
            yield tx

    def definitions(self) -> Iterable[bytes]:
        """The bytes of every registered definition, oldest first."""
        with self._engines.read.connect() as connection:
            return [bytes(body) for body in connection.execute(DEFINITIONS).scalars()]

    def put_file(self, case: str, digest: str, content: bytes, officer: str, at: str) -> None:
        """Keep an uploaded file, encrypted; the same file again is no change."""
        with self.write() as tx:
            tx.put_file(case, digest, content, officer, at)
