"""The register beside one case: definitions, organisation, meetings, hand-overs, causes, read from their streams."""

import base64
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, bindparam, select

from audit_log import canonical
from audit_log.findings import Finding
from audit_log.reading import Row, rows
from audit_log.tables import register_entry
from engine import codec
from engine.deadlines.policy import Policy
from engine.errors import UNREADABLE
from engine.legality import Begun, Entry, Recorded, Registered
from engine.organisation import Organisation
from engine.organisation_rows import Rows
from engine.registry import Definition
from engine.working_calendar import WorkingCalendar
from engine.world import Meeting

_REMEMBERED: Final = 64
_AT: Final = select(register_entry.c.body).where(
    register_entry.c.stream == bindparam("stream"), register_entry.c.seq == bindparam("seq")
)
_FIRST: Final = (
    select(register_entry.c.body)
    .where(register_entry.c.stream == bindparam("stream"))
    .order_by(register_entry.c.seq)
    .limit(1)
)

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")
Book = TypeVar("Book", WorkingCalendar, Policy)
Body = Mapping[str, Any]


class RegisterBooks:
    """`engine.legality.Books` over a snapshot. What can't be read is missing here, and a finding there."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.findings: list[Finding] = []
        self._definitions = {one.definition.digest: one for one in self._registered()}
        self._versions: dict[int, Rows] = {}
        self.newest = self._told()
        self._calendars = self._versioned("calendar", WorkingCalendar())
        self._policies = self._versioned("policy", Policy())
        self._organisations: OrderedDict[int, Organisation | None] = OrderedDict()
        self._meetings: OrderedDict[str, Recorded | None] = OrderedDict()
        self._acts: OrderedDict[str, Begun | None] = OrderedDict()

    @property
    def definitions(self) -> Iterable[Registered]:
        """Every definition, oldest first."""
        return self._definitions.values()

    def definition(self, digest: str) -> Registered | None:
        """The definition of this digest, put together again from its entries."""
        return self._definitions.get(digest)

    def organisation(self, version: int) -> Organisation | None:
        """The organisation after the entry of this `seq` in its stream."""
        return _remembered(self._organisations, version, self._organisation)

    def calendar(self, version: int) -> WorkingCalendar | None:
        """The calendar after the entry of this `seq` in its stream."""
        return self._calendars.get(version)

    def policy(self, version: int) -> Policy | None:
        """The configured lengths after the entry of this `seq` in its stream."""
        return self._policies.get(version)

    def meeting(self, meeting: str) -> Recorded | None:
        """The meeting of this id."""
        return _remembered(self._meetings, meeting, self._meeting)

    def entry(self, place: str) -> Entry | None:
        """The entry at this place: stream#seq."""
        stream, _, seq = place.rpartition("#")
        if not seq.isdecimal():
            return None
        found = self._connection.execute(_AT, {"stream": stream, "seq": int(seq)}).scalar()
        return self._parsed(found, Entry.read)

    def begun(self, act: str) -> Begun | None:
        """The hand-over of this id."""
        return _remembered(self._acts, act, self._begun)

    def _organisation(self, version: int) -> Organisation | None:
        told = self._versions.get(version)
        try:
            return told.organisation(version) if told else None
        except UNREADABLE:
            return None

    def _meeting(self, meeting: str) -> Recorded | None:
        return self._first(f"meeting/{meeting}", lambda body: Recorded(Meeting.read(body["data"]), body["at"]))

    def _begun(self, act: str) -> Begun | None:
        return self._first(f"act/{act}", _handed_over)

    def _first(self, stream: str, read: Callable[[Body], Value]) -> Value | None:
        return self._parsed(self._connection.execute(_FIRST, {"stream": stream}).scalar(), read)

    def _parsed(self, found: Any, read: Callable[[Body], Value]) -> Value | None:
        try:
            return read(canonical.parse(bytes(found))) if found is not None else None
        except UNREADABLE:
            return None

    def _registered(self) -> Iterator[Registered]:
        parts: defaultdict[str, list[bytes]] = defaultdict(list)
        known: dict[tuple[str, str], str] = {}
        for row, body in read(self._connection, "definition"):
            try:
                data = body["data"]
                digest, named = data["digest"], (data["workflow"], data["version"])
                _require_next(data["part"], parts[digest])
                parts[digest].append(base64.b64decode(data["bytes"], validate=True))
                if data["part"] + 1 < data["parts"]:
                    continue
                if known.setdefault(named, digest) != digest:
                    self._fault(row, "definition_edited", "同一流程的同一版本登记了两份不同的定义。")
                yield Registered(_loaded(b"".join(parts.pop(digest)), digest), body["at"])
            except UNREADABLE:
                self._fault(row, "definition_digest", "登记的流程定义与其摘要不符，或无法读取。")

    def _told(self) -> Rows:
        """The rows after the newest entry; those after earlier ones are kept, but not within an import."""
        told, last = Rows(), None
        for row, body in read(self._connection, "organisation"):
            if last is not None and "caused_by" not in body:
                self._versions[last] = told
            last = row.seq
            try:
                told = told.after(body.get("data", {}))
            except UNREADABLE:
                self._fault(row, "organisation_unreadable", "登记的组织机构变动无法读取。")
        if last is not None:
            self._versions[last] = told
        return told

    def _versioned(self, stream: str, book: Book) -> dict[int, Book]:
        """A book after each of its entries: they are few."""
        versions: dict[int, Book] = {}
        for row, body in read(self._connection, stream):
            try:
                book = versions[row.seq] = book.after(row.seq, body.get("data", {}))
            except UNREADABLE:
                self._fault(row, f"{stream}_unreadable", "登记的工作日历或者期限配置的变动无法读取。")
        return versions

    def _fault(self, row: Row, code: str, message: str) -> None:
        self.findings.append(Finding("V5", row.stream, row.seq, code, message, row.id))


def _require_next(part: int, before: Sequence[bytes]) -> None:
    if part != len(before):
        raise ValueError(f"part {part} of a definition follows {len(before)} others")


def read(connection: Connection, stream: str) -> Iterator[tuple[Row, dict[str, Any]]]:
    """The entries of a stream that can be read; of the others, verification tells."""
    for row in rows(connection, stream):
        try:
            yield row, canonical.parse(row.body)
        except ValueError:
            continue


def _handed_over(body: Body) -> Begun:
    told = body["data"]
    if (body["event"], told["about"]) != ("begin", "handover"):
        raise ValueError(body["stream"])
    return Begun(body["actor"], told["officer"], told["to"], body["at"])


def _loaded(body: bytes, digest: str) -> Definition:
    if codec.digest(body) != digest:
        raise ValueError(digest)
    return Definition.load(body)


def _remembered(cache: "OrderedDict[Key, Value]", key: Key, make: Callable[[Key], Value]) -> Value:
    if key in cache:
        cache.move_to_end(key)
        return cache[key]
    cache[key] = made = make(key)
    if len(cache) > _REMEMBERED:
        cache.popitem(last=False)
    return made
