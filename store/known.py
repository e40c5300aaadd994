"""The reads of a command's beginning.

One statement tells the case, its secrets and keys, the moment, and whether the command was carried out before.
"""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Column, Insert, Select, and_, bindparam, func, literal_column, select, union_all

from store.among import among
from store.tables import cases, streams, vault_files, vault_keys, vault_values

WORLD: Final = ("organisation", "calendar", "policy")
"""The streams whose versions an entry names."""

_SUBJECT_KEY: Final = vault_keys.alias("subject_key")
_CONTENT_KEY: Final = vault_keys.alias("content_key")


def _version(stream: str) -> Any:
    return (
        select(streams.c.seq).where(streams.c.stream == literal_column(f"'{stream}'")).scalar_subquery().label(stream)
    )


def _value(field: str, seq: Column[int]) -> Any:
    # A subquery, not a join: a join may read every value of the case and filter them.
    chosen = (vault_values.c.stream == bindparam("stream"), vault_values.c.seq == seq, vault_values.c.field == field)
    return select(vault_values.c.blob).where(*chosen).scalar_subquery().label(f"{field}_blob")


def _files(*, embedded: bool) -> Any:
    chosen = (vault_files.c["case"] == cases.c.id, among(vault_files.c.digest, "files", embedded=embedded))
    joined = func.group_concat if embedded else func.string_agg
    found = select(joined(vault_files.c.digest, literal_column("','"))).where(*chosen)
    return found.scalar_subquery().label("files")


_VERSIONS: Final = [_version(stream) for stream in WORLD]
_CASE_COLUMNS: Final = (
    cases.c.body,
    cases.c.seq,
    cases.c.head,
    cases.c.readers,
    cases.c.changed_at,
    _value("subject", cases.c.facts_at),
    _value("content", cases.c.pending_at),
    _SUBJECT_KEY.c.wrapped.label("subject_wrapped"),
    _CONTENT_KEY.c.wrapped.label("content_wrapped"),
)
_WITH_KEYS: Final = cases.outerjoin(
    _SUBJECT_KEY, and_(_SUBJECT_KEY.c.owner == cases.c.id, _SUBJECT_KEY.c["class"] == "subject")
).outerjoin(_CONTENT_KEY, and_(_CONTENT_KEY.c.owner == cases.c.id, _CONTENT_KEY.c["class"] == "content"))
_CHOSEN: Final = cases.c.id == bindparam("case")
CASE: Final = select(*_CASE_COLUMNS).select_from(_WITH_KEYS).where(_CHOSEN)
"""A case with its sealed facts and proposal."""
CASE_LOCKED: Final = CASE.with_for_update(of=cases)


@dataclass(frozen=True, eq=False)
class RegisterReads:
    """Statements over the register's table, which another room owns."""

    moment: Select[Any]
    command: Select[Any]
    commands: Select[Any]
    command_ids: Select[Any]
    beginning: Select[Any]
    beginning_locked: Select[Any]
    entries: Select[Any]

    @classmethod
    def of(cls, insert: Insert, *, embedded: bool) -> "RegisterReads":
        """The statements for the table that this insert writes to."""
        entry = insert.table.c
        newest = select(entry.recorded_at).order_by(entry.id.desc()).limit(1).scalar_subquery().label("newest_at")
        known = insert.table.alias("known")
        of_command = and_(known.c.actor == bindparam("actor"), known.c.command == bindparam("command"))
        told = (known.c.stream.label("known_stream"), known.c.seq.label("known_seq"), known.c.body.label("known_body"))
        one = union_all(select(literal_column("1").label("one"))).subquery("one")
        moment = (newest, *_VERSIONS)
        beginning = (
            select(*_CASE_COLUMNS, _files(embedded=embedded), *moment, *told)
            .select_from(_WITH_KEYS.outerjoin(known, of_command))
            .where(_CHOSEN)
        )
        return cls(
            moment=select(*moment),
            command=select(*moment, *told).select_from(one.outerjoin(known, of_command)),
            commands=select(known.c.command.label("known_command"), *told).where(
                known.c.actor == bindparam("actor"), among(known.c.command, "among", embedded=embedded)
            ),
            command_ids=select(entry.command).where(
                entry.actor == bindparam("actor"), entry.command.between(bindparam("first"), bindparam("last"))
            ),
            beginning=beginning,
            beginning_locked=beginning.with_for_update(of=cases),
            entries=select(entry.body)
            .where(entry.stream == bindparam("stream"), entry.seq > bindparam("after"))
            .order_by(entry.seq)
            .limit(bindparam("limit")),
        )
