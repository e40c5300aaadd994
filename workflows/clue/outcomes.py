"""了结之后: the first form, what a closed clue still asks for, and how it is opened again on new evidence."""

from typing import Final

from engine.definition import Act, After, Choice, Field, Form, State, Transition
from engine.law import HB, ZJ
from workflows.clue.common import COUNTED_ON, DEFAULT, ENDS_INQUIRY
from workflows.clue.inquiry import ANSWERED

FIRST_FORM: Final = HB(None, "精准规范运用第一种形态", confidence="A")
AFTER_SETTLING: Final = ("settled", "first_form", "handed_to_party")
"""Where a clue ends without a filing."""

STATES: Final = (
    State("first_form", "运用第一种形态处理", "closed", closed=True),
    State("handed_to_party", "移送有关党组织处理", "closed", closed=True),
)

TRANSITIONS: Final = (
    # Minor problems: after an inquiry that was answered, or after a verification.
    Transition(
        "treat_first_form",
        "谈话提醒等第一种形态处理",
        at="inquiry",
        to="first_form",
        by="handler",
        after=ANSWERED,
        approval=DEFAULT,
        documents="first_form_record",
        form="first_form",
        tallies="disposal",
        begins="upward_disposal",
        fulfils=ENDS_INQUIRY,
        basis=[ZJ(30), FIRST_FORM],
    ),
    Transition(
        "treat_first_form_after_verification",
        "初核后谈话提醒等第一种形态处理",
        at="verified",
        to="first_form",
        by="handler",
        approval=DEFAULT,
        documents="first_form_record",
        form="first_form",
        tallies="disposal",
        begins="upward_disposal",
        basis=[ZJ(35), FIRST_FORM],
    ),
    Transition(
        "hand_to_party_organisation",
        "移送有关党组织处理",
        at="verified",
        to="handed_to_party",
        by="handler",
        approval=DEFAULT,
        documents="handover_letter",
        form="handing",
        tallies="disposal",
        begins="upward_disposal",
        notifies="persons_party_committee",
        basis=[ZJ(35)],
    ),
    # Closed is not forgotten: new evidence brings the clue back to its office, with the approval that settled it.
    Transition(
        "reopen",
        "发现新证据重新启动",
        at=AFTER_SETTLING,
        to="allocated",
        by="handler",
        reopens=True,
        studied_by="office_meeting",
        approval=DEFAULT,
        documents="new_evidence",
        form="reopening",
        only_if="within_jurisdiction",
        begins="clue_propose",
        basis=[ZJ(21), ZJ(24)],
    ),
)

ACTS: Final = (
    Act(
        "give_feedback",
        "反馈了结情况",
        at=AFTER_SETTLING,
        by="handler",
        documents="feedback_letter",
        form="feedback",
        basis=[ZJ(30)],
    ),
    Act(
        "clarify",
        "澄清正名",
        at=AFTER_SETTLING,
        by="handler",
        approval=DEFAULT,
        documents="clarification",
        notifies="persons_party_committee",
        basis=[ZJ(30)],
    ),
    Act(
        "spot_check",
        "抽查核实",
        at=("settled", "first_form"),
        by="handler",
        after=[After("inquire", basis=[ZJ(31)])],
        documents="spot_check_record",
        form="spot_check",
        basis=[ZJ(31)],
    ),
    Act(
        "file_to_integrity_archive",
        "材料归入廉政档案",
        at=AFTER_SETTLING,
        by="handler",
        documents="integrity_record",
        basis=[ZJ(31)],
    ),
)

FORMS: Final = (
    Form(
        "first_form",
        "第一种形态处理登记",
        (
            Field(
                "measure",
                "处理方式",
                "choice",
                (
                    Choice("reminder_talk", "提醒谈话"),
                    Choice("warning_talk", "警示谈话"),
                    Choice("criticism", "批评教育"),
                    Choice("stop", "纠正或者责令停止违纪行为"),
                    Choice("give_up_gains", "责成退出违纪所得"),
                    Choice("rectify_in_time", "限期整改"),
                    Choice("self_examination", "责令作出书面检查"),
                    Choice("democratic_life_meeting", "召开民主生活会批评帮助"),
                    Choice("public_apology", "责令公开道歉（检查）"),
                    Choice("circular", "通报（通报批评）"),
                    Choice("admonition", "诫勉（谈话）"),
                    Choice("other", "其他批评教育类措施"),
                ),
            ),
            Field("treated_on", "处理日期", "date", happened=True),
            COUNTED_ON,
        ),
    ),
    Form(
        "handing",
        "移送党组织登记",
        (Field("receiving_organisation", "接收党组织"), Field("proposal", "处理建议"), COUNTED_ON),
    ),
    Form("reopening", "重新启动登记", (Field("evidence", "新发现的证据"), Field("reason", "重新启动理由"))),
    Form(
        "feedback",
        "反馈登记",
        (
            Field(
                "told",
                "反馈对象",
                "choice",
                (Choice("person", "被反映人"), Choice("petitioner", "实名举报人"), Choice("unit", "所在党组织")),
            ),
            Field("told_on", "反馈日期", "date", happened=True),
        ),
    ),
    Form(
        "spot_check",
        "抽查核实登记",
        (
            Field(
                "result",
                "抽查结论",
                "choice",
                (Choice("truthful", "说明属实"), Choice("untruthful", "说明不实，拟重新启动")),
            ),
            Field("checked", "抽查事项"),
        ),
    ),
)
