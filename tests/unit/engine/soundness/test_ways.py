"""S2: where the ways lead."""

from dataclasses import replace

import pytest

from engine.definition import State, Transition, Workflow
from engine.law import ZJ
from tests.unit.engine.soundness.check import codes, only
from tests.unit.engine.tiny import TINY, act, state, transition

LIMBO = State("limbo", "悬置", "inquiry", no_deadline=[ZJ(21)])
CORNER = State("corner", "角落", "inquiry", no_deadline=[ZJ(21)])


def way(name: str, at: str, to: str) -> Transition:
    return Transition(name, f"由{at}到{to}", at=at, to=to, by="handler", basis=[ZJ(21)])


def with_ways(states: tuple[State, ...], *ways: Transition) -> Workflow:
    return replace(TINY, states=(*TINY.states, *states), transitions=(*TINY.transitions, *ways))


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        # out of a closed state
        (transition(TINY, "close", at=("decided", "dismissed")), ["S201"]),
        # a state that no step leads to
        (with_ways((LIMBO,), way("leave", "limbo", "inquiring")), ["S202"]),
        # a state that no step leaves
        (with_ways((LIMBO,), way("enter", "inquiring", "limbo")), ["S203"]),
        # two states that only lead to each other
        (
            with_ways(
                (LIMBO, CORNER),
                way("enter", "inquiring", "limbo"),
                way("there", "limbo", "corner"),
                way("back", "corner", "limbo"),
            ),
            ["S204"],
        ),
        # a short cut past the trial
        (with_ways((), way("short_cut", "received", "decided")), ["S205"]),
        # a matter that is over before it began; then nothing else can be reached
        (replace(TINY, opening=replace(TINY.opening, to="closed")), ["S202", "S206"]),
        # a step that is declared nowhere
        (act(TINY, "receive", at=()), ["S208", "S502"]),
    ],
)
def test_a_way_that_leads_nowhere_good_is_found(broken: Workflow, expected: list[str]) -> None:
    assert [code for code in codes(broken) if code in expected] == expected


def test_a_path_that_skips_the_trial_is_printed_as_a_trace_of_names() -> None:
    short_cut = way("short_cut", "received", "decided")

    finding = only(with_ways((), replace(short_cut, label="直接决定")), "S205")

    assert "已受理 → 〔直接决定〕 → 已决定" in finding.reason
    assert "“审理”（trial）" in finding.reason


def test_the_shortest_of_the_skipping_paths_is_printed() -> None:
    ways = (way("long_cut", "inquiring", "decided"), way("short_cut", "received", "decided"))

    assert "核查中" not in only(with_ways((), *ways), "S205").reason


def test_a_path_that_comes_back_from_trial_and_then_skips_it_is_found() -> None:
    skipping = with_ways((), way("after_return", "inquiring", "decided"))

    assert "〔分办〕 → 核查中 → 〔由inquiring到decided〕" in only(skipping, "S205").reason


def test_a_trap_is_reported_for_each_state_in_it() -> None:
    broken = with_ways(
        (LIMBO, CORNER), way("enter", "inquiring", "limbo"), way("go", "limbo", "corner"), way("re", "corner", "limbo")
    )

    assert "S203" not in codes(broken)
    assert codes(state(broken, "corner", closed=True)) == ["S201"]
