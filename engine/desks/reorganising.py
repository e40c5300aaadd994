"""The desk for organs that end, divide or come under another superior: the act, and each case that it meets."""

import re
from dataclasses import replace
from typing import Final

from engine.case import Case
from engine.commands import Reorganise
from engine.deadlines.approving import Done, follow
from engine.deadlines.effects import Happened, Turn
from engine.desks.casebook import enter_in_place
from engine.desks.cases import begun_by
from engine.desks.desk import Answer, By, Desk, Said
from engine.errors import Refused
from engine.escalation import climbing
from engine.law import ENGINE
from engine.ports import StoredCase
from engine.reorganising import ABOUT, Change, not_reorganising, succeeded

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
KIND: Final = "reorganisation"


def on_reorganise(desk: Desk, command: Reorganise) -> Answer | Refused:
    """Begin the mass act. What it comes to in each case follows in chunks."""
    post = desk.post(command)
    if isinstance(post, Refused):
        return post
    if not _DIGEST.fullmatch(command.document):
        return Refused("document_missing", "机构调整须有文件。", "请提供文件的 SHA-256。", ENGINE, ("document",))
    change = Change(command.act, command.organ, command.to, command.office)
    refusal = not_reorganising(post, change, desk.world)
    if refusal:
        return refusal
    told = {"act": change.act, "about": ABOUT, "organ": change.organ, "to": change.to, "document": command.document}
    told |= {"office": change.office} if change.office else {}
    stream = f"act/{command.act}"
    return desk.primary(command, post, stream, desk.tx.head(stream), Said("act", "begin", told))


def succeed(desk: Desk, stored: StoredCase, act: str) -> bool | Refused:
    """What the act makes of one case: False where nothing, or why it can't be handed over."""
    begun = desk.tx.begun(act)
    if begun is None:
        raise LookupError(act)
    case = Case.read(stored.body)
    definition = desk.registry.by_digest(case.definition)
    made = succeeded(definition, case, Change.read(begun["data"]), desk.world)
    if made is None or isinstance(made, Refused):
        return made or False
    where = replace(case, organ=made.changes.get("organ", case.organ), office=made.changes.get("office", case.office))
    happened = Happened(definition, where, {}, desk.world, stored.head.next_seq, desk.world.now)
    moved = Turn(happened, case).moved()
    changes = {**moved.changes, **made.changes}
    waits = follow(definition, case, changes, Done(KIND, "succeed"), (desk.world, stored.head.next_seq))
    changes |= waits.changes
    told = [*moved.told.get("deadlines", ()), *waits.told.get("deadlines", ())]
    closed = climbing.left(case, changes, told)
    changes |= {**closed.changes, "version": case.version + 1}
    about = {**made.told, **({"deadlines": told} if told else {}), **closed.told}
    said = Said(KIND, "succeed", {**about, "set": changes})
    enter_in_place(desk, stored, definition, said, By(cause=begun_by(act)))
    return True
