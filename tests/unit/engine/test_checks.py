"""What must hold before a step: each check with its refusal, the article it rests on, and who or what would cure it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from engine.case import Case
from engine.law import ENGINE, ZJ
from tests.builders import (
    COUNTY,
    JC2,
    NOW,
    OTHER_COUNTY,
    Dossier,
    a_case,
    a_study,
    a_township_case,
    a_world,
    decision,
    on_trial,
    papers,
    refusal,
    under_inquiry,
)

TRIED = {
    "inputs": {"sanction": "warning"},
    "documents": papers("trial_report", "opinion@same_level_organisation_department"),
}
INQUIRY = {"documents": papers("verification_plan"), "team": ("jc_a", "jc_b"), "meeting": "study"}


def a_measure(**more: Any) -> Case:
    """A parallel measure, linked to the case."""
    return replace(a_case("inquiring", id="c2"), workflow="measure", **more)


# --- The case ---------------------------------------------------------------------------------------------------------


@pytest.mark.law_refuses("R4-15c")
def test_a_township_may_not_send_a_case_to_trial_and_the_refusal_names_its_county() -> None:
    case = a_township_case("inquiring", team=("town_a", "town_b"))

    refused = refusal(Dossier(case).take("town_a", "submit", documents=papers("investigation_report")))

    assert (refused.code, refused.article) == ("organ_level", ZJ(51))
    assert refused.sentence == "“移送审理”须由县（市、区）级以上纪检监察机关办理。"
    assert refused.remedy == "请报请清河县纪委监委提级办理。"


def test_a_step_for_some_subjects_only_names_the_condition() -> None:
    dossier = Dossier(under_inquiry(), facts={"gravity": "grave"})

    refused = refusal(dossier.take("jc_c", "dismiss", documents=papers("closing_note")))

    assert (refused.code, refused.article) == ("condition", ZJ(35))
    assert refused.sentence == "“予以了结”只适用于：情节轻微。"


def test_a_step_is_open_again_for_subjects_who_meet_the_condition() -> None:
    dossier = Dossier(under_inquiry(), facts={"gravity": "minor"})

    assert decision(dossier.take("jc_c", "dismiss", documents=papers("closing_note"))).outcome == "pending_approval"


def test_a_case_is_sent_back_at_most_once() -> None:
    dossier = Dossier(on_trial(counts={"send_back": 1}))

    refused = refusal(dossier.take("sl_a", "send_back", documents=papers("return_note")))

    assert (refused.code, refused.article) == ("at_most", ZJ(55))
    assert refused.sentence == "“退回补充核查”至多1次，已用尽。"


def test_every_time_a_step_is_taken_is_counted_once() -> None:
    dossier = Dossier(under_inquiry(counts={"add_evidence": 4}))

    for _ in range(2):
        dossier.take("jc_a", "add_evidence", documents=papers("evidence"))

    assert dossier.body["counts"] == {"add_evidence": 6}


@pytest.mark.parametrize(
    ("linked", "may"),
    [
        ((), False),  # what the step asks for doesn't exist
        ((a_measure(),), False),
        ((a_measure(closed=True),), True),
        ((a_measure(closed=True), a_measure()), False),  # every one of them
        ((a_case("closed", id="c3"),), False),  # a case of another procedure
    ],
)
def test_a_case_closes_only_after_its_linked_measures(linked: tuple[Case, ...], may: bool) -> None:
    dossier = Dossier(a_case("decided"), world=a_world(linked=linked))

    result = dossier.judge_take("jc_a", "close", documents=papers("execution_report"))

    assert (result is None) == may


def test_an_open_linked_case_is_named_as_the_reason() -> None:
    dossier = Dossier(a_case("decided"), world=a_world(linked=(a_measure(),)))

    refused = refusal(dossier.take("jc_a", "close", documents=papers("execution_report")))

    assert (refused.code, refused.article, refused.remedy) == ("linked_open", ZJ(56), "请先办结关联事项。")


# --- Dates ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("occurred_at", "code"),
    [
        (NOW, None),
        (NOW - timedelta(hours=3), None),
        (NOW - timedelta(days=2), None),  # at the very moment of the act before
        (NOW - timedelta(days=2, seconds=1), "before_previous"),
        (NOW + timedelta(seconds=1), "future"),
        (datetime(2026, 11, 20, 8, 0), "input_invalid"),  # noqa: DTZ001 - which eight o'clock?
    ],
)
def test_a_stated_date_is_neither_in_the_future_nor_before_the_act_it_follows(
    occurred_at: datetime, code: str | None
) -> None:
    dossier = Dossier(a_case())

    refused = dossier.judge_take("jc_a", "remark", documents=papers("other"), occurred_at=occurred_at)

    assert (refused.code if refused else None) == code
    assert refused is None or refused.fields == ("occurred_at",)


def test_a_stated_date_is_kept_in_utc_and_orders_what_follows() -> None:
    dossier = Dossier(a_case())
    stated = datetime.fromisoformat("2026-11-20T08:30:00+08:00")

    dossier.take("jc_a", "remark", documents=papers("other"), occurred_at=stated)

    assert dossier.case.last_occurred_at == "2026-11-20T00:30:00+00:00"
    assert dossier.judge_take("jc_a", "remark", documents=papers("other"), occurred_at=stated.astimezone(UTC)) is None


# --- What is handed in ------------------------------------------------------------------------------------------------


@pytest.mark.law_refuses("R1.2-05a")
def test_a_missing_document_is_named() -> None:
    refused = refusal(
        Dossier(a_case(), world=a_world(None, a_study("inquire"))).take(
            "jc_a", "inquire", team=("jc_a", "jc_b"), meeting="study"
        )
    )

    assert (refused.code, refused.article) == ("document_missing", ZJ(33))
    assert (refused.sentence, refused.fields) == ("缺少文书：初步核实工作方案。", ("verification_plan",))


def test_a_consultation_asks_for_the_bodys_opinion() -> None:
    refused = refusal(Dossier(on_trial()).take("sl_a", "decide", **TRIED | {"documents": papers("trial_report")}))

    assert refused.sentence == "缺少文书：同级党委组织部意见。"


@pytest.mark.parametrize(
    ("documents", "code"),
    [
        ({"other": "sha256-other"}, None),
        ({"other": "sha256-unknown"}, "document_not_uploaded"),
        ({"other": "sha256-other", "love_letter": "sha256-other"}, "document_unknown"),
        ({"other": "sha256-other", "other@张三": "sha256-other"}, "document_unknown"),
        ({"other": "sha256-other", "opinion@张三": "sha256-other"}, "document_unknown"),
        ({"other": "sha256-other", "opinion@same_level_party_committee": "sha256-other"}, None),
    ],
)
def test_every_document_is_of_a_known_kind_and_uploaded(documents: dict[str, str], code: str | None) -> None:
    refused = Dossier(a_case()).judge_take("jc_a", "remark", documents=documents)

    assert (refused.code if refused else None) == code


@pytest.mark.law("R1.2-05a", "R5-05a")
@pytest.mark.law_refuses("R1.2-05a", "R5-05a")
@pytest.mark.parametrize(
    ("team", "code"),
    [
        (("jc_a", "jc_b"), None),
        (("jc_a", "jc_head", "jc_c"), None),
        (("jc_a",), "team_too_small"),
        (("jc_a", "jc_a"), "team_too_small"),  # one person named twice is one person
        ((), "team_too_small"),
        (("jc_a", "jc2_a"), "team_outside_office"),
        (("jc_a", "other_jc_a"), "team_outside_office"),
        (("jc_a", "principal"), "team_outside_office"),
        (("jc_a", "nobody"), "team_outside_office"),
        (("jc_a", "recused"), "team_recused"),
        (("jc_a", "subject"), "team_recused"),
    ],
)
def test_a_team_is_two_officers_of_the_office_whom_nothing_bars(team: tuple[str, ...], code: str | None) -> None:
    case = a_case(recused=("recused",), subject_officer="subject")
    dossier = Dossier(case, world=a_world(None, a_study("inquire")))

    refused = dossier.judge_take("jc_a", "inquire", **INQUIRY | {"team": team})

    assert (refused.code if refused else None) == code
    assert refused is None or (refused.article, refused.fields) == (ZJ(33), ("team",))


def test_a_step_that_forms_no_team_takes_none() -> None:
    refused = refusal(Dossier(a_case()).take("jc_a", "remark", documents=papers("other"), team=("jc_a",)))

    assert (refused.code, refused.fields) == ("no_team_here", ("team",))


@pytest.mark.parametrize(("hand_to", "may"), [(None, False), (JC2, True), (f"{COUNTY}-SL", False), ("nowhere", False)])
def test_of_several_offices_one_is_chosen(hand_to: str | None, may: bool) -> None:
    dossier = Dossier(a_case("received", office=f"{COUNTY}-XF"))

    refused = dossier.judge_take("ag_a", "allocate", documents=papers("allocation_sheet"), hand_to=hand_to)

    assert (refused is None) == may
    assert may or (refused and refused.code == "hand_to_required" and refused.fields == ("hand_to",))


def test_the_choice_of_offices_is_offered() -> None:
    refused = refusal(Dossier(a_case("received")).take("ag_a", "allocate", documents=papers("allocation_sheet")))

    assert refused.remedy == "可选：第一审查调查室（990101-JC）、第二审查调查室（990101-JC2）。"


def test_where_no_office_does_it_the_refusal_says_so() -> None:
    case = a_case("inquiring", organ=OTHER_COUNTY, office="990102-JC", team=("other_jc_a", "other_jc_head"))

    refused = refusal(Dossier(case).take("other_jc_a", "submit", documents=papers("investigation_report")))

    assert (refused.code, refused.remedy) == ("hand_to_required", "可选：本机关没有可承接的部门。")


def test_reasons_that_no_database_keeps_are_refused_at_the_door() -> None:
    dossier = Dossier(a_case())

    refusals = [
        dossier.judge_take("jc_a", "remark", documents=papers("other"), reason=text)
        for text in ("\ud800", "长" * 10_001, "说明" * 100)
    ]

    assert [refused and (refused.code, refused.fields, refused.article) for refused in refusals] == [
        ("input_invalid", ("reason",), ENGINE),
        ("input_invalid", ("reason",), ENGINE),
        None,
    ]


def test_the_first_thing_an_officer_would_ask_comes_first() -> None:
    stranger = refusal(Dossier(on_trial(counts={"send_back": 1})).take("jc_a", "send_back"))
    handler = refusal(Dossier(on_trial()).take("sl_a", "send_back"))

    assert (stranger.code, handler.code) == ("wrong_role", "document_missing")
