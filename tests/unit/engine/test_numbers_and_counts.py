"""Documents numbered for some and not for others, steps counted in a list, closed cases taken up again."""

from typing import Any

import pytest

from engine.case import Case
from engine.outcome import Decision
from engine.visibility import pending_keys
from tests.builders import (
    COUNTY,
    PREFECTURE,
    STANDING,
    Dossier,
    a_case,
    a_meeting,
    an_organisation,
    decision,
    on_trial,
    papers,
    refusal,
    under_inquiry,
)
from tests.related import RELATED
from tests.scenes import TRIED

NOTE = papers("closing_note")


# --- Numbers ----------------------------------------------------------------------------------------------------------


def decided(track: str, **facts: Any) -> Decision:
    """A case that the standing committee has decided."""
    dossier = Dossier(on_trial(track=track, done=("hear",)), facts=facts, workflow=RELATED)
    decision(dossier.take("sl_a", "decide", inputs={"sanction": "warning"}, documents=TRIED))
    for officer in ("city_principal", "principal"):
        decision(dossier.approve(officer))
    dossier.meet(a_meeting(dossier.request.id, STANDING[:3]))
    return decision(dossier.approve("bg_a", meeting="m1"))


@pytest.mark.parametrize(
    ("track", "facts", "series"),
    [
        ("discipline", {"party_member": True}, ("party_decision",)),
        ("supervision", {"supervised": True}, ("administrative_decision",)),
        ("both", {"party_member": True, "supervised": True}, ("party_decision", "administrative_decision")),
        ("supervision", {}, ()),
    ],
)
def test_a_decision_is_numbered_in_the_series_of_whom_it_is_about(
    track: str, facts: dict[str, Any], series: tuple[str, ...]
) -> None:
    assert tuple(kind for kind, _ in decided(track, **facts).issues) == series


def test_the_entry_tells_on_which_conditions_it_was_numbered() -> None:
    rules = decided("discipline", party_member=True).data["rules"]

    assert (rules["party_matter"], rules["official"]) == (True, False)


# --- Counted steps ----------------------------------------------------------------------------------------------------


def dismissed(dossier: Dossier, **inputs: Any) -> Case:
    """The case settled once more."""
    decision(dossier.take("jc_c", "dismiss", documents=NOTE, inputs=inputs))
    decision(dossier.approve("deputy"))
    return dossier.case


def counted(case: Case) -> list[dict[str, str]]:
    """The list of the case's disposals."""
    return [dict(line) for line in (case.tallies or {})["disposal"]]


def test_a_counted_step_stands_in_the_list_with_the_day_of_its_approval() -> None:
    case = dismissed(Dossier(under_inquiry(), workflow=RELATED))

    assert counted(case) == [{"step": "dismiss", "on": "2026-11-20", "counted_on": "2026-11-20"}]


def test_it_counts_for_another_day_where_the_form_says_so() -> None:
    case = dismissed(Dossier(under_inquiry(), workflow=RELATED), counted_on="2026-10-31")

    assert counted(case) == [{"step": "dismiss", "on": "2026-11-20", "counted_on": "2026-10-31"}]


def test_a_case_that_is_settled_again_and_again_is_counted_each_time() -> None:
    dossier = Dossier(under_inquiry(), workflow=RELATED)

    for _ in range(3):
        dismissed(dossier)
        dossier.body = {**dossier.body, "state": "inquiring", "closed": False}

    assert [line["step"] for line in counted(dossier.case)] == ["dismiss"] * 3


def test_a_step_that_waits_for_approval_isnt_counted_yet() -> None:
    dossier = Dossier(under_inquiry(), workflow=RELATED)

    decision(dossier.take("jc_c", "dismiss", documents=NOTE))

    assert dossier.case.tallies is None


# --- Taken up again, by whom elsewhere --------------------------------------------------------------------------------


def reopening(**more: Any) -> Dossier:
    """A settled case that somebody asks to take up again."""
    dossier = Dossier(a_case("dismissed", **more), workflow=RELATED)
    decision(dossier.take("jc_c", "reopen"))
    return dossier


def test_a_closed_case_is_taken_up_again_by_the_step_that_says_so_and_by_no_other() -> None:
    dossier = Dossier(a_case("dismissed"), workflow=RELATED)

    assert refusal(dossier.take("jc_a", "release")).code == "wrong_state"
    assert decision(dossier.take("jc_c", "reopen")).outcome == "pending_approval"


def test_whose_approval_is_asked_in_other_offices_and_above() -> None:
    local, above, outside = reopening().request.steps

    assert (local["organ"], local["office"]) == (COUNTY, f"{COUNTY}-AG")
    assert (above["organ"], above["office"]) == (PREFECTURE, f"{PREFECTURE}-AG")
    assert outside["body"] == f"same_level_party_committee@{PREFECTURE}"


def test_the_head_of_the_named_office_approves_and_no_other_head() -> None:
    dossier = reopening()

    refused = refusal(dossier.approve("jc_head"))

    assert (refused.code, refused.sentence) == ("wrong_role", "本项须由清河县纪委监委案件监督管理室部门负责人审批。")
    assert decision(dossier.approve("ag_head")).outcome == "pending_approval"
    assert refusal(dossier.approve("ag_head")).code == "wrong_role"
    assert decision(dossier.approve("city_ag_head")).outcome == "pending_approval"


def test_a_reopened_case_is_open_and_its_phase_begins_anew() -> None:
    # Once the steps of before the closing still counted as done in the phase.
    dossier = reopening(done=("hear",))

    for officer in ("ag_head", "city_ag_head"):
        decision(dossier.approve(officer))
    decision(dossier.record("bg_a"))
    decision(dossier.compare("ag_a"))

    assert (dossier.case.state, dossier.case.closed, dossier.case.done) == ("inquiring", False, ())


def test_where_the_named_office_is_missing_the_step_waits_for_nobody_and_says_so() -> None:
    organisation = an_organisation()
    without = {code: office for code, office in organisation.offices.items() if code != f"{COUNTY}-AG"}
    dossier = Dossier(a_case("dismissed"), workflow=RELATED)
    dossier.reorganise(type(organisation)(1, organisation.organs, without, organisation.posts, ()))

    decision(dossier.take("jc_c", "reopen"))

    # Once it was shown to every deputy leader of the organ, none of whom could decide it.
    assert pending_keys(dossier.case) == {"office_head:", "for:office_head:/reopen", "for:office_head:/*"}
    assert refusal(dossier.approve("deputy")).sentence.endswith("（该岗位目前空缺）。")
