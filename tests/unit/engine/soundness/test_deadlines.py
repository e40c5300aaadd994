"""S3: deadlines."""

from dataclasses import replace

import pytest

from engine.definition import (
    Bounds,
    Deadline,
    Extension,
    Opening,
    Pause,
    Periodic,
    Rank,
    Rung,
    Span,
    SpanWhen,
    State,
    StatedIn,
    Transition,
    Workflow,
    chain,
)
from engine.law import JCF, ZJ
from tests.unit.engine.soundness.check import codes, found, only
from tests.unit.engine.tiny import LADDER, TINY, act, deadline, state, transition

RIGHT = Deadline("appeal", "申诉期限", "right", [Span(months=1)], basis=[JCF(56)])
LIMIT = Deadline("detain", "留置期限", "limit", [Span(months=3)], ladder=LADDER, basis=[JCF(48)])

EARLY = transition(transition(TINY, "allocate", begins=("inquire", "try_it")), "submit", fulfils=(), begins=())
"""The trial's deadline begins before the trial: sound, but a case that an import puts on trial would have none."""


def ladder(*ranks: Rank) -> Workflow:
    return deadline(TINY, "inquire", ladder=[Rung(rank, 3) for rank in ranks])


def with_deadline(extra: Deadline, **changed: object) -> Workflow:
    """The base with one more deadline, begun by the decision."""
    workflow = replace(TINY, deadlines=(*TINY.deadlines, replace(extra, **changed)))  # type: ignore[arg-type]
    return transition(workflow, "decide", begins=extra.id)


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        # an open state in which no deadline runs
        (state(TINY, "decided", no_deadline=()), ["S301"]),
        (transition(TINY, "submit", begins=()), ["S301", "S309"]),
        # an import may set a state whose entrance begins no deadline
        (replace(EARLY, takes_over="on_trial"), ["S302"]),
        # nobody is told
        (deadline(TINY, "try_it", ladder=()), ["S303"]),
        # the ladder doesn't climb: told twice, a lower rank, back to the own organ
        (ladder(Rank("office_head"), Rank("office_head")), ["S304"]),
        (ladder(Rank("principal"), Rank("overseeing_deputy")), ["S304"]),
        (ladder(Rank("office_head"), Rank("principal", "superior"), Rank("principal")), ["S304"]),
        # exactly one unit
        (deadline(TINY, "try_it", length=[Span()]), ["S305"]),
        (deadline(TINY, "try_it", length=[Span(days=1, months=1)]), ["S305"]),
        (deadline(TINY, "try_it", length=[Span(months=-1)]), ["S305"]),
        (deadline(TINY, "try_it", length=[StatedIn("trial_report", otherwise=Span())]), ["S305"]),
        (deadline(TINY, "try_it", warn=[Span()]), ["S305"]),
        (deadline(TINY, "try_it", extensions=[Extension([chain("principal")], Span())]), ["S305"]),
        (replace(TINY, periodic=[Periodic("tidy", "清理", "petition", Span(), [ZJ(20)])]), ["S305"]),
        # no length; a length that is never reached; one condition twice
        (deadline(TINY, "answer", length=()), ["S306"]),
        (deadline(TINY, "answer", length=[Span(days=1), SpanWhen("heavy", Span(days=2))]), ["S306"]),
        (deadline(TINY, "answer", length=[Span(days=1), Span(days=2)]), ["S306"]),
        (
            deadline(TINY, "answer", length=[SpanWhen("heavy", Span(days=1)), SpanWhen("heavy", Span(days=2))]),
            ["S306"],
        ),
        # a warning before the beginning
        (deadline(TINY, "try_it", warn=[Span(months=1)]), ["S307"]),
        # begun and never met; met and never begun; never begun at all
        (act(TINY, "bank_answered", fulfils=()), ["S308"]),
        (with_deadline(LIMIT), []),  # any step that ends the measure ends its limit
        (transition(with_deadline(LIMIT), "dismiss", ends_measure=False), ["S308"]),
        (with_deadline(RIGHT), []),  # a right lapses by itself
        (act(TINY, "consult_bank", begins=()), ["S309"]),
        (replace(TINY, deadlines=(*TINY.deadlines, RIGHT)), ["S309"]),
        # an extension that nobody approves; fewer than no times
        (deadline(TINY, "inquire", extensions=[Extension([], Span(months=1))]), ["S311"]),
        (deadline(TINY, "inquire", extensions=[Extension([chain("principal")], times=-1)]), ["S318"]),
        # what is proposed afterwards: no such step; a step that nobody takes and nothing triggers; no step by itself
        (deadline(TINY, "inquire", then="forget"), ["S312"]),
        (transition(TINY, "close", by=()), ["S313"]),
        (transition(TINY, "dismiss", by=()), ["S314"]),
        # a right presses nobody
        (with_deadline(RIGHT, ladder=LADDER), ["S315"]),
        # nothing moves a limit
        (with_deadline(LIMIT, rolls_to_working_day=True), ["S316"]),
        (with_deadline(LIMIT, suspended_while="decided"), ["S316"]),
        (with_deadline(LIMIT, pauses=[Pause("因病", [chain("principal")])]), ["S316"]),
        (act(with_deadline(LIMIT), "receive", pauses="detain"), ["S316"]),
        (with_deadline(LIMIT, length=[Span(working_days=5)]), ["S316"]),
        (with_deadline(LIMIT, extensions=[Extension([chain("principal")], Span(working_days=5))]), ["S316"]),
        # grace counts forward
        (deadline(TINY, "inquire", ladder=[Rung(Rank("principal"), -1)]), ["S317"]),
        # suspended by something that doesn't exist
        (deadline(TINY, "answer", suspended_while="holidays"), ["S319"]),
        (deadline(TINY, "answer", pauses=[Pause("因病", ())]), ["S320"]),
        # counted from a day that no form asks for; stated in a number that no form asks for
        (deadline(TINY, "inquire", counts_from="signed_on"), ["S321"]),
        (deadline(TINY, "inquire", counts_from="decided"), []),
        (deadline(TINY, "answer", length=[StatedIn("inquiry_letter", Span(days=30), field="days")]), ["S322"]),
        # a length of the law isn't configured; the declared one lies within the bounds; all in one unit
        (deadline(TINY, "try_it", bounds=Bounds(Span(months=1), Span(months=2))), ["S323"]),
        (deadline(TINY, "try_it", length_confidence="C", bounds=Bounds(Span(months=2), Span(months=3))), ["S323"]),
        (deadline(TINY, "try_it", length_confidence="C", bounds=Bounds(Span(days=30), Span(days=60))), ["S323"]),
        (deadline(TINY, "try_it", length_confidence="C", bounds=Bounds(Span(months=1), Span(months=2))), []),
        # hours don't add up with months
        (deadline(TINY, "inquire", extensions=[Extension([chain("principal")], Span(hours=24))]), ["S324"]),
        # only a bar holds a step up, only a right lets it pass
        (act(TINY, "receive", not_before="inquire"), ["S325"]),
        (act(TINY, "receive", within="inquire"), ["S325"]),
        # a name that the deadline gives to its own act
        (replace(TINY, acts=(*TINY.acts, replace(TINY.acts[0], id="extend_inquire"))), ["S326"]),
    ],
)
def test_a_deadline_that_cannot_be_kept_is_found(broken: Workflow, expected: list[str]) -> None:
    assert codes(broken) == expected


def test_the_way_on_which_no_deadline_runs_is_printed() -> None:
    finding = only(state(TINY, "decided", no_deadline=()), "S301")

    assert finding.place == "states.decided"
    assert "已受理 → 〔分办〕 → 核查中 → 〔移送审理〕 → 审理中 → 〔作出决定〕 → 已决定" in finding.reason


def test_different_deadlines_on_different_ways_cover_a_state() -> None:
    again = transition(TINY, "send_back", begins="route")

    assert found(again) == ()


def test_a_deadline_begun_earlier_covers_a_state_that_only_the_way_leads_to() -> None:
    assert found(EARLY) == ()


def test_one_way_in_without_a_deadline_is_enough_to_be_found() -> None:
    finding = only(transition(TINY, "send_back", begins=()), "S301")

    assert "〔退回补充核查〕 → 核查中" in finding.reason


def test_an_act_that_meets_the_last_deadline_leaves_the_state_without_one() -> None:
    finding = only(act(TINY, "bank_answered", fulfils=("answer", "inquire")), "S301")

    assert finding.place == "states.inquiring"
    assert "〔收到答复〕" in finding.reason


@pytest.mark.parametrize("place", ["on_trial", "trial"])
def test_a_deadline_that_the_state_or_its_phase_suspends_does_not_cover_it(place: str) -> None:
    assert "S301" in codes(deadline(TINY, "try_it", suspended_while=place))


def test_a_deadline_paused_on_the_way_in_does_not_cover_the_state_but_runs_again_after_it() -> None:
    waiting = State("waiting", "等待", "inquiry")
    pause = Transition("wait", "中止", at="inquiring", to="waiting", by="team", pauses="inquire", basis=[ZJ(35)])
    resume = Transition("go_on", "恢复", at="waiting", to="inquiring", by="team", basis=[ZJ(35)])
    workflow = replace(TINY, states=(*TINY.states, waiting), transitions=(*TINY.transitions, pause, resume))

    assert [finding.place for finding in found(workflow)] == ["states.waiting"]


def test_a_right_alone_does_not_cover_a_state() -> None:
    assert "S301" in codes(state(with_deadline(RIGHT), "decided", no_deadline=()))


def test_a_deadline_for_some_subjects_only_does_not_cover_a_state() -> None:
    assert codes(deadline(TINY, "try_it", length=[SpanWhen("heavy", Span(months=1))])) == ["S301"]


def test_deadlines_for_a_condition_and_its_complement_cover_a_state_together() -> None:
    both = [SpanWhen("managed_principal", Span(months=3)), SpanWhen("not_managed_principal", Span(months=2))]

    assert "S301" not in codes(deadline(TINY, "try_it", length=both))


def test_the_deadline_of_the_opening_covers_the_first_state() -> None:
    opening = Opening("received", by="handler", office="petition", form="intake_sheet", number="clue", basis=[ZJ(20)])

    assert codes(replace(TINY, opening=opening)) == ["S301", "S302", "S309"]


def test_a_step_that_nobody_takes_may_follow_the_lapse_of_a_right() -> None:
    workflow = transition(with_deadline(RIGHT, then="close"), "close", by=())

    assert found(workflow) == ()
