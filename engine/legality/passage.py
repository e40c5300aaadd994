"""Jurisdiction acts: the case went where the act may lead it, and became there what the act makes of it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from engine.definition import Move, Taken
from engine.jurisdiction import SETS, Place, after, destinations, places_in
from engine.legality.entry import Fault, illegal
from engine.legality.reviewed import Reviewed


def moved(reviewed: Reviewed, step: Taken) -> Iterator[Fault]:
    """Where the case lies now, and under whose designation or task; a task that was ended was one."""
    before, there = reviewed.before, reviewed.after
    if step.moves is not None:
        yield from _elsewhere(reviewed, step, step.moves)
    elif step.ends_task and (before.assigning is None or there.assigning is not None):
        yield illegal("no_task", f"“{step.label}”登记了交办事项的办结，但没有这一交办。")


def _elsewhere(reviewed: Reviewed, step: Taken, move: Move) -> Iterator[Fault]:
    case, there, world = reviewed.before, reviewed.after, reviewed.world
    place, lawful = Place(there.organ, there.office), destinations(move, case, _acting(reviewed), world)
    if there.organ not in lawful or place not in places_in(there.organ, move, case, world):
        yield illegal("moved_elsewhere", f"“{step.label}”把事项移到了规定以外的机关或部门。")
    if not becomes(reviewed, after(case, move, step.id, place, world.organisation), SETS):
        yield illegal("moved_other", f"“{step.label}”改变承办机关时，登记的办理情况与规定不符。")


def becomes(reviewed: Reviewed, changes: Mapping[str, Any], names: Iterable[str]) -> bool:
    """Whether these fields are what the changes make of them, and otherwise as they were."""
    case, there = reviewed.before, reviewed.after
    return all(_plain(getattr(there, name)) == _plain(changes.get(name, getattr(case, name))) for name in names)


def _acting(reviewed: Reviewed) -> str | None:
    """The organ of who took the act; of who proposed it, where others approved it."""
    request = reviewed.before.request(reviewed.entry.told.get("request", ""))
    post = reviewed.world.organisation.post(request.post, reviewed.world.today) if request else reviewed.post
    return post.organ if post else None


def _plain(value: Any) -> Any:
    """Lists and tuples alike, and what is empty as nothing."""
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value] or None
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()} or None
    return value
