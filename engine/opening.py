"""How a matter begins: who may open it, and the first committed body of each case. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from engine.commands import OpenMatter, Takeover
from engine.errors import Refused
from engine.inputs import check_inputs, split
from engine.law import ENGINE, JJ
from engine.organisation import Organisation, Post
from engine.registry import Definition
from engine.world import World


@dataclass(frozen=True, slots=True)
class Opened:
    """One case to be opened: its first body (without id, matter and number), and what goes to the vault."""

    body: Mapping[str, Any]
    subject: Mapping[str, Any]
    content: Mapping[str, Any]
    informant: Mapping[str, str]


def decide_opening(
    definition: Definition, command: OpenMatter, post: Post | None, world: World
) -> tuple[Opened, ...] | Refused:
    """Judge an opening: one case per subject, or the refusal."""
    if not command.subjects:
        return Refused("no_subject", "至少要有一名被反映人。", "请填写被反映人。", ENGINE, ("subjects",))
    organ = command.organ or (post.organ if post else "")
    refusal = _not_entitled(definition, command, organ, post, world)
    if refusal:
        return refusal
    opened: list[Opened] = []
    for number, subject in enumerate(command.subjects):
        one = _open_one(definition, command, organ, subject, number, post, world)
        if isinstance(one, Refused):
            return one
        opened.append(one)
    return tuple(opened)


def competent_organ(authority: str | None, organ: str, organisation: Organisation) -> str:
    """The organ beside the committee that manages the person; the holding organ where the committee isn't known."""
    return (organisation.organ_of_committee(authority) if authority else None) or organ


def track_of(facts: Mapping[str, Any]) -> str:
    """纪律审查 for Party members, 监察调查 for supervised persons, both for who is both."""
    if facts.get("party_member") is True:
        return "both" if facts.get("supervised") is True else "discipline"
    return "supervision"


def _not_entitled(
    definition: Definition, command: OpenMatter, organ: str, post: Post | None, world: World
) -> Refused | None:
    opening = definition.workflow.opening
    if organ not in world.organisation.organs or not world.organisation.organs[organ].on_platform:
        return Refused("unknown_organ", "本系统没有该办理机关。", "请核对机构代码。", ENGINE, ("organ",))
    if command.takeover:
        return _not_importable(definition, command.takeover, organ, post, world)
    if command.received_on > world.today:
        return Refused("future", "受理时间晚于今天。", "请核对受理时间。", ENGINE, ("received_on",))
    article = opening.basis[0] if opening.basis else ENGINE
    whole = not world.organisation.has_offices(organ)
    function = world.organisation.function_of(post.office) if post else ""
    if post and post.organ == organ and (whole or function in opening.office) and post.position in _OPENERS:
        return None
    return Refused("wrong_role", "受理登记须由办理机关的受理部门办理。", "请转信访或案管部门登记。", article)


_OPENERS = frozenset({"handler", "office_head"})


def _not_importable(
    definition: Definition, takeover: Takeover, organ: str, post: Post | None, world: World
) -> Refused | None:
    if takeover.state not in definition.workflow.takes_over:
        return Refused("not_taken_over", "该状态不能由台账导入。", "请改为可接收的处置阶段。", ENGINE, ("state",))
    if may_import(post, organ, world.organisation):
        return None
    return Refused("wrong_role", "台账导入由数据迁移岗或本级案管部门办理。", "请由数据迁移岗或案管部门导入。", ENGINE)


def may_import(post: Post | None, organ: str, organisation: Organisation) -> bool:
    """The migration post, and 案管 of the organ or of one above it, may import a ledger."""
    if post is None or post.position == "migration":
        return post is not None
    above = {item.code for item in organisation.line(organ)}
    return organisation.function_of(post.office) == "case_supervision" and post.organ in above


def _open_one(
    definition: Definition,
    command: OpenMatter,
    organ: str,
    given: Mapping[str, Any],
    number: int,
    post: Post | None,
    world: World,
) -> Opened | Refused:
    opening = definition.workflow.opening
    form = definition.lookup.form(opening.form)
    values = check_inputs(form, given, lambda field: field.required, world.organisation)
    if isinstance(values, Refused):
        return Refused(
            values.code, f"第{number + 1}名被反映人：{values.sentence}", values.remedy, JJ(14), values.fields
        )
    subject, content, informant = split(form, values)
    state = definition.lookup.state(command.takeover.state if command.takeover else opening.to)
    now = world.now.astimezone(UTC).isoformat()
    body = {
        "workflow": definition.workflow.id,
        "definition": definition.digest,
        "state": state.id,
        "phase": state.phase,
        "closed": state.closed or None,
        "version": 1,
        "organ": organ,
        "competent": competent_organ(subject.get("authority"), organ, world.organisation),
        "office": _first_office(command, organ, post, world),
        "opened_at": now,
        "opened_by": command.actor,
        "received_on": command.received_on.isoformat(),
        "last_occurred_at": now,
        "track": track_of(subject),
        **_imported(command.takeover, now),
    }
    kept = {"inputs": content, "documents": dict(command.documents), "reason": command.reason}
    if command.takeover and command.takeover.also:
        kept["ledger"] = dict(command.takeover.also)
    return Opened({name: value for name, value in body.items() if value is not None}, subject, kept, informant)


def _imported(takeover: Takeover | None, now: str) -> dict[str, Any]:
    if takeover is None:
        return {}
    return {"imported": True, "taken_over_at": now, "subject_officer": takeover.subject_officer}


def _first_office(command: OpenMatter, organ: str, post: Post | None, world: World) -> str | None:
    if not world.organisation.has_offices(organ):
        return None
    return command.office or (post.office if post and post.organ == organ else None)
