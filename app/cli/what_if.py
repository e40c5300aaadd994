"""`mingjian deadlines what-if`: how many would have been late under other lengths or another calendar."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Column, Table

from app.assembly import Installation
from app.calendars.reading import read_notice
from app.cli.calendar import unreadable
from app.cli.lengths import length_of
from app.cli.shared import Exit, Json, caller, installation, out, progress, refuse, say, say_json, stop
from engine.deadlines.supposed import Supposed, Tally
from engine.errors import Refused
from engine.supposing import Place, suppose
from engine.working_calendar import WorkingCalendar

EPILOG = "例：MINGJIAN_TOKEN=… mingjian deadlines what-if --organ 990101 --set clue_disposal.clue_propose=20days"


def what_if(
    *,
    organ: Annotated[str, typer.Option(help="机构代码，含其下级。")],
    set_: Annotated[
        list[str] | None, typer.Option("--set", help="流程.期限=长度，如 clue_disposal.clue_propose=20days；可多次。")
    ] = None,
    calendar: Annotated[Path | None, typer.Option(help="假设的放假安排（CSV：日期,安排,名称）。")] = None,
    year: Annotated[int | None, typer.Option(min=2004, max=2100, help="该安排的年度。")] = None,
    as_json: Json = False,
) -> None:
    """按假设的长度或者放假安排重算已有事项，列出各部门逾期会有多少；不作任何改动。What would have been late.

    退出码：0 已列出，3 无权查看或者没有这一期限，4 写法或者文件有误。
    """
    given = [_given(one) for one in set_ or ()]
    lengths = dict(given)
    if len(lengths) < len(given):
        stop("同一期限只能假设一个长度。", Exit.BAD_INPUT)
    if not lengths and calendar is None:
        stop("没有假设：请用 --set 给出长度，或者用 --calendar 和 --year 给出放假安排。", Exit.BAD_INPUT)
    if (calendar is None) != (year is None):
        stop("--calendar 和 --year 须同时给出。", Exit.BAD_INPUT)
    with installation() as found:
        days = _calendar(found, calendar, year, as_json=as_json) if calendar and year else None
        with progress("按假设重算", hidden=as_json) as bar:
            told = suppose(found.reading, caller(found), organ, Supposed(lengths, days), bar)
    if isinstance(told, Refused):
        refuse(told, as_json=as_json)
    _show(told, as_json=as_json)


def _given(text: str) -> tuple[tuple[str, str], dict[str, int]]:
    name, _, length = text.partition("=")
    workflow, _, deadline = name.partition(".")
    if not (workflow and deadline and length):
        stop(f"“{text}”写法不对：请写 流程.期限=长度，如 clue_disposal.clue_propose=20days。", Exit.BAD_INPUT)
    return (workflow, deadline), length_of(length)


def _calendar(found: Installation, file: Path, year: int, *, as_json: bool) -> WorkingCalendar:
    """The newest calendar as it would be after this notice."""
    with unreadable(as_json=as_json):
        notice = read_notice(file, year)
    with found.storage.read() as tx:
        newest = tx.calendar()
    return newest.after(newest.version + 1, {"notice": notice.to_json()})


def _show(told: tuple[Place, ...], *, as_json: bool) -> None:
    total = sum((one.tally for one in told), Tally())
    if as_json:
        offices = [{"organ": one.organ, "office": one.office, "name": one.name, **asdict(one.tally)} for one in told]
        say_json({"offices": offices, "total": asdict(total)})
        return
    if not told:
        say("没有涉及的期限。")
        return
    numbers = ("期限", "实际逾期", "假设逾期", "新增", "减少")
    table = Table("承办", *(Column(name, justify="right") for name in numbers))
    for name, tally in (*((one.name, one.tally) for one in told), ("合计", total)):
        table.add_row(name, *(str(number) for number in asdict(tally).values()))
    out.print(table, highlight=False)
    say("未作任何改动；起算、延长、暂停和办结时间均按实际。")
