"""Handing over when an officer leaves, as one registered act: the order of commands, for every face of the house.

foresee   what would pass, what stays and why; writes nothing
run       `begin`, one entry per case in bounded chunks, `finish` with the count and the digest of the list

The act keeps its id over every run, so one that was killed goes on where it stopped and no case passes twice. A run
that finds nothing to do writes nothing.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Final

from engine.commands import HandOverAct, PassOn
from engine.desks.desk import Answer, acting_post
from engine.errors import Raced, Refused
from engine.holdings import Held, Wish, pages, standing
from engine.law import ZJ
from engine.organisation import Post
from engine.reading import Reading
from engine.service import MANY, Service
from engine.succession import NOT_HELD, holds, leads_organ, not_handing_over

__all__ = ["HandingOver", "Held", "Report", "Wish", "act_id"]

_TRIES: Final = 3
"""The door tries a lost race again by itself; when it gives up, officers are at work on the same cases."""

Progress = Callable[[int, int], None]


def _silent(_done: int, _at_most: int) -> None:
    """Nobody watches."""


@dataclass
class Report:
    """What came of it, as far as the caller may see.

    `passed`, `left` and `unseen` are of this run; `count` cases name the act in all ("": none does), of which
    `needs_member` have a team that is too small now. `ask` is who sees the rest; `goes_on`: the bound was reached, and
    there is more.
    """

    ask: str
    act: str = ""
    dry_run: bool = False
    passed: list[Held] = field(default_factory=list)
    needs_member: list[str] = field(default_factory=list)
    left: list[Held] = field(default_factory=list)
    unseen: int = 0
    count: int = 0
    goes_on: bool = False

    @property
    def everything(self) -> bool:
        """Whether nothing stays with the officer that the caller may know of."""
        return not self.left and not self.unseen and not self.goes_on


def act_id(*parts: str) -> str:
    """The id of the act that these make out: the same at every run."""
    return f"handover-{_sha256('|'.join(parts))[:32]}"


@dataclass(frozen=True)
class HandingOver:
    """The act as the faces call it."""

    service: Service
    reading: Reading

    def post_for(self, actor: str, officer: str, to: str) -> str | None:
        """The post in which the actor may hand over most; None where the door is to say what he lacks."""
        with self.reading.storage.read() as tx:
            world = self.reading.world(tx)
        able = [post for post in world.posts(actor) if not_handing_over(post, officer, to, world) is None]
        wide = [post for post in able if leads_organ(post, world.organisation)]
        return (wide or able)[0].id if able else None

    def foresee(self, wish: Wish, at_most: int | None = None) -> Report | Refused:
        """What a run would do now."""
        post = self._post(wish)
        if isinstance(post, Refused):
            return post
        report = Report(_whom_to_ask(post), dry_run=True)
        report.passed = self._gathered(wish, post, report, at_most)
        report.needs_member = [one.number for one in report.passed if one.short]
        return report

    def run(
        self,
        wish: Wish,
        act: str,
        *,
        document: str = "",
        reason: str = "",
        at_most: int | None = None,
        progress: Progress = _silent,
    ) -> Report | Refused:
        """Hand over, at most so many cases. Raises `CommandReused`, and `Raced` where others never stop working."""
        post = self._post(wish)
        begin = partial(HandOverAct, event="begin", document=document, reason=reason)
        if isinstance(post, Refused):
            # The door refuses it too, and registers the refusal.
            refused = self.service.handle(begin(**_about(wish, act), id=f"{act}-refused"))
            return refused if isinstance(refused, Refused) else post
        wish, report = replace(wish, post=post.id), Report(_whom_to_ask(post))
        due = self._gathered(wish, post, report, at_most)
        begun = self.service.handle(begin(**_about(wish, act), id=f"{act}-begin")) if due else None
        if isinstance(begun, Refused):
            return begun
        for start in range(0, len(due), MANY):
            self._pass(wish, act, due[start : start + MANY], report)
            progress(min(start + MANY, len(due)), len(due))
        self._finish(wish, act, report)
        return report

    def _post(self, wish: Wish) -> Post | Refused:
        with self.reading.storage.read() as tx:
            world = self.reading.world(tx)
        post = acting_post(world, wish.actor, wish.post)
        if isinstance(post, Refused):
            return post
        return not_handing_over(post, wish.officer, wish.to, world) or post

    def _gathered(self, wish: Wish, post: Post, report: Report, at_most: int | None) -> list[Held]:
        """What can pass, up to the bound; what can't is noted in the report."""
        due: list[Held] = []
        for page in pages(self.reading, wish, post):
            report.unseen += page.unseen
            report.left += [one for one in page.held if one.refusal]
            due += [one for one in page.held if not one.refusal]
            if at_most is not None and len(due) > at_most:
                report.goes_on = True
                return due[:at_most]
        return due

    def _pass(self, wish: Wish, act: str, chunk: Sequence[Held], report: Report) -> None:
        commands = [
            PassOn(
                id=f"{act}-case-{one.case}",
                actor=wish.actor,
                post=wish.post,
                case=one.case,
                act=act,
                officer=wish.officer,
                to=wish.to,
            )
            for one in chunk
        ]
        repeated: list[Held] = []
        for one, answer in zip(chunk, self._carried_out(commands), strict=True):
            if isinstance(answer, Refused):
                # Somebody else has handed it over meanwhile.
                report.left += [] if answer.code == NOT_HELD else [Held(one.case, one.number, refusal=answer)]
            else:
                (repeated if answer.repeated else report.passed).append(one)
        report.left += self._back_again(wish, repeated)

    def _carried_out(self, commands: Sequence[PassOn]) -> Sequence[Answer | Refused]:
        for _ in range(_TRIES):
            try:
                return self.service.handle_many(commands)
            except Raced:
                continue
        raise Raced

    def _back_again(self, wish: Wish, repeated: Sequence[Held]) -> Iterator[Held]:
        """Cases that this very act passed on once, and that have come back since: for them it has been used up."""
        numbers = {one.case: one.number for one in repeated}
        for case, _ in standing(self.reading, wish.actor, list(numbers)):
            if holds(wish.officer, case):
                sentence = "本事项按同一移交文件移交过，后又转回。"
                refused = Refused("passed_before", sentence, "请以新的移交文件办理。", ZJ(23), ("document",))
                yield Held(case.id, numbers[case.id], refusal=refused)

    def _finish(self, wish: Wish, act: str, report: Report) -> None:
        """Count and list what names the act by the register, over every run of it."""
        prefix = f"{act}-case-"
        with self.reading.storage.read() as tx:
            cases = [one.removeprefix(prefix) for one in tx.command_ids(wish.actor, prefix)]
        report.count, report.act = len(cases), act if cases else ""
        looked_at = [one.case for one in report.passed] if report.goes_on else cases
        report.needs_member = [case.number for case, short in standing(self.reading, wish.actor, looked_at) if short]
        if not cases or report.goes_on:
            return
        left, listed = len(report.left) + report.unseen, _sha256("\n".join(cases))
        name = f"{act}-finish-{len(cases)}-{left}-{listed[:16]}"
        told = HandOverAct(**_about(wish, act), id=name, event="finish", count=len(cases), left=left, listed=listed)
        # Refused, where he has left his post meanwhile; what passed stands.
        self.service.handle(told)


def _about(wish: Wish, act: str) -> dict[str, Any]:
    return {"actor": wish.actor, "post": wish.post, "act": act, "officer": wish.officer, "to": wish.to}


def _whom_to_ask(post: Post) -> str:
    return "上级纪检监察机关" if post.position == "principal" else "本机关主要负责人"


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
