"""What must hold before a step: each check is one question with one refusal, in the order an officer would ask.

`ENTITLEMENT` needs only the officer and the case (it greys out a button); `SUBMISSION` looks at what was handed in.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from engine import approvals, terms
from engine.case import Case, canonical
from engine.commands import TakeStep
from engine.conditions import holds, label_of
from engine.definition import HandBack, HandTo, Taken
from engine.errors import Refused
from engine.inputs import check_inputs
from engine.law import ENGINE, Article
from engine.organisation import Office, Post
from engine.registry import Definition
from engine.world import CaseFile, World


@dataclass(frozen=True, slots=True)
class Asked:
    """The question put to the checks: this officer, in this post, wants this step on this case."""

    definition: Definition
    file: CaseFile
    step: Taken
    command: TakeStep
    post: Post | None
    world: World

    @property
    def case(self) -> Case:
        """The case asked about."""
        return self.file.case

    @property
    def article(self) -> Article:
        """The first article of the step, for refusals."""
        return self.step.basis[0] if self.step.basis else ENGINE

    def refuse(self, code: str, sentence: str, remedy: str, *fields: str) -> Refused:
        """A refusal under the step's own article."""
        return Refused(code, sentence, remedy, self.article, fields)


Check = Callable[[Asked], Refused | None]


def hand_over(asked: Asked) -> Office | str | Refused | None:
    """The office (or, without offices, the organ's code) that the step hands the case to; None: it stays."""
    how = asked.step.hands_to
    if how is None:
        return None
    organisation = asked.world.organisation
    if not organisation.has_offices(asked.case.organ):
        return asked.case.organ
    if isinstance(how, HandBack):
        held = next((office for phase, office in reversed(asked.case.custody) if phase == how.phase), None)
        if held is not None and held in organisation.offices:
            return organisation.offices[held]
        return asked.refuse("never_held", "没有可退回的原承办部门。", "请由案件监督管理部门重新分办。")
    return _chosen(asked, how)


def _chosen(asked: Asked, how: HandTo) -> Office | Refused:
    candidates = {
        office.code: office for office in asked.world.organisation.offices_of(asked.case.organ, how.functions)
    }
    if asked.command.hand_to in candidates:
        return candidates[asked.command.hand_to]
    if asked.command.hand_to is None and len(candidates) == 1:
        return next(iter(candidates.values()))
    names = "、".join(f"{office.name}（{office.code}）" for office in candidates.values())
    return asked.refuse(
        "hand_to_required", "请选择接收部门。", f"可选：{names or '本机关没有可承接的部门'}。", "hand_to"
    )


def in_office(post: Post, offices: tuple[str, ...], asked: Asked) -> bool:
    """Whether the post works in one of the offices that the step names; an organ without offices is one office."""
    organisation, case = asked.world.organisation, asked.case
    if post.organ != case.organ:
        return False
    if not organisation.has_offices(case.organ):
        return True
    return any(
        post.office == case.office if office == "holding" else organisation.function_of(post.office) == office
        for office in offices
    )


def plays(post: Post, role: str, asked: Asked) -> bool:
    """Whether an officer in this post plays the role in this step."""
    case = asked.case
    if role == "anyone":
        return True
    if role == "team":
        return post.officer in case.team and post.organ == case.organ
    if role in {"principal", "registrar"}:
        return post.position == role and post.organ == case.organ
    if role == "overseeing_deputy":
        return post in asked.world.organisation.overseers(case.organ, case.office, asked.world.today)
    head = "office_head" if asked.world.organisation.has_offices(case.organ) else "deputy_leader"
    positions = {"handler", head} if role == "handler" else {head}
    return post.position in positions and in_office(post, tuple(asked.step.office), asked)


def _nothing_pending(asked: Asked) -> Refused | None:
    if asked.case.pending is None or not (asked.step.waits_for_approvals or _needs_approval(asked)):
        return None
    pending = asked.definition.lookup.step(asked.case.pending.step)
    label = pending.label if pending else asked.case.pending.step
    return asked.refuse(
        "approval_pending", f"“{label}”正在报批，其他步骤须待审批结束。", "请等待审批，或由提出人撤回。"
    )


def _needs_approval(asked: Asked) -> bool:
    """One request at a time: what passes beside a pending one can't open a second."""
    return asked.step.concurs is not None or bool(asked.definition.lookup.approval(asked.step.id))


def _handover_signed(asked: Asked) -> Refused | None:
    waits = asked.case.handover is not None and asked.step.to != "" and asked.step.waits_for_approvals
    if not waits:
        return None
    return asked.refuse("handover_unsigned", "移交的事项尚未签收。", "请接收部门先签收，再办理下一步。")


def _something_to_sign(asked: Asked) -> Refused | None:
    if not asked.step.signs_handover or asked.case.handover is not None:
        return None
    return asked.refuse("nothing_to_sign", "没有待签收的移交。", "无需签收，可直接办理。")


def _right_role(asked: Asked) -> Refused | None:
    if asked.post and any(plays(asked.post, role, asked) for role in asked.step.by):
        return None
    who = "或".join(terms.ROLES[role] for role in asked.step.by)
    offices = ("承办部门" if office == "holding" else terms.OFFICES[office] for office in asked.step.office)
    where = "、".join(offices) if {"handler", "office_head"} & {*asked.step.by} else "承办机关"
    return asked.refuse("wrong_role", f"“{asked.step.label}”须由{where}的{who}办理。", f"请转{where}的{who}办理。")


def _high_enough(asked: Asked) -> Refused | None:
    level = asked.step.organ_level_at_least
    if not level or asked.world.organisation.reaches_level(asked.case.organ, level):
        return None
    competent = asked.world.organisation.first_at_level(asked.case.organ, level)
    name = competent.name if competent else terms.LEVELS[level]
    return asked.refuse(
        "organ_level",
        f"“{asked.step.label}”须由{terms.LEVELS[level]}级以上纪检监察机关办理。",
        f"请报请{name}提级办理。",
    )


def _conditions_hold(asked: Asked) -> Refused | None:
    for name in asked.step.only_if:
        if not holds(asked.definition, name, asked.file.facts, asked.case, asked.world):
            condition = asked.definition.lookup.condition(name)
            article = condition.basis[0] if condition and condition.basis else asked.article
            sentence = f"“{asked.step.label}”只适用于：{label_of(asked.definition, name)}。"
            return Refused("condition", sentence, "请按该对象适用的程序办理，或移送有管辖权的机关。", article)
    return None


def _kept_apart(asked: Asked) -> Refused | None:
    if asked.command.actor not in served_before(asked):
        return None
    return _not_apart(asked, "参与过前期核查或审查调查的人员不得办理本步骤。", "请由未参与过的人员办理。")


def _not_apart(asked: Asked, sentence: str, remedy: str) -> Refused:
    apart = asked.step.apart
    article = apart.basis[0] if apart and apart.basis else asked.article
    return Refused("separation", sentence, remedy, article)


def served_before(asked: Asked) -> frozenset[str]:
    """Officers from whom the step must be kept apart, over this case and all linked ones."""
    if asked.step.apart is None:
        return frozenset()
    phases = asked.step.apart.phases
    return frozenset().union(*(case.served_in(phases) for case in (asked.case, *asked.world.linked)))


def _team_complete(asked: Asked) -> Refused | None:
    """Recusals and ended posts may leave too few: evidence goes on, the team's own decisions wait for a new member."""
    organ = asked.case.organ
    here = [one for one in asked.case.team if any(post.organ == organ for post in asked.world.posts(one))]
    return _enough(asked, len(here))


def _team_kept(asked: Asked) -> Refused | None:
    """At the last approval: whoever proposed and signed while in office has done his part."""
    return _enough(asked, len(asked.case.team))


def _enough(asked: Asked, left: int) -> Refused | None:
    step, need = asked.step, asked.definition.lookup.smallest_team(asked.case.phase)
    if not (step.signed_by or (step.to and {*step.by} == {"team"})) or left >= need:
        return None
    sentence = f"工作组现有{left}人，少于{need}人，不能办理“{step.label}”。"
    return asked.refuse("team_too_small", sentence, "请先补足工作组成员。", "team")


def _not_too_often(asked: Asked) -> Refused | None:
    if not asked.step.at_most or asked.case.times(asked.step.id) < asked.step.at_most:
        return None
    return asked.refuse("at_most", f"“{asked.step.label}”至多{asked.step.at_most}次，已用尽。", "请选择其他处理方式。")


def _linked_in_order(asked: Asked) -> Refused | None:
    for need in asked.step.requires_linked:
        cases = [case for case in asked.world.linked if case.workflow == need.workflow]
        if not cases or (need.must == "be_closed" and not all(case.closed for case in cases)):
            return asked.refuse("linked_open", "关联事项尚未办结。", "请先办结关联事项。")
    return None


def _dates_in_order(asked: Asked) -> Refused | None:
    return check_occurred(asked.command.occurred_at, asked.case, asked.world)


def check_occurred(occurred_at: datetime | None, case: Case, world: World) -> Refused | None:
    """A stated date is never in the future and never before the act it follows."""
    if occurred_at is None:
        return None
    if occurred_at.utcoffset() is None:
        remedy = "请写明时区，如 2026-03-05T09:00:00+08:00。"
        return Refused("input_invalid", "填写的发生时间没有时区。", remedy, ENGINE, ("occurred_at",))
    if occurred_at > world.now:
        return Refused("future", "填写的发生时间晚于当前时间。", "请填写实际发生时间。", ENGINE, ("occurred_at",))
    if occurred_at < datetime.fromisoformat(case.last_occurred_at):
        return Refused(
            "before_previous", "填写的发生时间早于上一步。", "请核对各步骤的先后。", ENGINE, ("occurred_at",)
        )
    return None


def _hand_to_known(asked: Asked) -> Refused | None:
    office = hand_over(asked)
    return office if isinstance(office, Refused) else None


def _team_in_order(asked: Asked) -> Refused | None:
    need, team = asked.step.forms_team, asked.command.team
    if need is None:
        return asked.refuse("no_team_here", "本步骤不组成工作组。", "请删除工作组成员。", "team") if team else None
    if len(set(team)) < need.at_least:
        return asked.refuse("team_too_small", f"工作组不得少于{need.at_least}人。", "请补充工作组成员。", "team")
    if set(team) & (asked.case.barred()):
        return asked.refuse("team_recused", "工作组中有应当回避的人员。", "请更换该人员。", "team")
    if set(team) & served_before(asked):
        return asked.refuse(
            "team_separation",
            "工作组中有参与过前期核查或审查调查的人员。",
            "请更换为未参与过的人员。",
            "team",
        )
    if not all(_fits_team(officer, asked) for officer in set(team)):
        return asked.refuse("team_outside_office", "工作组成员须为承办部门的在岗人员。", "请从承办部门选派。", "team")
    return None


def _fits_team(officer: str, asked: Asked) -> bool:
    goes_to = hand_over(asked)
    office = goes_to.code if isinstance(goes_to, Office) else asked.case.office
    posts = (post for post in asked.world.posts(officer) if post.organ == asked.case.organ)
    positions = {"handler", "office_head", "committee_member", "deputy_leader"}
    whole = not asked.world.organisation.has_offices(asked.case.organ)
    return any(post.position in positions and (whole or post.office == office) for post in posts)


def _documents_attached(asked: Asked) -> Refused | None:
    wanted = [*asked.step.documents, *(f"opinion@{body}" for body in asked.step.consults)]
    missing = [kind for kind in wanted if kind not in asked.command.documents]
    if missing:
        names = "、".join(document_label(kind) for kind in missing)
        return asked.refuse("document_missing", f"缺少文书：{names}。", "请上传后重新提交。", *missing)
    return documents_known(asked.command.documents, asked)


def documents_known(documents: Mapping[str, str], asked: Asked) -> Refused | None:
    """Every document handed in is of a known kind and has been uploaded to this case."""
    for kind, digest in documents.items():
        name, _, body = kind.partition("@")
        if kind not in terms.DOCUMENTS and (name != "opinion" or body not in terms.BODIES):
            return asked.refuse("document_unknown", "文书种类不在目录中。", "请选择目录中的文书种类。", "documents")
        if digest not in asked.world.files:
            return asked.refuse("document_not_uploaded", f"“{document_label(kind)}”尚未上传。", "请先上传文件。", kind)
    return None


def document_label(kind: str) -> str:
    """A kind of document in words."""
    name, _, body = kind.partition("@")
    return f"{terms.BODIES.get(body, body)}意见" if name == "opinion" else terms.DOCUMENTS[name]


def _inputs_in_order(asked: Asked) -> Refused | None:
    values = inputs_of(asked)
    return values if isinstance(values, Refused) else None


def inputs_of(asked: Asked) -> dict[str, Any] | Refused:
    """The step's inputs in one spelling; `required_if` is judged with the facts that the inputs themselves set."""
    form = asked.definition.lookup.form(asked.step.form) if asked.step.form else None
    facts = {**asked.file.facts, **asked.command.inputs}
    return check_inputs(
        form,
        asked.command.inputs,
        lambda field: (
            holds(asked.definition, field.required_if, facts, asked.case, asked.world)
            if field.required_if
            else field.required
        ),
        asked.world.organisation,
        asked.article,
    )


def _signed_by_all(asked: Asked) -> Refused | None:
    if not asked.step.signed_by:
        return None
    signed = asked.case.signed or {}
    same = signed.get("step") == asked.step.id and signed.get("documents") == what_is_signed(asked)
    missing = set(asked.case.team) - set(signed.get("officers", ()) if same else ())
    if asked.case.team and not missing:
        return None
    count = len(missing) or "全部"
    return asked.refuse("signature_missing", f"报告须由工作组全体成员签名，还缺{count}人。", "请未签名的成员先签名。")


def what_is_signed(asked: Asked) -> str:
    """The digest over the documents that a signature covers, bound to the case."""
    return hashlib.sha256(canonical({"case": asked.case.id, "documents": dict(asked.command.documents)})).hexdigest()


def _studied(asked: Asked) -> Refused | None:
    body = asked.step.studied_by
    if not body:
        return None
    remedy = f"请先召开{terms.BODIES[body]}并登记会议，再引用该会议提出。"
    meeting = asked.world.meetings.get(asked.command.meeting or "")
    if meeting is None:
        return asked.refuse("study_missing", f"提出前须经{terms.BODIES[body]}。", remedy, "meeting")
    organ, office = asked.case.organ, asked.case.office
    members = approvals.members(asked.world.organisation, body, organ, office, meeting.held_on)
    same = (meeting.body, meeting.organ) == (body, organ) and meeting.office in (None, office)
    stale = meeting.rounds.get((asked.case.id, asked.step.id)) not in (None, round_of(asked.definition, asked.case))
    stale = stale or meeting.held_on < date.fromisoformat(asked.case.received_on)
    share = {"present": "1/2", "passing": "1/2"}
    if same and meeting.recorded_by in served_before(asked):
        return _not_apart(asked, "参与过前期核查或审查调查的人员不得担任会议记录。", "请由其他人员登记会议。")
    if same and not stale and approvals.carried(meeting, asked.case, asked.step.id, members, share):
        return None
    return asked.refuse("study_not_carried", "所引用的会议没有研究通过本步骤。", remedy, "meeting")


def round_of(definition: Definition, case: Case) -> int:
    """How many transitions the case has taken: a study of a step counts until the next one."""
    taken = ((definition.lookup.step(step), times) for step, times in (case.counts or {}).items())
    return sum(times for step, times in taken if step and step.to)


ENTITLEMENT: Final[tuple[Check, ...]] = (
    _right_role,
    _nothing_pending,
    _handover_signed,
    _something_to_sign,
    _high_enough,
    _conditions_hold,
    _kept_apart,
    _team_complete,
    _not_too_often,
    _linked_in_order,
)

SUBMISSION: Final[tuple[Check, ...]] = (
    _dates_in_order,
    _hand_to_known,
    _team_in_order,
    _inputs_in_order,
    _documents_attached,
    _signed_by_all,
    _studied,
)

AT_THE_END: Final[tuple[Check, ...]] = (
    _handover_signed,
    _high_enough,
    _conditions_hold,
    _team_kept,
    _not_too_often,
    _linked_in_order,
    _hand_to_known,
    _team_in_order,
    _inputs_in_order,
    _documents_attached,
    _signed_by_all,
)
"""What is asked again at the last approval: the world may have changed since the proposal, the proposer needn't act."""


def first_refusal(asked: Asked, checks: tuple[Check, ...]) -> Refused | None:
    """The first check that doesn't hold."""
    return next((refusal for check in checks if (refusal := check(asked)) is not None), None)
