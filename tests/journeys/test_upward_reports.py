"""向上级报告: the superior organ learns of clues about key persons, of their disposal, and of every filing."""

import pytest

from app.demo.walk import Walk
from tests.journeys.journey import WARNING, Organ, begun, executed

KEY = {"committee_seat": "party_committee_member"}


def told_by(clue: Walk, step: str) -> list[str]:
    """Who was told when the step was taken."""
    return [body for entry in clue.history() if entry["event"] == step for body in entry["data"].get("notified", ())]


@pytest.mark.law("R1.2-02d", "R4-13b")
@pytest.mark.parametrize(
    "person",
    [
        {"committee_seat": "party_committee_member"},
        {"committee_seat": "party_committee_alternate"},
        {"committee_seat": "discipline_standing_member"},
        {"committee_seat": "supervision_member"},
        {"unit_principal": True},
        {"next_lower_principal": True},
    ],
    ids=lambda person: next(iter(person.values())) if "committee_seat" in person else next(iter(person)),
)
def test_a_clue_about_a_key_person_is_to_be_reported_and_so_is_its_disposal(
    county: Organ, person: dict[str, object]
) -> None:
    clue = county.clue_in("shelved", **person)

    assert "upward_clue" in begun(clue)
    assert "upward_disposal" in begun(clue, "shelve")


@pytest.mark.parametrize("seat", ["none", "discipline_member"])
def test_a_clue_about_anybody_else_is_not_to_be_reported(county: Organ, seat: str) -> None:
    clue = county.clue_in("shelved", committee_seat=seat, unit_principal=False)

    assert "upward_clue" not in begun(clue)
    assert "upward_disposal" not in begun(clue, "shelve")


@pytest.mark.law("R1.2-02d")
def test_the_report_on_a_clue_goes_to_the_superior_and_ends_the_period(county: Organ) -> None:
    clue = county.clue(**KEY)

    clue.takes("report_key_clue", "record_key_clue_receipt")
    reported = clue.history()[-2]["data"]

    assert (reported["fulfilled"], reported["notified"]) == (["upward_clue"], ["superior"])


@pytest.mark.law_refuses("R1.2-02d", "R4-13b")
def test_a_report_is_made_with_its_paper(county: Organ) -> None:
    clue = county.clue(**KEY)

    assert clue.attempt("report_key_clue", without=["documents"]).code == "document_missing"


@pytest.mark.law_refuses("R1.2-02e", "R1.2-05e")
def test_the_disposal_is_not_reported_before_there_is_one(county: Organ) -> None:
    clue = county.clue_in("allocated", **KEY)

    assert clue.attempt("report_key_disposal").code == "step_missing"


@pytest.mark.law("R1.2-05e")
def test_the_start_of_a_verification_is_a_disposal_to_be_reported(county: Organ) -> None:
    clue = county.clue_in("verifying", **KEY)

    clue.take("report_key_disposal")

    assert "upward_disposal" in begun(clue, "verify")
    assert told_by(clue, "report_key_disposal") == ["superior"]


@pytest.mark.parametrize(
    ("report", "receipt"),
    [
        pytest.param("report_key_clue", "record_key_clue_receipt", marks=pytest.mark.law("R1.2-02d")),
        pytest.param("report_key_disposal", "record_key_disposal_receipt", marks=pytest.mark.law("R1.2-02e")),
        pytest.param("report_filing_upward", "record_filing_receipt", marks=pytest.mark.law("R1.2-07e")),
    ],
)
def test_no_receipt_is_registered_before_its_report(county: Organ, report: str, receipt: str) -> None:
    clue = county.clue_in("investigating", **KEY)

    early = clue.attempt(receipt)
    clue.takes(report, receipt)

    assert early.code == "step_missing"
    assert (clue.case.times(report), clue.case.times(receipt)) == (1, 1)


@pytest.mark.law("R1.2-02d", "R1.2-02e")
def test_the_reports_are_still_made_once_the_clue_is_settled(county: Organ) -> None:
    clue = county.clue_in("allocated", **KEY).take("settle")

    clue.takes("report_key_clue", "record_key_clue_receipt", "report_key_disposal", "record_key_disposal_receipt")

    assert (clue.state, clue.case.closed) == ("settled", True)


@pytest.mark.law("R1.2-07e")
@pytest.mark.law_refuses("R1.2-07e")
def test_every_filing_is_to_be_reported_to_the_superior(county: Organ) -> None:
    clue = county.clue_in("verified")

    early = clue.attempt("report_filing_upward")
    clue.takes("file_case", "report_filing_upward", "record_filing_receipt")

    assert early.code == "wrong_state"
    assert "upward_filing" in begun(clue, "file_case")
    assert told_by(clue, "report_filing_upward") == told_by(clue, "file_case") == ["superior"]


@pytest.mark.law("R1.2-07e")
def test_a_filing_is_still_reported_when_the_case_is_closed(county: Organ) -> None:
    clue = executed(county.clue_in("on_trial").take("decide", WARNING))

    clue.takes("report_filing_upward", "record_filing_receipt")

    assert (clue.state, clue.case.times("record_filing_receipt")) == ("closed", 1)
