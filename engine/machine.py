"""A workflow compiled once into a read-only table that all requests share; alone in importing `transitions`.

`transitions` is used as what it does well — a table of (event, source, destination) — and never as a running
machine: no model, no callbacks, no automatic `to_<state>` jumps, so that only `decide()` moves a case.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from transitions import Machine

from engine.deadlines.requests import APPROVAL_OF, acts_on_deadlines
from engine.definition import (
    ANY_OPEN,
    Act,
    Chain,
    Choice,
    Condition,
    Deadline,
    Field,
    Form,
    Otherwise,
    SameRankAs,
    State,
    Taken,
    When,
    Workflow,
)

Branch = When | Otherwise | Chain
"""One branch of an approval once `SameRankAs` is resolved; a bare `Chain` is the whole approval."""


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_Word = TypeVar("_Word", bound=_Named)


@dataclass(frozen=True, slots=True)
class Lookup:
    """What `decide()` asks of a definition, one dictionary lookup a question. Read-only: all share it."""

    workflow: Workflow
    _find: Mapping[tuple[str, str], Taken]
    _steps_at: Mapping[str, tuple[Taken, ...]]
    _steps: Mapping[str, Taken]
    _states_of: Mapping[str, tuple[str, ...]]
    _approvals: Mapping[str, tuple[Branch, ...]]
    _states: Mapping[str, State]
    _phases: Mapping[str, Choice]
    _forms: Mapping[str, Form]
    _conditions: Mapping[str, Condition]
    _deadlines: Mapping[str, Deadline]
    _teams: Mapping[str, int]
    _beside: Mapping[str, tuple[str, ...]]
    approval_duty: str
    """The deadline within which every approval step that waits is to be decided; empty where there is none."""
    remembered: frozenset[str]
    """The steps of which a case remembers that they were taken since it entered its phase."""
    _facts: Form

    def find(self, step_id: str, state: str) -> Taken | None:
        """The transition or act of this name in this state; None if it isn't declared there."""
        return self._find.get((step_id, state))

    def step(self, step_id: str) -> Taken | None:
        """The step of this name in any state, so that a refusal can tell "not here" from "no such step"."""
        return self._steps.get(step_id)

    def steps_at(self, state: str) -> tuple[Taken, ...]:
        """Everything that may be taken in this state, in declared order: transitions, then acts."""
        return self._steps_at.get(state, ())

    def states_of(self, step_id: str) -> tuple[str, ...]:
        """The states in which a step may be taken; empty for an unknown step."""
        return self._states_of.get(step_id, ())

    def approval(self, step_id: str) -> tuple[Branch, ...]:
        """The branches of a step's approval, with what `SameRankAs` means in its place; empty: nobody.

        Raises `KeyError` for an unknown step.
        """
        return self._approvals[step_id]

    def conditions_beside_approval(self, step_id: str) -> tuple[str, ...]:
        """The conditions on which the papers and the steps before it depend. Raises `KeyError` for an unknown step."""
        return self._beside[step_id]

    def state(self, state_id: str) -> State:
        """The state of this id. Raises `KeyError` if it isn't declared."""
        return self._states[state_id]

    def phase(self, phase_id: str) -> Choice:
        """The phase of this id, with its label. Raises `KeyError` if it isn't declared."""
        return self._phases[phase_id]

    def form(self, form_id: str) -> Form | None:
        """The form of this id; None for "", a step without inputs."""
        return self._forms.get(form_id)

    def form_of(self, step: Taken) -> Form | None:
        """The form of a step; that of a correction has every fact of the subject that some form sets."""
        return self._facts if step.corrects == "facts" else self._forms.get(step.form)

    def condition(self, condition_id: str) -> Condition | None:
        """The condition of this id; None where a predicate of `engine.rules` is named directly."""
        return self._conditions.get(condition_id)

    def deadline(self, deadline_id: str) -> Deadline:
        """The deadline of this id. Raises `KeyError` if it isn't declared."""
        return self._deadlines[deadline_id]

    def of_approvals(self, name: str) -> bool:
        """Whether a period of this name is that of an approval step; one that isn't declared is none."""
        declared = self._deadlines.get(name)
        return declared is not None and declared.of_approvals

    def smallest_team(self, phase_id: str) -> int:
        """The least number that a step forming a team in this phase names; where none does, in the whole procedure."""
        return self._teams.get(phase_id) or min(self._teams.values(), default=0)


def compile_workflow(workflow: Workflow) -> Lookup:
    """The lookup of one definition: build it once and share it. Ask `engine.soundness.findings` before.

    Raises `ValueError` where the library would stay silent: an unknown destination, one id for two words, an
    approval that refers to itself or to nothing.
    """
    machine = build_machine(workflow)
    acts, forms = acts_on_deadlines(workflow)
    declared = all_steps(workflow)
    steps = _by_id(workflow, (*declared, *acts))
    states = _by_id(workflow, workflow.states)
    at = {step.id: tuple(row.source for row in machine.get_transitions(step.id)) for step in declared}
    at |= {act.id: tuple(act.at) for act in acts}
    return Lookup(
        workflow=workflow,
        _find={(name, state): steps[name] for name, states in at.items() for state in states},
        _steps_at={
            state.id: tuple(steps[name] for name, states in at.items() if state.id in states)
            for state in workflow.states
        },
        _steps=steps,
        _states_of=at,
        _approvals={name: _branches(step, steps, ()) for name, step in steps.items()},
        _states=states,
        _phases=_by_id(workflow, workflow.phases),
        _forms=_by_id(workflow, (*workflow.forms, *forms)),
        _conditions=_by_id(workflow, workflow.conditions),
        _deadlines=_by_id(workflow, (*workflow.deadlines, *_beside_requests(workflow, acts))),
        _teams=_smallest_teams(steps, at, states),
        _beside={name: _conditions_beside(step) for name, step in steps.items()},
        approval_duty=next((one.id for one in workflow.deadlines if one.of_approvals), ""),
        remembered=frozenset(
            name for step in steps.values() for before in step.after if before.since == "phase" for name in before.step
        ),
        _facts=_facts(workflow),
    )


def build_machine(workflow: Workflow) -> Machine:
    """The workflow as a bare `transitions.Machine` without a model; an act is an internal transition.

    Raises `ValueError` for a step into a state that isn't declared, which the library itself would accept.
    """
    known = {state.id for state in workflow.states}
    for step in all_steps(workflow):
        if step.to and step.to not in known:
            raise ValueError(f"{workflow.id}: {step.id} leads to {step.to!r}, which is no state here")
    return Machine(
        model=None,
        states=[state.id for state in workflow.states],
        initial=workflow.opening.to,
        transitions=[
            {"trigger": step.id, "source": source, "dest": step.to or None}
            for step in all_steps(workflow)
            for source in states_meant(workflow, step.at)
        ],
        auto_transitions=False,
    )


def all_steps(workflow: Workflow) -> tuple[Taken, ...]:
    """Every transition, then every act, in declared order."""
    return (*workflow.transitions, *workflow.acts)


def states_meant(workflow: Workflow, at: Iterable[str]) -> tuple[str, ...]:
    """The ids of the states that `at` names, in declared order.

    A phase and `ANY_OPEN` mean their open states, because a step in a closed state must be meant. An id that
    is both a state and a phase means the state. An unknown name means nothing: soundness reports it.
    """
    names = frozenset(at)
    phases = names - {state.id for state in workflow.states}
    return tuple(
        state.id
        for state in workflow.states
        if state.id in names or (not state.closed and (ANY_OPEN in names or state.phase in phases))
    )


def _by_id(workflow: Workflow, words: Iterable[_Word]) -> dict[str, _Word]:
    table: dict[str, _Word] = {}
    for word in words:
        if word.id in table:
            raise ValueError(f"{workflow.id}: two words have the id {word.id!r}")
        table[word.id] = word
    return table


def _beside_requests(workflow: Workflow, acts: Iterable[Act]) -> Iterator[Deadline]:
    """The duty to approve, once more for each act on a period: its request waits beside the one in the case's way."""
    for duty in (one for one in workflow.deadlines if one.of_approvals):
        yield from (replace(duty, id=f"{duty.id}{APPROVAL_OF}{act.id}") for act in acts)


def _conditions_beside(step: Taken) -> tuple[str, ...]:
    named = (*(before.when for before in step.after), *(issue.when for issue in step.issues), *step.only_with)
    return tuple(dict.fromkeys(name for name in named if name))


def _facts(workflow: Workflow) -> Form:
    """What is known of a subject, as the opening's form or the first other one asks for it."""
    fields: dict[str, Field] = {}
    for form in sorted(workflow.forms, key=lambda form: form.id != workflow.opening.form):
        for field in form.fields:
            if field.kept_as == "subject" or (field.fact and field.kept_as != "informant"):
                fields.setdefault(field.id, field)
    return Form("facts", "更正的事实", tuple(fields.values()))


def _smallest_teams(
    steps: Mapping[str, Taken], at: Mapping[str, tuple[str, ...]], states: Mapping[str, State]
) -> dict[str, int]:
    sizes: dict[str, int] = {}
    for name, step in steps.items():
        if step.forms_team:
            for state in (step.to,) if step.to else at[name]:
                phase, size = states[state].phase, step.forms_team.at_least
                sizes[phase] = min(size, sizes.get(phase, size))
    return sizes


def _branches(step: Taken, steps: Mapping[str, Taken], seen: tuple[str, ...]) -> tuple[Branch, ...]:
    if step.id in seen:
        raise ValueError(f"the approval of {step.id} refers to itself: {' → '.join((*seen, step.id))}")
    branches: list[Branch] = []
    for branch in step.approval:
        if not isinstance(branch, SameRankAs):
            branches.append(branch)
        elif branch.transition in steps:
            branches.extend(_branches(steps[branch.transition], steps, (*seen, step.id)))
        else:
            raise ValueError(f"{step.id} is approved like {branch.transition!r}, which is no step here")
    return tuple(branches)
