"""更正: a registered fact, or the last step, put right by a new entry; what was registered before stays as it was.

Who approved what is corrected approves the correction; the ranks named here are for what nobody had to approve.
"""

from typing import Final

from engine.definition import ANY_OPEN, Act
from engine.law import ZJ
from workflows.clue.common import CLOSED, DEFAULT

ANYTIME: Final = (ANY_OPEN, *CLOSED)
"""A mistake may come to light once the matter is closed, or be its closing."""

ACTS: Final = (
    Act(
        "correct_facts",
        "更正事实",
        at=ANYTIME,
        by="handler",
        office=("holding", "case_supervision"),
        approval=DEFAULT,
        documents="correction_sheet",
        corrects="facts",
        basis=[ZJ(23)],
    ),
    Act(
        "correct_last_step",
        "更正上一步骤",
        at=ANYTIME,
        by="handler",
        office=("holding", "case_supervision"),
        approval=DEFAULT,
        documents="correction_sheet",
        corrects="last_step",
        basis=[ZJ(23)],
    ),
)
