"""What the smallest parts of a request take, and what they don't."""

from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from api.words import Day, Documents, Inputs, Instant, Text

DIGEST = "a" * 64


@pytest.mark.parametrize(
    "given",
    [{}, {"name": "王五"}, {"is_unit": True}, {"amount": 3}, {"amount": 3.0}, {"rank": None}, {"problem": "一\n二"}],
)
def test_inputs_are_texts_yes_or_no_and_whole_numbers(given: dict[str, Any]) -> None:
    assert TypeAdapter(Inputs).validate_python(given) == given


@pytest.mark.parametrize(
    "given",
    [
        {"amount": 1.5},
        {"amount": float("nan")},
        {"amount": float("inf")},
        {"amount": 2**53},
        {"name": ["王五"]},
        {"name": {"a": 1}},
        {"name": "王\x00五"},
        {"name": "\ud800"},
        {"name": "长" * 10_001},
        {"姓名": "王五"},
        {"__class__": "x"},
        {f"f{number}": 1 for number in range(201)},
    ],
    ids=str,
)
def test_nothing_else_reaches_the_engine(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Inputs).validate_python(given)


@pytest.mark.parametrize(
    "given",
    [{"allocation_sheet": "short"}, {"allocation_sheet": DIGEST.upper()}, {"Zhang San": DIGEST}, {"a@b@c": DIGEST}],
    ids=str,
)
def test_documents_are_kinds_with_digests(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Documents).validate_python(given)


@pytest.mark.parametrize("given", ["2026-02-30", "20260301", "2026-3-1", 20260301, "2026-03-01T00:00:00", None])
def test_a_day_is_written_in_one_way(given: Any) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Day).validate_python(given)


@pytest.mark.parametrize("given", ["2026-03-05T09:30:00+08:00", "2026-03-05T01:30:00Z", "2026-03-05t01:30:00.000z"])
def test_an_instant_is_a_moment_wherever_it_was_written(given: str) -> None:
    assert TypeAdapter(Instant).validate_python(given).astimezone(UTC) == datetime(2026, 3, 5, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "given",
    [
        "2026-03-05T09:30:00",
        "2026-03-05",
        "0001-01-01T00:00:00+08:00",
        "9999-12-31T23:59:59-08:00",
        "2026-13-05T09:30:00Z",
        1772674200,
    ],
)
def test_a_moment_without_a_time_zone_or_beyond_the_calendar_is_none(given: Any) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Instant).validate_python(given)


def test_a_text_has_no_control_characters() -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Text).validate_python("一\x1b二")
