"""移送检察机关: the file goes over after the decision, comes back for a supplement at most twice, each time by 审理."""

from typing import Final

from engine.definition import Deadline, Field, Form, HandBack, HandTo, Issue, Span, State, Team, Transition, chain
from engine.law import JCF, ZJ, ZWCF
from workflows.clue.common import DEFAULT, DEPUTY, LADDER, NOT_BEFORE_TRIAL, PRACTICE, PRINCIPAL, SITTING, WARNED

STATES: Final = (
    # The procuratorate's periods are its own.
    State("with_procuratorate", "已移送检察机关审查起诉", "prosecution", no_deadline=[JCF(54)]),
    State("supplementing", "补充调查中", "investigation"),
    State("supplement_transferred", "补充调查后移送审理", "trial"),
)

TRANSITIONS: Final = (
    Transition(
        "transfer_to_procuratorate",
        "移送检察机关审查起诉",
        at="executing",
        to="with_procuratorate",
        by="handler",
        apart=NOT_BEFORE_TRIAL,
        approval=[chain("principal", SITTING)],
        documents="prosecution_opinion",
        issues=[Issue("prosecution_opinion")],
        organ_level_at_least="county",
        basis=[JCF(52), ZWCF(44)],
    ),
    Transition(
        "return_by_procuratorate",
        "检察机关退回补充调查",
        at="with_procuratorate",
        to="supplementing",
        by="handler",
        at_most=2,
        approval=[PRINCIPAL],
        documents="procuratorate_return",
        form="procuratorate_return",
        forms_team=Team(at_least=2),
        hands_to=HandTo(("investigation", "supervision", "cadre_supervision"), signed=True),
        organ_level_at_least="county",
        begins="proc_return",
        basis=[JCF(54)],
    ),
    Transition(
        "transfer_supplement",
        "补充调查完毕，移送审理",
        at="supplementing",
        to="supplement_transferred",
        by="team",
        signed_by="team",
        approval=[PRINCIPAL],
        documents="supplement_report",
        hands_to=HandTo("trial", signed=True),
        organ_level_at_least="county",
        basis=[JCF(54), PRACTICE],
    ),
    Transition(
        "resubmit_to_procuratorate",
        "再次移送检察机关",
        at="supplement_transferred",
        to="with_procuratorate",
        by="handler",
        office="trial",
        apart=NOT_BEFORE_TRIAL,
        studied_by="office_meeting",
        approval=[PRINCIPAL],
        documents=("trial_report", "prosecution_opinion"),
        forms_team=Team(at_least=2),
        organ_level_at_least="county",
        fulfils="proc_return",
        basis=[JCF(54), PRACTICE],
    ),
    Transition(
        "return_supplement",
        "退回继续补充调查",
        at="supplement_transferred",
        to="supplementing",
        by="handler",
        office="trial",
        apart=NOT_BEFORE_TRIAL,
        approval=[DEPUTY],
        documents="return_note",
        hands_to=HandBack("investigation", signed=True),
        organ_level_at_least="county",
        basis=[ZJ(55, "第（五）项"), PRACTICE],
    ),
    Transition(
        "record_criminal_result",
        "登记司法处理结果",
        at="with_procuratorate",
        to="executing",
        by="handler",
        documents="criminal_result",
        organ_level_at_least="county",
        only_if="answerable",
        begins="conclude",
        basis=[JCF(54), ZWCF(49)],
    ),
    Transition(
        "close_prosecuted",
        "登记司法处理结果并办结",
        at="with_procuratorate",
        to="closed",
        by="handler",
        approval=DEFAULT,
        documents=("criminal_result", "archive_list"),
        organ_level_at_least="county",
        only_if="not_answerable",
        basis=[JCF(54)],
    ),
)

FORMS: Final = (
    Form(
        "procuratorate_return",
        "退回补充调查登记",
        (Field("returned_on", "收到退回补充调查决定日期", "date", happened=True),),
    ),
)

DEADLINES: Final = (
    # From the day on which the decision to return the case came in, however long its approval here takes. It goes back
    # through 审理, so the month covers that review too.
    Deadline(
        "proc_return",
        "补充调查",
        "duty",
        length=[Span(months=1)],
        catalogue="PROC_RETURN",
        warn=WARNED,
        ladder=LADDER,
        basis=[JCF(54)],
        counts_from="returned_on",
    ),
)
