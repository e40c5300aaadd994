"""The checks of one entry in order: replay first, then what it names, then what its kind asks."""

from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from engine.case import Body, Case, fold
from engine.errors import UNREADABLE
from engine.legality import (
    approving,
    beside,
    corrections,
    general,
    ladders,
    others,
    periods,
    reorganising,
    requests,
    steps,
    succession,
)
from engine.legality.books import Books
from engine.legality.entry import Entry, Fault, illegal
from engine.legality.reviewed import Reviewed
from engine.organisation import Post
from engine.past import Past, Told
from engine.registry import Definition
from engine.world import World


@dataclass(frozen=True, slots=True)
class Standing:
    """A case between two entries: its folded body, the same as read, and what the entries so far tell."""

    body: Body
    case: Case
    past: Past

    @classmethod
    def of(cls, body: Body, past: Past) -> "Standing":
        """The case of a folded body."""
        return cls(body, Case.read(body), past)


def review(before: Standing | None, entry: Entry, books: Books) -> tuple[Standing | None, tuple[Fault, ...]]:
    """The case after an entry (None: unreadable), and what is wrong with the entry. Total.

    `before` is None for the entry that opens the case.
    """
    try:
        after = _after(before, entry)
        return after, tuple(_review(before, entry, after, books))
    except UNREADABLE:
        return None, (illegal("malformed", "本条登记的内容不是这类条目应有的内容。"),)


def _after(before: Standing | None, entry: Entry) -> Standing:
    body = before.body if before else {}
    told = Told(entry.seq, entry.kind, entry.event, entry.told)
    return Standing.of(fold(body, entry.changes), (before.past if before else Past()).then(told, body))


def _review(before: Standing | None, entry: Entry, after: Standing, books: Books) -> Iterator[Fault]:
    yield from general.replayed(entry, after.body)
    yield from general.identity(entry, before is None, after.body)
    definition, world = yield from _named(entry, after.body, books)
    if definition is None or world is None:
        return
    post = next((post for post in world.posts(entry.actor) if post.id == entry.post), None)
    yield from general.committed(entry, after.case)
    if before is None:
        yield from _opening(entry, after.case, definition, post, world)
        yield from beside.begun(entry, after.case, books)
        blank = replace(after.case, clocks=None, due=None, rounds=None)
        yield from periods.of_opening(Reviewed(entry, blank, after.case, definition, world, post, books, Past()))
    else:
        yield from _later(Reviewed(entry, before.case, after.case, definition, world, post, books, before.past))


Named = tuple[Definition | None, World | None]


def _named(entry: Entry, body: Body, books: Books) -> Generator[Fault, None, Named]:
    """The definition and the world that the entry names, registered before it."""
    found = books.definition(str(entry.world.get("definition")))
    if entry.world.get("definition") != body.get("definition"):
        yield illegal("definition_other", "本条登记依据的定义不是该事项的定义。")
    elif found is None:
        yield illegal("definition_unknown", "登记簿中没有本条登记所依据的定义。")
    elif found.at > entry.at:
        yield illegal("definition_later", "本条登记依据的定义在其后才登记。")
    definition = found.definition if found else None
    organisation = books.organisation(entry.world["organisation"])
    calendar, policy = books.calendar(entry.world["calendar"]), books.policy(entry.world["policy"])
    if organisation is None:
        yield illegal("organisation_unknown", "登记簿中没有本条登记所依据的组织机构版本。")
        return definition, None
    if calendar is None or policy is None:
        yield illegal("calendar_unknown", "登记簿中没有本条登记所依据的工作日历或者期限配置的版本。")
        return definition, None
    return definition, World(entry.moment, organisation, calendar=calendar, policy=policy)


def _opening(entry: Entry, case: Case, definition: Definition, post: Post | None, world: World) -> Iterator[Fault]:
    if entry.kind != "open":
        yield illegal("not_opened", "事项的第一条登记不是受理或导入。")
        return
    yield from others.opened(entry, case, definition, post, world)


def _later(reviewed: Reviewed) -> Iterator[Fault]:
    if reviewed.entry.kind not in _BY_TIME:
        yield from general.acting(reviewed)
    yield from general.counted(reviewed)
    yield from general.dated(reviewed)
    judged = _KINDS.get(reviewed.entry.kind)
    if judged is None:
        yield illegal("kind_unknown", "事项的登记流中有不应出现的条目。")
        return
    yield from judged(reviewed)
    if reviewed.entry.kind not in _MOVES_PERIODS:
        yield from periods.untouched(reviewed)
    if reviewed.entry.kind != "escalation":
        yield from approving.followed(reviewed)
        yield from ladders.follows_its_period(reviewed)


def _step(reviewed: Reviewed) -> Iterator[Fault]:
    step = steps.declared(reviewed, reviewed.entry.event)
    if step is None:
        yield steps.not_declared(reviewed, reviewed.entry.event)
        return
    yield from steps.moved(reviewed, step)
    yield from steps.standing(reviewed, step)
    yield from periods.of_step(reviewed, step)
    approved = "request" in reviewed.entry.told
    yield from requests.carried_out(reviewed, step) if approved else steps.alone(reviewed, step)


def _correction(reviewed: Reviewed) -> Iterator[Fault]:
    step = steps.declared(reviewed, reviewed.entry.event)
    if step is None or not step.corrects:
        yield steps.not_declared(reviewed, reviewed.entry.event)
        return
    yield from corrections.corrected(reviewed, step)
    yield from steps.standing(reviewed, step)
    yield from periods.of_step(reviewed, step)
    yield from requests.carried_out(reviewed, step)


_BY_TIME: Final = frozenset({"deadline", "escalation", "reorganisation"})
"""Entries that nobody's post makes, or not always: they are judged by themselves."""
_MOVES_PERIODS: Final = frozenset({"transition", "act", "correction", "deadline", "reorganisation"})
_KINDS: Final[Mapping[str, Callable[[Reviewed], Iterator[Fault]]]] = {
    "transition": _step,
    "act": _step,
    "correction": _correction,
    "proposal": requests.on_proposal,
    "approval": requests.on_approval,
    "signature": others.on_signature,
    "recusal": others.on_recusal,
    "link": beside.on_link,
    "succession": succession.on_succession,
    "deadline": periods.on_deadline,
    "escalation": ladders.on_escalation,
    "reorganisation": reorganising.on_reorganisation,
}
