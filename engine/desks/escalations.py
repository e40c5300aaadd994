"""The desk for answers to escalations: of who was reached, whether or not he may see the case."""

from engine.case import Case
from engine.commands import AnswerEscalation
from engine.desks.casebook import enter_in_place
from engine.desks.desk import Answer, Desk, Said
from engine.errors import Refused, not_found
from engine.escalation.answering import Reply, answered, reaches
from engine.inputs import MAX_TEXT, keepable
from engine.law import ENGINE
from engine.organisation import Post
from engine.ports import Secret
from engine.terms import ANSWERS


def on_answer(desk: Desk, command: AnswerEscalation) -> Answer | Refused:
    """Acknowledge or answer an escalation. It changes neither the case's version nor anything that it moves by."""
    stored = desk.tx.case(command.case, lock=True)
    case = Case.read(stored.body) if stored else None
    post = _reached(desk, command, case) if case else None
    if stored is None or case is None or post is None:
        return not_found()
    definition = desk.registry.by_digest(case.definition)
    reply = Reply(post, command.level, command.answer, command.until)
    found = answered(definition.lookup.deadline(command.deadline), case, reply, desk.world)
    refusal = found if isinstance(found, Refused) else _bad(command)
    if refusal or isinstance(found, Refused):
        return refusal or not_found()
    ladder, told = found
    secrets = (Secret(case.id, "content", "content", {"reason": command.reason}),) if command.reason.strip() else ()
    data = {
        "escalations": [{"id": command.deadline, "round": ladder.round, **told}],
        "set": {"ladders": {**(case.ladders or {}), command.deadline: ladder.body()}},
    }
    commits = desk.commit(f"case/{case.id}", stored.head.next_seq, secrets)
    entry = enter_in_place(
        desk, stored, definition, Said("escalation", told["event"], data, commits), desk.by(command, post)
    )
    return Answer.of(entry.stream, entry.seq, {"kind": entry.kind, "event": entry.event, "to": entry.to, "data": data})


def _reached(desk: Desk, command: AnswerEscalation, case: Case) -> Post | None:
    """The post that was reached: the one he names, or the first of his that was."""
    told = (case.ladders or {}).get(command.deadline, {})
    key = next((one["key"] for one in told.get("reached", ()) if one["level"] == command.level), "")
    posts = (post for post in desk.world.posts(command.actor) if command.post in {None, post.id})
    return next((post for post in posts if reaches(key, post, case, desk.world)), None)


def _bad(command: AnswerEscalation) -> Refused | None:
    if command.answer not in ANSWERS:
        return Refused("input_invalid", "没有这种答复。", f"请选择：{'、'.join(ANSWERS)}。", ENGINE, ("answer",))
    if not keepable(command.reason):
        sentence = f"说明应为不超过{MAX_TEXT}字的文字。"
        return Refused("input_invalid", sentence, "请修改后重新提交。", ENGINE, ("reason",))
    if command.answer != "acknowledge" and not command.reason.strip():
        return Refused("reason_missing", "请说明情况。", "请写明已采取或者将采取的措施。", ENGINE, ("reason",))
    return None
