"""同案、另案、并案、重复件: other persons and other clues that belong to a matter, or turn out not to."""

from typing import Final

from engine.definition import ANY_OPEN, Act, After, State, Transition
from engine.law import JCF, ZJ
from workflows.clue.common import DEFAULT, DEPUTY, ENDS_INQUIRY, NOT_OURS

STATES: Final = (State("merged", "已并入另一案件", "closed", closed=True),)

TRANSITIONS: Final = (
    Transition(
        "close_as_merged",
        "并入另一案件办理",
        at=("registered", "allocated", "shelved", "inquiry", "verification"),
        to="merged",
        by=("handler", "team"),
        after=[After("merge", basis=[ZJ(20)])],
        studied_by="office_meeting",
        approval=DEFAULT,
        fulfils=(*NOT_OURS, "clue_propose", "shelf_restudy", "prelim_verify", *ENDS_INQUIRY),
        basis=[ZJ(20), JCF(16)],
    ),
)

ACTS: Final = (
    Act(
        "register_co_subject",
        "登记同案人员",
        at=ANY_OPEN,
        by=("handler", "team"),
        form="registration",
        opens="same_matter",
        basis=[ZJ(20)],
    ),
    Act(
        "split",
        "另案登记",
        at=ANY_OPEN,
        by=("handler", "team"),
        form="registration",
        opens="new_matter",
        basis=[ZJ(20)],
    ),
    Act(
        "merge",
        "并案",
        at=ANY_OPEN,
        by=("handler", "team"),
        approval=[DEPUTY],
        links_as="merged",
        basis=[JCF(16), ZJ(20)],
    ),
    Act(
        "link_duplicate",
        "关联重复件",
        at=("registered", "allocated"),
        by="handler",
        links_as="duplicate",
        basis=[ZJ(20)],
    ),
)
