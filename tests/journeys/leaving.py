"""An officer leaves: his office, who takes over, and what the office does about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any

from app.demo.walk import Walk
from engine.errors import Refused
from engine.handing_over import HandingOver, Held, Report, Wish, act_id
from engine.organisation import Post
from tests.journeys.journey import Organ


@dataclass(frozen=True)
class Leaving:
    """Somebody leaves, and somebody takes over: what the office does about it."""

    organ: Organ
    officer: str
    to: str
    paper: str = field(default_factory=lambda: f"移交清单{token_hex(4)}")

    def by(self, post: Post) -> Report:
        """The hand-over by who holds this post, on its paper."""
        report = self.attempt(post)
        assert isinstance(report, Report), report
        return report

    def attempt(self, post: Post) -> Report | Refused:
        """The same, as it is answered."""
        act = act_id(self.paper, self.officer, self.to, post.id)
        return self._handing.run(self._wish(post), act, reason=self.paper)

    def foreseen(self, post: Post) -> Report:
        """A look at what would pass."""
        report = self._handing.foresee(self._wish(post))
        assert isinstance(report, Report), report
        return report

    def back(self) -> "Leaving":
        """The same the other way round, on a paper of its own."""
        return Leaving(self.organ, self.to, self.officer)

    @property
    def _handing(self) -> HandingOver:
        return HandingOver(self.organ.walker.service, self.organ.walker.reading)

    def _wish(self, post: Post) -> Wish:
        return Wish(post.officer, post.id, self.officer, self.to)


def post(organ: Organ, position: str, office: str | None = None) -> Post:
    """A post of the organ, in that office where one is named."""
    posts = organ.walker.officers(organ.code, position)
    return next(one for one in posts if office in (None, one.office))


def principal(organ: Organ) -> Post:
    return post(organ, "principal")


@dataclass(frozen=True)
class Room:
    """An office of the county: a head and two handlers, of whom the first leaves."""

    organ: Organ
    name: str

    @property
    def code(self) -> str:
        return f"{self.organ.code}-{self.name}"

    @property
    def head(self) -> Post:
        return post(self.organ, "office_head", self.code)

    @property
    def leaver(self) -> str:
        return post(self.organ, "handler", self.code).officer

    @property
    def leaving(self) -> Leaving:
        """The first handler leaves; the head takes over."""
        return Leaving(self.organ, self.leaver, self.head.officer)

    def clue(self, *steps: str) -> Walk:
        """A clue that the leaver has signed for and worked on."""
        ours = self.name == "GB"
        step = "allocate_to_cadre_supervision" if ours else "allocate"
        clue = self.organ.clue(inspection_cadre=ours).take(step, hand_to=self.code)
        return clue.take("receive", by=self.leaver).takes(*steps)


def reasons(held: list[Held]) -> dict[str, str]:
    """Why cases stay, by number."""
    return {one.number: one.refusal.code for one in held if one.refusal}


def numbers(held: list[Held]) -> set[str]:
    return {one.number for one in held}


def entries(organ: Organ, report: Report) -> Sequence[Mapping[str, Any]]:
    """The entries of the act's own stream."""
    with organ.walker.reading.storage.read() as tx:
        return tx.entries(f"act/{report.act}", -1, 100)
