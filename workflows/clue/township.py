"""乡镇: a township files and sanctions simple cases of its own Party members, after the county has reviewed them.

One review (乡案县审) by the head of the county's 审理室; an important or complex case, or expulsion, also needs the
county's 常委会 (乡镇报批). Everything else is for the county.
"""

from typing import Final

from engine.definition import (
    Act,
    After,
    Condition,
    Deadline,
    Extension,
    Field,
    Form,
    Issue,
    Otherwise,
    Rank,
    SameRankAs,
    Span,
    State,
    Team,
    Transition,
    When,
    chain,
)
from engine.law import AJ94, GT, HB, PZ, TJ, ZJ
from workflows.clue.authority import SUPERIOR_SITTING
from workflows.clue.common import FILING, LADDER, PARTY_COMMITTEE, PARTY_PRINCIPAL, SEATS, SITTING, WARNED
from workflows.clue.impact import PARTY_TERMS
from workflows.clue.investigation import BEFORE_TRIAL

REVIEW: Final = HB(None, "乡案县审与乡镇报批案件程序的区别和衔接", confidence="A")
COUNTY_TRIAL_OFFICE: Final = Rank("office_head", "superior", office="trial")

STATES: Final = (
    # The articles give the township's own deliberation no period of its own.
    State("county_reviewed", "县级已审核，待作出处分决定", "trial", no_deadline=[PZ(38)]),
)

TRANSITIONS: Final = (
    Transition(
        "file_in_township",
        "乡镇立案",
        at="verified",
        to="investigating",
        by="handler",
        studied_by="office_meeting",
        approval=[chain(FILING, PARTY_PRINCIPAL)],
        documents="filing_report",
        form="township_filing",
        issues=[Issue("filing_discipline")],
        forms_team=Team(at_least=2),
        begins=("investigate_in_township", "restrict_person", "upward_filing"),
        files_with="superior",
        only_if=("township", "managed_same_level", "natural_person"),
        only_with=("plain", "party_member", "no_seat"),
        basis=[PZ(28), PZ(38), ZJ(38), REVIEW],
    ),
    Transition(
        "withdraw_in_township",
        "乡镇撤销案件",
        at="investigating",
        to="withdrawn",
        by="team",
        signed_by="team",
        approval=[chain("principal", SITTING, COUNTY_TRIAL_OFFICE)],
        documents=("investigation_report", "withdrawal_decision"),
        only_if="township",
        fulfils="investigate_in_township",
        begins="lift_restrictions",
        notifies="persons_party_committee",
        basis=[PZ(38), REVIEW],
    ),
    Transition(
        "submit_for_county_review",
        "报县级纪委审核（乡案县审）",
        at="investigating",
        to="county_reviewed",
        by="team",
        signed_by="team",
        after=BEFORE_TRIAL,
        approval=[chain("principal", COUNTY_TRIAL_OFFICE)],
        documents=("investigation_report", "fact_material", "branch_resolution"),
        only_if="township",
        fulfils="investigate_in_township",
        basis=[PZ(28), ZJ(51), REVIEW],
    ),
    Transition(
        "return_from_review",
        "审核后补充审查",
        at="county_reviewed",
        to="investigating",
        by="handler",
        approval=[chain("principal")],
        documents="return_note",
        only_if="township",
        begins="investigate_in_township",
        basis=[PZ(28), REVIEW],
    ),
    Transition(
        "decide_in_township",
        "乡镇作出处分决定",
        at="county_reviewed",
        to="decided",
        by="team",
        after=[After("talk_before_decision", since="phase", basis=[ZJ(55, "第（四）项")])],
        studied_by="office_meeting",
        approval=[
            When("county_approves_heavy", chain("principal", SITTING, PARTY_COMMITTEE, SUPERIOR_SITTING)),
            When("county_approves", chain("principal", SITTING, SUPERIOR_SITTING)),
            When("heavy_party_sanction", chain("principal", SITTING, PARTY_COMMITTEE)),
            Otherwise(chain("principal", SITTING)),
        ],
        documents=("trial_report", "county_review_opinion", "branch_resolution"),
        form="township_sanction",
        issues=[Issue("party_decision")],
        begins=("announce_party", "post_pay_change", "exec_report", "lift_restrictions", *PARTY_TERMS),
        only_if="township",
        only_with="party_decided",
        basis=[PZ(28), PZ(38), PZ(14), PZ(4), GT(37), REVIEW],
    ),
    Transition(
        "close_in_township",
        "乡镇不予处分",
        at="county_reviewed",
        to="no_sanction",
        by="team",
        studied_by="office_meeting",
        approval=[chain("principal", SITTING)],
        documents="trial_report",
        form="no_sanction",
        only_if="township",
        begins="lift_restrictions",
        notifies="persons_party_committee",
        basis=[PZ(28), REVIEW],
    ),
)

ACTS: Final = (
    Act(
        "talk_before_decision",
        "处分前谈话",
        at="county_reviewed",
        by="team",
        documents="talk_record",
        form="trial_talk",
        basis=[ZJ(55, "第（四）项"), REVIEW],
    ),
    # A township's few people are those who investigated: who announces may be one of them.
    Act(
        "change_township_team",
        "调整乡镇办案人员",
        at=("county_reviewed", "decided"),
        by="handler",
        approval=[chain("principal")],
        forms_team=Team(at_least=2),
        only_if="township",
        basis=[ZJ(39), TJ(44)],
    ),
)

FORMS: Final = (
    Form(
        "township_filing",
        "乡镇立案呈批事项",
        (
            Field("party_member", "是否党员", "boolean", fact=True, kept_as="subject"),
            Field("committee_seat", "在同级党委、纪委、监委任职", "choice", SEATS, fact=True, kept_as="subject"),
            Field("serious", "涉嫌严重违纪违法或者职务犯罪", "boolean", fact=True, kept_as="subject"),
            Field("facts_held", "已掌握的部分违纪事实和证据"),
        ),
    ),
)

CONDITIONS: Final = (
    Condition(
        "no_seat",
        "不担任同级党委、纪委、监委委员",
        rule="fact_is",
        fact="committee_seat",
        values=("none",),
        basis=[ZJ(55), PZ(38)],
    ),
    Condition(
        "county_approves_heavy",
        "开除党籍，或者重大、复杂案件中的重处分",
        rule="fact_is",
        fact="party_sanction",
        values=("removal_from_party_post", "probation_one_year", "probation_two_years", "expulsion"),
        also="county_approves",
        basis=[PZ(28), REVIEW],
    ),
    Condition(
        "township_heavy_with_county",
        "乡镇作出、须县级纪委常委会批准的重处分",
        rule="handling_level",
        values=("township",),
        also="county_approves_heavy",
        basis=[PZ(28), REVIEW],
    ),
    Condition(
        "county_approves",
        "开除党籍，或者重大、复杂案件（须县级纪委常委会批准）",
        rule="any_true",
        values=("important",),
        or_else="expelled",
        basis=[PZ(28), REVIEW],
    ),
)

DEADLINES: Final = (
    Deadline(
        "investigate_in_township",
        "乡镇纪律审查",
        "duty",
        length=[Span(months=3)],
        catalogue="INVESTIGATE_PARTY",
        warn=WARNED,
        extensions=[
            Extension([chain("principal")], Span(months=1), basis=[AJ94(39)]),
            Extension([SameRankAs("file_in_township")], times=0, basis=[AJ94(39)]),
        ],
        # A case that comes back from the review gets no new period.
        resets=False,
        ladder=LADDER,
        basis=[AJ94(39)],
        length_confidence="A2",
        counts_from="decided",
    ),
)
