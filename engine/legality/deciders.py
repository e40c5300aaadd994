"""Who passed a step of a chain, and on what: a post, a meeting that carried it, a sheet that two officers saw."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from engine import approvals
from engine.case import PASSED, RECORDED, WAITING, Request
from engine.legality.entry import Fault, illegal
from engine.legality.reviewed import Reviewed

ApprovalStep = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Decided:
    """One step of a chain that somebody decided on: as it was, and as the entry says it is now."""

    reviewed: Reviewed
    request: Request
    was: ApprovalStep
    now: ApprovalStep

    @property
    def actor(self) -> str:
        """The officer who decided."""
        return self.reviewed.entry.actor


def entitled(decided: Decided) -> Iterator[Fault]:
    """The officer may decide on this step, and isn't its author."""
    reviewed, request = decided.reviewed, decided.request
    step = reviewed.definition.lookup.step(request.step)
    if decided.actor in {request.proposer, *(reviewed.before.team if step and step.signed_by else ())}:
        yield illegal("own_proposal", "提出人或签名人审批了自己提出的事项。")
    if not _ENTITLED[decided.was["kind"]](decided):
        yield illegal("wrong_approver", "审批人无权作出这一审批。")


def passed(decided: Decided) -> Iterator[Fault]:
    """The step passed as its kind asks."""
    yield from _PASSED[decided.was["kind"]](decided)


def members(reviewed: Reviewed, body: str, organ: str, meeting: str | None) -> frozenset[str]:
    """The members of a body on the day of the meeting, or of the entry where none is cited."""
    found, before = reviewed.meeting(meeting), reviewed.before
    day = found.meeting.held_on if found else reviewed.world.today
    office = before.office if organ == before.organ else None
    return approvals.members(reviewed.world.organisation, body, organ, office, day)


def _holds_rank(decided: Decided) -> bool:
    reviewed, request = decided.reviewed, decided.request
    barred = reviewed.before.barred() | {request.proposer}
    return approvals.holding_post(decided.actor, decided.was, request.step, barred, reviewed.world) is not None


def _tells_meeting(decided: Decided) -> bool:
    organ, body = decided.was["organ"], decided.was["body"]
    return decided.actor in members(decided.reviewed, body, organ, None) or _records(decided, organ)


def _tells_sheet(decided: Decided) -> bool:
    before = decided.reviewed.before
    apart = decided.actor not in {decided.request.proposer, *before.team, *decided.request.team}
    return apart and _records(decided, before.organ)


def _records(decided: Decided, organ: str) -> bool:
    world = decided.reviewed.world
    return approvals.may_record(world.posts(decided.actor), organ, world.organisation) is not None


_ENTITLED: Final[Mapping[str, Callable[[Decided], bool]]] = {
    "rank": _holds_rank,
    "collective": _tells_meeting,
    "outside": _tells_sheet,
}


def _by_rank(decided: Decided) -> Iterator[Fault]:
    if (decided.now.get("by"), decided.now.get("status")) != (decided.actor, PASSED):
        yield illegal("approver_other", "所记的审批人不是登记的办理人。")


def _by_meeting(decided: Decided) -> Iterator[Fault]:
    yield from _by_rank(decided)
    reviewed, was, cited = decided.reviewed, decided.was, decided.now.get("meeting")
    found = reviewed.meeting(cited)
    if found is None or (found.meeting.body, found.meeting.organ) != (was["body"], was["organ"]):
        yield illegal("meeting_missing", "集体决定所引用的会议没有登记。")
        return
    sitting = members(reviewed, was["body"], was["organ"], cited)
    if not approvals.carried(found.meeting, reviewed.before, decided.request.id, sitting, was):
        yield illegal("not_carried", "所引用的会议没有以规定的人数通过本项。")


def _by_sheet(decided: Decided) -> Iterator[Fault]:
    """The sheet is recorded by one officer, and counts when a second one has compared it."""
    was, now = decided.was, decided.now
    if was["status"] == WAITING:
        if (now.get("by"), now.get("status")) != (decided.actor, RECORDED) or not now.get("number"):
            yield illegal("sheet_missing", "外部批件没有按规定登记。")
    elif (now.get("compared_by"), now.get("status")) != (decided.actor, PASSED) or now["by"] == decided.actor:
        yield illegal("not_compared", "外部批件没有由另一人核对。")


_PASSED: Final[Mapping[str, Callable[[Decided], Iterator[Fault]]]] = {
    "rank": _by_rank,
    "collective": _by_meeting,
    "outside": _by_sheet,
}
