"""`mingjian handover`, as a leader types it: answers, exit codes, and what it doesn't show."""

import json
from pathlib import Path

import pytest

from app.settings import Settings
from tests.integration.handing_over.house import CLERK, HEAD, LEAVER, PRINCIPAL, House
from tests.integration.importing.test_command_line import Terminal

# Each run of the command loads the whole program; one kind of database is enough for what isn't about databases.
pytestmark = pytest.mark.only_on("sqlite")
HANDOVER = ("handover", LEAVER, "--to", HEAD)
ON_PAPER = (*HANDOVER, "--document", "list.txt")


@pytest.fixture
def terminal(settings: Settings, tmp_path: Path) -> Terminal:
    """A terminal at the prefecture, with the paper of the hand-over beside it."""
    (tmp_path / "list.txt").write_text("移交清单")
    return Terminal(settings, tmp_path)


def test_what_went_over_is_shown_and_nothing_is_left(house: House, terminal: Terminal) -> None:
    cases, token = house.held(2), house.token(PRINCIPAL)

    ran = terminal(*ON_PAPER, token=token)
    again = terminal(*ON_PAPER, token=token)

    assert (ran.code, ran.err) == (0, "")
    assert all(house.case(case).number in ran.out for case in cases)
    assert "已移交 2 件" in ran.out
    assert (again.code, again.out.strip()) == (0, "没有可移交的事项：此前已移交 2 件。")


def test_what_stays_is_shown_with_the_reason_and_ends_with_1(house: House, terminal: Terminal) -> None:
    [case] = house.held(1)
    token = house.token(PRINCIPAL)

    ran = terminal("handover", LEAVER, "--to", "o00175", "--document", "list.txt", token=token)
    told = json.loads(terminal(*ON_PAPER[:2], "--to", "o00175", "--dry-run", "--json", token=token).out)

    assert ran.code == 1
    assert house.case(case).number in ran.out
    assert "接任人不是承办部门的在岗人员" in ran.out
    assert [one["code"] for one in told["left"]] == ["successor_outside_office"]


def test_a_team_that_is_too_small_now_is_shown(house: House, terminal: Terminal) -> None:
    case = house.investigated(CLERK)

    ran = terminal(*ON_PAPER[:2], "--to", "o00173", "--document", "list.txt", token=house.token(PRINCIPAL))

    assert (ran.code, "须补充工作组成员 1 件" in ran.out) == (0, True)
    assert house.case(case).team == ("o00173",)


def test_a_look_needs_no_paper_and_changes_nothing(house: House, terminal: Terminal) -> None:
    [case] = house.held(1)

    ran = terminal(*HANDOVER, "--dry-run", "--json", token=house.token(CLERK))
    told = json.loads(ran.out)

    assert (ran.code, told["act"], [one["case"] for one in told["passed"]]) == (0, None, [case])
    assert house.passed([case]) == [0]


def test_who_may_not_is_refused_with_3(house: House, terminal: Terminal) -> None:
    house.held(1)

    refused = terminal(*ON_PAPER, "--json", token=house.token("o00175"))
    nobody = terminal(*ON_PAPER)

    assert (refused.code, json.loads(refused.out)["code"]) == (3, "wrong_role")
    assert (nobody.code, "MINGJIAN_TOKEN" in nobody.err) == (3, True)


@pytest.mark.parametrize("words", [HANDOVER, (*HANDOVER, "--document", "missing.pdf")])
def test_without_its_paper_nothing_is_handed_over(house: House, terminal: Terminal, words: tuple[str, ...]) -> None:
    [case] = house.held(1)

    ran = terminal(*words, token=house.token(PRINCIPAL))

    assert (ran.code, house.passed([case])) == (4, [0])


def test_the_help_has_an_example(terminal: Terminal) -> None:
    ran = terminal("handover", "--help")

    assert ran.code == 0
    assert "mingjian handover o00172 --to o00173 --document" in ran.out
