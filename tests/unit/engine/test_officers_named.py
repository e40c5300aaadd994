"""Officers named in a form: of which position, different ones, none who must keep away, and whether they serve."""

from typing import Any

import pytest

from engine.case import Case
from engine.law import ZJ
from tests.builders import Dossier, a_township_case, decision, on_trial, refusal, under_inquiry
from tests.drill import APART
from tests.related import RELATED


def talk(case: Case, **inputs: Any) -> Any:
    """What comes of a talk held by these officers."""
    return Dossier(case, workflow=RELATED).take(case.team[0], "talk", inputs=inputs)


def test_who_leads_a_talk_holds_one_of_the_named_positions() -> None:
    refused = refusal(talk(under_inquiry(), led_by="jc_a"))

    assert (refused.code, refused.fields, refused.article) == ("wrong_position", ("led_by",), ZJ(28))
    assert refused.sentence == "“主谈人”须为本机关的主要负责人、分管领导、部门负责人。"


@pytest.mark.parametrize("leader", ["principal", "deputy", "jc_head", "jc2_head"])
def test_a_leader_of_the_organ_may_lead_it(leader: str) -> None:
    assert decision(talk(under_inquiry(), led_by=leader)).outcome == "applied"


@pytest.mark.parametrize("stranger", ["city_principal", "other_jc_head", "town_deputy"])
def test_a_leader_of_another_organ_may_not(stranger: str) -> None:
    assert refusal(talk(under_inquiry(), led_by=stranger)).code == "wrong_position"


def test_two_officers_are_two() -> None:
    refused = refusal(talk(under_inquiry(), led_by="jc_head", assisted_by="jc_head"))

    assert (refused.code, refused.fields) == ("same_officer", ("assisted_by",))
    assert refused.sentence == "“参加谈话人”须是另一人：本步骤由二人以上办理。"


def test_a_field_that_asks_for_nothing_takes_any_officer_or_none() -> None:
    assert decision(talk(under_inquiry(), led_by="jc_head", assisted_by="jc_c")).outcome == "applied"
    assert decision(talk(under_inquiry(), led_by="jc_head")).outcome == "applied"


@pytest.mark.parametrize("barred", [{"recused": ("jc_c",)}, {"subject_officer": "jc_c"}])
def test_nobody_is_named_who_must_keep_away(barred: dict[str, Any]) -> None:
    refused = refusal(talk(under_inquiry(**barred), led_by="jc_head", assisted_by="jc_c"))

    assert refused.code == "separation"
    assert "“参加谈话人”" in refused.sentence


def test_who_is_said_to_serve_has_served_in_the_phase() -> None:
    dossier = Dossier(under_inquiry(), workflow=RELATED)

    decision(dossier.take("jc_a", "talk", inputs={"led_by": "jc_head", "assisted_by": "sl_a"}))

    assert dossier.case.served_in(["inquiry"]) == {"jc_a", "jc_b", "sl_a"}


def test_who_only_leads_hasnt() -> None:
    dossier = Dossier(under_inquiry(), workflow=RELATED)

    decision(dossier.take("jc_a", "talk", inputs={"led_by": "jc_head"}))

    assert "jc_head" not in dossier.case.served_in(["inquiry"])


def test_who_served_by_name_is_kept_apart_from_the_trial() -> None:
    served = {"inquiry": ("jc_a", "jc_b", "sl_a")}
    dossier = Dossier(on_trial(team=("sl_b", "sl_c"), served=served), workflow=RELATED)

    refused = refusal(dossier.take("sl_head", "form_panel", team=("sl_a", "sl_b")))

    assert (refused.code, refused.article) == ("team_separation", APART.basis[0])


def test_in_an_organ_without_offices_its_deputy_may_lead() -> None:
    case = a_township_case("inquiring", team=("town_a", "town_b"))

    assert decision(talk(case, led_by="town_deputy", assisted_by="town_b")).outcome == "applied"
