"""Chains of approval: whose turn it is, of which organ, in which order, and never one's own proposal."""

import pytest

from engine.approvals import describe, place
from engine.case import Case
from engine.definition import Collective, Outside, Rank, Step, chain
from engine.errors import Refused
from engine.law import ZJ
from engine.organisation import Organ
from engine.world import World
from tests.builders import (
    COUNTY,
    JC,
    OTHER_COUNTY,
    PREFECTURE,
    PROVINCE,
    TOWNSHIP,
    Dossier,
    a_case,
    a_study,
    a_township_case,
    a_world,
    an_organisation,
    decision,
    on_trial,
    papers,
    post,
    refusal,
    under_inquiry,
)
from tests.drill import changed

TRIED = papers("trial_report", "opinion@same_level_organisation_department")


def proposed(*steps: Step | str, case: Case | None = None, world: World | None = None) -> Dossier:
    """A remark by jc_a that needs this chain of approvals."""
    workflow = changed("remark", approval=[chain(*steps)])
    dossier = Dossier(case or a_case(), workflow=workflow, world=world)
    decision(dossier.take("jc_a", "remark", documents=papers("other")))
    return dossier


# --- Order ------------------------------------------------------------------------------------------------------------


def test_a_step_that_needs_approval_waits() -> None:
    dossier = proposed("principal")

    assert (dossier.request.id, dossier.request.proposer) == ("c1-r4", "jc_a")
    assert dossier.request.current == {
        "kind": "rank",
        "post": "principal",
        "organ": COUNTY,
        "office": JC,
        "status": "waiting",
    }
    assert dossier.case.counts is None


def test_a_chain_is_climbed_in_its_order() -> None:
    dossier = proposed("office_head", "overseeing_deputy", "principal")

    made = [decision(dossier.approve(officer)) for officer in ("jc_head", "deputy", "principal")]

    assert [each.outcome for each in made] == ["pending_approval", "pending_approval", "applied"]
    assert [each.event for each in made] == ["approve", "approve", "remark"]
    assert dossier.case.approvers == ("jc_head", "deputy", "principal")


def test_nobody_approves_before_his_turn() -> None:
    refused = refusal(proposed("overseeing_deputy", "principal").approve("principal"))

    assert (refused.code, refused.remedy) == ("wrong_role", "请报清河县纪委监委分管领导审批。")


def test_the_last_approval_carries_the_step_out_and_says_who_approved() -> None:
    dossier = proposed("overseeing_deputy", "principal")
    dossier.approve("deputy")

    made = decision(dossier.approve("principal", reason="同意"))

    assert (made.kind, made.event, made.to) == ("act", "remark", "allocated")
    assert [step["by"] for step in made.data["approved"]] == ["deputy", "principal"]
    assert made.content is not None
    assert (made.content["opinion"], made.content["documents"]) == ("同意", papers("other"))
    assert dossier.case.pending is None


def test_the_steps_own_date_is_that_of_its_last_approval() -> None:
    dossier = proposed("principal")

    dossier.approve("principal")

    assert dossier.case.last_occurred_at == dossier.world.now.isoformat()


# --- Whose organ ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "approver", "others"),
    [
        (Rank("principal"), "principal", ["deputy", "other_principal", "city_principal"]),
        (Rank("overseeing_deputy"), "deputy", ["trial_deputy", "principal"]),
        (Rank("office_head"), "jc_head", ["jc2_head", "jc_b", "deputy"]),
        (Rank("principal", "superior"), "city_principal", ["principal", "province_principal"]),
        (Rank("overseeing_deputy", "superior"), "city_deputy", ["deputy", "city_principal"]),
        (Rank("principal", "competent"), "other_principal", ["principal"]),
        (Rank("principal", "designating"), "city_principal", ["principal"]),
    ],
)
def test_a_rank_is_that_of_the_organ_it_names(step: Rank, approver: str, others: list[str]) -> None:
    case = a_case(competent=OTHER_COUNTY, designating=PREFECTURE)

    refusals = [proposed(step, case=case).approve(other) for other in others]

    assert {refusal(each).code for each in refusals} == {"wrong_role"}
    assert decision(proposed(step, case=case).approve(approver)).outcome == "applied"


@pytest.mark.parametrize(
    ("step", "approver"),
    [
        (Rank("office_head"), "town_deputy"),
        (Rank("overseeing_deputy"), "town_deputy"),
        (Rank("principal"), "town_principal"),
    ],
)
def test_in_a_township_the_deputy_is_the_head_of_its_one_office(step: Rank, approver: str) -> None:
    dossier = Dossier(a_township_case(), workflow=changed("remark", approval=[chain(step)]))
    dossier.take("town_a", "remark", documents=papers("other"))

    assert decision(dossier.approve(approver)).outcome == "applied"


@pytest.mark.parametrize(
    ("step", "case", "placed"),
    [
        # The province works outside this installation: its decisions arrive on paper.
        (Rank("principal", "superior"), a_case(organ=PREFECTURE), {"kind": "outside", "body": f"principal@{PROVINCE}"}),
        (
            Collective("standing_committee", "competent"),
            a_case(competent=PROVINCE),
            {"body": f"standing_committee@{PROVINCE}"},
        ),
        # An organ whose superior isn't known never approves in its place.
        (Rank("principal", "superior"), a_case(organ="orphan"), {"kind": "outside", "body": "principal@"}),
        # An organ that an import dropped.
        (Rank("principal"), a_case(organ="gone"), {"kind": "outside", "body": "principal@gone"}),
        # Without a designation, the holding organ.
        (Rank("principal", "designating"), a_case(), {"kind": "rank", "organ": COUNTY}),
        (Outside("same_level_party_committee"), a_case(), {"body": f"same_level_party_committee@{COUNTY}"}),
        (
            Outside("persons_party_committee"),
            a_case(competent=TOWNSHIP),
            {"body": f"persons_party_committee@{TOWNSHIP}"},
        ),
    ],
)
def test_an_organ_off_the_platform_decides_by_sheet(step: Step, case: Case, placed: dict[str, str]) -> None:
    orphan = Organ("orphan", "某机关", "county", "commission", None, "")

    found = place(step, case, a_world(an_organisation(organs=[orphan])))

    assert placed.items() <= found.items()


def test_the_principal_of_an_organ_off_the_platform_approves_nothing_here() -> None:
    dossier = proposed(Rank("principal", "superior"), case=a_case(organ=PREFECTURE, office=f"{PREFECTURE}-JC"))

    assert refusal(dossier.approve("province_principal")).code == "wrong_role"


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ({"kind": "rank", "post": "principal", "organ": COUNTY}, "清河县纪委监委主要负责人"),
        ({"kind": "collective", "body": "standing_committee", "organ": COUNTY}, "清河县纪委监委纪委常委会"),
        ({"kind": "outside", "body": f"same_level_party_committee@{COUNTY}"}, "清河县纪委监委同级党委"),
        ({"kind": "outside", "body": f"principal@{PROVINCE}"}, "江原省纪委监委主要负责人"),
        ({"kind": "outside", "body": "principal@"}, "上级机关主要负责人"),
        ({"kind": "rank", "post": "principal", "organ": "gone"}, "gone主要负责人"),
    ],
)
def test_an_approver_is_named_in_words(step: dict[str, str], words: str) -> None:
    assert describe(step, an_organisation()) == words


def test_a_vacant_post_is_said_to_be_vacant() -> None:
    dossier = proposed("principal")
    dossier.reorganise(an_organisation(without=["principal"]))

    refused = refusal(dossier.approve("deputy"))

    assert refused.sentence == "本项须由清河县纪委监委主要负责人审批（该岗位目前空缺）。"


# --- Nobody approves himself ------------------------------------------------------------------------------------------


def test_the_proposer_does_not_approve_his_own_proposal_in_any_of_his_posts() -> None:
    both = an_organisation(post("jc_a", COUNTY, "principal"), without=["principal"])

    refused = refusal(proposed("principal", world=a_world(both)).approve("jc_a"))

    assert (refused.code, refused.article) == ("own_proposal", ZJ(23))


def test_who_signed_the_report_does_not_approve_it() -> None:
    head_in_team = under_inquiry(team=("jc_a", "jc_head"))
    dossier = Dossier(head_in_team, workflow=changed("submit", approval=[chain("office_head")]))
    for officer in ("jc_a", "jc_head"):
        dossier.sign(officer, "submit", papers("investigation_report"))
    dossier.take("jc_a", "submit", documents=papers("investigation_report"))

    assert refusal(dossier.approve("jc_head")).code == "own_proposal"


def test_one_person_who_truly_holds_both_posts_approves_in_both() -> None:
    acting = an_organisation(post("deputy", COUNTY, "principal"), without=["principal"])
    dossier = proposed("overseeing_deputy", "principal", world=a_world(acting))

    results = [dossier.approve("deputy"), dossier.approve("deputy")]

    assert [decision(each).outcome for each in results] == ["pending_approval", "applied"]


@pytest.mark.law("R1.2-12e")
def test_a_superior_who_must_agree_comes_before_the_own_chain() -> None:
    workflow = changed("remark", approval=[chain("principal")], concurs=Rank("principal", "superior"))
    dossier = Dossier(a_case(), workflow=workflow)
    dossier.take("jc_a", "remark", documents=papers("other"))

    early = dossier.approve("principal")
    results = [dossier.approve(officer) for officer in ("city_principal", "principal")]

    assert isinstance(early, Refused)
    assert [decision(each).outcome for each in results] == ["pending_approval", "applied"]


# --- By kind of subject -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gravity", "chain_of"),
    [("grave", ["overseeing_deputy", "principal"]), ("minor", ["overseeing_deputy"]), (None, ["overseeing_deputy"])],
)
def test_the_chain_depends_on_the_subject(gravity: str | None, chain_of: list[str]) -> None:
    dossier = Dossier(a_case(), facts={"gravity": gravity}, world=a_world(None, a_study("inquire")))

    dossier.take("jc_a", "inquire", documents=papers("verification_plan"), team=("jc_a", "jc_b"), meeting="study")

    assert [step["post"] for step in dossier.request.steps] == chain_of
    assert dossier.request.rules == {"grave": gravity == "grave"}


def test_what_the_form_itself_says_counts_for_the_chain() -> None:
    dossier = Dossier(on_trial(), facts={"sanction": "expulsion"})

    dossier.take("sl_a", "decide", inputs={"sanction": "warning"}, documents=TRIED)

    assert [step["kind"] for step in dossier.request.steps] == ["rank", "rank", "collective"]
    assert dossier.request.rules == {"heavy": False}


@pytest.mark.law("R1.1-07d")
def test_the_same_rank_as_another_step_is_that_steps_rank() -> None:
    dossier = Dossier(under_inquiry(), facts={"gravity": "minor"})

    dossier.take("jc_c", "dismiss", documents=papers("closing_note"))

    assert decision(dossier.approve("deputy")).to == "dismissed"
