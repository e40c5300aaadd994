"""Before a step: who takes it, the team, the papers, the study and the signatures that its declaration asks for."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypedDict

from app.demo.door import Door
from app.demo.meetings import NobodyCan, study
from app.demo.papers import entries, paper
from app.demo.scene import Scene
from engine.commands import SignStep, TakeStep
from engine.definition import Taken
from engine.organisation import Post


class How(TypedDict, total=False):
    """What the walker shouldn't decide himself. `without`: what is left out although the step asks for it."""

    by: str
    hand_to: str
    to_organ: str
    team: Sequence[str]
    meeting: str
    other: str
    documents: Mapping[str, str]
    reason: str
    without: Sequence[Literal["documents", "study", "signatures", "hand_to"]]


def prepare(door: Door, case: str, step_id: str, inputs: Mapping[str, Any], how: How) -> TakeStep:
    """The command for a step, once everything it asks for has been done. Raises `NobodyCan`."""
    scene = door.scene(case)
    step = scene.definition.lookup.step(step_id)
    post = _who(scene, step, how)
    plain = TakeStep(id=door.new_id(), actor=post.officer, post=post.id, case=case, step=step_id, inputs=inputs)
    if step is None or scene.definition.lookup.find(step_id, scene.case.state) is None:
        return plain
    left_out = how.get("without", ())
    hand_to = None if "hand_to" in left_out else scene.office_for(step, how.get("hand_to"))
    documents = how.get("documents", {} if "documents" in left_out else _papers(door, scene, step, post))
    meeting = how.get("meeting")
    if step.studied_by and meeting is None and "study" not in left_out:
        meeting = study(door, scene, step.studied_by, step.id)
    if step.signed_by and "signatures" not in left_out:
        sign(door, scene, step, documents)
    return TakeStep(
        id=plain.id,
        actor=post.officer,
        post=post.id,
        case=case,
        step=step_id,
        inputs=entries(step, scene, post.officer, inputs),
        documents=documents,
        team=tuple(how.get("team", _team(scene, step, post, hand_to))),
        hand_to=hand_to,
        to_organ=scene.organ_for(step, post, how.get("to_organ")),
        meeting=meeting,
        other=how.get("other"),
        reason=how.get("reason", ""),
    )


def sign(door: Door, scene: Scene, step: Taken, documents: Mapping[str, str]) -> None:
    """Every member of the team signs the documents of the step."""
    for officer in scene.case.team:
        door.handle(
            SignStep(
                id=door.new_id(),
                actor=officer,
                post=scene.post_of(officer).id,
                case=scene.case.id,
                step=step.id,
                documents=documents,
            )
        )


def _who(scene: Scene, step: Taken | None, how: How) -> Post:
    if "by" in how:
        return scene.post_of(how["by"])
    post = (scene.right_post(step) if step else None) or scene.somebody()
    if post is None:
        raise NobodyCan(f"{scene.case.number}: nobody in {scene.case.organ} may see it")
    return post


def _papers(door: Door, scene: Scene, step: Taken, post: Post) -> dict[str, str]:
    wanted = [*step.documents, *(f"opinion@{body}" for body in step.consults)]
    return {kind: door.upload(post.officer, scene.case.id, paper(kind, scene)) for kind in wanted}


def _team(scene: Scene, step: Taken, post: Post, hand_to: str | None) -> tuple[str, ...]:
    """Who proposes joins the team that he forms, where he may; two are let in where others may look."""
    if step.lets_in:
        return scene.insiders(step)[:2]
    if step.forms_team is None:
        return ()
    able = scene.able_to_join(step, hand_to)
    first = [post.officer] if post.officer in able else []
    return tuple(dict.fromkeys([*first, *able]))[: step.forms_team.at_least]
