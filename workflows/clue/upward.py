"""向上级报告: clues about key persons and how they were disposed of, and every filing, with the superior's receipt."""

from typing import Final

from engine.definition import ANY_OPEN, Act, After, Bounds, Condition, Deadline, Span, SpanWhen
from engine.law import ZJ
from workflows.clue.common import CLOSED, LADDER

FROM_FILING_ON: Final = (
    "investigation",
    "trial",
    "sanction",
    "execution",
    "prosecution",
    "withdrawn",
    "no_sanction",
    "closed",
)

ACTS: Final = (
    Act(
        "report_key_clue",
        "向上级报告重点对象线索",
        at=(ANY_OPEN, *CLOSED),
        by="handler",
        office=("holding", "case_supervision"),
        documents="upward_report",
        files_with="superior",
        fulfils="upward_clue",
        basis=[ZJ(22)],
    ),
    Act(
        "record_key_clue_receipt",
        "登记上级收到线索报告的回执",
        at=(ANY_OPEN, *CLOSED),
        by="handler",
        office=("holding", "case_supervision"),
        after=[After("report_key_clue", basis=[ZJ(22)])],
        documents="reply_slip",
        basis=[ZJ(22)],
    ),
    Act(
        "report_key_disposal",
        "向上级报告重点对象线索处置情况",
        at=(ANY_OPEN, *CLOSED),
        by="handler",
        office=("holding", "case_supervision"),
        after=[
            After(
                ("inquire", "verify", "shelve", "settle", "rely_on_document", "file_case", "file_simple_case"),
                basis=[ZJ(22)],
            )
        ],
        documents="upward_report",
        files_with="superior",
        fulfils="upward_disposal",
        basis=[ZJ(22)],
    ),
    Act(
        "record_key_disposal_receipt",
        "登记上级收到处置报告的回执",
        at=(ANY_OPEN, *CLOSED),
        by="handler",
        office=("holding", "case_supervision"),
        after=[After("report_key_disposal", basis=[ZJ(22)])],
        documents="reply_slip",
        basis=[ZJ(22)],
    ),
    Act(
        "report_filing_upward",
        "向上级报告立案决定",
        at=FROM_FILING_ON,
        by="handler",
        office=("holding", "case_supervision"),
        after=[After(("file_case", "file_simple_case", "file_in_township"), basis=[ZJ(10)])],
        documents="upward_report",
        files_with="superior",
        fulfils="upward_filing",
        basis=[ZJ(10)],
    ),
    Act(
        "record_filing_receipt",
        "登记上级收到立案报告的回执",
        at=FROM_FILING_ON,
        by="handler",
        office=("holding", "case_supervision"),
        after=[After("report_filing_upward", basis=[ZJ(10)])],
        documents="reply_slip",
        basis=[ZJ(10)],
    ),
)

CONDITIONS: Final = (
    Condition(
        "reported_seat",
        "同级党委委员、候补委员，同级纪委常委、监委委员",
        rule="fact_is",
        fact="committee_seat",
        values=(
            "party_committee_member",
            "party_committee_alternate",
            "discipline_standing_member",
            "supervision_member",
        ),
        basis=[ZJ(22)],
    ),
    Condition(
        "subordinate_principal",
        "所辖地区、部门、单位主要负责人",
        rule="any_true",
        values=("unit_principal", "next_lower_principal"),
        basis=[ZJ(22)],
    ),
)

# "Promptly", says the article; five working days are the engine's reading (C): as long as JJ 15 gives for sending up
# what belongs to the superior, so no organ may take longer. With less than three the warning would come at once.
DEADLINES: Final = (
    Deadline(
        "upward_clue",
        "向上级报告重点对象线索",
        "duty",
        length=[
            SpanWhen("reported_seat", Span(working_days=5)),
            SpanWhen("subordinate_principal", Span(working_days=5)),
        ],
        catalogue="UPWARD_REPORT_KEY",
        warn=[Span(working_days=2)],
        ladder=LADDER,
        basis=[ZJ(22)],
        counts_from="received",
        length_confidence="C",
        bounds=Bounds(Span(working_days=3), Span(working_days=5)),
    ),
    Deadline(
        "upward_disposal",
        "向上级报告重点对象线索处置情况",
        "duty",
        length=[
            SpanWhen("reported_seat", Span(working_days=5)),
            SpanWhen("subordinate_principal", Span(working_days=5)),
        ],
        catalogue="UPWARD_REPORT_KEY",
        warn=[Span(working_days=2)],
        ladder=LADDER,
        basis=[ZJ(22)],
        length_confidence="C",
        bounds=Bounds(Span(working_days=3), Span(working_days=5)),
    ),
    Deadline(
        "upward_filing",
        "向上级报告立案决定",
        "duty",
        length=[Span(working_days=5)],
        warn=[Span(working_days=2)],
        ladder=LADDER,
        basis=[ZJ(10)],
        length_confidence="C",
        bounds=Bounds(Span(working_days=3), Span(working_days=5)),
    ),
)
