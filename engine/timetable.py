"""What officers read of periods: those of one case with their derivation, and what is due in an organ's subtree.

A board names number, organ, deadline and days, and nothing of the matter: who may not see a case still learns that
something of it is overdue, since he is the one who must answer for it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from engine import terms
from engine.case import Case
from engine.deadlines.bands import BAND_NAMES, Band, band_of, working_days_left
from engine.deadlines.telling import Round, sentence
from engine.definition import Deadline
from engine.errors import Refused
from engine.law import ENGINE
from engine.organisation import Organisation, Post
from engine.ports import SoughtDue, Transaction, Values
from engine.registry import Definition, Registry
from engine.visibility import reader
from engine.world import World

_LEADERS: Final = frozenset({"principal", "deputy_leader"})
_RANKS: Final = {**terms.POSITIONS, **terms.BODIES, **terms.RANKS}
_BEGUN_OTHERWISE: Final = {"open": ("登记", "registered"), "takeover": ("导入", "taken over")}


@dataclass(frozen=True, slots=True)
class Period:
    """One round of a period: its declaration, how it stands, and why it ends on that day.

    `left`: working days that are left, both days included; negative after the end; None while it has no end.
    """

    deadline: Deadline
    round: int
    status: str
    clock: Mapping[str, Any]
    due: Mapping[str, Any] | None
    ended: Mapping[str, Any] | None
    band: Band
    left: int | None
    sentence: str
    sentence_en: str

    @property
    def band_label(self) -> str:
        """The band in words."""
        return BAND_NAMES[self.band]


@dataclass(frozen=True, slots=True)
class Due:
    """A running period on a board: content-free."""

    case: str
    number: str
    workflow: str
    deadline: Deadline
    round: int
    organ: str
    office: str | None
    due: Mapping[str, Any]
    band: Band
    left: int

    @property
    def band_label(self) -> str:
        """The band in words."""
        return BAND_NAMES[self.band]


def periods_of(tx: Transaction, case: Case, definition: Definition, world: World) -> list[Period]:
    """Every round of every period of a case, running ones first, each with its derivation."""
    entries = tx.entries(f"case/{case.id}", -1, case.version)
    began = {entry["seq"]: entry["event"] for entry in entries}
    rows = [_period(row, began, case, definition, world) for row in tx.periods(case.id)]
    return sorted(rows, key=lambda one: (one.status not in {"running", "paused"}, one.due is None, _end(one)))


def due_in(tx: Transaction, officer: str, sought: SoughtDue, world: World, registry: Registry) -> list[Due] | Refused:
    """A page of what is due, the earliest first: in an organ that the officer watches, else in his own cases."""
    asked = _allowed(officer, sought, world)
    if isinstance(asked, Refused):
        return asked
    return [Due(**board_row(row, registry, world)) for row in tx.due(asked)]


def may_watch(post: Post, organ: str, organisation: Organisation) -> bool:
    """Whether the holder of a post answers for what is overdue in an organ and everything below it.

    The leaders and 案管 of the organ or of one above it, and its auditors.
    """
    line = {one.code for one in organisation.line(organ)}
    if post.position == "auditor":
        return post.scope in line
    leads = post.position in _LEADERS or organisation.function_of(post.office) == "case_supervision"
    return leads and post.organ in line


def watches(officer: str, organ: str, world: World) -> bool:
    """Whether one of the officer's posts answers for what is overdue in the organ."""
    return any(may_watch(post, organ, world.organisation) for post in world.posts(officer))


def no_such_organ() -> Refused:
    """The refusal for an organ that isn't one."""
    return Refused("unknown_organ", "没有这一机关。", "请核对机构代码。", ENGINE, ("organ",))


def not_watching(remedy: str) -> Refused:
    """The refusal for who doesn't answer for the organ."""
    sentence = "全机关的期限由本机关或者上级机关的领导、案管部门和审计人员查看。"
    return Refused("wrong_role", sentence, remedy, ENGINE, ("organ",))


def _allowed(officer: str, sought: SoughtDue, world: World) -> SoughtDue | Refused:
    """The question with the bounds of what he may learn."""
    if sought.organ is not None and sought.organ not in world.organisation.organs:
        return no_such_organ()
    own = replace(sought, officer=officer)
    if sought.organ is not None and watches(officer, sought.organ, world):
        return own
    if sought.organ is None or sought.office is not None:
        # His own cases, and those of his office that he may see anyway.
        return replace(own, keys=tuple(sorted(reader(officer, world).keys)))
    return not_watching("本人承办的期限，请不带 organ 查看。")


def _period(row: Values, began: Mapping[int, str], case: Case, definition: Definition, world: World) -> Period:
    deadline = definition.lookup.deadline(row["deadline"])
    due, days = row.get("due"), world.days_of(case.organ)
    runs = row["status"] == "running" and due is not None
    zh, en = _began(began.get(row["clock"]["seq"], ""), definition)
    told = Round(deadline, row["clock"], due, row.get("ended"), row["status"], zh, _naming(world.organisation, _RANKS))
    return Period(
        deadline,
        row["round"],
        row["status"],
        row["clock"],
        due,
        row.get("ended"),
        band_of(deadline, due, world.now, days) if due and runs else "",
        working_days_left(due, world.now, days) if due and runs else None,
        sentence(told),
        sentence(replace(told, began=en, name_of=_naming(world.organisation, {})), "en"),
    )


def board_row(row: Values, registry: Registry, world: World) -> dict[str, Any]:
    """What a board shows of a row, as the fields of a `Due`."""
    definition = registry.by_digest(row["definition"])
    deadline, due, days = definition.lookup.deadline(row["deadline"]), row["body"]["due"], world.days_of(row["organ"])
    return {
        "case": row["case_id"],
        "number": row["number"],
        "workflow": definition.workflow.label,
        "deadline": deadline,
        "round": row["round"],
        "organ": row["organ"],
        "office": row["office"],
        "due": due,
        "band": band_of(deadline, due, world.now, days),
        "left": working_days_left(due, world.now, days),
    }


def _began(event: str, definition: Definition) -> tuple[str, str]:
    step = definition.lookup.step(event)
    return (step.label, step.id) if step else _BEGUN_OTHERWISE.get(event, ("登记", event))


def _naming(organisation: Organisation, words: Mapping[str, str]) -> Callable[[str], str]:
    """Organs by their names; ranks and bodies by these words, or by their ids."""
    organs = organisation.organs
    return lambda name: organs[name].name if name in organs else words.get(name, name.replace("_", " "))


def _end(period: Period) -> str:
    return str(period.due["due_at"]) if period.due else ""
