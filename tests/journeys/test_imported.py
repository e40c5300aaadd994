"""Clues of a real ledger go on from where the ledger left them."""

import pytest

from app.demo.routes import TRIED
from app.demo.walk import Walk
from app.demo.walker import Walker
from app.ledger import Report
from engine.ports import Sought
from tests.journeys.journey import executed

pytestmark = pytest.mark.usefixtures("ledger")


def imported(walker: Walker, state: str) -> Walk:
    """A clue of the ledger that a county holds in this state, as its 案管 finds it."""
    for county in walker.organs("county"):
        sought = Sought(state=state, organ=county, limit=500)
        for body in walker.reading.cases(walker.watcher(county).officer, sought):
            if body.get("imported") and body["organ"] == county:
                return walker.at(body["id"])
    raise LookupError(state)


def test_the_ledger_came_in_as_it_should(ledger: Report) -> None:
    assert (ledger.imported, ledger.already_present, ledger.rejected_rows) == (327, 8, 65)


def test_a_clue_taken_over_in_verification_has_no_team_until_one_is_formed(walker: Walker) -> None:
    clue = imported(walker, "verifying")

    refused = clue.attempt("report_verification")
    clue.takes("change_team", "report_verification")

    assert refused.code == "wrong_role"
    assert clue.state == "verified"


def test_an_allocated_clue_of_the_ledger_goes_all_the_way(walker: Walker) -> None:
    clue = imported(walker, "allocated")

    executed(clue.takes(*TRIED, "decide"))

    assert clue.state == "closed"
    assert clue.case.imported


def test_an_allocated_clue_needs_no_signature_for_a_hand_over_that_never_was(walker: Walker) -> None:
    clue = imported(walker, "allocated")

    assert clue.attempt("receive").code == "nothing_to_sign"


def test_a_letter_that_went_out_before_the_import_is_registered_once_and_answered(walker: Walker) -> None:
    clue = imported(walker, "inquiry")

    clue.take("record_earlier_letter")
    again = clue.attempt("record_earlier_letter")
    clue.takes("record_reply", "accept_reply")

    assert (again.code, clue.state) == ("at_most", "settled")
    assert "inquiry_letter" not in (clue.case.issued or {})
