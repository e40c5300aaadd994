"""What the engine needs from other rooms: storage, the register, keys, the clock. Shapes only.

The store and the register don't know each other: the register hands over the row of an entry, and the transaction
writes it together with the projection, all or nothing.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Protocol

from engine.deadlines.policy import Policy
from engine.notices import Notice
from engine.organisation import Organisation
from engine.readers import Reader
from engine.working_calendar import WorkingCalendar
from engine.world import Meeting

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a stream: the next `seq`, and the leaf hash (hex) of the newest entry, "" before the first."""

    next_seq: int
    leaf: str


FIRST: Final = Head(0, "")
"""The end of a stream that has no entry yet."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry before it is sealed: everything but origin, epoch and version of the format."""

    stream: str
    seq: int
    prev: str
    kind: str
    event: str
    actor: str
    post: str
    at: str
    world: Mapping[str, Any]
    data: Mapping[str, Any]
    from_: str = ""
    to: str = ""
    state_hash: str = ""
    behalf: str | None = None
    occurred_at: str | None = None
    command: Mapping[str, str] | None = None
    caused_by: str | None = None
    commits: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sealed:
    """An entry as it will stand: its row for the register's table, and the head of its stream after it."""

    row: Mapping[str, Any]
    head: Head


@dataclass(frozen=True, slots=True)
class Secret:
    """A value for the vault: one per class and command, informant fields one by one (then `field` names the field)."""

    owner: str
    kept_as: str
    field: str
    values: Values


@dataclass(frozen=True, slots=True)
class StoredCase:
    """A case as stored: its committed body, the head of its stream, and what the vault opened with it."""

    body: Values
    head: Head
    facts: Values
    proposal: Values
    readers: frozenset[str]


@dataclass(frozen=True, slots=True)
class CaseRow:
    """The projection of a case after an entry: the body, its hash, the keys under which it is seen, its ancestors."""

    body: Values
    state_hash: str
    readers: frozenset[str]
    ancestors: Mapping[str, str]
    periods: tuple[Values, ...] = ()
    """The rounds of its periods that the entry has touched, as rows."""
    escalations: tuple[Values, ...] = ()
    """The levels of its ladders that the entry has reached, changed or closed, as rows."""


@dataclass(frozen=True, slots=True)
class KnownCommand:
    """The primary entry of a command that was carried out before."""

    request: str
    stream: str
    seq: int
    entry: Values


@dataclass(frozen=True, slots=True)
class Moment:
    """What every command reads first: the versions of the world, and the newest entry's instant."""

    versions: Mapping[str, int]
    newest_at: str


@dataclass(frozen=True, slots=True)
class Sought:
    """What a list asks for; None or False: any. `organ` means the organ and everything below it."""

    workflow: str | None = None
    state: str | None = None
    phase: str | None = None
    organ: str | None = None
    office: str | None = None
    matter: str | None = None
    number: str | None = None
    name: str | None = None
    closed: bool | None = None
    mine: bool = False
    waiting: bool = False
    after: tuple[str, str] | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True)
class SoughtDue:
    """Which running periods a list asks for; None: any. `organ` means the organ and everything below it.

    `until`: due by this instant (RFC 3339, UTC); `officer`: cases that are kept from him are left out; `keys`: only
    cases that offer one of them; `after`: the (due_at, case, deadline) of the last one of the page before.
    """

    organ: str | None = None
    office: str | None = None
    until: str | None = None
    kinds: tuple[str, ...] = ()
    keys: tuple[str, ...] | None = None
    officer: str = ""
    after: tuple[str, str, str] | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True)
class SoughtEscalations:
    """Which open escalations a list asks for: those of the keys of an officer, but not of cases kept from him.

    `after`: the (opened_at, case, deadline, level) of the last one of the page before.
    """

    officer: str
    keys: tuple[str, ...]
    after: tuple[str, str, str, int] | None = None
    limit: int = 50


class Register(Protocol):
    """The register's part in a transaction."""

    def seal(self, draft: Draft) -> Sealed:
        """The canonical bytes of an entry, tagged, as a row. Raises `ValueError` for what the profile forbids."""

    def request_digest(self, request: Values) -> str:
        """A keyed hash of a command's content, in hex: equal for equal content, and nothing can be guessed from it."""


class Transaction(Protocol):
    """One transaction of the store: reads first, then writes; nothing is visible before it ends well."""

    def foresee(self, actor: str, command: str, case: str, files: Collection[str] = ()) -> None:
        """Read at once, and lock, what a command on a case will ask for first; a hint that saves round trips."""

    def foresee_many(self, commands: Collection[tuple[str, str]], streams: Collection[str]) -> None:
        """The same for many commands (actor, id) that append to these streams."""

    def moment(self) -> Moment:
        """The versions of the world, and the newest entry's instant."""

    def known_command(self, actor: str, command: str) -> KnownCommand | None:
        """The primary entry of an officer's command that was carried out before."""

    def command_ids(self, actor: str, prefix: str) -> Sequence[str]:
        """The ids, sorted, of an officer's commands that were carried out and begin so, with an id in hex behind."""

    def begun(self, act: str) -> Values | None:
        """The entry that began a mass act."""

    def case(self, case: str, *, lock: bool) -> StoredCase | None:
        """A case as stored; `lock`: nobody else changes it before this transaction ends."""

    def cases_unopened(self, cases: Sequence[str]) -> Sequence[StoredCase]:
        """Cases as stored, by id, locked until this transaction ends; what the vault has of them stays closed."""

    def linked(self, cases: Sequence[str]) -> tuple[Values, ...]:
        """The committed bodies of these cases."""

    def of_matter(self, matter: str) -> tuple[Values, ...]:
        """The committed bodies of every case of a matter."""

    def organisation(self) -> Organisation:
        """The organisation at its newest version."""

    def calendar(self) -> WorkingCalendar:
        """The calendar at its newest version."""

    def policy(self) -> Policy:
        """The configured lengths at their newest version."""

    def put_book(self, stream: str, seq: int, data: Values) -> None:
        """Keep an entry of the stream `calendar` or `policy`."""

    def periods(self, case: str) -> Sequence[Values]:
        """Every round of every period of a case, as its entries left it."""

    def rounds(self, organ: str, officer: str, after: tuple[str, str, int], limit: int) -> Sequence[Values]:
        """Rounds that run in an organ or ended there, behind the (case, deadline, round) `after`, in this order.

        Those of cases that are kept from the officer are left out.
        """

    def claim(self, now: str, after: tuple[str, str], limit: int) -> Sequence[tuple[tuple[str, str], StoredCase]]:
        """Cases in which time has something to do by now, the longest waiting first, behind the place `after`.

        They are locked until this transaction ends; what another sweeper holds is passed by. The vault stays closed.
        """

    def escalations(self, sought: SoughtEscalations) -> Sequence[Values]:
        """A page of open escalations in the inboxes of these keys, the oldest first."""

    def sends(self) -> bool:
        """Whether notices go anywhere: whether a channel is switched on."""

    def put_notices(self, notices: Iterable[Notice]) -> None:
        """Keep notices until they are sent; one about the same level and officer takes the place of an older one."""

    def wake_notices(self, officer: str, at: str) -> None:
        """Try at this instant to send what an officer couldn't be told; he has an address now."""

    def drop_notices(self) -> None:
        """Drop those whose level is closed."""

    def note_sweep(self, at: str) -> None:
        """Remember when a sweep last came to its end."""

    def last_sweep(self) -> str | None:
        """When a sweep last came to its end; None before the first."""

    def overdue(self, now: str) -> Mapping[str, int]:
        """How many running duties and limits are over, by the organ that holds them."""

    def pressing(self, now: str, until: str) -> Sequence[Values]:
        """How many duties and limits run that end later than now, but by `until`: by organ, last day, and `warned`.

        `warned`: "last" behind the last one of several warnings, "first" behind the first one, "" before it.
        """

    def notice_figures(self) -> Sequence[Values]:
        """How many notices are to be sent, by what went wrong ("": nothing yet), and the earliest one's instant."""

    def longest_waiting(self) -> str | None:
        """The instant since which time has had something to do; None where nothing waits at all."""

    def touching(self, organ: str, after: tuple[str, str], limit: int) -> Sequence[tuple[str, str]]:
        """(opened_at, id) of cases in the organ's subtree, or elsewhere with it as competent; behind `after`, in order.

        The subtree is that of the version in which each was last written.
        """

    def due_from(self, since: str, after: tuple[str, str], limit: int) -> Sequence[tuple[str, str]]:
        """(due_at, case) of running periods that end at `since` or later, in order, behind `after`."""

    def due(self, sought: SoughtDue) -> Sequence[Values]:
        """A page of running periods, the earliest due date first."""

    def meeting(self, meeting: str) -> Meeting | None:
        """A recorded meeting."""

    def files(self, case: str, digests: Iterable[str]) -> frozenset[str]:
        """Which of these digests have been uploaded to the case."""

    def head(self, stream: str) -> Head:
        """The end of a stream, locked until this transaction ends."""

    def next_number(self, organ: str, series: str, year: int) -> int:
        """The next number of an organ's series; given back if the transaction is."""

    def commit_secret(self, stream: str, seq: int, secret: Secret) -> str:
        """Keep a value in the vault; the commitment (hex) that its entry carries."""

    def append(self, stream: str, sealed: Sealed) -> None:
        """Append a sealed entry to its stream."""

    def put_case(self, row: CaseRow, before: StoredCase | None, head: Head) -> None:
        """Write a case's projection; `before` is the case as it was read, None for a new one."""

    def index_name(self, owner: str, name: str) -> None:
        """Make a case findable by its subject's exact name, through a blind index."""

    def rename(self, owner: str, name: str) -> None:
        """Make a case findable by this name and by no earlier one."""

    def put_matter(self, matter: str, body: Values) -> None:
        """Keep a matter as its newest entry tells it; its cases are found by their own column."""

    def put_meeting(self, data: Values) -> None:
        """Keep a meeting as its entry describes it."""

    def put_sheet(self, body: str, number: str, case: str) -> bool:
        """Use an outside body's document number; False when it was used for something else."""

    def put_organisation(self, change: Values) -> None:
        """Apply a part of the organisation as an entry tells it."""

    def put_token(self, token: Values) -> None:
        """Keep a token, or its revocation."""

    def token(self, token_id: str) -> Values | None:
        """A token by its id."""

    def token_by_secret(self, secret_hash: str) -> Values | None:
        """A token by the hash of its secret."""

    def definition_digest(self, workflow: str, version: str) -> str | None:
        """The digest registered under a workflow's version."""

    def put_definition(self, digest: str, workflow: str, version: str, body: bytes) -> None:
        """Keep a definition's bytes."""

    def ledger_rows(self, indexes: Iterable[str]) -> Mapping[str, str]:
        """The content digest of each ledger row that the system has, by its keyed index."""

    def put_ledger_row(self, index: str, content: str, case: str) -> None:
        """Remember which ledger row a case came from."""

    def tally_refusal(self, key: str, minute: str) -> int:
        """Count an equal refusal of this minute; how many there are now."""

    def settle_tally(self, key: str, minute: str) -> Iterable[int]:
        """Take the counts beyond the registered ones of earlier minutes, to be registered as one."""

    def values(self, case: str, kept_as: str) -> Sequence[tuple[int, str, Values]]:
        """Every vault value of one class of a case, opened: (seq, field, values), oldest first."""

    def entries(self, stream: str, after: int, limit: int) -> Sequence[Values]:
        """Entries of a stream with `seq` > after, parsed, oldest first."""

    def cases(self, who: Reader, sought: Sought) -> Sequence[Values]:
        """A page of cases that the officer may see: body with `facts` opened for the page."""

    def opened_by(self, who: Reader, after: tuple[str, str] | None, limit: int) -> Sequence[Values]:
        """A page of the cases that the officer opened and others received, newest first: committed bodies."""

    def officer_names(self) -> Mapping[str, str]:
        """Names of officers by id, from the vault."""

    def officers_called(self, name: str) -> tuple[str, ...]:
        """The officers of this name, in one spelling (`engine.organisation.spelled`)."""

    def file(self, case: str, digest: str) -> bytes | None:
        """An uploaded file, decrypted."""

    def savepoint(self) -> AbstractContextManager[None]:
        """A part of the transaction that can be taken back alone."""


class Storage(Protocol):
    """The store as the engine sees it."""

    def write(self) -> AbstractContextManager[Transaction]:
        """A transaction that writes; it commits at the end of the block, and takes everything back on an exception."""

    def read(self) -> AbstractContextManager[Transaction]:
        """A transaction that only reads."""

    def definitions(self) -> Iterable[bytes]:
        """The bytes of every registered definition, oldest first, as the register has them."""

    def put_file(self, case: str, digest: str, content: bytes, officer: str, at: str) -> None:
        """Keep an uploaded file, encrypted; the same file again is no change."""


class Clock(Protocol):
    """Time is an argument: the only source of now."""

    def now(self) -> datetime:
        """The moment, aware, in UTC."""


class Ids(Protocol):
    """Random ids for cases, matters and meetings."""

    def new(self) -> str:
        """An id nobody can guess."""


class KeyProvider(Protocol):
    """Keys that the database doesn't hold."""

    def wrap(self, key: bytes) -> bytes:
        """A data key as the database may hold it."""

    def unwrap(self, wrapped: bytes) -> bytes:
        """The data key again. Raises `Unusable` when it was wrapped under another master key."""

    def derived(self, purpose: str) -> bytes:
        """A key for one purpose, from which no other can be computed."""


Entries = Iterator[tuple[int, bytes, bytes]]
"""Rows of the register in order: id, body, tag."""
