"""Recusal: who decides it, and that the recused from that moment neither acts, nor approves, nor sees."""

from typing import Any

import pytest

from engine.commands import CaseCommand, CompareSheet, DecideRequest, Recuse, SignStep, TakeStep, WithdrawRequest
from engine.decision import entitled
from engine.law import ZWCF
from engine.visibility import may_see, reader, reader_keys
from engine.world import CaseFile
from tests.builders import (
    NOW,
    TOMORROW,
    YESTERDAY,
    Dossier,
    a_case,
    a_definition,
    a_township_case,
    a_world,
    an_organisation,
    decision,
    papers,
    post,
    refusal,
    under_inquiry,
)


@pytest.mark.law("R5-07a", "R5-07b", "R5-07c")
@pytest.mark.law_refuses("R5-07a", "R5-07b")
@pytest.mark.parametrize(
    ("officer", "by", "may"),
    [
        # Staff: the principal of their organ, or the one above.
        ("jc_a", "principal", True),
        ("jc_a", "city_principal", True),
        ("jc_a", "deputy", False),
        ("jc_a", "jc_head", False),
        ("jc_a", "other_principal", False),
        ("jc_a", "jc_a", False),
        # The principal himself: only the organ above.
        ("principal", "city_principal", True),
        ("principal", "principal", False),
        ("principal", "deputy", False),
        # Nobody below keeps a superior or an auditor from a case.
        ("city_principal", "principal", False),
        ("city_ag_a", "principal", False),
        ("city_ag_a", "city_principal", True),
        ("county_auditor", "principal", False),
        ("county_auditor", "city_principal", True),
        # The superior of the prefecture isn't on the platform.
        ("city_principal", "city_principal", False),
        ("city_principal", "province_principal", False),
        # Who has left everywhere: whose case it is.
        ("left", "principal", True),
    ],
)
def test_staff_are_recused_by_their_principal_and_a_principal_by_the_organ_above(
    officer: str, by: str, may: bool
) -> None:
    world = a_world(an_organisation(post("left", "990101-JC", "handler", valid_to=YESTERDAY)))
    dossier = Dossier(a_case(), world=world)

    result = dossier.recuse(by, officer)

    assert (decision(result).data["recused"] == officer) if may else (refusal(result).code == "wrong_role")


@pytest.mark.law("R5-07b")
def test_a_townships_principal_is_recused_by_the_county() -> None:
    dossier = Dossier(a_township_case())

    decided = dossier.recuse("principal", "town_principal")

    assert decision(decided).event == "recuse"
    assert dossier.case.recused == ("town_principal",)


@pytest.mark.law_refuses("R5-07a")
def test_the_refusal_says_who_decides() -> None:
    refused = refusal(Dossier(a_case()).recuse("jc_head", "jc_a"))

    assert refused.article == ZWCF(48)
    assert refused.sentence == "回避由其所在机关主要负责人决定；主要负责人的回避由上级机关决定。"


@pytest.mark.parametrize(
    ("officer", "code"), [("jc_a", "already_recused"), ("nobody", "input_invalid"), ("", "input_invalid")]
)
def test_only_an_officer_is_recused_and_only_once(officer: str, code: str) -> None:
    refused = refusal(Dossier(a_case(recused=("jc_a",))).recuse("principal", officer))

    assert (refused.code, refused.fields) == (code, ("officer",))


@pytest.mark.law("R5-06", "R5-22")
def test_the_recused_leaves_the_team_and_is_handler_no_more() -> None:
    dossier = Dossier(under_inquiry(handler="jc_b"))

    made = decision(dossier.recuse("principal", "jc_b", reason="与被反映人有近亲属关系"))

    assert (dossier.case.team, dossier.case.handler, dossier.case.recused) == (("jc_a",), None, ("jc_b",))
    assert (made.kind, made.to, made.content) == ("recusal", "inquiring", {"reason": "与被反映人有近亲属关系"})
    assert "reason" not in made.data


def test_a_date_is_stated_for_a_recusal_as_for_every_act() -> None:
    later = NOW.replace(day=TOMORROW.day)

    assert refusal(Dossier(a_case()).recuse("principal", "jc_a", occurred_at=later)).code == "future"


def test_what_the_recused_had_proposed_is_closed_with_the_reason() -> None:
    dossier = Dossier(under_inquiry(), facts={"gravity": "minor"})
    dossier.take("jc_c", "dismiss", documents=papers("closing_note"))
    request = dossier.request.id

    made = decision(dossier.recuse("principal", "jc_c"))

    assert dossier.case.pending is None
    assert made.data["lapsed"] == {"request": request, "because": "proposer_recused"}


def test_what_others_had_proposed_stays() -> None:
    dossier = Dossier(under_inquiry(), facts={"gravity": "minor"})
    dossier.take("jc_c", "dismiss", documents=papers("closing_note"))

    made = decision(dossier.recuse("principal", "jc_a"))

    assert dossier.request.proposer == "jc_c"
    assert "lapsed" not in made.data


ON: dict[str, Any] = {"id": "k1", "case": "c1"}


def waiting_for_the_deputy(*barred: str) -> Dossier:
    """A case with a request of jc_c; these officers were recused."""
    dossier = Dossier(under_inquiry(), facts={"gravity": "minor"})
    dossier.take("jc_c", "dismiss", documents=papers("closing_note"))
    dossier.body["recused"] = list(barred)
    return dossier


@pytest.mark.law_refuses("R5-22")
@pytest.mark.parametrize(
    "command",
    [
        TakeStep(actor="jc_a", step="remark", documents=papers("other"), **ON),
        SignStep(actor="jc_a", step="submit", documents=papers("investigation_report"), **ON),
        Recuse(actor="principal", officer="jc_b", **ON),
        DecideRequest(actor="deputy", request="c1-r4", decision="approve", **ON),
        DecideRequest(actor="deputy", request="c1-r4", decision="refuse", reason="不同意", **ON),
        CompareSheet(actor="bg_a", request="c1-r4", number="1", **ON),
        WithdrawRequest(actor="jc_c", request="c1-r4", **ON),
    ],
)
def test_the_recused_hears_what_a_stranger_hears(command: CaseCommand) -> None:
    assert refusal(waiting_for_the_deputy(command.actor).judge(command)).code == "not_found"


@pytest.mark.law("R5-09a", "R5-09b")
def test_the_same_commands_are_heard_from_who_is_not_recused() -> None:
    assert decision(waiting_for_the_deputy("jc_a").approve("deputy")).to == "dismissed"


@pytest.mark.law_refuses("R4-13e")
def test_the_subject_himself_is_barred_like_the_recused() -> None:
    dossier = Dossier(a_case(subject_officer="jc_a"))

    assert refusal(dossier.take("jc_a", "remark", documents=papers("other"))).code == "not_found"


def test_no_button_is_left_to_the_recused() -> None:
    step = a_definition().lookup.step("remark")
    assert step is not None
    world = a_world()

    refused = entitled(a_definition(), CaseFile(a_case(recused=("jc_a",))), step, world.posts("jc_a")[0], world)

    assert refused is not None
    assert refused.code == "not_found"


@pytest.mark.law("R5-22")
@pytest.mark.parametrize("officer", ["jc_a", "jc_c", "jc_head", "deputy", "principal", "county_auditor"])
def test_from_that_moment_the_recused_sees_nothing(officer: str) -> None:
    dossier = Dossier(under_inquiry())
    before = sees(officer, dossier)

    decision(dossier.recuse("city_principal", officer))

    assert (before, sees(officer, dossier)) == (True, False)


def sees(officer: str, dossier: Dossier) -> bool:
    """Whether the officer may see the case as it stands."""
    case, organisation = dossier.case, dossier.world.organisation
    return may_see(
        reader(officer, dossier.world), case, reader_keys(dossier.definition, case, organisation), organisation
    )
