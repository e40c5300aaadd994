"""`mingjian ledger import` and `ledger export`: clue ledgers (问题线索登记表) in and out."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from app.cli.shared import Exit, Json, caller, installation, progress, refuse, say, say_json
from app.importing.exporting import export_ledger
from app.importing.ledger import WORKFLOW, ImportRefused, LedgerImport, Wish
from app.importing.routing import Router
from app.ledger import Report
from engine.world import SHANGHAI

app = typer.Typer(help="线索台账。Clue ledgers.", no_args_is_help=True)


@app.command("import", epilog="例：mingjian ledger import 台账.xlsx --as-of 2026-11-20")
def import_(
    file: Annotated[Path, typer.Argument(help="线索登记表（.xlsx 或 .csv）The ledger.")],
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="以此日判断“将来”的日期，默认今天。Judge dates on this day."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只检查，不写入。Judge only.")] = False,
    all_or_nothing: Annotated[bool, typer.Option("--all-or-nothing", help="有一行不合格就都不导入。")] = False,
    rejected: Annotated[Path | None, typer.Option(help="退回行的文件，默认在原文件旁。Where rejected rows go.")] = None,
    as_json: Json = False,
) -> None:
    """导入台账；不合格的行写入退回文件，改正后可再次导入。Import a ledger; rejected rows come back to mend."""
    day = as_of.date() if as_of else today()
    with installation() as found, progress("导入台账", hidden=as_json) as bar:
        with found.storage.read() as tx:
            router = Router(tx.organisation(), tx.officer_names(), day)
        definition = found.service.registry.newest(WORKFLOW)
        if definition is None:
            raise typer.Exit(Exit.UNUSABLE)
        actor = caller(found, or_migration=True)
        job = LedgerImport(found.service, found.storage, found.keyed, router, definition, actor, None, bar)
        try:
            report = job.run(Wish(file, day, dry_run, all_or_nothing, rejected))
        except ImportRefused as refusal:
            refuse(refusal.refused, as_json=as_json)
    if as_json:
        say_json(report.to_json())
    else:
        _show(report, dry_run=dry_run)
    raise typer.Exit(Exit.FOUND if report.rejected else 0)


@app.command("export", epilog="例：mingjian ledger export 台账-导出.xlsx")
def export(
    file: Annotated[Path, typer.Argument(help="写入的文件 The file to write.")],
    as_json: Json = False,
) -> None:
    """按本人可见范围导出台账，列与导入时相同。Write the ledger of what the caller may see."""
    with installation() as found, progress("导出台账", hidden=as_json) as bar:
        count = export_ledger(found, caller(found), file, bar)
    if as_json:
        say_json({"exported": count, "file": str(file)})
    else:
        say(f"已导出 {count} 行到 {file}" if count else "没有本人可见的台账事项；未写入任何行。")


def today() -> date:
    """The day in Asia/Shanghai."""
    return datetime.now(SHANGHAI).date()


def _show(report: Report, *, dry_run: bool) -> None:
    verb = "可导入" if dry_run else "已导入"
    say(f"{verb} {report.imported} 行，已存在 {report.already_present} 行，退回 {report.rejected_rows} 行。")
    for notice in report.notices:
        say(f"提示  第{notice.row}行：{notice.message}")
    for fault in report.rejected:
        say(f"退回  第{fault.row}行 {fault.column}：{fault.message}　{fault.remedy}")
