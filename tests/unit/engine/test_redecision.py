"""At the last approval the step is judged again on the world of that moment; what no longer stands lapses, and why."""

import pytest

from engine.definition import chain
from tests.builders import (
    COUNTY,
    STANDING,
    TODAY,
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
    under_inquiry,
)
from tests.drill import changed

REPORT = papers("investigation_report")
TRIED = papers("trial_report", "opinion@same_level_organisation_department")


def submitted() -> Dossier:
    """A signed report on its way to trial."""
    dossier = Dossier(under_inquiry())
    for officer in ("jc_a", "jc_b"):
        dossier.sign(officer, "submit", REPORT)
    decision(dossier.take("jc_a", "submit", documents=REPORT))
    return dossier


def proposed_inquiry(**facts: str) -> Dossier:
    """A team of jc_a and jc_b on its way."""
    dossier = Dossier(a_case(), facts=facts, world=a_world(None, a_study("inquire")))
    decision(
        dossier.take("jc_a", "inquire", documents=papers("verification_plan"), team=("jc_a", "jc_b"), meeting="study")
    )
    return dossier


def lapsed(dossier: Dossier, officer: str) -> str:
    """The reason for which the request lapses when this officer approves; nothing else has changed then."""
    state, version = dossier.case.state, dossier.case.version
    made = decision(dossier.approve(officer, reason="同意"))
    assert (made.outcome, made.kind, made.event, made.to) == ("applied", "approval", "lapsed", state)
    assert (dossier.case.state, dossier.case.pending, dossier.case.version) == (state, None, version + 1)
    assert made.content == {"reason": "同意"}
    return str(made.data["because"])


def test_what_still_stands_is_carried_out() -> None:
    assert decision(submitted().approve("principal")).to == "on_trial"


def test_a_case_that_has_moved_on_lets_the_request_lapse() -> None:
    dossier = submitted()
    dossier.body["state"], dossier.body["phase"] = "allocated", "intake"

    assert lapsed(dossier, "principal") == "wrong_state"


def test_a_member_recused_meanwhile_leaves_the_team_too_small() -> None:
    dossier = submitted()
    dossier.recuse("principal", "jc_b")

    assert lapsed(dossier, "principal") == "team_too_small"


def test_a_proposed_member_recused_meanwhile_cannot_join() -> None:
    dossier = proposed_inquiry()
    dossier.recuse("principal", "jc_b")

    assert lapsed(dossier, "deputy") == "team_recused"


def test_a_proposed_member_who_has_left_the_office_cannot_join() -> None:
    dossier = proposed_inquiry()
    dossier.reorganise(an_organisation(without=["jc_b"]))

    assert lapsed(dossier, "deputy") == "team_outside_office"


def test_a_document_signed_anew_voids_the_proposal() -> None:
    dossier = submitted()
    dossier.sign("jc_a", "submit", {"investigation_report": "sha256-evidence"})

    assert lapsed(dossier, "principal") == "signature_missing"


def test_facts_that_would_need_other_approvers_ask_for_a_new_proposal() -> None:
    dossier = proposed_inquiry(gravity="minor")
    dossier.facts["gravity"] = "grave"

    assert lapsed(dossier, "deputy") == "approval_changed"


def test_a_condition_that_no_longer_holds_stops_the_step() -> None:
    dossier = Dossier(under_inquiry(), facts={"gravity": "minor"})
    dossier.take("jc_c", "dismiss", documents=papers("closing_note"))
    dossier.facts["gravity"] = "other"

    assert lapsed(dossier, "deputy") == "condition"


@pytest.mark.parametrize(
    ("change", "because"),
    [
        ({"handover": "990101-JC"}, "handover_unsigned"),
        ({"counts": {"submit": 1}}, "at_most"),
    ],
)
def test_what_the_case_has_become_counts(change: dict[str, object], because: str) -> None:
    dossier = Dossier(under_inquiry(), workflow=changed("submit", at_most=1))
    for officer in ("jc_a", "jc_b"):
        dossier.sign(officer, "submit", REPORT)
    dossier.take("jc_a", "submit", documents=REPORT)
    dossier.body |= change

    assert lapsed(dossier, "principal") == because


def test_inputs_that_the_vault_has_lost_are_missing() -> None:
    dossier = Dossier(on_trial(), workflow=changed("decide", approval=[chain("principal")], concurs=None))
    dossier.take("sl_a", "decide", inputs={"sanction": "warning"}, documents=TRIED)
    dossier.proposal = {}

    assert lapsed(dossier, "principal") == "input_invalid"


def test_who_approved_last_is_named_even_where_it_lapses() -> None:
    dossier = submitted()
    dossier.recuse("principal", "jc_b")

    made = decision(dossier.approve("principal"))

    assert made.data["passed"]["by"] == "principal"


def test_the_proposer_need_not_be_in_office_any_more() -> None:
    dossier = submitted()
    dossier.reorganise(an_organisation(post("jc_a", "990101-JC", "handler", valid_to=TODAY), without=["jc_a"]))

    made = decision(dossier.approve("principal"))

    assert made.to == "on_trial"
    assert "jc_a" in dossier.case.served_in(["inquiry"])


def test_who_has_left_his_post_before_the_approval_has_served_all_the_same() -> None:
    dossier = Dossier(under_inquiry(), facts={"gravity": "minor"})
    dossier.take("jc_c", "dismiss", documents=papers("closing_note"))
    dossier.reorganise(an_organisation(without=["jc_c"]))

    dossier.approve("deputy")

    assert "jc_c" in dossier.case.served_in(["inquiry"])


def test_a_case_that_lapsed_after_comparing_a_sheet_says_so_too() -> None:
    dossier = Dossier(on_trial(), facts={})
    dossier.take("sl_a", "decide", inputs={"sanction": "expulsion", "ground": "情节恶劣"}, documents=TRIED)
    dossier.approve("city_principal")
    dossier.approve("principal")
    dossier.meet(a_meeting(dossier.request.id, STANDING[:3]))
    dossier.approve("bg_a", meeting="m1")
    dossier.record("bg_a")
    dossier.recuse("principal", "sl_b")

    made = decision(dossier.compare("ag_a"))

    assert (made.event, made.data["because"], dossier.case.state) == ("lapsed", "team_too_small", "on_trial")


def test_a_heavy_decision_goes_all_the_way() -> None:
    dossier = Dossier(on_trial(), facts={"name": "张某"})
    dossier.take("sl_a", "decide", inputs={"sanction": "expulsion", "ground": "情节恶劣"}, documents=TRIED)
    dossier.approve("city_principal")
    dossier.approve("principal")
    dossier.meet(a_meeting(dossier.request.id, STANDING[:3]))
    dossier.approve("bg_a", meeting="m1")
    dossier.record("bg_a")

    made = decision(dossier.compare("ag_a"))

    assert (made.outcome, made.to, made.issues) == ("applied", "decided", (("sanction_decision", COUNTY),))
    assert made.subject == {"name": "张某", "sanction": "expulsion"}
    assert made.content is not None
    assert made.content["inputs"] == {"ground": "情节恶劣"}
    assert made.data["rules"] == {"heavy": True}
    assert made.data["notified"] == ["persons_party_committee", "superior"]
    assert [step["kind"] for step in made.data["approved"]] == ["rank", "rank", "collective", "outside"]
