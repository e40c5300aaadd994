"""The desk for meetings: who was there, what each member said of each item. Decisions cite the meeting afterwards."""

from collections.abc import Iterable
from typing import Any

from engine import approvals, terms
from engine.case import Case
from engine.commands import HoldMeeting, Item
from engine.desks.desk import Answer, Desk, Said
from engine.errors import Refused, not_found
from engine.law import ENGINE, PZ
from engine.organisation import Post
from engine.ports import FIRST, Secret
from engine.submission import round_of
from engine.visibility import may_see, reader


def on_meeting(desk: Desk, command: HoldMeeting) -> Answer | Refused:
    """Record a meeting of a collective body."""
    post = desk.post(command)
    if isinstance(post, Refused):
        return post
    refusal = _out_of_order(desk, command, post) or _items_out_of_order(desk, command)
    if refusal:
        return refusal
    meeting = desk.ids.new()
    stream = f"meeting/{meeting}"
    secrets = (Secret(stream, "content", "content", {"minutes": command.minutes}),) if command.minutes else ()
    data = {
        "meeting": meeting,
        "organ": command.organ,
        "office": command.office,
        "body": command.body,
        "held_on": command.held_on.isoformat(),
        "present": list(command.present),
        "recused": list(command.recused),
        "items": [_told(desk, item) for item in command.items],
        "recorded_by": command.actor,
    }
    desk.tx.put_meeting(data)
    commits = desk.commit(stream, FIRST.next_seq, secrets)
    return desk.primary(command, post, stream, FIRST, Said("meeting", "hold", data, commits))


def _told(desk: Desk, item: Item) -> dict[str, Any]:
    stored = desk.tx.case(item.case, lock=False)
    case = Case.read(stored.body) if stored else None
    round_ = {"round": round_of(desk.registry.by_digest(case.definition), case)} if case else {}
    return {"case": item.case, "subject": item.subject, "opinions": dict(item.opinions), **round_}


def _out_of_order(desk: Desk, command: HoldMeeting, post: Post) -> Refused | None:
    organisation = desk.world.organisation
    office = organisation.offices.get(command.office or "")
    known = command.office is None or (office is not None and office.organ == command.organ)
    if command.body not in terms.BODIES or command.organ not in organisation.organs or not known:
        return Refused("input_invalid", "没有这一会议机构。", "请核对机关、部门和会议类型。", ENGINE, ("body", "organ"))
    if command.held_on > desk.world.today:
        return Refused("future", "会议日期晚于今天。", "请核对会议日期。", PZ(4), ("held_on",))
    members = approvals.members(organisation, command.body, command.organ, command.office, command.held_on)
    recorder = approvals.may_record((post,), command.organ, organisation)
    if recorder is None and command.actor not in members:
        return Refused("wrong_role", "会议由其成员或办公室、案管、登记员登记。", "请转有权登记的人员。", PZ(4))
    strangers = (set(command.present) | set(command.recused)) - members
    if strangers or not command.present:
        return Refused("not_member", "出席人员须为该会议的组成人员。", "请核对出席人员。", PZ(4), ("present",))
    return None


def _items_out_of_order(desk: Desk, command: HoldMeeting) -> Refused | None:
    voters = set(command.present) - set(command.recused)
    for item in command.items:
        stored = desk.tx.case(item.case, lock=False)
        if stored is None:
            return not_found()
        case = Case.read(stored.body)
        if not may_see(reader(command.actor, desk.world), case, stored.readers, desk.world.organisation):
            return not_found()
        if not _is_item(desk, case, item.subject):
            remedy = "请填写待审批事项的编号，或者所研究的步骤。"
            return Refused("input_invalid", "没有这一议题。", remedy, PZ(4), ("items",))
        if not set(item.opinions) <= voters:
            return Refused("not_present", "只有出席且未回避的成员可以表决。", "请核对表决情况。", PZ(4), ("items",))
        if _barred(case, item.opinions):
            return Refused("recused_votes", "应当回避的人员不得表决。", "请将其列入回避人员。", PZ(4), ("items",))
    return None if command.items else _no_items()


def _is_item(desk: Desk, case: Case, subject: str) -> bool:
    """A meeting decides the request that waits, or studies a step: nothing in advance, and no free text."""
    waits = case.request(subject) is not None
    return waits or desk.registry.by_digest(case.definition).lookup.step(subject) is not None


def _barred(case: Case, officers: Iterable[str]) -> frozenset[str]:
    return case.barred() & frozenset(officers)


def _no_items() -> Refused:
    return Refused("no_items", "会议没有议题。", "请登记至少一个议题。", PZ(4), ("items",))
