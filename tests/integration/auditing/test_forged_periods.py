"""Periods that somebody with every key forged: ends, starts, lengths, rounds and lateness that are not as declared."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.integration.auditing.forging import Body, Change, Trail, Which, names, says, sets, tells, untouched

pytestmark = pytest.mark.only_on("sqlite")

VERIFIED = ("extended", "transition", "verify")
ASKED = ("extended", "proposal", "extend_prelim_verify")
EXTENDED = ("extended", "act", "extend_prelim_verify")
SIGNED = ("expelled", "signature", "report_verification")
REPORTED = ("expelled", "transition", "report_verification")
FILED = ("expelled", "transition", "file_case")
VERIFY = "prelim_verify"


def clock(name: str, **changed: Any) -> Change:
    """The clock of a period is told otherwise."""
    return lambda _, entry: _set(entry, "clocks", name, changed)


def ends(name: str, **changed: Any) -> Change:
    """The end of a period is told otherwise."""
    return lambda _, entry: _set(entry, "due", name, changed)


def _set(entry: Body, field: str, name: str, changed: Mapping[str, Any]) -> None:
    told = entry["data"]["set"][field]
    told[name] = {**told.get(name, {}), **changed}


def was(name: str, **changed: Any) -> Change:
    """The period stood otherwise before the entry."""
    return lambda before, _: before["due"][name].update(changed)


def never_began(_: Body, entry: Body) -> None:
    """The step begins a period, and nobody counts it."""
    entry["data"]["set"]["clocks"].pop(VERIFY)
    entry["data"]["set"]["due"].pop(VERIFY)


def goes_on(before: Body, entry: Body) -> None:
    """What the step meets goes on."""
    changes = entry["data"]["set"]
    changes["clocks"] = {**(changes.get("clocks") or {}), VERIFY: before["clocks"][VERIFY]}
    changes["due"] = {**(changes.get("due") or {}), VERIFY: before["due"][VERIFY]}


def twice(_: Body, entry: Body) -> None:
    """One request lengthens the period twice."""
    extended = entry["data"]["set"]["clocks"][VERIFY]["extended"]
    extended.append(extended[0])


def nine_months(_: Body, entry: Body) -> None:
    """The extension is longer than is declared."""
    entry["data"]["set"]["clocks"][VERIFY]["extended"][0]["by"] = {"months": 9}


def another_s_request(before: Body, _: Body) -> None:
    """With the extension, somebody else's request is gone."""
    other = {**next(iter(before["asides"].values())), "id": "another", "step": "extend_prelim_verify_2"}
    before["asides"]["another"] = other


def unnoticed(_: Body, entry: Body) -> None:
    """What was late is told as if it had been in time."""
    entry["data"]["deadlines"] = [
        {name: value for name, value in one.items() if name != "late"} for one in entry["data"]["deadlines"]
    ]


def late_and_unnoticed(before: Body, entry: Body) -> None:
    was(VERIFY, due_at="2020-01-01T16:00:00+00:00")(before, entry)
    unnoticed(before, entry)


@pytest.mark.parametrize(
    ("entry", "change", "code"),
    [
        # The end follows from the clock and the calendar.
        (VERIFIED, ends(VERIFY, last_day="2099-01-01"), "due_other"),
        (VERIFIED, ends(VERIFY, due_at="2099-01-01T16:00:00+00:00"), "due_other"),
        (VERIFIED, ends(VERIFY, provisional=True), "due_other"),
        (VERIFIED, ends(VERIFY, calendar=99), "due_other"),
        (VERIFIED, ends("nothing", last_day="2099-01-01", due_at="2099-01-01T16:00:00+00:00"), "due_other"),
        (VERIFIED, names(calendar=99), "calendar_unknown"),
        (VERIFIED, names(policy=99), "calendar_unknown"),
        # So does the clock from the step.
        (VERIFIED, clock(VERIFY, length={"months": 3}), "length_other"),
        (VERIFIED, clock(VERIFY, length={"days": 60}), "length_other"),
        (VERIFIED, clock(VERIFY, source={"span": {"months": 2}, "organ": "990101", "policy": 0}), "length_other"),
        (VERIFIED, clock(VERIFY, **{"from": "2020-01-01T00:00:00+00:00"}), "start_other"),
        (VERIFIED, clock(VERIFY, round=2), "round_other"),
        (VERIFIED, never_began, "not_begun"),
        (VERIFIED, clock("trial", round=1, seq=1, **{"from": "2026-01-01"}), "period_moved"),
        (REPORTED, goes_on, "not_met"),
        (REPORTED, late_and_unnoticed, "lateness_other"),
        (REPORTED, tells(deadlines=[]), "lateness_other"),
        # An extension once, in time, no longer than is declared, and on its own request.
        (EXTENDED, twice, "period_moved"),
        (EXTENDED, clock(VERIFY, extended=[]), "period_moved"),
        (EXTENDED, was(VERIFY, due_at="2020-01-01T16:00:00+00:00"), "extended_too_far"),
        (EXTENDED, nine_months, "extended_too_far"),
        (EXTENDED, lambda before, _: before["clocks"].pop(VERIFY), "deadline_not_running"),
        (EXTENDED, another_s_request, "changed_too_much"),
        (ASKED, sets(due={}), "period_moved"),
        (ASKED, sets(pending=None, asides={}), "not_declared"),
        # An approval step that waits has its duty period, and no other has.
        (ASKED, clock("approve.extend_prelim_verify", round=7), "approval_period"),
        (ASKED, tells(deadlines=[]), "approval_period"),
        (EXTENDED, tells(deadlines=[]), "approval_period"),
        (
            FILED,
            clock("approve", round=7, seq=1, length={"working_days": 5}, **{"from": "2026-01-01"}),
            "approval_period",
        ),
        # Nothing else moves a period.
        (SIGNED, sets(due={}), "period_moved"),
        (SIGNED, sets(clocks={}), "period_moved"),
        (FILED, clock(VERIFY, round=1, seq=1, length={"months": 2}, **{"from": "2026-01-01"}), "period_moved"),
        # The clock and the calendar act by themselves, and only when it is time.
        (VERIFIED, says(kind="deadline", event="lapse", actor="o1"), "wrong_role"),
        (VERIFIED, says(kind="deadline", event="lapse", actor="system"), "kind_unknown"),
    ],
)
def test_a_forged_period_is_found(trail: Trail, entry: Which, change: Change, code: str) -> None:
    assert code in trail.judged(entry, change)


@pytest.mark.parametrize("entry", [VERIFIED, ASKED, EXTENDED, REPORTED, FILED])
def test_the_same_entries_as_they_were_written_are_lawful(trail: Trail, entry: Which) -> None:
    assert trail.judged(entry, untouched) == set()
