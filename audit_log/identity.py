"""Which register this is: the origin and the epoch that its newest entry names."""

from sqlalchemy import Connection, select

from audit_log.canonical import parse
from audit_log.tables import register_entry


def identity(connection: Connection) -> tuple[str, int] | None:
    """The origin and the epoch of the newest entry; None for a register without entries."""
    newest = select(register_entry.c.body).order_by(register_entry.c.id.desc()).limit(1)
    body = connection.execute(newest).scalar_one_or_none()
    if body is None:
        return None
    entry = parse(bytes(body))
    return str(entry["origin"]), int(entry["epoch"])
