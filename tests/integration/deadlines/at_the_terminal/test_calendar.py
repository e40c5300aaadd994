"""`mingjian calendar`: a notice from its file to the days that count, told by two officers."""

import json
from pathlib import Path

import pytest

from app.calendars.published import LAST_YEAR
from tests.integration.handing_over.house import PRINCIPAL, House
from tests.integration.importing.test_command_line import Ran, Terminal

# Each run of the command loads the whole program; one kind of database is enough for what isn't about databases.
pytestmark = pytest.mark.only_on("sqlite")

CLERK, SECOND = "o00107", "o00108"
YEAR = LAST_YEAR + 1
NUMBER = ("--number", "国办发明电〔2026〕9号")
ISSUED = ("--issued", f"{LAST_YEAR - 1}-11-04")


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    """The days of the coming year, as somebody typed them from the notice."""
    file = tmp_path / "notice.csv"
    file.write_text(f"日期,安排,名称\n{YEAR}-01-01,放假,元旦\n{YEAR}-10-07,放假,国庆节\n", encoding="utf-8")
    return file


def recorded(terminal: Terminal, notice: Path, token: str) -> str:
    """The number under which the notice waits for its second officer."""
    ran = terminal("calendar", "import", str(YEAR), *NUMBER, *ISSUED, "--file", notice, "--json", token=token)
    assert ran.code == 0, ran.err
    return str(json.loads(ran.out)["recorded"])


def shown(terminal: Terminal) -> Ran:
    return terminal("calendar", "show", str(YEAR))


def test_two_officers_tell_a_year(house: House, terminal: Terminal, notice: Path) -> None:
    entry = recorded(terminal, notice, house.token(CLERK))
    waiting = shown(terminal)

    confirmed = terminal("calendar", "confirm", entry, *NUMBER, "--file", notice, token=house.token(SECOND))
    told = shown(terminal)

    assert "待核对：国办发明电〔2026〕9号" in waiting.out
    assert (confirmed.code, "已核对 0 件" in confirmed.out) == (0, True)
    assert f"{YEAR}-10-07" in told.out
    assert f"已公布至{YEAR}年11月" in told.out


def test_the_same_officer_cannot_confirm_what_he_recorded(house: House, terminal: Terminal, notice: Path) -> None:
    token = house.token(CLERK)
    entry = recorded(terminal, notice, token)

    ran = terminal("calendar", "confirm", entry, *NUMBER, "--file", notice, token=token)

    assert (ran.code, "请由另一人核对" in ran.err) == (3, True)


def test_another_file_is_not_the_notice(house: House, terminal: Terminal, notice: Path) -> None:
    entry = recorded(terminal, notice, house.token(CLERK))
    notice.write_text(notice.read_text(encoding="utf-8") + f"{YEAR}-10-06,放假,国庆节\n", encoding="utf-8")

    ran = terminal("calendar", "confirm", entry, *NUMBER, "--file", notice, token=house.token(SECOND))

    assert (ran.code, "不一致" in ran.err) == (3, True)


def test_every_wrong_row_is_named_and_nothing_is_recorded(house: House, terminal: Terminal, notice: Path) -> None:
    notice.write_text(f"日期,安排,名称\n{YEAR}-02-30,放假,春节\n{YEAR}-10-07,休息,国庆节\n", encoding="utf-8")

    ran = terminal("calendar", "import", str(YEAR), *NUMBER, *ISSUED, "--file", notice, token=house.token(CLERK))

    assert ran.code == 4
    assert "第 2 行" in ran.err
    assert "第 3 行" in ran.err
    assert "待核对" not in shown(terminal).out


def test_a_year_that_nobody_has_published_wants_a_file(house: House, terminal: Terminal) -> None:
    ran = terminal("calendar", "import", str(YEAR), *NUMBER, *ISSUED, token=house.token(CLERK))

    assert (ran.code, "CSV" in ran.err) == (4, True)


def test_who_does_not_keep_the_calendar_records_no_notice(house: House, terminal: Terminal, notice: Path) -> None:
    token = house.token(PRINCIPAL)

    ran = terminal("calendar", "import", str(YEAR), *NUMBER, *ISSUED, "--file", notice, token=token)

    assert (ran.code, "系统管理员或案管部门" in ran.err) == (3, True)


def test_without_a_notice_there_is_nothing_to_go_on_with(terminal: Terminal) -> None:
    ran = terminal("calendar", "recount")

    assert (ran.code, "还没有生效的通知" in ran.err) == (1, True)


def test_an_interrupted_count_is_gone_on_with(house: House, terminal: Terminal, notice: Path) -> None:
    entry = recorded(terminal, notice, house.token(CLERK))
    terminal("calendar", "confirm", entry, *NUMBER, "--file", notice, token=house.token(SECOND))

    ran = terminal("calendar", "recount", "--json")

    assert (ran.code, json.loads(ran.out)) == (0, {"recounts": []})
