"""S1: ids, labels, references and the glossary."""

from dataclasses import replace

import pytest

from engine.definition import (
    Act,
    Apart,
    Choice,
    Collective,
    Condition,
    Field,
    Form,
    HandBack,
    HandTo,
    Issue,
    OfficeOf,
    Opening,
    Outside,
    Periodic,
    Rank,
    Span,
    SpanWhen,
    State,
    StatedIn,
    When,
    Workflow,
    chain,
)
from engine.law import ZJ
from tests.unit.engine.soundness.check import codes, found, only
from tests.unit.engine.tiny import TINY, act, deadline, state, transition

OPENING = TINY.opening
MORE = Act("more", "补充", at="inquiring", by="team", basis=[ZJ(35)])
EXTRA_FORM = Form("extra", "附表", [Field("note", "说明")])
EXTRA = Condition("extra", "附加条件", rule="managed_principal")


def extended(name: str) -> Workflow:
    """The base with a required-if condition of this name."""
    form = replace(TINY.forms[0], fields=(*TINY.forms[0].fields, Field("why", "理由", required_if=name)))
    return replace(TINY, forms=(form, TINY.forms[1]))


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        # A Chinese id can't be a column, a URL and a node of the diagram.
        (replace(TINY, id="小流程"), "S101"),
        (replace(TINY, acts=(*TINY.acts, replace(MORE, id="More"))), "S101"),
        (replace(TINY, acts=(*TINY.acts, replace(MORE, label=" "))), "S103"),
        # Two words with one id; a transition and an act share one list of names.
        (replace(TINY, transitions=(*TINY.transitions, TINY.transitions[0])), "S102"),
        (replace(TINY, acts=(*TINY.acts, replace(MORE, id="submit"))), "S102"),
        (replace(TINY, states=(*TINY.states, TINY.states[0])), "S102"),
        (replace(TINY, deadlines=(*TINY.deadlines, TINY.deadlines[0])), "S102"),
        (replace(TINY, forms=(*TINY.forms, TINY.forms[0])), "S102"),
        (replace(TINY, conditions=(*TINY.conditions, TINY.conditions[0])), "S102"),
        (replace(TINY, phases=(*TINY.phases, TINY.phases[0])), "S102"),
        (
            replace(TINY, forms=(TINY.forms[0], replace(TINY.forms[1], fields=[Field("a", "甲"), Field("a", "乙")]))),
            "S102",
        ),
        # Unknown states.
        (transition(TINY, "submit", at="inquired"), "S104"),
        (transition(TINY, "submit", to="on_tryal"), "S104"),
        (replace(TINY, opening=replace(OPENING, to="somewhere")), "S104"),
        (replace(TINY, takes_over="somewhere"), "S104"),
        # Undeclared phases.
        (state(TINY, "received", phase="arrival"), "S105"),
        (replace(TINY, must_pass=[("outcome", "hearing")]), "S105"),
        (transition(TINY, "decide", apart=Apart("hearing")), "S105"),
        (transition(TINY, "send_back", hands_to=HandBack("hearing")), "S105"),
        (replace(TINY, phases=(*TINY.phases, Choice("appeal", "申诉"))), "S106"),
        (replace(TINY, states=(*TINY.states, State("trial", "庭审", "outcome"))), "S107"),
        # Forms, conditions, rules, deadlines that are referred to and not declared, or declared and not used.
        (transition(TINY, "decide", form="verdict_sheet"), "S111"),
        (replace(TINY, opening=replace(OPENING, form="ledger")), "S111"),
        (replace(TINY, forms=(*TINY.forms, EXTRA_FORM)), "S112"),
        (transition(TINY, "dismiss", only_if="petty"), "S113"),
        (transition(TINY, "decide", approval=[When("petty", chain("principal"))]), "S113"),
        (extended("petty"), "S113"),
        (deadline(TINY, "route", length=[SpanWhen("petty", Span(days=1)), Span(days=2)]), "S113"),
        (replace(TINY, conditions=(*TINY.conditions, EXTRA)), "S114"),
        (replace(TINY, conditions=(*TINY.conditions, replace(EXTRA, rule="is_nice"))), "S115"),
        (transition(TINY, "submit", begins="trial_month"), "S116"),
        (act(TINY, "receive", fulfils="trial_month"), "S116"),
        (act(TINY, "receive", pauses="trial_month"), "S116"),
        (act(TINY, "receive", reports_upward="trial_month"), "S116"),
        (replace(TINY, opening=replace(OPENING, begins="trial_month")), "S116"),
        # Words that the glossary doesn't know.
        (transition(TINY, "close", by="clerk"), "S121"),
        (replace(TINY, opening=replace(OPENING, by="clerk")), "S121"),
        (transition(TINY, "close", office="canteen"), "S122"),
        (replace(TINY, opening=replace(OPENING, office="holding")), "S122"),  # nobody holds it yet
        (transition(TINY, "submit", hands_to=HandTo("canteen")), "S122"),
        (replace(TINY, periodic=[Periodic("tidy", "清理", "canteen", Span(months=1), [ZJ(20)])]), "S122"),
        (replace(TINY, seen_by=[OfficeOf("canteen")]), "S122"),
        (transition(TINY, "submit", documents="novel"), "S123"),
        (deadline(TINY, "answer", length=[StatedIn("novel", otherwise=Span(days=3))]), "S123"),
        (transition(TINY, "decide", studied_by="choir"), "S124"),
        (transition(TINY, "decide", consults="choir"), "S124"),
        (transition(TINY, "submit", approval=[chain(Collective("choir"))]), "S124"),
        (transition(TINY, "submit", approval=[chain(Outside("choir"))]), "S124"),
        (transition(TINY, "submit", approval=[chain("captain")]), "S125"),
        (transition(TINY, "decide", concurs=Rank("captain")), "S125"),
        (replace(TINY, seen_by=[Rank("captain")]), "S125"),
        (transition(TINY, "decide", issues=[Issue("laundry_ticket")]), "S126"),
        (replace(TINY, opening=replace(OPENING, number="laundry_ticket")), "S126"),
        (transition(TINY, "submit", approval=[chain(Rank("principal", "abroad"))]), "S127"),
        (transition(TINY, "submit", approval=[chain(Collective("standing_committee", "abroad"))]), "S127"),
        (replace(TINY, seen_by=[OfficeOf("trial", "abroad")]), "S127"),
        (transition(TINY, "decide", organ_level_at_least="galactic"), "S128"),
        (transition(TINY, "decide", notifies="the_press"), "S129"),
        (transition(TINY, "decide", files_with="the_press"), "S129"),
    ],
)
def test_a_name_that_means_nothing_is_found(broken: Workflow, code: str) -> None:
    assert code in codes(broken)


def test_an_unknown_document_is_the_only_finding_and_names_the_word_and_the_place() -> None:
    broken = transition(TINY, "submit", documents="novel")

    assert codes(broken) == ["S123"]
    assert only(broken, "S123").place == "transitions.submit.documents"
    assert "novel" in only(broken, "S123").reason


def test_a_cure_for_an_unknown_rule_lists_the_rules_there_are() -> None:
    broken = replace(TINY, conditions=(*TINY.conditions, replace(EXTRA, rule="is_nice")))

    assert "any_true、fact_is" in only(broken, "S115").cure


def test_a_closed_state_may_be_taken_over() -> None:
    assert found(replace(TINY, takes_over=("closed", "dismissed"))) == ()


def test_a_rule_without_parameters_may_be_named_directly() -> None:
    assert found(transition(TINY, "dismiss", only_if=("minor", "managed_principal"))) == ()


def test_an_opening_may_not_be_empty_of_words() -> None:
    opening = Opening("received", by="handler", office="petition", form="", number="", basis=[ZJ(20)])

    assert {"S111", "S126"} <= {*codes(replace(TINY, opening=opening))}
