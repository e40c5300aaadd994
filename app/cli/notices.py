"""`mingjian notices`: where officers are told outside the house that something waits, and what couldn't be sent."""

import secrets
from typing import Annotated

import typer
from rich.table import Column, Table

from app.cli.shared import Exit, Json, caller, installation, out, refuse, say, say_json, stop
from app.outbound.channels import Message, Undelivered, why
from engine.commands import RecordContact
from engine.errors import Refused
from engine.terms import CHANNELS

app = typer.Typer(help="通知。Notices outside the house.", no_args_is_help=True)

Channel = Annotated[str, typer.Option("--channel", help=f"通知方式：{'、'.join(CHANNELS)}。Which channel.")]
Address = Annotated[str, typer.Option("--address", help="地址；不填为撤销。The address; none takes it back.")]


@app.command("contact", epilog="例：MINGJIAN_TOKEN=… mingjian notices contact --channel mail --address a@example.org")
def contact(
    channel: Channel,
    address: Address = "",
    *,
    officer: Annotated[str | None, typer.Option(help="人员编号，不填为本人。系统管理员可以代为登记。")] = None,
    as_json: Json = False,
) -> None:
    """登记在哪里通知本人有事项待处理；通知不含事项内容。Record where an officer can be told that something waits."""
    with installation() as found:
        actor = caller(found)
        command = RecordContact(
            id=secrets.token_hex(8), actor=actor, officer=officer or actor, channel=channel, address=address
        )
        answer = found.service.handle(command)
    if isinstance(answer, Refused):
        refuse(answer, as_json=as_json)
    if as_json:
        say_json({"officer": command.officer, "channel": channel, "told": bool(address)})
        return
    say(f"{command.officer} 的{CHANNELS[channel]}地址已{'登记' if address else '撤销'}。")


@app.command("list", epilog="例：mingjian notices list")
def list_(
    *, limit: Annotated[int, typer.Option(min=1, max=1000, help="至多多少条。")] = 50, as_json: Json = False
) -> None:
    """列出没有送达的通知：谁、在哪一机关、为什么。List what couldn't be sent: to whom, and why."""
    with installation() as found, found.storage.read() as tx:
        rows = tx.notices_in_trouble(limit + 1)
    if as_json:
        say_json({"failed": rows[:limit], "more": len(rows) > limit})
        return
    if not rows:
        say("没有未送达的通知。")
        return
    table = Table(Column("人员", no_wrap=True), "机关", "原因", "自", "已试次数")
    for row in rows[:limit]:
        table.add_row(row["officer"], row["organ"], why(row["error"]), row["since"], str(row["tries"]))
    out.print(table, highlight=False)
    if len(rows) > limit:
        say(f"只列出前 {limit} 条。")


@app.command("try", epilog="例：mingjian notices try --channel mail --address me@example.org")
def try_(
    channel: Annotated[str, typer.Option("--channel", help="通知方式；接口通知为 webhook。")], address: Address = ""
) -> None:
    """按目前的设置发一条试验通知，不登记，不重试。Send one notice as a trial."""
    with installation() as found:
        way = found.delivery.channels.get(channel)
        if way is None:
            on = "、".join(found.delivery.channels) or "无"
            cure = f"请在设置中填写 MINGJIAN_NOTICE_{channel.upper()}"
            stop(f"没有启用这一通知方式；已启用：{on}。{cure}。", Exit.BAD_INPUT)
        message = Message(f"msg_{secrets.token_hex(16)}", "test", address, 1, found.service.clock.now())
        try:
            way.send(message)
        except Undelivered as error:
            stop(f"没有送达：{why(error.code)}。", Exit.FOUND)
    say(f"已发出：{message.text}")
