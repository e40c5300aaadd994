"""S5: is there always somebody who may act?"""

from dataclasses import replace

import pytest

from engine.definition import Act, Apart, HandBack, HandTo, RequiresLinked, Team, Transition, Workflow
from engine.law import ZJ
from tests.unit.engine.soundness.check import codes, found, only
from tests.unit.engine.tiny import TINY, act, transition

OTHER_TEAM = Act("other_team", "另组工作组", at="inquiring", by="handler", forms_team=Team(2), basis=[ZJ(33)])


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        (transition(TINY, "close", office=()), ["S501"]),
        # a signed hand-over that nobody there can sign: no act, not in this state, not in this office
        (act(TINY, "receive", signs_handover=False), ["S502"]),
        (act(TINY, "receive", at="received"), ["S502"]),
        (act(TINY, "receive", office="petition"), ["S502"]),
        (act(TINY, "receive", office=("investigation", "trial")), ["S502"]),  # the hand-back goes to any office
        # back to a phase that was never held
        (transition(TINY, "submit", hands_to=HandBack("trial")), ["S503"]),
        # a team of nobody
        (transition(TINY, "allocate", forms_team=Team(0)), ["S504"]),
        # a step of the team where none was formed
        (transition(TINY, "allocate", forms_team=None), ["S505"]),
        (transition(TINY, "allocate", signed_by="team"), ["S505"]),
        # the team that investigated is kept out of the trial, and no other can be formed
        (act(TINY, "form_panel", forms_team=None), ["S506"]),
        (act(TINY, "form_panel", at="inquiring"), ["S506"]),
        # it may be formed, but of people who are kept out as soon as they begin
        (transition(TINY, "decide", apart=Apart(("inquiry", "trial"))), ["S506"]),
        # fewer than no times
        (transition(TINY, "send_back", at_most=-1), ["S508"]),
        (transition(TINY, "submit", hands_to=HandTo(())), ["S509"]),
        (transition(TINY, "close", requires_linked=[RequiresLinked("")]), ["S510"]),
    ],
)
def test_a_step_that_nobody_can_take_is_found(broken: Workflow, expected: list[str]) -> None:
    assert codes(broken) == expected


def test_the_way_to_a_step_without_a_team_is_printed() -> None:
    findings = found(transition(TINY, "allocate", forms_team=None))

    assert {finding.place for finding in findings} >= {"transitions.submit.by", "acts.consult_bank.by"}
    assert "已受理 → 〔分办〕 → 核查中" in findings[0].reason


def test_a_team_formed_by_an_act_of_the_same_state_is_a_team() -> None:
    by_act = transition(TINY, "allocate", forms_team=None)

    assert found(replace(by_act, acts=(*by_act.acts, OTHER_TEAM))) == ()


def test_a_step_that_the_team_or_a_handler_may_take_needs_no_team() -> None:
    workflow = transition(TINY, "allocate", forms_team=None)
    for step in ("submit", "dismiss"):
        workflow = transition(workflow, step, by=("team", "handler"), signed_by="")

    assert [finding.place for finding in found(workflow)] == ["acts.consult_bank.by", "acts.bank_answered.by"]


def test_the_way_of_a_team_that_must_keep_apart_from_itself_is_printed() -> None:
    finding = only(act(TINY, "form_panel", forms_team=None), "S506")

    assert finding.place == "transitions.decide.apart"
    assert "核查中 → 〔移送审理〕 → 审理中" in finding.reason


def test_the_one_principal_cannot_keep_apart_from_what_he_had_to_do() -> None:
    broken = transition(TINY, "allocate", by="principal")
    broken = transition(broken, "close", by="principal", apart=Apart("intake"))

    assert codes(broken) == ["S506"]
    assert "“分办”（allocate）" in only(broken, "S506").reason


@pytest.mark.parametrize(
    ("office", "expected"),
    [
        ("petition", ["S506"]),  # the same head
        ("trial", []),  # another office has another head
    ],
)
def test_the_one_head_of_an_office_cannot_keep_apart_from_what_he_had_to_do(office: str, expected: list[str]) -> None:
    broken = transition(TINY, "close", by="office_head", office=office, apart=Apart("intake"))

    assert codes(broken) == expected


def test_a_hand_back_to_the_phase_on_every_way_is_sound_and_one_that_a_way_avoids_is_printed() -> None:
    straight = Transition(
        "straight", "直接移送", at="received", to="on_trial", by="handler", begins="try_it", basis=[ZJ(51)]
    )

    finding = only(replace(TINY, transitions=(*TINY.transitions, straight)), "S503")

    assert finding.place == "transitions.send_back.hands_to"
    assert "已受理 → 〔直接移送〕 → 审理中" in finding.reason
