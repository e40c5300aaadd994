"""线索处置: within a month the office proposes, after collective study, one of the four ways; each is counted."""

from typing import Final

from engine.definition import Act, Bounds, Choice, Condition, Deadline, Field, Form, Span, State, Team, Transition, When
from engine.law import DL, HB, JCF, JJ, TL21, ZJ, ZWCF
from workflows.clue.common import (
    BOTH,
    COUNTED_ON,
    DEFAULT,
    DL_RANKS,
    ENDS_INQUIRY,
    LADDER,
    NEXT_LOWER,
    NOT_OURS,
    PRINCIPAL,
    WARNED,
)
from workflows.clue.registration import RANKS

STATES: Final = (
    State("allocated", "已分办", "disposal"),
    State("shelved", "暂存待查", "disposal"),
    State("settled", "予以了结", "closed", closed=True),
)

TRANSITIONS: Final = (
    Transition(
        "inquire",
        "谈话函询",
        at="allocated",
        to="inquiry",
        by="handler",
        studied_by="office_meeting",
        approval=[When("next_lower_principal", PRINCIPAL), *DEFAULT],
        documents=("disposal_sheet", "inquiry_plan"),
        form="inquiry",
        tallies="disposal",
        fulfils=("clue_propose", *NOT_OURS),
        begins=("inquiry_start", "upward_disposal"),
        only_if="within_jurisdiction",
        basis=[JJ(17), ZJ(27), ZJ(10, "第三款", confidence="B")],
    ),
    # From 谈话函询 it ends the inquiry whether or not the person has answered.
    Transition(
        "verify",
        "初步核实",
        at=("allocated", "inquiry", "shelved", "established"),
        to="verifying",
        by="handler",
        studied_by="office_meeting",
        approval=[When("next_lower_principal", BOTH), When("managed_principal", BOTH), *DEFAULT],
        documents="verification_plan",
        form="verification",
        tallies="disposal",
        forms_team=Team(at_least=2),
        fulfils=(
            "clue_propose",
            *NOT_OURS,
            "shelf_restudy",
            *ENDS_INQUIRY,
        ),
        begins=("prelim_verify", "upward_disposal"),
        only_if="within_jurisdiction",
        basis=[JJ(17), ZJ(33), ZJ(30), JCF(41), ZJ(21), ZJ(24), ZJ(10, "第三款", confidence="B"), DL_RANKS],
    ),
    Transition(
        "shelve",
        "暂存待查",
        at="allocated",
        to="shelved",
        by="handler",
        studied_by="office_meeting",
        approval=DEFAULT,
        documents="disposal_sheet",
        form="disposal",
        tallies="disposal",
        fulfils=("clue_propose", *NOT_OURS),
        begins=("shelf_restudy", "upward_disposal"),
        only_if="within_jurisdiction",
        basis=[JJ(17), ZJ(21), ZJ(24), ZJ(10, "第三款", confidence="B")],
    ),
    Transition(
        "settle",
        "予以了结",
        at=("allocated", "shelved"),
        to="settled",
        by="handler",
        studied_by="office_meeting",
        approval=DEFAULT,
        documents="disposal_sheet",
        form="disposal",
        tallies="disposal",
        fulfils=("clue_propose", *NOT_OURS, "shelf_restudy"),
        begins="upward_disposal",
        only_if="within_jurisdiction",
        basis=[JJ(17), ZJ(21), ZJ(10, "第三款", confidence="B")],
    ),
    # What a court, an authority or a procurator has established needs no verification of its own.
    Transition(
        "rely_on_document",
        "依据生效法律文书提出",
        at="allocated",
        to="established",
        by="handler",
        studied_by="office_meeting",
        approval=DEFAULT,
        documents="effective_document",
        form="effective_document",
        tallies="disposal",
        fulfils=("clue_propose", *NOT_OURS),
        begins="upward_disposal",
        only_if="within_jurisdiction",
        basis=[
            ZWCF(49),
            TL21(181),
            TL21(181, "第三款"),
            DL(23, confidence="A"),
            HB(None, "对于不起诉案件如何有效衔接司法", confidence="A"),
        ],
    ),
)

ACTS: Final = (
    Act(
        "restudy_shelved",
        "暂存线索再研判",
        at="shelved",
        by="handler",
        studied_by="office_meeting",
        documents="restudy_note",
        form="restudy",
        fulfils="shelf_restudy",
        begins="shelf_restudy",
        basis=[ZJ(21), ZJ(24)],
    ),
)

FORMS: Final = (
    Form(
        "disposal",
        "线索处置呈批事项",
        (
            Field("opinion", "处置理由", required=False),
            COUNTED_ON,
        ),
    ),
    # Who approves depends on these: what the ledger left blank is asked for before anybody decides.
    Form(
        "verification",
        "初步核实呈批事项",
        (
            Field("opinion", "处置理由", required=False),
            COUNTED_ON,
            NEXT_LOWER,
            Field("rank", "职级", "choice", RANKS, unless_known=True, fact=True, kept_as="subject"),
        ),
    ),
    # 存疑不起诉 is handled as an ordinary clue, so it isn't offered.
    Form(
        "effective_document",
        "生效法律文书登记",
        (
            Field(
                "legal_ground",
                "文书种类",
                "choice",
                (
                    Choice("judgment", "生效刑事判决、裁定"),
                    Choice("non_prosecution_discretionary", "酌定不起诉决定"),
                    Choice("non_prosecution_statutory", "法定不起诉决定"),
                    Choice("complaint_withdrawn", "因撤回告诉终结刑事程序"),
                    Choice("administrative_penalty", "行政处罚决定"),
                ),
                fact=True,
                kept_as="subject",
            ),
            Field("issued_by", "作出机关"),
            Field("document_number", "文书文号"),
            Field("effective_since", "生效日期", "date", happened=True),
            COUNTED_ON,
        ),
    ),
    Form(
        "restudy",
        "暂存线索再研判登记",
        (
            Field(
                "finding",
                "研判结论",
                "choice",
                (
                    Choice("not_yet", "仍不具备核查条件，继续暂存"),
                    Choice("checkable", "具备核查条件，拟启动初步核实"),
                    Choice("nothing_in_it", "没有可查性，拟予以了结"),
                ),
            ),
            Field("reason", "研判理由"),
        ),
    ),
)

CONDITIONS: Final = (
    Condition(
        "established_without_filing",
        "以生效判决、酌定或者法定不起诉决定为据（一般不经立案）",
        rule="fact_is",
        fact="legal_ground",
        values=("judgment", "non_prosecution_discretionary", "non_prosecution_statutory"),
        basis=[TL21(181, "第三款"), ZWCF(49)],
    ),
)

DEADLINES: Final = (
    Deadline(
        "clue_propose",
        "提出处置意见",
        "duty",
        length=[Span(months=1)],
        catalogue="CLUE_PROPOSE",
        warn=WARNED,
        ladder=LADDER,
        basis=[ZJ(21), JJ(17)],
    ),
    # "Regularly", say the articles: with the quarterly clearing of the ledger, unless the organ sets another rhythm,
    # monthly as many ledgers are cleared, or at the latest every half-year: less often is no longer regular.
    Deadline(
        "shelf_restudy",
        "暂存线索再研判",
        "duty",
        length=[Span(months=3)],
        warn=WARNED,
        ladder=LADDER,
        basis=[ZJ(21), ZJ(24)],
        length_confidence="C",
        bounds=Bounds(Span(months=1), Span(months=6)),
    ),
)
