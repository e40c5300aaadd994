"""Refusals as problem details."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import engine
from api.problems import STATUS, TYPE, nothing_here, of_error, refusal
from api.views import articles, refusal_view
from engine.errors import ClockBehind, CommandReused, Conflict, MingjianError, Raced, Refused, Unusable
from engine.law import AJ94, ZJ

WRONG_ROLE = Refused("wrong_role", "须由承办人办理。", "请转承办人。", ZJ(33), ("step",))


def codes_of_the_engine() -> Iterator[str]:
    """Every code that is written in a refusal anywhere in the engine."""
    for file in Path(engine.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                if called in {"Refused", "refuse"}:
                    yield str(node.args[0].value)


def test_every_refusal_of_the_engine_was_given_its_status() -> None:
    assert set(codes_of_the_engine()) - set(STATUS) == set()


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("not_found", 404),
        ("unknown_step", 404),
        ("wrong_role", 403),
        ("separation", 403),
        ("wrong_state", 409),
        ("approval_pending", 409),
        ("input_invalid", 422),
        ("document_missing", 422),
        ("post_required", 400),
        ("a code that came later", 422),
    ],
)
def test_a_refusal_has_the_status_of_its_kind(code: str, status: int) -> None:
    assert refusal(Refused(code, "不予办理。", "请补正。")).status == status


def test_a_refusal_tells_article_remedy_and_fields() -> None:
    told = refusal(WRONG_ROLE).marshal(uri=TYPE)

    assert told == {
        "type": "urn:mingjian:problem:wrong_role",
        "title": "无权办理",
        "status": 403,
        "detail": "须由承办人办理。",
        "code": "wrong_role",
        "remedy": "请转承办人。",
        "article": {"law": "ZJ", "number": "33", "label": ZJ(33).label, "confidence": "A"},
        "fields": ["step"],
    }


UNSURE = Refused("condition", "不符合延长条件。", "请报批。", AJ94(39))


@pytest.mark.parametrize(
    "article",
    [
        refusal(UNSURE).marshal(uri=TYPE)["article"],
        refusal_view(UNSURE)["article"],  # beside a button that is grey
        articles([AJ94(39)])[0],  # of a step
    ],
    ids=["problem", "action", "step"],
)
def test_an_article_that_was_not_read_is_told_with_its_mark_and_its_grade(article: dict[str, str]) -> None:
    assert article["label"] == "《中国共产党纪律检查机关案件检查工作条例》第39条〔B 待核〕"
    assert article["confidence"] == "B"


def test_whoever_was_second_is_told_the_version_that_is_there_now() -> None:
    problem = of_error(Conflict(7))

    assert (problem.status, problem.extras["version"]) == (412, 7)
    assert problem.headers is not None
    assert problem.headers["ETag"] == '"7"'


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (CommandReused(), 422, "command_reused"),
        (ClockBehind(), 503, "clock_behind"),
        (Raced(), 503, "raced"),
        (Unusable("/etc/keys 丢失"), 503, "unusable"),
    ],
)
def test_errors_that_are_no_refusals_have_a_status_too(error: MingjianError, status: int, code: str) -> None:
    problem = of_error(error)

    assert (problem.status, problem.extras["code"]) == (status, code)


def test_what_is_wrong_with_the_installation_stays_inside() -> None:
    told = of_error(Unusable("/etc/keys 丢失")).marshal(uri=TYPE)

    assert "/etc/keys" not in str(told)


def test_what_may_not_be_seen_and_what_does_not_exist_is_one_answer() -> None:
    assert nothing_here().marshal(uri=TYPE)["detail"] == "没有找到该事项。"
