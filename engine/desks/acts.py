"""The desk for mass acts: their own stream says which document, how many, and what list; each case names the act."""

from typing import Any

from engine.commands import MassAct
from engine.desks.desk import Answer, Desk, Said
from engine.errors import Refused
from engine.opening import not_importing


def on_mass_act(desk: Desk, command: MassAct) -> Answer | Refused:
    """Append to the act's stream. Who may import the ledgers of some organ may begin an import."""
    post = desk.post(command)
    if isinstance(post, Refused):
        return post
    refusal = not_importing(post, command.organs, desk.world.organisation)
    if refusal:
        return refusal
    stream = f"act/{command.act}"
    told = {
        "document": command.document,
        "row": command.row or None,
        "count": command.count if command.event == "finish" else None,
        "listed": command.listed,
        "to": command.to,
    }
    data: dict[str, Any] = {"act": command.act, "about": command.about} | {
        name: value for name, value in told.items() if value not in (None, "")
    }
    return desk.primary(command, post, stream, desk.tx.head(stream), Said("act", command.event, data))
