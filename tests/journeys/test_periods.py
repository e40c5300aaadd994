"""From which day a period counts, for whom it runs, and what a sanction weighs afterwards."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from app.demo.routes import FILED_AWAY
from app.demo.walk import Walk
from tests.journeys.journey import MEMBER, WARNING, Organ, in_review
from workflows.clue.impact import TERMS


def clock(walk: Walk, name: str) -> Mapping[str, Any]:
    """The newest round of a period."""
    return (walk.case.clocks or {})[name]


def running(walk: Walk, *names: str) -> dict[str, Mapping[str, int]]:
    """Which of these periods run, and how long they are."""
    clocks = walk.case.clocks or {}
    return {name: clocks[name]["length"] for name in names if "length" in clocks.get(name, {})}


def days_ago(walk: Walk, days: int) -> str:
    """A day in the past."""
    today: date = walk.door.scene(walk.id).world.today
    return (today - timedelta(days=days)).isoformat()


# --- From which day -----------------------------------------------------------------------------------------------


def test_what_is_another_organs_is_passed_on_within_five_days_of_its_receipt(county: Organ) -> None:
    person = {"name": "被反映人甲", "authority": county.above.committee}
    received_on = county.walker.world().today - timedelta(days=17)

    [clue] = county.walker.open(county.code, person, received_on=received_on)

    assert clock(clue, "clue_transfer_wrong")["from"] == received_on.isoformat()


@pytest.mark.law("R1.3-02", "R1.3-06")
def test_the_periods_of_an_inquiry_count_from_the_days_that_are_told(county: Organ) -> None:
    clue = county.clue_in("allocated").take("inquire", {"way": "letter"})

    clue.take("send_inquiry_letter", {"served_on": days_ago(clue, 9)})
    reply = clock(clue, "inquiry_reply")
    clue.take("record_reply", {"answered_on": days_ago(clue, 2)})

    assert reply["from"] == days_ago(clue, 9)
    assert clock(clue, "inquiry_report")["from"] == days_ago(clue, 2)


@pytest.mark.law_refuses("R1.3-02")
def test_a_letter_that_will_arrive_tomorrow_has_not_been_served(county: Organ) -> None:
    clue = county.clue_in("allocated").take("inquire", {"way": "letter"})

    refused = clue.attempt("send_inquiry_letter", {"served_on": days_ago(clue, -1)})

    assert (refused.code, refused.fields) == ("future", ("served_on",))


@pytest.mark.law("R1.4-08a")
def test_the_month_of_a_supplement_counts_from_the_day_on_which_the_case_came_back(county: Organ) -> None:
    clue = county.clue_in("on_trial").take("decide", WARNING).takes("announce", "transfer_to_procuratorate")

    clue.take("return_by_procuratorate", {"returned_on": days_ago(clue, 4)})

    assert clock(clue, "proc_return")["from"] == days_ago(clue, 4)


@pytest.mark.law("R1.4-09")
def test_the_three_days_for_property_count_from_the_day_on_which_it_proved_unrelated(county: Organ) -> None:
    clue = county.clue_in("filed").take("record_property")

    clue.take("find_property_unrelated", {"found_on": days_ago(clue, 1)})

    assert clock(clue, "unfreeze")["from"] == days_ago(clue, 1)


@pytest.mark.law("R1.4-04a", "R1.4-05a")
@pytest.mark.parametrize(
    ("person", "track", "expected"),
    [
        ({}, "both", {"investigate_party": {"months": 3}, "investigate_sup": {"months": 12}}),
        ({}, "discipline", {"investigate_party": {"months": 3}}),
        ({}, "supervision", {"investigate_sup": {"months": 12}}),
        # of whom only one track is open, it is not asked
        (MEMBER, None, {"investigate_party": {"months": 3}}),
        ({"party_member": False}, None, {"investigate_sup": {"months": 12}}),
    ],
)
def test_only_the_periods_of_the_track_on_which_was_filed_run(
    county: Organ, person: dict[str, Any], track: str | None, expected: dict[str, dict[str, int]]
) -> None:
    clue = county.clue_in("verified", **person).take("file_case", {"filing_track": track} if track else {})

    assert running(clue, "investigate_party", "investigate_sup") == expected


# --- What a sanction weighs ---------------------------------------------------------------------------------------


@pytest.mark.law("R1.1-11a", "R7.1-01", "R7.1-02", "R7.1-03", "R7.1-04", "R7.1-05a", "R7.1-06")
@pytest.mark.law("R7.2-01", "R7.2-02", "R7.2-03", "R7.2-04", "R7.2-05", "R7.2-06")
@pytest.mark.parametrize(
    ("party", "administrative", "expected"),
    [
        ("warning", "warning", {"impact_party": 12, "impact_administrative": 6}),
        ("serious_warning", "demerit", {"impact_party": 18, "impact_administrative": 12}),
        ("serious_warning_for_removal", "major_demerit", {"impact_party": 24, "impact_administrative": 18}),
        ("removal_from_party_post", "demotion", {"impact_party": 24, "impact_administrative": 24}),
        ("probation_one_year", "removal", {"probation_one_year": 12, "impact_administrative": 24}),
        ("probation_two_years", "removal", {"probation_two_years": 24, "impact_administrative": 24}),
        # 开除 has no end
        ("expulsion", "dismissal", {"no_readmission": 60}),
        # who was exempted bears nothing
        ("exempted", "warning", {"impact_administrative": 6}),
        ("warning", "none", {"impact_party": 12}),
    ],
)
def test_each_sanction_weighs_as_long_as_its_article_says_and_no_other_period_runs(
    county: Organ, party: str, administrative: str, expected: dict[str, int]
) -> None:
    clue = county.clue_in("on_trial")

    clue.take("decide", {"party_sanction": party, "administrative_sanction": administrative})

    assert running(clue, *TERMS) == {name: {"months": months} for name, months in expected.items()}


@pytest.mark.law("R1.6-01", "R1.6-02a", "R1.6-02b")
@pytest.mark.parametrize("period", ["impact_party", "impact_administrative", "announce_party", "exec_report"])
def test_what_a_decision_begins_counts_from_the_day_on_which_the_body_decided(county: Organ, period: str) -> None:
    clue = county.clue_in("on_trial").take("decide", WARNING)

    decided = [entry for entry in clue.history() if entry["event"] == "decide"][-1]

    assert clock(clue, period)["from"] == decided["data"]["approved"][-1]["held_on"]


@pytest.mark.law("R7.1-05b")
def test_whose_party_rights_were_restored_bears_another_two_years_from_that_day(township: Organ) -> None:
    clue = in_review(township).take("decide_in_township", {"party_sanction": "probation_one_year"}).takes(*FILED_AWAY)

    clue.take("record_restored_rights", {"restored_on": days_ago(clue, 3)})

    assert clue.case.closed
    assert clock(clue, "impact_after_probation")["from"] == days_ago(clue, 3)
    assert running(clue, "impact_after_probation") == {"impact_after_probation": {"months": 24}}


@pytest.mark.law_refuses("R7.1-05b")
def test_nobody_has_his_party_rights_restored_who_had_not_lost_them(county: Organ) -> None:
    clue = county.clue_in("on_trial").take("decide", WARNING).take("announce")

    assert clue.attempt("record_restored_rights").code == "condition"


@pytest.mark.law("R1.7-02a")
def test_a_month_for_applying_for_a_review_runs_from_the_day_on_which_the_person_got_the_decision(
    county: Organ,
) -> None:
    clue = county.clue_in("on_trial").take("decide", WARNING)

    clue.take("announce", {"served_on": days_ago(clue, 0)})

    assert running(clue, "sup_review_apply") == {"sup_review_apply": {"months": 1}}
    assert clock(clue, "sup_review_apply")["from"] == days_ago(clue, 0)


def test_no_period_is_set_for_the_appeal_of_a_party_member(township: Organ) -> None:
    clue = in_review(township).take("decide_in_township", {"party_sanction": "warning"}).take("announce")

    assert running(clue, "sup_review_apply") == {}
