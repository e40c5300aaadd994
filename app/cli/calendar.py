"""`mingjian calendar`: the working calendar, and notices that two officers tell it."""

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from app.assembly import Installation
from app.calendars.doubts import doubts
from app.calendars.errors import CalendarError, NoticeUnreadable, told
from app.calendars.notices import Notice, of_package
from app.calendars.reading import read_notice
from app.cli.shared import Exit, Json, caller, complain, installation, out, progress, refuse, say, say_json, stop
from engine.commands import ConfirmNotice, RecordNotice
from engine.errors import Refused
from engine.recounting import Recounted, first_settled, recount
from engine.working_calendar import WorkingCalendar

app = typer.Typer(help="工作日历。The working calendar.", no_args_is_help=True)

Year = Annotated[int, typer.Argument(min=2004, max=2100, help="年度 The year.")]
File = Annotated[
    Path | None, typer.Option("--file", help="通知所列日期（CSV：日期,安排,名称），不填为系统自带的公布日期。")
]
Number = Annotated[str, typer.Option("--number", help="文号 The notice's number.")]


@app.command("show", epilog="例：mingjian calendar show 2026")
def show(
    year: Year, organ: Annotated[str | None, typer.Option(help="机构代码，含地方假日。")] = None, as_json: Json = False
) -> None:
    """显示一年中与周末不同的日子，和待核对的通知。Show a year's days off and make-up workdays."""
    with installation() as found, found.storage.read() as tx:
        world = found.reading.world(tx)
    if organ is not None and organ not in world.organisation.organs:
        stop("没有这一机关，请核对机构代码。", Exit.BAD_INPUT)
    days = world.days_of(organ) if organ else world.calendar.of_line(())
    rows = [
        (day.isoformat(), "上班" if days.is_working(day) else "放假", days.name_of(day), days.is_provisional(day))
        for day in map(date.fromordinal, range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1))
        if days.name_of(day)
    ]
    if as_json:
        say_json({"version": world.calendar.version, "days": rows, "waiting": _waiting(world.calendar)})
        return
    table = Table("日期", "安排", "名称", "")
    for day, kind, name, provisional in rows:
        table.add_row(day, kind, name, "暂定" if provisional else "")
    out.print(table, highlight=False)
    say(f"工作日历第{world.calendar.version}版，已公布至{world.calendar.published}年11月；其后为暂定。")
    for seq, one in world.calendar.waiting.items():
        say(f"待核对：{one['number']}（{one['year']}年，登记号 {seq}，{one['recorded_by']} 登记）")


@app.command(
    "import",
    epilog="例：MINGJIAN_TOKEN=… mingjian calendar import 2027 --number … --issued 2026-11-04 --file 2027.csv",
)
def import_(
    year: Year,
    *,
    number: Number,
    issued: Annotated[str, typer.Option(help="印发日期，如 2026-11-04。")],
    file: File = None,
    organ: Annotated[str, typer.Option(help="地方假日所属机构代码；国务院通知不填。")] = "",
    as_json: Json = False,
) -> None:
    """登记一份放假通知；由另一人核对（confirm）以后生效。Record a notice; a second officer confirms it.

    退出码：0 已登记，3 无权登记，4 文件有误（未作任何改动）。
    """
    notice, digest = _notice(year, file, as_json=as_json)
    try:
        issued_on = date.fromisoformat(issued)
    except ValueError:
        stop("印发日期应如 2026-11-04。", Exit.BAD_INPUT)
    with installation() as found:
        days = notice.to_json()
        command = RecordNotice(
            id=secrets.token_hex(12),
            actor=caller(found),
            number=number,
            issued_on=issued_on,
            document=digest,
            year=year,
            off=days["off"],
            on=days["on"],
            organ=organ,
        )
        answer = found.service.handle(command)
    if isinstance(answer, Refused):
        refuse(answer, as_json=as_json)
    questions = () if organ else doubts(notice)
    if as_json:
        say_json({"recorded": answer.seq, "doubts": list(questions)})
        return
    say(f"已登记（登记号 {answer.seq}）：放假 {len(notice.off)} 日，上班 {len(notice.on)} 日。由另一人核对后生效。")
    for question in questions:
        say(f"请核实：{question}")


@app.command("confirm", epilog="例：MINGJIAN_TOKEN=… mingjian calendar confirm 2 --number … --file 2027.csv")
def confirm(
    recorded: Annotated[int, typer.Argument(min=0, max=10**9, help="登记号 The entry that recorded it.")],
    *,
    number: Number,
    file: File = None,
    as_json: Json = False,
) -> None:
    """由另一人对照原件核对；核对后生效，并重新计算受影响的期限。Confirm a notice and count running periods anew.

    中断后用 recount 继续。退出码：0 已生效，3 不能核对，4 文件有误。
    """
    with installation() as found:
        with found.storage.read() as tx:
            waiting = tx.calendar().waiting.get(recorded, {})
        digest = _notice(waiting["year"], file, as_json=as_json)[1] if waiting else ""
        command = ConfirmNotice(
            id=secrets.token_hex(12), actor=caller(found), recorded=recorded, number=number, document=digest
        )
        answer = found.service.handle(command)
        if isinstance(answer, Refused):
            refuse(answer, as_json=as_json)
        done = _recounted(found, answer.data["notice"], as_json=as_json)
    if as_json:
        say_json(_told(done))
    else:
        _say_recounted(done)


@app.command("recount", epilog="例：mingjian calendar recount")
def recount_(as_json: Json = False) -> None:
    """继续中断了的重新计算，自最早的通知起。Go on with every count that was interrupted, the oldest first."""
    with installation() as found:
        with found.storage.read() as tx:
            if tx.calendar().newest is None:
                stop("还没有生效的通知，没有要重新计算的。", Exit.FOUND)
        done = [_recounted(found, notice, as_json=as_json) for notice in found.service.unfinished()]
    if as_json:
        say_json({"recounts": [_told(one) for one in done]})
        return
    for one in done:
        _say_recounted(one)
    if not done:
        say("没有中断的重新计算。")


def _recounted(found: Installation, notice: Any, *, as_json: bool) -> Recounted:
    named = [date.fromisoformat(day) for day in (*notice["off"], *notice["on"])]
    with progress("重新计算期限", hidden=as_json) as bar:
        return recount(found.service, notice["act"], first_settled(notice["year"], named), bar)


def _say_recounted(done: Recounted) -> None:
    say(f"已核对 {done.looked_at} 件，届满日或者暂定标记变更的 {done.changed} 件（{done.act}）。")


def _told(done: Recounted) -> dict[str, Any]:
    return {"act": done.act, "looked_at": done.looked_at, "changed": done.changed}


def _notice(year: int, file: Path | None, *, as_json: bool) -> tuple[Notice, str]:
    """The notice, and the digest of what was read: of the file, or of the days themselves."""
    with unreadable(as_json=as_json):
        notice = read_notice(file, year) if file else of_package(year)
    body = file.read_bytes() if file else repr(sorted(notice.to_json().items())).encode()
    return notice, hashlib.sha256(body).hexdigest()


@contextmanager
def unreadable(*, as_json: bool) -> Iterator[None]:
    """Tell every fault of a notice, and end."""
    try:
        yield
    except NoticeUnreadable as error:
        if as_json:
            say_json({"faults": [told(fault) for fault in error.faults]})
        else:
            complain(f"{error.file} 有 {len(error.faults)} 处错误，未作任何改动：")
            for fault in error.faults:
                complain(f"  {told(fault)}")
        raise typer.Exit(Exit.BAD_INPUT) from None
    except CalendarError as error:
        stop(f"{error.sentence}{error.remedy}", Exit.BAD_INPUT)


def _waiting(calendar: WorkingCalendar) -> list[dict[str, Any]]:
    return [{"recorded": seq, **one} for seq, one in calendar.waiting.items()]
