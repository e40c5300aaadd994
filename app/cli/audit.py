"""`mingjian audit`: verify, replay and rebuild. Verification opens what a server would refuse to serve."""

from typing import Annotated

import typer

from app.auditing.opening import Audited, audited
from app.auditing.rebuild import rebuild as rebuild_all
from app.auditing.replay import Replayed
from app.auditing.replay import replay as replay_case
from app.auditing.verification import verify as verify_all
from app.cli.shared import Exit, Json, caller, installation, progress, refuse, say, say_json
from app.settings import Settings
from engine.case import Case
from engine.errors import not_found
from engine.visibility import may_see, reader

app = typer.Typer(help="登记簿核查。The register: verify, replay, rebuild.", no_args_is_help=True)


@app.command("verify", epilog="例：mingjian audit verify --json")
def verify(as_json: Json = False) -> None:
    """核查登记簿：字节、相连、标签、时间、合法性、与现行数据一致、保密数据承诺；并说明看不到什么。

    Verify the register on every level, and say what can't be seen. Exit code 1 when there are findings.
    """
    with audited(Settings()) as found, progress("核查登记簿", hidden=as_json) as bar:
        verdict = verify_all(found, bar)
    if as_json:
        say_json(verdict.to_json())
    for line in verdict.lines() if not as_json else ():
        say(line)
    raise typer.Exit(0 if verdict.clean else Exit.FOUND)


@app.command("replay", epilog="例：MINGJIAN_TOKEN=… mingjian audit replay 3f2a… --at 12")
def replay(
    case: Annotated[str, typer.Argument(help="事项编号 The case's id.")],
    at: Annotated[int | None, typer.Option(min=0, help="重演到第几条登记 Up to this entry.")] = None,
    as_json: Json = False,
) -> None:
    """只凭登记簿重演一个事项。Replay one case from its own entries and the versions they name."""
    with installation() as found:
        officer = caller(found)
        with Audited.of(found).snapshot() as connection:
            replayed = replay_case(connection, case, at)
        with found.storage.read() as tx:
            world = found.reading.world(tx)
    organisation = world.organisation
    # By what the entries say, not by the live row: that is what an audit may find missing or changed.
    if replayed is None or not may_see(
        reader(officer, world), Case.read(replayed.body), replayed.row.readers, organisation
    ):
        refuse(not_found(), as_json=as_json)
    _show(replayed, as_json=as_json)


@app.command("rebuild", epilog="例：mingjian audit rebuild")
def rebuild(as_json: Json = False) -> None:
    """只凭登记簿在临时数据库重建全部现行数据，并逐表比较。Rebuild every projection and compare table by table.

    Exit code 1 when a table differs.
    """
    with audited(Settings()) as found, progress("重建现行数据", hidden=as_json) as bar:
        tables = rebuild_all(found, bar)
    same = all(table.same for table in tables)
    if as_json:
        say_json({"same": same, "tables": [table.to_json() for table in tables]})
    for table in tables if not as_json else ():
        examples = f"　如 {'、'.join(table.examples)}" if table.examples else ""
        say(f"{table.table:<16}现有 {table.live:>8}　重建 {table.rebuilt:>8}　差异 {table.differences:>6}{examples}")
    raise typer.Exit(0 if same else Exit.FOUND)


def _show(replayed: Replayed, *, as_json: bool) -> None:
    if as_json:
        say_json(replayed.to_json())
    for line in replayed.lines() if not as_json else ():
        say(line)
    raise typer.Exit(Exit.FOUND if replayed.fault else 0)
