"""Meetings about one case: who sits, what they say, who records it."""

from datetime import date

from app.demo.scene import Scene
from engine.commands import HoldMeeting, Item
from engine.organisation import Post

_SAYS = {True: "agree", False: "oppose"}


def meeting_of(scene: Scene, body: str, organ: str, subject: str, recorder: Post, *, carried: bool = True) -> HoldMeeting:
    """The meeting of a body about one item (a request, or the step under study); all agree, or all oppose."""
    members = scene.members(body, organ)
    barred = scene.case.barred()
    voters = tuple(officer for officer in members if officer not in barred)
    opinions = dict.fromkeys(voters, _SAYS[carried])
    return HoldMeeting(
        id="",
        actor=recorder.officer,
        post=recorder.id,
        organ=organ,
        office=scene.case.office if body == "office_meeting" else None,
        body=body,
        held_on=today(scene),
        present=voters,
        recused=tuple(officer for officer in members if officer in barred),
        items=(Item(scene.case.id, subject, opinions),),  # type: ignore[arg-type]  # the values are the two words above
        minutes="（示例）与会人员逐一发表意见，形成一致意见。" if carried else "（示例）与会人员未形成一致意见。",
    )


def study_recorder(scene: Scene, body: str) -> Post:
    """A member of the body who may see the case. Raises `LookupError` where there is none."""
    seeing = [officer for officer in scene.members(body, scene.case.organ) if scene.sees(officer)]
    if not seeing:
        raise LookupError(f"no member of {body} may see {scene.case.number}")
    return scene.post_of(seeing[scene.turn % len(seeing)])


def today(scene: Scene) -> date:
    """The day of the meeting: the moment's."""
    return scene.world.today
