"""Nothing is declared in vain: every state is stood in, every step is taken, under every approval it may need.

Right officers take the steps about fitting persons, through the one door; what nobody can carry out is named.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pytest

from app.demo.walker import Walker
from tests.journeys.explorer import Explorer, Person
from tests.journeys.journey import EXPULSION, MEMBER, OFFICIAL, Organ
from workflows.clue import jurisdiction

PENALTY: Final = {"legal_ground": "administrative_penalty"}
"""Established by a decision that doesn't do without a filing, as a judgment would."""
SERIOUS: Final = {"serious": True, "detention": True}
REMOVAL: Final = {"party_sanction": "warning", "administrative_sanction": "removal"}
NEITHER: Final = {"party_member": False, "supervised": False}
BRIBED: Final = {**PENALTY, "involved": True}

SANCTIONS: Final[Mapping[str, tuple[Mapping[str, Any], ...]]] = {
    "none": (EXPULSION,),
    "party_committee_member": (
        {},
        EXPULSION,
        REMOVAL,
        {**EXPULSION, "committee_route": "between_plenaries"},
        {**EXPULSION, "committee_route": "criminal_expulsion"},
    ),
    "supervision_member": ({}, EXPULSION),
}
"""What is decided about whom, by his seat in a committee."""

CONTRADICTORY: Final = {"entrust_talk: next_lower_principal", "withdraw_supervision_case: party_committee_seat"}
"""No talk is entrusted to the unit whose own principal is concerned, and who isn't in the Party has no seat in its
committee."""

ELSEWHERE: Final = {"record_earlier_letter", "correct_facts", "correct_last_step", "record_restored_rights"} | {
    act.id for act in jurisdiction.ACTS
}
"""Walked by journeys of their own: it takes an imported clue, a mistake, another organ, or a rare sanction."""


def people(county: Organ, township: Organ) -> Iterator[Person]:
    """Everybody whom some condition of the procedure sets apart."""
    lower = {"authority": township.committee}
    yield Person(county, {}, PENALTY)
    yield Person(county, {})
    yield Person(county, lower)
    yield Person(county, {**lower, **MEMBER}, PENALTY)
    yield Person(county, OFFICIAL, {**PENALTY, **SERIOUS})
    yield Person(county, {**lower, **OFFICIAL}, {**PENALTY, **SERIOUS})
    yield Person(county, {**lower, **OFFICIAL}, PENALTY)
    yield Person(county, NEITHER, BRIBED)
    yield Person(county, {**lower, **NEITHER}, BRIBED)
    yield Person(county, {"authority": county.above.committee})
    yield Person(county, {"next_lower_principal": True}, PENALTY)
    yield Person(county, {"rank": "section_principal"}, PENALTY)
    yield Person(county, {"inspection_cadre": True})
    yield Person(county, {**OFFICIAL, "committee_seat": "supervision_member"}, PENALTY)
    for seat, sanctions in SANCTIONS.items():
        yield from (Person(county, {"committee_seat": seat}, {**PENALTY, **entered}) for entered in sanctions)
    for entered in ({}, {"important": True}, {"party_sanction": "probation_one_year"}, {"party_sanction": "expulsion"}):
        yield Person(township, MEMBER, {**PENALTY, **entered})


@pytest.mark.only_on("sqlite")
def test_every_state_is_reached_and_every_step_taken_under_every_approval(
    walker: Walker, county: Organ, township: Organ
) -> None:
    definition = walker.service.registry.newest("clue_disposal")
    assert definition is not None
    explorer = Explorer(definition.lookup)

    for person in people(county, township):
        explorer.explore(person)

    assert explorer.never_reached() == []
    assert [told for told in explorer.never_taken() if told.split()[0] not in ELSEWHERE] == []
    assert {told for told in explorer.never_approved() if told.split(":")[0] not in ELSEWHERE} == CONTRADICTORY
