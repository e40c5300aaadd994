"""The desk for handing over when an officer leaves: the act in its own stream, and in each case an entry naming it."""

import re
from typing import Any, Final

from engine.commands import HandOverAct, PassOn
from engine.desks.cases import on_case
from engine.desks.desk import Answer, Desk, Said
from engine.errors import Raced, Refused
from engine.inputs import MAX_TEXT, keepable
from engine.law import ENGINE, ZJ
from engine.organisation import Post
from engine.ports import Secret
from engine.succession import not_handing_over

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


def on_act(desk: Desk, command: HandOverAct) -> Answer | Refused:
    """Append to the act's stream. Who leads the organ, its 案管 or an office of it may begin a hand-over."""
    post = desk.post(command)
    if isinstance(post, Refused):
        return post
    if command.event == "begin":
        refusal = _not_beginning(desk, command, post) or _already(desk.tx.begun(command.act), command)
    else:
        refusal = not_of(desk.tx.begun(command.act), command)
    if refusal:
        return refusal
    stream = f"act/{command.act}"
    head = desk.tx.head(stream)
    secrets = (Secret(stream, "content", "content", {"reason": command.reason}),) if command.reason else ()
    commits = desk.commit(stream, head.next_seq, secrets)
    return desk.primary(command, post, stream, head, Said("act", command.event, _told(command, post), commits))


def on_passing(desk: Desk, command: PassOn) -> Answer | Refused:
    """Hand one case over, in an act that the same officer has begun for the same two."""
    return not_of(desk.tx.begun(command.act), command) or on_case(desk, command)


def not_of(begun: Any, command: HandOverAct | PassOn) -> Refused | None:
    """Why the command is no part of the act; None: it is."""
    told = begun["data"] if begun else {}
    same = (begun or {}).get("actor") == command.actor and told.get("about") == "handover"
    if same and (told["officer"], told["to"]) == (command.officer, command.to):
        return None
    return Refused("no_such_act", "没有这一工作移交，或者不是由本人办理的。", "请先登记工作移交。", ENGINE, ("act",))


def _already(begun: Any, command: HandOverAct) -> Refused | None:
    """Refuses an act that was begun by another command. Raises `Raced` where this very one was quicker elsewhere."""
    if begun and (begun["actor"], begun["command"]["id"]) == (command.actor, command.id):
        raise Raced
    sentence = "这一工作移交已经登记过。"
    return Refused("act_begun", sentence, "请继续办理，或者以新的编号登记。", ENGINE, ("act",)) if begun else None


def _not_beginning(desk: Desk, command: HandOverAct, post: Post) -> Refused | None:
    if not keepable(command.reason):
        sentence = f"理由应为不超过{MAX_TEXT}字的文字。"
        return Refused("input_invalid", sentence, "请修改后重新提交。", ENGINE, ("reason",))
    if command.document and not _DIGEST.fullmatch(command.document):
        return Refused("input_invalid", "文件摘要不正确。", "请提供文件的 SHA-256。", ENGINE, ("document",))
    if not command.document and not command.reason.strip():
        sentence = "工作移交须有移交文件，或者说明理由。"
        return Refused("document_missing", sentence, "请提供移交文件。", ZJ(23), ("document", "reason"))
    return not_handing_over(post, command.officer, command.to, desk.world)


def _told(command: HandOverAct, post: Post) -> dict[str, Any]:
    told: dict[str, Any] = {"act": command.act, "about": command.about, "officer": command.officer, "to": command.to}
    if command.event == "begin":
        return told | {"organ": post.organ} | ({"document": command.document} if command.document else {})
    return told | {"count": command.count, "listed": command.listed, "left": command.left}
