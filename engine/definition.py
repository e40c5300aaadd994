"""The vocabulary: the words in which a procedure is declared, and nothing that acts.

A procedure is a `Workflow` of states, transitions, acts and deadlines. Every word is frozen data: no functions, so
that a definition can become JSON, be hashed, be an entry of the register, and be read by somebody who knows the
law but not Python. `engine.codec` writes and reads the JSON; `engine.soundness` lists what is wrong with one.
"""

from collections.abc import Sequence
from dataclasses import KW_ONLY
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, ConfigDict
from pydantic.dataclasses import dataclass

from engine.law import Article, Confidence

_FROZEN = ConfigDict(extra="forbid", arbitrary_types_allowed=True)


def _as_tuple(value: Any) -> tuple[Any, ...]:
    """One word or several: `at="allocated"` and `at=("allocated", "shelved")` are both written."""
    if isinstance(value, (list, tuple)):
        return tuple(value)
    return () if value is None else (value,)


Names = Annotated[Sequence[str], BeforeValidator(_as_tuple)]
"""One id or several; always a tuple once declared."""
Pairs = Annotated[Sequence[tuple[str, str]], BeforeValidator(lambda pairs: tuple(tuple(pair) for pair in pairs))]
Basis = Annotated[Sequence[Article], BeforeValidator(_as_tuple)]
"""The articles a word rests on, each with its own confidence."""

ANY_OPEN: Final = "*"
"""`at=ANY_OPEN`: in every state that isn't closed."""


# --- Conditions -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, config=_FROZEN)
class Condition:
    """A named rule of this procedure: a general predicate of `engine.rules` with its parameters.

    `When("heavy_sanction", …)` names a condition; a predicate without parameters may be named directly. `negated`: it
    holds where the predicate doesn't; `or_else`: other conditions of which one is enough in its place; `also`: those
    that must hold with it.
    """

    id: str
    label: str
    rule: str
    fact: str = ""
    values: Names = ()
    negated: bool = False
    or_else: Names = ()
    also: Names = ()
    basis: Basis = ()


# --- Approvals --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, config=_FROZEN)
class Rank:
    """One person approves by post: which post, of which organ, and whether the power may be delegated.

    `office`: the function of the office whose head is meant, where it isn't the one that holds the case.
    """

    post: str
    organ: str = "holding"
    delegable: bool = True
    office: str = ""


@dataclass(frozen=True, config=_FROZEN)
class Collective:
    """A body decides in a meeting. `present` and `passing` are the shares (of all members) that must be exceeded."""

    body: str
    organ: str = "holding"
    present: Annotated[str, "a fraction, exceeded"] = "1/2"
    passing: Annotated[str, "a fraction, exceeded"] = "1/2"


@dataclass(frozen=True, config=_FROZEN)
class Outside:
    """A body that doesn't work here decides; a registrar records its sheet, a second officer compares it.

    `beside`: the organ beside which it stands.
    """

    body: str
    beside: str = "holding"


@dataclass(frozen=True, config=_FROZEN)
class OfficeOf:
    """Everybody of the office with this function, of that organ: a word of `seen_by`."""

    function: str
    organ: str = "holding"


Step = Rank | Collective | Outside
"""One approval of a chain."""


def _as_step(step: "Step | str") -> Step:
    return Rank(step) if isinstance(step, str) else step


@dataclass(frozen=True, config=_FROZEN)
class Chain:
    """Approvals in order: `Chain("principal", SITTING, Outside("same_level_party_committee"))`."""

    steps: Annotated[Sequence[Step], BeforeValidator(lambda value: tuple(_as_step(step) for step in value))] = ()


def chain(*steps: Step | str) -> Chain:
    """The approvals in order; a bare word is a `Rank` of the holding organ."""
    return Chain([_as_step(step) for step in steps])


@dataclass(frozen=True, config=_FROZEN)
class When:
    """If the condition holds for this subject, this chain approves."""

    condition: str
    chain: Chain


@dataclass(frozen=True, config=_FROZEN)
class Otherwise:
    """The chain for every other subject; the last branch."""

    chain: Chain


@dataclass(frozen=True, config=_FROZEN)
class SameRankAs:
    """The same approval as another transition of this workflow (予以了结: the rank that approved the way)."""

    transition: str


Branches = Annotated[Sequence[When | Otherwise | SameRankAs | Chain], BeforeValidator(_as_tuple)]


# --- People, offices, papers --------------------------------------------------------------------------------------


@dataclass(frozen=True, config=_FROZEN)
class Team:
    """The step names a team of at least so many officers of the holding organ."""

    at_least: int = 2


@dataclass(frozen=True, config=_FROZEN)
class HandTo:
    """The step hands the case to an office with one of these functions; `signed`: nothing goes on until it signs."""

    functions: Names
    signed: bool = False


@dataclass(frozen=True, config=_FROZEN)
class HandBack:
    """The step hands the case back to the office that held it last in this phase."""

    phase: str
    signed: bool = False


@dataclass(frozen=True, config=_FROZEN)
class Move:
    """The act moves the case to another organ: to an office of the same function as here, or of one of these.

    It has to sign. `to`: which organs may get it, one of `engine.terms.DESTINATIONS`. `designates`, `assigns`: the
    part of the organ whose designation or task the case is from then on, seen from the case as it was before.
    """

    to: str
    offices: Names
    designates: str = ""
    assigns: str = ""


@dataclass(frozen=True, config=_FROZEN)
class Apart:
    """Nobody who served in these phases, in this case or a linked one, may propose, join the team or keep notes."""

    phases: Names
    basis: Basis = ()


@dataclass(frozen=True, config=_FROZEN)
class After:
    """A step that must have been taken before, or one of several: in the case, or since it entered its present phase.

    `when`: the condition under which it must; the inputs of the step itself count as facts. A phase begins anew when
    a transition leads back to its own state, and when a closed case is taken up again.
    """

    step: Names
    since: Literal["opening", "phase"] = "opening"
    when: str = ""
    basis: Basis = ()


@dataclass(frozen=True, config=_FROZEN)
class Issue:
    """The step issues a document with the next number of a series; `when`: only under this condition.

    `organ`: the part of the organ whose series it is.
    """

    series: str
    when: str = ""
    organ: str = "holding"


def _as_issues(value: Any) -> tuple[Any, ...]:
    """Definitions of before 2026.2 name one series as a bare word."""
    return tuple(Issue(one) if isinstance(one, str) and one else one for one in _as_tuple(value) if one)


@dataclass(frozen=True, config=_FROZEN)
class RequiresLinked:
    """A linked case of this workflow must be closed before the step (a measure beside an investigation)."""

    workflow: str
    must: Literal["be_closed", "exist"] = "be_closed"


@dataclass(frozen=True, config=_FROZEN)
class Choice:
    """One value of a closed list."""

    id: str
    label: str


Choices = Annotated[Sequence[Choice], BeforeValidator(_as_tuple)]


@dataclass(frozen=True, config=_FROZEN)
class Field:
    """One input of a form.

    `required_if` names the condition under which it is required, and without which it is out of place;
    `unless_known`: it is entered only while the subject's fact of this name isn't known; later it is corrected;
    `kept_as` is the class of protected values it joins; `fact`: rules may read it. Of an officer: `positions` that he
    must hold one of in the holding organ, the other field whose officer he `differs_from`, and whether he `serves`
    with what he did here, so that later phases are kept apart from him. A `case` is one that the officer may see: the
    case opened with it is linked to it, and that one isn't told. `happened`: a day that is never still to come.
    """

    id: str
    label: str
    kind: Literal["text", "choice", "boolean", "date", "amount", "number", "organ", "officer", "case"] = "text"
    choices: Choices = ()
    required: bool = True
    required_if: str = ""
    unless_known: bool = False
    fact: bool = False
    kept_as: Literal["informant", "subject", "content"] = "content"
    positions: Names = ()
    differs_from: str = ""
    serves: bool = False
    happened: bool = False


@dataclass(frozen=True, config=_FROZEN)
class Form:
    """The inputs of a step, in the order of the paper form."""

    id: str
    label: str
    fields: Annotated[Sequence[Field], BeforeValidator(_as_tuple)]


# --- Deadlines ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, config=_FROZEN)
class Span:
    """A length in exactly one unit."""

    hours: int = 0
    days: int = 0
    working_days: int = 0
    months: int = 0


@dataclass(frozen=True, config=_FROZEN)
class SpanWhen:
    """The length for subjects of whom the condition holds."""

    condition: str
    span: Span


@dataclass(frozen=True, config=_FROZEN)
class StatedIn:
    """The length is written in the document itself (建议书).

    `field`: the number of the step's form that repeats it, in the unit of `otherwise`, which counts where it is blank.
    """

    document: str
    otherwise: Span
    field: str = ""


Length = Annotated[Sequence[Span | SpanWhen | StatedIn], BeforeValidator(_as_tuple)]


@dataclass(frozen=True, config=_FROZEN)
class Extension:
    """Who may extend, by how much (None: no cap in the text), how often (0: as often as approved)."""

    approval: Branches
    span: Span | None = None
    times: int = 1
    basis: Basis = ()


@dataclass(frozen=True, config=_FROZEN)
class Pause:
    """On which ground (`label`) officers may ask that the period stand still, and who approves it."""

    label: str
    approval: Branches
    basis: Basis = ()


@dataclass(frozen=True, config=_FROZEN)
class Bounds:
    """Between which lengths an organ may configure its own; only for lengths marked B or C, all of one unit."""

    least: Span
    most: Span


@dataclass(frozen=True, config=_FROZEN)
class Rung:
    """A level of the ladder: whom the overdue matter reaches, and his grace in working days before it climbs."""

    reaches: Rank
    grace: int


@dataclass(frozen=True, config=_FROZEN)
class Deadline:
    """A due date and everything that may move it. `catalogue` names the row of the deadline catalogue.

    `counts_from`: the event that it counts from, where that isn't the step that begins it: "received" (the receipt of
    the matter), "decided" (the sitting that approved the step), or the day in this field of the step's form.
    `resets`: beginning again means a new period; else it goes on, as `resume_means` says of a pause too. `bounds`:
    between which lengths an organ may set its own. `of_approvals`: it is the duty of whoever must decide an approval
    step; it begins whenever one waits, and no step names it.
    """

    id: str
    label: str
    kind: Literal["duty", "limit", "right", "term", "bar"]
    length: Length
    catalogue: str = ""
    warn: Annotated[Sequence[Span], BeforeValidator(_as_tuple)] = ()
    extensions: Annotated[Sequence[Extension], BeforeValidator(_as_tuple)] = ()
    pauses: Annotated[Sequence[Pause], BeforeValidator(_as_tuple)] = ()
    suspended_while: Names = ()
    resume_means: Literal["restart", "resume", "keep"] = "resume"
    resets: bool = True
    rolls_to_working_day: bool = False
    ladder: Annotated[Sequence[Rung], BeforeValidator(_as_tuple)] = ()
    then: str = ""
    basis: Basis = ()
    length_confidence: Confidence = "A"
    counts_from: str = ""
    bounds: Bounds | None = None
    of_approvals: bool = False


@dataclass(frozen=True, config=_FROZEN)
class Periodic:
    """A recurring duty of an office (清理、反馈)."""

    id: str
    label: str
    office: str
    every: Span
    basis: Basis = ()


# --- The workflow -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, config=_FROZEN)
class Opening:
    """How a matter begins: who may open it, in which offices, on which form, with which number, in which state.

    `received_by`: functions of the office that gets it, the preferred first; else it lies in the opener's office.
    `about_officer`: the officer field of the form that names its subject, who is kept from it wherever it lies;
    `officers_to`: functions of the office that gets a matter about such an officer, where others lie elsewhere;
    `told_apart`: the field in which a person says that somebody only bears the name of an officer.
    """

    to: str
    by: Names
    office: Names
    form: str
    number: str
    begins: Names = ()
    basis: Basis = ()
    received_by: Names = ()
    about_officer: str = ""
    officers_to: Names = ()
    told_apart: str = ""


@dataclass(frozen=True, config=_FROZEN)
class State:
    """A state of the case. `no_deadline` says under which article an open state has none."""

    id: str
    label: str
    phase: str
    closed: bool = False
    no_deadline: Basis = ()


@dataclass(frozen=True, config=_FROZEN)
class _Declared:
    """What acts and transitions have in common: who, where, on which document, with whose approval, on which article.

    `after`: what must have been done before; `lets_in`: the office whose officers, named with the step, may see the
    case until its phase ends; `tallies`: the list of the case in which the step is counted, with its dates.
    `only_if`: conditions that the subject must meet; `only_with`: those that he must meet with what is entered.
    `not_before`: bars that must be over; `within`: rights that must not have lapsed. `of`: the part of the organ whose
    officers take the step, where it isn't the one that holds the case; `office` names offices there by function.
    """

    id: str
    label: str
    _: KW_ONLY
    at: Names
    by: Names
    of: str = "holding"
    office: Names = ("holding",)
    after: Annotated[Sequence[After], BeforeValidator(_as_tuple)] = ()
    approval: Branches = ()
    studied_by: str = ""
    signed_by: Literal["", "team"] = ""
    concurs: Rank | None = None
    files_with: Names = ()
    documents: Names = ()
    form: str = ""
    issues: Annotated[Sequence[Issue], BeforeValidator(_as_issues)] = ()
    forms_team: Team | None = None
    hands_to: HandTo | HandBack | None = None
    lets_in: str = ""
    only_if: Names = ()
    only_with: Names = ()
    apart: Apart | None = None
    at_most: int = 0
    organ_level_at_least: str = ""
    requires_linked: Annotated[Sequence[RequiresLinked], BeforeValidator(_as_tuple)] = ()
    begins: Names = ()
    fulfils: Names = ()
    pauses: Names = ()
    not_before: Names = ()
    within: Names = ()
    reports_upward: Names = ()
    consults: Names = ()
    notifies: Names = ()
    tallies: str = ""
    basis: Basis = ()


@dataclass(frozen=True, config=_FROZEN)
class Act(_Declared):
    """What officers do in a state without leaving it: records, talks, evidence, service, a change of team.

    `opens`: another case, of the subject whom its form describes (另案); `links_as`: how the case named with the act
    belongs to this one (并案, 重复件); `corrects`: what it puts right (更正), a fact of the subject or the last
    transition. A correction is approved by who approved what rests on it, and by `approval` where nobody did.
    `moves`: to which other organ the case goes, a jurisdiction act; `ends_task`: the task that a superior organ gave
    (交办) ends with it.
    """

    _: KW_ONLY
    signs_handover: bool = False
    moves: Move | None = None
    ends_task: bool = False
    opens: Literal["", "same_matter", "new_matter"] = ""
    links_as: str = ""
    corrects: Literal["", "facts", "last_step"] = ""

    @property
    def to(self) -> str:
        """An act stays where it is: the empty word."""
        return ""

    @property
    def reopens(self) -> bool:
        """Only a transition leaves a closed state."""
        return False

    @property
    def waits_for_approvals(self) -> bool:
        """An act passes while a request is pending; only transitions wait."""
        return False


@dataclass(frozen=True, config=_FROZEN)
class Transition(_Declared):
    """A step from one state to another. `reopens`: it takes up again what was closed, so it may leave closed states."""

    _: KW_ONLY
    to: str
    ends_measure: bool = False
    reopens: bool = False

    @property
    def signs_handover(self) -> bool:
        """Only an act signs a hand-over."""
        return False

    @property
    def moves(self) -> None:
        """Only an act moves the case to another organ."""
        return None

    @property
    def ends_task(self) -> bool:
        """Only an act ends a task."""
        return False

    @property
    def opens(self) -> str:
        """Only an act opens another case."""
        return ""

    @property
    def links_as(self) -> str:
        """Only an act links another case."""
        return ""

    @property
    def corrects(self) -> str:
        """Only an act corrects."""
        return ""

    @property
    def waits_for_approvals(self) -> bool:
        """A pending request holds back every other transition, but never the end of a measure."""
        return not self.ends_measure


Taken = Act | Transition
"""A step that an officer takes: either word."""


@dataclass(frozen=True, config=_FROZEN)
class Workflow:
    """A procedure.

    `takes_over`: states an import may set; `must_pass`: (phase, phase that no path to it may skip);
    `seen_by`: ranks and offices beside the office and team that hold the case.
    """

    id: str
    label: str
    version: str
    about: str
    opening: Opening
    states: Annotated[Sequence[State], BeforeValidator(_as_tuple)]
    transitions: Annotated[Sequence[Transition], BeforeValidator(_as_tuple)]
    acts: Annotated[Sequence[Act], BeforeValidator(_as_tuple)] = ()
    forms: Annotated[Sequence[Form], BeforeValidator(_as_tuple)] = ()
    conditions: Annotated[Sequence[Condition], BeforeValidator(_as_tuple)] = ()
    deadlines: Annotated[Sequence[Deadline], BeforeValidator(_as_tuple)] = ()
    periodic: Annotated[Sequence[Periodic], BeforeValidator(_as_tuple)] = ()
    takes_over: Names = ()
    must_pass: Pairs = ()
    seen_by: Annotated[Sequence[Rank | OfficeOf], BeforeValidator(_as_tuple)] = ()
    phases: Choices = ()
