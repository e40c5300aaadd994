"""Extensions, pauses and resumptions: who asks, who approves, what is refused, and that nothing else waits for them."""

from datetime import timedelta
from typing import Any

import pytest

from engine.deadlines.moving import asides_left
from engine.outcome import Decision
from tests.builders import NOW, Dossier, a_case, a_study, a_world, decision, papers, refusal

EXTEND: dict[str, Any] = {"inputs": {"amount": 1}, "reason": "案情复杂"}
PAUSE: dict[str, Any] = {"reason": "等待鉴定意见"}


@pytest.fixture
def inquiring() -> Dossier:
    """A case whose inquiry of two months, and measure of thirty days, began this morning."""
    case = Dossier(
        a_case("allocated"), facts={"name": "某人", "gravity": "minor"}, world=a_world(None, a_study("inquire"))
    )
    given = {"documents": papers("verification_plan"), "team": ("jc_a", "jc_b"), "meeting": "study"}
    decision(case.take("jc_a", "inquire", **given))
    decision(case.approve("deputy"))
    return case


def last_day(case: Dossier, name: str = "inquiry") -> str | None:
    """The last day of a period; None where it has no end."""
    due = (case.case.due or {}).get(name)
    return due["last_day"] if due else None


def later(case: Dossier, **span: float) -> None:
    """Time passes."""
    case.world = a_world(case.world.organisation, now=case.world.now + timedelta(**span))


def test_an_extension_changes_nothing_until_it_is_approved(inquiring: Dossier) -> None:
    asked = decision(inquiring.take("jc_a", "extend_inquiry", **EXTEND))

    assert asked.outcome == "pending_approval"
    assert last_day(inquiring) == "2027-01-20"


def test_approved_it_is_added_up_from_the_original_start(inquiring: Dossier) -> None:
    inquiring.take("jc_a", "extend_inquiry", **EXTEND)
    decision(inquiring.approve("deputy"))

    assert last_day(inquiring) == "2027-02-20"
    assert inquiring.case.clocks is not None
    assert inquiring.case.clocks["inquiry"]["extended"][0]["approved"] == ["overseeing_deputy"]


@pytest.mark.parametrize("word", ["return", "refuse"])
def test_a_refused_request_changes_nothing(inquiring: Dossier, word: str) -> None:
    inquiring.take("jc_a", "extend_inquiry", **EXTEND)
    decision(inquiring.turn_down("deputy", word))

    assert (last_day(inquiring), inquiring.case.asides) == ("2027-01-20", None)


def test_it_is_granted_as_often_as_declared(inquiring: Dossier) -> None:
    inquiring.take("jc_a", "extend_inquiry", **EXTEND)
    inquiring.approve("deputy")

    assert refusal(inquiring.take("jc_a", "extend_inquiry", **EXTEND)).code == "at_most"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"inputs": {"amount": 2}}, "extension_too_long"),
        ({"inputs": {"amount": 0}}, "extension_too_long"),
        ({"inputs": {"amount": 1, "unit": "days"}}, "input_invalid"),  # declared in months
        ({"inputs": {}}, "input_invalid"),
        ({"reason": " "}, "reason_missing"),
    ],
)
def test_what_is_not_as_declared_is_refused(inquiring: Dossier, more: dict[str, Any], code: str) -> None:
    assert refusal(inquiring.take("jc_a", "extend_inquiry", **{**EXTEND, **more})).code == code


def test_who_is_not_of_the_case_asks_for_nothing(inquiring: Dossier) -> None:
    assert refusal(inquiring.take("sl_a", "extend_inquiry", **EXTEND)).code == "wrong_role"


def test_asked_for_after_the_end_it_is_refused(inquiring: Dossier) -> None:
    later(inquiring, days=70)

    refused = refusal(inquiring.take("jc_a", "extend_measure", **EXTEND))

    assert refused.code == "limit_over"


def without_measure(case: Dossier) -> None:
    """Nobody is held: only the inquiry's period runs."""
    case.body |= {name: {"inquiry": case.body[name]["inquiry"]} for name in ("clocks", "due")}


def test_what_is_over_is_not_paused_any_more(inquiring: Dossier) -> None:
    # Once a pause took the end away, and with it that the matter had been late.
    without_measure(inquiring)
    later(inquiring, days=70)

    assert refusal(inquiring.take("jc_a", "pause_inquiry", **PAUSE)).code == "deadline_over"


def test_a_pause_that_is_granted_after_the_end_lapses(inquiring: Dossier) -> None:
    without_measure(inquiring)
    inquiring.take("jc_a", "pause_inquiry", **PAUSE)
    later(inquiring, days=70)

    answer = decision(inquiring.approve("deputy"))

    assert (answer.event, inquiring.case.asides) == ("lapsed", None)
    assert last_day(inquiring) == "2027-01-20"


def test_what_is_asked_of_one_round_is_not_granted_to_the_next(inquiring: Dossier) -> None:
    # Once the approver decided on another round than the one that he was asked about.
    inquiring.take("jc_a", "extend_inquiry", **EXTEND)
    clocks = inquiring.case.clocks or {}
    second = {**clocks, "inquiry": {**clocks["inquiry"], "round": 2}}

    closed = asides_left(inquiring.definition, inquiring.case, {"clocks": second})

    assert closed.changes == {"asides": None}
    assert [one["because"] for one in closed.told["lapsed_beside"]] == ["deadline_not_running"]


def test_granted_after_the_end_it_lapses(inquiring: Dossier) -> None:
    inquiring.take("jc_a", "extend_measure", inputs={"amount": 5}, reason="案情复杂")
    later(inquiring, days=31)

    answer = decision(inquiring.approve("principal"))

    assert (answer.event, inquiring.case.asides) == ("lapsed", None)
    assert last_day(inquiring, "measure") == "2026-12-19"


def test_a_second_request_about_the_same_period_waits(inquiring: Dossier) -> None:
    inquiring.take("jc_a", "extend_inquiry", **EXTEND)

    assert refusal(inquiring.take("jc_b", "pause_inquiry", **PAUSE)).code == "approval_pending"


def test_a_step_waits_for_no_extension_and_an_extension_for_no_step(inquiring: Dossier) -> None:
    inquiring.take("jc_a", "extend_inquiry", **EXTEND)
    dismissed = inquiring.take("jc_a", "dismiss", documents=papers("closing_note"))
    other = inquiring.take("jc_a", "extend_measure", inputs={"amount": 5}, reason="案情复杂")

    assert isinstance(dismissed, Decision)
    assert isinstance(other, Decision)
    assert len(inquiring.case.requests) == 3


def test_when_the_period_is_met_the_request_about_it_is_closed_with_the_reason(inquiring: Dossier) -> None:
    inquiring.take("jc_a", "extend_inquiry", **EXTEND)
    inquiring.take("jc_a", "dismiss", documents=papers("closing_note"))

    closed = decision(inquiring.approve("deputy"))

    assert inquiring.case.asides is None
    assert [one["because"] for one in closed.data["lapsed_beside"]] == ["deadline_not_running"]


def test_who_is_recused_leaves_no_request_behind(inquiring: Dossier) -> None:
    inquiring.take("jc_a", "extend_inquiry", **EXTEND)
    decision(inquiring.recuse("principal", "jc_a"))

    assert inquiring.case.asides is None


def test_a_pause_takes_the_end_away_and_what_was_left_is_left_when_it_goes_on(inquiring: Dossier) -> None:
    inquiring.take("jc_a", "pause_inquiry", **PAUSE)
    decision(inquiring.approve("deputy"))
    paused = last_day(inquiring)
    later(inquiring, days=10)
    decision(inquiring.take("jc_a", "resume_inquiry", reason="鉴定意见已出具"))

    assert (paused, last_day(inquiring)) == (None, "2027-01-30")


@pytest.mark.parametrize(
    ("step", "code"),
    [("pause_inquiry", "paused_already"), ("extend_inquiry", "paused_already"), ("resume_measure", "unknown_step")],
)
def test_what_stands_still_is_first_let_go_on(inquiring: Dossier, step: str, code: str) -> None:
    inquiring.take("jc_a", "pause_inquiry", **PAUSE)
    inquiring.approve("deputy")

    given = EXTEND if step.startswith("extend") else PAUSE
    assert refusal(inquiring.take("jc_a", step, **given)).code == code


def test_what_does_not_stand_still_is_not_let_go_on(inquiring: Dossier) -> None:
    assert refusal(inquiring.take("jc_a", "resume_inquiry", **PAUSE)).code == "not_paused"


def test_after_the_end_of_a_limit_only_what_ends_the_measure_is_possible(inquiring: Dossier) -> None:
    later(inquiring, days=30)

    refused = refusal(inquiring.take("jc_a", "dismiss", documents=papers("closing_note")))
    released = inquiring.take("jc_a", "release")

    assert refused.code == "limit_over"
    assert isinstance(released, Decision)


def test_on_its_last_evening_everything_is_possible(inquiring: Dossier) -> None:
    last_minute = NOW.replace(month=12, day=19, hour=15, minute=59)
    inquiring.world = a_world(inquiring.world.organisation, now=last_minute)

    assert isinstance(inquiring.take("jc_a", "dismiss", documents=papers("closing_note")), Decision)
