"""`mingjian ledger import` and `ledger export`: clue ledgers (问题线索登记表) in and out."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from app.cli.shared import Exit, Json, caller, complain, installation, progress, refuse, say, say_json, stop
from app.importing.exporting import export_ledger
from app.importing.ledger import ImportRefused, LedgerImport, Wish
from app.ledger import Report
from engine.world import SHANGHAI

app = typer.Typer(help="线索台账。Clue ledgers.", no_args_is_help=True)
_SHOWN: Final = 40
"""Characters of a faulty cell that are shown on the screen."""


@app.command("import", epilog="例：mingjian ledger import 台账.xlsx --as-of 2026-11-20")
def import_(
    file: Annotated[Path, typer.Argument(help="线索登记表（.xlsx 或 .csv）The ledger.")],
    *,
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="以此日判断“将来”的日期，默认今天。Judge dates on this day."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只检查，不写入。Judge only.")] = False,
    all_or_nothing: Annotated[bool, typer.Option("--all-or-nothing", help="有一行不合格就都不导入。")] = False,
    rejected: Annotated[Path | None, typer.Option(help="退回行的文件，默认在原文件旁。Where rejected rows go.")] = None,
    post: Annotated[str | None, typer.Option(help="以哪一岗位导入，默认本人可导入的岗位。The acting post.")] = None,
    as_json: Json = False,
) -> None:
    """导入台账；不合格的行写入退回文件，改正后可再次导入。Import a ledger; rejected rows come back to mend.

    退出码：0 全部合格，1 有退回的行，3 无权导入，4 文件不能读取。Exit 0: all rows good, 1: rows rejected.
    """
    wish = Wish(file, as_of.date() if as_of else today(), dry_run, all_or_nothing, rejected)
    with installation() as found, progress("导入台账", hidden=as_json) as bar:
        job = LedgerImport.of(found, caller(found, or_migration=True), post, bar)
        try:
            report = job.run(wish)
        except ImportRefused as refusal:
            refuse(refusal.refused, as_json=as_json)
    if as_json:
        say_json(report.to_json())
    else:
        _show(report, wish)
    if job.rejected:
        complain(f"退回的行已写入 {job.rejected}：请按“改正办法”一列改正后，用同一命令导入该文件。")
    raise typer.Exit(Exit.FOUND if report.rejected else 0)


@app.command("export", epilog="例：MINGJIAN_TOKEN=… mingjian ledger export 台账-导出.xlsx")
def export(
    file: Annotated[Path, typer.Argument(help="写入的文件（.xlsx）The file to write.")],
    as_json: Json = False,
) -> None:
    """按本人可见范围导出台账，列与导入时相同。Write the ledger of what the caller may see.

    无权查看的内容留空；每次读取反映人信息均予登记。再次导入导出的文件，各行均为“已存在”。
    """
    if file.suffix.lower() != ".xlsx":
        stop("导出的文件须以 .xlsx 结尾：文本格式的表格会把内容当作公式。", Exit.BAD_INPUT)
    if file.exists():
        stop(f"{file} 已存在，不会覆盖；请换一个文件名，或先移走原文件。", Exit.BAD_INPUT)
    with installation() as found, progress("导出台账", hidden=as_json) as bar:
        count = export_ledger(found, caller(found), file, bar)
    if as_json:
        say_json({"exported": count, "file": str(file)})
    else:
        say(f"已导出 {count} 行到 {file}" if count else f"没有本人可见的台账事项；{file} 中只有表头。")


def today() -> date:
    """The day in Asia/Shanghai."""
    return datetime.now(SHANGHAI).date()


def _show(report: Report, wish: Wish) -> None:
    verb = "可导入" if wish.dry_run else "已导入"
    say(f"{verb} {report.imported} 行，已存在 {report.already_present} 行，退回 {report.rejected_rows} 行。")
    if report.rejected and wish.all_or_nothing and not wish.dry_run:
        say("有不合格的行，按要求未导入任何一行。")
    for notice in report.notices:
        say(f"提示  第{notice.row}行：{notice.message}")
    for fault in report.rejected:
        say(f"退回  第{fault.row}行 {fault.column}{_quoted(fault.value)}：{fault.message}　{fault.remedy}")


def _quoted(value: str) -> str:
    """What the cell shows, on one line; the whole of it is in the file of rejected rows."""
    shown = " ".join(value.split())
    return f"“{shown[:_SHOWN]}{'…' if len(shown) > _SHOWN else ''}”" if shown else ""
