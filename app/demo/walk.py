"""One case on its way: `take` a step with everything it needs, `propose` it only, or `attempt` what must be refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Unpack

from app.demo.approving import Waiting, Word
from app.demo.door import Door
from app.demo.preparing import How, prepare
from engine.case import Case
from engine.commands import Command, OpenMatter, Recuse, WithdrawRequest
from engine.desks.desk import Answer
from engine.errors import Refused


class Stuck(AssertionError):
    """A step that should have been possible was refused. `refused` says why."""

    def __init__(self, what: str, refused: Refused) -> None:
        super().__init__(f"{what}: {refused.code} {refused.sentence} {refused.remedy}")
        self.refused = refused


class NotRefused(AssertionError):
    """What should have been refused was carried out."""


@dataclass(frozen=True)
class Walk:
    """A case and the door to it. Every call looks at the case anew."""

    door: Door
    id: str

    @property
    def case(self) -> Case:
        """The committed case."""
        return self.door.scene(self.id).case

    @property
    def state(self) -> str:
        """Where the case stands."""
        return self.case.state

    def history(self) -> Sequence[Mapping[str, Any]]:
        """The entries of the case, oldest first."""
        return self._entries(f"case/{self.id}")

    def refusals(self) -> Sequence[Mapping[str, Any]]:
        """What was refused about the case, and the protected reads, oldest first."""
        return self._entries(f"access/{self.id}")

    def take(self, step: str, inputs: Mapping[str, Any] | None = None, **how: Unpack[How]) -> "Walk":
        """Take a step, approved by everybody whom it needs. Raises `Stuck` with the refusal if it is refused."""
        self.propose(step, inputs, **how)
        return self.approved()

    def takes(self, *steps: str) -> "Walk":
        """Take these steps one after the other."""
        for step in steps:
            self.take(step)
        return self

    def propose(self, step: str, inputs: Mapping[str, Any] | None = None, **how: Unpack[How]) -> Answer:
        """Propose a step (one without approvals is carried out). Raises `Stuck`."""
        return self._well(step, prepare(self.door, self.id, step, inputs or {}, how))

    def attempt(self, step: str, inputs: Mapping[str, Any] | None = None, **how: Unpack[How]) -> Refused:
        """Try a step that must be refused. Raises `NotRefused` if it isn't."""
        return self.refused(prepare(self.door, self.id, step, inputs or {}, how))

    def waiting(self) -> Waiting:
        """The pending request, and who may decide on it. Raises `NobodyCan` when nothing is pending."""
        return Waiting.of(self.door, self.id)

    def approve(self) -> Answer:
        """The next decision on the pending request, by whom it waits for. Raises `Stuck`."""
        return self._well("approve", self.waiting().decision())

    def approved(self) -> "Walk":
        """Every decision that is still needed. Raises `Stuck` when one is refused, or the request lapses."""
        while self.case.requests:
            answer = self.approve()
            if answer.event == "lapsed":
                raise Stuck("lapsed", Refused(str(answer.data["because"]), "审批期间情况变化。", "请重新提出。"))
        return self

    def decided(self, word: Word, reason: str) -> Answer:
        """The officer for whom the request waits returns or refuses it."""
        return self._well(word, self.waiting().decision(word, reason))

    def withdrawn(self, reason: str = "（示例）材料需要补充。") -> Answer:
        """The proposer takes the pending request back."""
        if not self.case.requests:
            raise LookupError(f"{self.id}: nothing is pending")
        pending = self.case.requests[0]
        return self._well(
            "withdraw",
            WithdrawRequest(
                id=self.door.new_id(),
                actor=pending.proposer,
                post=pending.post,
                case=self.id,
                request=pending.id,
                reason=reason,
            ),
        )

    def recused(self, officer: str) -> Answer:
        """The organ's principal decides that an officer is recused."""
        scene = self.door.scene(self.id)
        link = {"kind": "rank", "post": "principal", "organ": scene.case.organ, "office": None}
        decider = scene.holder(link, but=(officer,))
        if decider is None:
            raise LookupError(f"{scene.case.organ} has no principal who may decide")
        return self._well(
            "recuse",
            Recuse(
                id=self.door.new_id(),
                actor=decider.officer,
                post=decider.id,
                case=self.id,
                officer=officer,
                reason="（示例）与被审查调查人有近亲属关系。",
            ),
        )

    def opened(self, command: OpenMatter) -> str:
        """Open another matter beside this one: its first case. Raises `Stuck`."""
        return str(self._well("open", command).data["cases"][0]["id"])

    def refused(self, command: Command) -> Refused:
        """Send a command that must be refused. Raises `NotRefused` if it isn't."""
        answer = self.door.handle(command)
        if isinstance(answer, Refused):
            return answer
        raise NotRefused(f"{self.id}: {type(command).__name__} was carried out as {answer.event}")

    def _entries(self, stream: str) -> Sequence[Mapping[str, Any]]:
        with self.door.reading.storage.read() as tx:
            return tx.entries(stream, -1, 10_000)

    def _well(self, what: str, command: Command) -> Answer:
        answer = self.door.handle(command)
        if isinstance(answer, Refused):
            raise Stuck(what, answer)
        return answer
