"""Forms as the JSON Schema of their inputs."""

from typing import Any

import pytest

from api.forms import schema_of
from engine.definition import Choice, Field, Form

FORM = Form(
    "sheet",
    "登记表",
    (
        Field("name", "姓名"),
        Field("rank", "职级", "choice", (Choice("staff", "一般干部"), Choice("other", "其他"))),
        Field("amount", "金额", "amount", required=False),
        Field("ground", "理由", required_if="heavy"),
    ),
)


def test_a_step_without_a_form_has_no_inputs() -> None:
    assert schema_of(None) is None


def test_required_is_what_every_case_must_state() -> None:
    schema = schema_of(FORM)

    assert schema is not None
    assert schema["required"] == ["name", "rank"]
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize(
    ("field", "wanted"),
    [
        ("name", {"title": "姓名", "type": "string", "minLength": 1, "maxLength": 10_000}),
        (
            "rank",
            {"title": "职级", "oneOf": [{"const": "staff", "title": "一般干部"}, {"const": "other", "title": "其他"}]},
        ),
        ("amount", {"title": "金额", "type": "string", "pattern": r"^[0-9]+(\.[0-9]+)?$"}),
    ],
)
def test_each_kind_of_field_says_what_it_takes(field: str, wanted: dict[str, Any]) -> None:
    schema = schema_of(FORM)

    assert schema is not None
    assert schema["properties"][field] == wanted
