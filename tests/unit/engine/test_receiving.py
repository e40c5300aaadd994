"""Where a report lies first: with the nearest organ that may hold it, in an office that he isn't of."""

from typing import Any

import pytest

from engine.case import Case
from engine.commands import OpenMatter
from engine.errors import Refused
from engine.opening import Opened, decide_opening
from engine.organisation import Post
from engine.registry import Definition
from engine.world import World
from tests.builders import AG, COUNTY, PREFECTURE, TODAY, a_case, a_world, an_organisation, post
from workflows.interference import WORKFLOW

ABOVE = f"{PREFECTURE}-AG"
DEFINITION = Definition.of(WORKFLOW)
TOLD = {"kind": "plea", "name": "说情人甲", "happened_on": "2026-11-19", "way": "phone", "said": "请求从轻处理。"}


def reporting(by: str, *more: dict[str, Any], world: World | None = None, **told: Any) -> Any:
    """What comes of reporting somebody."""
    known = world or a_world()
    command = OpenMatter(
        id="k1", actor=by, workflow="interference", subjects=({**TOLD, **told}, *more), received_on=TODAY
    )
    return decide_opening(DEFINITION, command, known.posts(by)[0], known)


def body(by: str, **more: Any) -> dict[str, Any]:
    """The case that the report became."""
    result = reporting(by, **more)
    assert not isinstance(result, Refused), result
    (one,) = result
    assert isinstance(one, Opened)
    return dict(one.body)


def place(by: str, **more: Any) -> tuple[str, str]:
    """Where it lies."""
    found = body(by, **more)
    return found["organ"], found["office"]


def without(*officers: str, more: tuple[Post, ...] = ()) -> World:
    """The prefecture without some officers, and with others."""
    return a_world(an_organisation(*more, without=officers))


@pytest.mark.parametrize("by", ["jc_a", "principal", "deputy", "clerk", "ag_a", "area_head", "member_a"])
def test_whoever_works_in_the_organ_may_report(by: str) -> None:
    assert place(by) == (COUNTY, AG)


def test_who_only_imports_reports_nothing() -> None:
    assert reporting("migrator").code == "wrong_role"


@pytest.mark.parametrize(
    ("reported", "expected"),
    [
        ("jc_a", (COUNTY, AG)),
        ("trial_deputy", (COUNTY, AG)),
        ("other_principal", (COUNTY, AG)),
        ("principal", (PREFECTURE, ABOVE)),
        ("ag_a", (PREFECTURE, ABOVE)),  # of the office that would receive it
        ("deputy", (PREFECTURE, ABOVE)),  # he oversees that office
        ("city_jc_a", (PREFECTURE, ABOVE)),  # the county doesn't hold what is about its superior
    ],
)
def test_a_report_lies_where_whom_it_names_has_no_say(reported: str, expected: tuple[str, str]) -> None:
    assert place("jc_b", officer=reported) == expected


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("town_a", (COUNTY, AG)),  # a township has no offices
        ("other_jc_a", (PREFECTURE, ABOVE)),  # that county has none that receives reports
    ],
)
def test_where_no_office_receives_reports_the_next_one_above_does(by: str, expected: tuple[str, str]) -> None:
    assert place(by) == expected


def test_an_office_without_anybody_receives_nothing() -> None:
    assert place("jc_a", world=without("ag_head", "ag_a", "ag_b")) == (PREFECTURE, ABOVE)


def test_the_office_that_he_oversees_receives_it_where_there_is_no_other() -> None:
    overseer = post("city_overseer", PREFECTURE, "deputy_leader", oversees=(ABOVE,))

    assert place("jc_a", officer="city_overseer", world=without(more=(overseer,))) == (PREFECTURE, ABOVE)


def test_what_only_an_organ_outside_may_hold_goes_to_it_on_paper() -> None:
    refused = reporting("jc_a", officer="city_principal")

    assert refused.code == "off_platform"
    assert "江原省纪委监委" in refused.remedy


def test_a_report_keeps_its_case_from_whom_it_names() -> None:
    assert Case.read({**body("jc_a", officer="deputy"), "id": "c1", "matter": "m1", "number": "1"}).barred() == {
        "deputy"
    }


def test_two_people_are_reported_one_by_one() -> None:
    assert reporting("jc_a", TOLD).code == "one_subject"


def test_a_report_names_a_case_that_its_officer_may_see() -> None:
    assert body("jc_a", concerned="c1", world=a_world(linked=(a_case(),)))["links"] == ["c1"]
    assert reporting("jc_a", concerned="c1").code == "not_found"


def test_somebody_called_like_a_colleague_is_told_apart_by_a_person() -> None:
    known = a_world(namesakes={"说情人甲": ("deputy",)})

    refused = reporting("jc_a", world=known)

    assert (refused.code, refused.fields) == ("namesake", ("officer",))
    assert "deputy" in refused.remedy
    assert body("jc_a", officer="deputy", world=known)["subject_officer"] == "deputy"
