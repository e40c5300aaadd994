"""Decisions on a pending request: approve, return, refuse, withdraw, compare. Pure.

At the last approval the step is judged again on the world of that moment; if it no longer stands, the request is
closed with the reason instead of being carried out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Final

from engine import approvals, corrections
from engine.asked import Asked, first_refusal, served_before
from engine.case import PASSED, RECORDED, Case, Request, request_body
from engine.commands import CompareSheet, DecideRequest, TakeStep, WithdrawRequest
from engine.conditions import chain_for
from engine.entitlement import STILL_ENTITLED
from engine.errors import Refused
from engine.inputs import keepable
from engine.law import ENGINE, PZ, ZJ
from engine.outcome import Decision, apply, new_facts, united
from engine.registry import Definition
from engine.submission import STILL_SUBMITTED, inputs_of
from engine.world import SHANGHAI, CaseFile, Meeting, World

MAX_NUMBER: Final = 60
"""Characters of a sheet's number: it stands in the register, so it isn't a place for writings."""

OnRequest = DecideRequest | CompareSheet | WithdrawRequest


@dataclass(frozen=True, slots=True)
class Heard:
    """A pending request under hearing, with everything that its judgement looks at."""

    definition: Definition
    case: Case
    file: CaseFile
    request: Request
    world: World

    @property
    def item(self) -> tuple[str, str]:
        """How the minutes of a meeting name this request."""
        return self.case.id, self.request.id

    @property
    def authors(self) -> frozenset[str]:
        """Whose proposal it is: the proposer's, and the team's where all of it had to sign."""
        step = self.definition.lookup.step(self.request.step)
        return frozenset({self.request.proposer, *(self.case.team if step and step.signed_by else ())})

    def who(self, step: Mapping[str, Any]) -> str:
        """The approver of a step in words."""
        return approvals.describe(step, self.world.organisation)


def decide_request(definition: Definition, file: CaseFile, command: OnRequest, world: World) -> Decision | Refused:
    """Judge a command on the case's pending request."""
    request = file.case.request(command.request)
    if request is None:
        sentence = "没有这项待审批事项，可能已经办结。"
        return Refused("no_such_request", sentence, "请刷新后查看最新情况。", ENGINE, ("request",))
    if request.id in (file.case.asides or {}):
        return _beside(definition, file, request, command, world)
    return _heard(Heard(definition, file.case, file, request, world), command)


def _heard(heard: Heard, command: OnRequest) -> Decision | Refused:
    if isinstance(command, WithdrawRequest):
        return _withdraw(heard, command)
    if isinstance(command, CompareSheet):
        return _compare(heard, command)
    return _opinion(heard, command)


def _beside(
    definition: Definition, file: CaseFile, request: Request, command: OnRequest, world: World
) -> Decision | Refused:
    """A request about a period: heard as if it were the case's only one, and kept beside the one in its way."""
    alone = replace(file, case=replace(file.case, pending=request), proposal={"inputs": request.inputs})
    decision = _heard(Heard(definition, alone.case, alone, request, world), command)
    if isinstance(decision, Refused):
        return decision
    changes = dict(decision.changes)
    goes_on = changes.pop("pending", None)
    asides = dict(changes.pop("asides", None) or file.case.asides or {})
    asides.pop(request.id, None)
    asides |= {request.id: goes_on} if goes_on else {}
    return replace(decision, changes={**changes, "asides": asides or None})


def _withdraw(heard: Heard, command: WithdrawRequest) -> Decision | Refused:
    if command.actor != heard.request.proposer:
        return Refused("wrong_role", "只有提出人可以撤回。", "请由提出人撤回，或由审批人退回。", ENGINE)
    return _closed(heard.case, heard.request, "withdrawn", command.reason)


def _opinion(heard: Heard, command: DecideRequest) -> Decision | Refused:
    step = heard.request.current
    if step is None or (step["status"] == RECORDED and command.decision == "approve"):
        return Refused("sheet_to_compare", "批件已登记，须由另一人核对。", "请由另一名登记人员核对文号。", ENGINE)
    decided = _decider(heard, step, command)
    if isinstance(decided, Refused):
        return decided
    if command.decision != "approve":
        return _turned_down(heard, command, decided.get("behalf"))
    status = RECORDED if step["kind"] == "outside" else PASSED
    passed = {**decided, "status": status, "by": command.actor, "at": heard.world.now.isoformat()}
    return _advance(replace(heard, request=_with(heard.request, step, passed)), command)


def _turned_down(heard: Heard, command: DecideRequest, behalf: str | None) -> Decision | Refused:
    if not command.reason.strip():
        return Refused("reason_missing", "退回或不批准须说明理由。", "请填写理由。", ENGINE, ("reason",))
    event = {"return": "returned", "refuse": "refused"}[command.decision]
    return replace(_closed(heard.case, heard.request, event, command.reason), behalf=behalf)


def _decider(heard: Heard, step: Mapping[str, Any], command: DecideRequest) -> dict[str, Any] | Refused:
    if command.actor in heard.authors:
        sentence = "提出人、签名人不得审批自己提出的事项。"
        return Refused("own_proposal", sentence, "请由有权审批的其他人员审批。", ZJ(23))
    if step["kind"] == "rank":
        return _as_rank(heard, step, command)
    return _as_meeting(heard, step, command) if step["kind"] == "collective" else _as_sheet(heard, step, command)


def _as_rank(heard: Heard, step: Mapping[str, Any], command: DecideRequest) -> dict[str, Any] | Refused:
    barred = heard.authors | heard.case.barred()
    held = approvals.holding_post(command.actor, step, heard.request.step, barred, heard.world)
    if held is None:
        who = heard.who(step)
        vacant = "" if approvals.holders(step, heard.world) else "（该岗位目前空缺）"
        return Refused("wrong_role", f"本项须由{who}审批{vacant}。", f"请报{who}审批。", ENGINE)
    post, behalf = held
    before = [one for one in heard.request.steps if one["kind"] == "rank" and one.get("by") == command.actor]
    if before and (behalf or any("behalf" in one for one in before)):
        sentence = "受托人已审批过本事项，不得再以另一身份审批。"
        return Refused("approved_already", sentence, "请由该岗位本人或其他受托人审批。", ENGINE)
    return {"post_held": post.id} | ({"behalf": behalf} if behalf else {})


def _as_meeting(heard: Heard, step: Mapping[str, Any], command: DecideRequest) -> dict[str, Any] | Refused:
    world, who = heard.world, heard.who(step)
    recorder = approvals.may_record(world.posts(command.actor), step["organ"], world.organisation)
    if command.actor not in _members(heard, step, world.today) and recorder is None:
        return Refused("wrong_role", f"{who}的决定由其成员或会议登记人员录入。", "请由办公室或案管人员录入。", PZ(4))
    meeting = world.meetings.get(command.meeting or "")
    if meeting is None:
        return Refused("meeting_missing", f"本项须经{who}集体决定。", "请先登记会议，再引用。", PZ(4), ("meeting",))
    refusal = _meeting_fits(heard, step, meeting)
    if refusal:
        return refusal
    members = _members(heard, step, meeting.held_on)
    carried = approvals.carried(meeting, heard.case, heard.request.id, members, step)
    if command.decision == "approve" and not carried:
        sentence = "会议出席或同意人数未过半数，未形成决定。"
        return Refused("not_carried", sentence, "请重新开会审议，或退回。", PZ(4), ("meeting",))
    if command.decision == "refuse" and carried:
        return Refused("was_carried", "会议已通过本项，不能录为不批准。", "请按会议决定录入。", PZ(4), ("meeting",))
    return {"meeting": meeting.id, "held_on": meeting.held_on.isoformat()}


def _members(heard: Heard, step: Mapping[str, Any], day: date) -> frozenset[str]:
    office = heard.case.office if step["organ"] == heard.case.organ else None
    return approvals.members(heard.world.organisation, step["body"], step["organ"], office, day)


def _meeting_fits(heard: Heard, step: Mapping[str, Any], meeting: Meeting) -> Refused | None:
    same_body = (meeting.body, meeting.organ) == (step["body"], step["organ"])
    if not same_body or heard.item not in meeting.items:
        return Refused("meeting_other", "所引用的会议不是该机构对本项的会议。", "请核对会议编号。", PZ(4), ("meeting",))
    if meeting.held_on < datetime.fromisoformat(heard.request.at).astimezone(SHANGHAI).date():
        sentence = "会议日期早于本项提出的日期。"
        return Refused("before_previous", sentence, "请核对会议日期。", PZ(4), ("meeting",))
    if meeting.recorded_by in _kept_from(heard):
        sentence = "参与过前期核查或审查调查的人员不得担任会议记录。"
        return Refused("separation", sentence, "请由其他人员登记会议。", ZJ(54))
    return None


def _as_sheet(heard: Heard, step: Mapping[str, Any], command: DecideRequest) -> dict[str, Any] | Refused:
    refusal = _registrar(heard, command.actor)
    # Sent back, a mistyped sheet goes on paper again; refused, the outside body has decided, and its sheet says so.
    if refusal or command.decision == "return":
        return refusal or {}
    sheet = command.sheet
    if sheet is None or not sheet.number.strip():
        sentence = f"本项须有{heard.who(step)}的批件。"
        return Refused("sheet_missing", sentence, "请登记批件文号、日期并上传原件。", ENGINE, ("sheet",))
    if len(sheet.number) > MAX_NUMBER or not keepable(sheet.number):
        return Refused("input_invalid", "批件文号不正确。", "请核对批件文号。", ENGINE, ("sheet.number",))
    if sheet.document not in heard.world.files:
        return Refused("document_not_uploaded", "批件原件尚未上传。", "请先上传批件。", ENGINE, ("sheet.document",))
    if not heard.case.received_on <= sheet.issued_on.isoformat() <= heard.world.today.isoformat():
        late = sheet.issued_on > heard.world.today
        code, sentence = ("future", "晚于今天") if late else ("before_previous", "早于本事项的受理日期")
        return Refused(code, f"批件日期{sentence}。", "请核对批件日期。", ENGINE, ("sheet.issued_on",))
    return {"number": sheet.number.strip(), "issued_on": sheet.issued_on.isoformat()}


def _registrar(heard: Heard, officer: str) -> Refused | None:
    if officer == heard.request.proposer or officer in {*heard.case.team, *heard.request.team}:
        sentence = "提出人和工作组成员不得登记或核对外部批件。"
        return Refused("separation", sentence, "请由办公室、案管或登记员办理。", ENGINE)
    if approvals.may_record(heard.world.posts(officer), heard.case.organ, heard.world.organisation) is None:
        return Refused("wrong_role", "外部批件由办公室、案管或登记员登记核对。", "请转办公室、案管或登记员。", ENGINE)
    return None


def _compare(heard: Heard, command: CompareSheet) -> Decision | Refused:
    step = heard.request.current
    if step is None or step["status"] != RECORDED:
        return Refused("nothing_to_compare", "没有待核对的批件。", "请先由登记人员登记批件。", ENGINE)
    refusal = _registrar(heard, command.actor)
    if refusal:
        return refusal
    if command.actor == step["by"]:
        return Refused("second_officer", "登记人不得核对自己登记的批件。", "请由另一名人员核对。", ENGINE)
    if command.number.strip() != step["number"]:
        remedy = "请对照原件核实；登记有误的，请退回。"
        return Refused("sheet_differs", "核对的文号与登记的不一致。", remedy, ENGINE, ("number",))
    compared = {"status": PASSED, "compared_by": command.actor, "compared_at": heard.world.now.isoformat()}
    return _advance(replace(heard, request=_with(heard.request, step, compared)), command)


def _advance(heard: Heard, command: DecideRequest | CompareSheet) -> Decision | Refused:
    request, case = heard.request, heard.case
    passed = next(step for step in reversed(request.steps) if step.get("at"))
    data = {"request": request.id, "step": request.step, "passed": dict(passed)}
    if request.current is None:
        return _carry_out(heard, command, data)
    changes = {
        "pending": request_body(request),
        "approvers": united(case.approvers, (command.actor,)),
        "last_occurred_at": (command.occurred_at or heard.world.now).astimezone(UTC).isoformat(),
    }
    event = "compare" if isinstance(command, CompareSheet) else "approve"
    content: dict[str, Any] = {"reason": command.reason} if command.reason else {}
    if isinstance(command, DecideRequest) and command.sheet and passed["kind"] == "outside":
        content["documents"] = {"sheet": command.sheet.document}
    behalf = passed.get("behalf")
    return Decision("pending_approval", "approval", event, case.state, changes, data, content=content, behalf=behalf)


def _carry_out(heard: Heard, command: DecideRequest | CompareSheet, data: Mapping[str, Any]) -> Decision:
    asked = _asked_again(heard, command)
    if asked is None:
        return _closed(heard.case, heard.request, "lapsed", command.reason, {**data, "because": "wrong_state"})
    refusal = (
        _recused_since(asked, heard.request)
        or first_refusal(asked, (*STILL_ENTITLED, *STILL_SUBMITTED, *corrections.CORRECTING))
        or _outgrown(asked, heard.request)
    )
    applied = refusal or apply(asked, heard.request.rules or {})
    if isinstance(applied, Refused):
        return _closed(heard.case, heard.request, "lapsed", command.reason, {**data, "because": applied.code})
    # Who approved in the organ that the case has left sees it no longer for that.
    approvers = [] if asked.step.moves else united(heard.case.approvers, (command.actor,))
    told = {**applied.data, **data, "approved": [dict(step) for step in heard.request.steps]}
    return replace(
        applied,
        changes={**applied.changes, "pending": None, "approvers": approvers},
        data=told,
        content={**(applied.content or {}), "opinion": command.reason},
        behalf=data["passed"].get("behalf"),
    )


def _asked_again(heard: Heard, command: DecideRequest | CompareSheet) -> Asked | None:
    request, case, proposal = heard.request, heard.case, heard.file.proposal
    step = heard.definition.lookup.find(request.step, case.state)
    if step is None:
        return None
    take = TakeStep(
        id=command.id,
        actor=request.proposer,
        post=request.post,
        case=case.id,
        step=request.step,
        inputs=proposal.get("inputs", {}),
        documents=proposal.get("documents", {}),
        reason=proposal.get("reason", ""),
        team=request.team,
        hand_to=request.hand_to,
        meeting=request.meeting,
        other=request.other,
        to_organ=request.to_organ,
        occurred_at=command.occurred_at,
    )
    post = next((post for post in heard.world.posts(request.proposer) if post.id == request.post), None)
    file = replace(heard.file, case=replace(case, pending=None))
    return Asked(heard.definition, file, step, take, post, heard.world, request.steps)


def _recused_since(asked: Asked, request: Request) -> Refused | None:
    """An approval by somebody who must keep away by now doesn't stand."""
    if asked.case.barred().isdisjoint(step.get("by") for step in request.steps):
        return None
    return asked.refuse("approver_recused", "审批人员中有人已经回避。", "请重新报批，由有权的其他人员审批。")


def _outgrown(asked: Asked, request: Request) -> Refused | None:
    """The facts may have changed so that other people must approve now, or something else than they were shown."""
    values = inputs_of(asked)
    if isinstance(values, Refused):
        return values
    facts = {**asked.file.facts, **new_facts(asked, values)}
    _, rules = chain_for(asked.definition, asked.step.id, facts, asked.case, asked.world)
    shown = corrections.digest_of(corrections.told(asked)) == request.digest
    if rules == dict(request.rules or {}) and shown:
        return None
    sentence = "审批期间情况变化，所需审批权限已不同。"
    return asked.refuse("approval_changed", sentence, "请按新的审批权限重新报批。")


def _with(request: Request, step: Mapping[str, Any], more: Mapping[str, Any]) -> Request:
    steps = tuple({**item, **more} if item is step else item for item in request.steps)
    return replace(request, steps=steps)


def _kept_from(heard: Heard) -> frozenset[str]:
    step = heard.definition.lookup.step(heard.request.step)
    if step is None:
        return frozenset()
    take = TakeStep(id="", actor="", case=heard.case.id, step=heard.request.step)
    return served_before(Asked(heard.definition, heard.file, step, take, None, heard.world))


def _closed(case: Case, request: Request, event: str, reason: str, more: Mapping[str, Any] | None = None) -> Decision:
    data = {"request": request.id, "step": request.step, **(more or {})}
    content = {"reason": reason} if reason else None
    return Decision("applied", "approval", event, case.state, {"pending": None}, data, content=content)
