"""处分执行: what must have been done before a case is closed, by who the person is and what was decided."""

import pytest

from app.demo.routes import ENDED
from tests.journeys.journey import EXPULSION, WARNING, Organ

DONE = ("announce", "lift_restrictions", "report_execution", "archive_file")


@pytest.mark.law_refuses("R1.6-05a")
def test_an_expelled_cadre_keeps_no_post_and_no_pay_when_his_case_is_closed(county: Organ) -> None:
    clue = county.clue_in("on_trial").take("decide", EXPULSION).takes(*DONE)

    refused = clue.attempt("close")
    clue.takes("record_post_pay_change", "close")

    assert (refused.code, clue.state) == ("step_missing", "closed")
    assert "职务、工资" in refused.sentence


@pytest.mark.law("R1.6-10a")
@pytest.mark.law_refuses("R1.6-10a")
def test_a_delegates_sanction_is_told_to_the_body_he_sits_in(county: Organ) -> None:
    clue = county.clue_in("on_trial", delegate=True).take("decide", WARNING).takes(*DONE)

    refused = clue.attempt("close")
    clue.takes("notify_by_identity", "close")

    assert (refused.code, clue.state) == ("step_missing", "closed")


@pytest.mark.law("R1.6-10b")
@pytest.mark.law_refuses("R1.6-10b")
def test_who_was_elected_is_removed_before_he_is_dismissed(county: Organ) -> None:
    clue = county.clue_in("on_trial", elected_post=True)

    refused = clue.attempt("decide", EXPULSION)
    clue.take("remove_from_elected_post").take("decide", EXPULSION)

    assert (refused.code, clue.state) == ("step_missing", "decided")
    assert refused.article.law == "ZWCF"


@pytest.mark.law("R7.3-04")
def test_a_committee_members_warning_is_filed_with_the_superiors_party_committee(county: Organ) -> None:
    clue = county.clue_in("on_trial", committee_seat="party_committee_member").take("decide", WARNING).takes(*DONE)

    refused = clue.attempt("close")
    clue.takes("file_with_superior_committee", "close")

    assert (refused.code, clue.state) == ("step_missing", "closed")


@pytest.mark.law("R7.3-05b")
def test_what_was_decided_between_plenaries_is_ratified_before_the_case_is_closed(county: Organ) -> None:
    clue = county.clue_in("on_trial", committee_seat="party_committee_member")
    clue.take("decide", {**EXPULSION, "committee_route": "between_plenaries"})

    clue.takes(*DONE, "record_post_pay_change")
    refused = clue.attempt("close")
    clue.takes("record_ratification", "close")

    assert (refused.code, clue.state) == ("step_missing", "closed")


@pytest.mark.law("R1.6-01", "R1.6-02a")
def test_each_track_has_its_own_effective_date(county: Organ) -> None:
    clue = county.clue_in("on_trial", supervised=False).take("decide", {"party_sanction": "warning"})

    refused = clue.attempt("announce", {"administrative_effective_on": "2026-11-01"})
    clue.take("announce")

    assert refused.fields == ("administrative_effective_on",)
    assert clue.state == "executing"


@pytest.mark.law("R1.6-09")
def test_seized_property_is_dealt_with_within_sixty_days_of_the_notice(county: Organ) -> None:
    clue = county.clue_in("on_trial").take("decide", EXPULSION).takes("notify_seizure", "execute_seizure")

    told = {entry["event"]: entry["data"] for entry in clue.history()}

    assert told["notify_seizure"]["begun"] == told["execute_seizure"]["fulfilled"] == ["execute_seizure"]


def test_a_whole_execution_closes_the_case(county: Organ) -> None:
    assert county.clue_in("on_trial").take("decide", EXPULSION).takes(*ENDED).state == "closed"
