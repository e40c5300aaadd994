"""受理与分办: the clue is registered, 案管 drafts who gets it, the organ's principal approves, the office signs."""

from typing import Final

from engine.definition import (
    Act,
    After,
    Condition,
    Deadline,
    Field,
    Form,
    HandTo,
    Opening,
    Periodic,
    Span,
    SpanWhen,
    State,
    Transition,
)
from engine.law import JCF, JJ, TL21, XF, ZJ
from workflows.clue.common import DEFAULT, DEPUTY, LADDER, NOT_OURS, PRINCIPAL

BEFORE_FILING: Final = ("allocated", "shelved", "inquiry", "verification")
"""Once an office has the clue and until a case is filed: where 案管 may give it to another."""

OPENING: Final = Opening(
    "registered",
    by="handler",
    office=(
        "petition",
        "case_supervision",
        "supervision",
        "investigation",
        "party_conduct",
        "cadre_supervision",
    ),
    form="registration",
    number="clue",
    begins=("clue_transfer_wrong", "upward_clue"),
    basis=[ZJ(20), TL21(172), JJ(15), ZJ(22)],
    about_officer="officer",
    officers_to="cadre_supervision",
    told_apart="only_a_namesake",
)

STATES: Final = (
    # The article on allocation names no period; 案管 clears the ledger regularly instead (LEDGER_CHECK).
    State("registered", "已受理", "intake", no_deadline=[ZJ(23)]),
    State("forwarded", "已移送有管辖权的机关", "closed", closed=True),
    State("kept_as_duplicate", "重复件并入", "closed", closed=True),
)

TRANSITIONS: Final = (
    # The month for the proposal counts from the day the office receives the clue: signing begins it anew. It runs from
    # allocation already, so that a clue nobody signs for doesn't rest unnoticed.
    Transition(
        "allocate",
        "分办",
        at="registered",
        to="allocated",
        by="handler",
        office="case_supervision",
        approval=[PRINCIPAL],
        documents="allocation_sheet",
        hands_to=HandTo(("supervision", "investigation", "party_conduct"), signed=True),
        only_if="not_inspection_cadre",
        begins="clue_propose",
        basis=[ZJ(23)],
    ),
    Transition(
        "allocate_to_cadre_supervision",
        "分办纪检监察干部线索",
        at="registered",
        to="allocated",
        by="handler",
        office="case_supervision",
        approval=[PRINCIPAL],
        documents="allocation_sheet",
        hands_to=HandTo("cadre_supervision", signed=True),
        only_if="inspection_cadre",
        begins="clue_propose",
        basis=[ZJ(23), ZJ(22)],
    ),
    Transition(
        "forward",
        "移送有管辖权的机关",
        at=("registered", "allocated"),
        to="forwarded",
        by="handler",
        approval=[DEPUTY],
        documents="forwarding_letter",
        form="forwarding",
        only_with="managed_elsewhere",
        fulfils=(*NOT_OURS, "clue_propose"),
        basis=[TL21(169), TL21(171), JCF(16), ZJ(7), JJ(16), XF(22)],
    ),
    Transition(
        "keep_as_duplicate",
        "重复件并入",
        at=("registered", "allocated"),
        to="kept_as_duplicate",
        by="handler",
        studied_by="office_meeting",
        approval=DEFAULT,
        after=[After("link_duplicate", basis=[ZJ(20)])],
        fulfils=(*NOT_OURS, "clue_propose"),
        basis=[ZJ(20)],
    ),
    # The other organ may send it back: it isn't theirs either.
    Transition(
        "take_back",
        "对方退回，重新办理",
        at="forwarded",
        to="registered",
        by="handler",
        reopens=True,
        approval=[DEPUTY],
        documents="reply_slip",
        form="sent_back",
        begins="transfer_again",
        basis=[TL21(169), JCF(16)],
    ),
    # It may never have been allocated, so it goes back to before that: no office takes up a clue that 案管 didn't give.
    Transition(
        "take_up_duplicate",
        "重复件发现新情况重新受理",
        at="kept_as_duplicate",
        to="registered",
        by="handler",
        reopens=True,
        approval=[DEPUTY],
        documents="new_evidence",
        form="duplicate_taken_up",
        begins="transfer_again",
        basis=[ZJ(20), ZJ(24)],
    ),
)

ACTS: Final = (
    Act(
        "receive",
        "签收线索",
        at="allocated",
        by="handler",
        signs_handover=True,
        begins="clue_propose",
        basis=[ZJ(23), ZJ(21)],
    ),
    # The wrong office, an office that must keep away as a whole, or one that doesn't verify.
    Act(
        "reallocate",
        "重新分办",
        at=BEFORE_FILING,
        by="handler",
        office="case_supervision",
        approval=[PRINCIPAL],
        documents="allocation_sheet",
        hands_to=HandTo(("supervision", "investigation", "party_conduct"), signed=True),
        only_if="not_inspection_cadre",
        basis=[ZJ(23), ZJ(11)],
    ),
    # He turns out to be one once the clue has been allocated.
    Act(
        "reallocate_to_cadre_supervision",
        "重新分办纪检监察干部线索",
        at=BEFORE_FILING,
        by="handler",
        office="case_supervision",
        approval=[PRINCIPAL],
        documents="allocation_sheet",
        hands_to=HandTo("cadre_supervision", signed=True),
        only_if="inspection_cadre",
        basis=[ZJ(23), ZJ(22)],
    ),
    Act(
        "receive_reallocated",
        "签收重新分办的线索",
        at=("shelved", "inquiry", "verification"),
        by="handler",
        signs_handover=True,
        basis=[ZJ(23)],
    ),
    Act(
        "record_forward_receipt",
        "登记移送回执",
        at="forwarded",
        by="handler",
        documents="reply_slip",
        basis=[TL21(169), JJ(16)],
    ),
)

FORMS: Final = (
    Form(
        "forwarding",
        "移送登记",
        (
            Field(
                "managed_outside",
                "由本机关系统以外的党委管理（垂直管理、外地、中央单位等）",
                "boolean",
                required=False,
                fact=True,
                kept_as="subject",
            ),
            Field("receiving_organ", "接收机关"),
            Field("reason", "移送理由"),
        ),
    ),
    Form("sent_back", "退回登记", (Field("came_on", "收到退回材料日期", "date", happened=True),)),
    Form(
        "duplicate_taken_up",
        "重复件重新受理登记",
        (
            Field("came_on", "收到新情况日期", "date", happened=True),
            Field("evidence", "新发现的证据"),
            Field("reason", "重新受理理由"),
        ),
    ),
)

CONDITIONS: Final = (
    Condition("not_inspection_cadre", "不是纪检监察干部", rule="inspection_cadre", negated=True, basis=[ZJ(22)]),
)

DEADLINES: Final = (
    # From the receipt of the matter, not from the day on which somebody sees that it is another organ's.
    Deadline(
        "clue_transfer_wrong",
        "移送有管辖权的机关",
        "duty",
        length=[SpanWhen("managed_elsewhere", Span(working_days=5))],
        catalogue="CLUE_TRANSFER_WRONG",
        warn=[Span(working_days=2)],
        ladder=LADDER,
        basis=[TL21(169), TL21(171)],
        counts_from="received",
    ),
    # What comes back, or turns out to say something new, has been received anew.
    Deadline(
        "transfer_again",
        "再次移送有管辖权的机关",
        "duty",
        length=[SpanWhen("managed_elsewhere", Span(working_days=5))],
        catalogue="CLUE_TRANSFER_WRONG",
        warn=[Span(working_days=2)],
        ladder=LADDER,
        basis=[TL21(169), TL21(171)],
        counts_from="came_on",
    ),
)

PERIODIC: Final = (
    # Monthly or quarterly by local rule (C).
    Periodic(
        "ledger_check",
        "问题线索清理核对",
        office="case_supervision",
        every=Span(months=3),
        basis=[ZJ(20), ZJ(23), ZJ(24), ZJ(25)],
    ),
    Periodic(
        "office_feedback",
        "向信访部门反馈办理情况",
        office="supervision",
        every=Span(months=3),
        basis=[JJ(18)],
    ),
)
