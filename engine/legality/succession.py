"""Cases that passed in a hand-over: the act was begun before, by the same officer, and took nobody else's place."""

from collections.abc import Iterable, Iterator, Mapping

from engine.commands import PassOn
from engine.legality.entry import Fault, illegal
from engine.legality.general import stays_within
from engine.legality.reviewed import Reviewed
from engine.succession import covers, holds, kept_apart


def on_succession(reviewed: Reviewed) -> Iterator[Fault]:
    """What one officer held of the case passed to another, in an act that says so, and nothing else was changed."""
    told, entry = reviewed.entry.told, reviewed.entry
    command = PassOn(
        id="", actor=entry.actor, case=reviewed.before.id, act=told["act"], officer=told["officer"], to=told["to"]
    )
    yield from stays_within(reviewed, frozenset({"handler", "team", "teams", "served"}))
    yield from _begun(reviewed, command)
    led = reviewed.post is None or covers(reviewed.post, reviewed.before, reviewed.world)
    if command.actor == command.officer or not led:
        yield illegal("wrong_role", "办理人的岗位无权移交这一事项。")
    if not holds(command.officer, reviewed.before):
        yield illegal("not_held", "移交人没有承办这一事项，也不在其工作组中。")
    yield from _whose(reviewed, command)
    yield from _waiting(reviewed, command)
    if told["took"]:
        yield from _may_hold(reviewed, command)


def _begun(reviewed: Reviewed, command: PassOn) -> Iterator[Fault]:
    begun = reviewed.books.begun(command.act)
    if begun is None or begun.at > reviewed.entry.at or reviewed.entry.caused_by != f"act/{command.act}#0":
        yield illegal("act_missing", "引出本条的工作移交没有登记，或者在其后才登记。")
    elif (begun.actor, begun.officer, begun.to) != (command.actor, command.officer, command.to):
        yield illegal("act_other", "本条登记与所引用的工作移交不符。")


def _whose(reviewed: Reviewed, command: PassOn) -> Iterator[Fault]:
    """Custody and the seat passed from the leaver to the successor, or the seat stays empty; the rest is as it was."""
    before, after, team = reviewed.before, reviewed.after, _team(reviewed, command)
    keeps, told = before.handler == command.officer, "handler" in reviewed.entry.told["took"]
    if after.handler != (command.to if keeps else before.handler) or told != keeps:
        yield illegal("keeper_other", "承办人没有移交给接任人，或者移交的不是移交人承办的事项。")
    formed, served = _sets(before.teams), _sets(before.served)
    if command.officer in formed.get(before.phase, ()):
        formed[before.phase] = set(team)
    if after.team != team or _sets(after.teams) != formed:
        yield illegal("team_other", "移交时改动了工作组的其他成员。")
    if _joins(reviewed):
        served.setdefault(before.phase, set()).add(command.to)
    if _sets(after.served) != served:
        yield illegal("served_other", "移交后登记的参与人员不对。")


def _waiting(reviewed: Reviewed, command: PassOn) -> Iterator[Fault]:
    pending = reviewed.before.pending
    step = reviewed.definition.lookup.step(pending.step) if pending else None
    if step and step.signed_by and command.officer in reviewed.before.team:
        yield illegal("approval_pending", "移交人签名的事项正在报批时，移交了其在工作组中的位置。")


def _may_hold(reviewed: Reviewed, command: PassOn) -> Iterator[Fault]:
    before, world = reviewed.before, reviewed.world
    if command.to in before.barred():
        yield illegal("successor_recused", "接任人应当回避这一事项。")
    if not world.organisation.staffs(command.to, before.organ, before.office, world.today):
        yield illegal("successor_outside_office", "接任人当日不是承办部门的人员。")
    if kept_apart(reviewed.definition, before, command, ()):
        yield illegal("separation", "接任人参与过须与本阶段分离的工作。")


def _joins(reviewed: Reviewed) -> bool:
    return "team" in reviewed.entry.told["took"]


def _team(reviewed: Reviewed, command: PassOn) -> tuple[str, ...]:
    seats = (command.to if one == command.officer else one for one in reviewed.before.team)
    left = (one for one in reviewed.before.team if one != command.officer)
    return tuple(dict.fromkeys(seats if _joins(reviewed) else left))


def _sets(by_phase: Mapping[str, Iterable[str]] | None) -> dict[str, set[str]]:
    return {phase: set(officers) for phase, officers in (by_phase or {}).items()}
