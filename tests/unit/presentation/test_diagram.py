"""The picture by phases."""

import xml.etree.ElementTree as ET
from dataclasses import replace

from hypothesis import given, settings

from app.presentation.diagram import diagram
from engine.definition import State, Workflow
from tests.unit.engine.broken import broken_workflows
from tests.unit.engine.tiny import TINY, state, transition
from workflows.clue_disposal import WORKFLOW

SVG = "{http://www.w3.org/2000/svg}"


def drawn(workflow: Workflow) -> ET.Element:
    """The picture of a workflow."""
    return ET.fromstring(diagram(workflow))  # noqa: S314 the picture is our own


PICTURE = drawn(TINY)


def titles(kind: str) -> list[str]:
    """The names that the picture gives its parts of a kind."""
    groups = (group for group in PICTURE.iter(f"{SVG}g") if group.get("class") == kind)
    return [title.text or "" for group in groups if (title := group.find(f"{SVG}title")) is not None]


def texts(picture: ET.Element) -> list[str]:
    """Everything that is written in a picture."""
    return [(text.text or "").strip() for text in picture.iter(f"{SVG}text")]


def size(label: str, picture: ET.Element = PICTURE) -> float:
    """The width of the box of a state."""
    groups = (group for group in picture.iter(f"{SVG}g") if label in texts(group) and group.get("class") == "node")
    (path,) = (path for group in groups for path in list(group.iter(f"{SVG}path"))[:1])
    across = [float(point.split(",")[0]) for point in (path.get("d") or "").replace("M", "").replace("C", " ").split()]
    return max(across) - min(across)


def test_every_state_stands_under_its_ascii_id_and_its_chinese_label() -> None:
    assert set(titles("node")) == {"_opening"} | {item.id for item in TINY.states}
    assert {item.label for item in TINY.states} <= set(texts(PICTURE))


def test_states_are_grouped_by_phase() -> None:
    assert titles("cluster") == ["cluster_intake", "cluster_inquiry", "cluster_trial", "cluster_outcome"]
    assert {"受理", "核查", "审理", "结果"} <= set(texts(PICTURE))


def test_every_transition_is_written_on_its_arrow() -> None:
    assert {step.label for step in TINY.transitions} <= set(texts(PICTURE))


def test_several_steps_between_two_states_share_one_arrow() -> None:
    twin = replace(TINY.transitions[1], id="submit_again", label="再次移送")
    picture = drawn(replace(TINY, transitions=(*TINY.transitions, twin)))

    assert texts(picture).count("再次移送") == 1
    assert len([group for group in picture.iter(f"{SVG}g") if group.get("class") == "edge"]) == len(titles("edge"))


def test_a_box_is_wide_enough_for_its_chinese_label() -> None:
    label = "已经按照规定移送审理部门等待受理"

    assert size(label, drawn(state(TINY, "on_trial", label=label))) > len(label) * 15


def test_the_picture_fits_a_strict_content_security_policy() -> None:
    picture = diagram(WORKFLOW)

    assert " style=" not in picture
    assert "<style" not in picture
    assert "<script" not in picture
    assert "href=" not in picture
    assert picture.startswith('<svg role="img" aria-label="问题线索处置流程图"')


def test_words_that_mean_something_to_the_layout_language_are_only_labels() -> None:
    odd = state(TINY, "on_trial", id="node", label='甲"乙\\丙<b>')
    odd = transition(transition(odd, "submit", to="node"), "decide", at="node")

    assert '甲"乙\\丙<b>' in texts(drawn(odd))


def test_a_workflow_that_is_not_yet_sound_is_drawn_as_far_as_it_goes() -> None:
    broken = transition(TINY, "close", to="nowhere")
    broken = replace(broken, states=(*broken.states, State("stray", "无阶段", "no_phase")))

    assert {"已决定", "无阶段"} <= set(texts(drawn(broken)))


@settings(max_examples=15, deadline=None)
@given(broken_workflows())
def test_any_workflow_can_be_drawn_however_broken_it_is(workflow: Workflow) -> None:
    assert drawn(workflow).tag == f"{SVG}svg"


def test_a_state_tells_the_periods_that_begin_on_the_way_into_it() -> None:
    told = [link.get("{http://www.w3.org/1999/xlink}title") or "" for link in PICTURE.iter(f"{SVG}a")]

    [inquiring] = [title for title in told if title.startswith("核查中")]
    assert inquiring.startswith("核查中；核查时限：同级党委管理的正职领导干部：3个月；其余：2个月〔A〕（")
