"""Definitions by workflow, version and digest. A case stays on the definition it began with."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from engine import codec
from engine.definition import SpanWhen, Taken, When, Workflow
from engine.errors import Unusable
from engine.machine import Lookup, compile_workflow
from engine.rules import NEWEST
from engine.soundness import findings


@dataclass(frozen=True)
class Definition:
    """A sound workflow with its canonical bytes, its digest, its compiled table and its rule versions."""

    workflow: Workflow
    body: bytes
    digest: str
    lookup: Lookup
    rules: dict[str, int]

    @classmethod
    def of(cls, workflow: Workflow) -> "Definition":
        """Define a workflow with the newest rules. Raises `Unusable` with every finding when it isn't sound."""
        faults = findings(workflow, NEWEST)
        if faults:
            raise Unusable("\n".join(f"{fault.code} {fault.place}：{fault.reason}；{fault.cure}" for fault in faults))
        return cls.load(codec.to_bytes(workflow, _rules_named(workflow)))

    @classmethod
    def load(cls, body: bytes) -> "Definition":
        """A definition from the bytes in the register, never from today's code."""
        workflow, rules = codec.from_bytes(body)
        return cls(workflow, body, codec.digest(body), compile_workflow(workflow), rules)

    @property
    def conditions(self) -> tuple[str, ...]:
        """Every condition that some place of the definition names, its own and predicates named directly."""
        own = (condition.id for condition in self.workflow.conditions)
        return tuple(dict.fromkeys([*own, *_conditions_used(self.workflow)]))


@dataclass
class Registry:
    """The definitions this installation knows: the newest one per workflow for new cases, all for running ones."""

    _by_digest: dict[str, Definition] = field(default_factory=dict)
    _newest: dict[str, Definition] = field(default_factory=dict)

    def add(self, definition: Definition) -> None:
        """Know a definition; the last one added of a workflow is the one new cases begin with."""
        self._by_digest[definition.digest] = definition
        self._newest[definition.workflow.id] = definition

    def by_digest(self, digest: str) -> Definition:
        """The definition a case holds on to. Raises `Unusable` when the register lost it."""
        if digest not in self._by_digest:
            raise Unusable(f"登记簿中没有摘要为 {digest[:12]} 的流程定义；请恢复登记簿后再启动。")
        return self._by_digest[digest]

    def newest(self, workflow: str) -> Definition | None:
        """The definition new cases of this workflow begin with."""
        return self._newest.get(workflow)

    def __iter__(self) -> Iterator[Definition]:
        return iter(self._by_digest.values())


def _rules_named(workflow: Workflow) -> dict[str, int]:
    named = {condition.id: condition.rule for condition in workflow.conditions}
    beside = {name for condition in workflow.conditions for name in (*condition.or_else, *condition.also)}
    used = {named.get(name, name) for name in {*_conditions_used(workflow), *beside}} | set(named.values())
    return {rule: NEWEST[rule] for rule in sorted(used)}


def _conditions_used(workflow: Workflow) -> Iterator[str]:
    steps: tuple[Taken, ...] = (*workflow.transitions, *workflow.acts)
    for step in steps:
        yield from (*step.only_if, *step.only_with)
        yield from (before.when for before in step.after if before.when)
        yield from (issue.when for issue in step.issues if issue.when)
        yield from (branch.condition for branch in step.approval if isinstance(branch, When))
    for form in workflow.forms:
        yield from (item.required_if for item in form.fields if item.required_if)
    for deadline in workflow.deadlines:
        yield from (span.condition for span in deadline.length if isinstance(span, SpanWhen))
        approvals = (*(one.approval for one in deadline.extensions), *(one.approval for one in deadline.pauses))
        branches = (branch for approval in approvals for branch in approval)
        yield from (branch.condition for branch in branches if isinstance(branch, When))
