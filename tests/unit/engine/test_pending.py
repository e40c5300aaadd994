"""While a request waits: what waits with it, what passes, and how it ends without being carried out."""

from typing import Any

import pytest

from engine.commands import CaseCommand, CompareSheet, DecideRequest, WithdrawRequest
from engine.decision import entitled
from engine.definition import chain
from tests.builders import Dossier, a_case, decision, papers, refusal, under_inquiry
from tests.drill import changed


def waiting(**more: Any) -> Dossier:
    """jc_a has proposed to dismiss the case; the overseeing deputy has yet to decide."""
    dossier = Dossier(under_inquiry(**more), facts={"gravity": "minor"})
    decision(dossier.take("jc_a", "dismiss", documents=papers("closing_note"), reason="情节轻微"))
    return dossier


# --- What waits and what passes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("officer", "step", "more"),
    [
        ("jc_a", "dismiss", {"documents": papers("closing_note")}),
        ("jc_a", "submit", {"documents": papers("investigation_report")}),
        # An act that needs approval would be a second request.
        ("jc_b", "change_team", {"team": ("jc_a", "jc_c")}),
    ],
)
def test_other_transitions_wait_and_say_for_what(officer: str, step: str, more: dict[str, Any]) -> None:
    refused = refusal(waiting().take(officer, step, **more))

    assert refused.code == "approval_pending"
    assert refused.sentence == "“予以了结”正在报批，其他步骤须待审批结束。"


@pytest.mark.parametrize(
    ("officer", "step", "more"),
    [
        ("jc_b", "add_evidence", {"documents": papers("evidence")}),
        ("jc_b", "remark", {"documents": papers("other")}),
        ("principal", "instruct", {}),
    ],
)
def test_acts_pass_and_the_request_stays(officer: str, step: str, more: dict[str, Any]) -> None:
    dossier = waiting()

    assert decision(dossier.take(officer, step, **more)).kind == "act"
    assert dossier.request.step == "dismiss"


def test_signatures_and_recusals_pass() -> None:
    dossier = waiting()

    decision(dossier.sign("jc_b", "submit", papers("investigation_report")))
    decision(dossier.recuse("principal", "jc_c"))

    assert dossier.request.step == "dismiss"


def test_the_end_of_a_measure_passes_and_closes_the_request_with_the_reason() -> None:
    dossier = waiting()
    request = dossier.request.id

    made = decision(dossier.take("jc_b", "release"))

    assert (made.kind, dossier.case.state, dossier.case.pending) == ("transition", "allocated", None)
    assert made.data["lapsed"] == {"request": request, "because": "wrong_state"}


def test_the_button_is_grey_while_a_request_waits() -> None:
    dossier = waiting()
    submit = dossier.definition.lookup.step("submit")
    assert submit is not None
    post = dossier.world.posts("jc_b")[0]

    refused = entitled(dossier.definition, dossier.file, submit, post, dossier.world)

    assert refused is not None
    assert refused.code == "approval_pending"


def test_the_end_of_a_measure_that_needs_approval_is_a_request_like_any_other() -> None:
    workflow = changed("release", approval=[chain("overseeing_deputy")])
    dossier = Dossier(under_inquiry(), facts={"gravity": "minor"}, workflow=workflow)
    dossier.take("jc_a", "dismiss", documents=papers("closing_note"))

    assert refusal(dossier.take("jc_b", "release")).code == "approval_pending"


def test_a_request_keeps_what_the_step_asks_for_and_nothing_that_somebody_typed() -> None:
    dossier = Dossier(under_inquiry(), facts={"gravity": "minor"})

    dossier.take("jc_a", "dismiss", documents=papers("closing_note"), hand_to="张三", meeting="张三案")

    assert (dossier.request.hand_to, dossier.request.meeting) == (None, None)
    assert "张三" not in str(dossier.body)


# --- How it ends ------------------------------------------------------------------------------------------------------


def test_the_proposer_takes_his_request_back() -> None:
    dossier = waiting()
    request = dossier.request.id

    made = decision(dossier.withdraw("jc_a", reason="补充材料后再报"))

    assert (made.event, made.to, dossier.case.pending) == ("withdrawn", "inquiring", None)
    assert {name: made.data[name] for name in ("request", "step")} == {"request": request, "step": "dismiss"}
    assert made.content == {"reason": "补充材料后再报"}


@pytest.mark.parametrize("officer", ["jc_b", "deputy", "principal"])
def test_nobody_else_takes_it_back(officer: str) -> None:
    assert refusal(waiting().withdraw(officer)).code == "wrong_role"


@pytest.mark.parametrize(("word", "event"), [("return", "returned"), ("refuse", "refused")])
def test_a_leader_returns_or_refuses_with_his_reason(word: str, event: str) -> None:
    dossier = waiting()

    made = decision(dossier.turn_down("deputy", word, reason="事实不清"))

    assert (made.event, made.content, dossier.case.pending) == (event, {"reason": "事实不清"}, None)
    assert dossier.case.state == "inquiring"


@pytest.mark.parametrize("word", ["return", "refuse"])
def test_without_a_reason_nothing_is_turned_down(word: str) -> None:
    refused = refusal(waiting().turn_down("deputy", word, reason=" "))

    assert (refused.code, refused.fields) == ("reason_missing", ("reason",))


def test_who_may_not_approve_may_not_turn_down() -> None:
    assert refusal(waiting().turn_down("trial_deputy")).code == "wrong_role"


def test_after_a_return_the_step_may_be_proposed_again() -> None:
    dossier = waiting()
    first = dossier.request.id
    dossier.turn_down("deputy")

    decision(dossier.take("jc_b", "dismiss", documents=papers("closing_note")))

    assert dossier.request.id != first


PAST: dict[str, Any] = {"id": "k1", "case": "c1", "request": "c1-r1"}
ON_A_PAST_REQUEST = (
    DecideRequest(actor="deputy", decision="approve", **PAST),
    CompareSheet(actor="ag_a", number="1", **PAST),
    WithdrawRequest(actor="jc_a", **PAST),
)


@pytest.mark.parametrize("command", ON_A_PAST_REQUEST)
@pytest.mark.parametrize("dossier", [waiting(), Dossier(a_case())])
def test_a_request_that_is_over_cannot_be_decided(dossier: Dossier, command: CaseCommand) -> None:
    refused = refusal(dossier.judge(command))

    assert (refused.code, refused.fields) == ("no_such_request", ("request",))
    assert refused.remedy == "请刷新后查看最新情况。"
