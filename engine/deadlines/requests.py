"""The acts that move a period — 延长、暂停、恢复 — made from its declaration: nobody declares them twice. Pure.

They are acts like every other: the same door, the same approvals, the same refusals. Their requests go their way
beside the case's steps, since a transition mustn't wait for an extension, nor an extension for a transition.
"""

from collections.abc import Iterable, Iterator
from dataclasses import KW_ONLY
from typing import Final, Literal

from pydantic.dataclasses import dataclass

from engine.case import Case
from engine.deadlines.clock import UNITS, span_body, spans_of
from engine.definition import Act, Choice, Deadline, Extension, Field, Form, Taken, Workflow

APPROVAL_OF: Final = "."
"""What stands between the duty to approve and the act, in the name of the period of a request about a period."""
AMOUNT: Final = "amount"
UNIT: Final = "unit"
UNIT_NAMES: Final = {"hours": "小时", "days": "日", "working_days": "工作日", "months": "个月"}
LONGEST: Final = {"hours": 24 * 366, "days": 3660, "working_days": 2500, "months": 120}
"""What nobody can ask beyond, where the text sets no cap: ten years."""

_ANY: Final = 10**6
_ASKS: Final = ("handler", "team", "office_head")


@dataclass(frozen=True)
class OnDeadline(Act):
    """An act on one of the case's periods. `extension`: which of the declared ones it asks for."""

    _: KW_ONLY
    deadline: str
    how: Literal["extend", "pause", "resume"]
    extension: Extension | None = None
    earlier: str = ""
    """The act whose extensions are to be used up first."""


def acts_on_deadlines(workflow: Workflow) -> tuple[tuple[OnDeadline, ...], tuple[Form, ...]]:
    """The acts that the deadlines of a workflow allow, and their forms."""
    acts, forms = list[OnDeadline](), list[Form]()
    for deadline in workflow.deadlines:
        made = [*_extensions(workflow, deadline), *_pauses(workflow, deadline)]
        acts += made
        forms += [_form(act, deadline) for act in made if act.extension]
    return tuple(acts), tuple(forms)


def has_object(step: Taken, case: Case) -> bool:
    """Whether there is anything that the step could move: always, but for the periods that the case hasn't got."""
    return not isinstance(step, OnDeadline) or step.deadline in (case.clocks or {})


def step_on(steps: Iterable[Taken], case: Case, deadline: str, how: str, ground: int = 1) -> str | None:
    """The act that moves a period so: the first extension that isn't used up, the pause on this ground; None: none."""
    acts = [one for one in steps if isinstance(one, OnDeadline) and (one.deadline, one.how) == (deadline, how)]
    if how == "pause":
        return acts[ground - 1].id if ground <= len(acts) else None
    told = (case.clocks or {}).get(deadline, {})
    granted = [one["step"] for one in told.get("extended", ())]
    left = (act for act in acts if not act.extension or granted.count(act.id) < (act.extension.times or _ANY))
    return next((act.id for act in left), acts[-1].id if acts else None)


def _extensions(workflow: Workflow, deadline: Deadline) -> Iterator[OnDeadline]:
    earlier = ""
    for number, extension in enumerate(deadline.extensions, start=1):
        name = _name("extend", deadline, number)
        again = "" if number == 1 else "再次"
        yield OnDeadline(
            name,
            f"{again}延长“{deadline.label}”",
            at=_everywhere(workflow),
            by=_ASKS,
            approval=extension.approval,
            form=name,
            basis=extension.basis or deadline.basis,
            deadline=deadline.id,
            how="extend",
            extension=extension,
            earlier=earlier,
        )
        earlier = name


def _pauses(workflow: Workflow, deadline: Deadline) -> Iterator[OnDeadline]:
    for number, pause in enumerate(deadline.pauses, start=1):
        yield OnDeadline(
            _name("pause", deadline, number),
            f"暂停“{deadline.label}”（{pause.label}）",
            at=_everywhere(workflow),
            by=_ASKS,
            approval=pause.approval,
            basis=pause.basis or deadline.basis,
            deadline=deadline.id,
            how="pause",
        )
    if deadline.pauses:
        yield OnDeadline(
            _name("resume", deadline, 1),
            f"恢复“{deadline.label}”",
            at=_everywhere(workflow),
            by=_ASKS,
            basis=deadline.basis,
            deadline=deadline.id,
            how="resume",
        )


def _form(act: OnDeadline, deadline: Deadline) -> Form:
    units = [Choice(unit, UNIT_NAMES[unit]) for unit in units_of(deadline, act.extension)]
    return Form(
        act.id,
        act.label,
        (Field(AMOUNT, "延长多少", "number"), Field(UNIT, "单位", "choice", units, required=False)),
    )


def units_of(deadline: Deadline, extension: Extension | None) -> tuple[str, ...]:
    """The units in which an extension may be asked for, the usual one first: that of the cap, else of the length."""
    if extension is not None and extension.span is not None:
        return tuple(span_body(extension.span))
    own = tuple(span_body(spans_of(deadline.length)[0]))
    if own == ("hours",):
        return own
    # No holiday moves a limit.
    others = (unit for unit in UNITS[1:] if unit not in own and (unit, deadline.kind) != ("working_days", "limit"))
    return (*own, *others)


def _everywhere(workflow: Workflow) -> tuple[str, ...]:
    """A period may still run when the case is closed."""
    return tuple(state.id for state in workflow.states)


def _name(how: str, deadline: Deadline, number: int) -> str:
    return f"{how}_{deadline.id}" if number == 1 else f"{how}_{deadline.id}_{number}"
