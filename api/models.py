"""The shapes of answers, for the OpenAPI document. Answers are made directly; tests hold them against these shapes."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.words import Digest, Id


class Shape(BaseModel):
    """A shape in which every name is known."""

    model_config = ConfigDict(extra="forbid")


class Article(Shape):
    """An article with how surely it was read: `confidence` for programs; `label` ends in the mark unless it is A."""

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


class DeadlineName(Shape):
    """A period by its declaration."""

    id: str
    label: str
    kind: Literal["duty", "limit", "right", "term", "bar"]


class _Ends(DeadlineName):
    """When a round of a period ends, and how near that is."""

    round: int
    last_day: str | None
    due_at: str | None = Field(description="届满的时刻（不含），此时起即为逾期。")
    provisional: bool = Field(description="暂定：所依据的放假安排尚未公布。")
    band: Literal["none", "blue", "yellow", "red"]
    band_label: str
    working_days_left: int | None = Field(description="剩余工作日，逾期的为负数。")


class DeadlineRound(_Ends):
    """One round of a period of a case."""

    catalogue: str | None
    status: Literal["running", "paused", "met", "superseded", "lapsed"]
    from_: str = Field(alias="from")
    length: dict[str, int]
    calendar: int | None = Field(description="所依据的工作日历版本。")
    late: bool
    ended_at: str | None
    sentence: str
    sentence_en: str


class Deadlines(Shape):
    """The periods of a case."""

    deadlines: list[DeadlineRound]


class DueOnBoard(_Ends):
    """A running period on a board."""

    case: Id
    number: str
    workflow: str
    organ: str
    office: str | None


class Board(Shape):
    """What is due, the earliest first."""

    deadlines: list[DueOnBoard]


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
    to_organ: str | None = Field(description="改变承办机关的：接收机关。")
    meeting: str | None
    steps: list[PendingStep]


class Passed(Shape):
    """An organ that held the case before, and the act by which it left."""

    organ: str
    office: str | None
    left_by: str


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
    designating: str | None = Field(description="指定管辖的机关。")
    assigning: str | None = Field(description="交办的机关。")
    passage: list[Passed] = Field(description="承办过的机关，按先后；不含现承办机关。")
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
    about_deadlines: list[Pending] = Field(description="正在报批的期限变更，不妨碍其他步骤。")


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


class Entries(Shape):
    """Entries of a stream of the register, oldest first, without what the vault holds; `Link` leads on."""

    entries: list[dict[str, Any]]
