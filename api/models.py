"""The shapes of answers, for the OpenAPI document. Answers are made directly; tests hold them against these shapes."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.words import Digest, Id


class Shape(BaseModel):
    """A shape in which every name is known."""

    model_config = ConfigDict(extra="forbid")


class Article(Shape):
    """The article a refusal rests on; `confidence` says how surely it was read (A, A2, B, C)."""

    law: str
    number: str
    label: str
    confidence: Literal["A", "A2", "B", "C"]


class ProblemDetails(Shape):
    """RFC 9457. `code` is stable; `detail` and `remedy` are for people; `fields` names inputs and holds no value."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    remedy: str
    article: Article | None = None
    fields: list[str] = []
    version: int | None = Field(default=None, description="事项现在的版本（仅版本已更新时）。")
    incident: str | None = Field(default=None, description="事件编号（仅系统故障时）。")


class Named(Shape):
    """An id with its label."""

    id: str
    label: str


class PendingStep(Shape):
    """One approval of a request: whose, and what it came to."""

    kind: Literal["rank", "collective", "outside"]
    status: Literal["waiting", "recorded", "passed"]
    who: str = Field(description="审批职级或者机构。")
    organ: str | None
    by: str | None = None
    at: str | None = None


class Pending(Shape):
    """The request that waits for approval."""

    request: str
    step: Named
    proposer: str
    at: str
    team: list[str]
    hand_to: str | None
    meeting: str | None
    steps: list[PendingStep]


class CaseShape(Shape):
    """A case as one officer sees it."""

    id: Id
    matter: Id
    number: str
    workflow: Named
    definition: Digest
    state: Named
    phase: Named
    closed: bool
    version: int
    organ: str
    office: str | None
    competent: str
    designating: str | None
    handler: str | None
    team: list[str]
    track: str
    secrecy: int
    priority: int
    opened_at: str
    opened_by: str
    received_on: str
    last_occurred_at: str
    handover: str | None
    recused: list[str]
    issued: dict[str, str]
    imported: bool
    taken_over_at: str | None
    pending: Pending | None


class CaseInList(CaseShape):
    """A case of a list, with what the officer may know of its subject."""

    subject: dict[str, Any]


class CaseRead(CaseShape):
    """A case with the classes of fields that were asked for; `withheld` are those the officer may not read."""

    fields: dict[str, dict[str, Any]]
    withheld: list[str]


class CasePage(Shape):
    """A page of cases, newest first; `Link` leads to the next."""

    cases: list[CaseInList]


class LinkedCases(Shape):
    """The linked cases that the officer may see."""

    links: list[CaseShape]


class MatterRead(Shape):
    """A matter, as far as the officer may see its cases."""

    id: Id
    cases: list[CaseInList]


class EntryRef(Shape):
    """The entry of the register that an answer stands for."""

    stream: str
    seq: int
    event: str


class Done(Shape):
    """What came of a command on a case; asking again with the same key gives the same answer."""

    outcome: Literal["applied", "pending_approval"]
    case: Id
    state: str
    version: int
    entry: EntryRef
    request: str | None = Field(description="待审批事项的编号（仅报批时）。")
    data: dict[str, Any]


class OpenedCase(Shape):
    """A case that was opened: its id and its number in the organ's series."""

    id: Id
    number: str


class Opened(Shape):
    """A matter that was opened, with its cases."""

    outcome: Literal["applied"]
    matter: Id
    cases: list[OpenedCase]
    entry: EntryRef


class Held(Shape):
    """A meeting that was recorded."""

    outcome: Literal["applied"]
    meeting: Id
    entry: EntryRef


class Delegated(Shape):
    """A delegation that was recorded."""

    outcome: Literal["applied"]
    delegation: Id
    entry: EntryRef


class RefusalShape(Shape):
    """The refusal that an officer would get."""

    code: str
    sentence: str
    remedy: str
    article: Article
    fields: list[str]


class ActionShape(Shape):
    """A step of the present state, what it needs, and whether this officer may take it."""

    step: str
    label: str
    kind: Literal["transition", "act"]
    to: Named | None
    allowed: bool
    refusal: RefusalShape | None
    documents: list[Named]
    inputs: dict[str, Any] | None = Field(description="表单的 JSON Schema；无表单的为 null。")
    team_at_least: int | None
    hand_to: list[Named] | None = Field(description="可移交部门的职能；不移交的为 null。")
    studied_by: Named | None
    signed_by_team: bool
    needs_approval: bool
    articles: list[Article]


class Actions(Shape):
    """Everything that may be taken in the present state."""

    case: Id
    version: int
    actions: list[ActionShape]


class Entries(Shape):
    """Entries of a stream of the register, oldest first, without what the vault holds; `Link` leads on."""

    entries: list[dict[str, Any]]


class Uploaded(Shape):
    """A file that was kept; commands name it by its digest."""

    sha256: Digest
    bytes: int


class DocumentShape(Shape):
    """A document handed in with a step."""

    kind: str
    label: str
    sha256: Digest
    seq: int = Field(description="所在登记条目的序号。")


class DocumentList(Shape):
    """The documents of a case."""

    documents: list[DocumentShape]


class WorkflowShape(Shape):
    """A workflow as new cases begin with it."""

    id: str
    label: str
    version: str
    about: str
    digest: Digest


class WorkflowList(Shape):
    """The workflows of this installation."""

    workflows: list[WorkflowShape]


class StepShape(Shape):
    """A row of the workflow's table."""

    step: str
    label: str
    kind: Literal["transition", "act"]
    at: list[str]
    to: str | None
    by: list[str]
    office: list[str]
    documents: list[str]
    articles: list[Article]


class StateShape(Shape):
    """A state and its phase."""

    id: str
    label: str
    phase: str
    closed: bool


class WorkflowRead(WorkflowShape):
    """A definition: its tables, the versions of its rules, and the document whose digest it goes by."""

    phases: list[Named]
    states: list[StateShape]
    steps: list[StepShape]
    rules: dict[str, int]
    document: dict[str, Any]


class Health(Shape):
    """The process answers."""

    status: Literal["ok"]


class Ready(Shape):
    """The installation can be used."""

    status: Literal["ready"]
    workflows: int
