"""The periods of approvals: one for each step that waits, begun, met and superseded with it."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from engine.deadlines.approving import Done, follow
from engine.legality.entry import Fault, illegal
from engine.legality.reviewed import Reviewed

_FIELDS: Final = ("clocks", "due", "rounds")


def followed(reviewed: Reviewed) -> Iterator[Fault]:
    """What runs for approvals after the entry is what its requests ask for; what is told of it is true."""
    entry = reviewed.entry
    done = Done(entry.kind, entry.event, str(entry.told.get("request", "")))
    as_before = {name: _mixed(reviewed, name) for name in _FIELDS}
    changes = {**entry.changes, **as_before}
    made = follow(reviewed.definition, reviewed.before, changes, done, (reviewed.world, entry.seq))
    for name in _FIELDS:
        asked = made.changes.get(name, as_before[name]) or {}
        if _of_approvals(reviewed, asked) != _of_approvals(reviewed, getattr(reviewed.after, name) or {}):
            yield illegal("approval_period", "审批时限没有随报批事项开始、完成或者终止。")
    named = _named(reviewed, entry.told)
    told = [dict(one) for one in entry.told.get("deadlines") or () if one["id"] in named]
    if told != [dict(one) for one in made.told.get("deadlines") or ()]:
        yield illegal("approval_period", "本条登记没有如实写明审批时限的变动。")


def _mixed(reviewed: Reviewed, name: str) -> Mapping[str, Any] | None:
    """The field as the entry leaves it, with the periods of approvals as they were."""
    before, after = (getattr(case, name) or {} for case in (reviewed.before, reviewed.after))
    kept = {one: told for one, told in after.items() if one not in _of_approvals(reviewed, after)}
    return {**kept, **_of_approvals(reviewed, before)} or None


def _of_approvals(reviewed: Reviewed, told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: one for name, one in told.items() if reviewed.definition.lookup.of_approvals(name)}


def _named(reviewed: Reviewed, told: Mapping[str, Any]) -> set[str]:
    names = {one["id"] for one in told.get("deadlines") or ()}
    return {name for name in names if reviewed.definition.lookup.of_approvals(name)}
