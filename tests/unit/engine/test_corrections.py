"""更正: a fact or the last step is put right by a new entry, approved by who approved what rests on it."""

from dataclasses import replace
from typing import Any

import pytest

from engine.definition import Issue, Span, SpanWhen, Workflow
from tests.builders import (
    COUNTY,
    OTHER_COUNTY,
    Dossier,
    a_case,
    a_definition,
    a_study,
    a_world,
    an_organisation,
    decision,
    papers,
    refusal,
)
from tests.drill import DRILL, changed

PAPER: dict[str, Any] = {"documents": papers("correction_sheet"), "reason": "登记有误"}
LONGER_IF_GRAVE = replace(
    DRILL,
    deadlines=[
        replace(DRILL.deadlines[0], length=[SpanWhen("grave", Span(months=3)), Span(months=2)]),
        *DRILL.deadlines[1:],
    ],
)


def allocated(workflow: Workflow = DRILL, **facts: Any) -> Dossier:
    """A case about somebody whose matter was taken to be a minor one, which the office has studied."""
    case = a_case("allocated", definition=a_definition(workflow).digest)
    known = {"name": "某人", "gravity": "minor", **facts}
    return Dossier(case, facts=known, workflow=workflow, world=a_world(None, a_study("inquire")))


def inquiring(workflow: Workflow = DRILL, **facts: Any) -> Dossier:
    """The same, under inquiry as the overseeing deputy approved."""
    dossier = allocated(workflow, **facts)
    given = {"documents": papers("verification_plan"), "team": ("jc_a", "jc_b"), "meeting": "study"}
    decision(dossier.take("jc_a", "inquire", **given))
    decision(dossier.approve("deputy"))
    return dossier


def corrected(dossier: Dossier, **facts: Any) -> dict[str, Any]:
    """What the proposal to correct these facts shows."""
    return dict(decision(dossier.take("jc_a", "correct_facts", inputs=facts, **PAPER)).data)


def approvers(dossier: Dossier) -> list[str]:
    return [step["post"] for step in dossier.request.steps]


# --- A fact -----------------------------------------------------------------------------------------------------------


def test_the_proposal_shows_what_follows_from_the_corrected_fact() -> None:
    shown = corrected(inquiring(LONGER_IF_GRAVE), gravity="grave")

    assert shown["corrected"] == ["gravity"]
    assert shown["recomputed"] == {
        "conditions": [
            {"id": "grave", "before": False, "after": True},
            {"id": "minor", "before": True, "after": False},
        ],
        "deadlines": [{"id": "inquiry", "before": {"months": 2}, "after": {"months": 3}}],
        "steps": ["inquire"],
    }


def test_track_and_competent_organ_follow_the_corrected_facts() -> None:
    dossier = inquiring(party_member=True, supervised=True)

    shown = corrected(dossier, supervised=False, authority="中共石阴县委")["recomputed"]
    decision(dossier.approve("deputy"))

    assert shown["track"] == {"before": "both", "after": "discipline"}
    assert shown["competent"] == {"before": COUNTY, "after": OTHER_COUNTY}
    assert (dossier.case.track, dossier.case.competent) == ("discipline", OTHER_COUNTY)


def test_who_approved_what_rests_on_the_fact_approves() -> None:
    dossier = allocated(gravity="grave")
    given = {"documents": papers("verification_plan"), "team": ("jc_a", "jc_b"), "meeting": "study"}
    decision(dossier.take("jc_a", "inquire", **given))
    decision(dossier.approve("deputy"))
    decision(dossier.approve("principal"))

    corrected(dossier, gravity="minor")

    assert approvers(dossier) == ["overseeing_deputy", "principal"]


def test_where_nothing_rests_on_the_fact_the_declared_rank_approves() -> None:
    dossier = allocated()

    corrected(dossier, name="某某人")

    assert approvers(dossier) == ["overseeing_deputy"]


def test_once_approved_the_fact_is_the_corrected_one_and_the_case_stays_where_it_is() -> None:
    dossier = inquiring()
    corrected(dossier, gravity="grave")

    done = decision(dossier.approve("deputy"))

    assert (done.kind, done.event, dossier.case.state) == ("correction", "correct_facts", "inquiring")
    assert dossier.facts == {"name": "某人", "gravity": "grave"}


def test_from_then_on_the_corrected_fact_decides() -> None:
    dossier = allocated()
    corrected(dossier, gravity="grave")
    decision(dossier.approve("deputy"))

    given = {"documents": papers("verification_plan"), "team": ("jc_a", "jc_b"), "meeting": "study"}
    decision(dossier.take("jc_a", "inquire", **given))

    assert approvers(dossier) == ["overseeing_deputy", "principal"]


def test_a_blank_takes_away_what_was_known_by_mistake() -> None:
    dossier = inquiring()
    corrected(dossier, gravity=None)

    decision(dossier.approve("deputy"))

    assert dossier.facts == {"name": "某人"}


def test_a_request_lapses_when_what_its_approver_was_shown_has_changed() -> None:
    dossier = inquiring()
    corrected(dossier, authority="中共石阴县委")
    organs = dossier.world.organisation.organs
    renamed = replace(organs[OTHER_COUNTY], party_committee="中共石阴市委")
    dossier.reorganise(replace(an_organisation(), organs={**organs, OTHER_COUNTY: renamed}))

    lapsed = decision(dossier.approve("deputy"))

    assert (lapsed.event, lapsed.data["because"]) == ("lapsed", "approval_changed")
    assert "authority" not in dossier.facts


@pytest.mark.parametrize(
    ("inputs", "more", "code"),
    [
        ({"gravity": "minor"}, {}, "nothing_corrected"),
        ({}, {}, "nothing_corrected"),
        ({"gravity": "grave"}, {"reason": " "}, "reason_missing"),
        ({"gravity": "grave"}, {"documents": {}}, "document_missing"),
        ({"gravity": "heavy"}, {}, "input_invalid"),
        ({"name": None}, {}, "input_invalid"),
        ({"problem": "另一问题"}, {}, "input_invalid"),  # what was reported describes nobody: it is content
        ({"sanction": "warning"}, {}, "not_known_yet"),
    ],
)
def test_a_correction_that_corrects_nothing_or_gives_no_reason_is_refused(
    inputs: dict[str, Any], more: dict[str, Any], code: str
) -> None:
    given = {**PAPER, "inputs": inputs, **more}

    refused = refusal(inquiring().take("jc_a", "correct_facts", **given))

    assert refused.code == code
    assert refused.remedy
    assert refused.article.law == "ZJ"


# --- The last step ----------------------------------------------------------------------------------------------------


def test_the_last_step_is_taken_back_by_the_rank_that_approved_it() -> None:
    dossier, before = inquiring(), allocated().case
    shown = decision(dossier.take("ag_a", "correct_last_step", **PAPER)).data["reversed"]
    asked = approvers(dossier)

    done = decision(dossier.approve("deputy"))

    assert asked == ["overseeing_deputy"]
    assert shown == {"seq": 4, "step": "inquire", "begun": ["inquiry", "measure"]}
    assert (done.kind, done.to) == ("correction", "allocated")
    assert (dossier.case.state, dossier.case.phase, dossier.case.team) == (before.state, before.phase, before.team)
    assert dossier.case.counts == {"correct_last_step": 1}


def test_who_has_served_has_served_though_the_step_was_taken_back() -> None:
    dossier = inquiring()
    decision(dossier.take("ag_a", "correct_last_step", **PAPER))

    decision(dossier.approve("deputy"))

    assert dossier.case.served_in(["inquiry"]) >= {"jc_a", "jc_b"}


def test_a_number_that_was_used_stays_used_and_is_told_to_be_void() -> None:
    dossier = inquiring(changed("inquire", issues=[Issue("sanction_decision")]))
    number = (dossier.case.issued or {})["sanction_decision"]

    shown = decision(dossier.take("jc_a", "correct_last_step", **PAPER)).data["reversed"]
    decision(dossier.approve("deputy"))

    assert shown["void"] == {"sanction_decision": number}
    assert dossier.case.issued == {"sanction_decision": number}


def test_a_closing_by_mistake_is_taken_back_too() -> None:
    dossier = inquiring()
    decision(dossier.take("jc_a", "dismiss", documents=papers("closing_note")))
    decision(dossier.approve("deputy"))

    decision(dossier.take("jc_b", "correct_last_step", **PAPER))
    decision(dossier.approve("deputy"))

    assert (dossier.case.state, dossier.case.closed) == ("inquiring", False)


def test_a_request_that_came_to_nothing_is_nothing_that_followed() -> None:
    dossier = inquiring()
    decision(dossier.take("jc_a", "dismiss", documents=papers("closing_note")))
    decision(dossier.turn_down("deputy"))

    assert dossier.judge_take("jc_a", "correct_last_step", **PAPER) is None


def remark(dossier: Dossier) -> None:
    decision(dossier.take("jc_b", "remark", documents=papers("other")))


def recusal(dossier: Dossier) -> None:
    decision(dossier.recuse("principal", "jc_b"))


def hand_over(dossier: Dossier) -> None:
    decision(dossier.pass_on("principal", "jc_b", "jc_c"))


def correction(dossier: Dossier) -> None:
    corrected(dossier, gravity="grave")
    decision(dossier.approve("deputy"))


def the_same(dossier: Dossier) -> None:
    decision(dossier.take("jc_a", "correct_last_step", **PAPER))
    decision(dossier.approve("deputy"))


@pytest.mark.parametrize("follows", [remark, recusal, hand_over, correction, the_same])
def test_what_something_followed_is_not_taken_back(follows: Any) -> None:
    dossier = inquiring()
    follows(dossier)

    refused = refusal(dossier.take("jc_a", "correct_last_step", **PAPER))

    assert refused.code == "nothing_to_take_back"
    assert refused.sentence == "最近一次登记不是改变状态的步骤，或者其后已有其他办理，不能更正上一步骤。"


def test_before_any_step_there_is_none_to_take_back() -> None:
    assert refusal(allocated().take("jc_a", "correct_last_step", **PAPER)).code == "nothing_to_take_back"


def test_what_follows_while_the_request_waits_makes_it_lapse() -> None:
    dossier = inquiring()
    decision(dossier.take("ag_a", "correct_last_step", **PAPER))
    remark(dossier)

    lapsed = decision(dossier.approve("deputy"))

    assert (lapsed.event, lapsed.data["because"]) == ("lapsed", "nothing_to_take_back")
    assert dossier.case.state == "inquiring"


@pytest.mark.parametrize("step", ["correct_facts", "correct_last_step"])
def test_one_correction_at_a_time(step: str) -> None:
    dossier = inquiring()
    corrected(dossier, gravity="grave")

    refused = refusal(dossier.take("jc_b", step, inputs={}, **PAPER))

    assert refused.code == "approval_pending"


def test_who_proposes_a_correction_does_not_approve_it() -> None:
    dossier = Dossier(a_case("allocated", team=("jc_a",)), facts={"name": "某人"})
    decision(dossier.take("jc_head", "correct_facts", inputs={"name": "某某人"}, **PAPER))

    assert refusal(dossier.approve("jc_head")).code == "own_proposal"


def test_others_than_the_holding_office_and_case_supervision_correct_nothing() -> None:
    assert refusal(inquiring().take("sl_a", "correct_facts", inputs={"gravity": "grave"}, **PAPER)).code == "wrong_role"
