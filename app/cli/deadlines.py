"""`mingjian deadlines`: why a period ends when it ends, and what is due. `mingjian sweep`: what time alone does."""

from datetime import UTC
from typing import Annotated

import typer
from rich.table import Column, Table

from app.cli.periods import due_cells, due_json, period_json, period_line
from app.cli.shared import Exit, Json, caller, complain, installation, out, progress, refuse, say, say_json
from app.cli.what_if import EPILOG, what_if
from engine.errors import Refused
from engine.ports import SoughtDue
from engine.sweeping import sweep
from engine.terms import PRESSING

app = typer.Typer(help="期限。Due dates.", no_args_is_help=True)
app.command("what-if", epilog=EPILOG)(what_if)


def register(top: typer.Typer) -> None:
    """Add the sweep to the top level."""
    top.command("sweep", epilog="例：mingjian sweep")(sweep_)


@app.command("explain", epilog="例：MINGJIAN_TOKEN=… mingjian deadlines explain 3f2a…")
def explain(
    case: Annotated[str, typer.Argument(help="事项编号 The case's id.")],
    *,
    english: Annotated[bool, typer.Option("--english", help="英文 In English.")] = False,
    as_json: Json = False,
) -> None:
    """说明一个事项各项期限的届满日如何得出。Explain why the periods of a case end when they end."""
    with installation() as found:
        periods = found.reading.periods(caller(found), case)
    if isinstance(periods, Refused):
        refuse(periods, as_json=as_json)
    if as_json:
        say_json({"deadlines": [period_json(one) for one in periods]})
        return
    for one in periods:
        say(one.sentence_en if english else period_line(one))
    if not periods:
        say("本事项没有期限。")


@app.command("list", epilog="例：MINGJIAN_TOKEN=… mingjian deadlines list --organ 990101 --overdue")
def list_(
    *,
    organ: Annotated[str | None, typer.Option(help="机构代码，含其下级；不填为本人可见的。")] = None,
    office: Annotated[str | None, typer.Option(help="承办部门代码。")] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="仅已逾期的。")] = False,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="至多多少条。")] = 50,
    as_json: Json = False,
) -> None:
    """列出正在计算的期限，最早届满的在前；不含事项内容。List what is due, the earliest first."""
    with installation() as found:
        until = found.service.clock.now().astimezone(UTC).isoformat() if overdue else None
        sought = SoughtDue(organ=organ, office=office, until=until, kinds=PRESSING, limit=limit + 1)
        rows = found.reading.due(caller(found), sought)
    if isinstance(rows, Refused):
        refuse(rows, as_json=as_json)
    if as_json:
        say_json({"deadlines": [due_json(one) for one in rows[:limit]], "more": len(rows) > limit})
        return
    if not rows:
        say("没有已逾期的期限。" if overdue else "没有正在计算的期限。")
        return
    table = Table("最后一日", "预警", "剩余工作日", Column("编号", no_wrap=True), "期限", "承办")
    for one in rows[:limit]:
        table.add_row(*due_cells(one))
    out.print(table, highlight=False)
    if len(rows) > limit:
        say(f"还有更多，本次列出 {limit} 条；可用 --limit 调整。")


def sweep_(as_json: Json = False) -> None:
    """办理到时的事项：权利期间和影响期届满，逾期的逐级报告。Do what time has to do.

    退出码：0 已办理，1 有事项无法读取（其余已办理）。
    """
    with installation() as found, progress("逐项办理", hidden=as_json) as bar:
        swept = sweep(found.service, bar)
    if as_json:
        say_json({"done": swept.done, "failed": list(swept.failed)})
    else:
        say(f"已登记 {swept.done} 条。" if swept.done else "没有到时的事项。")
    for case in swept.failed:
        complain(f"事项 {case} 无法读取，请运行 mingjian audit verify 查明。")
    if swept.failed:
        raise typer.Exit(Exit.FOUND)
