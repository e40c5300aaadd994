"""处分: the closed lists of both tracks and the form of the decision."""

from typing import Final

from engine.definition import Choice, Condition, Field, Form
from engine.law import GT, PZ, ZWCF

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
    Choice("ordinary", "一般程序：已经支部大会讨论并经基层党委审查"),
    Choice("secret_or_sensitive", "涉及秘密或者其他敏感事项"),
    Choice("cross_region", "跨地区、跨部门"),
    Choice("organisation_unable", "基层党组织不能正常履行职责或者涉及该案"),
    Choice("managed_by_county_or_above", "县级以上党委管理的人员"),
    Choice("branch_cannot_resolve", "支部大会不能形成决议或者到会人数不足"),
    Choice("raised", "提级办理"),
    Choice("no_party_sanction", "不涉及党纪处分"),
)

COMMITTEE_ROUTES: Final = (
    Choice("plenary", "全会三分之二以上多数决定"),
    Choice("between_plenaries", "全会闭会期间，上级纪委审查、上级党委批准，待全会追认"),
    Choice("criminal_expulsion", "因犯罪开除党籍，同级党委常委会决定"),
)

_PARTY_SANCTION: Final = Field(
    "party_sanction",
    "党纪处分",
    "choice",
    PARTY_SANCTIONS,
    required_if="party_member",
    fact=True,
    kept_as="subject",
)

CONDITIONS: Final = (
    Condition(
        "ordinary_procedure",
        "一般程序（支部大会讨论）",
        rule="fact_is",
        fact="direct_decision_ground",
        values=("ordinary",),
        basis=[GT(37), PZ(14)],
    ),
    Condition(
        "party_decided",
        "党纪处分或者免予党纪处分",
        rule="fact_is",
        fact="party_sanction",
        values=tuple(choice.id for choice in PARTY_SANCTIONS if choice.id != "none"),
        basis=[PZ(6)],
    ),
    Condition(
        "administration_decided",
        "政务处分或者免予政务处分",
        rule="fact_is",
        fact="administrative_sanction",
        values=tuple(choice.id for choice in ADMINISTRATIVE_SANCTIONS if choice.id != "none"),
        basis=[ZWCF(44)],
    ),
    # Where both tracks come to 不予, there is nothing to decide: that is a way of its own.
    Condition(
        "something_decided",
        "至少一项给予处分或者免予处分（均为不予的，办理“不予处分”）",
        rule="fact_is",
        fact="party_sanction",
        values=tuple(choice.id for choice in PARTY_SANCTIONS if choice.id != "none"),
        or_else="administration_decided",
        basis=[ZWCF(44)],
    ),
)

FORMS: Final = (
    Form(
        "sanction",
        "处分意见表",
        (
            Field("finding", "认定的违纪违法事实"),
            _PARTY_SANCTION,
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
                "处分程序（一般程序，或者直接决定处分的情形）",
                "choice",
                DIRECT_DECISION_GROUNDS,
                required_if="managed_lower",
                fact=True,
                kept_as="subject",
            ),
            Field(
                "branch_resolved_on",
                "支部大会决议日期",
                "date",
                required_if="ordinary_procedure",
                happened=True,
            ),
            Field(
                "committee_route",
                "委员重处分的决定方式",
                "choice",
                COMMITTEE_ROUTES,
                required_if="seat_heavy",
                fact=True,
                kept_as="subject",
            ),
        ),
    ),
    # A township's own power is that over Party members; 政务处分 is for the county.
    Form(
        "township_sanction",
        "乡镇处分意见表",
        (
            Field("finding", "认定的违纪事实"),
            _PARTY_SANCTION,
            Field("important", "重大、复杂案件", "boolean", fact=True, kept_as="subject"),
        ),
    ),
    Form("no_sanction", "不予处分意见表", (Field("finding", "认定的事实"), Field("reason", "不予处分的理由"))),
)
