"""立案与审查调查: from here on an organ of county level or above acts; two tracks, each with its own clock."""

from typing import Final

from engine.definition import (
    Act,
    Deadline,
    Extension,
    HandTo,
    Issue,
    Otherwise,
    Rank,
    SameRankAs,
    Span,
    SpanWhen,
    State,
    Team,
    Transition,
    When,
    chain,
)
from engine.law import AJ94, JCF, TL21, ZJ, ZWCF
from workflows.clue.common import DEFAULT, DL_RANKS, FILING, LADDER, PARTY_PRINCIPAL, WARNED

STATES: Final = (State("investigating", "审查调查中", "investigation"),)

TRANSITIONS: Final = (
    Transition(
        "file_case",
        "立案",
        at="verified",
        to="investigating",
        by="handler",
        studied_by="office_meeting",
        approval=[
            When("managed_same_level", chain(FILING, PARTY_PRINCIPAL)),
            Otherwise(chain(FILING)),
        ],
        documents="filing_report",
        issues=[Issue("filing_decision")],
        forms_team=Team(at_least=2),
        hands_to=HandTo(("investigation", "supervision", "cadre_supervision"), signed=True),
        organ_level_at_least="county",
        begins=("investigate_party", "investigate_sup"),
        files_with="superior",
        only_if="within_jurisdiction",
        basis=[ZJ(38), ZJ(37), JCF(42), ZJ(39), ZJ(10), DL_RANKS],
    ),
    # The person has seen the facts and been heard: his opinion, or the note of his refusal, is on the fact material.
    Transition(
        "transfer_to_trial",
        "移送审理",
        at="investigating",
        to="transferred",
        by="team",
        signed_by="team",
        approval=[chain("principal")],
        documents=("investigation_report", "fact_material"),
        hands_to=HandTo("trial", signed=True),
        organ_level_at_least="county",
        fulfils="investigate_party",
        basis=[ZJ(51), ZWCF(43)],
    ),
)

ACTS: Final = (
    Act(
        "receive_file",
        "签收案卷",
        at="investigating",
        by="handler",
        signs_handover=True,
        basis=[ZJ(23), ZJ(11), JCF(39)],
    ),
)

DEADLINES: Final = (
    # Discipline track. A case that comes back from trial gets no new period: the clock goes on where it stood.
    Deadline(
        "investigate_party",
        "纪律审查",
        "duty",
        length=[SpanWhen("party_member", Span(months=3))],
        catalogue="INVESTIGATE_PARTY",
        warn=WARNED,
        extensions=[
            Extension(DEFAULT, Span(months=1), basis=[AJ94(39)]),
            Extension([SameRankAs("file_case")], times=0, basis=[AJ94(39)]),
        ],
        resets=False,
        ladder=LADDER,
        basis=[AJ94(39)],
        length_confidence="A2",
    ),
    # Supervision track: the decision itself, not only the transfer, is due within the year. It is also the track of
    # persons outside the Party.
    Deadline(
        "investigate_sup",
        "监察调查作出处理决定",
        "duty",
        length=[SpanWhen("supervised", Span(months=12)), SpanWhen("not_party_member", Span(months=12))],
        catalogue="INVESTIGATE_SUP",
        warn=[Span(months=1), Span(days=7)],
        extensions=[Extension([chain(Rank("principal", "superior"))], Span(months=6), basis=[TL21(185)])],
        ladder=LADDER,
        basis=[TL21(185)],
        length_confidence="B",
    ),
)
