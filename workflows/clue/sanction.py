"""处分: the closed lists of both tracks, the sanctions that need the Party committee, and the form of the decision."""

from typing import Final

from engine.definition import Choice, Condition, Field, Form
from engine.law import JCF, PZ, ZJ, ZWCF

PARTY_SANCTIONS: Final = (
    Choice("warning", "警告"),
    Choice("serious_warning", "严重警告"),
    Choice("serious_warning_for_removal", "严重警告（本应撤销党内职务但没有党内职务）"),
    Choice("removal_from_party_post", "撤销党内职务"),
    Choice("probation_one_year", "留党察看一年"),
    Choice("probation_two_years", "留党察看二年"),
    Choice("expulsion", "开除党籍"),
    Choice("exempted", "免予党纪处分"),
    Choice("none", "不予党纪处分"),
)

ADMINISTRATIVE_SANCTIONS: Final = (
    Choice("warning", "警告"),
    Choice("demerit", "记过"),
    Choice("major_demerit", "记大过"),
    Choice("demotion", "降级"),
    Choice("removal", "撤职"),
    Choice("dismissal", "开除"),
    Choice("exempted", "免予政务处分"),
    Choice("none", "不予政务处分"),
)

DIRECT_DECISION_GROUNDS: Final = (
    Choice("secret_or_sensitive", "涉及秘密或者其他敏感事项"),
    Choice("cross_region", "跨地区、跨部门"),
    Choice("organisation_unable", "基层党组织不能正常履行职责或者涉及该案"),
    Choice("managed_by_county_or_above", "县级以上党委管理的人员"),
    Choice("branch_cannot_resolve", "支部大会不能形成决议或者到会人数不足"),
    Choice("raised", "提级办理"),
    Choice("no_party_sanction", "不涉及党纪处分"),
)

CONDITIONS: Final = (
    # Who is known as neither can't be sanctioned, and a decision without a sanction would be none.
    Condition(
        "answerable",
        "中共党员或者监察对象（身份已核实）",
        rule="answerable",
        basis=[JCF(15), ZJ(37)],
    ),
    Condition(
        "heavy_sanction",
        "撤销党内职务以上党纪处分",
        rule="fact_is",
        fact="party_sanction",
        values=("removal_from_party_post", "probation_one_year", "probation_two_years", "expulsion"),
        basis=[PZ(6)],
    ),
    Condition(
        "heavy_administrative_sanction",
        "撤职以上政务处分",
        rule="fact_is",
        fact="administrative_sanction",
        values=("removal", "dismissal"),
        basis=[ZJ(56)],
    ),
    Condition(
        "demoted_or_heavier",
        "降级以上政务处分",
        rule="fact_is",
        fact="administrative_sanction",
        values=("demotion", "removal", "dismissal"),
        basis=[ZWCF(54)],
    ),
)

FORM: Final = Form(
    "sanction",
    "处分意见表",
    (
        Field("finding", "认定的违纪违法事实"),
        Field(
            "party_sanction",
            "党纪处分",
            "choice",
            PARTY_SANCTIONS,
            required_if="party_member",
            fact=True,
            kept_as="subject",
        ),
        Field(
            "administrative_sanction",
            "政务处分",
            "choice",
            ADMINISTRATIVE_SANCTIONS,
            required_if="supervised",
            fact=True,
            kept_as="subject",
        ),
        Field(
            "direct_decision_ground",
            "直接决定处分的情形",
            "choice",
            DIRECT_DECISION_GROUNDS,
            required_if="managed_lower",
        ),
    ),
)
