"""`mingjian audit …`, as an auditor types it: what it prints, what it answers to programs, and its exit codes."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from typer.testing import CliRunner, Result

from app.assembly import hash_secret
from app.cli.main import app
from app.demo.walker import Walker
from engine.commands import IssueToken
from engine.desks.genesis import BOOTSTRAP
from engine.errors import Refused, Unusable
from tests.integration.auditing.house import House
from tests.integration.auditing.intruders import Burglar

Cases = dict[str, str]
Run = Callable[..., Result]

COUNTY, OTHER_COUNTY = 0, 1


@pytest.fixture
def run(house: House, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Types a command in the house; `token` is the caller's."""
    monkeypatch.setenv("MINGJIAN_HOME", str(house.settings.home))
    monkeypatch.setenv("MINGJIAN_DATABASE_URL", house.settings.database_url)

    def typed(*words: str, token: str = "") -> Result:
        return CliRunner().invoke(app, words, env={"MINGJIAN_TOKEN": token})

    return typed


def token_of(house: House, position: str, county: int) -> str:
    """A token of an officer in this position of a county, or of the prefecture for its auditors."""
    with house.opened() as found:
        walker = Walker(found.service, found.reading)
        organ = walker.organs("prefecture")[0] if position == "auditor" else walker.organs("county")[county]
        issued = IssueToken(
            id=f"{position}-{county}",
            actor=BOOTSTRAP,
            officer=walker.officers(organ, position)[0].officer,
            valid_to=datetime.now(UTC) + timedelta(days=1),
            secret_hash=hash_secret(f"secret-{position}"),
        )
        assert not isinstance(found.service.handle(issued), Refused)
    return f"secret-{position}"


def test_verify_says_what_it_checked_and_what_it_cannot_see(run: Run) -> None:
    done = run("audit", "verify")

    assert done.exit_code == 0
    assert "没有发现问题" in done.output
    assert "本次核查看不到的：" in done.output


def test_verify_gives_programs_the_first_divergence(run: Run, burglar: Burglar, cases: Cases) -> None:
    stream = f"case/{cases['expelled']}"
    burglar.edits(stream, 5, lambda body: body.replace(b"verification_plan", b"evidence"))

    done = run("audit", "verify", "--json")

    first = json.loads(done.output)["first"]
    assert done.exit_code == 1
    assert {name: first[name] for name in ("level", "stream", "seq", "code")} == {
        "level": "tag",
        "stream": stream,
        "seq": 5,
        "code": "tag",
    }


def test_verify_looks_at_what_a_server_would_refuse_to_open(run: Run, burglar: Burglar) -> None:
    burglar.edits("identity", 0, lambda body: body[:-1])

    done = run("audit", "verify", "--json")

    assert done.exit_code == 1
    assert json.loads(done.output)["first"]["level"] == "V1"


def test_verify_without_an_installation_makes_none(run: Run, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = house.settings.home / "nowhere"
    monkeypatch.setenv("MINGJIAN_HOME", str(nowhere))
    monkeypatch.setenv("MINGJIAN_DATABASE_URL", "")

    done = run("audit", "verify")

    assert isinstance(done.exception, Unusable)
    assert not nowhere.exists()


def test_an_auditor_replays_a_case_of_his_scope(run: Run, house: House, cases: Cases) -> None:
    done = run("audit", "replay", cases["expelled"], token=token_of(house, "auditor", COUNTY))

    assert done.exit_code == 0
    assert "已受理 → 已分办" in done.output


def test_a_replay_up_to_an_entry_gives_programs_the_case_as_it_was(run: Run, house: House, cases: Cases) -> None:
    token = token_of(house, "principal", COUNTY)

    done = run("audit", "replay", cases["expelled"], "--at", "2", "--json", token=token)

    replayed = json.loads(done.output)
    assert (replayed["seq"], replayed["body"]["state"], len(replayed["history"])) == (2, "allocated", 3)


def test_who_may_not_see_a_case_may_not_replay_it(run: Run, house: House, cases: Cases) -> None:
    done = run("audit", "replay", cases["expelled"], "--json", token=token_of(house, "principal", OTHER_COUNTY))

    assert done.exit_code == 3
    assert json.loads(done.output)["code"] == "not_found"


def test_a_replay_needs_the_callers_token(run: Run, cases: Cases) -> None:
    done = run("audit", "replay", cases["expelled"])

    assert done.exit_code == 3


def test_rebuild_prints_every_table_and_no_difference(run: Run) -> None:
    done = run("audit", "rebuild", "--json")

    answer = json.loads(done.output)
    assert done.exit_code == 0
    assert answer["same"] is True
    assert {"cases", "case_readers", "streams", "tokens"} <= {table["table"] for table in answer["tables"]}


def test_rebuild_shows_the_row_that_differs(run: Run, burglar: Burglar, cases: Cases) -> None:
    burglar.does("update cases set office = 'elsewhere' where id = :case", case=cases["verifying"])

    done = run("audit", "rebuild")

    assert done.exit_code == 1
    assert cases["verifying"] in done.output
