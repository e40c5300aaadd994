"""Faults of a request name fields and repeat nothing that was typed."""

from typing import Annotated, Any

import pytest
from fastapi.exceptions import RequestValidationError
from pydantic import Field, TypeAdapter, ValidationError

from api.faults import field_of, of_validation
from api.problems import TYPE
from api.words import Strict

TYPED = "张三举报李四"


class Sheet(Strict):
    """A body to be wrong about."""

    name: Annotated[str, Field(max_length=3)]
    given: dict[Annotated[str, Field(pattern="^[a-z]+$")], int] = Field(default={})


def told_about(body: Any, *, place: str = "body") -> dict[str, Any]:
    """The problem that a faulty body gets."""
    try:
        TypeAdapter(Sheet).validate_python(body)
    except ValidationError as error:
        found = [{**one, "loc": (place, *one["loc"])} for one in error.errors()]
        return of_validation(RequestValidationError(found)).marshal(uri=TYPE)
    raise AssertionError("the body has no fault")


def missing(header: str) -> RequestValidationError:
    return RequestValidationError([{"type": "missing", "loc": ("header", header), "msg": "Field required"}])


@pytest.mark.parametrize(
    ("body", "field", "words"),
    [
        ({}, "name", "name：缺少此项。"),
        ({"name": TYPED}, "name", "name：文字过长。"),
        ({"name": 1}, "name", "name：填写不正确。"),
        ({"name": "a", "colour": TYPED}, "colour", "colour：没有此项。"),
        ({"name": "a", "given": {"a": TYPED}}, "given.a", "given.a：填写不正确。"),
    ],
)
def test_a_fault_names_the_field_and_what_is_wrong(body: Any, field: str, words: str) -> None:
    told = told_about(body)

    assert (told["status"], told["fields"], told["detail"]) == (422, [field], words)


@pytest.mark.parametrize(
    "body",
    [{"name": TYPED}, {"name": "a", "given": {TYPED: 1}}, {"name": "a", TYPED: 1}, TYPED, [TYPED]],
    ids=["value", "key of a table", "name of a field", "text instead of a body", "list instead of a body"],
)
def test_nothing_that_was_typed_comes_back(body: Any) -> None:
    assert TYPED not in str(told_about(body))


def test_a_faulty_address_is_an_address_that_does_not_exist() -> None:
    assert told_about({}, place="path")["status"] == 404


@pytest.mark.parametrize(
    ("header", "status", "code"),
    [("idempotency-key", 400, "key_required"), ("if-match", 428, "version_required")],
)
def test_a_missing_header_has_a_code_of_its_own(header: str, status: int, code: str) -> None:
    problem = of_validation(missing(header))

    assert (problem.status, problem.extras["code"]) == (status, code)


@pytest.mark.parametrize(
    ("place", "field"),
    [
        (("body", "items", 3, "case"), "items.3.case"),
        (("body", "inputs", "amount"), "inputs.amount"),
        (("body", "inputs", TYPED, "[key]"), "inputs"),
        (("body",), ""),
    ],
)
def test_the_place_of_a_fault_ends_before_what_was_typed(place: tuple[Any, ...], field: str) -> None:
    assert field_of(place) == field
