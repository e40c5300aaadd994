"""审批时限: whoever must decide has a period of his own, and who leads him hears of it when it is over."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from engine.case import changed
from engine.escalation.climbing import climb
from engine.escalation.levels import levels_of
from engine.organisation import Leave
from tests.builders import (
    JC,
    NOW,
    XF,
    Dossier,
    a_case,
    a_world,
    an_organisation,
    decision,
    on_trial,
    papers,
    under_inquiry,
)
from tests.drill import DRILL

TRIED = papers("trial_report", "opinion@same_level_organisation_department")


def told(made: Any) -> list[tuple[str, str]]:
    """What an entry tells of the periods of approvals."""
    return [(one["id"], one["event"]) for one in made.data.get("deadlines", ()) if one["id"].startswith("approve")]


def waiting(**more: Any) -> Dossier:
    """An allocation that waits for the county's principal."""
    dossier = Dossier(a_case("received", office=XF, **more))
    decision(dossier.take("ag_a", "allocate", documents=papers("allocation_sheet"), hand_to=JC))
    return dossier


def asked_to_decide() -> Dossier:
    """A decision that waits for the prefecture's principal, who agrees before."""
    dossier = Dossier(on_trial())
    decision(dossier.take("sl_a", "decide", inputs={"sanction": "warning"}, documents=TRIED))
    return dossier


def whom(dossier: Dossier, name: str = "approve") -> list[tuple[str, ...]]:
    """Who would be reached, level by level."""
    deadline = dossier.definition.lookup.deadline(name)
    return [level.officers for level in levels_of(deadline, dossier.case, dossier.world)]


# --- When it runs -------------------------------------------------------------------------------------------------


def test_it_begins_when_a_request_waits_for_somebody() -> None:
    dossier = Dossier(a_case("received", office=XF))

    made = decision(dossier.take("ag_a", "allocate", documents=papers("allocation_sheet"), hand_to=JC))

    assert told(made) == [("approve", "begin")]
    assert (dossier.case.due or {})["approve"]["last_day"] == "2026-11-25"


def test_the_next_one_whose_turn_it_is_has_a_period_of_his_own() -> None:
    dossier = asked_to_decide()

    made = decision(dossier.approve("city_principal"))

    assert told(made) == [("approve", "meet"), ("approve", "begin")]
    assert (dossier.case.rounds or {})["approve"] == 2


def test_the_last_approval_meets_it() -> None:
    made = decision(waiting().approve("principal"))

    assert told(made) == [("approve", "meet")]


@pytest.mark.parametrize("word", ["return", "refuse"])
def test_who_says_no_has_decided_too(word: Any) -> None:
    dossier = waiting()

    made = decision(dossier.turn_down("principal", word))

    assert told(made) == [("approve", "meet")]
    assert "approve" not in (dossier.case.clocks or {})


def test_what_is_taken_back_waits_for_nobody() -> None:
    assert told(decision(waiting().withdraw("ag_a"))) == [("approve", "supersede")]


def test_a_recused_proposers_request_waits_for_nobody() -> None:
    dossier = waiting()

    made = decision(dossier.recuse("principal", "ag_a"))

    assert told(made) == [("approve", "supersede")]


def test_what_a_superior_takes_up_waits_for_nobody_here() -> None:
    dossier = waiting()

    made = decision(dossier.take("city_principal", "take_up", documents=papers("raise_decision")))

    assert told(made) == [("approve", "supersede")]
    assert "approve" not in (dossier.case.due or {})


def test_a_decision_that_comes_late_is_told_as_late() -> None:
    dossier = waiting()
    dossier.world = replace(dossier.world, now=NOW + timedelta(days=9))

    made = decision(dossier.approve("principal"))

    assert [one["late"] for one in made.data["deadlines"] if one["event"] == "meet"] == [True]


def test_a_request_about_a_period_has_one_of_its_own_beside_the_other() -> None:
    dossier = _two_requests()

    assert {*(dossier.case.clocks or {})} >= {"approve", "approve.extend_inquiry"}


def test_each_of_two_requests_is_met_by_itself() -> None:
    dossier = _two_requests()
    aside = next(one.id for one in dossier.case.requests if one != dossier.case.pending)

    made = decision(dossier.approve("deputy", request=aside))

    assert told(made) == [("approve.extend_inquiry", "meet")]


def test_a_procedure_that_sets_no_such_duty_has_none() -> None:

    silent = replace(DRILL, deadlines=[one for one in DRILL.deadlines if not one.of_approvals])
    dossier = Dossier(a_case("received", office=XF), workflow=silent)

    made = decision(dossier.take("ag_a", "allocate", documents=papers("allocation_sheet"), hand_to=JC))

    assert told(made) == []


# --- Whom it reaches ----------------------------------------------------------------------------------------------


def test_it_is_the_approver_who_is_reminded_and_his_superiors_who_hear_of_it() -> None:
    assert whom(waiting()) == [("principal",), ("city_principal",)]


def test_nobody_below_the_approver_hears_of_it() -> None:
    dossier = Dossier(under_inquiry())
    decision(dossier.take("jc_a", "change_team", team=("jc_b", "jc_c")))

    assert whom(dossier)[:2] == [("deputy",), ("principal",)]


def test_a_superior_who_must_decide_is_reminded_himself() -> None:
    assert whom(asked_to_decide())[0] == ("city_principal",)


def test_for_a_body_its_recording_office_is_reminded_and_then_its_leaders() -> None:
    dossier = asked_to_decide()
    for officer in ("city_principal", "principal"):
        decision(dossier.approve(officer))

    assert dossier.request.current is not None
    assert dossier.request.current["kind"] == "collective"
    assert whom(dossier)[:2] == [("bg_head",), ("principal",)]


def test_when_the_end_has_come_it_climbs_past_who_is_on_leave() -> None:
    dossier = Dossier(under_inquiry())
    decision(dossier.take("jc_a", "change_team", team=("jc_b", "jc_c")))
    away = Leave("principal", NOW.date(), NOW.date() + timedelta(days=30))
    world = a_world(replace(an_organisation(), leaves=(away,)), now=NOW + timedelta(days=10))

    moved = climb(dossier.definition, dossier.case, world, 9)

    assert [(one["event"], one.get("to", one.get("because"))) for one in moved.told["escalations"]] == [
        ("open", ["deputy"]),
        ("skip", "on_leave"),
        ("open", ["city_principal"]),
    ]


def test_before_it_has_begun_to_wait_for_him_nobody_is_reminded() -> None:
    dossier = asked_to_decide()

    assert all("principal" not in officers for officers in whom(dossier))


def _two_requests() -> Dossier:
    dossier = _with_clock()
    decision(dossier.take("jc_a", "extend_inquiry", inputs={"amount": 1}, reason="案情复杂"))
    decision(dossier.take("jc_a", "change_team", team=("jc_b", "jc_c")))
    return dossier


def _with_clock() -> Dossier:
    dossier = Dossier(under_inquiry())
    case = dossier.case
    clock = {"round": 1, "seq": 2, "from": "2026-11-18", "length": {"months": 2}}
    due = {"last_day": "2027-01-18", "due_at": "2027-01-18T16:00:00+00:00", "calendar": 0, "provisional": True}
    more = {"clocks": {"inquiry": clock}, "due": {"inquiry": due}, "rounds": {"inquiry": 1}}
    return Dossier(changed(case, more))
