"""Journeys in the words of the office: a county, its clues, and the main line up to a state."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from app.demo.routes import ENDED, FILED, INVESTIGATED, REVIEWED, TRANSFERRED, TRIED, VERIFIED
from app.demo.walk import Walk
from app.demo.walker import Walker
from engine.conditions import holds
from engine.definition import SpanWhen

RECEIVED: Final = ("allocate", "receive")
MAIN_LINE: Final[Mapping[str, tuple[str, ...]]] = {
    "registered": (),
    "allocated": RECEIVED,
    "inquiry": (*RECEIVED, "inquire", "send_inquiry_letter"),
    "answered": (*RECEIVED, "inquire", "send_inquiry_letter", "record_reply"),
    "shelved": (*RECEIVED, "shelve"),
    "verifying": (*RECEIVED, "verify"),
    "verified": (*RECEIVED, *VERIFIED),
    "filed": (*RECEIVED, *FILED),
    "investigating": (*RECEIVED, *FILED, *INVESTIGATED),
    "transferred": (*RECEIVED, *TRANSFERRED),
    "on_trial": (*RECEIVED, *TRIED),
}
CADRE: Final = {"rank": "section_deputy", "party_member": True, "supervised": True}
"""A Party member in office whom the committee beside the organ manages, unless a test says otherwise."""
MEMBER: Final = {"party_member": True, "supervised": False}
OFFICIAL: Final = {"party_member": False, "supervised": True}
WARNING: Final = {"party_sanction": "warning", "administrative_sanction": "demerit"}
EXPULSION: Final = {"party_sanction": "expulsion", "administrative_sanction": "dismissal"}
EXEMPTED: Final = {"party_sanction": "exempted", "administrative_sanction": "exempted"}
VILLAGER: Final = {"rank": "village_cadre", **MEMBER}
"""A Party member in a village: whom a township may sanction."""


@dataclass(frozen=True)
class Organ:
    """An organ of the invented prefecture, with everybody who works there."""

    walker: Walker
    code: str

    @property
    def name(self) -> str:
        """Its name."""
        return self.walker.organisation.organs[self.code].name

    @property
    def committee(self) -> str:
        """The Party committee beside it."""
        return self.walker.organisation.organs[self.code].party_committee

    @property
    def above(self) -> "Organ":
        """The organ over it."""
        return Organ(self.walker, self.walker.organisation.organs[self.code].superior or "")

    @property
    def below(self) -> "Organ":
        """The first organ under it."""
        organs = self.walker.organisation.organs.values()
        return Organ(self.walker, next(organ.code for organ in organs if organ.superior == self.code))

    def clue(self, **facts: Any) -> Walk:
        """A clue that its own officers register, about somebody whom the committee beside it manages."""
        person = {"name": "被反映人甲", "authority": self.committee, **CADRE, **facts}
        [walk] = self.walker.open(self.code, {name: value for name, value in person.items() if value is not None})
        return walk

    def clue_in(self, state: str, **facts: Any) -> Walk:
        """The same, taken along the main line up to a state."""
        return self.clue(**facts).takes(*MAIN_LINE[state])

    def officer(self, function: str) -> str:
        """A handler of its office with this function."""
        return self.walker.officers(self.code, "handler", (function,))[0].officer


def in_review(township: Organ) -> Walk:
    """A simple case of a member, reviewed by the county; the person has been heard."""
    return township.clue(authority=None, **VILLAGER).takes(*REVIEWED)


def executed(walk: Walk) -> Walk:
    """The decision announced, carried out and closed."""
    return walk.takes(*ENDED)


def approved_by(walk: Walk, step: str) -> list[str]:
    """Who approved the step when it was last taken: ranks, bodies, outside bodies."""
    taken = [entry for entry in walk.history() if entry["event"] == step and "approved" in entry["data"]]
    links = taken[-1]["data"]["approved"]
    return [link["post"] if link["kind"] == "rank" else link["body"].partition("@")[0] for link in links]


def begun(walk: Walk, step: str = "") -> set[str]:
    """The periods that began when the step was last taken (none: with the registration) and have a length for him."""
    entry = [told for told in walk.history() if told["event"] == step][-1] if step else walk.history()[0]
    return {name for name in entry["data"].get("begun", ()) if _runs(walk, name)}


def _runs(walk: Walk, deadline: str) -> bool:
    """Whether any of the lengths declared for the period is for this person."""
    scene = walk.door.scene(walk.id)
    declared = next(one for one in scene.definition.workflow.deadlines if one.id == deadline)
    return any(
        not isinstance(length, SpanWhen)
        or holds(scene.definition, length.condition, scene.facts, scene.case, scene.world)
        for length in declared.length
    )
