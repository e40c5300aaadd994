"""Steps of other organs, and acts that move the case: is there always somebody, somewhere, who goes on?"""

from collections.abc import Iterator

from engine.definition import Act, Move, OfficeOf, Taken
from engine.soundness.finding import Finding
from engine.soundness.outline import Outline, chains_of, place_of, ranks_of, title

_ONLY_HERE = frozenset({"team", "overseeing_deputy"})
_IN_AN_OFFICE = frozenset({"handler", "office_head"})
_WHILE_MOVING = frozenset({"target", "common_superior"})


def findings(outline: Outline) -> Iterator[Finding]:
    """Defects of who acts for another organ, and of where a case may go."""
    for step in outline.steps.values():
        yield from _of_another(step)
        if isinstance(step, Act) and step.moves:
            yield from _goes(outline, step, step.moves)
    yield from _parts(outline)


def _of_another(step: Taken) -> Iterator[Finding]:
    if step.of == "holding":
        return
    here = sorted(_ONLY_HERE & {*step.by})
    if here:
        yield Finding(
            "S001",
            f"{place_of(step)}.by",
            f"{title(step)}由另一机关办理，但“{'、'.join(here)}”只在承办机关才有。",
            "改为 principal、office_head、handler 或者 registrar。",
        )
    if _IN_AN_OFFICE & {*step.by} and {*step.office} <= {"holding"}:
        yield Finding(
            "S002",
            f"{place_of(step)}.office",
            f"{title(step)}由另一机关办理，但那里没有“当前承办部门”，没有人有权办理。",
            "用 office 写明那一机关的内设机构。",
        )
    if step.of in _WHILE_MOVING:
        yield Finding(
            "S003",
            f"{place_of(step)}.of",
            f"{title(step)}由“{step.of}”办理，但要到移交时才知道那是哪个机关。",
            "改为 superior、above、designating 或者 assigning；接收机关的意见写在 approval 中。",
        )


def _goes(outline: Outline, step: Act, move: Move) -> Iterator[Finding]:
    place = f"{place_of(step)}.moves"
    if move.to == "acting" and step.of == "holding":
        yield Finding(
            "S004",
            place,
            f"{title(step)}由承办机关办理，又移至办理机关，事项无处可去。",
            "用 of 写明由哪个机关办理，或者改写 Move 的去向。",
        )
    if not move.offices:
        yield Finding(
            "S005",
            place,
            f"{title(step)}没有写明由接收机关的哪些内设机构接收。",
            "在 Move 中写明至少一个内设机构。",
        )
    if step.hands_to or step.forms_team or step.lets_in or step.signs_handover or step.opens or step.corrects:
        yield Finding(
            "S006",
            place,
            f"{title(step)}改变承办机关，又移交本机关的部门、组成工作组、签收、另立或者更正，两者不能同时生效。",
            "分为两个环节。",
        )
    for state in outline.at[step.id]:
        if not any(act.signs_handover and act.of == "holding" for act in outline.acts_at(state)):
            yield Finding(
                "S007",
                place,
                f"{title(step)}后须由接收机关签收，但在{title(outline.states[state])}没有签收环节，事项将无法继续。",
                "声明一个 signs_handover=True 的 Act，at 包含该状态。",
            )


def _parts(outline: Outline) -> Iterator[Finding]:
    """Organs that are known only while a case moves, and those that are several, where one is asked for."""
    moving = {f"{place_of(step)}.approval" for step in outline.steps.values() if step.moves}
    moving |= {f"{place_of(step)}.concurs" for step in outline.steps.values() if step.moves}
    for place, organ in _named(outline):
        if organ in _WHILE_MOVING and place not in moving:
            yield Finding(
                "S003",
                place,
                f"“{organ}”只在改变承办机关的环节中才有。",
                "写在有 moves 的环节的审批中，或改为其他机关。",
            )
        if organ == "above" and place != "seen_by":
            yield Finding(
                "S008",
                place,
                "“above”指各级上级机关，不能由它们共同审批。",
                "写明 superior 或者 common_superior。",
            )


def _named(outline: Outline) -> Iterator[tuple[str, str]]:
    for place, chain in chains_of(outline.workflow):
        yield from ((place, getattr(step, "organ", "") or getattr(step, "beside", "")) for step in chain.steps)
    yield from ((place, rank.organ) for place, rank in ranks_of(outline.workflow))
    seen = (reader for reader in outline.workflow.seen_by if isinstance(reader, OfficeOf))
    yield from (("seen_by", reader.organ) for reader in seen)
    for step in outline.steps.values():
        yield from ((f"{place_of(step)}.issues", issue.organ) for issue in step.issues)
