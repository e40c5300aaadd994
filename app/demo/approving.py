"""The next decision on a pending request, by whom it waits for: a rank, a body with its meeting, an outside sheet."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from app.demo.door import Door
from app.demo.meetings import NobodyCan, Opinion, Sitting, held
from app.demo.papers import sheet_paper
from app.demo.scene import Scene
from engine.case import RECORDED, Request
from engine.commands import CompareSheet, DecideRequest, Sheet
from engine.hearing import Heard
from engine.organisation import Post

Word = Literal["approve", "return", "refuse"]


@dataclass(frozen=True)
class Waiting:
    """A request that waits for somebody's decision, and who may give it."""

    door: Door
    scene: Scene
    request: Request
    link: Mapping[str, Any]

    @classmethod
    def of(cls, door: Door, case: str) -> "Waiting":
        """The request that waits, the one in the case's way first. Raises `NobodyCan` where none is."""
        scene = door.scene(case)
        request = next(iter(scene.case.requests), None)
        link = request.current if request else None
        if request is None or link is None:
            raise NobodyCan(f"{scene.case.number}: nothing waits for a decision")
        return cls(door, scene, request, link)

    def decision(self, word: Word = "approve", reason: str = "") -> DecideRequest | CompareSheet:
        """The command of the officer for whom it waits. Raises `NobodyCan`."""
        if self.link["status"] == RECORDED and word == "approve":
            return self.comparison(self.recorder(but={self.link["by"]}))
        if self.link["kind"] == "rank":
            return self.told(self.holder(), word, reason)
        if self.link["kind"] == "outside":
            first = self.recorder()
            return self.told(first, word, reason, sheet=self.sheet(first))
        recorder = self.note_taker()
        return self.told(recorder, word, reason, meeting=self.meeting(recorder))

    def told(self, post: Post, word: Word = "approve", reason: str = "", **cited: Any) -> DecideRequest:
        """The decision of this post; `cited` is its meeting or sheet."""
        return DecideRequest(
            id=self.door.new_id(),
            actor=post.officer,
            post=post.id,
            case=self.scene.case.id,
            request=self.request.id,
            decision=word,
            reason=reason,
            **cited,
        )

    def comparison(self, second: Post, number: str = "") -> CompareSheet:
        """A second officer compares the sheet; he types its number, or another one."""
        return CompareSheet(
            id=self.door.new_id(),
            actor=second.officer,
            post=second.id,
            case=self.scene.case.id,
            request=self.request.id,
            number=number or self.link["number"],
        )

    def holder(self) -> Post:
        """The officer of the rank that decides; never the proposer."""
        found = self.scene.holder(self.link, but=(self.request.proposer,))
        return found or self._nobody(f"{self.link['post']} of {self.link['organ']}")

    def meeting(self, recorder: Post, opinion: Opinion = "agree") -> str:
        """Hold the meeting that the request waits for; its id."""
        sitting = Sitting(self.link["body"], self.link["organ"], self.request.id, recorder, opinion)
        return held(self.door, self.scene, sitting)

    def note_taker(self) -> Post:
        """Who records the meeting: nobody who must be kept apart from the step, or has signed for it."""
        step = self.scene.definition.lookup.step(self.request.step)
        apart = self.scene.kept_apart(step) if step else frozenset()
        found = self.scene.recorders(self.link["organ"], self.authors | apart)
        return found[self.scene.turn % len(found)] if found else self._nobody("a recorder of minutes")

    @property
    def authors(self) -> frozenset[str]:
        """Whose proposal waits: the engine's own reading of who has proposed and signed it."""
        scene = self.scene
        return Heard(scene.definition, scene.case, scene.file, self.request, scene.world).authors

    def recorder(self, but: frozenset[str] | set[str] = frozenset()) -> Post:
        """Who records or compares a sheet: neither the proposer nor the team, nor who is left out."""
        left_out = {self.request.proposer, *self.scene.case.team, *self.request.team, *but}
        found = self.scene.recorders(self.scene.case.organ, left_out)
        return found[self.scene.turn % len(found)] if found else self._nobody("a recorder of sheets")

    def sheet(self, recorder: Post) -> Sheet:
        """The outside body's sheet, uploaded by who records it. Its number counts once per body."""
        today = self.scene.world.today
        number = f"示例〔{today.year}〕{self.scene.case.id[:8]}-{self.scene.case.version}号"
        paper = sheet_paper(self.link["body"], number)
        return Sheet(number, today, self.door.upload(recorder.officer, self.scene.case.id, paper))

    def _nobody(self, who: str) -> Post:
        raise NobodyCan(f"{self.scene.case.number} {self.request.step}: {self.scene.case.organ} has nobody as {who}")
