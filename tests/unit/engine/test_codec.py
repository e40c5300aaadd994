"""Definitions as JSON: they come back as they went, and their digest says whether anything in them changed."""

import json
from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError

from engine import codec
from engine.definition import Act, Extension, Otherwise, Rank, Transition, When, Workflow, chain
from engine.errors import Unusable
from engine.law import ZJ
from engine.registry import Definition, Registry
from engine.rules import NEWEST
from tests.drill import DRILL, changed
from tests.unit.engine.tiny import TINY
from workflows.clue_disposal import WORKFLOW

RULES = {"fact_is": 1}


@pytest.mark.parametrize("workflow", [DRILL, TINY, WORKFLOW], ids=lambda workflow: workflow.id)
def test_a_definition_survives_the_journey_through_json(workflow: Workflow) -> None:
    body = codec.to_bytes(workflow, NEWEST)

    read, rules = codec.from_bytes(body)

    assert read == workflow
    assert rules == NEWEST
    assert codec.to_bytes(read, rules) == body


def test_every_word_of_the_vocabulary_is_in_some_definition_of_the_tests() -> None:
    used = {word for workflow in (DRILL, TINY) for word in _words(codec.encode(workflow))}

    assert codec._WORDS.keys() - used == set()


def _words(value: Any) -> set[str]:
    if isinstance(value, list):
        return {word for item in value for word in _words(item)}
    if isinstance(value, dict):
        inside = {word for item in value.values() for word in _words(item)}
        return inside | ({value["word"]} if "word" in value else set())
    return set()


def test_what_equals_its_default_is_left_out_so_that_a_new_word_changes_no_old_digest() -> None:
    short = Transition("go", "走", at="here", to="there", by="handler")
    long = Transition("go", "走", at=("here",), to="there", by="handler", office=("holding",), at_most=0, form="")

    assert codec.encode(short) == {
        "word": "Transition",
        "id": "go",
        "label": "走",
        "at": ["here"],
        "to": "there",
        "by": ["handler"],
    }
    assert codec.encode(long) == codec.encode(short)


def test_a_document_written_before_a_word_existed_reads_with_its_default() -> None:
    document = {"word": "Act", "id": "note", "label": "附注", "at": ["here"], "by": ["team"]}

    assert codec.decode(document) == Act("note", "附注", at="here", by="team")


@pytest.mark.parametrize(
    "other",
    [
        changed("close", label="结案"),
        changed("close", basis=[ZJ(57)]),
        changed("close", at_most=1),
        changed("allocate", approval=[chain(Rank("principal", delegable=False))]),
        replace(DRILL, version="2"),
    ],
)
def test_any_change_is_another_digest(other: Workflow) -> None:
    digests = {codec.digest(codec.to_bytes(workflow, RULES)) for workflow in (DRILL, other)}

    assert len(digests) == 2


def test_another_version_of_a_rule_is_another_digest() -> None:
    assert codec.to_bytes(DRILL, {"fact_is": 1}) != codec.to_bytes(DRILL, {"fact_is": 2})


def test_the_order_in_which_rules_were_named_is_not() -> None:
    one, other = {"fact_is": 1, "supervised": 1}, {"supervised": 1, "fact_is": 1}

    assert codec.to_bytes(DRILL, one) == codec.to_bytes(DRILL, other)


def test_the_confidence_of_an_article_is_kept() -> None:
    article = ZJ(24)

    assert codec.decode(json.loads(json.dumps(codec.encode(article)))) == article
    assert article.confidence == "B"


@pytest.mark.parametrize(
    "document",
    [
        {"word": "Workflow", "id": "x"},
        {"word": "State", "id": "x", "label": "x", "phase": "x", "colour": "red"},
        {"word": "Deadline", "id": "x", "label": "x", "kind": "wish", "length": []},
    ],
)
def test_a_word_with_something_missing_or_unknown_is_refused(document: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        codec.decode(document)


@pytest.mark.parametrize("name", ["Lambda", "Workflow.opening", None])
def test_a_word_that_is_not_in_the_vocabulary_is_refused(name: str | None) -> None:
    with pytest.raises(ValueError, match="not a word of the vocabulary"):
        codec.decode({"word": name})


def test_a_document_without_a_workflow_is_refused() -> None:
    with pytest.raises(ValueError, match="doesn't hold a Workflow"):
        codec.from_bytes(b'{"rules": {}, "workflow": {"word": "Span", "days": 1}}')


# --- The registry -----------------------------------------------------------------------------------------------------


def test_a_case_stays_on_the_definition_it_began_with() -> None:
    old, new = Definition.of(DRILL), Definition.of(replace(DRILL, version="2"))
    registry = Registry()
    for definition in (old, new):
        registry.add(definition)

    assert registry.newest("drill") is new
    assert registry.by_digest(old.digest) is old
    assert [item.digest for item in registry] == [old.digest, new.digest]


def test_a_definition_read_from_the_register_is_the_one_that_was_written() -> None:
    written = Definition.of(DRILL)

    read = Definition.load(written.body)

    assert (read.workflow, read.digest, read.rules) == (written.workflow, written.digest, written.rules)


def test_what_the_register_lost_stops_the_installation_with_a_cure() -> None:
    with pytest.raises(Unusable, match="请恢复登记簿后再启动"):
        Registry().by_digest("f" * 64)


def test_a_workflow_that_nobody_defined_has_no_newest_definition() -> None:
    assert Registry().newest("drill") is None


def test_an_unsound_workflow_is_never_a_definition_and_every_fault_is_told() -> None:
    with pytest.raises(Unusable) as stopped:
        Definition.of(changed("close", by=(), to="nowhere"))

    assert "nowhere" in str(stopped.value)
    assert len(str(stopped.value).splitlines()) > 1


def test_a_definition_names_the_version_of_every_rule_it_uses_and_of_no_other() -> None:
    longer = Extension([When("supervised", chain("principal")), Otherwise(chain("overseeing_deputy"))], basis=[ZJ(35)])
    deadlines = [replace(DRILL.deadlines[0], extensions=[longer]), *DRILL.deadlines[1:]]
    workflow = replace(
        changed("dismiss", approval=[When("managed_same_level", chain("principal")), Otherwise(chain("office_head"))]),
        deadlines=deadlines,
    )

    assert Definition.of(workflow).rules == {"fact_is": 1, "managed_same_level": 1, "supervised": 1}
