"""Two intruders: a burglar who holds the database, and an insider who holds the keys as well."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, create_engine, delete, text
from sqlalchemy import table as column_table

from app.assembly import opened
from app.settings import Settings
from audit_log.canonical import leaf_hash
from engine.case import fold
from engine.desks.casebook import case_row
from engine.ports import Draft
from tests.integration.auditing.house import House

_GUARDS = ("no_update", "no_delete", "no_replace", "no_gap")

Entry = dict[str, Any]


@dataclass(frozen=True)
class Burglar:
    """Owner of the file, or of the tables: takes off the guards and writes what he likes, but has no key."""

    house: House

    def does(self, *statements: str, **values: Any) -> None:
        """Take the guards off and carry out statements."""
        engine = create_engine(self.house.settings.url)
        with engine.begin() as connection:
            _disarm(connection)
            for statement in statements:
                connection.execute(text(statement), values)
        engine.dispose()

    def empties(self, table: str) -> None:
        """Delete every row of a table."""
        self.does(str(delete(column_table(table))))

    def row(self, stream: str, seq: int) -> Row[Any]:
        """An entry's row as it stands; -1 is the newest."""
        engine = create_engine(self.house.settings.url)
        with engine.connect() as connection:
            statement = "select * from register_entry where stream = :stream order by seq"
            rows = connection.execute(text(statement), {"stream": stream}).all()
        engine.dispose()
        return rows[seq]

    def first(self, like: str) -> Row[Any]:
        """The row of the first entry of a stream, or of the first stream of that kind."""
        engine = create_engine(self.house.settings.url)
        with engine.connect() as connection:
            statement = "select * from register_entry where stream like :like order by id limit 1"
            row = connection.execute(text(statement), {"like": like}).one()
        engine.dispose()
        return row

    def entry(self, stream: str, seq: int) -> Entry:
        """An entry as it stands, parsed."""
        entry: Entry = json.loads(bytes(self.row(stream, seq).body))
        return entry

    def edits(self, stream: str, seq: int, change: Callable[[bytes], bytes]) -> None:
        """Change the bytes of an entry and leave everything else."""
        body = bytes(self.row(stream, seq).body)
        changed = change(body)
        assert changed != body
        self.does(
            "update register_entry set body = :body where stream = :stream and seq = :seq",
            body=changed,
            stream=stream,
            seq=seq,
        )

    def rechains(self, stream: str, seq: int, change: Callable[[Entry], None]) -> None:
        """Change an entry and make every later `prev`, and the live head, fit; the tags can't be made to fit."""
        engine = create_engine(self.house.settings.url)
        with engine.begin() as connection:
            _disarm(connection)
            _rechain(connection, stream, seq, change)
        engine.dispose()


@dataclass(frozen=True)
class Insider:
    """Holds the keys and uses the program's own parts: what he writes is tagged, chained and projected."""

    house: House

    def appends(self, case: str, changes: Mapping[str, Any], **said: Any) -> None:
        """Append an entry to a case as if it had been decided, and project it. `said` overrides the entry's fields."""
        with opened(self.house.settings) as found, found.storage.write() as tx:
            stored = tx.case(case, lock=True)
            assert stored is not None
            body = fold(stored.body, {"version": stored.body["version"] + 1, **changes})
            definition = found.service.registry.by_digest(body["definition"])
            row = case_row(definition, body, tx.organisation())
            world = found.reading.world(tx)
            post = world.organisation.holders("principal", body["organ"], world.today)[0]
            draft = Draft(
                stream=f"case/{case}",
                seq=stored.head.next_seq,
                prev=stored.head.leaf,
                kind="transition",
                event="",
                actor=post.officer,
                post=post.id,
                at=tx.moment().newest_at,
                from_=stored.body["state"],
                to=body["state"],
                state_hash=row.state_hash,
                world={**tx.moment().versions, "definition": body["definition"]},
                data={"rules": {}, "documents": [], "set": {"version": body["version"], **changes}},
            )
            sealed = found.register.seal(replace(draft, **said))
            tx.append(draft.stream, sealed)
            tx.put_case(row, stored, sealed.head)


def key_of(settings: Settings) -> Callable[[bytes], bytes]:
    """The tag of bytes, as only who holds the keys can make it."""
    with opened(settings) as found:
        return found.register.tag


def _disarm(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        for guard in _GUARDS:
            connection.execute(text(f"drop trigger if exists register_entry_{guard}"))
    else:
        connection.execute(text("alter table register_entry disable trigger all"))


def _rechain(connection: Connection, stream: str, seq: int, change: Callable[[Entry], None]) -> None:
    statement = "select id, seq, body from register_entry where stream = :stream and seq >= :seq order by seq"
    leaf = ""
    for row in connection.execute(text(statement), {"stream": stream, "seq": seq}).all():
        entry = json.loads(bytes(row.body))
        if row.seq == seq:
            change(entry)
        else:
            entry["prev"] = leaf
        body = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        leaf = leaf_hash(body)
        connection.execute(text("update register_entry set body = :body where id = :id"), {"body": body, "id": row.id})
    heads = "update cases set head = :leaf where id = :case"
    connection.execute(text(heads), {"leaf": leaf, "case": stream.removeprefix("case/")})
