"""Worker processes, each with its own cases, that run laps of the same work at the same time."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from app.assembly import Installation, opened
from app.settings import Settings
from bench.bare import Bare, BareOneStatement, BarePostgres, BareSqlite
from bench.laps import Lap, lap
from bench.tape import Taped
from engine.errors import Refused

OURS = "service"
BARE: Mapping[str, Callable[[str], Bare]] = {
    "sqlite3": BareSqlite,
    "psycopg": BarePostgres,
    "psycopg, one statement": BareOneStatement,
}


@dataclass(frozen=True)
class Task:
    """What a worker does: which installation the service runs on, where the bare transactions write, and what."""

    settings: Settings
    bare: Mapping[str, str]
    tape: Sequence[Taped]


@dataclass
class _Worker:
    """The inside of a worker process: each contender goes through the tape at its own pace."""

    found: Installation
    task: Task
    bare: Mapping[str, Bare]
    done: dict[str, int] = field(default_factory=dict)

    def turn(self, name: str, count: int) -> Lap:
        start = self.done.get(name, 0)
        self.done[name] = start + count
        steps = self.task.tape[start : start + count]
        if len(steps) < count:
            raise RuntimeError("the tape is too short")
        return lap(lambda: self._handle(steps) if name == OURS else self._write(self.bare[name], steps))

    def _handle(self, steps: Sequence[Taped]) -> int:
        for step in steps:
            answer = self.found.service.handle(step.command)
            if isinstance(answer, Refused):
                raise RuntimeError(answer.code)
        return len(steps)

    def _write(self, bare: Bare, steps: Sequence[Taped]) -> int:
        for step in steps:
            bare.write(step.writes)
        return len(steps)


def _work(pipe: Connection) -> None:
    task: Task = pipe.recv()
    bare = {name: BARE[name](url) for name, url in task.bare.items()}
    with opened(task.settings) as found:
        worker = _Worker(found, task, bare)
        while asked := pipe.recv():
            pipe.send(worker.turn(*asked))


@dataclass(frozen=True)
class Crew:
    """Workers that are asked together and answer together."""

    pipes: Sequence[Connection]

    def turn(self, name: str, count: int) -> Lap:
        """Every worker does `count` steps; the time is that of the slowest, the processor time that of all."""
        for pipe in self.pipes:
            pipe.send((name, count))
        laps: list[Lap] = [pipe.recv() for pipe in self.pipes]
        return Lap(sum(one.count for one in laps), max(one.wall for one in laps), sum(one.cpu for one in laps))


@contextmanager
def crew(tasks: Sequence[Task]) -> Iterator[Crew]:
    """One process for each task. A fresh interpreter: it shares neither connections nor caches with its parent."""
    context = get_context("spawn")
    started: list[tuple[SpawnProcess, Connection]] = []
    try:
        for task in tasks:
            ours, theirs = context.Pipe()
            process = context.Process(target=_work, args=(theirs,), daemon=True)
            process.start()
            theirs.close()
            started.append((process, ours))
            # Not as an argument: a process that dies at its start would leave its parent waiting for ever.
            ours.send(task)
        yield Crew([pipe for _, pipe in started])
    finally:
        for process, pipe in started:
            if process.is_alive():
                pipe.send(None)
            process.join(10)
