"""管辖: the acts by which a matter passes from one organ to another, and the only ones.

提级办理, 报请提级, 指定管辖, 交办, 转办, 移送, 退回, 管辖争议. An act moves the handling; the power to sanction stays
with the organ of the committee that manages the person. What isn't named as ended here runs on in the new organ.
"""

from typing import Final

from engine.definition import (
    ANY_OPEN,
    Act,
    Bounds,
    Choice,
    Condition,
    Deadline,
    Extension,
    Field,
    Form,
    Issue,
    Move,
    Otherwise,
    Rank,
    Span,
    When,
    chain,
)
from engine.law import HB, JCF, JJ, TL21, XF, ZJ, ZWCF
from workflows.clue.common import BOTH, CLOSED, DEFAULT, DEPUTY, LADDER, NOT_OURS, PRACTICE, PRINCIPAL, SUPERIOR

ON_THE_WAY: Final = ("intake", "disposal", "inquiry", "verification", "investigation")
"""Before the trial: what a superior may still take up, or give to another organ."""
UNTOUCHED: Final = ("registered", "allocated")
"""Nothing has been done with the clue yet."""
FIRST: Final = ("case_supervision", "petition")
"""案管 receives what comes from another organ, where no office of the same kind can."""
TASK: Final = ("assigned_report", "assigned_supplement")
"""The duties of a task: they end where the superior takes the matter back."""

TARGET: Final = Rank("principal", "target")
DESIGNATING: Final = Rank("principal", "designating")
ASSIGNING: Final = Rank("principal", "assigning")
COMMON_SUPERIOR: Final = Rank("principal", "common_superior")

ACTS: Final = (
    # --- 提级 ------------------------------------------------------------------------------------------------------
    Act(
        "take_up",
        "提级办理",
        at=ON_THE_WAY,
        of="superior",
        by="principal",
        documents="raise_decision",
        form="jurisdiction_sheet",
        issues=[Issue("raise_decision", organ="superior")],
        moves=Move("acting", FIRST),
        fulfils=(*NOT_OURS, *TASK, "designated_report"),
        basis=[JCF(16), ZJ(9), PRACTICE],
    ),
    # Beyond the next level only if necessary: the necessity is written down.
    Act(
        "take_up_beyond",
        "越级提级办理",
        at=ON_THE_WAY,
        of="above",
        by="principal",
        documents="raise_decision",
        form="necessity_sheet",
        moves=Move("acting", FIRST),
        fulfils=(*NOT_OURS, *TASK, "designated_report"),
        basis=[JCF(16), ZJ(9)],
    ),
    Act(
        "request_raise",
        "报请提级办理",
        at=ON_THE_WAY,
        by="handler",
        office=("holding", "case_supervision"),
        approval=[chain("principal", SUPERIOR)],
        documents="raise_request",
        form="jurisdiction_sheet",
        moves=Move("superior", FIRST),
        fulfils=(*NOT_OURS, *TASK, "designated_report"),
        basis=[JCF(17)],
    ),
    # --- 指定管辖 ---------------------------------------------------------------------------------------------------
    # The Party principal agrees before somebody whom the same-level committee manages is investigated below.
    Act(
        "designate_down",
        "指定下级机关管辖",
        at=ON_THE_WAY,
        by="handler",
        office="case_supervision",
        approval=[When("managed_same_level", BOTH), Otherwise(PRINCIPAL)],
        documents="designation_decision",
        form="designation_sheet",
        only_if="within_jurisdiction",
        issues=[Issue("designation_decision")],
        moves=Move("below", FIRST, designates="holding"),
        begins="designated_report",
        basis=[JCF(17), ZJ(9), TL21(183), PRACTICE],
    ),
    Act(
        "designate_sideways",
        "指定其他下级机关管辖",
        at=ON_THE_WAY,
        of="superior",
        by="principal",
        documents="designation_decision",
        form="designation_sheet",
        issues=[Issue("designation_decision", organ="superior")],
        moves=Move("beside", FIRST, designates="superior"),
        begins="designated_report",
        basis=[JCF(17), ZJ(9), TL21(183), PRACTICE],
    ),
    Act(
        "request_designation",
        "提请指定其他机关管辖",
        at=ON_THE_WAY,
        by="handler",
        office=("holding", "case_supervision"),
        approval=[chain("principal", SUPERIOR)],
        documents="designation_request",
        form="designation_sheet",
        issues=[Issue("designation_decision", organ="superior")],
        moves=Move("beside", FIRST, designates="superior"),
        begins="designated_report",
        basis=[JCF(17), ZJ(9), TL21(183)],
    ),
    Act(
        "report_designated",
        "报告指定管辖事项办理情况",
        at=ANY_OPEN,
        by="handler",
        documents="upward_report",
        only_if="designated_matter",
        fulfils="designated_report",
        begins="designated_report",
        basis=[HB(None, confidence="C")],
    ),
    # After the trial it goes where the power to sanction is, and that organ has been spoken with before.
    Act(
        "return_to_competent",
        "审理后移送有处分权的机关",
        at=("on_trial", "referral_on_trial"),
        by="handler",
        office="trial",
        approval=[chain("principal", TARGET)],
        documents="trial_report",
        form="jurisdiction_sheet",
        only_if="sanction_elsewhere",
        moves=Move("competent", ("trial", *FIRST)),
        fulfils="designated_report",
        basis=[ZWCF(51), PRACTICE],
    ),
    Act(
        "return_as_decided",
        "意见不一致，经指定机关决定后移送",
        at=("on_trial", "referral_on_trial"),
        by="handler",
        office="trial",
        approval=[chain("principal", DESIGNATING)],
        documents=("trial_report", "jurisdiction_report"),
        form="jurisdiction_sheet",
        only_if=("sanction_elsewhere", "designated_matter"),
        moves=Move("competent", ("trial", *FIRST)),
        fulfils="designated_report",
        basis=[ZWCF(51), PRACTICE],
    ),
    # --- 交办 -----------------------------------------------------------------------------------------------------
    Act(
        "assign",
        "交办",
        at=UNTOUCHED,
        by="handler",
        office=("case_supervision", "petition"),
        approval=[DEPUTY],
        documents="assignment_letter",
        form="jurisdiction_sheet",
        issues=[Issue("assignment_letter")],
        moves=Move("below", FIRST, assigns="holding"),
        begins="assigned_report",
        fulfils=NOT_OURS,
        basis=[JJ(20, confidence="A2"), JJ(21)],
    ),
    Act(
        "report_assigned",
        "报告交办事项办理结果",
        at=(ANY_OPEN, *CLOSED),
        by="handler",
        office=("holding", "case_supervision"),
        approval=[PRINCIPAL],
        documents="assignment_report",
        only_if="assigned_matter",
        files_with="assigning",
        fulfils=TASK,
        basis=[JJ(21), JJ(23, confidence="A2")],
    ),
    Act(
        "accept_assigned_report",
        "认可交办结果",
        at=(ANY_OPEN, *CLOSED),
        of="assigning",
        by="handler",
        office=("case_supervision", "petition"),
        only_if="assigned_matter",
        ends_task=True,
        documents="reply_slip",
        basis=[JJ(23, confidence="A2")],
    ),
    Act(
        "return_assigned_report",
        "退回交办结果，要求补充",
        at=(ANY_OPEN, *CLOSED),
        of="assigning",
        by="handler",
        office=("case_supervision", "petition"),
        only_if="assigned_matter",
        documents="return_note",
        begins="assigned_supplement",
        basis=[JJ(22), JJ(23, confidence="A2")],
    ),
    # --- 转办、移送、退回、争议 ------------------------------------------------------------------------------------
    Act(
        "pass_down",
        "转办",
        at=UNTOUCHED,
        by="handler",
        office=("case_supervision", "petition"),
        approval=DEFAULT,
        documents="forwarding_letter",
        form="jurisdiction_sheet",
        moves=Move("below", FIRST),
        fulfils=NOT_OURS,
        basis=[JJ(16), XF(22)],
    ),
    Act(
        "transfer",
        "移送本系统内有管辖权的机关",
        at=UNTOUCHED,
        by="handler",
        office=("holding", "case_supervision"),
        approval=[DEPUTY],
        documents="forwarding_letter",
        form="jurisdiction_sheet",
        only_if="managed_elsewhere",
        moves=Move("competent", FIRST),
        fulfils=NOT_OURS,
        basis=[TL21(169), TL21(171), JCF(16), JJ(16)],
    ),
    # A designation binds: who thinks it wrong asks whoever gave it.
    Act(
        "send_back",
        "退回移送来的机关",
        at=UNTOUCHED,
        by="handler",
        office=("holding", "case_supervision"),
        approval=[PRINCIPAL],
        documents="return_note",
        form="jurisdiction_sheet",
        only_if="not_designated",
        moves=Move("sender", FIRST),
        fulfils=(*NOT_OURS, *TASK),
        basis=[TL21(169), JCF(16)],
    ),
    Act(
        "refer_dispute",
        "管辖争议报请共同的上级机关决定",
        at=ON_THE_WAY,
        by="handler",
        office=("holding", "case_supervision"),
        approval=[chain("principal", COMMON_SUPERIOR)],
        documents="jurisdiction_report",
        form="jurisdiction_sheet",
        moves=Move("any", FIRST),
        fulfils=NOT_OURS,
        basis=[JCF(16), ZJ(9, confidence="B")],
    ),
    # In the other states the acts that sign for a clue or a file sign for this, too.
    Act(
        "receive_moved",
        "签收其他机关移来的事项",
        at=("registered", "filed_simple", "on_trial", "referral_on_trial"),
        by="handler",
        office=("holding", "case_supervision"),
        signs_handover=True,
        basis=[ZJ(23), JJ(16)],
    ),
)

FORMS: Final = (
    Form("jurisdiction_sheet", "管辖变更呈批表", (Field("reason", "理由"),)),
    Form("necessity_sheet", "越级提级办理呈批表", (Field("reason", "理由"), Field("necessity", "越级办理的必要性"))),
    Form(
        "designation_sheet",
        "指定管辖呈批表",
        (
            Field(
                "designated_kind",
                "指定管辖的种类",
                "choice",
                (Choice("clue", "问题线索"), Choice("problem", "问题"), Choice("case", "案件")),
            ),
            Field(
                "designated_track",
                "指定的办理类型",
                "choice",
                (
                    Choice("discipline", "纪律审查"),
                    Choice("supervision", "监察调查"),
                    Choice("both", "纪律审查和监察调查"),
                ),
            ),
            Field("reason", "理由"),
        ),
    ),
)

CONDITIONS: Final = (
    Condition("designated_matter", "指定管辖的事项", rule="designated", basis=[JCF(17)]),
    Condition("not_designated", "不是指定管辖的事项", rule="designated", negated=True, basis=[JCF(17)]),
    Condition("assigned_matter", "上级交办的事项", rule="assigned", basis=[JJ(21)]),
    Condition("not_managed_below", "不是下级党委管理的人员", rule="managed_lower", negated=True),
    Condition(
        "sanction_elsewhere",
        "处分权属于其他机关的事项",
        rule="managed_same_level",
        negated=True,
        also="not_managed_below",
        basis=[ZWCF(51)],
    ),
)

DEADLINES: Final = (
    # 3 + 3 + N: the first extension by the own principal, the superior is told; the others by the superior.
    Deadline(
        "assigned_report",
        "报告交办事项办理结果",
        "duty",
        length=[Span(months=3)],
        catalogue="TASKED_COMPLAINT",
        warn=[Span(working_days=10), Span(working_days=3)],
        extensions=[
            Extension([PRINCIPAL], Span(months=3), times=1, basis=[JJ(21)]),
            Extension([chain("principal", ASSIGNING)], None, times=0, basis=[JJ(21)]),
        ],
        ladder=LADDER,
        basis=[JJ(21)],
    ),
    # No text gives a period for the supplement.
    Deadline(
        "assigned_supplement",
        "补充报告交办事项办理结果",
        "duty",
        length=[Span(months=1)],
        warn=[Span(working_days=3)],
        ladder=LADDER,
        basis=[JJ(22)],
        length_confidence="C",
        bounds=Bounds(Span(months=1), Span(months=3)),
    ),
    # Monthly by the practice of one province.
    Deadline(
        "designated_report",
        "向指定管辖机关报告办理情况",
        "duty",
        length=[Span(months=1)],
        warn=[Span(working_days=3)],
        ladder=LADDER,
        basis=[HB(None, confidence="C")],
        length_confidence="C",
        bounds=Bounds(Span(months=1), Span(months=3)),
    ),
)
