"""审查调查: evidence, talks and property as they come, the facts shown to the person, and the way to 审理."""

from typing import Final

from engine.definition import (
    Act,
    After,
    Bounds,
    Choice,
    Condition,
    Deadline,
    Extension,
    Field,
    Form,
    HandTo,
    Issue,
    SameRankAs,
    Span,
    SpanWhen,
    State,
    Transition,
    chain,
)
from engine.law import AJ94, DL, HB, JCF, TL21, ZJ, ZWCF
from workflows.clue.authority import WITHOUT_SANCTION
from workflows.clue.common import DEFAULT, LADDER, PRACTICE, SHOWN_AND_HEARD, SUPERIOR, WARNED
from workflows.clue.filed import FILED
from workflows.clue.filing import DECISIONS

STATES: Final = (
    State("investigating", "审查调查中", "investigation"),
    State("filed_simple", "已立案，待移送审理", "investigation"),
    State("withdrawn", "已撤销案件", "closed", closed=True),
)

BEFORE_TRIAL: Final = (
    After("approve_plan", basis=[ZJ(39)]),
    After("announce_filing", basis=[ZJ(43), JCF(42)]),
    After("notify_unit_of_filing", basis=[JCF(42), TL21(184)]),
    After("notify_family_and_publish", when="serious_violation", basis=[JCF(42), TL21(184)]),
    After("restrict_person", when="supervised", basis=[ZWCF(52)]),
    SHOWN_AND_HEARD,
)

TRANSITIONS: Final = (
    # The team discusses, and every member signs; the person's opinion, or the note of his refusal, is on the facts.
    Transition(
        "transfer_to_trial",
        "移送审理",
        at="investigating",
        to="transferred",
        by="team",
        signed_by="team",
        after=BEFORE_TRIAL,
        approval=[chain("principal")],
        documents=("investigation_report", "fact_material"),
        hands_to=HandTo("trial", signed=True),
        organ_level_at_least="county",
        fulfils="investigate_party",
        basis=[
            ZJ(51),
            ZJ(51, "第一款"),
            ZJ(51, "集体讨论", confidence="B"),
            ZWCF(43),
            HB(None, "准确把握独立审理", confidence="A"),
        ],
    ),
    Transition(
        "transfer_simple_case",
        "简单案件移送审理",
        at="filed_simple",
        to="transferred",
        by="team",
        signed_by="team",
        after=BEFORE_TRIAL,
        approval=[chain("principal")],
        documents=("investigation_report", "fact_material"),
        hands_to=HandTo("trial", signed=True),
        organ_level_at_least="county",
        fulfils="investigate_party",
        basis=[DL(24, confidence="A"), TL21(182), ZJ(51)],
    ),
    # What looked simple isn't: the same team goes on in the ordinary way.
    Transition(
        "continue_as_ordinary",
        "转为一般程序审查调查",
        at="filed_simple",
        to="investigating",
        by="team",
        approval=DEFAULT,
        documents="investigation_plan",
        organ_level_at_least="county",
        basis=[DL(24, confidence="A"), ZJ(39)],
    ),
    # A supervision matter without evidence of a violation ends here; a discipline matter is closed by 审理.
    Transition(
        "withdraw_supervision_case",
        "撤销案件（监察）",
        at=FILED,
        to="withdrawn",
        by="team",
        signed_by="team",
        approval=WITHOUT_SANCTION,
        documents=("investigation_report", "withdrawal_decision"),
        issues=[Issue("withdrawal_decision")],
        organ_level_at_least="county",
        files_with="superior",
        only_if=("supervision_matter", "not_party_member"),
        fulfils=("investigate_party", "investigate_sup"),
        begins="lift_restrictions",
        notifies="persons_unit",
        basis=[JCF(52, "第二款"), ZWCF(44)],
    ),
)

ACTS: Final = (
    Act(
        "receive_file",
        "签收案卷",
        at=("established", "investigating", "supplementing"),
        by="handler",
        signs_handover=True,
        basis=[ZJ(23), ZJ(11), JCF(39)],
    ),
    # 见面核对: he writes his opinion on the facts; a different view or a refusal is noted and explained.
    Act(
        "verify_facts",
        "见面核对违纪违法事实材料",
        at="investigation",
        by="team",
        documents="fact_material",
        form="facts_shown",
        basis=[ZJ(51, "第一款"), ZWCF(43), PRACTICE],
    ),
    Act(
        "invite_trial_early",
        "商请审理部门提前介入",
        at="investigating",
        by=("handler", "team"),
        approval=[chain("principal")],
        documents="tendency_opinion",
        form="early_trial",
        lets_in="trial",
        basis=[ZJ(55, "第（二）项")],
    ),
    Act(
        "record_new_violation",
        "登记新发现的问题",
        at=("investigation", "on_trial"),
        by="team",
        documents="evidence",
        form="new_violation",
        basis=[PRACTICE],
    ),
    Act(
        "extend_filing",
        "补充立案",
        at=FILED,
        by=("handler", "team"),
        after=[After("record_new_violation", basis=[ZJ(38)])],
        approval=[SameRankAs("file_case")],
        documents="filing_report",
        form="filing",
        issues=DECISIONS,
        organ_level_at_least="county",
        basis=[ZJ(38), ZJ(37)],
    ),
    Act(
        "notify_withdrawal",
        "送达撤销案件通知",
        at="withdrawn",
        by="handler",
        documents=("withdrawal_notice", "service_receipt"),
        notifies=("persons_unit", "persons_party_committee"),
        basis=[JCF(52, "第二款"), ZWCF(44)],
    ),
)

FORMS: Final = (
    Form(
        "talk",
        "谈话登记",
        (
            Field("talked_to", "谈话对象"),
            Field("led_by", "主谈人", "officer", serves=True),
            Field("assisted_by", "参加谈话人", "officer", differs_from="led_by", serves=True),
        ),
    ),
    Form(
        "facts_shown",
        "见面核对登记",
        (
            Field(
                "signed",
                "本人签署情况",
                "choice",
                (
                    Choice("agreed", "签署同意"),
                    Choice("differed", "签署不同意见"),
                    Choice("refused", "拒绝签署（已注明）"),
                    Choice("unreachable", "无法见面（死亡、逃匿等，已注明）"),
                ),
                fact=True,
            ),
            Field("opinion", "本人意见、申辩", required=False),
            Field("explanation", "对不同意见、拒绝签署或者无法见面的说明", required_if="not_agreed"),
        ),
    ),
    Form(
        "early_trial",
        "提前介入登记",
        (
            Field(
                "early_ground",
                "提前介入的情形",
                "choice",
                (
                    Choice("major", "重大、复杂、疑难案件，主要事实已查清并有倾向性意见"),
                    Choice("divided", "对行为性质有重大分歧"),
                ),
            ),
        ),
    ),
    Form("new_violation", "新发现问题登记", (Field("violation_found", "新发现的违纪违法问题"),)),
)

CONDITIONS: Final = (
    Condition(
        "not_agreed",
        "本人不同意、拒绝签署或者无法见面",
        rule="fact_is",
        fact="signed",
        values=("differed", "refused", "unreachable"),
        basis=[ZJ(51, "第一款")],
    ),
)

DEADLINES: Final = (
    # Discipline track, from the day on which the filing was decided. A case that comes back from trial gets no new
    # period: the clock goes on where it stood.
    Deadline(
        "investigate_party",
        "纪律审查",
        "duty",
        length=[SpanWhen("not_supervision_matter", Span(months=3))],
        catalogue="INVESTIGATE_PARTY",
        warn=WARNED,
        extensions=[
            Extension(DEFAULT, Span(months=1), basis=[AJ94(39)]),
            Extension(
                [SameRankAs("file_case")],
                times=0,
                basis=[AJ94(39), PRACTICE],
            ),
        ],
        resets=False,
        ladder=LADDER,
        basis=[AJ94(39)],
        length_confidence="A2",
        counts_from="decided",
    ),
    # Supervision track: the decision itself, not only the transfer, is due within the year. It is also the track of
    # persons outside the Party. The figure wasn't read (B): never longer than the year, since only the superior extends
    # it, and not below the half-year that an investigation of 3+1 months and a trial need.
    Deadline(
        "investigate_sup",
        "监察调查作出处理决定",
        "duty",
        length=[SpanWhen("supervision_matter", Span(months=12)), SpanWhen("both_matters", Span(months=12))],
        catalogue="INVESTIGATE_SUP",
        warn=[Span(months=1), Span(days=7)],
        extensions=[Extension([chain(SUPERIOR)], Span(months=6), basis=[TL21(185), TL21(185, "第二款")])],
        ladder=LADDER,
        basis=[TL21(185), TL21(185, "第二款")],
        length_confidence="B",
        counts_from="decided",
        bounds=Bounds(Span(months=6), Span(months=12)),
    ),
)
