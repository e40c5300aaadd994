"""The desk for the calendar: a notice is recorded by one officer and counts when a second one has compared it.

National notices are told by the highest organ of the installation, local days by the organ itself or one above it:
by a system administrator or an officer of 案管.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from engine.commands import ConfirmNotice, RecordNotice
from engine.desks.desk import Answer, By, Desk, Said
from engine.desks.mass import finished
from engine.errors import Refused
from engine.law import ENGINE
from engine.organisation import Organisation, Post
from engine.ports import Transaction

STREAM: Final = "calendar"
ABOUT: Final = "calendar"
"""What the mass act is about that counts running periods again."""
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_LONGEST: Final = 80
"""Characters of a document number."""
_MOST: Final = 366
_ANY: Final = 10**6


def lay(desk: Desk, base: Mapping[str, Any]) -> bool:
    """Lay the calendar down that the installation begins with; False where there is one."""
    if desk.world.calendar.published:
        return False
    told = {"base": dict(base)}
    desk.tx.put_book(STREAM, desk.enter(STREAM, Said("calendar", "lay", told)), told)
    return True


def on_record(desk: Desk, command: RecordNotice) -> Answer | Refused:
    """Record a notice. It changes no day yet."""
    post = _teller(desk, command.actor, command.post, command.organ)
    refusal = post if isinstance(post, Refused) else _bad_notice(desk, command)
    if isinstance(post, Refused) or refusal:
        return refusal or not_telling()
    told = {
        "number": command.number.strip(),
        "issued_on": command.issued_on.isoformat(),
        "document": command.document,
        "year": command.year,
        "off": dict(sorted(command.off.items())),
        "on": dict(sorted(command.on.items())),
        "recorded_by": command.actor,
    } | ({"organ": command.organ} if command.organ else {})
    head = desk.tx.head(STREAM)
    desk.tx.put_book(STREAM, head.next_seq, {"recorded": told})
    return desk.primary(command, post, STREAM, head, Said("calendar", "record", {"recorded": told}))


def on_confirm(desk: Desk, command: ConfirmNotice) -> Answer | Refused:
    """A second officer has compared the notice: its days count, and running periods are to be counted again."""
    recorded = desk.world.calendar.waiting.get(command.recorded)
    if recorded is None:
        sentence = "没有这一待核对的通知，可能已经核对。"
        return Refused("no_such_notice", sentence, "请查看日历后重试。", ENGINE, ("recorded",))
    post = _teller(desk, command.actor, command.post, recorded.get("organ", ""))
    if isinstance(post, Refused):
        return post
    if recorded["recorded_by"] == command.actor:
        return Refused("second_officer", "登记人不能核对自己登记的通知。", "请由另一人核对。", ENGINE)
    if (command.number.strip(), command.document) != (recorded["number"], recorded["document"]):
        sentence = "核对的文号或者文件与登记的不一致。"
        return Refused("sheet_differs", sentence, "请核对原件；登记有误的，重新登记。", ENGINE, ("number", "document"))
    head = desk.tx.head(STREAM)
    act = f"{ABOUT}-{head.next_seq}"
    told = {"notice": {**recorded, "of": command.recorded, "act": act}}
    desk.tx.put_book(STREAM, head.next_seq, told)
    answer = desk.primary(command, post, STREAM, head, Said("calendar", "confirm", told))
    about = {"act": act, "about": ABOUT, "document": recorded["document"]}
    desk.enter(f"act/{act}", Said("act", "begin", about), By(command.actor, post.id, cause=f"{STREAM}#{answer.seq}"))
    return answer


def unfinished(tx: Transaction) -> list[Mapping[str, Any]]:
    """The confirmed notices after which periods are still to be counted again, the oldest first."""
    confirmed = [entry["data"]["notice"] for entry in tx.entries(STREAM, -1, _ANY) if entry["event"] == "confirm"]
    return [one for one in confirmed if not finished(tx, one["act"])]


def may_tell(post: Post, organ: str, organisation: Organisation) -> bool:
    """Whether the holder of the post may tell national days (`organ` is ""), or the local days of an organ."""
    tells = post.position == "system_administrator" or organisation.function_of(post.office) == "case_supervision"
    if not tells or post.organ not in organisation.organs:
        return False
    if organ:
        return post.organ in {one.code for one in organisation.line(organ)}
    above = [one for one in organisation.line(post.organ) if one.on_platform]
    return above[-1].code == post.organ


def not_telling() -> Refused:
    """The refusal for who may not tell the calendar."""
    sentence = "放假安排由最高一级机关、地方假日由本机关或者上级机关的系统管理员或案管部门登记和核对。"
    return Refused("wrong_role", sentence, "请转系统管理员或案管部门。", ENGINE)


def _teller(desk: Desk, actor: str, named: str | None, organ: str) -> Post | Refused:
    posts = [post for post in desk.world.posts(actor) if named in {None, post.id}]
    able = (post for post in posts if may_tell(post, organ, desk.world.organisation))
    return next(able, None) or not_telling()


def _bad_notice(desk: Desk, command: RecordNotice) -> Refused | None:
    days, names = [*command.off, *command.on], [*command.off.values(), *command.on.values()]
    wrong = [
        (not 0 < len(command.number.strip()) <= _LONGEST, "number", "请填写文号。"),
        (not _DIGEST.fullmatch(command.document), "document", "请提供通知文件的 SHA-256。"),
        (command.issued_on > desk.world.today, "issued_on", "印发日期不得晚于今天。"),
        (bool(command.organ) and command.organ not in desk.world.organisation.organs, "organ", "请核对机构代码。"),
        (
            not command.organ and command.year > desk.world.calendar.published + 1,
            "year",
            f"{desk.world.calendar.published + 1}年的通知尚未登记，请先登记。",
        ),
        (any(len(name) > _LONGEST for name in names), "off", f"名称不超过{_LONGEST}字。"),
        (not 0 < len(days) <= _MOST or bool({*command.off} & {*command.on}), "off", "每日只列一次，至多 366 日。"),
        (not all(_of_year(day, command.year) for day in days), "off", "日期须属于该年度，或者与其相邻的十二月、一月。"),
    ]
    fields = [(field, cure) for is_wrong, field, cure in wrong if is_wrong]
    if not fields:
        return None
    cures = "".join(dict.fromkeys(cure for _, cure in fields))
    return Refused(
        "input_invalid", "通知的登记内容不完整或者不正确。", cures, ENGINE, tuple(name for name, _ in fields)
    )


def _of_year(text: str, year: int) -> bool:
    """A notice also names the last days of the year before, and the first of the year after."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return False
    return day.isoformat() == text and (day.year, day.month) in {
        (year - 1, 12),
        (year + 1, 1),
        *((year, month) for month in range(1, 13)),
    }
