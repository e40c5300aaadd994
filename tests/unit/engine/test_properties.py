"""Whatever is asked, of whatever case, in whatever world: there is an answer, a declared one, and always the same."""

import json
from dataclasses import fields

import pytest
from hypothesis import HealthCheck, given, settings

from engine.case import Case, canonical, fold, state_hash
from engine.commands import OpenMatter, SignStep, TakeStep
from engine.conditions import chain_for
from engine.decision import decide, entitled
from engine.errors import Refused
from engine.fingerprint import fingerprint
from engine.law import LAWS
from engine.opening import decide_opening
from engine.outcome import Decision
from engine.visibility import may_see, readable_classes, reader, reader_keys
from engine.world import World
from tests import strategies as any_
from tests.builders import a_definition, a_world, body_of
from tests.scenes import SCENES, Scene

DEFINITION = a_definition()
CASE_FIELDS = {field.name for field in fields(Case)}
NEVER_CHANGED = {"id", "matter", "number", "definition", "workflow", "version"}
many = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
some = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def judged(scene: Scene) -> Decision | Refused:
    """What comes of it."""
    return decide(DEFINITION, scene.file, scene.command, scene.post, scene.world)


@pytest.mark.parametrize(
    "scene", SCENES, ids=lambda scene: getattr(scene.command, "step", type(scene.command).__name__)
)
def test_each_of_these_commands_is_carried_out_as_long_as_nothing_is_spoiled(scene: Scene) -> None:
    made = judged(scene)

    assert isinstance(made, Decision)
    assert made.event != "lapsed"


@many
@given(any_.situations())
def test_every_command_has_an_answer_and_always_the_same_one(scene: Scene) -> None:
    first, second = judged(scene), judged(scene)

    assert isinstance(first, Decision | Refused)
    assert first == second


@many
@given(any_.situations())
def test_no_decision_without_a_declared_step(scene: Scene) -> None:
    made, lookup = judged(scene), DEFINITION.lookup

    if isinstance(made, Decision):
        assert scene.command.actor not in scene.case.barred()
        if made.kind in {"transition", "act"}:
            step = lookup.find(made.event, scene.case.state)
            assert step is not None
            assert made.to == (step.to or scene.case.state)
        else:
            assert made.to == scene.case.state
            assert "state" not in made.changes
        if isinstance(scene.command, TakeStep | SignStep):
            assert lookup.find(scene.command.step, scene.case.state) is not None


@many
@given(any_.situations())
def test_a_decision_changes_known_fields_of_the_case_and_folds_into_one(scene: Scene) -> None:
    made = judged(scene)

    if isinstance(made, Decision):
        body = fold(body_of(scene.case), {**made.changes, "version": scene.case.version + 1})
        again = json.loads(canonical(body))
        assert made.changes.keys() <= CASE_FIELDS - NEVER_CHANGED
        assert Case.read(again).state == made.to
        assert state_hash(again) == state_hash(body)


@many
@given(any_.situations())
def test_what_an_entry_would_hold_can_be_registered(scene: Scene) -> None:
    made = judged(scene)

    if isinstance(made, Decision):
        told = json.dumps({"data": made.data, "set": made.changes}, ensure_ascii=False, allow_nan=False)
        assert told.encode()
        assert not [word for word in ("经过", "不清", "expulsion") if word in told]


@many
@given(any_.situations())
def test_a_refusal_teaches(scene: Scene) -> None:
    refused = judged(scene)

    if isinstance(refused, Refused):
        assert refused.code
        assert refused.sentence.endswith("。")
        assert refused.remedy.endswith("。")
        assert refused.article.law in {*LAWS, "MJ"}


@some
@given(any_.situations())
def test_a_button_that_is_grey_is_a_command_that_would_be_refused(scene: Scene) -> None:
    for step in DEFINITION.lookup.steps_at(scene.case.state):
        grey = entitled(DEFINITION, scene.file, step, scene.post, scene.world)
        if grey is not None:
            pressed = TakeStep(id="k1", actor=scene.command.actor, case="c1", step=step.id)
            assert decide(DEFINITION, scene.file, pressed, scene.post, scene.world) == grey


@some
@given(any_.situations())
def test_every_subject_has_an_approval(scene: Scene) -> None:
    for step in DEFINITION.lookup.workflow.transitions:
        chain, rules = chain_for(DEFINITION, step.id, scene.facts, scene.case, scene.world)
        assert bool(chain) == bool(step.approval)
        assert all(isinstance(answer, bool) for answer in rules.values())


@some
@given(any_.situations(), any_.officers)
def test_who_reads_a_class_of_values_may_see_the_case(scene: Scene, officer: str) -> None:
    case, organisation = scene.case, scene.world.organisation
    who, keys = reader(officer, scene.world), reader_keys(DEFINITION, case, organisation)

    sees = may_see(who, case, keys, organisation)

    assert sees or not readable_classes(who, case, keys, organisation)
    assert not (sees and officer in case.barred())


@many
@given(any_.openings, any_.organisations.map(a_world))
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
@given(any_.situations())
def test_every_command_has_a_fingerprint(scene: Scene) -> None:
    plain = fingerprint(scene.command)

    assert plain == fingerprint(scene.command)
    assert "id" not in plain
    assert json.dumps(plain)
