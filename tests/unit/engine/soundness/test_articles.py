"""S4: every rule says on which article it rests."""

from dataclasses import replace

import pytest

from engine.definition import Apart, Extension, Workflow, chain
from engine.law import Article
from tests.unit.engine.soundness.check import codes
from tests.unit.engine.tiny import TINY, act, deadline, state, transition

UNKNOWN = [Article("XYZ", "1")]


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        (transition(TINY, "close", basis=()), "S401"),
        (act(TINY, "receive", basis=()), "S401"),
        (deadline(TINY, "route", basis=()), "S401"),
        (replace(TINY, opening=replace(TINY.opening, basis=())), "S401"),
        (replace(TINY, periodic=[replace(TINY.periodic[0], basis=())]), "S401"),
        (transition(TINY, "close", basis=UNKNOWN), "S402"),
        (transition(TINY, "decide", apart=Apart("inquiry", basis=UNKNOWN)), "S402"),
        (state(TINY, "decided", no_deadline=UNKNOWN), "S402"),
        (deadline(TINY, "inquire", extensions=[Extension([chain("principal")], basis=UNKNOWN)]), "S402"),
        (replace(TINY, conditions=(replace(TINY.conditions[0], basis=UNKNOWN), TINY.conditions[1])), "S402"),
    ],
)
def test_a_rule_without_a_known_article_is_found(broken: Workflow, code: str) -> None:
    assert codes(broken) == [code]
