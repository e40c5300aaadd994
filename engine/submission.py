"""Checks of what was handed in with a step: dates, team, inputs, documents, signatures, study."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from engine import approvals, linking, precedents, terms
from engine.asked import Asked, Check, destination, hand_over, not_apart, served_before
from engine.case import Case, canonical
from engine.conditions import holds
from engine.deadlines.checks import AS_ASKED, WITH_REASON
from engine.definition import Field, Taken
from engine.entitlement import first_unmet
from engine.errors import Refused
from engine.inputs import check_inputs
from engine.law import ENGINE
from engine.organisation import Office
from engine.registry import Definition
from engine.world import World


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
    found = destination(asked), hand_over(asked)
    return next((one for one in found if isinstance(one, Refused)), None)


def _team_in_order(asked: Asked) -> Refused | None:
    need, team = asked.step.forms_team, asked.command.team
    if need is None:
        return _without_team(asked)
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


def _without_team(asked: Asked) -> Refused | None:
    if asked.step.lets_in:
        return _let_in(asked)
    unasked = asked.refuse("no_team_here", "本步骤不组成工作组。", "请删除工作组成员。", "team")
    return unasked if asked.command.team else None


def _let_in(asked: Asked) -> Refused | None:
    organisation, step = asked.world.organisation, asked.step
    places = {office.code for office in organisation.offices_of(asked.case.organ, (step.lets_in,))}
    held = [{post.office for post in asked.world.posts(officer)} & places for officer in asked.command.team]
    if not held or not all(held) or set(asked.command.team) & asked.case.barred():
        who = terms.OFFICES[step.lets_in]
        return asked.refuse("not_of_office", f"请写明参加的{who}人员。", f"请从{who}选派不须回避的人员。", "team")
    return None


def _fits_team(officer: str, asked: Asked) -> bool:
    goes_to = hand_over(asked)
    office = goes_to.code if isinstance(goes_to, Office) else asked.case.office
    return asked.world.organisation.staffs(officer, asked.case.organ, office, asked.world.today)


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
    return values if isinstance(values, Refused) else _officers_in_order(asked, values)


def _entries_fit(asked: Asked) -> Refused | None:
    return first_unmet(asked, asked.step.only_with, {**asked.file.facts, **asked.command.inputs})


def _officers_in_order(asked: Asked, values: Mapping[str, Any]) -> Refused | None:
    """Officers named in a form: of the right position, two different ones, none who must keep away."""
    barred, apart = asked.case.barred(), served_before(asked)
    for field in officer_fields(asked):
        officer = values.get(field.id)
        if officer is None:
            continue
        if officer in barred | apart:
            return not_apart(asked, f"“{field.label}”须回避，或者参加过须分开的阶段。", "请改由其他人员。")
        if field.differs_from and values.get(field.differs_from) == officer:
            sentence = f"“{field.label}”须是另一人：本步骤由二人以上办理。"
            return asked.refuse("same_officer", sentence, "请填写另一名人员。", field.id)
        positions = {post.position for post in asked.world.posts(officer) if post.organ == asked.case.organ}
        if field.positions and not positions & {*field.positions}:
            who = "、".join(terms.POSITIONS[name] for name in field.positions)
            return asked.refuse("wrong_position", f"“{field.label}”须为本机关的{who}。", f"请改由{who}办理。", field.id)
    return None


def officer_fields(asked: Asked) -> tuple[Field, ...]:
    """The fields of the step's form that name officers."""
    form = asked.definition.lookup.form_of(asked.step)
    return tuple(field for field in form.fields if field.kind == "officer") if form else ()


def inputs_of(asked: Asked) -> dict[str, Any] | Refused:
    """The step's inputs in one spelling; `required_if` is judged with the facts that the inputs themselves set.

    A correction asks for what it names only, and a blank there takes away what was known.
    """
    form, given = asked.definition.lookup.form_of(asked.step), asked.command.inputs
    facts = {**asked.file.facts, **given}
    values = check_inputs(
        form, given, lambda field: _required(field, facts, asked), asked.world.organisation, asked.article
    )
    return values if isinstance(values, Refused) or not asked.step.corrects else {**dict.fromkeys(given), **values}


def _required(field: Field, facts: Mapping[str, Any], asked: Asked) -> bool:
    if asked.step.corrects and field.id not in asked.command.inputs:
        return False
    if field.required_if:
        return holds(asked.definition, field.required_if, facts, asked.case, asked.world)
    return field.required and not (field.unless_known and asked.file.facts.get(field.id) is not None)


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
        return not_apart(asked, "参与过前期核查或审查调查的人员不得担任会议记录。", "请由其他人员登记会议。")
    if same and not stale and approvals.carried(meeting, asked.case, asked.step.id, members, share):
        return None
    return asked.refuse("study_not_carried", "所引用的会议没有研究通过本步骤。", remedy, "meeting")


def round_of(definition: Definition, case: Case) -> int:
    """How many transitions the case has taken, there and back: a study of a step counts until the next one."""
    taken = ((definition.lookup.step(step), times) for step, times in (case.counts or {}).items())
    return sum(times * _moves(step) for step, times in taken if step)


def _moves(step: Taken) -> int:
    """A transition that was taken back is no longer counted itself, so the way there and back counts here."""
    if step.corrects == "last_step":
        return 2
    return 1 if step.to else 0


SUBMISSION: Final[tuple[Check, ...]] = (
    _dates_in_order,
    _hand_to_known,
    _team_in_order,
    _inputs_in_order,
    _entries_fit,
    precedents.missing_here,
    linking.linkable,
    _documents_attached,
    _signed_by_all,
    _studied,
    *AS_ASKED,
    *WITH_REASON,
)

STILL_SUBMITTED: Final[tuple[Check, ...]] = (
    _hand_to_known,
    _team_in_order,
    _inputs_in_order,
    _entries_fit,
    precedents.missing_here,
    linking.linkable,
    _documents_attached,
    _signed_by_all,
    *AS_ASKED,
)
"""Asked again at the last approval."""
