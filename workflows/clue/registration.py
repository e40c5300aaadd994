"""问题线索登记表: what is written down when a clue comes in, in the order of the ledger and with its labels.

Only the name is required of each person (the day of receipt is asked once, of the matter): real ledgers leave the
rest blank, and blank means unknown. Fields marked `fact` decide who approves and which track the case takes.
"""

from typing import Final

from engine.definition import Choice, Field, Form
from workflows.clue.common import SEATS

RANKS: Final = (
    Choice("village_cadre", "村居干部"),
    Choice("staff", "一般干部"),
    Choice("section_deputy", "乡科级副职"),
    Choice("section_principal", "乡科级正职"),
    Choice("division_deputy", "县处级副职"),
    Choice("division_principal", "县处级正职"),
    Choice("other", "其他"),
)

SOURCES: Final = (
    Choice("petition", "信访举报"),
    Choice("tasked_by_superior", "上级交办"),
    Choice("inspection_tour", "巡察中发现"),
    Choice("supervision", "监督检查中发现"),
    Choice("audit", "审计中发现"),
    Choice("judicial_transfer", "公检法等机关移送"),
    Choice("discipline_review", "纪律审查中发现"),
    Choice("other", "其他"),
)

REGISTRATION: Final = Form(
    "registration",
    "问题线索登记表",
    (
        Field("name", "被反映人", kept_as="subject"),
        Field("officer", "其人员编号（纪检监察机关人员）", "officer", required=False, kept_as="subject"),
        Field("only_a_namesake", "与在任人员同名，不是其本人", "boolean", required=False, kept_as="subject"),
        Field("is_unit", "是否单位", "boolean", required=False, fact=True, kept_as="subject"),
        Field("unit_and_post", "工作单位及职务", required=False, kept_as="subject"),
        Field("rank", "职级", "choice", RANKS, required=False, fact=True, kept_as="subject"),
        Field("supervised", "是否国家监察对象", "boolean", required=False, fact=True, kept_as="subject"),
        Field("party_member", "是否党员", "boolean", required=False, fact=True, kept_as="subject"),
        Field("authority", "干部管理权限", required=False, fact=True, kept_as="subject"),
        Field(
            "managed_outside",
            "由本机关系统以外的党委管理（垂直管理、外地、中央单位等）",
            "boolean",
            required=False,
            fact=True,
            kept_as="subject",
        ),
        Field(
            "next_lower_principal",
            "是否下一级党委主要负责人",
            "boolean",
            required=False,
            fact=True,
            kept_as="subject",
        ),
        Field("unit_principal", "是否所在单位主要负责人", "boolean", required=False, fact=True, kept_as="subject"),
        Field(
            "committee_seat",
            "在同级党委、纪委、监委任职",
            "choice",
            SEATS,
            required=False,
            fact=True,
            kept_as="subject",
        ),
        Field(
            "elected_post",
            "担任人大及其常委会选举、任命的职务",
            "boolean",
            required=False,
            fact=True,
            kept_as="subject",
        ),
        Field(
            "delegate",
            "系人大代表、政协委员、党代表、统战对象",
            "boolean",
            required=False,
            fact=True,
            kept_as="subject",
        ),
        Field("inspection_cadre", "是否纪检监察干部", "boolean", required=False, fact=True, kept_as="subject"),
        Field("source", "线索来源", "choice", SOURCES, required=False),
        Field("received_on", "受理时间", "date", required=False, happened=True),
        Field("problem", "主要问题线索", required=False),
        Field("violation", "违纪行为", required=False),
        Field("amount", "收缴涉案金额（万元）", "amount", required=False),
        Field("repeated", "是否重复件", "boolean", required=False),
        Field("tasked_by_superior", "上级交办", "boolean", required=False),
        Field("informant", "反映人", required=False, kept_as="informant"),
        Field("informant_contact", "反映人联系方式", required=False, kept_as="informant"),
        Field("remark", "备注", required=False),
    ),
)

FORMS: Final = (REGISTRATION,)
