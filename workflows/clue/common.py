"""What several phases refer to: usual approvals, bodies, who is kept apart, where an overdue matter climbs."""

from typing import Final

from engine.definition import (
    Apart,
    Branches,
    Collective,
    Otherwise,
    Outside,
    Rank,
    Rung,
    Span,
    When,
    chain,
)
from engine.law import DL, ZJ

DL_RANKS: Final = DL(None, "审批权限（据实务转述）", confidence="A")
"""The ranks of 监督执法工作规定: an internal rule, read only as practitioners report it, so without a number."""

SITTING: Final = Collective("standing_committee")
"""纪委常委会: decides every sanction, those of the supervision track too."""
PARTY_PRINCIPAL: Final = Outside("same_level_party_principal")
PARTY_COMMITTEE: Final = Outside("same_level_party_committee")
FILING: Final = Rank("principal", delegable=False)
"""The principal in person: approving a filing can't be delegated."""

DEPUTY: Final = chain("overseeing_deputy")
PRINCIPAL: Final = chain("principal")
BOTH: Final = chain("principal", PARTY_PRINCIPAL)

DEFAULT: Final[Branches] = (When("managed_same_level", PRINCIPAL), Otherwise(DEPUTY))
"""Where the law names no rank: 分管领导, and the organ's principal for persons managed by the same-level committee."""

NOT_BEFORE_TRIAL: Final = Apart(("verification", "investigation"), basis=[ZJ(54)])
"""审查审理分离: nobody who verified or investigated takes part in the trial."""

WARNED: Final = (Span(days=7), Span(days=2))
LADDER: Final = (
    Rung(Rank("office_head"), grace=3),
    Rung(Rank("overseeing_deputy"), grace=3),
    Rung(Rank("principal"), grace=5),
    Rung(Rank("principal", "superior"), grace=5),
)
