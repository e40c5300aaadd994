"""How a matter begins: who may open it, and the first committed body of each case. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC
from typing import Any, Final

from engine import terms
from engine.case import Case
from engine.commands import OpenMatter, Takeover
from engine.deadlines.effects import Happened, Moved, Turn
from engine.definition import Form, Opening
from engine.errors import Refused
from engine.inputs import MAX_CELL, MAX_TEXT, check_inputs, keepable, split
from engine.law import ENGINE, Article
from engine.organisation import Organisation, Post
from engine.receiving import Opener, begins_at
from engine.registry import Definition
from engine.world import World


@dataclass(frozen=True, slots=True)
class Opened:
    """One case to be opened: its first body (without id, matter and number), and what goes to the vault.

    `begins`: the deadlines that are declared to begin with it; `told` what the entry tells of those that do.
    """

    body: Mapping[str, Any]
    subject: Mapping[str, Any]
    content: Mapping[str, Any]
    informant: Mapping[str, str]
    begins: tuple[str, ...] = ()
    told: Mapping[str, Any] = field(default_factory=dict)


def decide_opening(
    definition: Definition, command: OpenMatter, post: Post | None, world: World
) -> tuple[Opened, ...] | Refused:
    """Judge an opening: one case per subject, or the refusal."""
    if not command.subjects:
        return Refused("no_subject", "至少要有一名被反映人。", "请填写被反映人。", ENGINE, ("subjects",))
    if not keepable(command.reason):
        sentence = f"理由应为不超过{MAX_TEXT}字的文字。"
        return Refused("input_invalid", sentence, "请修改后重新提交。", ENGINE, ("reason",))
    organ = command.organ or (post.organ if post else "")
    refusal = _not_entitled(definition, command, organ, post, world) or _too_many(definition.workflow.opening, command)
    if refusal:
        return refusal
    asked = _Asked(definition, command, organ, post, world)
    opened: list[Opened] = []
    for number, subject in enumerate(command.subjects, start=1):
        one = _open_one(asked, subject)
        if isinstance(one, Refused):
            which = f"第{number}名被反映人：" if len(command.subjects) > 1 else ""
            return replace(one, sentence=which + one.sentence)
        opened.append(one)
    return tuple(opened)


def open_beside(
    definition: Definition, told: Mapping[str, Any], case: Case, actor: str, world: World
) -> Opened | Refused:
    """The case of another subject that an act on a case opens (另案): held by the same organ and office.

    But for one about an officer, who might work there.
    """
    command = OpenMatter(
        id="", actor=actor, workflow=case.workflow, subjects=(told,), received_on=world.today, organ=case.organ
    )
    opened = _open_one(_Asked(definition, command, case.organ, None, world), told)
    if isinstance(opened, Refused):
        return opened
    stays = case.office is not None and "subject_officer" not in opened.body
    return replace(opened, body={**opened.body, **({"office": case.office} if stays else {})})


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
    if post and post.organ == organ and any(_opens(post, role, opening, world.organisation) for role in opening.by):
        return None
    if not opening.office:
        return Refused("wrong_role", "登记须由本机关的在岗人员办理。", "请以本人所任岗位登记。", _article(opening))
    where = "、".join(terms.OFFICES[office] for office in opening.office)
    return Refused("wrong_role", f"受理登记须由办理机关的{where}办理。", "请转上述部门登记。", _article(opening))


def _too_many(opening: Opening, command: OpenMatter) -> Refused | None:
    """A report keeps itself from whom it names: of two named together, one could read about the other."""
    named = any(subject.get(opening.about_officer) for subject in command.subjects)
    if not opening.about_officer or len(command.subjects) == 1 or (opening.officers_to and not named):
        return None
    remedy = "请为每个人分别登记：被登记的人不得看到他人的登记。"
    return Refused("one_subject", "本登记每次只登记一人。", remedy, _article(opening), ("subjects",))


def _article(opening: Opening) -> Article:
    return opening.basis[0] if opening.basis else ENGINE


def _opens(post: Post, role: str, opening: Opening, organisation: Organisation) -> bool:
    """Whether a post of the handling organ plays a role of the opening: as in a step, but nobody holds a case yet."""
    whole = not organisation.has_offices(post.organ)
    head = "deputy_leader" if whole else "office_head"
    positions = {"handler": {"handler", head}, "office_head": {head}, "overseeing_deputy": {"deputy_leader"}}
    if role in {"handler", "office_head"} and not whole and organisation.function_of(post.office) not in opening.office:
        return False
    if role == "anyone":
        # Everybody of the organ; the migration post is nobody: it only imports.
        return post.position != "migration"
    return post.position in positions.get(role, {role})


def _not_importable(
    definition: Definition, takeover: Takeover, organ: str, post: Post | None, world: World
) -> Refused | None:
    if takeover.state not in definition.workflow.takes_over:
        return Refused("not_taken_over", "该状态不能由台账导入。", "请改为可接收的处置阶段。", ENGINE, ("state",))
    stated = takeover.stated or organ
    if not may_take_over(post, organ, stated, world.organisation):
        return not_importing(post, (stated,), world.organisation) or _sideways()
    offices = {office.code for office in world.organisation.offices_of(organ)}
    if takeover.office and offices and takeover.office not in offices:
        return Refused("input_invalid", "办理机关没有这一部门。", "请核对分管科室。", ENGINE, ("office",))
    return None


def _sideways() -> Refused:
    sentence, remedy = "台账所列事项只能交给办理机关或其上级。", "请核对办理机关。"
    return Refused("wrong_organ", sentence, remedy, ENGINE, ("organ",))


def may_take_over(post: Post | None, organ: str, stated: str, organisation: Organisation) -> bool:
    """Who may import a ledger of the stated organ may also hand its rows up the line, where the law sends them."""
    line = {item.code for item in organisation.line(stated)}
    return organ in line and may_import(post, stated, organisation)


def not_importing(post: Post | None, organs: Iterable[str], organisation: Organisation) -> Refused | None:
    """The refusal for who may not import the ledgers of these organs, naming some of those that aren't his."""
    if post is None or not may_import(post, post.organ, organisation):
        sentence, remedy = "台账导入由数据迁移岗或本级案管部门办理。", "请由数据迁移岗或案管部门导入。"
        return Refused("wrong_role", sentence, remedy, ENGINE)
    strange = [code for code in organs if not may_import(post, code, organisation)]
    if not strange:
        return None
    names = "、".join(organisation.organs[code].name for code in strange[:3] if code in organisation.organs)
    more = f"等{len(strange)}个机关" if len(strange) > 3 else ""
    remedy = "请删去这些机关的行后再导入，或者请其案管部门、共同上级的案管部门导入。"
    return Refused("wrong_organ", f"台账中有不属于本机关及其下级的事项：{names}{more}。", remedy, ENGINE, ("organ",))


def may_import(post: Post | None, organ: str, organisation: Organisation) -> bool:
    """The migration post, and 案管 of the organ or of one above it, may import a ledger."""
    if post is None or post.position == "migration":
        return post is not None
    above = {item.code for item in organisation.line(organ)}
    return organisation.function_of(post.office) == "case_supervision" and post.organ in above


_UNNAMED: Final = {"id": "", "matter": "", "number": ""}
"""What a case hasn't got before it is written."""


@dataclass(frozen=True, slots=True)
class _Asked:
    definition: Definition
    command: OpenMatter
    organ: str
    post: Post | None
    world: World


def _open_one(asked: _Asked, given: Mapping[str, Any]) -> Opened | Refused:
    command, definition, world = asked.command, asked.definition, asked.world
    opening = definition.workflow.opening
    form = definition.lookup.form(opening.form)
    longest = MAX_CELL if command.takeover else MAX_TEXT
    article = _article(opening)
    values = check_inputs(form, given, lambda field: field.required, world.organisation, article, longest=longest)
    if isinstance(values, Refused):
        return values
    begins = _taken_over_at(asked, command.takeover) if command.takeover else _begins_at(asked, form, values)
    if isinstance(begins, Refused):
        return begins
    subject, content, informant = split(form, values)
    kept = {"inputs": content, "documents": dict(command.documents), "reason": command.reason}
    if command.takeover and command.takeover.also:
        kept["ledger"] = dict(command.takeover.also)
    body = _first_body(asked, subject, begins)
    started = _begun(definition, command.takeover)
    periods = _periods(asked, body, values, started)
    return Opened({**body, **periods.changes}, subject, kept, informant, started, periods.told)


def _begun(definition: Definition, takeover: Takeover | None) -> tuple[str, ...]:
    """The deadlines of a case's beginning; taken over in a later state, it brings those of the way into that state."""
    workflow = definition.workflow
    if takeover is None or takeover.state == workflow.opening.to:
        return tuple(workflow.opening.begins)
    entering = (step.begins for step in workflow.transitions if step.to == takeover.state)
    return tuple(dict.fromkeys(name for begins in entering for name in begins))


def _periods(asked: _Asked, body: Mapping[str, Any], values: Mapping[str, Any], begins: tuple[str, ...]) -> Moved:
    case, world, takeover = Case.read({**_UNNAMED, **body}), asked.world, asked.command.takeover
    facts = split(asked.definition.lookup.form(asked.definition.workflow.opening.form), values)[0]
    turn = Turn(Happened(asked.definition, case, facts, world, 0, world.now, inputs=values), None)
    since = (takeover.since or asked.command.received_on) if takeover else None
    turn.begin(begins, since.isoformat() if since else None)
    turn.settle()
    return turn.moved()


def _begins_at(asked: _Asked, form: Form | None, values: Mapping[str, Any]) -> dict[str, Any] | Refused:
    opener = Opener(asked.organ, asked.post)
    return begins_at(asked.definition.workflow.opening, form, opener, values, asked.world)


def _first_body(asked: _Asked, subject: Mapping[str, Any], begins: Mapping[str, Any]) -> dict[str, Any]:
    command, workflow = asked.command, asked.definition.workflow
    state = asked.definition.lookup.state(command.takeover.state if command.takeover else workflow.opening.to)
    now = asked.world.now.astimezone(UTC).isoformat()
    body = {
        "workflow": workflow.id,
        "definition": asked.definition.digest,
        "state": state.id,
        "phase": state.phase,
        "closed": state.closed or None,
        "version": 1,
        "competent": competent_organ(subject.get("authority"), begins["organ"], asked.world.organisation),
        "opened_at": now,
        "opened_by": command.actor,
        "received_on": command.received_on.isoformat(),
        "last_occurred_at": now,
        "track": track_of(subject),
        **begins,
    }
    return {name: value for name, value in body.items() if value is not None}


def _taken_over_at(asked: _Asked, takeover: Takeover) -> dict[str, Any]:
    return {
        "organ": asked.organ,
        "office": takeover.office if asked.world.organisation.has_offices(asked.organ) else None,
        "imported": True,
        "taken_over_at": asked.world.now.astimezone(UTC).isoformat(),
        "subject_officer": takeover.subject_officer,
    }
