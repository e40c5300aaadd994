"""乡镇: a township files and sanctions simple cases of its own Party members, after the county has reviewed them.

One review (乡案县审) by the head of the county's 审理室; an important or complex case, or expulsion, also needs the
county's 常委会 (乡镇报批). Everything else is for the county.
"""

from typing import Final

from engine.definition import (
    Collective,
    Condition,
    Field,
    Form,
    Issue,
    Otherwise,
    Rank,
    State,
    Team,
    Transition,
    When,
    chain,
)
from engine.law import GT, HB, PZ, ZJ
from workflows.clue.common import FILING, PARTY_COMMITTEE, PARTY_PRINCIPAL, SITTING
from workflows.clue.investigation import BEFORE_TRIAL

REVIEW: Final = HB(None, "乡案县审与乡镇报批案件程序的区别和衔接", confidence="A")
COUNTY_TRIAL_OFFICE: Final = Rank("office_head", "superior", office="trial")
COUNTY_SITTING: Final = Collective("standing_committee", "superior")

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
        begins=("investigate_party", "investigate_sup", "upward_filing"),
        files_with="superior",
        only_if=("township", "managed_same_level", "to_be_filed"),
        only_with=("plain", "party_member"),
        basis=[PZ(28), PZ(38), ZJ(38), REVIEW],
    ),
    Transition(
        "submit_for_county_review",
        "报县级审核",
        at="investigating",
        to="county_reviewed",
        by="team",
        signed_by="team",
        after=BEFORE_TRIAL,
        approval=[chain("principal", COUNTY_TRIAL_OFFICE)],
        documents=("investigation_report", "fact_material", "branch_resolution"),
        only_if="township",
        fulfils="investigate_party",
        basis=[PZ(28), ZJ(51), REVIEW],
    ),
    Transition(
        "return_from_review",
        "审核后补充调查",
        at="county_reviewed",
        to="investigating",
        by="handler",
        approval=[chain("principal")],
        documents="return_note",
        only_if="township",
        begins="investigate_party",
        basis=[PZ(28), REVIEW],
    ),
    Transition(
        "decide_in_township",
        "乡镇作出处分决定",
        at="county_reviewed",
        to="decided",
        by="team",
        studied_by="office_meeting",
        approval=[
            When("county_approves", chain("principal", SITTING, COUNTY_SITTING)),
            When("heavy_party_sanction", chain("principal", SITTING, PARTY_COMMITTEE)),
            Otherwise(chain("principal", SITTING)),
        ],
        documents=("trial_report", "branch_resolution"),
        form="township_sanction",
        issues=[Issue("party_decision")],
        fulfils="investigate_sup",
        begins=("announce_party", "post_pay_change", "exec_report", "lift_restrictions"),
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
        fulfils="investigate_sup",
        notifies="persons_party_committee",
        basis=[PZ(28), REVIEW],
    ),
)

FORMS: Final = (
    Form(
        "township_filing",
        "乡镇立案呈批事项",
        (
            Field("party_member", "是否党员", "boolean", fact=True, kept_as="subject"),
            Field("serious", "涉嫌严重违纪违法或者职务违法、职务犯罪", "boolean", fact=True, kept_as="subject"),
            Field("facts_held", "已掌握的部分违纪事实和证据"),
        ),
    ),
)

CONDITIONS: Final = (
    Condition(
        "county_approves",
        "开除党籍，或者重大、复杂案件（须县级纪委常委会批准）",
        rule="any_true",
        values=("important",),
        or_else="expelled",
        basis=[PZ(28), REVIEW],
    ),
)
