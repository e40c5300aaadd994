"""What the commands have in common: exit codes, the open installation, the caller, progress, answers as JSON."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from app.assembly import Installation, opened
from app.settings import Settings
from engine.desks.genesis import MIGRATION
from engine.errors import Refused

out = Console()
err = Console(stderr=True)


class Exit(IntEnum):
    """What the exit code says; 0 is done, 2 is typer's own for a wrong call."""

    FOUND = 1
    """The command ran and found faults: rows rejected, findings, a register that doesn't verify."""
    REFUSED = 3
    """The engine refused, or the caller isn't known."""
    BAD_INPUT = 4
    """A file can't be read or isn't what it should be; nothing was changed."""
    UNUSABLE = 5
    """The installation can't be used as it is."""


Json = Annotated[bool, typer.Option("--json", help="以 JSON 输出。Print JSON.")]


@contextmanager
def installation() -> Iterator[Installation]:
    """The installation that the environment names."""
    with opened(Settings()) as found:
        yield found


def caller(found: Installation, *, or_migration: bool = False) -> str:
    """The officer of `MINGJIAN_TOKEN`; without a token, an import may run in the name of the migration post."""
    token = found.settings.token
    if not token and or_migration:
        return MIGRATION
    officer = found.authenticate(token) if token else None
    if officer is None:
        stop("没有有效的令牌：请在环境变量 MINGJIAN_TOKEN 中给出本人的令牌。", Exit.REFUSED)
    return officer


def stop(message: str, code: Exit) -> NoReturn:
    """Say why, and end with the code."""
    complain(message)
    raise typer.Exit(code)


def refuse(refused: Refused, *, as_json: bool = False) -> NoReturn:
    """Show a refusal with its article and remedy, and end."""
    if as_json:
        say_json(refusal_json(refused))
    else:
        complain(f"{refused.sentence}\n依据：{refused.article.label}\n怎么办：{refused.remedy}")
    raise typer.Exit(Exit.REFUSED)


def refusal_json(refused: Refused) -> dict[str, Any]:
    """A refusal as JSON: the same fields as the API's problem details."""
    return {
        "code": refused.code,
        "sentence": refused.sentence,
        "article": refused.article.label,
        "confidence": refused.article.confidence,
        "remedy": refused.remedy,
        "fields": list(refused.fields),
    }


def complain(message: str) -> None:
    """A message to the person at the terminal, on standard error."""
    err.print(message, style="red", markup=False, highlight=False, soft_wrap=True)


def say(message: str) -> None:
    """A line of the answer, without any markup of its own."""
    out.print(message, markup=False, highlight=False, soft_wrap=True)


def say_json(value: Any) -> None:
    """The answer as JSON, for programs."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


@contextmanager
def progress(label: str, *, hidden: bool = False) -> Iterator["Bar"]:
    """A progress bar on standard error; nothing where that isn't a terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True, disable=hidden or not err.is_terminal) as bar:
        yield Bar(bar, label)


class Bar:
    """Moves a progress bar: done so far, at most."""

    def __init__(self, bar: Progress, label: str) -> None:
        self._bar = bar
        self._task = bar.add_task(label, total=None)

    def __call__(self, done: int, at_most: int | None) -> None:
        """Move the bar; without an end it only shows that something goes on."""
        self._bar.update(self._task, completed=done, total=at_most)
