"""A definition compiled once: what may be taken where, and no way round it."""

import threading
from dataclasses import FrozenInstanceError, replace

import pytest

from engine.deadlines.requests import OnDeadline
from engine.definition import ANY_OPEN, SameRankAs, State, Transition
from engine.machine import all_steps, build_machine, compile_workflow, states_meant
from tests.unit.engine.tiny import TINY, transition

LOOKUP = compile_workflow(TINY)


def test_a_declared_step_is_found_in_its_state() -> None:
    step = LOOKUP.find("decide", "on_trial")

    assert isinstance(step, Transition)
    assert step.to == "decided"


@pytest.mark.parametrize(
    ("step", "state"),
    [
        ("decide", "inquiring"),  # declared, but not here
        ("decide", "decided"),  # a step isn't taken twice
        ("receive", "closed"),  # any open state doesn't mean a closed one
        ("to_closed", "received"),  # the library's jump
        ("", "received"),
        ("decide", "no_such_state"),
    ],
)
def test_what_is_not_declared_here_is_not_found(step: str, state: str) -> None:
    assert LOOKUP.find(step, state) is None


def test_no_automatic_jump_into_a_state_exists() -> None:
    machine = build_machine(TINY)

    assert [name for name in machine.events if name.startswith("to_")] == []


def test_the_machine_knows_the_declared_steps_and_states_and_nothing_else() -> None:
    machine = build_machine(TINY)

    assert set(machine.events) == {step.id for step in all_steps(TINY)}
    assert set(machine.states) == {state.id for state in TINY.states}
    assert not machine.models


def test_an_act_stays_where_it_is() -> None:
    rows = build_machine(TINY).get_transitions("receive")

    assert {row.dest for row in rows} == {None}


def test_no_callback_and_no_guard_hides_in_the_machine() -> None:
    machine = build_machine(TINY)

    rows = machine.get_transitions()

    assert rows
    assert [row for row in rows if row.conditions or row.prepare or row.before or row.after] == []
    assert not machine.before_state_change
    assert not machine.after_state_change


def test_the_lookup_holds_exactly_the_rows_of_the_machine_and_what_moves_periods() -> None:
    machine = build_machine(TINY)

    steps = [(step, state.id) for state in TINY.states for step in LOOKUP.steps_at(state.id)]
    found = {(step.id, state) for step, state in steps if not isinstance(step, OnDeadline)}

    assert len({step.id for step, _ in steps if isinstance(step, OnDeadline)}) == 1
    assert found == {(name, row.source) for name in machine.events for row in machine.get_transitions(name)}


def test_a_state_lists_its_transitions_then_its_acts() -> None:
    assert [step.id for step in LOOKUP.steps_at("on_trial")] == [
        "send_back",
        "decide",
        "receive",
        "form_panel",
        "extend_inquire",
    ]


def test_nothing_but_a_period_that_still_runs_can_be_moved_in_a_closed_state() -> None:
    assert [step.id for step in LOOKUP.steps_at("closed")] == ["extend_inquire"]


def test_a_step_that_exists_elsewhere_can_be_told_from_one_that_does_not_exist() -> None:
    elsewhere, nowhere = LOOKUP.step("decide"), LOOKUP.step("sentence")

    assert elsewhere is not None
    assert LOOKUP.states_of("decide") == ("on_trial",)
    assert nowhere is None
    assert LOOKUP.states_of("sentence") == ()


@pytest.mark.parametrize(
    ("at", "meant"),
    [
        (("received",), ("received",)),  # a state
        (("inquiry",), ("inquiring",)),  # a phase, without its closed state
        (("outcome", "received"), ("received", "decided")),  # in declared order
        (("closed",), ("closed",)),  # a closed state when it is named
        ((ANY_OPEN,), ("received", "inquiring", "on_trial", "decided")),
        ((ANY_OPEN, "inquiring", "inquiry"), ("received", "inquiring", "on_trial", "decided")),  # each once
        (("no_such_state",), ()),
    ],
)
def test_at_names_states_phases_or_every_open_state(at: tuple[str, ...], meant: tuple[str, ...]) -> None:
    assert states_meant(TINY, at) == meant


def test_a_name_that_is_a_state_and_a_phase_means_the_state() -> None:
    states = (State("trial", "待审理", "intake"), *TINY.states)

    assert states_meant(replace(TINY, states=states), ("trial",)) == ("trial",)


def test_the_same_rank_as_another_step_is_that_steps_approval() -> None:
    assert LOOKUP.approval("dismiss") == LOOKUP.approval("allocate") == TINY.transitions[0].approval


def test_a_step_without_approval_has_no_branches() -> None:
    assert LOOKUP.approval("close") == ()


def test_words_are_found_by_their_id() -> None:
    condition, form = LOOKUP.condition("heavy"), LOOKUP.form("outcome_sheet")

    assert condition == TINY.conditions[0]
    assert form == TINY.forms[1]
    assert LOOKUP.state("decided").label == "已决定"
    assert LOOKUP.phase("trial").label == "审理"
    assert LOOKUP.deadline("try_it").label == "审理时限"


def test_a_predicate_named_directly_and_a_step_without_form_have_no_word_of_their_own() -> None:
    assert LOOKUP.condition("managed_principal") is None
    assert LOOKUP.form("") is None


def test_an_unknown_destination_is_refused_although_the_library_would_take_it() -> None:
    with pytest.raises(ValueError, match="decide leads to 'sentenced'"):
        compile_workflow(transition(TINY, "decide", to="sentenced"))


def test_two_steps_with_one_id_are_refused_although_the_library_would_silently_take_the_first() -> None:
    twice = replace(TINY, transitions=(*TINY.transitions, TINY.transitions[0]))

    with pytest.raises(ValueError, match="'allocate'"):
        compile_workflow(twice)


@pytest.mark.parametrize("named", ["dismiss", "no_such_step"])
def test_an_approval_that_refers_to_itself_or_to_nothing_is_refused(named: str) -> None:
    with pytest.raises(ValueError, match="dismiss"):
        compile_workflow(transition(TINY, "dismiss", approval=[SameRankAs(named)]))


def test_the_lookup_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        LOOKUP.workflow = replace(TINY, version="2")  # type: ignore[misc]


def test_threads_share_one_lookup() -> None:
    answers: list[bool] = []
    start = threading.Barrier(8)

    def ask() -> None:
        start.wait()
        answers.extend(LOOKUP.find("decide", "on_trial") is TINY.transitions[3] for _ in range(1000))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(answers) == 8000
    assert all(answers)
