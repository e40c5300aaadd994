"""Meetings about one case: who sits, what they say, who records it."""

from dataclasses import dataclass
from typing import Literal

from app.demo.door import Door
from app.demo.scene import Scene
from engine.commands import HoldMeeting, Item
from engine.errors import Refused
from engine.organisation import Post

Opinion = Literal["agree", "oppose", "abstain"]


class NobodyCan(LookupError):
    """No officer of the organisation may do what comes next; names the case's number and the step."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting of a body about one item (a request, or the step under study), at which all are of one opinion."""

    body: str
    organ: str
    item: str
    recorder: Post
    opinion: Opinion = "agree"


def held(door: Door, scene: Scene, sitting: Sitting) -> str:
    """Hold and record the meeting; its id. Raises `NobodyCan` when it may not be recorded."""
    members, barred = scene.members(sitting.body, sitting.organ), scene.case.barred()
    voters = tuple(officer for officer in members if officer not in barred)
    opinions: dict[str, Opinion] = dict.fromkeys(voters, sitting.opinion)
    answer = door.handle(
        HoldMeeting(
            id=door.new_id(),
            actor=sitting.recorder.officer,
            post=sitting.recorder.id,
            organ=sitting.organ,
            office=scene.case.office if sitting.body == "office_meeting" else None,
            body=sitting.body,
            held_on=scene.world.today,
            present=voters,
            recused=tuple(officer for officer in members if officer in barred),
            items=(Item(scene.case.id, sitting.item, opinions),),
            minutes="（示例）与会人员逐一发表意见。",
        )
    )
    if isinstance(answer, Refused):
        raise NobodyCan(f"{scene.case.number}: {sitting.body} could not sit: {answer.code}")
    return str(answer.data["meeting"])


def study(door: Door, scene: Scene, body: str, step: str, opinion: Opinion = "agree") -> str:
    """The study of a step by a body of the holding organ, recorded by a member; the meeting's id."""
    members = scene.members(body, scene.case.organ)
    seeing = [officer for officer in members if scene.sees(officer)]
    if not seeing:
        raise NobodyCan(f"{scene.case.number}: no member of {body} may see it")
    recorder = scene.post_of(seeing[scene.turn % len(seeing)])
    return held(door, scene, Sitting(body, scene.case.organ, step, recorder, opinion))
