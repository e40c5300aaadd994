"""立案: who approves it, which number the decision gets, against whom nothing is filed, and the simple case."""

import pytest

from app.demo import trials
from app.demo.walk import Walk
from tests.journeys.journey import MEMBER, OFFICIAL, Organ, approved_by

NEITHER = {"party_member": False, "supervised": False}
BOTH = {"party_member": True, "supervised": True}
DETAINED = {"serious": True, "detention": True}


def number_of(clue: Walk) -> tuple[str, str]:
    """The series of the filing, and what stands before the year in its number."""
    [(series, number)] = (clue.case.issued or {}).items()
    return series, number.partition("〔")[0].lstrip("0123456789-")


@pytest.mark.parametrize(
    ("person", "entered", "series", "word"),
    [
        (MEMBER, {}, "filing_discipline", "纪立"),
        (OFFICIAL, {}, "filing_supervision", "监立"),
        (BOTH, {"filing_track": "both"}, "filing_both", "纪监立"),
        (BOTH, {"filing_track": "discipline"}, "filing_discipline", "纪立"),
        (BOTH, {"filing_track": "supervision"}, "filing_supervision", "监立"),
    ],
    ids=["member", "official", "both", "both_as_member", "both_as_official"],
)
def test_the_number_of_a_filing_tells_its_track(
    county: Organ, person: dict[str, bool], entered: dict[str, str], series: str, word: str
) -> None:
    clue = county.clue_in("verified", **person).take("file_case", entered)

    assert number_of(clue) == (series, word)


def test_only_who_is_both_is_asked_for_the_track(county: Organ) -> None:
    both, member = county.clue_in("verified"), county.clue_in("verified", **MEMBER)

    unasked = both.attempt("file_case", {"filing_track": None})
    contradictory = member.attempt("file_case", {"filing_track": "supervision"})

    assert (unasked.code, unasked.fields) == ("input_invalid", ("filing_track",))
    assert (contradictory.code, contradictory.fields) == ("input_invalid", ("filing_track",))


@pytest.mark.law("R1.2-07b", "R1.2-07d")
def test_where_detention_is_intended_the_leaders_meet_before_both_principals_approve(county: Organ) -> None:
    clue = county.clue_in("verified").take("file_case", DETAINED)

    assert approved_by(clue, "file_case") == ["leadership_meeting", "principal", "same_level_party_principal"]


@pytest.mark.law("R1.2-07c", "R1.2-07d")
def test_for_somebody_managed_lower_the_leaders_and_the_principal_are_enough(county: Organ) -> None:
    clue = county.clue_in("verified", authority=county.below.committee).take("file_case", DETAINED)

    assert approved_by(clue, "file_case") == ["leadership_meeting", "principal"]


@pytest.mark.law_refuses("R1.2-07d")
def test_a_detention_is_not_filed_without_the_meeting_or_against_it(county: Organ) -> None:
    clue = county.clue_in("verified")
    clue.propose("file_case", DETAINED)

    refusals = [trials.without_meeting(clue), trials.not_carried(clue)]

    assert [refused.code for refused in refusals] == ["meeting_missing", "not_carried"]
    assert clue.state == "verified"


@pytest.mark.law("R1.2-06d")
@pytest.mark.law_refuses("R1.2-06d", "R1.4-02")
def test_a_filing_is_studied_by_the_office_and_tells_the_facts_in_hand(county: Organ) -> None:
    clue = county.clue_in("verified")

    unstudied = clue.attempt("file_case", without=["study"])
    without_facts = clue.attempt("file_case", {"facts_held": None})
    clue.take("file_case")

    assert (unstudied.code, without_facts.fields) == ("study_missing", ("facts_held",))
    assert clue.state == "investigating"


@pytest.mark.law("R1.1-12a", "R1.1-12b")
@pytest.mark.law_refuses("R1.1-12b")
def test_a_simple_case_is_filed_and_transferred_in_two_steps_by_the_team_that_verified_it(county: Organ) -> None:
    clue = county.clue_in("verified")
    office = clue.case.office

    clue.take("file_simple_case")
    skipped = clue.attempt("accept_for_trial")
    clue.takes("approve_plan", "announce_filing", "notify_unit_of_filing", "restrict_person", "verify_facts")

    assert (skipped.code, clue.case.office) == ("wrong_state", office)
    assert approved_by(clue, "file_simple_case") == ["principal", "same_level_party_principal"]
    assert clue.take("transfer_simple_case").state == "transferred"


@pytest.mark.law_refuses("R1.1-12a")
@pytest.mark.parametrize("entered", [{"serious": True}, DETAINED], ids=["serious", "detention"])
def test_a_serious_violation_is_no_simple_case(county: Organ, entered: dict[str, bool]) -> None:
    assert county.clue_in("verified").attempt("file_simple_case", entered).code == "condition"


@pytest.mark.law("R1.1-12b")
def test_a_case_that_proves_not_to_be_simple_goes_on_like_any_other_with_its_number_and_its_team(
    county: Organ,
) -> None:
    clue = county.clue_in("verified").take("file_simple_case")
    number, team = number_of(clue), clue.case.team

    clue.take("continue_as_ordinary")

    assert clue.state == "investigating"
    assert (number_of(clue), clue.case.team) == (number, team)


@pytest.mark.law("R1.1-13")
@pytest.mark.law_refuses("R1.1-13")
def test_a_judgment_goes_to_the_trial_office_on_the_principals_word_about_who_can_be_sanctioned(
    county: Organ,
) -> None:
    judged = county.clue_in("allocated").take("rely_on_document", {"legal_ground": "judgment"})
    outsider = county.clue_in("allocated", **NEITHER).take("rely_on_document", {"legal_ground": "judgment"})

    refused = outsider.attempt("refer_on_judgment")
    judged.takes("refer_on_judgment", "receive_trial_file", "accept_referral")

    assert (refused.code, judged.state) == ("condition", "referral_on_trial")
    assert approved_by(judged, "refer_on_judgment") == ["principal"]


def test_who_gave_a_bribe_is_filed_though_he_is_neither_member_nor_official(county: Organ) -> None:
    clue = county.clue_in("verified", **NEITHER)

    uninvolved = clue.attempt("file_case", {"involved": False})
    clue.take("file_case", {"involved": True})

    assert (uninvolved.code, clue.state) == ("condition", "investigating")
    assert number_of(clue) == ("filing_supervision", "监立")


def test_of_a_member_nobody_asks_whether_he_is_only_involved(county: Organ) -> None:
    refused = county.clue_in("verified").attempt("file_case", {"involved": True})

    assert (refused.code, refused.fields) == ("input_invalid", ("involved",))


@pytest.mark.parametrize("step", ["file_case", "file_simple_case"])
def test_nothing_is_filed_against_a_unit(county: Organ, step: str) -> None:
    unit = county.clue_in("verified", is_unit=True)

    refused = unit.attempt(step)

    assert refused.code == "condition"
    assert "自然人" in refused.sentence
