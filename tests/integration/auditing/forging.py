"""What a forger may change in an entry, and what the review of it finds: pure, over the entries of walked cases."""

import copy
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from app.auditing.books import RegisterBooks
from engine.case import fold, state_hash
from engine.legality import Entry, Standing, review
from engine.past import Past, Told

Body = dict[str, Any]
Change = Callable[[Body, Body], object]
"""What a forger does to the case before an entry, and to the entry."""
Which = tuple[str, str, str] | tuple[str, str, str, int]
"""An entry by its case, kind and event, and which of several."""
Met = tuple[Body | None, Body, Past]
"""The case before an entry, the entry, and what those before it tell."""


class Trail:
    """The entries of the walked cases, each with the case before it, and the books they name."""

    def __init__(self, books: RegisterBooks, entries: Mapping[str, list[Met]]) -> None:
        self._books = books
        self._entries = entries

    def judged(self, which: "Which", change: Change) -> set[str]:
        """The codes that review finds once such an entry, or the case before it, has been changed."""
        case, kind, event, *number = which
        found = [met for met in self._entries[case] if (met[1]["kind"], met[1]["event"]) == (kind, event)]
        before, entry, past = copy.deepcopy(found[number[0] if number else 0])
        change(before or {}, entry)
        if entry["state_hash"]:
            entry["state_hash"] = state_hash(fold(before, entry["data"]["set"]))
        _, faults = review(Standing.of(before, past) if before else None, Entry.read(entry), self._books)
        return {fault.code for fault in faults}


def sets(**changes: Any) -> Change:
    """The entry sets these fields of the case otherwise."""
    return lambda _, entry: entry["data"]["set"].update(changes)


def tells(**told: Any) -> Change:
    """The entry tells these data otherwise."""
    return lambda _, entry: entry["data"].update(told)


def says(**fields: Any) -> Change:
    """The entry says these fixed fields otherwise."""
    return lambda _, entry: entry.update({name.rstrip("_"): value for name, value in fields.items()})


def names(**versions: Any) -> Change:
    """The entry names another world."""
    return lambda _, entry: entry["world"].update(versions)


def stood(**fields: Any) -> Change:
    """The case stood otherwise before the entry."""
    return lambda before, _: before.update(fields)


def waits(**fields: Any) -> Change:
    """The request that the entry opens is another one."""
    return lambda _, entry: entry["data"]["set"]["pending"].update(fields)


def by(officer: str, post: str) -> Change:
    """Another officer did it."""
    return lambda _, entry: entry.update({"actor": officer, "post": f"{officer}@{post}"})


def signs(**fields: Any) -> Change:
    """The signatures are told otherwise."""
    return lambda _, entry: entry["data"]["set"]["signed"].update(fields)


def passed(step: int, **fields: Any) -> Change:
    """An approval on the way is told otherwise."""
    return lambda _, entry: entry["data"]["set"]["pending"]["steps"][step].update(fields)


def lacks(*keys: str) -> Change:
    """The entry doesn't tell these data."""
    return lambda _, entry: [entry["data"].pop(key) for key in keys]


def passes(**fields: Any) -> Change:
    """The newest approval is told otherwise where the step is carried out."""
    return lambda _, entry: entry["data"]["approved"][-1].update(fields)


def untouched(_before: Body, _entry: Body) -> None:
    """Nobody forged anything."""


def withdrawn_by_another(_: Body, entry: Body) -> None:
    """Somebody who isn't the proposer takes the request back."""
    entry["event"] = "withdrawn"
    entry["data"]["set"]["pending"] = None


def another_request(before: Body, entry: Body) -> None:
    """The meeting was about another request."""
    for one in (before["pending"], entry["data"]["set"]["pending"]):
        one["id"] = "another"
    entry["data"]["request"] = "another"


def proposer_decides(before: Body, entry: Body) -> None:
    """Who proposed approves."""
    entry.update(actor=before["pending"]["proposer"], post=before["pending"]["post"])
    entry["data"]["approved"][0]["by"] = entry["actor"]


def recorder_compares(before: Body, entry: Body) -> None:
    """Who recorded a sheet compares it."""
    recorder = before["pending"]["steps"][-1]["by"]
    entry.update(actor=recorder)
    entry["data"]["approved"][-1]["compared_by"] = recorder


def shorter_chain(_: Body, entry: Body) -> None:
    """The last approval isn't asked for."""
    del entry["data"]["set"]["pending"]["steps"][-1]


def no_rule_holds(_: Body, entry: Body) -> None:
    """Nothing is true of the person that would ask for more."""
    more = ("watchdog_seat_heavy", "watchdog_seat", "heavy_same_level")
    entry["data"]["rules"] = dict.fromkeys((*entry["data"]["rules"], *more), False)


def investigator_tries(before: Body, entry: Body) -> None:
    """Somebody who verified joins the team that tries the case."""
    investigator = before["served"]["verification"][0]
    entry["data"]["set"]["team"] = [investigator, *entry["data"]["set"]["team"][1:]]


def leaver_hands_over(_: Body, entry: Body) -> None:
    """Who leaves does it himself."""
    entry["actor"] = entry["data"]["officer"]


def report_waits(before: Body, _: Body) -> None:
    """A report that the whole team has signed waits for approval."""
    asked = {"id": "r", "step": "report_verification", "proposer": "o", "post": "p", "at": "", "seq": 0}
    before["pending"] = {**asked, "steps": [{"kind": "rank", "status": "waiting"}]}


def steps(entries: Iterator[Body]) -> Iterator[Met]:
    """Each entry with the case before it and its past."""
    body: Body | None = None
    past = Past()
    for entry in entries:
        yield body, entry, past
        past = past.then(Told(entry["seq"], entry["kind"], entry["event"], entry["data"]), body or {})
        body = fold(body, entry["data"]["set"])
