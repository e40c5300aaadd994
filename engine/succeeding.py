"""Handing over what an organ held, as one mass act in chunks of a transaction each. Resumable, idempotent.

Everything in the organ's subtree is met, and every case elsewhere in which it is the competent one. An act that was
interrupted goes on by the same command; a case that has an entry of it is passed by.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from engine.commands import Reorganise
from engine.errors import Refused
from engine.reading import Reading
from engine.reorganising import Change, not_reorganising
from engine.service import MANY, Service

Progress = Callable[[int, int | None], None]


@dataclass
class HandedOver:
    """What a run did: cases met, cases that have an entry of the act now, and those that wait, with the reason."""

    act: str
    met: int = 0
    changed: int = 0
    left: list[tuple[str, Refused]] = field(default_factory=list)


def silent(done: int, at_most: int | None) -> None:
    """Progress that nobody watches."""


def succeed(
    service: Service, reading: Reading, command: Reorganise, progress: Progress = silent
) -> HandedOver | Refused:
    """Begin the act, or go on with it, to its end. Raises `Raced` where others never stop working.

    A command that names no post is taken in the one in which its officer may.
    """
    begun = service.handle(command if command.post else replace(command, post=_post(reading, command)))
    if isinstance(begun, Refused):
        return begun
    done, after = HandedOver(command.act), ("", "")
    while True:
        with service.storage.read() as tx:
            page = tx.touching(command.organ, after, MANY)
        if not page:
            break
        changed, left = service.succeed(command.act, [case for _, case in page])
        done.changed, done.met, after = done.changed + changed, done.met + len(page), page[-1]
        done.left += left
        progress(done.met, None)
    if not done.left:
        service.succeeded(command.act)
    return done


def _post(reading: Reading, command: Reorganise) -> str | None:
    """The post in which the officer may, else the first he holds: the door says what he lacks."""
    with reading.storage.read() as tx:
        world = reading.world(tx)
    change = Change(command.act, command.organ, command.to, command.office)
    posts = world.posts(command.actor)
    able = (post.id for post in posts if not_reorganising(post, change, world) is None)
    return next(iter([*able, *(post.id for post in posts)]), None)
