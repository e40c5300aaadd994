"""`decide(definition, file, command, post, world) → Decision | Refused`: pure, total, and the only judge of a step.

A decision says what changes in the committed case and what is kept behind the vault; it writes nothing. The same
inputs give the same decision, and there is no decision without a declared step.
"""

from typing import Any

from engine import approvals, corrections
from engine.asked import Asked, first_refusal, hand_over, plays, target_of
from engine.case import Case, Request, request_body
from engine.commands import CaseCommand, PassOn, Recuse, SignStep, TakeStep
from engine.conditions import chain_for
from engine.deadlines.requests import OnDeadline
from engine.definition import Taken
from engine.entitlement import ENTITLEMENT
from engine.errors import Refused, not_found
from engine.hearing import decide_request
from engine.inputs import MAX_TEXT, keepable
from engine.law import ENGINE, ZWCF
from engine.organisation import Office, Post
from engine.outcome import Decision, apply, dates, new_facts, united, with_what_follows
from engine.registry import Definition
from engine.submission import SUBMISSION, check_occurred, documents_known, inputs_of, what_is_signed
from engine.succession import pass_on
from engine.world import CaseFile, World


def decide(
    definition: Definition, file: CaseFile, command: CaseCommand, post: Post | None, world: World
) -> Decision | Refused:
    """Judge a command on a case. Never raises for a command of the declared types."""
    judged = _not_heard(file.case, command, world) or _judged(definition, file, command, post, world)
    return judged if isinstance(judged, Refused) else with_what_follows(definition, file, judged, world)


def _judged(
    definition: Definition, file: CaseFile, command: CaseCommand, post: Post | None, world: World
) -> Decision | Refused:
    if isinstance(command, TakeStep):
        return _take(definition, file, command, post, world)
    if isinstance(command, SignStep):
        return _sign(definition, file, command, post, world)
    if isinstance(command, Recuse):
        return _recuse(file.case, command, world)
    if isinstance(command, PassOn):
        return pass_on(definition, file.case, command, post, world)
    return decide_request(definition, file, command, world)


def _not_heard(case: Case, command: CaseCommand, world: World) -> Refused | None:
    """Before any question: who is barred hears what a stranger hears; dates and reasons can be kept as they are."""
    if command.actor in case.barred():
        return not_found()
    if not keepable(command.reason):
        sentence = f"理由应为不超过{MAX_TEXT}字的文字。"
        return Refused("input_invalid", sentence, "请修改后重新提交。", ENGINE, ("reason",))
    return None if isinstance(command, TakeStep) else check_occurred(command.occurred_at, case, world)


def entitled(definition: Definition, file: CaseFile, step: Taken, post: Post | None, world: World) -> Refused | None:
    """Why this officer could not take the step now, whatever he hands in; None: he could."""
    actor = post.officer if post else ""
    if actor in file.case.barred():
        return not_found()
    command = TakeStep(id="", actor=actor, case=file.case.id, step=step.id)
    return first_refusal(Asked(definition, file, step, command, post, world), ENTITLEMENT)


def _take(
    definition: Definition, file: CaseFile, command: TakeStep, post: Post | None, world: World
) -> Decision | Refused:
    step = definition.lookup.find(command.step, file.case.state)
    if step is None:
        return _wrong_state(definition, file.case, command)
    asked = Asked(definition, file, step, command, post, world)
    refusal = first_refusal(asked, (*ENTITLEMENT, *SUBMISSION, *corrections.CORRECTING))
    return refusal or _propose_or_apply(asked)


def _wrong_state(definition: Definition, case: Case, command: TakeStep) -> Refused:
    step = definition.lookup.step(command.step)
    if step is None:
        return Refused("unknown_step", "本流程没有这一步骤。", "请从可办理的步骤中选择。", ENGINE, ("step",))
    labels = "、".join(definition.lookup.state(state).label for state in definition.lookup.states_of(step.id))
    now = definition.lookup.state(case.state).label
    article = step.basis[0] if step.basis else ENGINE
    return Refused("wrong_state", f"“{step.label}”须在“{labels}”阶段办理，现为“{now}”。", "请先完成前序步骤。", article)


def _propose_or_apply(asked: Asked) -> Decision | Refused:
    values = inputs_of(asked)
    if isinstance(values, Refused):
        return values
    facts = {**asked.file.facts, **new_facts(asked, values)}
    chain, rules = chain_for(asked.definition, asked.step.id, facts, asked.case, asked.world)
    first, target = (asked.step.concurs,) if asked.step.concurs else (), target_of(asked)
    steps = [approvals.place(step, asked.case, asked.world, target) for step in (*first, *chain)]
    steps = corrections.approvers(asked) or steps
    if not steps:
        return apply(asked, rules)
    return _propose(asked, steps, rules, values)


def _propose(asked: Asked, steps: list[dict[str, Any]], rules: dict[str, bool], values: dict[str, Any]) -> Decision:
    command, case, goes_to, told = asked.command, asked.case, hand_over(asked), corrections.told(asked)
    request = Request(
        id=f"{case.id}-r{case.version + 1}",
        step=asked.step.id,
        proposer=command.actor,
        post=asked.post.id if asked.post else "",
        at=asked.world.now.isoformat(),
        seq=-1,
        steps=tuple(steps),
        team=tuple(dict.fromkeys(command.team)),
        hand_to=goes_to.code if isinstance(goes_to, Office) else command.hand_to if asked.step.moves else None,
        meeting=command.meeting if asked.step.studied_by else None,
        rules=rules,
        digest=corrections.digest_of(told),
        other=command.other,
        inputs=values if isinstance(asked.step, OnDeadline) else None,
        to_organ=target_of(asked),
    )
    content = {"inputs": values, "documents": dict(command.documents), "reason": command.reason}
    data = {"rules": rules, "documents": sorted(command.documents), "approval": steps} | told
    changes = {**_waiting(asked, request), **dates(asked)}
    return Decision("pending_approval", "proposal", asked.step.id, case.state, changes, data, content=content)


def _waiting(asked: Asked, request: Request) -> dict[str, Any]:
    """Where the request waits: in the case's way, or beside it where it is about a period."""
    if not isinstance(asked.step, OnDeadline):
        return {"pending": request_body(request)}
    return {"asides": {**(asked.case.asides or {}), request.id: request_body(request)}}


def _sign(
    definition: Definition, file: CaseFile, command: SignStep, post: Post | None, world: World
) -> Decision | Refused:
    case = file.case
    step = definition.lookup.find(command.step, case.state)
    if step is None or not step.signed_by:
        return Refused("nothing_to_sign", "这一步骤现在不需要签名。", "请从可办理的步骤中选择。", ENGINE, ("step",))
    take = TakeStep(
        id=command.id,
        actor=command.actor,
        case=case.id,
        step=step.id,
        documents=command.documents,
        occurred_at=command.occurred_at,
    )
    asked = Asked(definition, file, step, take, post, world)
    if post is None or not plays(post, "team", asked):
        return asked.refuse("not_in_team", "只有工作组成员可以签名。", "请由工作组成员签名。")
    missing = [kind for kind in step.documents if kind not in command.documents]
    refusal = documents_known(command.documents, asked)
    if missing or refusal:
        return refusal or asked.refuse("document_missing", "签名须针对完整的文书。", "请先上传全部文书。", *missing)
    digest = what_is_signed(asked)
    before = case.signed or {}
    same = before.get("step") == step.id and before.get("documents") == digest
    officers = united(before.get("officers", ()) if same else (), (command.actor,))
    changes = {"signed": {"step": step.id, "documents": digest, "officers": officers}, **dates(asked)}
    return Decision(
        "applied", "signature", step.id, case.state, changes, content={"documents": dict(command.documents)}
    )


def _recuse(case: Case, command: Recuse, world: World) -> Decision | Refused:
    deciders = _recusal_deciders(case, command.officer, world)
    if command.actor not in deciders:
        return Refused(
            "wrong_role",
            "回避由其所在机关主要负责人决定；主要负责人的回避由上级机关决定。",
            "请报有权决定的负责人。",
            ZWCF(48),
        )
    if command.officer in case.recused:
        return Refused("already_recused", "该人员已经回避。", "无需重复办理。", ZWCF(48), ("officer",))
    if not world.organisation.knows(command.officer):
        return Refused("input_invalid", "没有这名人员。", "请核对人员编号。", ZWCF(48), ("officer",))
    left = [officer for officer in case.team if officer != command.officer]
    changes: dict[str, Any] = {"recused": united(case.recused, (command.officer,)), "team": left}
    if case.handler == command.officer:
        changes["handler"] = None
    data: dict[str, Any] = {"recused": command.officer}
    if case.pending and case.pending.proposer == command.officer:
        changes["pending"] = None
        data["lapsed"] = {"request": case.pending.id, "because": "proposer_recused"}
    beside = {name: told for name, told in (case.asides or {}).items() if told["proposer"] != command.officer}
    if len(beside) < len(case.asides or {}):
        changes["asides"] = beside or None
        data["lapsed_beside"] = [
            {"request": name, "because": "proposer_recused"} for name in case.asides or {} if name not in beside
        ]
    content = {"reason": command.reason} if command.reason else None
    return Decision("applied", "recusal", "recuse", case.state, changes, data, content=content)


def _recusal_deciders(case: Case, officer: str, world: World) -> frozenset[str]:
    """The principal of the officer's own organ or of the one above; for a principal, only the one above.

    His own organ: a county doesn't keep its superior, or an auditor, from a case by recusing them.
    """
    organs = {post.organ for post in world.posts(officer)}
    deciders: set[str] = set()
    for organ in {case.organ} if case.organ in organs or not organs else organs:
        principals, above = _principals(organ, world), world.organisation.superior(organ)
        higher = _principals(above.code, world) if above and above.on_platform else set()
        deciders |= higher if officer in principals else principals | higher
    return frozenset(deciders - {officer})


def _principals(organ: str, world: World) -> set[str]:
    return {post.officer for post in world.organisation.holders("principal", organ, world.today)}
