"""A report that the whole team signs: every member, the same papers, and enough members to sign."""

from datetime import timedelta
from typing import Any

import pytest

from engine.definition import Team
from tests.builders import (
    NOW,
    Dossier,
    a_definition,
    an_organisation,
    decision,
    digest_of,
    on_trial,
    papers,
    post,
    refusal,
    under_inquiry,
)
from tests.drill import changed

REPORT = papers("investigation_report")


def signed(*officers: str, **more: Any) -> Dossier:
    """A case whose report these officers have signed."""
    dossier = Dossier(under_inquiry(**more))
    for officer in officers:
        decision(dossier.sign(officer, "submit", REPORT))
    return dossier


@pytest.mark.law("R1.2-09a")
def test_a_report_that_all_have_signed_is_submitted() -> None:
    assert decision(signed("jc_a", "jc_b").take("jc_a", "submit", documents=REPORT)).outcome == "pending_approval"


@pytest.mark.law_refuses("R1.2-09a")
def test_a_missing_signature_holds_the_report_back() -> None:
    refused = refusal(signed("jc_a").take("jc_a", "submit", documents=REPORT))

    assert (refused.code, refused.sentence) == ("signature_missing", "报告须由工作组全体成员签名，还缺1人。")


def test_signing_twice_is_one_signature() -> None:
    refused = refusal(signed("jc_a", "jc_a").take("jc_a", "submit", documents=REPORT))

    assert refused.code == "signature_missing"


def test_another_document_voids_the_signatures_of_the_old_one() -> None:
    dossier = signed("jc_a", "jc_b")
    again = {"investigation_report": digest_of("evidence")}

    refused = refusal(dossier.take("jc_a", "submit", documents=again))
    dossier.sign("jc_b", "submit", again)

    assert "还缺2人" in refused.sentence
    assert dossier.case.signed is not None
    assert dossier.case.signed["officers"] == ["jc_b"]


def test_a_further_document_beside_the_signed_one_voids_the_signatures_too() -> None:
    refused = refusal(signed("jc_a", "jc_b").take("jc_a", "submit", documents=REPORT | papers("evidence")))

    assert refused.code == "signature_missing"


@pytest.mark.parametrize(
    ("officer", "step", "documents", "code"),
    [
        ("jc_c", "submit", REPORT, "not_in_team"),
        ("jc_head", "submit", REPORT, "not_in_team"),
        ("jc_a", "submit", {}, "document_missing"),
        ("jc_a", "submit", {"investigation_report": "never-uploaded"}, "document_not_uploaded"),
        ("jc_a", "submit", REPORT | {"love_letter": digest_of("other")}, "document_unknown"),
        ("jc_a", "release", REPORT, "nothing_to_sign"),  # a step that nobody signs
        ("jc_a", "decide", REPORT, "nothing_to_sign"),  # not in this state
        ("jc_a", "no_such_step", REPORT, "nothing_to_sign"),
    ],
)
def test_only_a_member_signs_and_only_the_whole_of_the_papers(
    officer: str, step: str, documents: dict[str, str], code: str
) -> None:
    assert refusal(Dossier(under_inquiry()).sign(officer, step, documents)).code == code


def test_a_signature_moves_nothing_but_itself() -> None:
    dossier = Dossier(under_inquiry())

    made = decision(dossier.sign("jc_a", "submit", REPORT))

    assert (made.outcome, made.kind, made.event, made.to) == ("applied", "signature", "submit", "inquiring")
    assert set(made.changes) == {"signed", "last_occurred_at"}
    assert made.content == {"documents": REPORT}


def test_a_signature_is_dated_like_every_act() -> None:
    dossier = Dossier(under_inquiry())
    earlier = NOW - timedelta(hours=5)

    future = refusal(dossier.sign("jc_a", "submit", REPORT, occurred_at=NOW + timedelta(hours=1)))
    decision(dossier.sign("jc_a", "submit", REPORT, occurred_at=earlier))

    assert future.code == "future"
    assert dossier.case.last_occurred_at == earlier.isoformat()


def test_signatures_end_with_the_state() -> None:
    dossier = signed("jc_a", "jc_b")
    dossier.take("jc_a", "submit", documents=REPORT)

    decision(dossier.approve("principal"))

    assert dossier.case.signed is None


@pytest.mark.law_refuses("R5-05a")
def test_a_team_that_a_recusal_left_too_small_cannot_sign_alone() -> None:
    dossier = signed("jc_a", "jc_b")
    dossier.recuse("principal", "jc_b")

    refused = refusal(dossier.take("jc_a", "submit", documents=REPORT))

    assert (refused.code, refused.fields) == ("team_too_small", ("team",))
    assert refused.sentence == "工作组现有1人，少于2人，不能办理“移送审理”。"


def test_nor_can_a_team_whose_members_have_left_the_organ() -> None:
    dossier = signed("jc_a", "jc_b")
    dossier.reorganise(an_organisation(without=["jc_b"]))

    assert refusal(dossier.take("jc_a", "submit", documents=REPORT)).code == "team_too_small"


def test_the_new_member_signs_too() -> None:
    dossier = signed("jc_a", "jc_b")
    dossier.recuse("principal", "jc_b")
    dossier.take("jc_a", "change_team", team=("jc_a", "jc_c"))
    dossier.approve("deputy")

    before = refusal(dossier.take("jc_a", "submit", documents=REPORT))
    dossier.sign("jc_c", "submit", REPORT)

    assert before.code == "signature_missing"
    assert decision(dossier.take("jc_a", "submit", documents=REPORT)).outcome == "pending_approval"


def test_a_team_of_one_still_records_what_it_finds() -> None:
    case = under_inquiry(team=("jc_a",))

    assert Dossier(case).judge_take("jc_a", "add_evidence", documents=papers("evidence")) is None


@pytest.mark.parametrize(("phase", "least"), [("inquiry", 2), ("trial", 3), ("outcome", 2), ("intake", 2)])
def test_how_many_are_enough_is_what_forms_the_team_in_that_phase(phase: str, least: int) -> None:
    panel_of_three = a_definition(changed("form_panel", forms_team=Team(3)))

    assert panel_of_three.lookup.smallest_team(phase) == least


@pytest.mark.law_refuses("R1.5-02a", "R5-05d")
def test_a_panel_that_became_too_small_decides_nothing() -> None:
    dossier = Dossier(on_trial(team=("sl_a",)))

    refused = refusal(dossier.take("sl_a", "decide"))

    assert refused.code == "team_too_small"


def test_a_member_who_has_left_the_organ_signs_no_more() -> None:
    dossier = Dossier(under_inquiry())
    dossier.reorganise(an_organisation(post("jc_b", "990102-JC", "handler"), without=["jc_b"]))

    assert refusal(dossier.sign("jc_b", "submit", REPORT)).code == "not_in_team"
