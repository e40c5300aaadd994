"""`mingjian handover`: everything that a leaving officer holds passes to another, as one registered act."""

import hashlib
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from app.cli.shared import Exit, Json, caller, installation, out, progress, refusal_json, refuse, say, say_json, stop
from engine.errors import Refused
from engine.handing_over import HandingOver, Held, Report, Wish, act_id

_TOOK = {"handler": "承办", "team": "工作组成员"}
_SHOWN = 200
"""Rows of each kind on the screen; `--json` gives all."""


def register(app: typer.Typer) -> None:
    """Add the command to the top level."""
    app.command(epilog="例：MINGJIAN_TOKEN=… mingjian handover o00172 --to o00173 --document 移交清单.pdf")(handover)


def handover(
    officer: Annotated[str, typer.Argument(help="移交人的人员编号，已离岗的也可以。Who leaves.")],
    *,
    to: Annotated[str, typer.Option(help="接任人的人员编号 Who succeeds.")],
    document: Annotated[Path | None, typer.Option(help="移交文件（移交清单、批件）The paper of the hand-over.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只预览，不移交。Look only.")] = False,
    post: Annotated[str | None, typer.Option(help="以哪一岗位办理，默认本人可移交的岗位。The acting post.")] = None,
    as_json: Json = False,
) -> None:
    """将离岗人员承办的全部事项（含已办结的）移交给接任人。Hand over all that a leaving officer holds.

    中断后用同一命令继续，不会重复移交。退出码：0 已全部移交，1 有未移交的，3 无权移交，4 文件不能读取。
    """
    if document is None and not dry_run:
        stop("请用 --document 给出移交文件（移交清单、批件）；只预览的，加 --dry-run。", Exit.BAD_INPUT)
    digest = hashlib.sha256(document.read_bytes()).hexdigest() if document else ""
    with installation() as found, progress("工作移交", hidden=as_json) as bar:
        handing, actor = HandingOver(found.service, found.reading), caller(found)
        wish = Wish(actor, post or handing.post_for(actor, officer, to), officer, to)
        if dry_run:
            report = handing.foresee(wish)
        else:
            act = act_id(digest, officer, to, actor, wish.post or "")
            report = handing.run(wish, act, document=digest, progress=bar)
    if isinstance(report, Refused):
        refuse(report, as_json=as_json)
    if as_json:
        say_json(_told(report))
    else:
        _show(report)
    raise typer.Exit(0 if report.everything else Exit.FOUND)


def _told(report: Report) -> dict[str, Any]:
    return {
        "act": report.act or None,
        "dry_run": report.dry_run,
        "passed": [{"number": one.number, "case": one.case, "took": list(one.took)} for one in report.passed],
        "count": report.count,
        "needs_member": report.needs_member,
        "left": [
            {"number": one.number, "case": one.case} | refusal_json(one.refusal) for one in report.left if one.refusal
        ],
        "unseen": report.unseen,
        "ask": report.ask if report.unseen else None,
    }


def _show(report: Report) -> None:
    _say_how_many(report)
    _table("可以移交" if report.dry_run else "已移交", [(one.number, _took(one)) for one in report.passed])
    _table("须补充工作组成员", [(number, "移交后工作组人数不足") for number in report.needs_member])
    told = ((one.number, one.refusal) for one in report.left)
    _table("尚未移交", [(number, f"{why.sentence}{why.remedy}") for number, why in told if why])
    if report.unseen:
        say(f"另有 {report.unseen} 件本人无权查看，未移交：请报{report.ask}。")


def _say_how_many(report: Report) -> None:
    if report.dry_run:
        say(f"可移交 {len(report.passed)} 件。")
    elif report.passed:
        more = f"，同一移交共 {report.count} 件" if report.count != len(report.passed) else ""
        say(f"已移交 {len(report.passed)} 件{more}（移交编号 {report.act}）。")
    else:
        before = f"此前已移交 {report.count} 件。" if report.count else "请核对人员编号。"
        say(f"没有{'其他' if report.left or report.unseen else ''}可移交的事项：{before}")


def _took(one: Held) -> str:
    return "、".join(_TOOK[what] for what in one.took) or "工作组成员（位置空缺）"


def _table(title: str, rows: list[tuple[str, str]]) -> None:
    if not rows:
        return
    table = Table("编号", "说明", title=f"{title} {len(rows)} 件", title_justify="left")
    for row in rows[:_SHOWN]:
        table.add_row(*row)
    if len(rows) > _SHOWN:
        table.add_row("…", f"其余 {len(rows) - _SHOWN} 件见 --json")
    out.print(table, markup=False, highlight=False)
