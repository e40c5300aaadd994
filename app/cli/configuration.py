"""`mingjian configuration`: the lengths that organs may set for themselves, within declared bounds."""

import secrets
from typing import Annotated, Any

import typer
from rich.table import Table

from app.assembly import Installation
from app.cli.lengths import length_of
from app.cli.shared import Exit, Json, caller, installation, out, refuse, say, say_json, stop
from engine.commands import ConfigureLength
from engine.deadlines.clock import span_body, spans_of
from engine.deadlines.telling import span_words
from engine.definition import Deadline
from engine.errors import Refused

app = typer.Typer(help="期限配置。Configured lengths.", no_args_is_help=True)


@app.command("show", epilog="例：mingjian configuration show --organ 990101")
def show(organ: Annotated[str | None, typer.Option(help="机构代码。")] = None, as_json: Json = False) -> None:
    """列出可以配置的期限、范围和现行长度。List what may be configured, its bounds, and what holds now."""
    with installation() as found:
        rows = list(_rows(found, organ))
    if as_json:
        say_json({"lengths": rows})
        return
    table = Table("流程", "期限", "声明", "范围", "现行", "由何机关配置")
    for row in rows:
        now = span_words(row["configured"]) if row["configured"] else "按声明"
        bounds = f"{span_words(row['least'])}至{span_words(row['most'])}"
        declared = "、".join(span_words(one) for one in row["declared"])
        table.add_row(row["workflow"], f"{row['deadline']} {row['label']}", declared, bounds, now, row["by"] or "")
    out.print(table, highlight=False)


@app.command(
    "set",
    epilog="例：MINGJIAN_TOKEN=… mingjian configuration set clue_disposal act_on 2months --organ 990101 …",
)
def set_(
    workflow: Annotated[str, typer.Argument(help="流程标识。")],
    deadline: Annotated[str, typer.Argument(help="期限标识。")],
    length: Annotated[str, typer.Argument(help="如 45days、2months、10working_days；declared 为恢复声明的长度。")],
    *,
    organ: Annotated[str, typer.Option(help="机构代码，含其下级。")],
    reason: Annotated[str, typer.Option(help="理由。")],
    post: Annotated[str | None, typer.Option(help="以哪一岗位办理。The acting post.")] = None,
    as_json: Json = False,
) -> None:
    """为一机关及其下级设定期限的长度；只对此后开始的期限有效。Set a length for periods that begin afterwards.

    退出码：0 已登记，3 无权或者超出范围，4 长度写法不对。
    """
    with installation() as found:
        command = ConfigureLength(
            id=secrets.token_hex(12),
            actor=caller(found),
            post=post,
            workflow=workflow,
            deadline=deadline,
            organ=organ,
            length={} if length == "declared" else length_of(length),
            reason=reason,
        )
        answer = found.service.handle(command)
    if isinstance(answer, Refused):
        refuse(answer, as_json=as_json)
    if as_json:
        say_json({"policy": answer.seq, **answer.data})
    else:
        say(f"已登记（期限配置第{answer.seq}版）；对此后开始的期限有效，正在计算的不变。")


def _rows(found: Installation, organ: str | None) -> Any:
    with found.storage.read() as tx:
        world = found.reading.world(tx)
    if organ is not None and organ not in world.organisation.organs:
        stop("没有这一机关，请核对机构代码。", Exit.BAD_INPUT)
    line = [one.code for one in world.organisation.line(organ)] if organ else []
    for definition in (found.service.registry.newest(one) for one in sorted(_workflows(found))):
        for deadline in definition.workflow.deadlines if definition else ():
            if deadline.bounds is not None:
                held = world.policy.length(definition.workflow.id, deadline.id, line) if definition else None
                yield _row(definition.workflow.id if definition else "", deadline, held)


def _row(workflow: str, deadline: Deadline, held: Any) -> dict[str, Any]:
    bounds = deadline.bounds
    return {
        "workflow": workflow,
        "deadline": deadline.id,
        "label": deadline.label,
        "declared": [span_body(span) for span in spans_of(deadline.length)],
        "least": span_body(bounds.least) if bounds else {},
        "most": span_body(bounds.most) if bounds else {},
        "configured": dict(held.length) if held else None,
        "by": held.organ if held else None,
    }


def _workflows(found: Installation) -> set[str]:
    return {definition.workflow.id for definition in found.service.registry}
