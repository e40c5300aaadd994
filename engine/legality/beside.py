"""What a step does beside the case's own way: steps remembered, guests let in, steps counted, second cases."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from engine.case import Case
from engine.definition import Taken
from engine.legality.books import Books
from engine.legality.entry import Entry, Fault, illegal
from engine.legality.general import stays_within
from engine.legality.reviewed import Reviewed
from engine.linking import ANOTHER

_LINE: Final = frozenset({"step", "on", "counted_on"})


def standing(reviewed: Reviewed, step: Taken) -> Iterator[Fault]:
    """Only what the step is declared to do beside its way was done."""
    if step.corrects != "last_step":
        # What is taken back is remembered, and seen, as it was before.
        yield from _remembered(reviewed, step)
        yield from _let_in(reviewed, step)
    yield from _tallied(reviewed, step)
    yield from _linked(reviewed, step)


def begun(entry: Entry, case: Case, books: Books) -> Iterator[Fault]:
    """A case that is neither received nor taken over was opened by an act, and is linked to that act's case alone."""
    if entry.event in {"open", "takeover"}:
        return
    matter = books.entry(entry.caused_by or "")
    cause = books.entry((matter.caused_by or "") if matter else "")
    if cause is None or not _causes(cause, entry, case.id) or dict(case.linked_as or {}) != {_case(cause): entry.event}:
        yield illegal("cause_other", "引出本事项的不是另一事项的另案登记。")
    elif case.links != (_case(cause),):
        yield illegal("link_other", "登记的关联不是引出它的那一事项。")


def on_link(reviewed: Reviewed) -> Iterator[Fault]:
    """An act on another case linked this one to it, and changed nothing else."""
    entry, before, after = reviewed.entry, reviewed.before, reviewed.after
    yield from stays_within(reviewed, frozenset({"links", "linked_as"}))
    cause = reviewed.books.entry(entry.caused_by or "")
    if cause is None or not _causes(cause, entry, before.id):
        yield illegal("cause_other", "引起本条关联的不是另一事项的关联登记。")
    elif _new(before, after) != {_case(cause): entry.event} or {*after.links} != {*before.links, _case(cause)}:
        yield illegal("link_other", "登记的关联不是引起它的那一事项。")


def _causes(cause: Entry, entry: Entry, case: str) -> bool:
    """Whether an act that was taken by the same officer at the same moment says that it links or opens the case."""
    same = (cause.kind, cause.actor, cause.post, cause.at) == ("act", entry.actor, entry.post, entry.at)
    return same and _case(cause) != case and (cause.changes.get("linked_as") or {}).get(case) == entry.event


def _case(cause: Entry) -> str:
    return cause.stream.removeprefix("case/")


def _new(before: Case, after: Case) -> dict[str, str]:
    known = before.linked_as or {}
    return {case: kind for case, kind in (after.linked_as or {}).items() if known.get(case) != kind}


def _stays(reviewed: Reviewed, step: Taken) -> bool:
    """Whether the case is in the same phase still, which a closing, a reopening and a new beginning end."""
    before, after = reviewed.before, reviewed.after
    return (before.phase, before.closed) == (after.phase, after.closed) and step.to != before.state


def _remembered(reviewed: Reviewed, step: Taken) -> Iterator[Fault]:
    """The steps taken in the phase, and none of an earlier one."""
    taken = {step.id} & reviewed.definition.lookup.remembered
    due = {*reviewed.before.done} | taken if _stays(reviewed, step) else set()
    if {*reviewed.after.done} != due:
        yield illegal("done_other", f"“{step.label}”登记的本阶段已办步骤不对。")


def _let_in(reviewed: Reviewed, step: Taken) -> Iterator[Fault]:
    """Guests stay until the phase ends; new ones are officers of the office that the step lets in."""
    stays, world = _stays(reviewed, step), reviewed.world
    before, after = frozenset(reviewed.before.let_in if stays else ()), frozenset(reviewed.after.let_in)
    offices = world.organisation.offices_of(reviewed.before.organ, (step.lets_in,)) if step.lets_in and stays else ()
    places = {office.code for office in offices}
    strangers = [one for one in after - before if not {post.office for post in world.posts(one)} & places]
    if before - after or strangers or (after - before) & reviewed.before.barred():
        yield illegal("let_in_other", f"“{step.label}”登记的准予查看的人员不对。")


def _tallied(reviewed: Reviewed, step: Taken) -> Iterator[Fault]:
    """A counted step adds one line to its list: when it was approved, and for which day it counts."""
    if not step.tallies:
        return
    before, after = dict(reviewed.before.tallies or {}), dict(reviewed.after.tallies or {})
    *known, line = after.pop(step.tallies, None) or [{}]
    if known != [*before.pop(step.tallies, ())] or after != before or line.keys() != _LINE:
        yield illegal("tally_other", f"“{step.label}”没有在统计清单中加记一行，或者改动了其他各行。")
    elif (line["step"], line["on"]) != (step.id, reviewed.world.today.isoformat()) or not _day(line["counted_on"]):
        yield illegal("tally_other", f"“{step.label}”在统计清单中所记的环节或者日期不对。")


def _day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _linked(reviewed: Reviewed, step: Taken) -> Iterator[Fault]:
    """A step that opens or names another case, which is there, is linked to it, and to no other."""
    before, after = reviewed.before, reviewed.after
    due = ANOTHER.get(step.opens) or step.links_as
    if not due:
        return
    new = _new(before, after)
    kept = (before.linked_as or {}).keys() <= (after.linked_as or {}).keys()
    if [*new.values()] != [due] or before.id in new or not kept or {*after.links} != {*before.links, *new}:
        yield illegal("link_other", f"“{step.label}”登记的关联与规定的不符。")
    elif any(reviewed.books.entry(f"case/{case}#0") is None for case in new):
        yield illegal("link_missing", f"“{step.label}”关联的事项在登记簿中不存在。")
