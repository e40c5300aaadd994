"""Whatever is asked, of whatever case, in whatever world: there is an answer, it is declared, and it is always the same."""

import json
from dataclasses import fields
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.case import Case, canonical, fold, state_hash
from engine.commands import CaseCommand, OpenMatter, Recuse, SignStep, TakeStep
from engine.conditions import chain_for
from engine.decision import decide, entitled
from engine.errors import Refused
from engine.fingerprint import fingerprint
from engine.law import LAWS
from engine.opening import decide_opening
from engine.organisation import Post
from engine.outcome import Decision
from engine.visibility import may_see, readable_classes, reader, reader_keys
from engine.world import CaseFile, World
from tests import strategies as any_
from tests.builders import a_definition, body_of

DEFINITION = a_definition()
CASE_FIELDS = {field.name for field in fields(Case)}
SLOW_TO_DRAW = [HealthCheck.too_slow, HealthCheck.data_too_large]
many = settings(max_examples=400, deadline=None, suppress_health_check=SLOW_TO_DRAW)
some = settings(max_examples=100, deadline=None, suppress_health_check=SLOW_TO_DRAW)
proposals = st.fixed_dictionaries({}, optional={"inputs": any_.inputs, "documents": any_.documents})


def asked(case: Case, facts: Any, proposal: Any, command: CaseCommand, world: World) -> tuple[CaseFile, Post | None]:
    """The file and the acting post of a command."""
    return CaseFile(case, facts, proposal), next(iter(world.posts(command.actor)), None)


@many
@given(any_.cases, any_.facts, proposals, any_.commands, any_.worlds)
def test_every_command_has_an_answer_and_always_the_same_one(
    case: Case, facts: Any, proposal: Any, command: CaseCommand, world: World
) -> None:
    file, post = asked(case, facts, proposal, command, world)

    first, second = (decide(DEFINITION, file, command, post, world) for _ in range(2))

    assert isinstance(first, Decision | Refused)
    assert first == second


@many
@given(any_.cases, any_.facts, proposals, any_.commands, any_.worlds)
def test_no_decision_without_a_declared_step(
    case: Case, facts: Any, proposal: Any, command: CaseCommand, world: World
) -> None:
    file, post = asked(case, facts, proposal, command, world)

    made = decide(DEFINITION, file, command, post, world)

    if isinstance(made, Decision):
        assert command.actor not in case.barred()
        _declared(made, case, command)


def _declared(made: Decision, case: Case, command: CaseCommand) -> None:
    """The step is one of this state, and the case stays or goes where it leads."""
    lookup = DEFINITION.lookup
    if isinstance(command, TakeStep | SignStep):
        assert lookup.find(command.step, case.state) is not None
    if made.kind in {"transition", "act"}:
        step = lookup.find(made.event, case.state)
        assert step is not None
        assert made.to == (step.to or case.state)
    else:
        assert made.to == case.state
        assert "state" not in made.changes
    if isinstance(command, Recuse):
        assert made.event == "recuse"


@many
@given(any_.cases, any_.facts, proposals, any_.commands, any_.worlds)
def test_a_decision_changes_known_fields_of_the_case_and_folds_into_one(
    case: Case, facts: Any, proposal: Any, command: CaseCommand, world: World
) -> None:
    file, post = asked(case, facts, proposal, command, world)

    made = decide(DEFINITION, file, command, post, world)

    if isinstance(made, Decision):
        body = fold(body_of(case), {**made.changes, "version": case.version + 1})
        again = json.loads(canonical(body))
        assert made.changes.keys() <= CASE_FIELDS - {"id", "matter", "number", "definition", "workflow", "version"}
        assert Case.read(again).state == made.to
        assert state_hash(again) == state_hash(body)
        assert json.dumps(made.data)


@many
@given(any_.cases, any_.facts, proposals, any_.commands, any_.worlds)
def test_a_refusal_teaches(case: Case, facts: Any, proposal: Any, command: CaseCommand, world: World) -> None:
    file, post = asked(case, facts, proposal, command, world)

    refused = decide(DEFINITION, file, command, post, world)

    if isinstance(refused, Refused):
        assert refused.code
        assert refused.sentence.endswith("。")
        assert refused.remedy.endswith("。")
        assert refused.article.law in {*LAWS, "MJ"}


@some
@given(any_.cases, any_.facts, any_.worlds, any_.officers)
def test_every_button_has_an_answer(case: Case, facts: Any, world: World, officer: str) -> None:
    posts = [*world.posts(officer), None]

    for step in DEFINITION.lookup.steps_at(case.state):
        for post in posts:
            refused = entitled(DEFINITION, CaseFile(case, facts), step, post, world)
            assert refused is None or isinstance(refused, Refused)
            assert post is not None or refused is not None


@some
@given(any_.cases, any_.facts, any_.worlds)
def test_every_subject_has_an_approval(case: Case, facts: Any, world: World) -> None:
    for step in DEFINITION.lookup.workflow.transitions:
        chain, rules = chain_for(DEFINITION, step.id, facts, case, world)
        assert bool(chain) == bool(step.approval)
        assert all(isinstance(answer, bool) for answer in rules.values())


@some
@given(any_.cases, any_.worlds, any_.officers)
def test_who_reads_a_class_of_values_may_see_the_case(case: Case, world: World, officer: str) -> None:
    who, keys = reader(officer, world), reader_keys(DEFINITION, case, world.organisation)

    sees = may_see(who, case, keys, world.organisation)

    assert sees or not readable_classes(who, case, keys, world.organisation)
    assert not (sees and officer in case.barred())


@many
@given(any_.openings, any_.worlds)
def test_every_opening_has_an_answer_and_a_first_body_that_reads(command: OpenMatter, world: World) -> None:
    post = next(iter(world.posts(command.actor)), None)

    result = decide_opening(DEFINITION, command, post, world)

    if not isinstance(result, Refused):
        assert len(result) == len(command.subjects) > 0
        for one in result:
            case = Case.read({**one.body, "id": "c1", "matter": "m1", "number": "1"})
            assert case.state == DEFINITION.lookup.state(case.state).id
            assert canonical(one.body)


@some
@given(any_.commands)
def test_every_command_has_a_fingerprint(command: CaseCommand) -> None:
    plain = fingerprint(command)

    assert plain == fingerprint(command)
    assert "id" not in plain
    assert json.dumps(plain)
