"""The organ tree at one version: posts and delegations by day, the line upward, who stands at which level."""

from datetime import date

import pytest

from engine.organisation import Delegation, Organ, Organisation, Post
from tests.builders import (
    COUNTY,
    JC,
    OTHER_COUNTY,
    PREFECTURE,
    PROVINCE,
    SL,
    TODAY,
    TOMORROW,
    TOWNSHIP,
    YESTERDAY,
    an_organisation,
    post,
)

ORGANISATION = an_organisation()


@pytest.mark.parametrize(
    ("since", "until", "day", "held"),
    [
        (YESTERDAY, None, TODAY, True),
        (TODAY, None, TODAY, True),
        (TOMORROW, None, TODAY, False),
        (YESTERDAY, TODAY, YESTERDAY, True),
        (YESTERDAY, TODAY, TODAY, False),
        (date.min, None, YESTERDAY, True),
    ],
)
def test_a_post_is_held_from_its_first_day_to_the_day_before_its_end(
    since: date, until: date | None, day: date, held: bool
) -> None:
    one = post("new", JC, "handler", valid_from=since, valid_to=until)
    organisation = an_organisation(one)

    assert one.held_on(day) is held
    assert (one in organisation.posts_of("new", day)) is held
    assert (one in organisation.holders("handler", JC, day)) is held


@pytest.mark.parametrize(
    ("held", "name"),
    [
        (post("jc_a", JC, "handler"), "jc_a@990101-JC/handler"),
        (post("principal", COUNTY, "principal"), "principal@990101/principal"),
        (Post("a", COUNTY, None, "area_head", area="A01"), "a@A01/area_head"),
    ],
)
def test_a_post_is_named_by_officer_place_and_position(held: Post, name: str) -> None:
    assert held.id == name


def test_who_once_had_a_post_is_known_and_holds_nothing() -> None:
    organisation = an_organisation(post("left", JC, "handler", valid_to=YESTERDAY))

    assert organisation.knows("left")
    assert not organisation.knows("nobody")
    assert organisation.posts_of("left", TODAY) == ()


@pytest.mark.parametrize(
    ("organ", "office", "deputies"),
    [
        (COUNTY, JC, {"deputy"}),
        (COUNTY, SL, {"trial_deputy"}),
        (COUNTY, "990101-XX", set()),
        (COUNTY, None, {"deputy", "trial_deputy"}),
        (TOWNSHIP, None, {"town_deputy"}),
    ],
)
def test_the_overseeing_deputy_of_an_office(organ: str, office: str | None, deputies: set[str]) -> None:
    assert {held.officer for held in ORGANISATION.overseers(organ, office, TODAY)} == deputies


def test_an_oversight_ends_with_the_post() -> None:
    gone = an_organisation(post("deputy", COUNTY, "deputy_leader", oversees=(JC,), valid_to=TODAY), without=["deputy"])

    assert gone.overseers(COUNTY, JC, TODAY) == ()


def test_offices_are_found_by_their_function() -> None:
    assert {office.code for office in ORGANISATION.offices_of(COUNTY, ("investigation",))} == {JC, "990101-JC2"}
    assert len(ORGANISATION.offices_of(COUNTY)) == 6
    assert ORGANISATION.offices_of(COUNTY, ("technology",)) == ()
    assert (ORGANISATION.has_offices(COUNTY), ORGANISATION.has_offices(TOWNSHIP)) == (True, False)


@pytest.mark.parametrize(("office", "function"), [(JC, "investigation"), (None, ""), ("nowhere", "")])
def test_the_function_of_an_office(office: str | None, function: str) -> None:
    assert ORGANISATION.function_of(office) == function


def test_the_line_goes_up_to_the_top() -> None:
    assert [organ.code for organ in ORGANISATION.line(TOWNSHIP)] == [TOWNSHIP, COUNTY, PREFECTURE, PROVINCE]
    assert list(ORGANISATION.line("nowhere")) == []


def test_a_circle_in_bad_data_ends_the_line() -> None:
    circle = [Organ("a", "甲", "county", "commission", "b", ""), Organ("b", "乙", "county", "commission", "a", "")]

    assert [organ.code for organ in an_organisation(organs=circle).line("a")] == ["a", "b"]


@pytest.mark.parametrize(
    ("organ", "superior"), [(COUNTY, PREFECTURE), (PREFECTURE, PROVINCE), (PROVINCE, None), ("nowhere", None)]
)
def test_the_next_superior(organ: str, superior: str | None) -> None:
    found = ORGANISATION.superior(organ)

    assert (found.code if found else None) == superior


@pytest.mark.parametrize(
    ("organ", "level", "reaches"),
    [
        (TOWNSHIP, "township", True),
        (TOWNSHIP, "county", False),
        (COUNTY, "county", True),
        (PREFECTURE, "county", True),
        ("nowhere", "township", False),
        ("odd", "township", False),  # a level that isn't in the glossary
    ],
)
def test_an_organ_stands_at_a_level_or_above(organ: str, level: str, reaches: bool) -> None:
    odd = Organ("odd", "某", "village", "commission", COUNTY, "")

    assert an_organisation(organs=[odd]).reaches_level(organ, level) is reaches


@pytest.mark.parametrize(
    ("organ", "level", "found"),
    [
        (TOWNSHIP, "county", COUNTY),
        (COUNTY, "county", COUNTY),
        (TOWNSHIP, "central", None),
        (OTHER_COUNTY, "province", PROVINCE),
    ],
)
def test_the_lowest_organ_of_the_line_at_a_level(organ: str, level: str, found: str | None) -> None:
    first = ORGANISATION.first_at_level(organ, level)

    assert (first.code if first else None) == found


def test_the_organ_beside_a_party_committee() -> None:
    assert ORGANISATION.organ_of_committee("中共清河县委") == COUNTY
    assert ORGANISATION.organ_of_committee("某党组") is None


@pytest.mark.parametrize(
    ("steps", "depth", "day", "covers"),
    [
        (("*",), 1, TODAY, True),
        (("submit",), 2, TODAY, True),
        (("close",), 1, TODAY, False),
        (("*",), 3, TODAY, False),
        (("*",), 1, YESTERDAY, False),
        (("*",), 1, TOMORROW, False),
    ],
)
def test_a_delegation_covers_a_step_on_its_days_and_no_deeper_than_two(
    steps: tuple[str, ...], depth: int, day: date, covers: bool
) -> None:
    delegation = Delegation("d1", "p", "deputy", steps, TODAY, TOMORROW, depth)

    assert delegation.covers("submit", day) is covers


def test_an_empty_organisation_answers_every_question() -> None:
    empty = Organisation(0, {}, {}, ())

    assert (empty.knows("x"), empty.posts_of("x", TODAY), empty.superior("x")) == (False, (), None)
    assert empty.overseers("x", "y", TODAY) == empty.holders("principal", "x", TODAY) == ()
