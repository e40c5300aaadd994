"""The register by itself: canonical bytes, origin and epoch, columns, seq and prev, tags, clocks. One pass, in order.

Memory grows with the number of streams, not of entries.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, func, select

from audit_log import canonical
from audit_log.findings import Finding
from audit_log.reading import Row
from audit_log.register import ALWAYS, OPTIONAL, VERSION
from audit_log.tables import register_entry

RESTORE: Final = "restore"
"""The kind of the entry that begins a new epoch."""

Tagged = Callable[[bytes, bytes], bool]
Body = dict[str, Any]


class Tail(NamedTuple):
    """The newest entry of a stream so far."""

    seq: int
    leaf: str
    at: str


_BEFORE_THE_FIRST: Final = Tail(-1, "", "")
_NOTHING: Final[tuple[Finding, ...]] = ()


@dataclass
class Chain:
    """Checks rows in the order of the register. `tagged` is None where the keys aren't there."""

    origin: str
    tagged: Tagged | None
    tails: dict[str, Tail] = field(default_factory=dict)
    epoch: int = 0
    entries: int = 0

    def check(self, row: Row) -> tuple[Body | None, Sequence[Finding]]:
        """The parsed entry, None where its bytes aren't one, and what is wrong with the row."""
        self.entries += 1
        tail = self.tails.get(row.stream, _BEFORE_THE_FIRST)
        body = _parsed(row.body)
        well = (
            body is not None and self._well(row, body, tail) and (self.tagged is None or self.tagged(row.body, row.tag))
        )
        found = _NOTHING if well else list(self._faults(row, body, tail))
        if row.seq > tail.seq:
            self.tails[row.stream] = Tail(row.seq, canonical.leaf_hash(row.body), row.recorded_at)
        return body, found

    def against(self, live: Iterable[tuple[str, int, str]]) -> Iterator[Finding]:
        """Compare where each stream ends with what the projection says: stream, seq, leaf hash. Asked once."""
        for stream, seq, leaf in live:
            tail = self.tails.pop(stream, None)
            if tail is None and seq >= 0:
                yield Finding("V8", stream, seq, "stream_missing", "现行数据中有此登记流，登记簿中没有。")
            elif tail is not None and seq > tail.seq:
                yield Finding(
                    "V8", stream, tail.seq + 1, "tail_missing", f"现行数据记至第{seq}条，登记簿止于第{tail.seq}条。"
                )
            elif tail is not None and (seq, leaf) != (tail.seq, tail.leaf):
                yield Finding("V8", stream, tail.seq, "head_other", "登记流的末条与现行数据所记的不符。")
        for stream, tail in self.tails.items():
            yield Finding("V8", stream, tail.seq, "stream_unknown", "登记簿中有此登记流，现行数据中没有。")
        self.tails.clear()

    def _well(self, row: Row, body: Body, tail: Tail) -> bool:
        """Everything at once, since nearly every row is as it should be; `_faults` tells what isn't."""
        command = body.get("command")
        return bool(
            body["origin"] == self.origin
            and body["epoch"] == self.epoch
            and body["seq"] == row.seq == tail.seq + 1
            and body["prev"] == tail.leaf
            and body["at"] == row.recorded_at >= tail.at
            and body["stream"] == row.stream
            and body["actor"] == row.actor
            and (command.get("id") if command else None) == row.command
        )

    def _faults(self, row: Row, body: Body | None, tail: Tail) -> Iterator[Finding]:
        if self.tagged is not None and not self.tagged(row.body, row.tag):
            yield _at(row, "tag", "tag", "登记标签不符：本条不是由持有密钥的系统写入的，或写入后被改动。")
        if body is None:
            yield _unreadable(row)
            return
        yield from self._named(row, body)
        yield from _columns(row, body)
        yield from _linked(row, body, tail)

    def _named(self, row: Row, body: Body) -> Iterator[Finding]:
        if body["origin"] != self.origin:
            yield _at(row, "V2", "origin", "本条来自另一安装的登记簿。")
        begins = body["kind"] == RESTORE and body["epoch"] == self.epoch + 1
        if self.epoch and body["epoch"] != self.epoch and not begins:
            yield _at(row, "V2", "epoch", "纪元变动而没有恢复登记。")
        self.epoch = body["epoch"]


def repeated_commands(connection: Connection) -> Iterator[Finding]:
    """Commands that have more than one primary entry, though each may have only one."""
    table = register_entry.c
    first = func.min(table.id).label("first")
    several = (
        select(table.actor, table.command, first)
        .where(table.command.is_not(None))
        .group_by(table.actor, table.command)
        .having(func.count() > 1)
        .subquery()
    )
    places = select(table.id, table.stream, table.seq).join(several, table.id == several.c.first)
    for found in connection.execute(places):
        message = "同一操作编号登记了两次。"
        yield Finding("V3", found.stream, found.seq, "command_repeated", message, found.id)


def _parsed(body: bytes) -> Body | None:
    try:
        entry = canonical.parse(body)
    except ValueError:
        return None
    right = _is_entry(tuple(entry), tuple(map(type, entry.values()))) and entry["v"] == VERSION
    return entry if right else None


@lru_cache(maxsize=4_096)
def _is_entry(names: tuple[str, ...], kinds: tuple[type, ...]) -> bool:
    """Whether these are the fields of an entry and no others, each of its kind. Entries have few shapes."""
    shape = dict(zip(names, kinds, strict=True))
    right = all(kind is _KINDS.get(name, str) for name, kind in shape.items())
    return right and shape.keys() >= ALWAYS and shape.keys() <= ALWAYS | OPTIONAL


_KINDS: Final[Mapping[str, type]] = {
    **dict.fromkeys(("v", "seq", "epoch"), int),
    **dict.fromkeys(("world", "command", "data", "commits"), dict),
}


def _unreadable(row: Row) -> Finding:
    try:
        canonical.parse(row.body)
    except ValueError:
        return _at(row, "V1", "not_canonical", "本条的字节不是规范形式。")
    return _at(row, "V1", "fields", "本条缺少规定的字段，或有规定以外的字段。")


def _columns(row: Row, body: Body) -> Iterator[Finding]:
    command = (body.get("command") or {}).get("id")
    repeated = (body["stream"], body["seq"], body["at"], body["actor"], command)
    if repeated != (row.stream, row.seq, row.recorded_at, row.actor, row.command):
        yield _at(row, "V3", "columns", "表中的列与本条内容不符：本条被移位或改动。")


def _linked(row: Row, body: Body, tail: Tail) -> Iterator[Finding]:
    if row.seq > tail.seq + 1:
        yield _at(row, "V3", "gap", f"第{tail.seq + 1}条缺失。")
    elif row.seq <= tail.seq:
        yield _at(row, "V3", "disorder", "序号重复或倒退。")
    elif body["prev"] != tail.leaf:
        yield _at(row, "V3", "prev", "与上一条不相连：上一条被改动，或本条不属于这里。")
    if body["at"] < tail.at:
        yield _at(row, "V6", "clock_back", "登记时间早于同一登记流的上一条。")


def _at(row: Row, level: str, code: str, message: str) -> Finding:
    return Finding(level, row.stream, row.seq, code, message, row.id)
