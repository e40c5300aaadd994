"""What a workflow declares, by id. It takes any definition, however broken: the checks rely on that."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeVar

from engine.definition import (
    Act,
    Branches,
    Chain,
    Choice,
    Condition,
    Deadline,
    Form,
    Otherwise,
    Rank,
    State,
    Taken,
    Transition,
    When,
    Workflow,
)
from engine.machine import all_steps, states_meant


class Word(Protocol):
    """What is declared under an id with a label."""

    @property
    def id(self) -> str:
        """The identifier in the declaration."""

    @property
    def label(self) -> str:
        """The 中文 name."""


_Word = TypeVar("_Word", bound=Word)


@dataclass(frozen=True)
class Outline:
    """A definition with its words by id (of two with one id, the first), and the names of the rules there are."""

    workflow: Workflow
    rules: Collection[str]

    @cached_property
    def states(self) -> Mapping[str, State]:
        """The states by id."""
        return _by_id(self.workflow.states)

    @cached_property
    def phases(self) -> Mapping[str, Choice]:
        """The declared phases by id."""
        return _by_id(self.workflow.phases)

    @cached_property
    def steps(self) -> Mapping[str, Taken]:
        """Transitions and acts by id."""
        return _by_id(all_steps(self.workflow))

    @cached_property
    def forms(self) -> Mapping[str, Form]:
        """The forms by id."""
        return _by_id(self.workflow.forms)

    @cached_property
    def conditions(self) -> Mapping[str, Condition]:
        """The workflow's own conditions by id."""
        return _by_id(self.workflow.conditions)

    @cached_property
    def deadlines(self) -> Mapping[str, Deadline]:
        """The deadlines by id."""
        return _by_id(self.workflow.deadlines)

    @cached_property
    def at(self) -> Mapping[str, tuple[str, ...]]:
        """The states in which each step may be taken."""
        return {name: states_meant(self.workflow, step.at) for name, step in self.steps.items()}

    def moves_from(self, state: str) -> Iterator[Transition]:
        """The transitions out of a state into a declared one."""
        for step in self.steps.values():
            if isinstance(step, Transition) and state in self.at[step.id] and step.to in self.states:
                yield step

    def acts_at(self, state: str) -> Iterator[Act]:
        """The acts of a state."""
        for step in self.steps.values():
            if isinstance(step, Act) and state in self.at[step.id]:
                yield step

    def phase_of(self, state: str) -> str:
        """The phase of a declared state."""
        return self.states[state].phase


def place_of(step: Taken) -> str:
    """Where a step stands in the declaration: `transitions.verify` or `acts.receive`."""
    return f"{'acts' if isinstance(step, Act) else 'transitions'}.{step.id}"


def title(word: Word) -> str:
    """A word as a sentence names it: “初步核实”（verify）."""
    return f"“{word.label}”（{word.id}）"


def chains_of(workflow: Workflow) -> Iterator[tuple[str, Chain]]:
    """Every chain of approvals with its place: of steps and of extensions."""
    for place, _, branches in approvals_of(workflow):
        for branch in branches:
            if isinstance(branch, Chain):
                yield place, branch
            elif isinstance(branch, When | Otherwise):
                yield place, branch.chain


def approvals_of(workflow: Workflow) -> Iterator[tuple[str, str, Branches]]:
    """Every approval with its place and what it is for: of steps and of extensions."""
    for step in all_steps(workflow):
        yield f"{place_of(step)}.approval", title(step), step.approval
    for deadline in workflow.deadlines:
        for extension in deadline.extensions:
            yield f"deadlines.{deadline.id}.extensions", f"{title(deadline)}的延长", extension.approval
        for pause in deadline.pauses:
            yield f"deadlines.{deadline.id}.pauses", f"{title(deadline)}的暂停", pause.approval


def ranks_of(workflow: Workflow) -> Iterator[tuple[str, Rank]]:
    """Every person named by rank, with the place: approvers, those who agree before, ladders, readers."""
    for place, chain in chains_of(workflow):
        yield from ((place, step) for step in chain.steps if isinstance(step, Rank))
    for taken in all_steps(workflow):
        if taken.concurs:
            yield f"{place_of(taken)}.concurs", taken.concurs
    for deadline in workflow.deadlines:
        yield from ((f"deadlines.{deadline.id}.ladder", rung.reaches) for rung in deadline.ladder)
    yield from (("seen_by", reader) for reader in workflow.seen_by if isinstance(reader, Rank))


def _by_id(words: Iterable[_Word]) -> dict[str, _Word]:
    table: dict[str, _Word] = {}
    for word in words:
        table.setdefault(word.id, word)
    return table
