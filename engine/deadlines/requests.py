"""The acts that move a period — 延长、暂停、恢复 — made from its declaration: nobody declares them twice. Pure.

They are acts like every other: the same door, the same approvals, the same refusals. Their requests go their way
beside the case's steps, since a transition mustn't wait for an extension, nor an extension for a transition.
"""

from collections.abc import Iterator
from dataclasses import KW_ONLY
from typing import Final, Literal

from pydantic.dataclasses import dataclass

from engine.deadlines.clock import UNITS, span_body, spans_of
from engine.definition import Act, Choice, Deadline, Extension, Field, Form, Workflow

AMOUNT: Final = "amount"
UNIT: Final = "unit"
UNIT_NAMES: Final = {"hours": "小时", "days": "日", "working_days": "工作日", "months": "个月"}
LONGEST: Final = {"hours": 24 * 366, "days": 3660, "working_days": 2500, "months": 120}
"""What nobody can ask beyond, where the text sets no cap: ten years."""

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
    return (*own, *(unit for unit in UNITS[1:] if unit not in own))


def _everywhere(workflow: Workflow) -> tuple[str, ...]:
    """A period may still run when the case is closed."""
    return tuple(state.id for state in workflow.states)


def _name(how: str, deadline: Deadline, number: int) -> str:
    return f"{how}_{deadline.id}" if number == 1 else f"{how}_{deadline.id}_{number}"
