"""Inputs against their form: every kind in one spelling, every fault at once, and what the register must never see."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from engine.definition import Choice, Field, Form
from engine.errors import Refused
from engine.inputs import check_inputs, keepable, split
from engine.law import ENGINE
from tests.builders import COUNTY, TODAY, Dossier, an_organisation, decision, on_trial, papers, refusal, under_inquiry
from tests.drill import PARTICULARS

FILLED = {"account": "经过", "way": "talk"}


def read(kind: Any, value: Any) -> Any:
    """What becomes of a value in a field of this kind; the refusal if it doesn't fit."""
    field = Field("x", "某项", kind, (Choice("a", "甲"), Choice("b", "乙")) if kind == "choice" else ())
    result = check_inputs(Form("f", "表", (field,)), {"x": value}, lambda asked: asked.required, an_organisation())
    return result if isinstance(result, Refused) else result.get("x")


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        ("text", "  写明经过。\n第二行 ", "写明经过。\n第二行"),
        ("text", "字" * 10_000, "字" * 10_000),
        ("choice", "b", "b"),
        ("boolean", True, True),
        ("boolean", False, False),
        ("date", "2026-03-05", "2026-03-05"),
        ("date", "20260305", "2026-03-05"),
        ("date", TODAY, "2026-11-20"),
        ("amount", "12.50", "12.5"),
        ("amount", "1000", "1000"),
        ("amount", 1000, "1000"),
        ("amount", Decimal("0.000001"), "0.000001"),
        ("amount", "-0", "0"),
        ("amount", "1E3", "1000"),
        ("amount", "999999999999999.999999", "999999999999999.999999"),
        ("organ", COUNTY, COUNTY),
        ("officer", "jc_a", "jc_a"),
    ],
)
def test_a_value_that_fits_is_kept_in_one_spelling(kind: str, given: Any, kept: Any) -> None:
    assert read(kind, given) == kept


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("text", "   "),
        ("text", "字" * 10_001),
        ("text", "\ud800"),
        ("text", "a\x00b"),
        ("text", 7),
        ("text", ["经过"]),
        ("choice", "c"),
        ("choice", ["a"]),
        ("choice", True),
        ("boolean", "true"),
        ("boolean", 1),
        ("date", "2026-02-30"),
        ("date", "5.3.2026"),
        ("date", 20260305),
        ("date", datetime(2026, 3, 5, tzinfo=UTC)),
        ("amount", "-1"),
        ("amount", "1000000000000000"),
        ("amount", "0.0000001"),
        ("amount", "1E+999999"),  # a few characters that would be a megabyte of digits
        ("amount", "1E-999999"),
        ("amount", "1E+999999999999999999999"),
        ("amount", "NaN"),
        ("amount", "Infinity"),
        ("amount", "12,50"),
        ("amount", 12.5),  # a binary fraction isn't an amount of money
        ("amount", True),
        ("amount", {}),
        ("organ", "nowhere"),
        ("organ", []),
        ("officer", "nobody"),
        ("officer", ["jc_a"]),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_what_was_expected(kind: str, given: Any) -> None:
    result = read(kind, given)

    assert isinstance(result, Refused)
    assert (result.code, result.fields, result.article) == ("input_invalid", ("x",), ENGINE)
    assert result.sentence.startswith("“某项”填写不正确：应为")


@pytest.mark.parametrize("kind", ["text", "choice", "boolean", "date", "amount", "organ", "officer"])
@pytest.mark.parametrize("empty", [None, ""])
def test_an_empty_value_is_a_missing_one_whatever_the_kind(kind: str, empty: str | None) -> None:
    result = read(kind, empty)

    assert isinstance(result, Refused)
    assert result.sentence == "缺少“某项”。"


def test_all_faults_are_told_at_once() -> None:
    given = {"way": "walk", "seen_on": "gestern", "repeated": True, "led_by": "nobody", "mood": "good"}

    refused = refusal(Dossier(under_inquiry()).take("jc_c", "fill_in", inputs=given))

    assert set(refused.fields) == {"account", "way", "seen_on", "led_by", "inputs"}
    assert "；" in refused.sentence
    assert not [word for word in ("walk", "gestern", "nobody", "mood", "good") if word in str(refused)]


def test_a_step_without_a_form_takes_no_inputs() -> None:
    refused = refusal(Dossier(under_inquiry()).take("jc_a", "remark", documents=papers("other"), inputs={"x": 1}))

    assert (refused.fields, refused.sentence) == (("inputs",), "含有本步骤没有的项目。")


def test_what_may_be_left_out_is_left_out() -> None:
    made = decision(Dossier(under_inquiry()).take("jc_c", "fill_in", inputs=FILLED | {"amount": None, "seen_on": ""}))

    assert made.content is not None
    assert made.content["inputs"] == FILLED
    assert made.subject is None


@pytest.mark.parametrize(
    ("sanction", "ground", "fields"),
    [
        ("warning", None, None),
        ("warning", "情节恶劣", ("ground",)),  # out of place where the condition doesn't hold
        ("expulsion", "情节恶劣", None),
        ("expulsion", None, ("ground",)),
        (None, None, ("sanction",)),
        (["expulsion"], None, ("sanction",)),
    ],
)
def test_a_condition_on_the_inputs_themselves_asks_for_a_field_or_forbids_it(
    sanction: Any, ground: str | None, fields: tuple[str, ...] | None
) -> None:
    documents = papers("trial_report", "opinion@same_level_organisation_department")
    given = {"sanction": sanction, "ground": ground}

    refused = Dossier(on_trial()).judge_take("sl_a", "decide", inputs=given, documents=documents)

    assert (refused.fields if refused else None) == fields


def test_values_are_divided_by_the_class_that_their_field_names() -> None:
    form = Form(
        "f",
        "表",
        (
            Field("name", "姓名", kept_as="subject"),
            Field("rank", "职级", fact=True),
            Field("story", "经过"),
            Field("caller", "反映人", kept_as="informant"),
            Field("phone", "电话", kept_as="informant"),
        ),
    )
    values = {"name": "张某", "rank": "staff", "story": "长文", "caller": "王某", "phone": "138"}

    subject, content, informant = split(form, values)

    assert subject == {"name": "张某", "rank": "staff"}
    assert content == {"story": "长文"}
    assert informant == {"caller": "王某", "phone": "138"}


def test_without_a_form_nothing_is_divided() -> None:
    assert split(None, {"x": 1}) == ({}, {}, {})


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("理由", True),
        ("第一行\n\t第二行", True),
        ("字" * 10_000, True),
        ("字" * 10_001, False),
        ("\x07", False),
        ("\udfff", False),
    ],
)
def test_a_text_is_kept_if_every_database_keeps_it(text: str, may: bool) -> None:
    assert keepable(text) is may


def test_a_date_given_as_a_date_reads_like_its_text() -> None:
    one, other = ({"account": "经过", "way": "talk", "seen_on": day} for day in (date(2026, 3, 5), "2026-03-05"))
    values = [
        check_inputs(PARTICULARS, given, lambda field: field.required, an_organisation()) for given in (one, other)
    ]

    assert values[0] == values[1]
