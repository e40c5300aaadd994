"""What several phases refer to: usual approvals, bodies, who is kept apart, where an overdue matter climbs."""

from typing import Final

from engine.definition import (
    After,
    Apart,
    Branches,
    Choice,
    Collective,
    Condition,
    Field,
    Otherwise,
    Outside,
    Rank,
    Rung,
    Span,
    When,
    chain,
)
from engine.law import DL, HB, JCF, ZJ

DL_RANKS: Final = DL(None, "审批权限（据实务转述）", confidence="A")
"""The ranks of 监督执法工作规定: an internal rule, read only as practitioners report it, so without a number."""

PRACTICE: Final = HB(None, confidence="A")
"""What practitioners publish about their work, where several of them say the same."""

SITTING: Final = Collective("standing_committee")
"""纪委常委会: decides every sanction, those of the supervision track too."""
LEADERSHIP: Final = Collective("leadership_meeting")
"""专题会议, called by the principal."""
PARTY_PRINCIPAL: Final = Outside("same_level_party_principal")
PARTY_COMMITTEE: Final = Outside("same_level_party_committee")
SUPERIOR: Final = Rank("principal", "superior")
FILING: Final = Rank("principal", delegable=False)
"""The principal in person: approving a filing can't be delegated."""

DEPUTY: Final = chain("overseeing_deputy")
PRINCIPAL: Final = chain("principal")
BOTH: Final = chain("principal", PARTY_PRINCIPAL)

DEFAULT: Final[Branches] = (When("managed_same_level", PRINCIPAL), Otherwise(DEPUTY))
"""Where the law names no rank: 分管领导, and the organ's principal for persons managed by the same-level committee."""

NOT_BEFORE_TRIAL: Final = Apart(("verification", "investigation"), basis=[ZJ(54)])
"""审查审理分离: nobody who verified or investigated takes part in the trial."""

SHOWN_AND_HEARD: Final = After("verify_facts", since="phase", basis=[ZJ(51)])
"""见面核对: the person has seen the facts found and been heard."""

WARNED: Final = (Span(days=7), Span(days=2))
LADDER: Final = (
    Rung(Rank("office_head"), grace=3),
    Rung(Rank("overseeing_deputy"), grace=3),
    Rung(Rank("principal"), grace=5),
    Rung(Rank("principal", "superior"), grace=5),
)

LEADERS: Final = ("office_head", "deputy_leader", "principal")
"""相关负责人或者部门负责人: who leads a talk in the name of the organ."""

COUNTED_ON: Final = Field("counted_on", "统计时间", "date", required=False)
"""The day under which statistics count the step; that of its approval unless another is entered."""

SEATS: Final = (
    Choice("none", "无"),
    Choice("party_committee_member", "同级党委委员"),
    Choice("party_committee_alternate", "同级党委候补委员"),
    Choice("discipline_standing_member", "同级纪委常委"),
    Choice("discipline_member", "同级纪委委员"),
    Choice("supervision_member", "同级监委委员"),
)

CONDITIONS: Final = (
    Condition(
        "within_jurisdiction",
        "本机关管辖的人员（同级或者下级党委管理，或者经指定管辖）",
        rule="within_jurisdiction",
        basis=[JCF(16), JCF(17)],
    ),
    Condition(
        "managed_elsewhere",
        "不属于本机关管辖的人员",
        rule="within_jurisdiction",
        negated=True,
        basis=[JCF(16), ZJ(7)],
    ),
    Condition("township", "乡镇（街道）承办的事项", rule="handling_level", values=("township",)),
    Condition("supervision_matter", "只作监察调查的事项", rule="track", values=("supervision",)),
    Condition("discipline_matter", "只作纪律审查的事项", rule="track", values=("discipline",)),
    Condition("both_matters", "同时作纪律审查和监察调查的事项", rule="track", values=("both",)),
)
