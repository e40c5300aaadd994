"""初步核实: a team of two or more checks the clue and signs one report, which the organ's principal approves."""

from typing import Final

from engine.definition import Act, Deadline, Extension, SameRankAs, Span, State, Team, Transition
from engine.law import AJ94, HB, JCF, TL21, ZJ, ZWCF
from workflows.clue.common import DEFAULT, DEPUTY, LADDER, PRINCIPAL, WARNED

STATES: Final = (
    State("verifying", "初步核实中", "verification"),
    # The articles give the report no period of its own until it is disposed of.
    State("verified", "初核报告已提交", "verification", no_deadline=[ZJ(35), JCF(41)]),
    State("established", "已以生效法律文书为据提出", "verification", no_deadline=[TL21(181), ZWCF(49)]),
)

TRANSITIONS: Final = (
    Transition(
        "report_verification",
        "提交初核报告",
        at="verifying",
        to="verified",
        by="team",
        signed_by="team",
        approval=[PRINCIPAL],
        documents="verification_report",
        fulfils="prelim_verify",
        basis=[JCF(41), ZJ(35)],
    ),
    Transition(
        "return_verification",
        "退回补充核实",
        at="verified",
        to="verifying",
        by="handler",
        approval=[PRINCIPAL],
        documents="return_note",
        begins="prelim_verify",
        basis=[JCF(41), ZJ(35)],
    ),
    # The principal has approved the report already; the outcome needs the rank that approved the verification. A
    # person against whom nothing is filed may also be found not to deserve a sanction (不予): the clue is settled.
    Transition(
        "settle_after_verification",
        "初核后予以了结",
        at=("verified", "established"),
        to="settled",
        by="handler",
        approval=[SameRankAs("verify")],
        documents="closing_note",
        form="disposal",
        tallies="disposal",
        begins="upward_disposal",
        basis=[ZJ(35), HB(None, "免予、不予党纪处分需注意的几个问题", confidence="A")],
    ),
    Transition(
        "shelve_after_verification",
        "初核后暂存待查",
        at="verified",
        to="shelved",
        by="handler",
        approval=[SameRankAs("verify")],
        documents="closing_note",
        form="disposal",
        tallies="disposal",
        begins=("shelf_restudy", "upward_disposal"),
        basis=[ZJ(35)],
    ),
)

ACTS: Final = (
    Act(
        "change_team",
        "调整核查组、审查调查组",
        at=("verifying", "investigating", "filed_simple", "supplementing"),
        by="handler",
        approval=[DEPUTY],
        forms_team=Team(at_least=2),
        basis=[ZJ(39), ZJ(33)],
    ),
    Act(
        "add_evidence",
        "登记证据材料",
        at=("verifying", "investigation", "on_trial", "referral_on_trial"),
        by="team",
        documents="evidence",
        basis=[JCF(44)],
    ),
    Act(
        "add_talk_record",
        "登记谈话笔录",
        at=("verifying", "investigation"),
        by="team",
        documents="talk_record",
        form="talk",
        basis=[JCF(44), ZWCF(42)],
    ),
)

DEADLINES: Final = (
    # From the approval: where the Party principal approves, from the day of his sheet.
    Deadline(
        "prelim_verify",
        "初步核实",
        "duty",
        length=[Span(months=2)],
        catalogue="PRELIM_VERIFY",
        warn=WARNED,
        extensions=[
            Extension(DEFAULT, Span(months=1), basis=[AJ94(15)]),
            Extension(DEFAULT, times=0, basis=[AJ94(15)]),
        ],
        # A returned report gives no new period: the clock goes on where it stood.
        resets=False,
        ladder=LADDER,
        basis=[AJ94(15)],
        counts_from="decided",
    ),
)
