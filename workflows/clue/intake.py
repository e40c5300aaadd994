"""受理与分办: the clue is registered, 案管 drafts who gets it, the organ's principal approves, the office signs."""

from typing import Final

from engine.definition import Act, HandTo, Opening, Periodic, Span, State, Transition
from engine.law import JJ, TL21, ZJ
from workflows.clue.common import PRINCIPAL

OPENING: Final = Opening(
    "registered",
    by="handler",
    office=(
        "petition",
        "case_supervision",
        "supervision",
        "investigation",
        "party_conduct",
        "cadre_supervision",
    ),
    form="registration",
    number="clue",
    basis=[ZJ(20), TL21(172)],
)

STATES: Final = (
    # The article on allocation names no period; 案管 clears the ledger regularly instead (LEDGER_CHECK).
    State("registered", "已受理", "intake", no_deadline=[ZJ(23)]),
)

TRANSITIONS: Final = (
    # The month for the proposal counts from the day the office receives the clue: signing begins it anew. It runs from
    # allocation already, so that a clue nobody signs for doesn't rest unnoticed.
    Transition(
        "allocate",
        "分办",
        at="registered",
        to="allocated",
        by="handler",
        office="case_supervision",
        approval=[PRINCIPAL],
        documents="allocation_sheet",
        hands_to=HandTo(("supervision", "investigation", "party_conduct", "cadre_supervision"), signed=True),
        begins="clue_propose",
        basis=[ZJ(23)],
    ),
)

ACTS: Final = (
    Act(
        "receive",
        "签收线索",
        at="allocated",
        by="handler",
        signs_handover=True,
        begins="clue_propose",
        basis=[ZJ(23), ZJ(21)],
    ),
)

PERIODIC: Final = (
    # Monthly or quarterly by local rule (C).
    Periodic(
        "ledger_check",
        "问题线索清理核对",
        office="case_supervision",
        every=Span(months=3),
        basis=[ZJ(20), ZJ(23), ZJ(24), ZJ(25)],
    ),
    Periodic(
        "office_feedback",
        "向信访部门反馈办理情况",
        office="supervision",
        every=Span(months=3),
        basis=[JJ(18)],
    ),
)
