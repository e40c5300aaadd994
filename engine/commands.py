"""What officers ask for. A command names its officer, the post it is taken in, and its own id (idempotency)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

Inputs = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """The common part. `post` may be left out by an officer who holds exactly one."""

    id: str
    actor: str
    post: str | None = None
    token: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCase(Command):
    """A command on a case; `expected` is the version the officer saw (If-Match), None where he saw none."""

    case: str
    expected: int | None = None
    occurred_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeStep(OnCase):
    """Take a transition or an act. `documents` maps kinds to digests of uploaded files; `other` is a case to link.

    `to_organ`: to which organ the act moves the case; `hand_to` is then an office there.
    """

    step: str
    inputs: Inputs = field(default_factory=dict)
    documents: Mapping[str, str] = field(default_factory=dict)
    team: tuple[str, ...] = ()
    hand_to: str | None = None
    meeting: str | None = None
    other: str | None = None
    to_organ: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideRequest(OnCase):
    """Approve, return or refuse the pending request; a body's decision cites its meeting, an outside one its sheet."""

    request: str
    decision: Literal["approve", "return", "refuse"]
    meeting: str | None = None
    sheet: "Sheet | None" = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper of an outside decision: its number (unique per issuing body), date, and the uploaded file."""

    number: str
    issued_on: date
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareSheet(OnCase):
    """A second officer compares the sheet: he types its number again."""

    request: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawRequest(OnCase):
    """The proposer takes his request back."""

    request: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignStep(OnCase):
    """A member of the team signs the documents of a step that all must sign."""

    step: str
    documents: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recuse(OnCase):
    """The recusal of an officer is decided: from this moment he may neither act nor see."""

    officer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassOn(OnCase):
    """In a hand-over that was begun as a mass act: what `officer` holds of the case passes to the other."""

    act: str
    officer: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenMatter(Command):
    """Open a matter with one case per subject. A `takeover` is set by an import only, with one subject a command."""

    workflow: str
    subjects: Sequence[Inputs]
    received_on: date
    organ: str | None = None
    documents: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    takeover: "Takeover | None" = None


@dataclass(frozen=True, slots=True)
class Takeover:
    """What an import adds to an opening.

    `reference`, `content` and `matter` are keyed digests of the row's person
    code, of its content and of its clue code: equal rows are known again, and nothing can be read from them.
    Without a `number` the case gets the next one of its organ. `stated`: the organ that the ledger names, where the
    law sends the row to another of its line; `since`: when it came into its state, as far as the ledger tells.
    """

    act: str
    office: str | None
    state: str
    number: str | None
    reference: str
    content: str
    matter: str
    stated: str | None = None
    subject_officer: str | None = None
    since: date | None = None
    also: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldMeeting(Command):
    """Record a meeting. Each item is a case (and the request or step decided) with every member's opinion."""

    organ: str
    office: str | None
    body: str
    held_on: date
    present: tuple[str, ...]
    recused: tuple[str, ...] = ()
    items: tuple["Item", ...] = ()
    minutes: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a meeting: `subject` is a request id, or the step id under study; opinions by officer."""

    case: str
    subject: str
    opinions: Mapping[str, Literal["agree", "oppose", "abstain"]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegate(Command):
    """The holder of the acting post lets another officer approve for him, for named steps, until an end."""

    to: str
    steps: tuple[str, ...]
    valid_from: date
    valid_to: date
    of_post: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueToken(Command):
    """Issue a bearer token to an officer until an end; `secret_hash` is the SHA-256 of the secret, in hex."""

    officer: str
    valid_to: datetime
    secret_hash: str
    purpose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeToken(Command):
    """End a token now."""

    token_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOrganisation(Command):
    """Replace the organisation by a snapshot (the content of organisation.json)."""

    snapshot: Mapping[str, Any]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reorganise(Command):
    """Begin to hand over, in a mass act, what an organ held that has ended, or what one of its offices held.

    `to` is its successor; the organ itself where only its superior is another one. `document` is the SHA-256 of the
    paper that orders it.
    """

    act: str
    organ: str
    to: str
    document: str
    office: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MassAct(Command):
    """An entry of a mass act's own stream.

    `about` is one of `engine.terms.MASS_ACTS`. `begin` (which document, and for the ledgers of which `organs`),
    `dispatch` (a matter that belongs to an organ off the platform: in which `row` of the document it stands, without
    content), `finish` (how many, and the digest of the list).
    """

    act: str
    event: Literal["begin", "dispatch", "finish"]
    about: str
    document: str = ""
    organs: tuple[str, ...] = ()
    row: int = 0
    count: int = 0
    listed: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordNotice(Command):
    """Record a notice on days off: `off` and `on` map days (ISO) to the name of their holiday.

    It changes no day until a second officer confirms it. `organ` is empty for a national notice; else the organ whose
    local days these are, with everything below it. `document` is the SHA-256 of the file that lists the days.
    """

    number: str
    issued_on: date
    document: str
    year: int
    off: Mapping[str, str]
    on: Mapping[str, str]
    organ: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmNotice(Command):
    """A second officer compares a recorded notice, named by its entry: he gives its number and its file again."""

    recorded: int
    number: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigureLength(Command):
    """Set an organ's own length of a period (`{"months": 2}`); empty: the declared length again."""

    workflow: str
    deadline: str
    organ: str
    length: Mapping[str, int] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerEscalation(OnCase):
    """Answer an escalation that has reached the officer's post: `answer` is one of `engine.terms.ANSWERS`.

    `until`: by which day it will be dealt with, for a promise.
    """

    deadline: str
    level: int
    answer: str
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLeave(Command):
    """An officer is on leave from a day until another, on which he is back; his newest leave counts."""

    officer: str
    valid_from: date
    valid_to: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordContact(Command):
    """Where an officer is told by a channel (`terms.CHANNELS`) that something waits; no address takes it back.

    The address is kept in the vault.
    """

    officer: str
    channel: str
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverAct(MassAct):
    """The mass act of handing over: what `officer` holds passes `to` another.

    A `reason` may stand for the document; it is kept in the vault. `finish` tells too how many cases were `left`.
    """

    about: str = "handover"
    officer: str = ""
    left: int = 0
    reason: str = ""


CaseCommand = TakeStep | DecideRequest | CompareSheet | WithdrawRequest | SignStep | Recuse | PassOn
