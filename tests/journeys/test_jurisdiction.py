"""管辖: a matter goes from organ to organ by the lawful acts, and by nothing else."""

import pytest

from app.demo.walk import Walk
from engine.errors import Refused
from tests.journeys.journey import MAIN_LINE, WARNING, Organ, approved_by, begun, executed

NECESSARY = {"reason": "（示例）案情重大。", "necessity": "（示例）下一级机关须回避。"}


def principal(organ: Organ) -> str:
    """The organ's principal."""
    [post] = organ.walker.officers(organ.code, "principal")
    return post.officer


def sees(organ: Organ, officer: str, clue: Walk) -> bool:
    """Whether the officer may read the clue."""
    return not isinstance(organ.walker.reading.case(officer, clue.id, classes=()), Refused)


def staff(organ: Organ) -> set[str]:
    """Everybody who works there."""
    return {post.officer for post in organ.walker.organisation.posts if post.organ == organ.code}


# --- 提级办理 -------------------------------------------------------------------------------------------------------


@pytest.mark.law("R4-03a", "R4-13d")
def test_the_prefecture_takes_up_a_countys_matter_and_goes_on_with_it(county: Organ) -> None:
    clue = county.clue_in("verifying")

    clue.take("take_up").takes("receive_reallocated", "change_team", "report_verification")

    assert (clue.state, clue.case.organ) == ("verified", county.above.code)
    assert clue.case.competent == county.code
    assert dict(clue.case.issued or {})["raise_decision"].startswith(f"{county.above.code}纪监提")


@pytest.mark.law_refuses("R4-03a")
def test_the_county_neither_takes_a_matter_up_nor_sees_what_was_taken_up(county: Organ) -> None:
    clue = county.clue_in("verifying")

    assert clue.attempt("take_up", by=principal(county)).code == "wrong_role"
    clue.take("take_up")
    assert not any(sees(county, officer, clue) for officer in staff(county))


@pytest.mark.law("R4-03b")
def test_a_higher_superior_takes_a_townships_matter_up_and_writes_why_it_must(township: Organ) -> None:
    clue = township.clue()

    clue.take("take_up_beyond", NECESSARY, by=principal(township.above.above))

    assert clue.case.organ == township.above.above.code


@pytest.mark.law_refuses("R4-03b")
def test_beyond_the_next_level_nothing_is_taken_up_without_the_necessity(township: Organ) -> None:
    clue = township.clue()
    silent = {"reason": NECESSARY["reason"], "necessity": ""}

    refused = clue.attempt("take_up_beyond", silent, by=principal(township.above.above))

    assert (refused.code, refused.fields) == ("input_invalid", ("necessity",))


@pytest.mark.law("R4-09", "R4-14b")
def test_a_township_asks_the_county_to_take_a_matter_up(township: Organ) -> None:
    clue = township.clue()

    clue.take("request_raise")

    assert clue.case.organ == township.above.code
    assert approved_by(clue, "request_raise") == ["principal", "principal"]


@pytest.mark.law_refuses("R4-09")
def test_a_superior_may_decline_and_the_matter_stays(county: Organ) -> None:
    clue = county.clue_in("verifying")
    clue.propose("request_raise")
    clue.approve()

    clue.decided("refuse", "（示例）由你们办理。")

    assert (clue.case.organ, clue.case.pending) == (county.code, None)


def test_the_periods_of_the_matter_run_on_in_the_organ_that_took_it_up(county: Organ) -> None:
    clue = county.clue_in("verifying")
    before = dict(clue.case.due or {})["prelim_verify"]["due_at"]

    clue.take("take_up")

    assert dict(clue.case.due or {})["prelim_verify"]["due_at"] == before


# --- 指定管辖 -------------------------------------------------------------------------------------------------------


@pytest.mark.law("R4-04b", "R4-07a", "R4-06a", "R4-06c")
def test_a_matter_is_designated_to_the_neighbouring_county(county: Organ, neighbour: Organ) -> None:
    clue = county.clue_in("verifying")

    clue.take("designate_sideways", to_organ=neighbour.code)

    assert (clue.case.organ, clue.case.designating) == (neighbour.code, county.above.code)
    assert clue.case.competent == county.code
    assert "designated_report" in begun(clue, "designate_sideways")


@pytest.mark.law("R4-04b")
def test_a_county_asks_that_another_be_designated(county: Organ, neighbour: Organ) -> None:
    clue = county.clue_in("verifying")

    clue.take("request_designation", to_organ=neighbour.code)

    assert (clue.case.organ, approved_by(clue, "request_designation")) == (neighbour.code, ["principal", "principal"])


@pytest.mark.law("R4-04a", "R4-08")
def test_before_the_same_levels_cadre_is_designated_downwards_the_party_principal_approves(county: Organ) -> None:
    above = county.above
    clue = above.clue_in("allocated")

    clue.take("designate_down", to_organ=county.code)

    assert approved_by(clue, "designate_down") == ["principal", "same_level_party_principal"]
    assert (clue.case.organ, clue.case.designating, clue.case.competent) == (county.code, above.code, above.code)


@pytest.mark.law_refuses("R4-08")
def test_without_the_party_principal_nothing_goes_down(county: Organ) -> None:
    clue = county.above.clue_in("allocated")
    clue.propose("designate_down", to_organ=county.code)

    clue.approve()

    assert clue.case.organ == county.above.code
    assert clue.case.pending is not None


@pytest.mark.law("R4-07b", "R4-06b", "R4-05b")
def test_the_designated_county_files_tries_and_sends_the_matter_to_who_may_sanction(
    county: Organ, neighbour: Organ
) -> None:
    clue = county.clue().take("designate_sideways", to_organ=neighbour.code)

    clue.takes("receive_moved", *MAIN_LINE["on_trial"], "return_to_competent", "receive_moved", "change_trial_team")
    clue.take("decide", WARNING)

    assert (clue.case.organ, clue.case.designating) == (county.code, None)
    assert approved_by(clue, "return_to_competent") == ["principal", "principal"]
    assert executed(clue).state == "closed"


@pytest.mark.law_refuses("R4-05b", "R4-05a")
def test_the_designated_county_sanctions_nobody(county: Organ, neighbour: Organ) -> None:
    clue = county.clue().take("designate_sideways", to_organ=neighbour.code)
    clue.takes("receive_moved", *MAIN_LINE["on_trial"])

    assert clue.attempt("decide", WARNING).code == "condition"


@pytest.mark.law("R4-05c")
def test_where_they_disagree_the_designating_organ_decides(county: Organ, neighbour: Organ) -> None:
    clue = county.clue().take("designate_sideways", to_organ=neighbour.code)
    clue.takes("receive_moved", *MAIN_LINE["on_trial"])
    clue.propose("return_to_competent")
    clue.approve()
    clue.decided("refuse", "（示例）事实不清。")

    clue.take("return_as_decided")

    assert clue.case.organ == county.code


@pytest.mark.law("R4-12a")
def test_a_designated_matter_is_reported_every_month(county: Organ, neighbour: Organ) -> None:
    clue = county.clue_in("verifying").take("designate_sideways", to_organ=neighbour.code)

    clue.takes("receive_reallocated", "report_designated")

    assert "designated_report" in begun(clue, "report_designated")
    assert (clue.case.rounds or {})["designated_report"] == 2


def test_the_designating_organ_still_sees_the_matter_and_the_old_one_does_not(county: Organ, neighbour: Organ) -> None:
    clue = county.clue_in("verifying").take("designate_sideways", to_organ=neighbour.code)

    assert sees(county, principal(county.above), clue)
    assert not any(sees(county, officer, clue) for officer in staff(county))


# --- 交办、转办、移送、争议 --------------------------------------------------------------------------------------


@pytest.mark.law("R4-11a")
def test_a_task_is_reported_on_and_ends_when_who_gave_it_accepts_the_report(county: Organ, township: Organ) -> None:
    clue = county.clue(authority=township.committee).take("assign", to_organ=township.code)

    clue.takes("receive_moved", "report_assigned", "accept_assigned_report")

    assert clue.case.assigning is None
    assert not {"assigned_report", "assigned_supplement"} & {*(clue.case.due or {})}


def test_a_report_that_was_returned_leaves_the_task_open_and_a_month_for_the_rest(
    county: Organ, township: Organ
) -> None:
    clue = county.clue(authority=township.committee).take("assign", to_organ=township.code)

    clue.takes("receive_moved", "report_assigned", "return_assigned_report")

    assert clue.case.assigning == county.code
    assert begun(clue, "return_assigned_report") == {"assigned_supplement"}


@pytest.mark.law("R4-11a")
def test_three_months_and_three_more_by_the_own_principal_and_then_the_superior(county: Organ, township: Organ) -> None:
    clue = county.clue(authority=township.committee).take("assign", to_organ=township.code)
    clue.take("receive_moved")
    more = {"amount": 3, "unit": "months"}

    clue.take("extend_assigned_report", more, reason="（示例）案情复杂。")
    clue.propose("extend_assigned_report_2", more, reason="（示例）案情复杂。")

    [request] = clue.case.requests
    assert [(step["post"], step["organ"]) for step in request.steps] == [
        ("principal", township.code),
        ("principal", county.code),
    ]


@pytest.mark.law_refuses("R4-11a")
def test_who_got_the_task_does_not_accept_his_own_report(county: Organ, township: Organ) -> None:
    clue = county.clue(authority=township.committee).take("assign", to_organ=township.code)
    clue.takes("receive_moved", "report_assigned")

    assert clue.attempt("accept_assigned_report", by=principal(township)).code == "wrong_role"


@pytest.mark.law("R4-11b")
def test_what_is_passed_down_owes_no_report(county: Organ, township: Organ) -> None:
    clue = county.clue(authority=township.committee).take("pass_down", to_organ=township.code)

    assert (clue.case.organ, clue.case.assigning) == (township.code, None)
    assert begun(clue, "pass_down") == set()


@pytest.mark.law("R4-01a")
def test_a_clue_about_the_neighbours_cadre_goes_there_on_line(county: Organ, neighbour: Organ) -> None:
    clue = county.clue(authority=neighbour.committee).take("transfer")

    assert clue.case.organ == neighbour.code
    assert "clue_transfer_wrong" not in (clue.case.due or {})


def test_what_was_sent_here_by_mistake_goes_back_to_who_sent_it(county: Organ, township: Organ) -> None:
    clue = county.clue(authority=township.committee).take("pass_down", to_organ=township.code)

    clue.takes("receive_moved", "send_back")

    assert [organ for organ, *_ in clue.case.passage] == [county.code, township.code]
    assert clue.case.organ == county.code


def test_what_was_designated_is_not_sent_back(county: Organ, neighbour: Organ) -> None:
    clue = county.clue().take("designate_sideways", to_organ=neighbour.code).take("receive_moved")

    assert clue.attempt("send_back").code == "condition"


@pytest.mark.law("R4-10")
def test_the_common_superior_decides_to_whom_a_disputed_clue_belongs(county: Organ, neighbour: Organ) -> None:
    clue = county.clue()

    clue.take("refer_dispute", to_organ=neighbour.code)

    assert (clue.case.organ, approved_by(clue, "refer_dispute")) == (neighbour.code, ["principal", "principal"])


@pytest.mark.law_refuses("R4-10")
def test_the_two_organs_do_not_settle_a_dispute_between_them(county: Organ, neighbour: Organ) -> None:
    clue = county.clue()
    clue.propose("refer_dispute", to_organ=neighbour.code)

    clue.approve()

    assert clue.case.organ == county.code
    assert clue.waiting().link["organ"] == county.above.code


# --- What always holds --------------------------------------------------------------------------------------------


def test_a_clue_that_waits_for_the_county_is_taken_up_and_the_request_lapses(county: Organ) -> None:
    clue = county.clue()
    clue.propose("allocate")

    clue.take("take_up")

    assert clue.case.pending is None
    assert clue.history()[-1]["data"]["lapsed"]["because"] == "organ_changed"


def test_the_passage_tells_which_organs_held_the_matter_and_by_which_acts(county: Organ, neighbour: Organ) -> None:
    clue = county.clue().take("designate_sideways", to_organ=neighbour.code).take("receive_moved").take("take_up")

    assert clue.case.passage == (
        (county.code, clue.case.passage[0][1], "designate_sideways"),
        (neighbour.code, clue.case.passage[1][1], "take_up"),
    )
    assert clue.case.designating is None
