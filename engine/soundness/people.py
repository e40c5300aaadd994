"""Who acts: teams, hand-overs, separation of duties. Is there always somebody who may?"""

from collections import deque
from collections.abc import Iterator, Mapping

from engine.definition import HandBack, HandTo, State, Taken, Transition
from engine.soundness.finding import Finding
from engine.soundness.outline import Outline, place_of, title
from engine.soundness.ways import Way, along, trace, ways_avoiding

Team = frozenset[str] | None
"""The phases that the present team has served in; None: no team was formed."""
Held = Mapping[tuple[str, Team], Way]
"""Every state with every team that it can be reached with, and the shortest way."""


def findings(outline: Outline) -> Iterator[Finding]:
    """Defects of people."""
    held = _teams(outline)
    for step in outline.steps.values():
        yield from _counts(step)
        yield from _hand_over(outline, step)
        yield from _hand_back(outline, step)
        yield from _without_team(outline, step, held)
        yield from _team_apart(outline, step, held)
        yield from _only_one_apart(outline, step)


def _counts(step: Taken) -> Iterator[Finding]:
    if not step.office:
        yield Finding(
            "S501",
            f"{place_of(step)}.office",
            f"{title(step)}没有写明在哪个内设机构办理，没有人有权办理。",
            "写明内设机构，或用 holding 表示当前承办部门。",
        )
    if step.forms_team and step.forms_team.at_least < 1:
        yield Finding(
            "S504",
            f"{place_of(step)}.forms_team",
            f"{title(step)}组成的工作组人数下限小于1，等于没有工作组。",
            "写 Team(at_least=2)；核查、审查调查、审理都要求二人以上。",
        )
    if step.at_most < 0:
        yield Finding(
            "S508",
            f"{place_of(step)}.at_most",
            f"{title(step)}的办理次数上限为负数。",
            "写允许的次数；不限次数的写 0。",
        )
    for linked in step.requires_linked:
        if not linked.workflow.strip():
            yield Finding(
                "S510",
                f"{place_of(step)}.requires_linked",
                f"{title(step)}要求关联事项，却没有写明是哪个流程的事项。",
                "在 RequiresLinked 中写明流程标识。",
            )


# --- Hand-overs ---------------------------------------------------------------------------------------------------


def _hand_over(outline: Outline, step: Taken) -> Iterator[Finding]:
    if isinstance(step.hands_to, HandTo) and not step.hands_to.functions:
        yield Finding(
            "S509",
            f"{place_of(step)}.hands_to",
            f"{title(step)}要移交，却没有写明移交给承担何种职能的部门。",
            "在 HandTo 中写明至少一个内设机构。",
        )
    if step.hands_to and step.hands_to.signed:
        offices = {"holding", *(step.hands_to.functions if isinstance(step.hands_to, HandTo) else ())}
        for state in _after(outline, step):
            if not state.closed and not _is_signed(outline, state, offices):
                yield Finding(
                    "S502",
                    f"{place_of(step)}.hands_to",
                    f"{title(step)}移交后须由接收部门签收，但在{title(state)}没有它可以办理的签收环节，事项将无法继续。",
                    "声明一个 signs_handover=True 的 Act，at 包含该状态，office 为 holding 或接收部门。",
                )


def _after(outline: Outline, step: Taken) -> tuple[State, ...]:
    """The states in which the case stands after the step."""
    names = (step.to,) if isinstance(step, Transition) else outline.at[step.id]
    return tuple(outline.states[name] for name in names if name in outline.states)


def _is_signed(outline: Outline, state: State, offices: set[str]) -> bool:
    return any(act.signs_handover and offices & {*act.office} for act in outline.acts_at(state.id))


def _hand_back(outline: Outline, step: Taken) -> Iterator[Finding]:
    if not isinstance(step.hands_to, HandBack) or step.hands_to.phase not in outline.phases:
        return
    ways = ways_avoiding(outline, step.hands_to.phase)
    for state in outline.at[step.id]:
        if state in ways:
            phase = outline.phases[step.hands_to.phase]
            yield Finding(
                "S503",
                f"{place_of(step)}.hands_to",
                f"{title(step)}要退回{title(phase)}阶段的承办部门，但事项可能从未经过该阶段：{trace(ways[state])}。",
                "改为必然经过的阶段，或用 HandTo 写明部门。",
            )


# --- Teams and separation -----------------------------------------------------------------------------------------


def _teams(outline: Outline) -> Held:
    start = outline.workflow.opening.to
    if start not in outline.states:
        return {}
    found: dict[tuple[str, Team], Way] = {(start, None): (outline.states[start].label,)}
    queue = deque(found)
    while queue:
        here = queue.popleft()
        for there, way in _onward(outline, here, found[here]):
            if there not in found:
                found[there] = way
                queue.append(there)
    return found


def _onward(outline: Outline, here: tuple[str, Team], way: Way) -> Iterator[tuple[tuple[str, Team], Way]]:
    state, team = here
    for act in outline.acts_at(state):
        if act.forms_team:
            yield (state, frozenset({outline.phase_of(state)})), (*way, f"〔{act.label}〕")
        if act.moves:
            yield (state, None), (*way, f"〔{act.label}〕")
    for move in outline.moves_from(state):
        phase = frozenset({outline.phase_of(move.to)})
        served = phase if move.forms_team else team | phase if team is not None else None
        yield (move.to, served), along(outline, way, move)


def _needs_team(step: Taken) -> bool:
    return {*step.by} == {"team"} or step.signed_by == "team"


def _without_team(outline: Outline, step: Taken, held: Held) -> Iterator[Finding]:
    for state in outline.at[step.id]:
        formed_here = any(act.forms_team for act in outline.acts_at(state))
        if _needs_team(step) and (state, None) in held and not formed_here:
            yield Finding(
                "S505",
                f"{place_of(step)}.by",
                f"{title(step)}须由工作组办理或签名，但这条路径上没有组成过工作组：{trace(held[state, None])}。",
                "在此前的环节写上 forms_team=Team(2)，或在该状态声明组成工作组的 Act。",
            )


def _team_apart(outline: Outline, step: Taken, held: Held) -> Iterator[Finding]:
    if not step.apart or not _needs_team(step):
        return
    for state in outline.at[step.id]:
        others = any(act.forms_team for act in outline.acts_at(state))
        if others and outline.phase_of(state) not in step.apart.phases:
            continue  # a new team is formed here, of people who served elsewhere
        ways = (way for (at, team), way in held.items() if at == state and team and team & {*step.apart.phases})
        for way in list(ways)[:1]:
            yield Finding(
                "S506",
                f"{place_of(step)}.apart",
                f"{title(step)}只能由工作组办理，而该工作组正是在须回避的阶段参加过办理的人，无人可以办理：{trace(way)}。",
                "另行组成工作组后再办理，或修正 apart 的阶段。",
            )


def _only_one_apart(outline: Outline, step: Taken) -> Iterator[Finding]:
    """The one person who holds a post had to act in the phase he must have kept out of."""
    if not step.apart or not _held_by_one(step):
        return
    for other in outline.workflow.transitions:
        served = [name for name in outline.at.get(other.id, ()) if outline.phase_of(name) in step.apart.phases]
        if served and other.id != step.id and _same_person(outline, step, other) and other.to in outline.states:
            yield Finding(
                "S506",
                f"{place_of(step)}.apart",
                f"{title(step)}只能由办理过{title(other)}的同一个人办理，而其所在阶段须回避，无人可以办理。",
                "改由其他角色办理其中一个环节，或修正 apart 的阶段。",
            )


def _held_by_one(step: Taken) -> bool:
    return {*step.by} in ({"principal"}, {"office_head"})


def _same_person(outline: Outline, one: Taken, other: Taken) -> bool:
    if {*one.by} != {*other.by}:
        return False
    if {*one.by} == {"principal"}:
        return True
    shared = bool({*outline.at[one.id]} & {*outline.at[other.id]})
    return {*one.office} == {*other.office} and ("holding" not in one.office or shared)
