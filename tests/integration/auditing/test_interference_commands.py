"""`mingjian interference`, as whoever was pleaded with types it."""

import json
from collections.abc import Callable

import pytest
from typer.testing import CliRunner, Result

from app.cli.main import app
from tests.integration.auditing.house import House
from tests.integration.auditing.test_audit_commands import COUNTY, token_of

Run = Callable[..., Result]
TOLD = ("--kind", "plea", "--name", "说情人乙", "--happened-on", "2026-01-05", "--way", "phone", "--said", "请求从轻。")

pytestmark = pytest.mark.only_on("sqlite")


@pytest.fixture
def run(house: House, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Types a command in the house; `token` is the caller's."""
    monkeypatch.setenv("MINGJIAN_HOME", str(house.settings.home))

    def typed(*words: str, token: str = "", typing: str = "") -> Result:
        return CliRunner().invoke(app, ("interference", *words), env={"MINGJIAN_TOKEN": token}, input=typing)

    return typed


def test_what_is_recorded_has_a_number_and_a_receipt(run: Run, house: House) -> None:
    token = token_of(house, "office_head", COUNTY)

    number = json.loads(run("record", *TOLD, "--json", token=token).output)["number"]

    assert number.startswith("990101-GY")
    assert number in run("list", token=token).output
    assert "说情人乙" not in run("list", "--json", token=token).output


def test_what_is_not_given_is_asked_for(run: Run, house: House) -> None:
    typed = "plea\n说情人乙\n2026-01-05\nphone\n请求从轻。\n"

    done = run("record", token=token_of(house, "office_head", COUNTY), typing=typed)

    assert done.exit_code == 0
    assert "已登记，编号 990101-GY" in done.output


def test_a_case_is_named_by_its_number_if_the_caller_may_see_it(run: Run, house: House, cases: dict[str, str]) -> None:
    with house.opened() as found, found.storage.read() as tx:
        stored = tx.case(cases["registered"], lock=False)
    assert stored is not None
    told, token = (*TOLD, "--post", "o00150@990101/principal"), token_of(house, "principal", COUNTY)

    assert run("record", *told, "--case", stored.body["number"], token=token).exit_code == 0
    assert run("record", *told, "--case", "990101-2026-99999", token=token).exit_code == 3


def test_a_wrong_choice_is_refused_with_its_field(run: Run, house: House) -> None:
    done = run("record", "--kind", "gossip", *TOLD[2:], "--json", token=token_of(house, "office_head", COUNTY))

    assert done.exit_code == 3
    assert json.loads(done.output)["fields"] == ["kind"]
