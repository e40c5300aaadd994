"""A hand-over shows nobody more than he may see: numbers of his cases, a bare count of others, nothing of his own."""

from datetime import UTC, datetime

import pytest

from app.importing.organisation import read_organisation
from engine.commands import ImportOrganisation, Recuse
from engine.desks.desk import Answer
from engine.desks.genesis import MIGRATION
from engine.errors import Refused
from engine.handing_over import Report, Wish, act_id
from tests.integration.handing_over.house import CLERK, HEAD, LEAVER, POSTS, PRINCIPAL, House
from tests.integration.importing.house import ORGANISATION


def recused(house: House, case: str, officer: str) -> None:
    """The principal keeps an officer from a case."""
    command = Recuse(id=f"away-{case}", actor=PRINCIPAL, post=POSTS[PRINCIPAL], case=case, officer=officer)
    assert isinstance(house.found.service.handle(command), Answer)


def organised(house: House, *leaving: str, without: tuple[str, ...] = ()) -> None:
    """A new organisation: the posts of some officers end today, those of others it doesn't know any more."""
    read = read_organisation(ORGANISATION)
    ended = {"valid_to": datetime.now(UTC).date().isoformat()}
    known = [post for post in read.snapshot["posts"] if post["officer"] not in without]
    posts = [{**post, **(ended if post["officer"] in leaving else {})} for post in known]
    snapshot = {**read.snapshot, "posts": posts}
    command = ImportOrganisation(id="organised", actor=MIGRATION, snapshot=snapshot, names=read.names)
    assert isinstance(house.found.service.handle(command), Answer)


def foreseen(house: House, actor: str) -> Report:
    report = house.handing.foresee(Wish(actor, POSTS[actor], LEAVER, HEAD))
    assert isinstance(report, Report)
    return report


def test_a_case_that_he_is_recused_from_is_a_bare_count_and_stays(house: House) -> None:
    seen, hidden = house.held(2)
    recused(house, hidden, CLERK)

    report = house.hand_over(CLERK)

    assert ([one.case for one in report.passed], report.left, report.unseen) == ([seen], [], 1)
    assert (report.ask, report.everything) == ("本机关主要负责人", False)
    assert house.passed([seen, hidden]) == [1, 0]
    assert house.case(hidden).number not in str(report)


def test_that_there_is_a_case_about_himself_he_learns_from_no_number(house: House) -> None:
    case = house.investigated(CLERK)

    by_himself, by_the_principal = foreseen(house, CLERK), foreseen(house, PRINCIPAL)
    ran = house.hand_over(CLERK)

    assert [(one.passed, one.left, one.unseen, one.count) for one in (by_himself, ran)] == [([], [], 0, 0)] * 2
    assert ran.everything
    assert [one.case for one in by_the_principal.passed] == [case]
    assert house.entries(f"access/{case}") == []


def test_the_principal_hands_over_what_the_others_may_not_see(house: House) -> None:
    cases = [*house.held(1), house.investigated(CLERK)]
    house.hand_over(CLERK)

    report = house.hand_over(PRINCIPAL)

    assert [one.case for one in report.passed] == cases[1:]
    assert house.passed(cases) == [1, 1]


def test_a_case_about_the_successor_stays_with_who_investigates_it(house: House) -> None:
    case = house.investigated(HEAD)

    report = house.hand_over(PRINCIPAL)

    assert (house.case(case).team, report.passed[0].took) == (("o00173",), ())
    assert report.needs_member == [house.case(case).number]


@pytest.mark.parametrize("gone", [True, False], ids=["ended", "forgotten"])
def test_whoever_has_left_already_is_handed_over_from(house: House, gone: bool) -> None:
    cases = house.held(2)
    organised(house, *([LEAVER] if gone else []), without=() if gone else (LEAVER,))

    report = house.hand_over(PRINCIPAL)

    assert {one.case for one in report.passed} == set(cases)
    assert {house.case(case).handler for case in cases} == {HEAD}
    house.require_sound()


def test_a_refused_attempt_is_registered_and_begins_no_act(house: House) -> None:
    house.held(1)
    stranger = Wish("o00175", None, LEAVER, HEAD)

    refused = house.handing.run(stranger, act_id("清单"), reason="清单")

    assert isinstance(refused, Refused)
    assert house.acts() == []
    [entry] = [one for one in house.entries("access/installation") if one["actor"] == "o00175"]
    assert (entry["event"], entry["data"]["step"]) == ("wrong_role", "HandOverAct")


def test_the_reason_is_kept_in_the_vault_and_not_in_the_register(house: House) -> None:
    house.held(1)

    house.hand_over(PRINCIPAL)
    begin = house.entries(house.acts()[0])[0]

    assert "移交清单" not in str(begin)
    assert set(begin["commits"]) == {"content"}


def test_what_others_hold_and_what_the_leaver_holds_elsewhere_stays(house: House) -> None:
    [own], [other] = house.held(1), house.held(1, officer="o00173")

    report = house.hand_over(PRINCIPAL)

    assert [one.case for one in report.passed] == [own]
    assert house.case(other).handler == "o00173"
