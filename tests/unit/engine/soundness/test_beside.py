"""Steps that others must precede, second cases, officers in forms, conditions that lean on each other."""

from dataclasses import replace
from typing import Any

import pytest

from engine.definition import Act, After, Condition, Field, Form, Outside, Rank, Workflow, chain
from engine.law import JCF, ZJ
from tests.unit.engine.soundness.check import codes, found, only
from tests.unit.engine.tiny import TINY, act, transition

MINOR = TINY.conditions[1]
NAME, GRAVITY = TINY.forms[0].fields
TALKERS = (Field("led_by", "主谈人", "officer"), Field("assisted_by", "参加人", "officer", differs_from="led_by"))


def before(*steps: str, **more: Any) -> Workflow:
    """The base whose answer of the bank must follow other steps."""
    return act(TINY, "bank_answered", after=[After(steps, basis=[JCF(26)], **more)])


def minor(**how: Any) -> Workflow:
    """The base with its second condition written otherwise."""
    return replace(TINY, conditions=(TINY.conditions[0], replace(MINOR, **{"fact": "", "values": (), **how})))


def leaning(**how: Any) -> Workflow:
    """The base whose two conditions lean on each other."""
    heavy = replace(TINY.conditions[0], also="minor")
    return replace(TINY, conditions=(heavy, replace(MINOR, **how)))


def splitting(*fields: Field) -> Workflow:
    """The base with an act that opens a case of another subject, described on this form."""
    split = Act("split", "另案登记", at="inquiring", by="team", form="other", opens="new_matter", basis=[ZJ(20)])
    return replace(TINY, acts=(*TINY.acts, split), forms=(*TINY.forms, Form("other", "另案登记表", fields)))


def talk(*fields: Field) -> Workflow:
    """The base with an act on whose form officers are named."""
    held = Act("talk", "谈话", at="inquiring", by="team", form="talk_sheet", basis=[ZJ(28)])
    return replace(TINY, acts=(*TINY.acts, held), forms=(*TINY.forms, Form("talk_sheet", "谈话登记表", fields)))


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        # conditions that wait for each other
        (leaning(also="heavy"), ["S117"]),
        (leaning(or_else="heavy"), ["S117"]),
        # a step before that isn't declared, is the step itself, is none, or can't be taken in this phase
        (before("consult_neighbours"), ["S511"]),
        (before("bank_answered"), ["S511"]),
        (before(), ["S511"]),
        (before("receive", "consult_neighbours"), ["S511"]),
        (before("form_panel", since="phase"), ["S511"]),
        (before("consult_bank", when="petty"), ["S113"]),
        # officers who are both the team and guests
        (act(TINY, "form_panel", lets_in="trial"), ["S512"]),
        # guests who are shown out by the very step that lets them in
        (transition(TINY, "submit", lets_in="trial"), ["S512"]),
        # facts that nobody enters
        (minor(rule="any_true", values="temper"), ["S705"]),
        (minor(rule="any_true"), ["S705"]),
        # a level or a track that there isn't, or none
        (minor(rule="handling_level", values="galactic"), ["S128"]),
        (minor(rule="track", values="fast"), ["S133"]),
        (minor(rule="track"), ["S708"]),
        # demands on somebody who is no officer, or on nobody to compare with
        (talk(Field("led_by", "主谈人", positions="office_head")), ["S709"]),
        (talk(Field("led_by", "主谈人", serves=True)), ["S709"]),
        (talk(Field("assisted_by", "参加人", "officer", differs_from="led_by")), ["S709"]),
        (talk(Field("led_by", "主谈人", "officer", differs_from="led_by")), ["S709"]),
        (talk(Field("led_by", "主谈人"), TALKERS[1]), ["S709"]),
        # another subject of whom too little is asked, or something that an opening doesn't know
        (splitting(NAME), ["S710"]),
        (splitting(NAME, replace(GRAVITY, required=False)), ["S710"]),
        (splitting(NAME, GRAVITY, Field("mood", "情绪")), ["S710"]),
        # words that the glossary doesn't know
        (transition(TINY, "submit", tallies="laundry"), ["S130"]),
        (act(TINY, "receive", links_as="cousin"), ["S131"]),
        (talk(Field("led_by", "主谈人", "officer", positions="captain")), ["S132"]),
        (act(TINY, "receive", lets_in="canteen"), ["S122"]),
        (transition(TINY, "submit", approval=[chain(Rank("office_head", office="canteen"))]), ["S122"]),
        (transition(TINY, "submit", approval=[chain(Outside("same_level_party_committee", "abroad"))]), ["S127"]),
    ],
)
def test_a_word_that_cannot_be_followed_is_found(broken: Workflow, expected: list[str]) -> None:
    assert codes(broken) == expected


@pytest.mark.parametrize(
    "sound",
    [
        before("consult_bank", "receive", since="phase"),
        before("receive", since="opening", when="minor"),
        leaning(),
        minor(rule="any_true", values="gravity"),
        minor(rule="track", values="discipline"),
        splitting(NAME, GRAVITY),
        talk(*TALKERS),
        act(TINY, "receive", links_as="merged", lets_in="trial"),
        transition(TINY, "submit", tallies="disposal"),
        transition(TINY, "submit", approval=[chain(Rank("office_head", "superior", office="trial"))]),
    ],
)
def test_a_word_that_can_be_followed_is_sound(sound: Workflow) -> None:
    assert found(sound) == ()


def test_a_step_that_is_never_taken_in_the_phase_is_named_with_the_phase() -> None:
    finding = only(before("form_panel", since="phase"), "S511")

    assert finding.place == "acts.bank_answered.after"
    assert "须在“核查”（inquiry）阶段先办理“form_panel”" in finding.reason


def test_a_condition_may_be_held_by_several_others_without_a_circle() -> None:
    third = Condition("third", "又一条件", rule="managed_principal", also="minor")
    heavy = replace(TINY.conditions[0], also=("minor", "third"))

    assert found(replace(TINY, conditions=(heavy, MINOR, third))) == ()
