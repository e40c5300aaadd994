"""`replay`: one case from its own entries and the versions they name, with a history that people can read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from app.auditing.books import RegisterBooks, read
from engine import terms
from engine.case import RECORDED, Body, Case
from engine.desks.casebook import case_row
from engine.errors import UNREADABLE
from engine.legality import Entry, review
from engine.ports import CaseRow
from engine.registry import Definition
from engine.world import SHANGHAI


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the history, in the words of the case's definition."""

    seq: int
    at: str
    what: str
    moved: str
    actor: str
    post: str
    note: str

    def text(self) -> str:
        """The entry as one line of a page."""
        day = datetime.fromisoformat(self.at).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")
        parts = (f"{self.seq:>4}", day, self.what, self.moved, self.post or self.actor, self.note)
        return "  ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Replayed:
    """The case as it stood after its entry `seq`. `fault` says at which entry the register stops making sense."""

    case: str
    seq: int
    at: str
    body: Body
    row: CaseRow
    definition: Definition
    history: tuple[Line, ...]
    fault: str

    def to_json(self) -> dict[str, Any]:
        """The replayed case for programs."""
        return {
            "case": self.case,
            "seq": self.seq,
            "at": self.at,
            "state_hash": self.row.state_hash,
            "definition": self.definition.digest,
            "body": self.body,
            "history": [{name: getattr(line, name) for name in Line.__slots__} for line in self.history],
            "fault": self.fault or None,
        }

    def lines(self) -> list[str]:
        """The replayed case for people."""
        case, workflow, lookup = Case.read(self.body), self.definition.workflow, self.definition.lookup
        holds = "，".join(part for part in (case.organ, case.office or "", *case.team) if part)
        told = [
            f"{case.number}　{workflow.label} {workflow.version}（定义 {self.definition.digest[:16]}）",
            f"第{self.seq}条登记后：{lookup.phase(case.phase).label}／{lookup.state(case.state).label}，承办 {holds}",
            f"状态摘要 {self.row.state_hash}",
        ]
        pending = lookup.step(case.pending.step) if case.pending else None
        told += [f"待批：{pending.label}"] if pending else []
        return [*told, "", *(line.text() for line in self.history), *([f"✗ {self.fault}"] if self.fault else [])]


def replay(connection: Connection, case: str, at: int | None = None) -> Replayed | None:
    """Fold a case up to an entry (None: to its end). None for a case that the register doesn't have so far.

    Needs nothing but the case's entries and the versions that they name; live tables are not asked.
    """
    books, standing, last, fault = RegisterBooks(connection), None, None, ""
    history: list[Line] = []
    for row, parsed in read(connection, f"case/{case}"):
        if at is not None and row.seq > at:
            break
        try:
            entry = Entry.read(parsed)
            after, faults = review(standing, entry, books)
        except UNREADABLE:
            fault = f"第{row.seq}条：无法读取。"
            break
        if faults or after is None:
            fault = f"第{row.seq}条：{'；'.join(one.message for one in faults)}"
            break
        standing, last = after, entry
        history.append(_line(entry, _definition(books, after.body)))
    if standing is None or last is None:
        return None
    definition, organisation = _definition(books, standing.body), books.organisation(last.world["organisation"])
    if organisation is None:
        return None
    made = case_row(definition, standing.body, organisation)
    return Replayed(case, last.seq, last.at, standing.body, made, definition, tuple(history), fault)


def _definition(books: RegisterBooks, body: Body) -> Definition:
    registered = books.definition(body["definition"])
    if registered is None:
        raise LookupError(body["definition"])
    return registered.definition


def _line(entry: Entry, definition: Definition) -> Line:
    moves = entry.from_ != entry.to
    states = [definition.lookup.state(state).label for state in (entry.from_, entry.to) if state] if moves else []
    return Line(
        seq=entry.seq,
        at=entry.at,
        what=_what(entry, definition),
        moved=" → ".join(states),
        actor=entry.actor,
        post=entry.post,
        note=_note(entry, definition),
    )


_EVENTS = {
    "open": "受理登记",
    "takeover": "台账导入",
    "approve": "批准",
    "compare": "核对批件",
    "returned": "退回",
    "refused": "不批准",
    "withdrawn": "撤回",
    "lapsed": "报批失效",
    "recuse": "决定回避",
    "split": "另案登记",
    "co_subject": "同案登记",
    "merged": "并案",
    "duplicate": "关联重复件",
    "pass_on": "工作移交",
    "lapse": "期限届满",
    "recompute": "重新计算期限",
    "climb": "逐级报告",
    **dict.fromkeys(("acknowledge", "answer"), "答复逐级报告"),
}
_ESCALATED = {
    "open": "报告第{level}级（{key}）",
    "skip": "第{level}级无人可报（{because}）",
    "top": "已到最高一级",
    "repeat": "再次报告第{level}级",
    "alarm": "再次告警",
    "acknowledge": "第{level}级签阅",
    "answer": "第{level}级{answer}",
    "close": "了结（{because}）",
}
_BECAUSE = {
    "vacant": "空缺",
    "on_leave": "休假",
    "barred": "回避",
    "met": "已办结",
    "extended": "已延长",
    "paused": "已暂停",
    "superseded": "不再计算",
}
_KINDS = {"proposal": "报批", "signature": "签名"}


def _what(entry: Entry, definition: Definition) -> str:
    about = definition.lookup.step(entry.told.get("step") or entry.event)
    label = about.label if about else ""
    if entry.kind in {"transition", "act", "correction"}:
        return label
    recorded = (entry.told.get("passed") or {}).get("status") == RECORDED
    done = "登记批件" if recorded else _KINDS.get(entry.kind) or _EVENTS.get(entry.event, entry.event)
    return f"{done}“{label}”" if label else done


def _note(entry: Entry, definition: Definition) -> str:
    """By whom a step was approved, what it was numbered, who succeeded whom, and what was corrected."""
    if entry.kind == "succession":
        return f"{entry.told['officer']} → {entry.told['to']}"
    passed = [_approver(one) for one in entry.told.get("approved") or ()]
    told = [f"经{'、'.join(passed)}批准"] if passed else []
    if entry.seq:
        issued = entry.changes.get("issued") or {}
        drawn = [one["series"] for one in entry.told.get("drawn") or ()]
        told += [f"{terms.NUMBER_SERIES.get(series, series)} {issued[series]}" for series in drawn]
    return "，".join([*told, *_corrected(entry, definition), *_escalated(entry, definition)])


def _corrected(entry: Entry, definition: Definition) -> Iterator[str]:
    step, taken_back = definition.lookup.step(entry.event), entry.told.get("reversed")
    form = definition.lookup.form_of(step) if step else None
    named = [field.label for field in form.fields if field.id in entry.told.get("corrected", ())] if form else []
    if named:
        yield f"更正{'、'.join(named)}"
    if taken_back:
        void = (f"{number}作废" for number in taken_back.get("void", {}).values())
        yield "，".join([f"撤销第{taken_back['seq']}条", *void])


def _escalated(entry: Entry, definition: Definition) -> Iterator[str]:
    """Whom an overdue period has reached, who answered, and what closed its escalations."""
    for one in entry.told.get("escalations") or ():
        words = {"because": _BECAUSE.get(one.get("because"), ""), "answer": terms.ANSWERS.get(one.get("answer"), "")}
        yield f"“{definition.lookup.deadline(one['id']).label}”{_ESCALATED[one['event']].format(**{**one, **words})}"


def _approver(step: Mapping[str, Any]) -> str:
    if step["kind"] == "rank":
        return terms.RANKS[step["post"]]
    body = step["body"].partition("@")[0]
    return terms.BODIES.get(body) or terms.RANKS.get(body, body)
