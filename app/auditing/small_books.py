"""The projections that decide who may act: organisation, definitions, tokens. Few rows, so they are compared whole."""

from collections.abc import Iterator
from typing import Any, Final

import orjson
from sqlalchemy import Connection, Table, select

from app.auditing.books import RegisterBooks, read
from audit_log.findings import Finding
from engine.organisation_rows import PARTS
from store import tables

_PART_TABLES: Final[dict[str, Table]] = {name: getattr(tables, name) for name in PARTS}


def differences(connection: Connection, books: RegisterBooks) -> Iterator[Finding]:
    """Where one of them isn't what its stream tells."""
    for name, table in _PART_TABLES.items():
        live = [_json(body) for body in connection.execute(select(table.c.body).order_by(table.c.position)).scalars()]
        if live != [*getattr(books.newest, name)]:
            yield _other("organisation", name)
    registered = [(one.definition.digest, one.definition.body) for one in books.definitions]
    if _definitions(connection) != registered:
        yield _other("definition", "definitions")
    if _tokens(connection) != _told_tokens(connection):
        yield _other("identity", "tokens")


def _definitions(connection: Connection) -> list[tuple[str, bytes]]:
    table = tables.definitions.c
    rows = connection.execute(select(table.digest, table.body).order_by(table.position))
    return [(row.digest, bytes(row.body)) for row in rows]


def _tokens(connection: Connection) -> dict[str, Any]:
    table = tables.tokens.c
    rows = connection.execute(select(table.id, table.secret_hash, table.body))
    return {row.id: (row.secret_hash, _json(row.body)) for row in rows}


def _told_tokens(connection: Connection) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for _, entry in read(connection, "identity"):
        data = entry.get("data")
        token = data.get("token") if isinstance(data, dict) else None
        if isinstance(token, dict):
            told[str(token.get("id"))] = (token.get("secret_hash"), token)
    return told


def _other(stream: str, table: str) -> Finding:
    message = f"现行数据表“{table}”与登记流“{stream}”所述不符。"
    return Finding("V8", stream, None, "table_other", message)


def _json(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
