"""`mingjian deadlines`, `case show`, `configuration` and `sweep`, as officers type them."""

import json
from pathlib import Path

import pytest

from tests.integration.handing_over.house import LEAVER, PRINCIPAL, House
from tests.integration.importing.test_command_line import Terminal

pytestmark = pytest.mark.only_on("sqlite")


def test_a_case_explains_its_due_dates(house: House, terminal: Terminal) -> None:
    [case] = house.held(1)
    token = house.token(LEAVER)

    zh = terminal("deadlines", "explain", case, token=token)
    en = terminal("deadlines", "explain", case, "--english", token=token)
    shown = terminal("case", "show", case, token=token)

    assert (zh.code, "最后一日" in zh.out, "工作日历第1版" in zh.out) == (0, True, True)
    assert (en.code, "last day" in en.out) == (0, True)
    assert "期限：提出处置意见（第1轮" in shown.out


def test_who_may_not_see_the_case_is_told_nothing(house: House, terminal: Terminal) -> None:
    [case] = house.held(1)

    ran = terminal("deadlines", "explain", case, token=house.token("o00175"))

    assert (ran.code, "没有找到该事项" in ran.err) == (3, True)


def test_what_is_due_is_listed_for_who_answers_for_it(house: House, terminal: Terminal) -> None:
    [case] = house.held(1)
    number, token = house.case(case).number, house.token(PRINCIPAL)

    ran = terminal("deadlines", "list", "--organ", "990101", token=token)
    late = terminal("deadlines", "list", "--organ", "990101", "--overdue", token=token)

    assert (ran.code, number in ran.out, "被反映人甲" in ran.out) == (0, True, False)
    assert late.out.strip() == "没有已逾期的期限。"


def test_a_handler_is_refused_the_organ_s_list_and_has_his_own(house: House, terminal: Terminal) -> None:
    [case] = house.held(1)
    token = house.token(LEAVER)

    refused = terminal("deadlines", "list", "--organ", "990101", token=token)
    own = json.loads(terminal("deadlines", "list", "--json", token=token).out)

    assert refused.code == 3
    assert {one["case"] for one in own["deadlines"]} == {case}


def test_a_length_that_is_none_says_how_to_write_one(house: House, terminal: Terminal) -> None:
    given = ("configuration", "set", "clue_disposal", "shelf_restudy", "soon", "--organ", "990101", "--reason", "x")

    ran = terminal(*given, token=house.token(PRINCIPAL))

    assert (ran.code, "2months" in ran.err) == (4, True)


def test_a_length_from_the_text_of_the_law_is_not_configured(house: House, terminal: Terminal) -> None:
    given = ("configuration", "set", "clue_disposal", "clue_propose", "2months", "--organ", "990101", "--reason", "x")

    ran = terminal(*given, token=house.token(PRINCIPAL))

    assert (ran.code, "不能配置" in ran.err) == (3, True)


def test_a_sweep_with_nothing_to_do_says_so(terminal: Terminal) -> None:
    ran = terminal("sweep")

    assert (ran.code, ran.out.strip()) == (0, "没有到时的事项。")


SUPPOSED = ("deadlines", "what-if", "--organ", "990101")


def test_what_would_have_been_late_is_told_by_office(house: House, terminal: Terminal) -> None:
    house.held(2)
    given, token = (*SUPPOSED, "--set", "clue_disposal.clue_propose=20days"), house.token(PRINCIPAL)

    ran = terminal(*given, token=token)
    told = json.loads(terminal(*given, "--json", token=token).out)

    assert (ran.code, "第一监督检查室" in ran.out, "未作任何改动" in ran.out) == (0, True, True)
    assert told["total"] == {"rounds": 4, "late": 0, "late_then": 0, "newly": 0, "no_longer": 0}


def test_what_would_have_been_late_under_another_calendar(house: House, terminal: Terminal, tmp_path: Path) -> None:
    house.held(1)
    days = tmp_path / "days.csv"
    days.write_text("日期,安排,名称\n2026-12-31,放假,元旦\n", encoding="utf-8")

    ran = terminal(*SUPPOSED, "--calendar", days, "--year", "2026", "--json", token=house.token(PRINCIPAL))

    assert (ran.code, json.loads(ran.out)["total"]["rounds"] > 0) == (0, True)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((), "没有假设"),
        (("--set", "clue_propose=20days"), "流程.期限=长度"),
        (("--set", "clue_disposal.clue_propose=soon"), "不是长度"),
        (("--set", f"clue_disposal.clue_propose={'9' * 5000}days"), "不是长度"),
        (
            ("--set", "clue_disposal.clue_propose=5days", "--set", "clue_disposal.clue_propose=6days"),
            "只能假设一个长度",
        ),
        (("--year", "2026", "--set", "clue_disposal.clue_propose=20days"), "须同时给出"),
    ],
)
def test_a_question_that_is_none_says_how_to_ask(
    house: House, terminal: Terminal, given: tuple[str, ...], said: str
) -> None:
    ran = terminal(*SUPPOSED, *given, token=house.token(PRINCIPAL))

    assert (ran.code, said in ran.err) == (4, True)
