"""审理: an office and people of their own review the case, send it back or bring it to 常委会."""

from typing import Final

from engine.definition import (
    Act,
    Deadline,
    Extension,
    HandBack,
    Issue,
    Otherwise,
    Span,
    State,
    Team,
    Transition,
    When,
    chain,
)
from engine.law import JCF, PZ, ZJ, ZWCF
from workflows.clue.common import (
    DEFAULT,
    DEPUTY,
    LADDER,
    NOT_BEFORE_TRIAL,
    PARTY_COMMITTEE,
    PRINCIPAL,
    SITTING,
    WARNED,
)

STATES: Final = (
    # The trial month begins with acceptance; the article sets no period for accepting or refusing.
    State("transferred", "移送审理待受理", "trial", no_deadline=[ZJ(55, "第（一）项")]),
    State("on_trial", "审理中", "trial"),
)

TRANSITIONS: Final = (
    Transition(
        "accept_for_trial",
        "受理并组成审理组",
        at="transferred",
        to="on_trial",
        by="handler",
        office="trial",
        apart=NOT_BEFORE_TRIAL,
        documents="acceptance_note",
        forms_team=Team(at_least=2),
        organ_level_at_least="county",
        begins="trial",
        basis=[ZJ(55, "第（一）项"), ZJ(54)],
    ),
    Transition(
        "refuse_transfer",
        "不予受理",
        at="transferred",
        to="investigating",
        by="handler",
        office="trial",
        apart=NOT_BEFORE_TRIAL,
        approval=DEFAULT,
        documents="return_note",
        hands_to=HandBack("investigation", signed=True),
        organ_level_at_least="county",
        begins="investigate_party",
        basis=[ZJ(55, "第（一）项")],
    ),
    Transition(
        "return_for_reinvestigation",
        "退回重新审查调查",
        at="on_trial",
        to="investigating",
        by="team",
        office="trial",
        apart=NOT_BEFORE_TRIAL,
        approval=[PRINCIPAL],
        documents="return_note",
        hands_to=HandBack("investigation", signed=True),
        organ_level_at_least="county",
        fulfils="trial",
        begins="investigate_party",
        basis=[ZJ(55, "第（五）项")],
    ),
    Transition(
        "return_for_supplement",
        "退回补充审查调查",
        at="on_trial",
        to="investigating",
        by="team",
        office="trial",
        apart=NOT_BEFORE_TRIAL,
        approval=[DEPUTY],
        documents="return_note",
        hands_to=HandBack("investigation", signed=True),
        organ_level_at_least="county",
        fulfils="trial",
        begins="investigate_party",
        basis=[ZJ(55, "第（五）项")],
    ),
    Transition(
        "decide",
        "作出处分决定",
        at="on_trial",
        to="decided",
        by="team",
        office="trial",
        apart=NOT_BEFORE_TRIAL,
        studied_by="office_meeting",
        approval=[
            When("heavy_sanction", chain("principal", SITTING, PARTY_COMMITTEE)),
            When("heavy_administrative_sanction", chain("principal", SITTING, PARTY_COMMITTEE)),
            Otherwise(chain("principal", SITTING)),
        ],
        documents="trial_report",
        form="sanction",
        issues=[Issue("sanction_decision")],
        organ_level_at_least="county",
        fulfils=("trial", "investigate_sup"),
        begins=("announce_party", "announce_administrative", "post_pay_change", "exec_report"),
        only_if=("within_jurisdiction", "answerable"),
        basis=[ZJ(56), ZJ(55, "第（三）项"), PZ(6), PZ(4), PZ(14), JCF(52), ZWCF(44)],
    ),
)

ACTS: Final = (
    Act(
        "receive_trial_file",
        "签收移送审理案卷",
        at="transferred",
        by="handler",
        apart=NOT_BEFORE_TRIAL,
        signs_handover=True,
        basis=[ZJ(23), ZJ(54)],
    ),
    Act(
        "change_trial_team",
        "调整审理组",
        at=("on_trial", "decided"),
        by="handler",
        office="trial",
        apart=NOT_BEFORE_TRIAL,
        forms_team=Team(at_least=2),
        basis=[ZJ(54)],
    ),
)

DEADLINES: Final = (
    # Silent text: a returned case is accepted anew, and its month begins anew with that acceptance (C).
    Deadline(
        "trial",
        "审理",
        "duty",
        length=[Span(months=1)],
        catalogue="TRIAL",
        warn=WARNED,
        extensions=[Extension(DEFAULT, times=0, basis=[ZJ(55)])],
        ladder=LADDER,
        basis=[ZJ(55)],
    ),
)
