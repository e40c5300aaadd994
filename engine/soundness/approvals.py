"""Chains and their branches: does every subject have exactly one readable approval?"""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from engine.definition import Branches, Chain, Collective, Otherwise, SameRankAs, Taken, When
from engine.soundness.finding import Finding
from engine.soundness.outline import Outline, approvals_of, chains_of, place_of, title


def findings(outline: Outline) -> Iterator[Finding]:
    """Defects of approvals."""
    for place, what, branches in approvals_of(outline.workflow):
        yield from _branches(place, what, branches)
        yield from _empty(place, what, branches)
        yield from _same_rank(outline, place, what, branches)
    for step in outline.steps.values():
        yield from _circular(outline, step)
    yield from _fractions(outline)
    yield from _repeated(outline)


def _branches(place: str, what: str, branches: Branches) -> Iterator[Finding]:
    conditions = Counter(branch.condition for branch in branches if isinstance(branch, When))
    if branches and isinstance(branches[-1], When):
        yield Finding(
            "S602",
            place,
            f"{what}的审批只写了部分情形，其余的人由谁批准没有写明。",
            "最后加上 Otherwise(chain(...))，写明其余情形的批准人。",
        )
    if any(not isinstance(branch, When) for branch in branches[:-1]):
        yield Finding(
            "S603",
            place,
            f"{what}的审批中，写在“其余情形”之后的分支永远轮不到。",
            "先写各个 When，最后只写一个 Otherwise。",
        )
    for condition, times in conditions.items():
        if times > 1:
            yield Finding(
                "S604",
                place,
                f"{what}的审批对条件“{condition}”写了{times}次，后写的永远轮不到。",
                "每个条件只写一次。",
            )


def _empty(place: str, what: str, branches: Branches) -> Iterator[Finding]:
    chains = (_chain(branch) for branch in branches)
    if any(chain is not None and not chain.steps for chain in chains):
        yield Finding(
            "S601",
            place,
            f"{what}有一种情形的审批是空的，等于无人批准。",
            "写明批准人；确实无需审批的环节，不写 approval。",
        )


def _chain(branch: When | Otherwise | SameRankAs | Chain) -> Chain | None:
    if isinstance(branch, SameRankAs):
        return None
    return branch if isinstance(branch, Chain) else branch.chain


def _same_rank(outline: Outline, place: str, what: str, branches: Branches) -> Iterator[Finding]:
    for named in _named(branches):
        if named not in outline.steps:
            yield Finding(
                "S605",
                place,
                f"{what}与“{named}”同级审批，但没有这个环节。",
                "改为本流程已声明的环节。",
            )
        elif not outline.steps[named].approval:
            yield Finding(
                "S607",
                place,
                f"{what}与{title(outline.steps[named])}同级审批，而后者无需审批，等于无人批准。",
                "改为需要审批的环节，或直接写明批准人。",
            )


def _named(branches: Branches) -> tuple[str, ...]:
    return tuple(branch.transition for branch in branches if isinstance(branch, SameRankAs))


def _circular(outline: Outline, step: Taken) -> Iterator[Finding]:
    circle = _circle(outline, (step.id,))
    if circle:
        yield Finding(
            "S606",
            f"{place_of(step)}.approval",
            f"{title(step)}的同级审批绕回了自己：{' → '.join(circle)}。",
            "在其中一个环节直接写明批准人。",
        )


def _circle(outline: Outline, way: tuple[str, ...]) -> tuple[str, ...]:
    """The steps from the first back to itself by `SameRankAs`; empty if there is no such circle."""
    last = outline.steps.get(way[-1])
    for named in _named(last.approval) if last else ():
        if named == way[0]:
            return (*way, named)
        circle = () if named in way else _circle(outline, (*way, named))
        if circle:
            return circle
    return ()


def _fractions(outline: Outline) -> Iterator[Finding]:
    for place, chain in chains_of(outline.workflow):
        for step in chain.steps:
            shares = (step.present, step.passing) if isinstance(step, Collective) else ()
            for share in shares:
                if not _is_share(share):
                    yield Finding(
                        "S608",
                        place,
                        f"会议比例“{share}”读不出来，或不在0和1之间，永远达不到或总能达到。",
                        '写成须超过的分数，例如 "1/2"、"2/3"。',
                    )


def _is_share(text: str) -> bool:
    try:
        return 0 < Fraction(text) < 1
    except (ValueError, ZeroDivisionError):
        return False


def _repeated(outline: Outline) -> Iterator[Finding]:
    for place, chain in chains_of(outline.workflow):
        if any(chain.steps.count(step) > 1 for step in chain.steps):
            yield Finding(
                "S609",
                place,
                "同一审批人在一条审批链中出现两次。",
                "每一级只写一次；需要不同机关的，写明 organ。",
            )
