"""处分批准权限: who decides hangs on the person's seat, on who manages him, and on the weight of the sanction."""

from typing import Any, Final

import pytest

from app.demo import trials
from tests.journeys.journey import EXPULSION, WARNING, Organ, approved_by

PARTY_SEATS: Final = ("party_committee_member", "party_committee_alternate")
WATCHDOG_SEATS: Final = ("discipline_standing_member", "discipline_member", "supervision_member")
GROUNDS: Final = (
    "secret_or_sensitive",
    "cross_region",
    "organisation_unable",
    "managed_by_county_or_above",
    "branch_cannot_resolve",
    "raised",
    "no_party_sanction",
)
REMOVAL: Final = {"party_sanction": "removal_from_party_post", "administrative_sanction": "demotion"}
DISMISSED_ONLY: Final = {"party_sanction": "serious_warning", "administrative_sanction": "removal"}


@pytest.mark.law("R1.2-12e", "R7.3-04")
@pytest.mark.parametrize("seat", PARTY_SEATS)
def test_a_warning_for_a_committee_member_is_approved_by_the_committee_above(county: Organ, seat: str) -> None:
    clue = county.clue_in("on_trial", committee_seat=seat)

    clue.take("decide", WARNING)

    assert approved_by(clue, "decide") == ["principal", "principal", "standing_committee", "standing_committee"]
    assert organs(clue.history()[-1]["data"]["approved"]) == [county.code, county.above.code] * 2


@pytest.mark.law("R1.2-12e", "R7.3-05a")
def test_a_heavy_sanction_on_a_committee_member_is_for_his_own_plenary(county: Organ) -> None:
    clue = county.clue_in("on_trial", committee_seat="party_committee_member")

    clue.take("decide", {**REMOVAL, "committee_route": "plenary"})

    chain = ["principal", "principal", "standing_committee", "same_level_party_plenary"]
    assert approved_by(clue, "decide") == chain


@pytest.mark.law("R7.3-05b")
def test_between_two_plenaries_the_committees_above_decide(county: Organ) -> None:
    clue = county.clue_in("on_trial", committee_seat="party_committee_alternate")

    clue.take("decide", {**EXPULSION, "committee_route": "between_plenaries"})

    assert approved_by(clue, "decide")[2:] == [
        "standing_committee",
        "standing_committee",
        "same_level_party_committee",
    ]
    assert clue.history()[-1]["data"]["approved"][-1]["body"].endswith(f"@{county.above.code}")


@pytest.mark.law("R7.3-05c")
def test_an_expulsion_for_a_crime_is_for_the_partys_standing_committee(county: Organ) -> None:
    clue = county.clue_in("on_trial", committee_seat="party_committee_member")

    clue.take("decide", {**EXPULSION, "committee_route": "criminal_expulsion"})

    assert approved_by(clue, "decide")[2:] == ["standing_committee", "same_level_party_standing_committee"]


@pytest.mark.law_refuses("R7.3-05c")
def test_the_way_of_a_crime_leads_to_the_plenary_when_nobody_is_expelled(county: Organ) -> None:
    clue = county.clue_in("on_trial", committee_seat="party_committee_member")

    clue.take("decide", {**REMOVAL, "committee_route": "criminal_expulsion"})

    assert approved_by(clue, "decide")[-1] == "same_level_party_plenary"


@pytest.mark.law_refuses("R7.3-05a", "R7.3-05b")
def test_a_heavy_sanction_on_a_committee_member_names_its_way(county: Organ) -> None:
    clue = county.clue_in("on_trial", committee_seat="party_committee_member")

    refused = clue.attempt("decide", {**REMOVAL, "committee_route": None})

    assert (refused.code, refused.fields) == ("input_invalid", ("committee_route",))


@pytest.mark.law_refuses("R1.2-12e", "R7.3-04")
def test_the_committee_does_not_deliberate_before_the_superior_agrees(county: Organ) -> None:
    clue = county.clue_in("on_trial", committee_seat="party_committee_member")
    clue.propose("decide", WARNING)
    clue.approve()

    waits_for = clue.waiting().link
    refused = trials.approved_by_a_clerk(clue)

    assert (waits_for["kind"], waits_for["organ"]) == ("rank", county.above.code)
    assert refused.code == "wrong_role"


def test_a_committee_member_dismissed_from_office_only_is_for_both_committees(county: Organ) -> None:
    clue = county.clue_in("on_trial", committee_seat="party_committee_member")

    clue.take("decide", DISMISSED_ONLY)

    assert approved_by(clue, "decide")[2:] == [
        "standing_committee",
        "same_level_party_committee",
        "standing_committee",
    ]


@pytest.mark.law("R1.2-12e")
@pytest.mark.parametrize("seat", WATCHDOG_SEATS)
def test_for_a_member_of_the_discipline_committee_the_superior_agrees_first(county: Organ, seat: str) -> None:
    light, heavy = (county.clue_in("on_trial", committee_seat=seat) for _ in range(2))

    light.take("decide", WARNING)
    heavy.take("decide", EXPULSION)

    assert approved_by(light, "decide") == ["principal", "principal", "standing_committee"]
    assert approved_by(heavy, "decide") == [*approved_by(light, "decide"), "same_level_party_committee"]


@pytest.mark.law("R1.2-12c")
@pytest.mark.parametrize("sanction", [REMOVAL, DISMISSED_ONLY], ids=["in the Party", "in office"])
def test_one_heavy_sanction_of_the_two_is_enough_for_the_party_committee(
    county: Organ, sanction: dict[str, Any]
) -> None:
    clue = county.clue_in("on_trial")

    clue.take("decide", sanction)

    assert approved_by(clue, "decide") == ["principal", "standing_committee", "same_level_party_committee"]


@pytest.mark.law("R7.3-06a")
@pytest.mark.law_refuses("R7.3-06a")
def test_the_ordinary_procedure_begins_with_the_resolution_of_the_branch(county: Organ) -> None:
    clue = county.clue_in("on_trial", authority=county.below.committee)
    ordinary = {**WARNING, "direct_decision_ground": "ordinary"}

    refused = clue.attempt("decide", {**ordinary, "branch_resolved_on": None})
    clue.take("decide", {**ordinary, "branch_resolved_on": county.walker.world().today.isoformat()})

    assert (refused.code, refused.fields) == ("input_invalid", ("branch_resolved_on",))
    assert clue.state == "decided"


@pytest.mark.law("R7.3-06b", "R7.3-08")
@pytest.mark.parametrize("ground", GROUNDS)
def test_on_every_direct_ground_the_standing_committee_decides_alone(county: Organ, ground: str) -> None:
    clue = county.clue_in("on_trial", authority=county.below.committee)

    clue.take("decide", {**EXPULSION, "direct_decision_ground": ground})

    assert approved_by(clue, "decide") == ["principal", "standing_committee"]


@pytest.mark.law_refuses("R7.3-06b")
def test_a_ground_that_is_in_no_list_is_no_ground(county: Organ) -> None:
    clue = county.clue_in("on_trial", authority=county.below.committee)

    refused = clue.attempt("decide", {**WARNING, "direct_decision_ground": "convenient"})

    assert (refused.code, refused.fields) == ("input_invalid", ("direct_decision_ground",))


def test_without_a_sanction_the_superior_agrees_for_a_seat_all_the_same(county: Organ) -> None:
    clue = county.clue_in("on_trial", committee_seat="party_committee_member")

    clue.take("decide_no_sanction")

    assert approved_by(clue, "decide_no_sanction") == ["principal", "principal", "standing_committee"]


def organs(approved: list[dict[str, Any]]) -> list[str]:
    """The organs of those who approved, in order."""
    return [link["organ"] for link in approved]
