"""Judging alone, without a database: beside a bare step of the same workflow on a shared `transitions.Machine`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from app.assembly import Installation, opened
from bench.circle import circles
from bench.ground import Ground, founded
from bench.laps import Lap, interleaved, lap
from bench.report import Aim, Line, at_most, micro
from engine.case import Case
from engine.commands import CaseCommand, DecideRequest, SignStep, TakeStep
from engine.decision import decide, entitled
from engine.errors import Refused
from engine.machine import build_machine
from engine.organisation import Post
from engine.registry import Definition
from engine.world import CaseFile, World

TIMES: Final = 4_000
MACHINE: Final = "Machine"


@dataclass
class Model:
    """What a machine moves."""

    state: str


@dataclass(frozen=True)
class Question:
    """A command as it comes before `decide()`."""

    definition: Definition
    file: CaseFile
    command: CaseCommand
    post: Post
    world: World

    def decide(self) -> None:
        """Judge it. Raises where it would be refused: a refusal is cheaper."""
        decision = decide(self.definition, self.file, self.command, self.post, self.world)
        if isinstance(decision, Refused):
            raise RuntimeError(decision.code)

    def dispatch(self) -> None:
        """Find the step of this state and ask whether the officer may take it."""
        assert isinstance(self.command, TakeStep)  # noqa: S101 - a promise to the type checker
        step = self.definition.lookup.find(self.command.step, self.file.case.state)
        if step is None or entitled(self.definition, self.file, step, self.post, self.world):
            raise RuntimeError("the step should be possible")


def measured(ground: Ground, rounds: int) -> Iterator[Line]:
    """Dispatch with its guards, and `decide()` for a proposal, a signature and an approval that carries a step out."""
    url = founded(ground)
    with opened(ground.settings(url)) as found:
        questions = _questions(found)
    bare = _bare(questions["proposal"].definition)
    contenders = {name: partial(_turn, one.decide) for name, one in questions.items()}
    contenders["dispatch"] = partial(_turn, questions["proposal"].dispatch)
    laps = interleaved(rounds, {MACHINE: partial(_turn, bare), **contenders})
    for name in contenders:
        about = "dispatch with guards" if name == "dispatch" else f"decide(): {name}"
        aim: Aim = at_most(3 if name == "dispatch" else 10)
        beside = f"{micro(laps.each(MACHINE))} {MACHINE}"
        yield Line(about, laps.ratio(name, MACHINE), micro(laps.each(name)), beside, laps.noise(MACHINE), aim)


def _turn(ask: Callable[[], None]) -> Lap:
    def work() -> int:
        for _ in range(TIMES):
            ask()
        return TIMES

    return lap(work)


def _bare(definition: Definition) -> Callable[[], None]:
    """One step there, the next one back."""
    machine = build_machine(definition.workflow)
    model = Model("verifying")
    steps = [machine.events["report_verification"], machine.events["return_verification"]]
    turn = 0

    def step() -> None:
        nonlocal turn
        steps[turn].trigger(model)
        turn = 1 - turn

    return step


def _questions(found: Installation) -> dict[str, Question]:
    """The commands of one way round, each with the case as it was before it."""
    (circle,) = circles(found, 1)
    wanted = {"signature": SignStep, "proposal": TakeStep, "approval": DecideRequest}
    asked: dict[str, Question] = {}
    for command in circle.round(1):
        for name, kind in wanted.items():
            if isinstance(command, kind) and name not in asked:
                asked[name] = _question(found, command)
        found.service.handle(command)
    return asked


def _question(found: Installation, command: CaseCommand) -> Question:
    with found.storage.read() as tx:
        stored = tx.case(command.case, lock=False)
        if stored is None:
            raise LookupError(command.case)
        digests = {*stored.proposal.get("documents", {}).values(), *getattr(command, "documents", {}).values()}
        world = replace(found.reading.world(tx), files=tx.files(command.case, digests))
    case = Case.read(stored.body)
    post = next(post for post in world.posts(command.actor) if post.id == command.post)
    file = CaseFile(case, stored.facts, stored.proposal)
    return Question(found.service.registry.by_digest(case.definition), file, command, post, world)
