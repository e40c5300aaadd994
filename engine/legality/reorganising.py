"""Cases handed over when their organ ended, divided or moved: in an act of somebody who may, and as the act says."""

from collections.abc import Iterator

from engine.errors import Refused
from engine.legality import periods
from engine.legality.entry import Entry, Fault, illegal
from engine.legality.general import stays_within
from engine.legality.passage import becomes
from engine.legality.reviewed import Reviewed
from engine.reorganising import ABOUT, CHANGES, Change, not_reorganising, succeeded
from engine.world import World


def on_reorganisation(reviewed: Reviewed) -> Iterator[Fault]:
    """The case became what the act makes of it on that day, and nothing else was changed."""
    entry = reviewed.entry
    begun = reviewed.books.entry(entry.caused_by or "")
    if begun is None or begun.at > entry.at or (begun.event, begun.told.get("about")) != ("begin", ABOUT):
        yield illegal("act_missing", "引出本条的机构调整没有登记，或者在其后才登记。")
        return
    change = Change.read(begun.told)
    yield from stays_within(reviewed, CHANGES)
    yield from _entitled(reviewed, begun, change)
    if entry.actor != "system" or entry.event != "succeed" or begun.stream != f"act/{entry.told.get('act')}":
        yield illegal("wrong_role", "机构调整的逐件登记不是由系统按该调整作出的。")
    made = succeeded(reviewed.definition, reviewed.before, change, reviewed.world)
    if made is None or isinstance(made, Refused):
        yield illegal("moved_elsewhere", "本事项不在该机构调整之列，或者没有可以承接的部门。")
        return
    if not becomes(reviewed, made.changes, CHANGES):
        yield illegal("moved_other", "机构调整后登记的办理情况与规定不符。")
    if any(entry.told.get(name) != made.told.get(name) for name in ("lapsed", "lapsed_beside")):
        yield illegal("moved_other", "本条登记没有如实写明终止了哪些报批事项。")
    yield from periods.of_reorganisation(reviewed)


def _entitled(reviewed: Reviewed, begun: Entry, change: Change) -> Iterator[Fault]:
    """Whoever began the act could, by the organisation of its own entry."""
    organisation = reviewed.books.organisation(begun.world["organisation"])
    world = World(begun.moment, organisation) if organisation else None
    post = next((one for one in world.posts(begun.actor) if one.id == begun.post), None) if world else None
    if world is None or post is None or not_reorganising(post, change, world):
        yield illegal("wrong_role", "登记该机构调整的人无权办理。")
