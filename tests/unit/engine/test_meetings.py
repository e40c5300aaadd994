"""Decisions of a body: who sits in it, who counts, how many are more than half; and studies before a proposal."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from engine.approvals import carried, members
from engine.definition import Collective, chain
from engine.law import PZ, ZJ
from engine.organisation import Organisation
from engine.world import Meeting
from tests.builders import (
    COUNTY,
    JC,
    JC2,
    OFFICE,
    STANDING,
    TODAY,
    TOMORROW,
    TOWNSHIP,
    YESTERDAY,
    Dossier,
    a_case,
    a_meeting,
    a_study,
    a_world,
    an_organisation,
    decision,
    on_trial,
    papers,
    post,
    refusal,
)
from tests.drill import changed

HALF = {"present": "1/2", "passing": "1/2"}


# --- The count --------------------------------------------------------------------------------------------------------


@pytest.mark.law("R7.3-10a")
@pytest.mark.parametrize(
    ("size", "agree", "present", "recused", "passes"),
    [
        # More than half must be there, and more than half of all members must agree.
        (5, 3, 3, 0, True),
        (5, 2, 3, 0, False),
        (5, 2, 2, 0, False),  # two of five are no quorum
        (5, 3, 5, 0, True),
        (5, 2, 5, 0, False),
        (6, 3, 6, 0, False),  # exactly half is not more than half
        (6, 4, 6, 0, True),
        (6, 3, 3, 0, False),  # half present is no quorum
        (7, 4, 4, 0, True),
        (7, 3, 7, 0, False),
        (1, 1, 1, 0, True),
        (0, 0, 0, 0, False),  # a body without members decides nothing
        # The recused stay members and don't count as present.
        (5, 3, 5, 2, True),
        (5, 3, 4, 2, False),
        (5, 3, 3, 1, False),
        (7, 4, 7, 3, True),
    ],
)
def test_more_than_half_of_all_members_must_be_there_and_agree(
    size: int, agree: int, present: int, recused: int, passes: bool
) -> None:
    seats = [f"m{number}" for number in range(size)]
    there = seats[:present]
    meeting = a_meeting("r1", seats[:agree], present=there, recused=there[len(there) - recused :] if recused else ())

    assert carried(meeting, a_case(), "r1", frozenset(seats), HALF) is passes


@pytest.mark.parametrize(
    ("present", "passing", "agree", "passes"),
    [("1/2", "2/3", 4, True), ("1/2", "2/3", 3, False), ("3/4", "1/2", 3, False), ("2/3", "1/3", 4, True)],
)
def test_a_procedure_may_declare_other_shares(present: str, passing: str, agree: int, passes: bool) -> None:
    seats = frozenset(STANDING)
    meeting = a_meeting("r1", STANDING[:agree], present=STANDING[:4] if present != "3/4" else STANDING[:3])

    assert carried(meeting, a_case(), "r1", seats, {"present": present, "passing": passing}) is passes


@pytest.mark.parametrize("change", ["stranger", "absent", "other_item", "other_case", "abstain", "barred"])
def test_a_vote_that_does_not_count_does_not_carry(change: str) -> None:
    agree = list(STANDING[:3])
    meeting = a_meeting("r1", agree)
    case = a_case()
    if change == "stranger":
        meeting = a_meeting("r1", [*agree[:2], "jc_a"])
    elif change == "absent":
        meeting = replace(meeting, present=tuple(agree[:2]) + STANDING[3:4])
    elif change == "other_item":
        meeting = a_meeting("r2", agree)
    elif change == "other_case":
        case = a_case(id="c9")
    elif change == "abstain":
        meeting = replace(meeting, items={("c1", "r1"): {**dict.fromkeys(agree, "agree"), agree[0]: "abstain"}})
    else:
        case = a_case(recused=(agree[0],))

    assert carried(meeting, case, "r1", frozenset(STANDING), HALF) is False
    assert carried(a_meeting("r1", agree), a_case(), "r1", frozenset(STANDING), HALF) is True


@pytest.mark.parametrize(
    ("body", "organ", "office", "sit"),
    [
        ("standing_committee", COUNTY, None, set(STANDING)),
        ("leadership_meeting", COUNTY, None, {"principal", "deputy", "trial_deputy"}),
        ("office_meeting", COUNTY, JC, set(OFFICE)),
        ("office_meeting", COUNTY, None, set()),
        # A township has one body: principal, deputy and committee members.
        ("standing_committee", TOWNSHIP, None, {"town_principal", "town_deputy", "town_a", "town_b", "town_c"}),
        ("office_meeting", TOWNSHIP, None, {"town_principal", "town_deputy", "town_a", "town_b", "town_c"}),
        # Bodies outside have no members here.
        ("same_level_party_committee", COUNTY, None, set()),
        ("same_level_party_committee", TOWNSHIP, None, set()),
    ],
)
def test_each_body_has_its_members(body: str, organ: str, office: str | None, sit: set[str]) -> None:
    assert members(an_organisation(), body, organ, office, TODAY) == sit


# --- An approval by a body --------------------------------------------------------------------------------------------


def before_the_committee(organisation: Organisation | None = None, **more: Any) -> Dossier:
    """A remark that only the standing committee can approve."""
    workflow = changed("remark", approval=[chain(Collective("standing_committee"))])
    dossier = Dossier(a_case(**more), workflow=workflow, world=a_world(organisation))
    decision(dossier.take("jc_a", "remark", documents=papers("other")))
    return dossier


@pytest.mark.law("R7.3-10b")
@pytest.mark.parametrize("officer", ["member_a", "bg_a", "ag_head", "clerk"])
def test_a_member_or_the_office_that_keeps_the_minutes_enters_the_decision(officer: str) -> None:
    dossier = before_the_committee()
    dossier.meet(a_meeting(dossier.request.id, STANDING[:3]))

    assert decision(dossier.approve(officer, meeting="m1")).event == "remark"


@pytest.mark.parametrize("officer", ["jc_b", "city_principal", "other_principal", "town_registrar"])
def test_nobody_else_enters_it(officer: str) -> None:
    dossier = before_the_committee()
    dossier.meet(a_meeting(dossier.request.id, STANDING[:3]))

    refused = refusal(dossier.approve(officer, meeting="m1"))

    assert (refused.code, refused.article) == ("wrong_role", PZ(4))


@pytest.mark.law_refuses("R7.3-10a", "R7.3-10b")
def test_without_a_recorded_meeting_there_is_no_decision() -> None:
    refused = refusal(before_the_committee().approve("member_a"))

    assert (refused.code, refused.fields) == ("meeting_missing", ("meeting",))
    assert refused.sentence == "本项须经清河县纪委监委纪委常委会集体决定。"


@pytest.mark.parametrize(
    "how", [{"body": "leadership_meeting"}, {"organ": TOWNSHIP}, {"items": {("c1", "c1-r99"): {}}}, {"items": {}}]
)
def test_a_meeting_of_another_body_or_about_another_item_decides_nothing_here(how: dict[str, Any]) -> None:
    dossier = before_the_committee()
    dossier.meet(replace(a_meeting(dossier.request.id, STANDING[:3]), **how))

    assert refusal(dossier.approve("member_a", meeting="m1")).code == "meeting_other"


@pytest.mark.law_refuses("R7.3-10a")
def test_a_meeting_that_did_not_carry_approves_nothing() -> None:
    dossier = before_the_committee()
    dossier.meet(a_meeting(dossier.request.id, STANDING[:2], oppose=STANDING[2:]))

    refused = refusal(dossier.approve("member_a", meeting="m1"))

    assert (refused.code, refused.article) == ("not_carried", PZ(4))


def test_a_meeting_that_did_not_carry_returns_the_request() -> None:
    dossier = before_the_committee()
    dossier.meet(a_meeting(dossier.request.id, STANDING[:2], oppose=STANDING[2:]))

    made = decision(dossier.turn_down("bg_a", "refuse", meeting="m1"))

    assert (made.event, dossier.case.pending) == ("refused", None)


def test_who_is_recused_after_the_meeting_is_not_counted_any_more() -> None:
    dossier = before_the_committee()
    dossier.meet(a_meeting(dossier.request.id, STANDING[:3]))
    dossier.recuse("city_principal", "member_a")
    dossier.recuse("city_principal", "deputy")

    assert refusal(dossier.approve("bg_a", meeting="m1")).code == "not_carried"


def test_the_members_are_those_of_the_day_of_the_meeting() -> None:
    left = an_organisation(post("gone", COUNTY, "standing_committee_member", valid_to=TODAY))
    dossier = before_the_committee(left)
    proposed = {**dossier.body["pending"], "at": f"{YESTERDAY}T01:00:00+00:00"}
    dossier.body = {**dossier.body, "pending": proposed}
    dossier.meet(a_meeting(dossier.request.id, ["gone", *STANDING[:3]], held_on=YESTERDAY))

    assert decision(dossier.approve("bg_a", meeting="m1")).event == "remark"


def test_a_meeting_held_before_the_proposal_did_not_decide_on_it() -> None:
    dossier = before_the_committee()
    dossier.meet(a_meeting(dossier.request.id, STANDING[:3], held_on=YESTERDAY))

    refused = refusal(dossier.approve("bg_a", meeting="m1"))

    assert (refused.code, refused.article, refused.fields) == ("before_previous", PZ(4), ("meeting",))


def test_who_joins_the_body_later_did_not_vote() -> None:
    later = an_organisation(post("new", COUNTY, "standing_committee_member", valid_from=TOMORROW))
    dossier = before_the_committee(later)
    dossier.meet(a_meeting(dossier.request.id, ["new", *STANDING[:2]]))

    assert refusal(dossier.approve("bg_a", meeting="m1")).code == "not_carried"


@pytest.mark.law_refuses("R5-02a")
def test_who_served_the_inquiry_keeps_no_minutes_of_the_trial() -> None:
    dossier = Dossier(on_trial())
    documents = papers("trial_report", "opinion@same_level_organisation_department")
    dossier.take("sl_a", "decide", inputs={"sanction": "warning"}, documents=documents)
    dossier.approve("city_principal")
    dossier.approve("principal")
    dossier.meet(a_meeting(dossier.request.id, STANDING[:3], recorded_by="jc_a"))

    refused = refusal(dossier.approve("member_a", meeting="m1"))

    assert (refused.code, refused.article) == ("separation", ZJ(54))


@pytest.mark.parametrize(
    ("agree", "carried"), [(OFFICE[:3], True), (OFFICE[:2], False), (("jc2_head", "jc2_a"), False)]
)
def test_an_office_decides_by_its_own_members(agree: tuple[str, ...], carried: bool) -> None:
    workflow = changed("remark", approval=[chain(Collective("office_meeting"))])
    dossier = Dossier(a_case(), workflow=workflow)
    dossier.take("xf_a", "remark", documents=papers("other"))
    dossier.meet(a_meeting(dossier.request.id, agree, body="office_meeting", office=JC))

    result = dossier.approve("jc_b", meeting="m1")

    assert (decision(result).event == "remark") if carried else (refusal(result).code == "not_carried")


# --- A study before the proposal --------------------------------------------------------------------------------------


@pytest.mark.law("R1.1-03b", "R1.2-02a")
@pytest.mark.law_refuses("R1.1-03b", "R1.2-02a")
@pytest.mark.parametrize(
    ("study", "code"),
    [
        (a_study("inquire"), None),
        (a_study("inquire", office=None), None),
        (a_study("inquire", OFFICE[:2]), "study_not_carried"),
        (a_study("dismiss"), "study_not_carried"),
        (a_study("inquire", body="leadership_meeting"), "study_not_carried"),
        (a_study("inquire", organ=TOWNSHIP), "study_not_carried"),
        (a_study("inquire", office=JC2), "study_not_carried"),
        (a_study("inquire", ("jc2_head", "jc2_a")), "study_not_carried"),
        (None, "study_missing"),
    ],
)
def test_the_proposal_cites_the_offices_own_study_of_this_step(study: Meeting | None, code: str | None) -> None:
    world = a_world(None, *([study] if study else []))

    refused = Dossier(a_case(), world=world).judge_take(
        "jc_a", "inquire", documents=papers("verification_plan"), team=("jc_a", "jc_b"), meeting="study"
    )

    assert (refused.code if refused else None) == code
    assert refused is None or (refused.article, refused.fields) == (ZJ(33), ("meeting",))


@pytest.mark.parametrize(
    ("study", "counts", "fresh"),
    [
        (a_study("inquire", rounds={("c1", "inquire"): 1}), {"allocate": 1}, True),
        (a_study("inquire", rounds={("c1", "inquire"): 1}), {"allocate": 1, "remark": 5}, True),  # acts don't count
        (a_study("inquire", rounds={("c1", "inquire"): 1}), {"allocate": 1, "inquire": 1, "release": 1}, False),
        (a_study("inquire", rounds={("c1", "inquire"): 0}), {"allocate": 1}, False),
        (a_study("inquire", held_on=date(2026, 11, 9)), {}, False),  # before the clue came in
        (a_study("inquire", held_on=date(2026, 11, 10)), {}, True),
    ],
)
def test_a_study_counts_for_the_round_in_which_it_was_held(study: Meeting, counts: dict[str, int], fresh: bool) -> None:
    refused = Dossier(a_case(counts=counts), world=a_world(None, study)).judge_take(
        "jc_a", "inquire", documents=papers("verification_plan"), team=("jc_a", "jc_b"), meeting="study"
    )

    assert (refused is None) == fresh
    assert fresh or (refused and refused.code == "study_not_carried")


def test_the_refusal_says_which_meeting_is_to_be_held() -> None:
    refused = refusal(
        Dossier(a_case()).take("jc_a", "inquire", documents=papers("verification_plan"), team=("jc_a", "jc_b"))
    )

    assert refused.sentence == "提出前须经部门集体研究。"
    assert refused.remedy == "请先召开部门集体研究并登记会议，再引用该会议提出。"


def test_who_served_the_inquiry_keeps_no_minutes_of_the_study_either() -> None:
    workflow = changed("form_panel", studied_by="office_meeting")
    study = a_study("form_panel", ("sl_head", "sl_a", "sl_c"), office="990101-SL", recorded_by="jc_a")
    dossier = Dossier(on_trial(), workflow=workflow, world=a_world(None, study))

    refused = refusal(dossier.take("sl_head", "form_panel", team=("sl_a", "sl_c"), meeting="study"))

    assert (refused.code, refused.article) == ("separation", ZJ(54))
