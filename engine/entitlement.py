"""Checks that need only the officer and the case: what greys out a button, in the order an officer would ask."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from engine import precedents, terms
from engine.asked import Asked, Check, may_go_to, not_apart, plays, served_before
from engine.conditions import holds, label_of
from engine.deadlines.checks import BY_PERIODS, STILL_BY_PERIODS
from engine.deadlines.requests import OnDeadline
from engine.definition import Taken
from engine.errors import Refused


def _right_role(asked: Asked) -> Refused | None:
    if asked.post and any(plays(asked.post, role, asked) for role in asked.step.by):
        return None
    who = "或".join(terms.ROLES[role] for role in asked.step.by)
    offices = ("承办部门" if office == "holding" else terms.OFFICES[office] for office in asked.step.office)
    organ = terms.ORGAN_PARTS[asked.step.of]
    where = "、".join(offices) if {"handler", "office_head"} & {*asked.step.by} else organ
    where = where if asked.step.of == "holding" or where == organ else f"{organ}{where}"
    return asked.refuse("wrong_role", f"“{asked.step.label}”须由{where}的{who}办理。", f"请转{where}的{who}办理。")


def _nothing_pending(asked: Asked) -> Refused | None:
    if asked.case.pending is None or not (asked.step.waits_for_approvals or _needs_approval(asked)):
        return None
    pending = asked.definition.lookup.step(asked.case.pending.step)
    label = pending.label if pending else asked.case.pending.step
    return asked.refuse(
        "approval_pending", f"“{label}”正在报批，其他步骤须待审批结束。", "请等待审批，或由提出人撤回。"
    )


def _needs_approval(asked: Asked) -> bool:
    """One request at a time: what passes beside a pending one can't open a second, but about a period."""
    return not isinstance(asked.step, OnDeadline) and _approved_by_somebody(asked)


def _approved_by_somebody(asked: Asked) -> bool:
    return asked.step.concurs is not None or bool(asked.definition.lookup.approval(asked.step.id))


def _handover_signed(asked: Asked) -> Refused | None:
    waits = asked.case.handover is not None and asked.step.to != "" and asked.step.waits_for_approvals
    if not waits:
        return None
    return asked.refuse("handover_unsigned", "移交的事项尚未签收。", "请接收部门先签收，再办理下一步。")


def _somewhere_to_go(asked: Asked) -> Refused | None:
    if asked.step.moves is None or asked.post is None or may_go_to(asked):
        return None
    where = terms.DESTINATIONS[asked.step.moves.to]
    sentence = f"没有可以接收本事项的机关：“{asked.step.label}”移至{where}。"
    return asked.refuse("nowhere_to_go", sentence, "该机关未接入本系统的，请以书面方式移送。")


def _task_to_end(asked: Asked) -> Refused | None:
    if not asked.step.ends_task or asked.case.assigning is not None:
        return None
    return asked.refuse("no_task", "本事项不是上级交办的事项。", "无需办理，请按一般程序办理。")


def _something_to_sign(asked: Asked) -> Refused | None:
    if not asked.step.signs_handover or asked.case.handover is not None:
        return None
    return asked.refuse("nothing_to_sign", "没有待签收的移交。", "无需签收，可直接办理。")


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
    return first_unmet(asked, asked.step.only_if, asked.file.facts)


def first_unmet(asked: Asked, names: Iterable[str], facts: Mapping[str, Any]) -> Refused | None:
    """The refusal for the first of these conditions that doesn't hold with these facts."""
    for name in names:
        if not holds(asked.definition, name, facts, asked.case, asked.world):
            condition = asked.definition.lookup.condition(name)
            article = condition.basis[0] if condition and condition.basis else asked.article
            sentence = f"“{asked.step.label}”只适用于：{label_of(asked.definition, name)}。"
            return Refused("condition", sentence, "请按该对象适用的程序办理，或移送有管辖权的机关。", article)
    return None


def _kept_apart(asked: Asked) -> Refused | None:
    if asked.command.actor not in served_before(asked):
        return None
    return not_apart(asked, "参与过前期核查或审查调查的人员不得办理本步骤。", "请由未参与过的人员办理。")


def _team_complete(asked: Asked) -> Refused | None:
    """Recusals and ended posts may leave too few: evidence goes on, the team's own decisions wait for a new member."""
    organ = asked.case.organ
    here = [one for one in asked.case.team if any(post.organ == organ for post in asked.world.posts(one))]
    return _enough(asked, len(here))


def _team_kept(asked: Asked) -> Refused | None:
    """At the last approval: whoever proposed and signed while in office has done his part."""
    return _enough(asked, len(asked.case.team))


def needs_team(step: Taken) -> bool:
    """Whether the step is the team's own decision, for which it must be complete."""
    return bool(step.signed_by or (step.to and {*step.by} == {"team"}))


def _enough(asked: Asked, left: int) -> Refused | None:
    step, need = asked.step, asked.definition.lookup.smallest_team(asked.case.phase)
    if not needs_team(step) or left >= need:
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


def _nothing_followed(asked: Asked) -> Refused | None:
    """The last step is taken back only while nothing depends on it."""
    if asked.step.corrects != "last_step" or asked.file.past.last:
        return None
    return asked.refuse(
        "nothing_to_take_back",
        "最近一次登记不是改变状态的步骤，或者其后已有其他办理，不能更正上一步骤。",
        "请按流程继续办理；登记的事实有误的，请更正事实。",
    )


ENTITLEMENT: Final[tuple[Check, ...]] = (
    _right_role,
    _nothing_pending,
    _handover_signed,
    _something_to_sign,
    _somewhere_to_go,
    _task_to_end,
    _high_enough,
    _conditions_hold,
    _kept_apart,
    _team_complete,
    precedents.missing,
    _not_too_often,
    _linked_in_order,
    _nothing_followed,
    *BY_PERIODS,
)

STILL_ENTITLED: Final[tuple[Check, ...]] = (
    _handover_signed,
    _high_enough,
    _conditions_hold,
    _team_kept,
    precedents.missing,
    _not_too_often,
    _linked_in_order,
    _nothing_followed,
    *STILL_BY_PERIODS,
)
"""Asked again at the last approval: the world may have changed since the proposal, the proposer needn't act."""
