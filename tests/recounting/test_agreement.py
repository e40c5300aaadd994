"""The engine and the second program come to the same round and the same end, after every event of every history."""

from random import Random

import pytest

from tests.recounting.first import Engine, Standing
from tests.recounting.histories import Course, a_course

EVENTS = 12


def _second(course: Course) -> Standing:
    history = course.history
    if history.round is None or not history.alive:
        return Standing(None, stands_still=False, end=None)
    return Standing(history.round.number, not history.runs, course.ends[-1])


def _disagreement(seed: int) -> str:
    """The history of this seed up to the event after which the two programs differ; "" if they never do."""
    course = a_course(Random(seed))  # noqa: S311 - a choice of cases, nothing secret
    engine = Engine(course.declared, course.organ, course.state)
    for _ in range(EVENTS):
        engine.take(course.go_on())
        first, second = engine.standing, _second(course)
        if first != second:
            told = "\n  ".join(str(event) for event in course.events)
            return f"seed {seed}, {course.declared}:\n  {told}\nengine: {first}\nsecond: {second}"
    return ""


def _assert_agreement(seeds: range) -> None:
    found = next(filter(None, map(_disagreement, seeds)), "")
    assert not found, found


def test_both_programs_agree_on_three_hundred_histories() -> None:
    _assert_agreement(range(300))


@pytest.mark.slow
def test_both_programs_agree_on_ten_thousand_histories() -> None:
    _assert_agreement(range(300, 10_300))
