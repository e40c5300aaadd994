"""Organs that end, divide or come under another superior: what becomes of each matter that they hold. Pure.

The tree itself is imported; this hands over what hangs on it (N108, N109): the successor holds what the old organ held
and has the competence that it had, requests to organs that have no say any more lapse, and history stays as it was.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final

from engine.case import PASSED, Case, Request
from engine.definition import Move
from engine.errors import Refused
from engine.jurisdiction import SETS, Place, after, destinations, places_in
from engine.law import ENGINE
from engine.organisation import Post
from engine.registry import Definition
from engine.world import World

ABOUT: Final = "reorganisation"
CHANGES: Final = SETS | {"competent", "reorganised"}
"""The fields of a case that a reorganisation may change."""

_MOVE: Final = Move("any", ("case_supervision", "petition"))
_NAMED: Final = ("competent", "designating", "assigning")
_NEW: Final = timedelta(days=366)
"""For how long an organ counts as founded for what it takes over from one that goes on."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is handed over, in which mass act: everything of an organ, or of one of its offices.

    `organ` and `to` are the same where only its superior is another one.
    """

    act: str
    organ: str
    to: str
    office: str | None = None

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "Change":
        """The change that the beginning of the act tells."""
        return cls(told["act"], told["organ"], told["to"], told.get("office"))


@dataclass(frozen=True, slots=True)
class Succeeded:
    """What the act makes of a case, and what its entry tells."""

    changes: Mapping[str, Any]
    told: Mapping[str, Any]


def not_reorganising(post: Post, change: Change, world: World) -> Refused | None:
    """Why this officer can't hand over so now: it takes 案管 or the principal of an organ above the successor.

    Where none above works here, those of the successor itself do.
    """
    organisation = world.organisation
    old, new = organisation.organs.get(change.organ), organisation.organs.get(change.to)
    if old is None or new is None or not new.on_platform or (new.valid_to and new.valid_to <= world.today):
        fields = ("organ",) if old is None else ("to",)
        return Refused("unknown_organ", "没有这一机关，或者该机关不在本系统工作。", "请核对机构代码。", ENGINE, fields)
    above = [one.code for one in organisation.line(change.to) if one.on_platform][1:] or [change.to]
    leads = post.position == "principal" or organisation.function_of(post.office) == "case_supervision"
    if post.organ not in above or not leads:
        sentence = "机构调整的移交由承接机关的上级机关主要负责人或者案管部门办理。"
        return Refused("wrong_role", sentence, "请转上述人员办理。", ENGINE)
    if change.office is not None:
        return None if new.valid_from > world.today - _NEW and change.to != change.organ else _not_founded()
    ended = old.valid_to is not None and old.valid_to <= world.today
    return None if ended or change.organ == change.to else _not_ended(old.name)


def succeeded(definition: Definition, case: Case, change: Change, world: World) -> Succeeded | Refused | None:
    """What becomes of a case that is met in the act; None: nothing, or it has been done."""
    moves = case.organ == change.organ != change.to and change.office in {None, case.office}
    if case.reorganised == change.act or (change.office and not moves):
        return None
    given = () if change.office else (one for one in _NAMED if getattr(case, one) == change.organ)
    named: dict[str, Any] = dict.fromkeys(given, change.to)
    here = replace(case, **named)
    place = next(_places(here, change.to, world), None) if moves else None
    if moves and place is None:
        return Refused("no_place_there", "承接机关及其上级没有可以承办的部门。", "请先配备人员，再继续办理。", ENGINE)
    changes = {"reorganised": change.act, **named} | (
        _moved(here, place, world) if place else _stale(definition, here, world)
    )
    told = {"act": change.act} | _lapsed(case, changes)
    return Succeeded(changes, told)


def _places(case: Case, organ: str, world: World) -> Iterator[Place]:
    """Where it may lie in the successor; else, as with a matter newly received, in the nearest organ above it."""
    for one in world.organisation.line(organ):
        if one.on_platform:
            yield from places_in(one.code, _MOVE, case, world)


def _moved(case: Case, place: Place, world: World) -> dict[str, Any]:
    """As by an act of jurisdiction, but that officers who came over go on: then there is nothing to sign."""
    organisation = world.organisation
    staffs = [one for one in case.team if organisation.staffs(one, place.organ, place.office, world.today)]
    handler = case.handler
    stays = handler is not None and organisation.staffs(handler, place.organ, place.office, world.today)
    changes = after(case, _MOVE, ABOUT, place, organisation) | ({"team": staffs} if staffs else {})
    changes |= {"teams": {case.phase: staffs}} if staffs else {}
    if stays:
        changes = {name: value for name, value in changes.items() if name != "handler"} | {"handover": None}
    return changes


def _stale(definition: Definition, case: Case, world: World) -> dict[str, Any]:
    """Requests that wait for an organ which has no say in the case any more, or would move it there, are closed."""
    ends = {one.id for one in case.requests if _has_no_say(definition, case, one, world)}
    changes: dict[str, Any] = {"pending": None} if case.pending and case.pending.id in ends else {}
    left = {name: told for name, told in (case.asides or {}).items() if name not in ends}
    return changes | ({"asides": left or None} if len(left) < len(case.asides or {}) else {})


def _has_no_say(definition: Definition, case: Case, request: Request, world: World) -> bool:
    line = {one.code for one in world.organisation.line(case.organ)}
    known = line | {organ for organ in (case.competent, case.designating, case.assigning) if organ}
    step = definition.lookup.step(request.step)
    if step and step.moves and request.to_organ:
        if request.to_organ not in destinations(step.moves, case, case.organ, world):
            return True
        known.add(request.to_organ)
    ahead = (one for one in request.steps if one["status"] != PASSED)
    return not {str(one.get("organ") or one["body"].rpartition("@")[2]) for one in ahead} <= known


def _lapsed(case: Case, changes: Mapping[str, Any]) -> dict[str, Any]:
    because, told = "organ_changed", dict[str, Any]()
    if case.pending and "pending" in changes:
        told["lapsed"] = {"request": case.pending.id, "because": because}
    left = changes.get("asides") or {}
    beside = [name for name in case.asides or {} if "asides" in changes and name not in left]
    return told | ({"lapsed_beside": [{"request": name, "because": because} for name in beside]} if beside else {})


def _not_ended(name: str) -> Refused:
    sentence = f"{name}尚未撤销，不能整体移交。"
    return Refused("not_reorganised", sentence, "请先导入撤销后的组织机构（该机关填写 valid_to）。", ENGINE, ("organ",))


def _not_founded() -> Refused:
    sentence = "部门的事项只能移交给一年内新设立的机关。"
    return Refused("not_reorganised", sentence, "请核对承接机关；其他情形请逐件办理管辖变更。", ENGINE, ("to",))
