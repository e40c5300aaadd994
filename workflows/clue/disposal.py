"""线索处置: within a month the office proposes, after collective study, one of the four ways."""

from typing import Final

from engine.definition import Condition, Deadline, Span, State, Team, Transition, When
from engine.law import JCF, JJ, ZJ
from workflows.clue.common import BOTH, DEFAULT, DL_RANKS, LADDER, PRINCIPAL, WARNED

STATES: Final = (
    State("allocated", "已分办", "disposal"),
    # No period: 暂存 lasts until the clue can be checked; it is studied again when the ledger is cleared.
    State("shelved", "暂存待查", "disposal", no_deadline=[ZJ(21), ZJ(24)]),
)

TRANSITIONS: Final = (
    Transition(
        "inquire",
        "谈话函询",
        at="allocated",
        to="inquiry",
        by="handler",
        studied_by="office_meeting",
        approval=[When("next_lower_principal", PRINCIPAL), *DEFAULT],
        documents=("disposal_sheet", "inquiry_plan"),
        form="inquiry",
        fulfils="clue_propose",
        begins="inquiry_start",
        only_if="within_jurisdiction",
        basis=[JJ(17), ZJ(27)],
    ),
    # From 谈话函询 it ends the inquiry whether or not the person has answered.
    Transition(
        "verify",
        "初步核实",
        at=("allocated", "inquiry", "shelved"),
        to="verifying",
        by="handler",
        studied_by="office_meeting",
        approval=[When("next_lower_principal", BOTH), When("managed_principal", BOTH), *DEFAULT],
        documents="verification_plan",
        forms_team=Team(at_least=2),
        fulfils=("clue_propose", "inquiry_start", "inquiry_reply", "inquiry_report"),
        begins="prelim_verify",
        only_if="within_jurisdiction",
        basis=[JJ(17), ZJ(33), JCF(41), DL_RANKS],
    ),
    Transition(
        "shelve",
        "暂存待查",
        at="allocated",
        to="shelved",
        by="handler",
        studied_by="office_meeting",
        approval=DEFAULT,
        documents="disposal_sheet",
        fulfils="clue_propose",
        only_if="within_jurisdiction",
        basis=[JJ(17), ZJ(21)],
    ),
    Transition(
        "settle",
        "予以了结",
        at=("allocated", "shelved"),
        to="settled",
        by="handler",
        studied_by="office_meeting",
        approval=DEFAULT,
        documents="disposal_sheet",
        fulfils="clue_propose",
        only_if="within_jurisdiction",
        basis=[JJ(17), ZJ(21)],
    ),
)

CONDITIONS: Final = (
    Condition(
        "within_jurisdiction",
        "本机关管辖的人员（同级或者下级党委管理，或者经指定管辖）",
        rule="within_jurisdiction",
        basis=[JCF(16), JCF(17)],
    ),
)

DEADLINES: Final = (
    Deadline(
        "clue_propose",
        "提出处置意见",
        "duty",
        length=[Span(months=1)],
        catalogue="CLUE_PROPOSE",
        warn=WARNED,
        ladder=LADDER,
        basis=[ZJ(21)],
    ),
)
