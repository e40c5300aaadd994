"""The desk for mass acts: their own stream says which document, how many, and what list; each case names the act."""

from typing import Any

from engine.commands import MassAct
from engine.desks.desk import Answer, Desk, Said
from engine.errors import Refused
from engine.law import ENGINE
from engine.opening import may_import


def on_mass_act(desk: Desk, command: MassAct) -> Answer | Refused:
    """Append to the act's stream. Who may import the ledgers of some organ may begin an import."""
    post = desk.post(command)
    if isinstance(post, Refused):
        return post
    if not may_import(post, post.organ, desk.world.organisation):
        return Refused("wrong_role", "台账导入由数据迁移岗或案管部门办理。", "请由数据迁移岗或案管部门导入。", ENGINE)
    stream = f"act/{command.act}"
    told = {
        "document": command.document,
        "count": command.count or None,
        "listed": command.listed,
        "to": command.to,
    }
    data: dict[str, Any] = {"act": command.act, "about": command.about} | {k: v for k, v in told.items() if v}
    return desk.primary(command, post, stream, desk.tx.head(stream), Said("act", command.event, data))
