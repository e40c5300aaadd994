"""The question put to every check: may this officer, in this post, take this step on this case?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from engine import terms
from engine.case import Case
from engine.commands import TakeStep
from engine.definition import HandBack, HandTo, Move, Taken
from engine.errors import Refused
from engine.jurisdiction import Place, destinations, organs_of, places_in
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
    approved: tuple[Mapping[str, Any], ...] = ()
    """The approvals that carry the step out; empty while it is only proposed."""

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
"""A check answers with its refusal, or with nothing."""


def acts_for(asked: Asked) -> tuple[str, ...]:
    """The organs whose officers take the step."""
    return organs_of(asked.step.of, asked.case, asked.world.organisation)


def may_go_to(asked: Asked) -> tuple[str, ...]:
    """The organs to which the step may move the case."""
    move, acting = asked.step.moves, asked.post.organ if asked.post else None
    return destinations(move, asked.case, acting, asked.world) if move else ()


def target_of(asked: Asked) -> str | None:
    """The organ that is meant: the named one, or the only one there is."""
    possible = may_go_to(asked)
    return possible[0] if asked.command.to_organ is None and len(possible) == 1 else asked.command.to_organ


def destination(asked: Asked) -> Place | Refused | None:
    """Where the step moves the case; None: it stays in its organ."""
    target, unasked = target_of(asked), asked.command.to_organ
    if asked.step.moves is None:
        no_organ = asked.refuse("no_organ_here", "本步骤不改变承办机关。", "请删除接收机关。", "to_organ")
        return no_organ if unasked else None
    if target is None:
        return asked.refuse("to_organ_required", "请写明接收机关。", "可选机关见可办理步骤。", "to_organ")
    if target not in may_go_to(asked):
        sentence = f"“{asked.step.label}”只能移至{terms.DESTINATIONS[asked.step.moves.to]}。"
        return asked.refuse("wrong_destination", sentence, "请核对接收机关。", "to_organ")
    return _place_there(asked, asked.step.moves, target)


def _place_there(asked: Asked, move: Move, organ: str) -> Place | Refused:
    places, offices = places_in(organ, move, asked.case, asked.world), asked.world.organisation.offices
    if not places:
        sentence = "该机关没有可以承办本事项的部门。"
        return asked.refuse("no_place_there", sentence, "请选择其他机关，或报请上级机关办理。", "to_organ")
    if asked.command.hand_to is None:
        return places[0]
    named = next((place for place in places if place.office == asked.command.hand_to), None)
    names = "、".join(f"{offices[place.office].name}（{place.office}）" for place in places if place.office)
    return named or asked.refuse("hand_to_required", "接收机关没有这一可承接的部门。", f"可选：{names}。", "hand_to")


def hand_over(asked: Asked) -> Office | str | Refused | None:
    """The office (or, without offices, the organ's code) that the step hands the case to; None: it stays."""
    how = asked.step.hands_to
    if how is None:
        return None
    organisation = asked.world.organisation
    if not organisation.has_offices(asked.case.organ):
        return asked.case.organ
    if isinstance(how, HandBack):
        here = {office.code for office in organisation.offices_of(asked.case.organ)}
        kept = (office for phase, office in reversed(asked.case.custody) if phase == how.phase and office in here)
        held = next(kept, None)
        if held is not None:
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
    if post.organ not in acts_for(asked):
        return False
    if not organisation.has_offices(post.organ):
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
        return post.position == role and post.organ in acts_for(asked)
    if role == "overseeing_deputy":
        return post in asked.world.organisation.overseers(case.organ, case.office, asked.world.today)
    head = "office_head" if asked.world.organisation.has_offices(post.organ) else "deputy_leader"
    positions = {"handler", head} if role == "handler" else {head}
    return post.position in positions and in_office(post, tuple(asked.step.office), asked)


def served_before(asked: Asked) -> frozenset[str]:
    """Officers from whom the step must be kept apart, over this case and all linked ones."""
    if asked.step.apart is None:
        return frozenset()
    phases = asked.step.apart.phases
    return frozenset().union(*(case.served_in(phases) for case in (asked.case, *asked.world.linked)))


def not_apart(asked: Asked, sentence: str, remedy: str) -> Refused:
    """The refusal for whoever served in a phase that the step must be kept apart from."""
    apart = asked.step.apart
    article = apart.basis[0] if apart and apart.basis else asked.article
    return Refused("separation", sentence, remedy, article)


def first_refusal(asked: Asked, checks: tuple[Check, ...]) -> Refused | None:
    """The first check that doesn't hold."""
    return next((refusal for check in checks if (refusal := check(asked)) is not None), None)
