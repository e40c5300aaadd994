"""Roles, offices, documents, bodies, ranks, number series, organs and levels: each must stand in `engine.terms`."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from engine import terms
from engine.definition import Collective, HandTo, OfficeOf, Outside, StatedIn, Taken
from engine.machine import all_steps
from engine.soundness.finding import Finding
from engine.soundness.outline import Outline, chains_of, place_of, ranks_of

_TOLD: Collection[str] = {*terms.BODIES, *terms.OFFICES, *terms.ORGAN_PARTS, *terms.ROLES, *terms.POSITIONS}
_KINDS: Mapping[str, tuple[str, Collection[str]]] = {
    "S121": ("办理角色", terms.ROLES),
    "S122": ("内设机构", terms.OFFICES),
    "S123": ("文书材料", terms.DOCUMENTS),
    "S124": ("集体或外部机构", terms.BODIES),
    "S125": ("审批职级", terms.RANKS),
    "S126": ("文号编号", terms.NUMBER_SERIES),
    "S127": ("机关关系", terms.ORGAN_PARTS),
    "S128": ("机关层级", terms.LEVELS),
    "S129": ("告知或备案对象", _TOLD),
    "S130": ("统计清单", terms.TALLIES),
    "S131": ("事项关联", terms.LINKS),
    "S132": ("岗位", terms.POSITIONS),
    "S133": ("办理类型", terms.TRACKS),
    "S134": ("管辖去向", terms.DESTINATIONS),
}
_OF_TABLES: Mapping[str, str] = {"handling_level": "S128", "track": "S133"}
"""Rules whose values are words of a table."""
Named = Iterator[tuple[str, str, Iterable[str]]]
"""The code of the table to look in, the place, and the names written there."""


def findings(outline: Outline) -> Iterator[Finding]:
    """Words that the glossary doesn't know."""
    for source in (_of_opening, _of_steps, _of_approvals, _of_ranks, _of_the_rest):
        for code, place, names in source(outline):
            kind, table = _KINDS[code]
            for name in names:
                if name not in table:
                    yield Finding(
                        code,
                        place,
                        f"“{name}”不在术语表的“{kind}”之列。",
                        f"改用术语表中的标识，或先在 engine/terms.py 的“{kind}”中增加它和中文名称。",
                    )


def _of_opening(outline: Outline) -> Named:
    opening = outline.workflow.opening
    yield "S121", "opening.by", opening.by
    yield "S122", "opening.office", opening.office
    yield "S122", "opening.received_by", opening.received_by
    yield "S122", "opening.officers_to", opening.officers_to
    yield "S126", "opening.number", [opening.number]


def _of_steps(outline: Outline) -> Named:
    for step in all_steps(outline.workflow):
        place = place_of(step)
        yield "S121", f"{place}.by", step.by
        yield "S122", f"{place}.office", (name for name in step.office if name != "holding")
        yield "S123", f"{place}.documents", step.documents
        yield "S124", f"{place}.studied_by", [step.studied_by] if step.studied_by else []
        yield "S124", f"{place}.consults", step.consults
        yield "S126", f"{place}.issues", (issue.series for issue in step.issues)
        yield "S127", f"{place}.issues", (issue.organ for issue in step.issues)
        yield "S127", f"{place}.of", [step.of]
        yield from _of_move(place, step)
        yield "S122", f"{place}.lets_in", [step.lets_in] if step.lets_in else []
        yield "S130", f"{place}.tallies", [step.tallies] if step.tallies else []
        yield "S131", f"{place}.links_as", [step.links_as] if step.links_as else []
        yield "S128", f"{place}.organ_level_at_least", (name for name in [step.organ_level_at_least] if name)
        yield "S129", f"{place}.notifies", step.notifies
        yield "S129", f"{place}.files_with", step.files_with
        if isinstance(step.hands_to, HandTo):
            yield "S122", f"{place}.hands_to", step.hands_to.functions


def _of_move(place: str, step: Taken) -> Named:
    if step.moves:
        yield "S134", f"{place}.moves", [step.moves.to]
        yield "S122", f"{place}.moves", step.moves.offices
        yield "S127", f"{place}.moves", (name for name in (step.moves.designates, step.moves.assigns) if name)


def _of_approvals(outline: Outline) -> Named:
    for place, chain in chains_of(outline.workflow):
        for step in chain.steps:
            if isinstance(step, Collective | Outside):
                yield "S124", place, [step.body]
            if isinstance(step, Outside):
                yield "S127", place, [step.beside]
            if isinstance(step, Collective):
                yield "S127", place, [step.organ]


def _of_ranks(outline: Outline) -> Named:
    for place, rank in ranks_of(outline.workflow):
        yield "S125", place, [rank.post]
        yield "S127", place, [rank.organ]
        yield "S122", place, [rank.office] if rank.office else []


def _of_the_rest(outline: Outline) -> Named:
    for reader in outline.workflow.seen_by:
        if isinstance(reader, OfficeOf):
            yield "S122", "seen_by", [reader.function]
            yield "S127", "seen_by", [reader.organ]
    for form in outline.workflow.forms:
        yield from (("S132", f"forms.{form.id}.{item.id}", item.positions) for item in form.fields)
    for condition in outline.workflow.conditions:
        if condition.rule in _OF_TABLES:
            yield _OF_TABLES[condition.rule], f"conditions.{condition.id}.values", condition.values
    for periodic in outline.workflow.periodic:
        yield "S122", f"periodic.{periodic.id}.office", [periodic.office]
    for deadline in outline.workflow.deadlines:
        stated = (length.document for length in deadline.length if isinstance(length, StatedIn))
        yield "S123", f"deadlines.{deadline.id}.length", stated
