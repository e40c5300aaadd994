"""立案: studied, approved by both principals where the law asks for both, numbered by track; from the county up."""

from typing import Final

from engine.definition import Choice, Condition, Field, Form, HandTo, Issue, Otherwise, Team, Transition, When, chain
from engine.law import DL, HB, JCF, PZ, TL21, ZJ, ZWCF
from workflows.clue.common import DL_RANKS, FILING, LEADERSHIP, PARTY_PRINCIPAL, PRACTICE, SEATS

PLAIN_APPROVAL: Final = (
    When("managed_same_level", chain(FILING, PARTY_PRINCIPAL)),
    Otherwise(chain(FILING)),
)
APPROVAL: Final = (
    When("detained_same_level", chain(LEADERSHIP, FILING, PARTY_PRINCIPAL)),
    When("to_be_detained", chain(LEADERSHIP, FILING)),
    *PLAIN_APPROVAL,
)
"""专题会议 first where the violation is serious and 留置 is intended; then the principal, then the Party principal."""

DECISIONS: Final = (
    Issue("filing_discipline", when="discipline_matter"),
    Issue("filing_supervision", when="supervision_matter"),
    Issue("filing_both", when="both_matters"),
)
CLOCKS: Final = ("investigate_party", "investigate_sup", "restrict_person", "upward_filing")

TRANSITIONS: Final = (
    Transition(
        "file_case",
        "立案",
        at=("verified", "established"),
        to="investigating",
        by="handler",
        studied_by="office_meeting",
        approval=APPROVAL,
        documents="filing_report",
        form="filing",
        issues=DECISIONS,
        forms_team=Team(at_least=2),
        hands_to=HandTo(("investigation", "supervision", "cadre_supervision"), signed=True),
        organ_level_at_least="county",
        begins=CLOCKS,
        files_with="superior",
        only_if=("within_jurisdiction", "natural_person"),
        only_with="to_answer_for_it",
        basis=[
            ZJ(38),
            ZJ(37),
            ZJ(35),
            JCF(42),
            ZJ(39),
            ZJ(10),
            TL21(181),
            TL21(182),
            PZ(28),
            PZ(38),
            PRACTICE,
            DL_RANKS,
        ],
    ),
    # 案情简单且初核已查清: the office goes on with its own team; filing and transfer stay two steps.
    Transition(
        "file_simple_case",
        "简单案件立案",
        at=("verified", "established"),
        to="filed_simple",
        by="handler",
        studied_by="office_meeting",
        approval=PLAIN_APPROVAL,
        documents=("filing_report", "verification_report"),
        form="filing",
        issues=DECISIONS,
        forms_team=Team(at_least=2),
        organ_level_at_least="county",
        begins=CLOCKS,
        files_with="superior",
        only_if=("within_jurisdiction", "natural_person"),
        only_with=("to_answer_for_it", "plain"),
        basis=[DL(24, confidence="A"), TL21(182), ZJ(38), ZJ(37)],
    ),
    # On an effective judgment the supervision office proposes, and the case goes to 审理 without a filing.
    Transition(
        "refer_on_judgment",
        "依据生效法律文书移送审理",
        at="established",
        to="referred",
        by="handler",
        studied_by="office_meeting",
        approval=[chain("principal")],
        documents=("effective_document", "transfer_opinion"),
        form="identity",
        hands_to=HandTo("trial", signed=True),
        organ_level_at_least="county",
        only_if=("within_jurisdiction", "established_without_filing"),
        only_with="answerable",
        basis=[
            DL(23, confidence="A"),
            ZWCF(49),
            TL21(181, "第三款"),
            HB(None, "对于不起诉案件如何有效衔接司法", confidence="A"),
        ],
    ),
)

IDENTITY: Final = (
    Field("party_member", "是否党员", "boolean", fact=True, kept_as="subject"),
    Field("supervised", "是否国家监察对象", "boolean", fact=True, kept_as="subject"),
    Field("committee_seat", "在同级党委、纪委、监委任职", "choice", SEATS, fact=True, kept_as="subject"),
    Field("elected_post", "担任人大及其常委会选举、任命的职务", "boolean", fact=True, kept_as="subject"),
    Field("delegate", "系人大代表、政协委员、党代表、统战对象", "boolean", fact=True, kept_as="subject"),
)
"""Who the person is, verified: what the track, the approvals and the notices of everything that follows hang on."""

TRACK: Final = Field(
    "filing_track",
    "立案类型",
    "choice",
    (
        Choice("both", "纪律审查和监察调查"),
        Choice("discipline", "纪律审查"),
        Choice("supervision", "监察调查"),
    ),
    required_if="member_and_official",
    fact=True,
    kept_as="subject",
)
"""Asked of whom both tracks are open; of others only one is."""

FORMS: Final = (
    Form(
        "filing",
        "立案呈批事项",
        (
            *IDENTITY,
            TRACK,
            Field("serious", "涉嫌严重违纪违法或者职务犯罪", "boolean", fact=True, kept_as="subject"),
            Field("detention", "涉嫌严重违纪违法，拟采取留置措施", "boolean", fact=True, kept_as="subject"),
            Field(
                "involved",
                "涉嫌行贿、介绍贿赂或者共同职务犯罪的涉案人员",
                "boolean",
                required_if="not_answerable",
                fact=True,
                kept_as="subject",
            ),
            Field("facts_held", "已掌握的部分违纪违法事实和证据"),
        ),
    ),
    Form("identity", "身份核实登记", IDENTITY),
)

CONDITIONS: Final = (
    # Who is known as neither can't be sanctioned, and a decision without a sanction would be none.
    Condition(
        "answerable",
        "中共党员或者监察对象（身份已核实）",
        rule="answerable",
        basis=[JCF(15), ZJ(37)],
    ),
    # A bribe-giver, say: he can't be sanctioned, but what he did is investigated and goes to the procuratorate.
    Condition(
        "to_answer_for_it",
        "中共党员或者监察对象（身份已核实），或者涉嫌行贿、介绍贿赂、共同职务犯罪的涉案人员",
        rule="any_true",
        values="involved",
        or_else="answerable",
        basis=[JCF(15), ZJ(37), JCF(52)],
    ),
    Condition(
        "to_be_detained",
        "严重违纪违法，拟采取留置措施",
        rule="any_true",
        values=("detention",),
        basis=[ZJ(38), JCF(42)],
    ),
    Condition(
        "plain",
        "案情简单（不涉嫌严重违纪违法、职务犯罪）",
        rule="any_true",
        values=("detention", "serious"),
        negated=True,
        basis=[TL21(182)],
    ),
    Condition(
        "detained_same_level",
        "同级党委管理的干部严重违纪违法，拟采取留置措施",
        rule="managed_same_level",
        also=("to_be_detained",),
        basis=[ZJ(38), JCF(42)],
    ),
)
