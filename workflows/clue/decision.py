"""审理结论: 处分, 免予, 不予, 撤案, 移送检察; beside them 问责 and 建议."""

from typing import Final

from engine.definition import Act, After, Condition, Field, Form, Issue, State, Transition, chain
from engine.law import DZ, GT, HB, JCF, PZ, ZJ, ZWCF
from workflows.clue.authority import DECISION, HEARD_BEFORE_COMMITTEE, WITHOUT_SANCTION
from workflows.clue.common import DEFAULT, NOT_BEFORE_TRIAL, PRINCIPAL, SITTING
from workflows.clue.impact import TERMS
from workflows.clue.trial import ON_TRIAL

TALKED: Final = After("hold_trial_talk", since="phase", basis=[ZJ(55, "第（四）项")])
"""审理谈话 with the person."""
LENIENCY_EXEMPTION: Final = HB(None, "免予、不予党纪处分需注意的几个问题", confidence="A")

STATES: Final = (
    State("decided", "处分已决定", "sanction"),
    State("no_sanction", "不予处分", "closed", closed=True),
)

TRANSITIONS: Final = (
    Transition(
        "decide",
        "作出处分决定",
        at=ON_TRIAL,
        to="decided",
        by="team",
        office="trial",
        apart=NOT_BEFORE_TRIAL,
        after=(
            TALKED,
            *HEARD_BEFORE_COMMITTEE,
            After("remove_from_elected_post", when="elected_dismissed", basis=[ZWCF(50)]),
        ),
        studied_by="office_meeting",
        approval=DECISION,
        documents="trial_report",
        form="sanction",
        issues=[
            Issue("party_decision", when="party_decided"),
            Issue("administrative_decision", when="administration_decided"),
        ],
        organ_level_at_least="county",
        fulfils=("trial", "investigate_sup"),
        begins=(
            "announce_party",
            "announce_administrative",
            "post_pay_change",
            "exec_report",
            "lift_restrictions",
            *TERMS,
        ),
        only_if=("managed_here", "answerable"),
        only_with="something_decided",
        basis=[
            ZJ(53),
            ZJ(54),
            ZJ(55),
            ZJ(56),
            ZJ(55, "第（三）项"),
            PZ(4),
            PZ(6),
            PZ(14),
            PZ(28),
            JCF(52),
            ZWCF(44),
            DZ(42),
            GT(37),
            LENIENCY_EXEMPTION,
        ],
    ),
    Transition(
        "decide_no_sanction",
        "不予处分",
        at=ON_TRIAL,
        to="no_sanction",
        by="team",
        office="trial",
        apart=NOT_BEFORE_TRIAL,
        after=[TALKED],
        studied_by="office_meeting",
        approval=WITHOUT_SANCTION,
        documents="trial_report",
        form="no_sanction",
        organ_level_at_least="county",
        only_if="managed_here",
        fulfils=("trial", "investigate_sup"),
        begins="lift_restrictions",
        notifies="persons_party_committee",
        basis=[JCF(52), ZWCF(44), LENIENCY_EXEMPTION],
    ),
    # No evidence of a violation: the case is withdrawn, and the unit is told.
    Transition(
        "withdraw_case",
        "撤销案件",
        at="on_trial",
        to="withdrawn",
        by="team",
        office="trial",
        apart=NOT_BEFORE_TRIAL,
        studied_by="office_meeting",
        approval=WITHOUT_SANCTION,
        documents=("trial_report", "withdrawal_decision"),
        issues=[Issue("withdrawal_decision")],
        organ_level_at_least="county",
        fulfils=("trial", "investigate_sup"),
        begins="lift_restrictions",
        notifies="persons_unit",
        basis=[JCF(52), JCF(52, "第二款"), ZWCF(44)],
    ),
    # Neither a member nor an official (a bribe-giver, say): there is nothing to sanction, only a crime to prosecute.
    Transition(
        "transfer_without_sanction",
        "不涉处分，移送检察机关审查起诉",
        at="on_trial",
        to="with_procuratorate",
        by="team",
        office="trial",
        apart=NOT_BEFORE_TRIAL,
        after=[TALKED],
        studied_by="office_meeting",
        approval=[chain("principal", SITTING)],
        documents=("trial_report", "prosecution_opinion"),
        issues=[Issue("prosecution_opinion")],
        organ_level_at_least="county",
        only_if="not_answerable",
        fulfils=("trial", "investigate_sup"),
        basis=[JCF(52), ZWCF(44)],
    ),
)

ACTS: Final = (
    Act(
        "propose_accountability",
        "提出问责建议",
        at=("verified", "established", "settled", *ON_TRIAL, "decided", "execution"),
        by=("team", "handler"),
        approval=[PRINCIPAL],
        documents="accountability_proposal",
        form="accountability",
        basis=[JCF(52), ZWCF(44)],
    ),
    Act(
        "issue_advice",
        "提出纪检监察建议",
        at=("verified", "established", "settled", *ON_TRIAL, "decided", "execution"),
        by=("team", "handler"),
        approval=DEFAULT,
        documents="advice",
        form="advice",
        issues=[Issue("advice")],
        basis=[JCF(52), ZWCF(44)],
    ),
)

FORMS: Final = (
    Form(
        "accountability",
        "问责建议登记",
        (Field("held_to_account", "问责对象"), Field("decided_by", "有权作出问责决定的机关")),
    ),
    Form("advice", "纪检监察建议登记", (Field("addressed_to", "被建议单位"), Field("matter", "建议事项"))),
)

CONDITIONS: Final = (
    Condition(
        "not_answerable",
        "既非中共党员也非监察对象（身份已核实）",
        rule="answerable",
        negated=True,
        basis=[JCF(52)],
    ),
    Condition(
        "elected_dismissed",
        "担任选举、任命的职务，撤职以上政务处分",
        rule="any_true",
        values=("elected_post",),
        also="dismissed",
        basis=[ZWCF(50)],
    ),
)
