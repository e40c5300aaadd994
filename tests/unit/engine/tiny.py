"""A tiny sound procedure that uses every word of the vocabulary once; tests break it by hand."""

from dataclasses import replace
from typing import Any

from engine.definition import (
    ANY_OPEN,
    Act,
    After,
    Apart,
    Chain,
    Choice,
    Collective,
    Condition,
    Deadline,
    Extension,
    Field,
    Form,
    HandBack,
    HandTo,
    Issue,
    Opening,
    Otherwise,
    Outside,
    Periodic,
    Rank,
    RequiresLinked,
    Rung,
    SameRankAs,
    Span,
    SpanWhen,
    State,
    StatedIn,
    Team,
    Transition,
    When,
    Workflow,
    chain,
)
from engine.law import JCF, JJ, ZJ

KNOWN_RULES = ("any_true", "fact_is", "managed_principal", "track", "handling_level")
"""Stand-ins for the names in `engine.rules`."""

SITTING = Collective("standing_committee")
LADDER = (Rung(Rank("office_head"), 1), Rung(Rank("principal"), 3), Rung(Rank("principal", "superior"), 5))

TINY = Workflow(
    "tiny",
    "小流程",
    "1",
    about="用于检查的最小流程。",
    phases=(
        Choice("intake", "受理"),
        Choice("inquiry", "核查"),
        Choice("trial", "审理"),
        Choice("outcome", "结果"),
    ),
    opening=Opening(
        "received",
        by="handler",
        office="petition",
        form="intake_sheet",
        number="clue",
        begins="route",
        basis=[ZJ(20)],
    ),
    takes_over=("received", "inquiring", "closed"),
    must_pass=(("outcome", "trial"),),
    seen_by=[Rank("principal", "superior")],
    states=(
        State("received", "已受理", "intake"),
        State("inquiring", "核查中", "inquiry"),
        State("on_trial", "审理中", "trial"),
        State("decided", "已决定", "outcome", no_deadline=[ZJ(56)]),
        State("closed", "已办结", "outcome", closed=True),
        State("dismissed", "已了结", "inquiry", closed=True),
    ),
    transitions=(
        Transition(
            "allocate",
            "分办",
            at="received",
            to="inquiring",
            by="office_head",
            office="petition",
            approval=[When("managed_principal", chain("principal", SITTING)), Otherwise(chain("principal"))],
            documents="allocation_sheet",
            forms_team=Team(2),
            hands_to=HandTo("investigation", signed=True),
            fulfils="route",
            begins="inquire",
            basis=[ZJ(23)],
        ),
        Transition(
            "submit",
            "移送审理",
            at="inquiring",
            to="on_trial",
            by="team",
            signed_by="team",
            approval=[chain("principal")],
            documents="investigation_report",
            hands_to=HandTo("trial", signed=True),
            fulfils="inquire",
            begins="try_it",
            basis=[ZJ(51)],
        ),
        Transition(
            "send_back",
            "退回补充核查",
            at="on_trial",
            to="inquiring",
            by="handler",
            approval=[chain("overseeing_deputy")],
            hands_to=HandBack("inquiry", signed=True),
            at_most=2,
            fulfils="try_it",
            begins="inquire",
            basis=[ZJ(55)],
        ),
        Transition(
            "decide",
            "作出决定",
            at="trial",
            to="decided",
            by="team",
            office="trial",
            studied_by="office_meeting",
            concurs=Rank("principal", "superior", delegable=False),
            approval=[
                When("heavy", Chain([Rank("principal"), SITTING, Outside("same_level_party_committee")])),
                Otherwise(chain("principal", SITTING)),
            ],
            documents="trial_report",
            consults="same_level_organisation_department",
            form="outcome_sheet",
            issues=[Issue("sanction_decision")],
            apart=Apart("inquiry", basis=[ZJ(54)]),
            organ_level_at_least="county",
            fulfils="try_it",
            notifies="persons_party_committee",
            files_with="superior",
            basis=(ZJ(56), JCF(52)),
        ),
        Transition(
            "close",
            "办结",
            at="decided",
            to="closed",
            by="handler",
            requires_linked=[RequiresLinked("measure")],
            basis=[ZJ(56)],
        ),
        Transition(
            "dismiss",
            "予以了结",
            at="inquiring",
            to="dismissed",
            by="team",
            approval=[SameRankAs("allocate")],
            only_if="minor",
            documents="closing_note",
            fulfils="inquire",
            ends_measure=True,
            basis=[ZJ(35)],
        ),
    ),
    acts=(
        Act("receive", "签收", at=ANY_OPEN, by="handler", signs_handover=True, basis=[ZJ(23)]),
        Act(
            "form_panel",
            "组成审理组",
            at="on_trial",
            by="office_head",
            forms_team=Team(2),
            apart=Apart("inquiry", basis=[ZJ(54)]),
            basis=[ZJ(54)],
        ),
        Act(
            "consult_bank",
            "查询",
            at="inquiring",
            by="team",
            pauses="inquire",
            begins="answer",
            basis=[JCF(26)],
        ),
        Act(
            "bank_answered",
            "收到答复",
            at="inquiring",
            by="team",
            after=[After("consult_bank", since="phase", basis=[JCF(26)])],
            fulfils="answer",
            basis=[JCF(26)],
        ),
    ),
    forms=(
        Form(
            "intake_sheet",
            "受理登记表",
            (
                Field("name", "姓名", kept_as="subject"),
                Field(
                    "gravity",
                    "轻重",
                    kind="choice",
                    choices=(Choice("minor", "轻"), Choice("grave", "重")),
                    fact=True,
                ),
            ),
        ),
        Form(
            "outcome_sheet",
            "处理意见表",
            (
                Field(
                    "sanction",
                    "处分种类",
                    kind="choice",
                    choices=(Choice("warning", "警告"), Choice("expulsion", "开除党籍")),
                    fact=True,
                ),
                Field("ground", "直接处分理由", required=False, required_if="heavy"),
            ),
        ),
    ),
    conditions=(
        Condition("heavy", "重处分", rule="fact_is", fact="sanction", values=("expulsion",)),
        Condition("minor", "情节轻微", rule="fact_is", fact="gravity", values=("minor",)),
    ),
    deadlines=(
        Deadline(
            "route",
            "分办时限",
            "duty",
            [Span(working_days=5)],
            warn=[Span(working_days=1)],
            ladder=LADDER,
            basis=[ZJ(23)],
        ),
        Deadline(
            "inquire",
            "核查时限",
            "duty",
            [SpanWhen("managed_principal", Span(months=3)), Span(months=2)],
            catalogue="PRELIM_VERIFY",
            extensions=[Extension([chain("principal")], Span(months=1), basis=[ZJ(35)])],
            ladder=LADDER,
            then="dismiss",
            basis=[ZJ(35)],
        ),
        Deadline(
            "try_it",
            "审理时限",
            "duty",
            [Span(months=1)],
            catalogue="TRIAL",
            ladder=LADDER,
            basis=[ZJ(55)],
        ),
        Deadline(
            "answer",
            "答复时限",
            "duty",
            [StatedIn("inquiry_letter", otherwise=Span(days=30))],
            ladder=LADDER,
            suspended_while="on_trial",
            basis=[JCF(26)],
        ),
    ),
    periodic=[Periodic("clear_up", "定期清理", "case_supervision", Span(months=3), basis=[JJ(18)])],
)


def transition(workflow: Workflow, step: str, **changed: Any) -> Workflow:
    """The workflow with one transition written otherwise."""
    return replace(workflow, transitions=_with(workflow.transitions, step, changed))


def act(workflow: Workflow, step: str, **changed: Any) -> Workflow:
    """The workflow with one act written otherwise."""
    return replace(workflow, acts=_with(workflow.acts, step, changed))


def state(workflow: Workflow, name: str, **changed: Any) -> Workflow:
    """The workflow with one state written otherwise."""
    return replace(workflow, states=_with(workflow.states, name, changed))


def deadline(workflow: Workflow, name: str, **changed: Any) -> Workflow:
    """The workflow with one deadline written otherwise."""
    return replace(workflow, deadlines=_with(workflow.deadlines, name, changed))


def _with(words: Any, name: str, changed: dict[str, Any]) -> tuple[Any, ...]:
    assert name in {word.id for word in words}
    return tuple(replace(word, **changed) if word.id == name else word for word in words)
