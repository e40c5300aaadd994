"""The desk for contacts: where an officer is told that something waits for him."""

import re
from typing import Final

from engine.commands import RecordContact
from engine.desks.desk import Answer, Desk, Said
from engine.desks.organisation import STREAM
from engine.errors import Refused
from engine.law import ENGINE
from engine.organisation import Post
from engine.ports import Secret
from engine.terms import CHANNELS

KEPT_AS: Final = "contact"
"""The class under which the vault keeps addresses."""
_MAIL: Final = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,189}")
_OTHER: Final = re.compile(r"[A-Za-z0-9_@.+-]{1,128}")


def on_contact(desk: Desk, command: RecordContact) -> Answer | Refused:
    """Record an address, or take it back. The officer himself does, or the system administrator."""
    post = _acting(desk, command)
    if isinstance(post, Refused):
        return post
    if not desk.world.organisation.knows(command.officer) or not desk.world.posts(command.officer):
        return Refused("input_invalid", "没有这一在岗人员。", "请核对人员编号。", ENGINE, ("officer",))
    refusal = _bad(command)
    if refusal:
        return refusal
    head = desk.tx.head(STREAM)
    kept = {command.officer: {command.channel: command.address}}
    commits = desk.commit(STREAM, head.next_seq, (Secret(STREAM, KEPT_AS, KEPT_AS, kept),))
    told = {"officer": command.officer, "channel": command.channel, "told": bool(command.address)}
    answer = desk.primary(command, post, STREAM, head, Said("organisation", "contact", {"contact": told}, commits))
    if command.address:
        desk.tx.wake_notices(command.officer, desk.at)
    return answer


def _acting(desk: Desk, command: RecordContact) -> Post | Refused:
    """The post in which it is done: whichever he holds for himself, that of the administrator for others."""
    own = command.officer == command.actor
    fit = [post for post in desk.world.posts(command.actor) if own or post.position == "system_administrator"]
    if not fit:
        remedy = "请由本人登记，或者转系统管理员。"
        return Refused("wrong_role", "联系方式由本人或者系统管理员登记。", remedy, ENGINE, ("officer",))
    return fit[0] if command.post is None else desk.post(command)


def _bad(command: RecordContact) -> Refused | None:
    if command.channel not in CHANNELS:
        known = "、".join(f"{name}（{label}）" for name, label in CHANNELS.items())
        return Refused("input_invalid", "没有这一通知方式。", f"可用的有：{known}。", ENGINE, ("channel",))
    form = _MAIL if command.channel == "mail" else _OTHER
    if command.address and not form.fullmatch(command.address):
        remedy = "邮箱形如 name@example.org；其他方式填写该平台的用户编号、手机号或者机器人密钥。"
        return Refused("input_invalid", "地址的格式不正确。", remedy, ENGINE, ("address",))
    return None
