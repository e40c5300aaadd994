"""What somebody with every key forged beside a case's own way: links, openings, guests, lists, steps left out."""

from collections.abc import Iterator
from typing import Any

import pytest

from app.assembly import opened
from app.auditing.books import RegisterBooks, read
from app.auditing.opening import audited
from app.settings import Settings
from engine.desks.desk import Answer
from tests.integration.auditing.forging import (
    Body,
    Change,
    Trail,
    Which,
    by,
    lacks,
    says,
    sets,
    steps,
    stood,
    tells,
    untouched,
)
from tests.integration.auditing.house import House as Premises
from tests.integration.auditing.intruders import Insider
from tests.integration.beside.house import GUEST, HANDLER, OTHER, PETITION, House
from tests.integration.importing.conftest import Prepared

SPLIT = ("first", "act", "split")
LINKING = ("first", "act", "link_duplicate")
MERGING = ("second", "act", "merge")
OPENED = ("split", "open", "split")
JOINED = ("joined", "open", "co_subject")
LINKED = ("second", "link", "duplicate")
MERGED = ("split", "link", "merged")
INVITED = ("inquiry", "act", "invite_trial")
RELEASED = ("inquiry", "transition", "release")
COUNTED = ("settled", "transition", "dismiss")
TODAY_ONLY = {"step": "dismiss", "on": "2020-01-01", "counted_on": "2020-01-01"}


def walk(house: House) -> dict[str, str]:
    """Cases in which something of every kind was done beside their way."""
    first, second, inquiry, settled = house.opened(), house.opened(), house.inquiring(), house.inquiring()
    split = house.split(first)
    house.took(PETITION, first, "add_subject", inputs=OTHER)
    assert isinstance(house.approve(first), Answer)
    joined = house.case(first).links[-1]
    house.took(PETITION, first, "link_duplicate", other=second)
    house.took(PETITION, second, "merge", other=split)
    assert isinstance(house.approve(second), Answer)
    house.took(HANDLER, inquiry, "talk", inputs={"led_by": "o00171"})
    house.took(HANDLER, inquiry, "invite_trial", team=(GUEST,))
    house.took(HANDLER, inquiry, "release")
    house.dismissed(settled)
    named = {"first": first, "second": second, "split": split, "joined": joined}
    return {**named, "inquiry": inquiry, "settled": settled}


@pytest.fixture(scope="session")
def trail(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trail]:
    """The entries of the walked cases."""
    with prepared.copied(tmp_path_factory.mktemp("walked") / "home") as settings:
        with opened(settings) as found:
            cases = walk(House(found))
        with audited(settings) as audit, audit.snapshot() as connection:
            told = {
                name: list(steps(body for _, body in read(connection, f"case/{case}"))) for name, case in cases.items()
            }
            yield Trail(RegisterBooks(connection), told)


def links(name: str, value: Any) -> Change:
    """The link of another kind, or to another case."""

    def change(_: Body, entry: Body) -> None:
        known = entry["data"]["set"]["linked_as"]
        newest = list(known)[-1]
        del known[newest]
        known[name or newest] = value

    return change


def unlinked(_: Body, entry: Body) -> None:
    """The act says nothing of the other case."""
    del entry["data"]["set"]["linked_as"], entry["data"]["set"]["links"]


def another_line(_: Body, entry: Body) -> None:
    """A second line in the list."""
    entry["data"]["set"]["tallies"]["disposal"].append(TODAY_ONLY)


def line(**how: Any) -> Change:
    """The new line of the list says something else."""
    return lambda _, entry: entry["data"]["set"]["tallies"]["disposal"][-1].update(how)


def guest_stays(before: Body, entry: Body) -> None:
    """Who was let in stays when the phase has ended."""
    entry["data"]["set"]["let_in"] = before["let_in"]


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize(
    ("entry", "change", "code"),
    [
        # Links that no act made, or another one did.
        (LINKED, says(caused_by="case/another#3"), "cause_other"),
        (LINKED, says(caused_by=None), "cause_other"),
        (LINKED, says(caused_by="nonsense"), "cause_other"),
        (LINKED, says(event="merged"), "cause_other"),
        (LINKED, by("o00165", "990101-XF/office_head"), "cause_other"),
        (LINKED, says(at="2099-01-01T00:00:00+00:00"), "cause_other"),
        (LINKED, sets(linked_as={"another": "duplicate"}), "link_other"),
        (LINKED, sets(links=[]), "link_other"),
        (LINKED, sets(links=["another"]), "link_other"),
        (LINKED, sets(state="closed"), "changed_too_much"),
        (LINKED, sets(let_in=["o00001"]), "changed_too_much"),
        (MERGED, sets(linked_as={}), "link_other"),  # and takes the older one away
        # Cases that no act opened.
        (OPENED, says(event="invented"), "cause_other"),
        (OPENED, says(event="co_subject"), "cause_other"),
        (OPENED, by("o00165", "990101-XF/office_head"), "cause_other"),
        (OPENED, sets(linked_as={"another": "split"}), "cause_other"),
        (OPENED, sets(linked_as={}), "cause_other"),
        (OPENED, sets(links=["another"]), "link_other"),
        (OPENED, sets(team=["o00001"]), "changed_too_much"),
        (OPENED, sets(let_in=["o00001"]), "changed_too_much"),
        (OPENED, sets(organ="990102"), "wrong_role"),
        (JOINED, says(event="split"), "cause_other"),
        (JOINED, says(caused_by="matter/another#0"), "matter_other"),
        # What the act says of the other case.
        (SPLIT, links("", "merged"), "link_other"),
        (SPLIT, links("nowhere", "split"), "link_other"),
        (SPLIT, unlinked, "link_other"),
        (LINKING, links("", "merged"), "link_other"),
        (LINKING, sets(linked_as={"x": "duplicate"}, links=["x"]), "link_other"),
        (
            LINKING,
            lambda before, entry: sets(
                linked_as={**before["linked_as"], "nowhere": "duplicate"}, links=[*before["links"], "nowhere"]
            )(before, entry),
            "link_missing",
        ),
        # Guests.
        (INVITED, sets(let_in=["o00172"]), "let_in_other"),
        (INVITED, sets(let_in=["o00001"]), "let_in_other"),
        (INVITED, stood(recused=[GUEST]), "let_in_other"),
        (INVITED, stood(let_in=["o00185"]), "let_in_other"),  # one of before is shown out
        (RELEASED, guest_stays, "let_in_other"),
        (RELEASED, sets(let_in=["o00185"]), "let_in_other"),
        (SPLIT, sets(let_in=[GUEST]), "let_in_other"),
        # Lists.
        (COUNTED, sets(tallies={}), "tally_other"),
        (COUNTED, sets(tallies=None), "tally_other"),
        (COUNTED, another_line, "tally_other"),
        (COUNTED, line(on="2020-01-01"), "tally_other"),
        (COUNTED, line(step="close"), "tally_other"),
        (COUNTED, line(counted_on="lately"), "tally_other"),
        (COUNTED, line(by="o00001"), "tally_other"),
        (COUNTED, stood(tallies={"disposal": [TODAY_ONLY]}), "tally_other"),  # the line of before is gone
        (SPLIT, sets(tallies={"disposal": [TODAY_ONLY]}), "changed_too_much"),
        # Steps remembered, and steps left out.
        (SPLIT, sets(done=["hear"]), "done_other"),
        (RELEASED, sets(done=["hear"]), "done_other"),
        (MERGING, tells(request="another"), "no_such_request"),
        (MERGING, lacks("request", "approved"), "approval_missing"),
    ],
)
def test_what_was_forged_beside_the_cases_way_is_found(trail: Trail, entry: Which, change: Change, code: str) -> None:
    assert code in trail.judged(entry, change)


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("entry", [SPLIT, LINKING, OPENED, JOINED, LINKED, MERGED, INVITED, RELEASED, COUNTED, MERGING])
def test_the_same_entries_as_they_were_written_are_lawful(trail: Trail, entry: Which) -> None:
    assert trail.judged(entry, untouched) == set()


@pytest.fixture
def insider(settings: Settings) -> Insider:
    """Somebody with the database and the keys."""
    return Insider(Premises(settings))


def test_a_link_entry_with_the_right_tag_that_no_act_caused_is_found(house: House, insider: Insider) -> None:
    first, second = house.opened(), house.opened()
    changes = {"links": [first], "linked_as": {first: "merged"}}

    insider.appends(second, changes, kind="link", event="merged", caused_by=f"case/{first}#0")

    assert ("V5", "cause_other") in house.findings()


def test_a_step_without_the_one_before_it_is_found(house: House, insider: Insider) -> None:
    case = house.inquiring()
    moved = {"state": "on_trial", "phase": "trial", "counts": {"submit": 1}}

    insider.appends(case, moved, event="submit")

    assert ("V5", "step_missing") in house.findings()


def test_a_guest_who_was_let_in_by_nobody_is_found(house: House, insider: Insider) -> None:
    case = house.inquiring()

    insider.appends(case, {"let_in": [GUEST], "counts": {"talk": 1}}, kind="act", event="talk")

    assert ("V5", "let_in_other") in house.findings()


def test_a_step_that_was_never_counted_in_a_list_of_its_own_is_found(house: House, insider: Insider) -> None:
    case = house.inquiring()
    tallies = {"disposal": [TODAY_ONLY]}

    insider.appends(case, {"tallies": tallies, "counts": {"talk": 1}}, kind="act", event="talk")

    assert ("V5", "changed_too_much") in house.findings()
