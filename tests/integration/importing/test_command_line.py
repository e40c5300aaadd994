"""The real command, as an administrator types it: answers, exit codes, and what it keeps to itself."""

import json
import os
import pty
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.assembly import opened
from app.importing.organisation import import_organisation, read_organisation
from app.settings import Settings
from tests.integration.importing.house import (
    CLERK,
    GOOD_ROWS,
    HANDLER,
    KEY,
    LEDGER,
    ORGANISATION,
    PRINCIPAL,
    STRANGER,
    Hand,
    House,
    about,
    cells,
)
from tests.unit.ledger.builders import AS_OF, judge_file, table, write_xlsx

COMMAND = Path(sys.executable).with_name("mingjian")

# Each run of the command loads the whole program; one kind of database is enough for what isn't about databases.
on_one_database = pytest.mark.only_on("sqlite")


@dataclass(frozen=True)
class Ran:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Terminal:
    """Runs the command for one installation. Nobody looks at it: its output goes into pipes."""

    settings: Settings
    folder: Path

    def __call__(self, *words: str | Path, token: str = "") -> Ran:
        ran = subprocess.run(
            [str(COMMAND), *map(str, words)],
            env=self.environment(token),
            cwd=self.folder,
            capture_output=True,
            check=False,
        )
        return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())

    def environment(self, token: str = "") -> dict[str, str]:
        """What the command finds set."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("MINGJIAN_")}
        return kept | {
            "MINGJIAN_HOME": str(self.settings.home),
            "MINGJIAN_DATABASE_URL": self.settings.database_url,
            "MINGJIAN_TOKEN": token,
        }

    def ledger(self, *words: str | Path, token: str = "") -> Ran:
        """Import a ledger as of the example's day."""
        return self("ledger", "import", *words, "--as-of", AS_OF.isoformat(), token=token)


@pytest.fixture
def terminal(settings: Settings, tmp_path: Path) -> Terminal:
    """A terminal at a copy of the prefecture."""
    return Terminal(settings, tmp_path)


def test_an_administrators_first_day(tmp_path: Path) -> None:
    """init, organisation, ledger, tokens, a case: each command as in the README, one after the other."""
    at = Terminal(Settings(home=tmp_path / "home"), tmp_path)

    made = at("init", "--json")
    bootstrap = json.loads(made.out)["bootstrap_token"]
    assert (made.code, made.err) == (0, "")
    assert at("init").code == 5

    organisation = at("organisation", "import", ORGANISATION, "--json")
    assert (organisation.code, json.loads(organisation.out)["changed"]) == (0, True)

    imported = at.ledger(LEDGER, "--json", "--rejected", tmp_path / "rejected.xlsx")
    assert imported.code == 1
    _require_the_key(json.loads(imported.out))

    issued = at("token", "issue", PRINCIPAL, "--days", "1", "--json", token=bootstrap)
    principal = json.loads(issued.out)["token"]
    exported = at("ledger", "export", "export.xlsx", "--json", token=principal)
    assert json.loads(exported.out)["exported"] == len(cells(tmp_path / "export.xlsx")) > 0


def _require_the_key(report: dict[str, object]) -> None:
    assert list(report) == ["imported", "already_present", "notices", "rejected"]
    notices, rejected = report["notices"], report["rejected"]
    assert isinstance(notices, list)
    assert isinstance(rejected, list)
    assert (report["imported"], report["already_present"]) == (327, 8)
    assert {tuple(notice) for notice in notices} == {("row", "code", "message", "from", "to")}
    assert {tuple(fault) for fault in rejected} == {("row", "column", "value", "code", "message", "remedy")}
    assert [(fault["row"], f"{fault['code']}:{fault['column']}") for fault in rejected] == [
        (answer["row"], fault) for answer in KEY for fault in answer["faults"]
    ]


@on_one_database
def test_a_ledger_with_faults_ends_with_1_and_says_where_the_rejected_rows_are(terminal: Terminal) -> None:
    write_xlsx(terminal.folder / "faulty.xlsx", table(about(1), about(2, 职级="正科及")))

    ran = terminal.ledger("faulty.xlsx")

    assert ran.code == 1
    assert ran.out.splitlines()[0] == "已导入 1 行，已存在 0 行，退回 1 行。"
    assert "退回  第3行 职级“正科及”：不在规定的选项之中。" in ran.out
    assert "faulty.rejected.xlsx" in ran.err


@on_one_database
def test_nothing_but_the_report_is_told(terminal: Terminal) -> None:
    """No progress bar where nobody looks, no name of a good row, no trace of an error."""
    ran = terminal.ledger(LEDGER, "--dry-run")

    assert (ran.code, ran.err) == (1, "")
    rows = {row["人员编码"]: row for row in _example()}
    good = [rows[answer["人员编码"]] for answer in GOOD_ROWS]
    told = {str(row[name]) for row in good for name in ("被反映人", "主要问题线索", "反映人联系方式") if row[name]}
    assert len(told) > 700
    assert [word for word in told if word in ran.out] == []
    assert [line[:2] for line in ran.out.splitlines()[1:]] == ["提示"] * 6 + ["退回"] * len(
        [fault for answer in KEY for fault in answer["faults"]]
    )


def _example() -> list[dict[str, object]]:
    return [dict(judged.row.texts) for judged in judge_file(LEDGER) if judged.good]


@on_one_database
def test_what_isnt_a_ledger_ends_with_4(terminal: Terminal) -> None:
    (terminal.folder / "text.xlsx").write_text("线索编码,人员编码,被反映人\n", "utf-8")

    ran = terminal.ledger("text.xlsx")

    assert (ran.code, ran.out) == (4, "")
    assert "受理时间、办理机关" in ran.err
    assert "Traceback" not in ran.err


@on_one_database
def test_a_token_decides_in_whose_name_it_runs(terminal: Terminal) -> None:
    """An officer's token works within his organ; a wrong one isn't the migration post, but nobody."""
    own = write_xlsx(terminal.folder / "own.xlsx", table(about(1)))
    other = write_xlsx(terminal.folder / "other.xlsx", table(about(2, 办理机关="柳林县纪委监委", 分管科室="")))
    tokens = _tokens(terminal, CLERK)

    done = terminal.ledger(own, token=tokens[CLERK])
    refused = terminal.ledger(other, "--json", token=tokens[CLERK])
    nobody = terminal.ledger(own, token="mj_wrong")

    assert (done.code, done.out, done.err) == (0, "已导入 1 行，已存在 0 行，退回 0 行。\n", "")
    assert (refused.code, json.loads(refused.out)["code"]) == (3, "wrong_organ")
    assert (nobody.code, nobody.out) == (3, "")


def _tokens(terminal: Terminal, *officers: str) -> dict[str, str]:
    """Tokens by officer, from the security administrator."""
    with opened(terminal.settings) as found:
        house = House(found, terminal.folder, Hand())
        return {officer: house.token(officer) for officer in officers}


@on_one_database
def test_a_case_is_shown_to_who_may_see_it(terminal: Terminal) -> None:
    tokens = _tokens(terminal, HANDLER, STRANGER)
    with opened(terminal.settings) as found:
        house = House(found, terminal.folder, Hand())
        house.take(about(1, 被反映人="金景鸣"))
        case = house.only_case().id

    shown = terminal("case", "show", case, "--json", token=tokens[HANDLER])
    hidden = terminal("case", "show", case, token=tokens[STRANGER])

    assert (shown.code, json.loads(shown.out)["fields"]["subject"]["name"]) == (0, "金景鸣")
    assert (hidden.code, hidden.out, "没有找到该事项" in hidden.err) == (3, "", True)


@on_one_database
def test_an_organisation_with_faults_lists_them_all_and_changes_nothing(terminal: Terminal) -> None:
    tree = json.loads(ORGANISATION.read_text("utf-8"))
    tree["organs"][3]["level"] = "village"
    tree["officers"][0]["posts"][0]["position"] = "king"
    (terminal.folder / "faulty.json").write_text(json.dumps(tree), "utf-8")

    ran = terminal("organisation", "import", "faulty.json")

    assert (ran.code, ran.out) == (4, "")
    assert [line.split()[0] for line in ran.err.splitlines()] == [
        "faulty.json",
        "organs[3].level",
        "officers[0].posts[0].position",
    ]
    with opened(terminal.settings) as found:
        assert import_organisation(found, "migration", read_organisation(ORGANISATION)) is False


def test_workflows_are_checked_printed_and_drawn_without_an_installation(tmp_path: Path) -> None:
    at = Terminal(Settings(home=tmp_path / "nowhere"), tmp_path)

    check, rules = at("workflows", "check"), at("workflows", "rules", "clue_disposal")
    table_page, diagram = at("workflows", "table", "clue_disposal"), at("workflows", "diagram", "clue_disposal")

    assert (check.code, "没有缺陷" in check.out) == (0, True)
    assert (table_page.code, "问题线索处置" in table_page.out) == (0, True)
    assert (rules.code, "纪律检查机关监督执纪工作规则" in rules.out or "ZJ" in rules.out) == (0, True)
    assert diagram.out.lstrip().startswith(("<?xml", "<svg"))
    assert not (tmp_path / "nowhere").exists()


@on_one_database
def test_at_a_terminal_a_bar_shows_how_far_it_is(terminal: Terminal) -> None:
    ledger = write_xlsx(terminal.folder / "some.xlsx", table(*(about(number) for number in range(30))))
    reader, writer = pty.openpty()

    ran = subprocess.run(
        [str(COMMAND), "ledger", "import", str(ledger), "--as-of", AS_OF.isoformat()],
        env=terminal.environment() | {"TERM": "xterm", "COLUMNS": "120"},
        stdout=subprocess.PIPE,
        stderr=writer,
        check=False,
    )
    screen = os.read(reader, 4096).decode(errors="replace")
    os.close(writer)
    os.close(reader)

    assert "导入台账" in screen
    assert (ran.returncode, ran.stdout.decode()) == (0, "已导入 30 行，已存在 0 行，退回 0 行。\n")
