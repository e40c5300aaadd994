"""The labels of one workflow's own words, and its approvals and steps told with them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from app.presentation import wording
from engine import terms
from engine.definition import (
    After,
    Branches,
    Chain,
    Condition,
    Deadline,
    Field,
    Issue,
    SameRankAs,
    Span,
    Taken,
    When,
    Workflow,
)
from engine.machine import all_steps, states_meant
from engine.rules import NEWEST, RULES
from engine.soundness.outline import Outline
from engine.soundness.words import conditions_used

_VALUES = {**terms.LEVELS, **terms.TRACKS}
_RULES = {name: RULES[name, version].label for name, version in NEWEST.items()}
"""The predicates of the engine, in words."""


@dataclass(frozen=True)
class Names:
    """The words of one workflow. An unknown id is shown as it is: soundness reports it, the page still prints."""

    workflow: Workflow

    @cached_property
    def states(self) -> dict[str, str]:
        """Labels of states."""
        return {state.id: state.label for state in self.workflow.states}

    @cached_property
    def phases(self) -> dict[str, str]:
        """Labels of phases."""
        return {phase.id: phase.label for phase in self.workflow.phases}

    @cached_property
    def steps(self) -> dict[str, str]:
        """Labels of transitions and acts."""
        return {step.id: step.label for step in all_steps(self.workflow)}

    @cached_property
    def deadlines(self) -> dict[str, str]:
        """Labels of deadlines."""
        return {deadline.id: deadline.label for deadline in self.workflow.deadlines}

    @cached_property
    def forms(self) -> dict[str, str]:
        """Labels of forms."""
        return {form.id: form.label for form in self.workflow.forms}

    @cached_property
    def conditions(self) -> dict[str, str]:
        """Labels of the workflow's own conditions, and of the predicates that it may name directly."""
        return _RULES | {condition.id: condition.label for condition in self.workflow.conditions}

    @cached_property
    def fields(self) -> dict[str, Field]:
        """The fields of all forms by id."""
        return {item.id: item for form in self.workflow.forms for item in form.fields}

    def states_of(self, step: Taken) -> str:
        """Where a step is taken: 已分办、暂存待查."""
        return "、".join(self.states[state] for state in states_meant(self.workflow, step.at))

    def labels(self, names: Iterable[str], table: Mapping[str, str]) -> str:
        """Several names by their labels."""
        return "、".join(table.get(name, name) for name in names)

    def approval(self, branches: Branches) -> str:
        """An approval in words: 重处分的：机关主要负责人批准 → 纪委常委会会议；其余：机关主要负责人批准."""
        return "；".join(self._branches(branches))

    def _branches(self, branches: Branches) -> Iterator[str]:
        several = len(branches) > 1
        for branch in branches:
            if isinstance(branch, When):
                yield f"{self.conditions.get(branch.condition, branch.condition)}的：{wording.approvals(branch.chain)}"
            elif isinstance(branch, SameRankAs):
                same = f"与“{self.steps.get(branch.transition, branch.transition)}”的审批相同"
                yield f"其余：{same}" if several else same
            else:
                chain = branch if isinstance(branch, Chain) else branch.chain
                yield f"其余：{wording.approvals(chain)}" if several else wording.approvals(chain)

    def meaning(self, condition: Condition) -> str:
        """What a condition compares: “处分种类”为撤销党内职务、开除党籍之一."""
        either = "".join(f"，或者{self.conditions.get(name, name)}" for name in condition.or_else)
        also = "".join(f"，并且{self.conditions.get(name, name)}" for name in condition.also)
        return f"{'不属于：' if condition.negated else ''}{self._compared(condition)}{either}{also}"

    def _compared(self, condition: Condition) -> str:
        if condition.rule in ("any_true", "handling_level", "track"):
            return f"{_RULES[condition.rule]}：{'、'.join(self._value(name) for name in condition.values)}"
        if not condition.fact:
            return _RULES.get(condition.rule, condition.rule)
        item = self.fields.get(condition.fact)
        labels = {choice.id: choice.label for choice in item.choices} if item else {}
        values = "、".join(labels.get(value, value) for value in condition.values)
        return f"“{item.label if item else condition.fact}”为：{values}"

    def _value(self, name: str) -> str:
        """A fact, a level or a track by its label."""
        return self.fields[name].label if name in self.fields else _VALUES.get(name, name)

    def issues(self, issues: Iterable[Issue]) -> str:
        """Series of numbers, each with its condition: 立案决定书文号（党员）."""
        return "、".join(self._issue(issue) for issue in issues)

    def _issue(self, issue: Issue) -> str:
        whose = "" if issue.organ == "holding" else f"{wording.organ(issue.organ)}的"
        return f"{whose}{wording.number(issue.series)}{self._only_for(issue.when)}"

    def _only_for(self, condition: str) -> str:
        return f"（{self.conditions.get(condition, condition)}的）" if condition else ""

    def before(self, steps: Iterable[After]) -> Iterator[str]:
        """What must have been done before: 须已在本阶段办理“审理谈话”."""
        for before in steps:
            since = "在本阶段" if before.since == "phase" else ""
            whose = f"{self.conditions.get(before.when, before.when)}的，" if before.when else ""
            basis = f"（{wording.articles(before.basis)}）" if before.basis else ""
            one_of = "”或者“".join(self.steps.get(name, name) for name in before.step)
            yield f"{whose}须已{since}办理“{one_of}”{basis}"

    def timed(self, deadlines: Iterable[str]) -> str:
        """Deadlines with their length, where there is but one, marked unless it was read: 发函（1个月〔C〕）."""
        return "、".join(self._timed(name) for name in deadlines)

    def _timed(self, name: str) -> str:
        found = next((deadline for deadline in self.workflow.deadlines if deadline.id == name), None)
        if not found:
            return name
        if len(found.length) != 1 or not isinstance(found.length[0], Span):
            return found.label
        doubt = "" if found.length_confidence == "A" else wording.grade(found.length_confidence)
        return f"{found.label}（{wording.span(found.length[0])}{doubt}）"

    def length(self, deadline: Deadline) -> str:
        """The length of a deadline with its mark: 2个月〔A〕."""
        return f"{wording.lengths(deadline.length, self.conditions)}{wording.grade(deadline.length_confidence)}"

    def used_rules(self) -> Iterator[tuple[str, str]]:
        """The predicates of the engine that the workflow names directly, in words and with their version."""
        own = {condition.id for condition in self.workflow.conditions}
        named = dict.fromkeys(name for _, name in conditions_used(Outline(self.workflow, ())))
        for name in named:
            if name not in own and name in NEWEST:
                yield _RULES[name], f"系统规则 {name}，第{NEWEST[name]}版"


def level(name: str) -> str:
    """A level of organs: 县（市、区）."""
    return terms.LEVELS.get(name, name)
