"""问题线索处置: from the registered clue to the executed sanction, with every branch that the rules know.

Each page under `workflows/clue` is the same form: states, steps, records, conditions, deadlines. Read them in the
order of `PAGES`.
"""

from typing import Any, Final

from engine.definition import Choice, OfficeOf, Rank, Workflow
from workflows.clue import (
    authority,
    common,
    correction,
    decision,
    disposal,
    execution,
    filed,
    filing,
    impact,
    inquiry,
    intake,
    investigation,
    jurisdiction,
    outcomes,
    prosecution,
    registration,
    related,
    sanction,
    seized,
    township,
    trial,
    upward,
    verification,
)

PAGES: Final = (
    common,
    registration,
    intake,
    related,
    upward,
    disposal,
    inquiry,
    outcomes,
    verification,
    filing,
    filed,
    investigation,
    seized,
    trial,
    authority,
    sanction,
    decision,
    township,
    impact,
    execution,
    prosecution,
    jurisdiction,
    correction,
)


def _all(kind: str) -> tuple[Any, ...]:
    """What the pages declare of this kind, page by page."""
    return tuple(word for page in PAGES for word in getattr(page, kind, ()))


WORKFLOW: Final = Workflow(
    "clue_disposal",
    "问题线索处置",
    "2026.4",
    about="从受理、分办、处置到立案审查调查、审理、处分决定及其执行的全过程。",
    phases=(
        Choice("intake", "受理"),
        Choice("disposal", "处置"),
        Choice("inquiry", "谈话函询"),
        Choice("verification", "初步核实"),
        Choice("investigation", "审查调查"),
        Choice("trial", "审理"),
        Choice("sanction", "处分决定"),
        Choice("execution", "执行"),
        Choice("prosecution", "移送起诉"),
        Choice("closed", "办结"),
    ),
    opening=intake.OPENING,
    takes_over=("registered", "allocated", "inquiry", "verifying", "shelved", "settled"),
    must_pass=(
        ("investigation", "verification"),
        ("sanction", "trial"),
        ("execution", "trial"),
        ("prosecution", "trial"),
    ),
    seen_by=(
        Rank("principal"),
        Rank("overseeing_deputy"),
        OfficeOf("case_supervision"),
        Rank("principal", "above"),
        Rank("principal", "designating"),
        OfficeOf("case_supervision", "designating"),
        Rank("principal", "assigning"),
        OfficeOf("case_supervision", "assigning"),
        OfficeOf("petition", "assigning"),
    ),
    states=_all("STATES"),
    transitions=_all("TRANSITIONS"),
    acts=_all("ACTS"),
    forms=_all("FORMS"),
    conditions=_all("CONDITIONS"),
    deadlines=_all("DEADLINES"),
    periodic=_all("PERIODIC"),
)
