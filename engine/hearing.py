"""Decisions on a pending request: approve, return, refuse, withdraw, compare. Pure.

At the last approval the step is judged again on the world of that moment; if it no longer stands, the request is
closed with the reason instead of being carried out.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine import approvals
from engine.case import PASSED, RECORDED, Case, Request, request_body
from engine.checks import AT_THE_END, Asked, check_occurred, first_refusal, inputs_of, served_before
from engine.commands import CompareSheet, DecideRequest, TakeStep, WithdrawRequest
from engine.conditions import chain_for
from engine.errors import Refused
from engine.inputs import split
from engine.law import ENGINE, PZ, ZJ
from engine.outcome import Decision, apply
from engine.registry import Definition
from engine.world import CaseFile, World

OnRequest = DecideRequest | CompareSheet | WithdrawRequest


def decide_request(definition: Definition, file: CaseFile, command: OnRequest, world: World) -> Decision | Refused:
    """Judge a command on the case's pending request."""
    request = file.case.pending
    if request is None or request.id != command.request:
        return Refused(
            "no_such_request",
            "没有这项待审批事项，可能已经办结。",
            "请刷新后查看最新情况。",
            ENGINE,
            ("request",),
        )
    misdated = check_occurred(command.occurred_at, file.case, world)
    if misdated:
        return misdated
    if isinstance(command, WithdrawRequest):
        return _withdraw(file.case, request, command)
    if isinstance(command, CompareSheet):
        return _compare(definition, file, request, command, world)
    return _opinion(definition, file, request, command, world)


def _withdraw(case: Case, request: Request, command: WithdrawRequest) -> Decision | Refused:
    if command.actor != request.proposer:
        return Refused("wrong_role", "只有提出人可以撤回。", "请由提出人撤回，或由审批人退回。", ENGINE)
    return _closed(case, request, "withdrawn", command.reason)


def _opinion(
    definition: Definition, file: CaseFile, request: Request, command: DecideRequest, world: World
) -> Decision | Refused:
    step = request.current
    if step is None or step["status"] == RECORDED:
        return Refused("sheet_to_compare", "批件已登记，须由另一人核对。", "请由另一名登记人员核对文号。", ENGINE)
    decided = _decider(definition, file, request, step, command, world)
    if isinstance(decided, Refused):
        return decided
    if command.decision != "approve":
        if not command.reason.strip():
            return Refused("reason_missing", "退回或不批准须说明理由。", "请填写理由。", ENGINE, ("reason",))
        event = {"return": "returned", "refuse": "refused"}[command.decision]
        return replace(_closed(file.case, request, event, command.reason), behalf=decided.get("behalf"))
    status = RECORDED if step["kind"] == "outside" else PASSED
    advanced = _with(request, step, {**decided, "status": status, "by": command.actor, "at": world.now.isoformat()})
    return _advance(definition, file, advanced, command, world)


def _decider(
    definition: Definition,
    file: CaseFile,
    request: Request,
    step: Mapping[str, Any],
    command: DecideRequest,
    world: World,
) -> dict[str, Any] | Refused:
    if command.actor == request.proposer:
        return Refused("own_proposal", "提出人不得审批自己提出的事项。", "请由有权审批的其他人员审批。", ZJ(23))
    if step["kind"] == "rank":
        return _as_rank(request, step, command, world)
    if step["kind"] == "collective":
        return _as_meeting(definition, file, request, step, command, world)
    return _as_sheet(file, request, step, command, world)


def _as_rank(
    request: Request, step: Mapping[str, Any], command: DecideRequest, world: World
) -> dict[str, Any] | Refused:
    held = approvals.holding_post(command.actor, step, request.step, world)
    if held is None:
        who = approvals.describe(step, world.organisation)
        vacant = "" if approvals.holders(step, world) else "（该岗位目前空缺）"
        return Refused("wrong_role", f"本项须由{who}审批{vacant}。", f"请报{who}审批。", ENGINE)
    post, behalf = held
    return {"post_held": post.id} | ({"behalf": behalf} if behalf else {})


def _as_meeting(
    definition: Definition,
    file: CaseFile,
    request: Request,
    step: Mapping[str, Any],
    command: DecideRequest,
    world: World,
) -> dict[str, Any] | Refused:
    who = approvals.describe(step, world.organisation)
    office = file.case.office if step["organ"] == file.case.organ else None
    members = approvals.members(world.organisation, step["body"], step["organ"], office, world)
    recorder = approvals.may_record(world.posts(command.actor), step["organ"], world.organisation)
    if command.actor not in members and recorder is None:
        return Refused("wrong_role", f"{who}的决定由其成员或会议登记人员录入。", "请由办公室或案管人员录入。", PZ(4))
    meeting = world.meetings.get(command.meeting or "")
    if meeting is None:
        return Refused("meeting_missing", f"本项须经{who}集体决定。", "请先登记会议，再引用。", PZ(4), ("meeting",))
    if (meeting.body, meeting.organ) != (step["body"], step["organ"]) or (
        file.case.id,
        request.id,
    ) not in meeting.items:
        return Refused("meeting_other", "所引用的会议不是该机构对本项的会议。", "请核对会议编号。", PZ(4), ("meeting",))
    if meeting.recorded_by in _kept_from(definition, file, request, world):
        return Refused(
            "separation", "参与过前期核查或审查调查的人员不得担任会议记录。", "请由其他人员登记会议。", ZJ(54)
        )
    passed = approvals.carried(
        meeting, (file.case.id, request.id), members, {key: step[key] for key in ("present", "passing")}
    )
    if command.decision == "approve" and not passed:
        return Refused(
            "not_carried",
            "会议出席或同意人数未过半数，未形成决定。",
            "请重新开会审议，或退回。",
            PZ(4),
            ("meeting",),
        )
    return {"meeting": meeting.id}


def _as_sheet(
    file: CaseFile, request: Request, step: Mapping[str, Any], command: DecideRequest, world: World
) -> dict[str, Any] | Refused:
    refusal = _registrar(file, request, command.actor, world)
    if refusal:
        return refusal
    sheet = command.sheet
    if sheet is None or not sheet.number.strip():
        who = approvals.describe(step, world.organisation)
        return Refused(
            "sheet_missing", f"本项须有{who}的批件。", "请登记批件文号、日期并上传原件。", ENGINE, ("sheet",)
        )
    if sheet.document not in world.files:
        return Refused("document_not_uploaded", "批件原件尚未上传。", "请先上传批件。", ENGINE, ("sheet.document",))
    if sheet.issued_on > world.today:
        return Refused("future", "批件日期晚于今天。", "请核对批件日期。", ENGINE, ("sheet.issued_on",))
    return {"number": sheet.number.strip(), "issued_on": sheet.issued_on.isoformat()}


def _registrar(file: CaseFile, request: Request, officer: str, world: World) -> Refused | None:
    if officer == request.proposer or officer in {*file.case.team, *request.team}:
        return Refused(
            "separation",
            "提出人和工作组成员不得登记或核对外部批件。",
            "请由办公室、案管或登记员办理。",
            ENGINE,
        )
    if approvals.may_record(world.posts(officer), file.case.organ, world.organisation) is None:
        return Refused("wrong_role", "外部批件由办公室、案管或登记员登记核对。", "请转办公室、案管或登记员。", ENGINE)
    return None


def _compare(
    definition: Definition, file: CaseFile, request: Request, command: CompareSheet, world: World
) -> Decision | Refused:
    step = request.current
    if step is None or step["status"] != RECORDED:
        return Refused("nothing_to_compare", "没有待核对的批件。", "请先由登记人员登记批件。", ENGINE)
    refusal = _registrar(file, request, command.actor, world)
    if refusal:
        return refusal
    if command.actor == step["by"]:
        return Refused("second_officer", "登记人不得核对自己登记的批件。", "请由另一名人员核对。", ENGINE)
    if command.number.strip() != step["number"]:
        return Refused(
            "sheet_differs",
            "核对的文号与登记的不一致。",
            "请对照原件核实；登记有误的，请退回。",
            ENGINE,
            ("number",),
        )
    compared = {"status": PASSED, "compared_by": command.actor, "compared_at": world.now.isoformat()}
    return _advance(definition, file, _with(request, step, compared), command, world)


def _advance(
    definition: Definition,
    file: CaseFile,
    request: Request,
    command: DecideRequest | CompareSheet,
    world: World,
) -> Decision | Refused:
    passed = next(step for step in reversed(request.steps) if step.get("at") or step.get("compared_at"))
    data = {"request": request.id, "step": request.step, "passed": dict(passed)}
    content = {"reason": command.reason} if command.reason else None
    event = "compare" if isinstance(command, CompareSheet) else "approve"
    if request.current is not None:
        changes = {
            "pending": request_body(request),
            "approvers": _approvers(file.case, command.actor),
            "last_occurred_at": (command.occurred_at or world.now).isoformat(),
        }
        return Decision(
            "pending_approval",
            "approval",
            event,
            file.case.state,
            changes,
            data,
            content=content,
            behalf=passed.get("behalf"),
        )
    return _carry_out(definition, file, request, command, world, data)


def _carry_out(
    definition: Definition,
    file: CaseFile,
    request: Request,
    command: DecideRequest | CompareSheet,
    world: World,
    data: Mapping[str, Any],
) -> Decision | Refused:
    case = file.case
    asked = _asked_again(definition, file, request, command, world)
    if asked is None:
        return _closed(case, request, "lapsed", command.reason, {"because": "wrong_state"})
    refusal = first_refusal(asked, AT_THE_END) or _outgrown(asked, request)
    applied = refusal or apply(asked, request.rules or {})
    if isinstance(applied, Refused):
        return _closed(case, request, "lapsed", command.reason, {"because": applied.code})
    changes = {**applied.changes, "pending": None, "approvers": _approvers(case, command.actor)}
    told = {**applied.data, **data, "approved": [dict(step) for step in request.steps]}
    kept = {**(applied.content or {}), "opinion": command.reason}
    return replace(applied, changes=changes, data=told, content=kept, behalf=data["passed"].get("behalf"))


def _asked_again(
    definition: Definition,
    file: CaseFile,
    request: Request,
    command: DecideRequest | CompareSheet,
    world: World,
) -> Asked | None:
    step = definition.lookup.find(request.step, file.case.state)
    if step is None:
        return None
    take = TakeStep(
        id=command.id,
        actor=request.proposer,
        post=request.post,
        case=file.case.id,
        step=request.step,
        inputs=file.proposal.get("inputs", {}),
        documents=file.proposal.get("documents", {}),
        reason=file.proposal.get("reason", ""),
        team=request.team,
        hand_to=request.hand_to,
        meeting=request.meeting,
        occurred_at=command.occurred_at,
    )
    posts = {post.id: post for post in world.organisation.posts_of(request.proposer, world.today)}
    return Asked(
        definition,
        replace(file, case=replace(file.case, pending=None)),
        step,
        take,
        posts.get(request.post),
        world,
    )


def _outgrown(asked: Asked, request: Request) -> Refused | None:
    """The facts may have changed so that other people must approve now than those who did."""
    values = inputs_of(asked)
    if isinstance(values, Refused):
        return values
    form = asked.definition.lookup.form(asked.step.form) if asked.step.form else None
    facts = {**asked.file.facts, **split(form, values)[0]}
    _, rules = chain_for(asked.definition, asked.step.id, facts, asked.case, asked.world)
    if rules == dict(request.rules or {}):
        return None
    return asked.refuse("approval_changed", "审批期间情况变化，所需审批权限已不同。", "请按新的审批权限重新报批。")


def _closed(case: Case, request: Request, event: str, reason: str, more: Mapping[str, Any] | None = None) -> Decision:
    data = {"request": request.id, "step": request.step, **(more or {})}
    content = {"reason": reason} if reason else None
    return Decision("applied", "approval", event, case.state, {"pending": None}, data, content=content)


def _with(request: Request, step: Mapping[str, Any], more: Mapping[str, Any]) -> Request:
    steps = tuple({**item, **more} if item is step else item for item in request.steps)
    return replace(request, steps=steps)


def _approvers(case: Case, officer: str) -> list[str]:
    return list(dict.fromkeys([*case.approvers, officer]))


def _kept_from(definition: Definition, file: CaseFile, request: Request, world: World) -> frozenset[str]:
    step = definition.lookup.step(request.step)
    if step is None:
        return frozenset()
    take = TakeStep(id="", actor="", case=file.case.id, step=request.step)
    return served_before(Asked(definition, file, step, take, None, world))
