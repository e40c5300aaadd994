"""Requests: proposed as the definition asks, passed step by step by those entitled, and carried out only at the end."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from engine import approvals
from engine.case import PASSED, WAITING, Case, Request
from engine.deadlines.requests import OnDeadline
from engine.definition import Taken
from engine.legality.corrections import approvers, told_as_it_is
from engine.legality.deciders import ApprovalStep, Decided, entitled, members, passed
from engine.legality.entry import Fault, illegal
from engine.legality.general import stays_within
from engine.legality.reviewed import Reviewed
from engine.legality.steps import declared, demanded, not_declared, proposed

_NAMES_A_STEP: Final = ("kind", "post", "body", "organ", "office", "delegable", "present", "passing")
_SHARE: Final = {"present": "1/2", "passing": "1/2"}
_CLOSINGS: Final = frozenset({"withdrawn", "returned", "refused", "lapsed"})


def on_proposal(reviewed: Reviewed) -> Iterator[Fault]:
    """A request was opened: for a declared step, by the right role, with the chain that the definition asks for."""
    request, step = _opened(reviewed), declared(reviewed, reviewed.entry.event)
    if step is None or request is None:
        yield not_declared(reviewed, reviewed.entry.event)
        return
    beside = isinstance(step, OnDeadline)
    yield from stays_within(reviewed, frozenset({"asides" if beside else "pending"}))
    yield from _others_stay(reviewed, request.id)
    if reviewed.before.pending is not None and not beside:
        yield illegal("approval_pending", "已有一项正在报批，又提出了一项。")
    if beside and step.id in {one.step for one in reviewed.before.requests}:
        yield illegal("approval_pending", "同一期限的变更正在报批，又提出了一项。")
    if (request.proposer, request.post, request.step) != (reviewed.entry.actor, reviewed.entry.post, step.id):
        yield illegal("proposer_other", "报批事项所记的提出人或步骤与登记不符。")
    yield from proposed(reviewed, step)
    yield from _studied(reviewed, step, request)
    yield from _as_demanded(reviewed, step, request)
    yield from told_as_it_is(reviewed, step, request)


def on_approval(reviewed: Reviewed) -> Iterator[Fault]:
    """A step of the chain passed, or the request was closed without being carried out."""
    request = _request(reviewed)
    if request is None or request.current is None:
        yield illegal("no_such_request", "登记的审批没有对应的报批事项。")
        return
    after = reviewed.after.request(request.id)
    yield from stays_within(reviewed, frozenset({"pending", "asides", "approvers"}))
    yield from _others_stay(reviewed, request.id)
    if reviewed.entry.event in _CLOSINGS:
        yield from _closed(reviewed, request, request.current)
    elif after is None:
        yield illegal("request_vanished", "审批尚未结束，报批事项却已消失。")
    else:
        yield from _advanced(reviewed, request, after.steps)


def carried_out(reviewed: Reviewed, step: Taken) -> Iterator[Fault]:
    """The last approval carried the proposed step out: every step of the chain has passed."""
    request = _request(reviewed)
    if request is None or request.step != step.id:
        yield illegal("no_such_request", f"“{step.label}”没有对应的报批事项。")
        return
    steps: Sequence[ApprovalStep] = reviewed.entry.told.get("approved") or ()
    if any(one.get("status") != PASSED for one in steps) or reviewed.after.request(request.id) is not None:
        yield illegal("approval_missing", f"“{step.label}”的审批没有全部通过。")
    yield from _advanced(reviewed, request, steps)
    yield from told_as_it_is(reviewed, step, request)


def _request(reviewed: Reviewed) -> Request | None:
    return reviewed.before.request(reviewed.entry.told.get("request", ""))


def _opened(reviewed: Reviewed) -> Request | None:
    """The request that is there now, and wasn't before; else the one in the case's way."""
    known = {request.id for request in reviewed.before.requests}
    new = (request for request in reviewed.after.requests if request.id not in known)
    return next(new, reviewed.after.pending)


def _others_stay(reviewed: Reviewed, request: str) -> Iterator[Fault]:
    """An entry about one request leaves the others as they are."""
    if _others_than(reviewed.before, request) != _others_than(reviewed.after, request):
        yield illegal("changed_too_much", "本条登记改动了另一项报批事项。")


def _others_than(case: Case, request: str) -> list[Request]:
    return [one for one in case.requests if one.id != request]


def _as_demanded(reviewed: Reviewed, step: Taken, request: Request) -> Iterator[Fault]:
    chain = demanded(reviewed, step)
    if isinstance(chain, Fault):
        yield chain
        return
    placed = approvers(reviewed, step) or [
        approvals.place(one, reviewed.before, reviewed.world, request.to_organ) for one in chain
    ]
    waiting = all(one["status"] == WAITING for one in request.steps)
    if not placed or not waiting or [_name(one) for one in request.steps] != [_name(one) for one in placed]:
        yield illegal("chain_other", f"“{step.label}”的审批链与定义不符。")


def _studied(reviewed: Reviewed, step: Taken, request: Request) -> Iterator[Fault]:
    if not step.studied_by:
        return
    found, before = reviewed.meeting(request.meeting), reviewed.before
    held = found.meeting if found else None
    same = held and (held.body, held.organ) == (step.studied_by, before.organ) and held.office in (None, before.office)
    sitting = members(reviewed, step.studied_by, before.organ, request.meeting)
    if not held or not same or not approvals.carried(held, before, step.id, sitting, _SHARE):
        yield illegal("study_missing", f"“{step.label}”提出前没有经规定的会议研究通过。")


def _advanced(reviewed: Reviewed, request: Request, steps: Sequence[ApprovalStep]) -> Iterator[Fault]:
    """Exactly the step that was waiting moved on, and by somebody entitled to it."""
    at = next(number for number, one in enumerate(request.steps) if one["status"] != PASSED)
    before, after = _but(request.steps, at), _but(steps, at)
    if len(steps) != len(request.steps) or before != after or _name(request.steps[at]) != _name(steps[at]):
        yield illegal("chain_other", "审批链在审批过程中被改动。")
        return
    decided = Decided(reviewed, request, request.steps[at], steps[at])
    yield from entitled(decided)
    yield from passed(decided)


def _closed(reviewed: Reviewed, request: Request, step: ApprovalStep) -> Iterator[Fault]:
    if reviewed.after.request(request.id) is not None:
        yield illegal("request_stays", "报批事项登记为已结束，却仍在等待。")
    if reviewed.entry.event != "withdrawn":
        yield from entitled(Decided(reviewed, request, step, step))
    elif reviewed.entry.actor != request.proposer:
        yield illegal("wrong_role", "撤回的不是提出人。")


def _but(steps: Sequence[ApprovalStep], left_out: int) -> list[ApprovalStep]:
    return [one for number, one in enumerate(steps) if number != left_out]


def _name(step: ApprovalStep) -> list[Any]:
    return [step.get(name) for name in _NAMES_A_STEP]
