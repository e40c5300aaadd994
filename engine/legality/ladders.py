"""Ladders: they climb when they are due, by the tree and the posts of that moment, and end with their period alone."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from engine.errors import Refused
from engine.escalation.answering import Reply, answered
from engine.escalation.climbing import climb, left
from engine.legality.entry import Fault, illegal
from engine.legality.general import acting
from engine.legality.reviewed import Reviewed


def on_escalation(reviewed: Reviewed) -> Iterator[Fault]:
    """Time let a ladder climb, or somebody whom it had reached answered; nothing else of the case was changed."""
    if reviewed.changed - {"ladders"}:
        yield illegal("changed_too_much", "逐级报告的登记改动了事项的其他内容。")
    if reviewed.entry.event == "climb":
        yield from _climbed(reviewed)
    else:
        yield from acting(reviewed)
        yield from _answered(reviewed)


def follows_its_period(reviewed: Reviewed) -> Iterator[Fault]:
    """A ladder stays while its period ends when it did, and is closed, with the true reason, when it doesn't."""
    told = reviewed.entry.told
    expected = left(reviewed.before, reviewed.entry.changes, tuple(told.get("deadlines") or ()))
    if reviewed.after.ladders != expected.changes.get("ladders", reviewed.before.ladders):
        yield illegal("ladder_other", "本条登记无权改动逐级报告，或者没有随期限了结逐级报告。")
    if list(told.get("escalations") or ()) != list(expected.told.get("escalations") or ()):
        yield illegal("ladder_other", "本条登记没有如实写明了结了哪些逐级报告。")


def _climbed(reviewed: Reviewed) -> Iterator[Fault]:
    if reviewed.entry.actor != "system":
        yield illegal("wrong_role", "逐级报告的登记不是由系统作出的。")
    expected = climb(reviewed.definition, reviewed.before, reviewed.world, reviewed.entry.seq)
    if not expected.changes:
        yield illegal("climbed_early", "尚未到逐级报告的时间。")
    elif reviewed.after.ladders != expected.changes["ladders"]:
        yield illegal("ladder_other", "逐级报告的对象、时间与当时的组织机构、岗位和日历不符。")
    elif list(reviewed.entry.told.get("escalations") or ()) != list(expected.told["escalations"]):
        yield illegal("ladder_other", "本条登记没有如实写明报告了谁。")


def _answered(reviewed: Reviewed) -> Iterator[Fault]:
    entry = reviewed.entry
    told: Mapping[str, Any] = next(iter(entry.told.get("escalations") or ()), {})
    until = date.fromisoformat(told["until"]) if "until" in told else None
    answer = told.get("answer", "acknowledge")
    if reviewed.post is None:
        return
    said = Reply(reviewed.post, told["level"], answer, until)
    deadline = reviewed.definition.lookup.deadline(told["id"])
    found = answered(deadline, reviewed.before, said, reviewed.world)
    if isinstance(found, Refused) or entry.event != told["event"]:
        yield illegal("not_reached", "答复人当时不是该级报告的对象，或者答复不符合规定。")
        return
    ladder, expected = found
    if reviewed.after.ladders != {**(reviewed.before.ladders or {}), deadline.id: ladder.body()}:
        yield illegal("ladder_other", "答复对逐级报告的改动与规定不符。")
    if told != {"id": deadline.id, "round": ladder.round, **expected}:
        yield illegal("ladder_other", "本条登记没有如实写明答复的效果。")
    if answer != "acknowledge" and "content" not in (entry.commits or {}):
        yield illegal("reason_missing", "答复没有说明情况。")
