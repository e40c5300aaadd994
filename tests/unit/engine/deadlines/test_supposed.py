"""Would it have been late? A round under another length, or another calendar."""

from datetime import UTC, datetime
from typing import Any

import pytest

from engine.deadlines.supposed import Supposed, Tally, fits, lateness
from engine.definition import Deadline, Span
from engine.law import ZJ
from engine.working_calendar import WorkingCalendar
from tests.unit.engine.deadlines import calendars

PROPOSE = Deadline("propose", "提出处置意见", "duty", [Span(months=1)], basis=[ZJ(21)])
NOW = datetime(2026, 11, 20, tzinfo=UTC)
DUE = {"last_day": "2026-10-30", "due_at": "2026-10-30T16:00:00+00:00", "calendar": 1}


def judged(
    supposed: Supposed, deadline: Deadline = PROPOSE, due: Any = DUE, met: str | None = None, **clock: Any
) -> tuple[bool, bool] | None:
    """A month from 30 September 2026: late as it was, and late as supposed."""
    told = {"round": 1, "seq": 0, "from": "2026-09-30", "length": {"months": 1}, **clock}
    row = {"workflow": "clues", "clock": told, "due": due, "ended": {"at": f"{met}:00+08:00"} if met else None}
    calendar = supposed.calendar or calendars.NATIONAL
    return lateness(row, deadline, supposed, calendar.of_line(()), NOW)


def of_length(**length: int) -> Supposed:
    return Supposed({("clues", "propose"): length})


@pytest.mark.parametrize(
    ("length", "met", "expected"),
    [
        ({"days": 20}, "2026-10-20T23:59", (False, False)),  # the twentieth day
        ({"days": 20}, "2026-10-21T00:00", (False, True)),
        ({"days": 20}, "2026-10-31T00:00", (True, True)),
        ({"months": 2}, "2026-11-02T09:00", (True, False)),
        ({"months": 2}, None, (True, False)),  # still running, on 20 November
        ({"days": 40}, None, (True, True)),
    ],
)
def test_another_length_makes_another_end(length: dict[str, int], met: str | None, expected: tuple[bool, bool]) -> None:
    assert judged(of_length(**length), met=met) == expected


def test_what_was_extended_stays_extended() -> None:
    due = {**DUE, "last_day": "2026-11-09"}
    extended = [{"by": {"days": 10}, "seq": 4, "step": "longer", "approved": []}]

    assert judged(of_length(days=20), due=due, met="2026-10-30T23:00", extended=extended) == (False, False)


def test_another_calendar_moves_working_days() -> None:
    deadline = Deadline("propose", "提出处置意见", "duty", [Span(working_days=5)], basis=[ZJ(21)])
    due = {"last_day": "2026-10-13", "due_at": "2026-10-13T16:00:00+00:00", "calendar": 1}
    longer = calendars.told({"year": 2026, "off": {"2026-10-13": "国庆节"}, "on": {}})

    late = judged(Supposed({}, longer), deadline, due, met="2026-10-14T10:00", length={"working_days": 5})

    assert late == (True, False)


def test_what_a_document_states_is_not_supposed_otherwise() -> None:
    source = {"document": "superior_letter"}

    assert judged(of_length(days=5), met="2026-10-20T10:00", source=source) == (False, False)


def test_what_stands_still_has_no_end_and_is_not_judged() -> None:
    paused = [{"from": "2026-10-08T01:00:00+00:00", "seq": 5}]

    assert judged(of_length(days=5), due=None, held=["act"], paused=paused) is None


@pytest.mark.parametrize(
    ("supposed", "workflow", "kind", "expected"),
    [
        (of_length(days=5), "clues", "duty", True),
        (of_length(days=5), "petitions", "duty", False),
        (Supposed({}, WorkingCalendar()), "petitions", "duty", True),
        (Supposed({}, WorkingCalendar()), "petitions", "right", False),  # nobody is late with his right
    ],
)
def test_only_what_is_asked_about_is_counted(supposed: Supposed, workflow: str, kind: Any, expected: bool) -> None:
    deadline = Deadline("propose", "提出处置意见", kind, [Span(months=1)], basis=[ZJ(21)])

    assert supposed.concerns(workflow, deadline) == expected


@pytest.mark.parametrize(
    ("declared", "kind", "length", "expected"),
    [
        (Span(months=1), "duty", {"working_days": 10}, True),
        (Span(months=1), "duty", {"hours": 10}, False),
        (Span(hours=24), "limit", {"hours": 12}, True),
        (Span(hours=24), "limit", {"days": 1}, False),
        (Span(months=3), "limit", {"working_days": 10}, False),  # no holiday moves a limit
    ],
)
def test_a_length_stands_for_one_of_its_kind(
    declared: Span, kind: Any, length: dict[str, int], *, expected: bool
) -> None:
    assert fits(length, Deadline("propose", "期限", kind, [declared], basis=[ZJ(21)])) == expected


def test_tallies_add_up() -> None:
    told = Tally().with_round(was=True, then=False).with_round(was=False, then=True).with_round(was=True, then=True)

    assert told == Tally(rounds=3, late=2, late_then=2, newly=1, no_longer=1)
    assert told + told == Tally(6, 4, 4, 2, 2)
