"""The desk for configured lengths: an organ's own, within the declared bounds, for periods that begin afterwards."""

from typing import Any, Final

from engine.commands import ConfigureLength
from engine.deadlines.clock import span_body, within
from engine.deadlines.telling import span_words
from engine.definition import Bounds
from engine.desks.desk import Answer, Desk, Said
from engine.errors import Refused
from engine.inputs import MAX_TEXT, keepable
from engine.law import ENGINE
from engine.organisation import Post
from engine.ports import Secret

STREAM: Final = "policy"


def on_configure(desk: Desk, command: ConfigureLength) -> Answer | Refused:
    """Set the length of a period for an organ and everything below it, or take it back (no length).

    The principal of that organ, or of one above it, decides.
    """
    post = _decider(desk, command)
    if isinstance(post, Refused):
        return post
    refusal = _bad_length(desk, command)
    if refusal:
        return refusal
    told: dict[str, Any] = {
        "workflow": command.workflow,
        "deadline": command.deadline,
        "organ": command.organ,
        "span": dict(command.length) if command.length else None,
    }
    head = desk.tx.head(STREAM)
    commits = desk.commit(STREAM, head.next_seq, (Secret(STREAM, "content", "content", {"reason": command.reason}),))
    desk.tx.put_book(STREAM, head.next_seq, {"length": told})
    return desk.primary(command, post, STREAM, head, Said("policy", "length", {"length": told}, commits))


def _decider(desk: Desk, command: ConfigureLength) -> Post | Refused:
    organisation = desk.world.organisation
    if command.organ not in organisation.organs:
        return Refused("unknown_organ", "没有这一机关。", "请核对机构代码。", ENGINE, ("organ",))
    line = {organ.code for organ in organisation.line(command.organ)}
    posts = [post for post in desk.world.posts(command.actor) if command.post in {None, post.id}]
    able = (post for post in posts if post.position == "principal" and post.organ in line)
    refused = Refused("wrong_role", "期限的长度由本机关或者上级机关的主要负责人决定。", "请报主要负责人。", ENGINE)
    return next(able, refused)


def _bad_length(desk: Desk, command: ConfigureLength) -> Refused | None:
    if not command.reason.strip() or not keepable(command.reason):
        return Refused("reason_missing", f"请写明理由，不超过{MAX_TEXT}字。", "请说明为何变更。", ENGINE, ("reason",))
    definition = desk.registry.newest(command.workflow)
    if definition is None:
        return Refused("unknown_workflow", "没有这一流程。", "请核对流程标识。", ENGINE, ("workflow",))
    deadline = next((one for one in definition.workflow.deadlines if one.id == command.deadline), None)
    if deadline is None or deadline.bounds is None:
        sentence = "没有这一期限，或者其长度出自条文，不能配置。"
        remedy = "可以配置的期限见 mingjian configuration show。"
        return Refused("not_configurable", sentence, remedy, ENGINE, ("deadline",))
    if command.length and not within(command.length, deadline):
        sentence = f"“{deadline.label}”只能在{_words(deadline.bounds)}之间配置。"
        return Refused("out_of_bounds", sentence, _CURE[deadline.kind], ENGINE, ("length",))
    return None


def _words(bounds: Bounds) -> str:
    return f"{span_words(span_body(bounds.least))}至{span_words(span_body(bounds.most))}"


_LONGER: Final = "请填写范围之内、同一单位的长度。"
_CURE: Final = {
    "duty": _LONGER,
    "bar": _LONGER,
    "term": _LONGER,
    "right": "请填写范围之内、同一单位的长度；权利期间只能延长。",
    "limit": "请填写范围之内、同一单位的长度；措施期限只能缩短。",
}
