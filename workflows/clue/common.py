"""What several phases refer to: usual approvals, bodies, who is kept apart, where an overdue matter climbs."""

from typing import Final

from engine.definition import (
    After,
    Apart,
    Bounds,
    Branches,
    Choice,
    Collective,
    Condition,
    Deadline,
    Field,
    Otherwise,
    Outside,
    Rank,
    Rung,
    Span,
    When,
    chain,
)
from engine.law import DL, HB, JCF, ZJ, ZWCF

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

NOT_OURS: Final = ("clue_transfer_wrong", "transfer_again")
"""The periods for passing on what another organ is competent for: whatever is done with the clue here ends both."""

ENDS_INQUIRY: Final = ("inquiry_start", "inquiry_reply", "entrusted_talk", "inquiry_report")
"""The periods of 谈话函询: whatever ends the inquiry ends all of them."""

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

CLOSED: Final = (
    "forwarded",
    "kept_as_duplicate",
    "merged",
    "settled",
    "first_form",
    "handed_to_party",
    "withdrawn",
    "no_sanction",
    "closed",
)
"""Every state in which a case has ended."""

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

NEXT_LOWER: Final = Field(
    "next_lower_principal",
    "是否下一级党委主要负责人",
    "boolean",
    unless_known=True,
    fact=True,
    kept_as="subject",
)
"""Asked where nobody has said it yet."""

DEADLINES: Final = (
    # No text gives a period for an approval. Three days at least: with fewer the warning would come at once.
    Deadline(
        "approve",
        "审批报批事项",
        "duty",
        length=[Span(working_days=5)],
        warn=[Span(working_days=2)],
        ladder=LADDER,
        basis=[ZJ(10)],
        length_confidence="C",
        bounds=Bounds(Span(working_days=3), Span(working_days=10)),
        of_approvals=True,
    ),
)

CONDITIONS: Final = (
    Condition(
        "managed_outside",
        "由本机关系统以外的党委管理（垂直管理、外地、中央单位等）",
        rule="any_true",
        values=("managed_outside",),
        basis=[JCF(16)],
    ),
    Condition(
        "not_outside", "不由本机关系统以外的党委管理", rule="any_true", values=("managed_outside",), negated=True
    ),
    Condition(
        "within_jurisdiction",
        "本机关管辖的人员（同级或者下级党委管理，或者经指定管辖）",
        rule="within_jurisdiction",
        also="not_outside",
        basis=[JCF(16), JCF(17)],
    ),
    Condition(
        "managed_elsewhere",
        "不属于本机关管辖的人员",
        rule="within_jurisdiction",
        negated=True,
        or_else="managed_outside",
        basis=[JCF(16), ZJ(7)],
    ),
    # Designation moves the power to investigate, never that to sanction.
    Condition(
        "managed_here",
        "同级或者下级党委管理的人员（指定管辖不转移处分权）",
        rule="managed_same_level",
        or_else="managed_lower",
        also="not_outside",
        basis=[JCF(16), ZWCF(51)],
    ),
    Condition("natural_person", "自然人（单位不作为立案对象）", rule="is_unit", negated=True, basis=[JCF(15)]),
    Condition("township", "乡镇（街道）承办的事项", rule="handling_level", values=("township",)),
    Condition("member_and_official", "既是党员又是监察对象", rule="party_member", also="supervised"),
    Condition("member_only", "是党员而不是监察对象", rule="party_member", also="not_supervised"),
    Condition("not_supervised", "不是监察对象", rule="supervised", negated=True),
    Condition(
        "supervision_matter",
        "只作监察调查的案件",
        rule="fact_is",
        fact="filing_track",
        values=("supervision",),
        or_else="not_party_member",
    ),
    # The very opposite of the one above, as its name says: one of the two periods runs for every case that is filed.
    Condition(
        "not_supervision_matter",
        "作纪律审查的案件（只作纪律审查，或者同时作监察调查）",
        rule="fact_is",
        fact="filing_track",
        values=("supervision",),
        negated=True,
        also="party_member",
    ),
    Condition(
        "discipline_matter",
        "只作纪律审查的案件",
        rule="fact_is",
        fact="filing_track",
        values=("discipline",),
        or_else="member_only",
    ),
    Condition("both_matters", "同时作纪律审查和监察调查的案件", rule="fact_is", fact="filing_track", values=("both",)),
)
