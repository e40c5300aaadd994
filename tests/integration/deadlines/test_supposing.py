"""What would have been late: the history of an organ's cases under other lengths, or another calendar."""

from typing import Any

import pytest

from engine.commands import Recuse
from engine.deadlines.supposed import Supposed, Tally
from engine.errors import Refused
from engine.service import MANY
from engine.supposing import Place, suppose
from tests.integration.api.prefecture import DEPUTY, HANDLER, PRINCIPAL
from tests.integration.deadlines.clockwork import Clockwork, done, opening

CITY_PRINCIPAL, CITY_CLERK = "o00079", "o00107"
UPWARD = ("clue_disposal", "upward_clue")
MEMBER = {"committee_seat": "party_committee_member", "authority": "中共清河县委"}
"""Within five working days the superior hears of him: by Monday 9 November, received on the 2nd."""


def asked(clockwork: Clockwork, officer: str = PRINCIPAL.officer, organ: str = "990101", **more: Any) -> Any:
    supposed = Supposed(**{"lengths": {UPWARD: {"working_days": 20}}, **more})
    return suppose(clockwork.installation.reading, officer, organ, supposed)


def places(clockwork: Clockwork, **more: Any) -> tuple[Place, ...]:
    """The answer, as it was asked lawfully."""
    told = asked(clockwork, **more)
    assert not isinstance(told, Refused), told
    return tuple(told)


def test_nothing_was_late_where_nothing_has_happened(clockwork: Clockwork) -> None:
    assert places(clockwork) == ()


def test_a_longer_length_would_have_kept_it_in_time(clockwork: Clockwork) -> None:
    clockwork.opened("2026-11-02", **MEMBER)

    [place] = places(clockwork)

    assert place.name.startswith("清河县纪委监委")
    assert place.tally == Tally(rounds=1, late=1, late_then=0, newly=0, no_longer=1)


def test_a_shorter_one_would_have_made_it_late(clockwork: Clockwork) -> None:
    clockwork.opened("2026-11-17", **MEMBER)

    [place] = places(clockwork, lengths={UPWARD: {"working_days": 1}})

    assert place.tally == Tally(rounds=1, late=0, late_then=1, newly=1, no_longer=0)


def test_another_calendar_is_asked_about_every_period(clockwork: Clockwork) -> None:
    clockwork.opened("2026-11-02", **MEMBER)
    clockwork.opened("2026-11-19")
    with clockwork.installation.storage.read() as tx:
        calendar = tx.calendar()
    off = {f"2026-11-{day:02}": "假期" for day in range(9, 25)}
    longer = calendar.after(calendar.version + 1, {"notice": {"year": 2026, "off": off, "on": {}}})

    tallies = [place.tally for place in places(clockwork, lengths={}, calendar=longer)]

    assert sum(one.rounds for one in tallies) > 1
    assert (sum(one.no_longer for one in tallies), sum(one.newly for one in tallies)) == (1, 0)


def test_what_is_kept_from_the_officer_is_not_counted_for_him(clockwork: Clockwork) -> None:
    # Once who was the subject of a matter could count it, and learn where it lay.
    case = clockwork.opened("2026-11-02", **MEMBER)
    recusal = Recuse(id="r", actor=PRINCIPAL.officer, post=PRINCIPAL.post, case=case, officer=DEPUTY.officer)
    done(clockwork.installation.service.handle(recusal))

    assert places(clockwork, officer=DEPUTY.officer) == ()
    assert len(places(clockwork)) == 1


def test_what_is_asked_writes_nothing(clockwork: Clockwork) -> None:
    case = clockwork.opened("2026-11-02", **MEMBER)
    before = (clockwork.last_day(case, "upward_clue"), len(clockwork.entries(case)))

    places(clockwork, lengths={UPWARD: {"working_days": 1}})

    assert (clockwork.last_day(case, "upward_clue"), len(clockwork.entries(case))) == before


def test_more_than_a_page_of_rounds_is_counted_whole(clockwork: Clockwork, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.supposing.PAGE", 7)
    clockwork.installation.service.handle_many([opening("2026-11-02", **MEMBER) for _ in range(min(MANY, 40))])

    [place] = places(clockwork)

    assert place.tally.rounds == min(MANY, 40)


def test_the_superior_reads_the_counts_of_those_below_by_office(clockwork: Clockwork) -> None:
    clockwork.opened("2026-11-02", **MEMBER)

    assert [place.organ for place in places(clockwork, officer=CITY_PRINCIPAL, organ="9901")] == ["990101"]


@pytest.mark.parametrize("officer", [HANDLER.officer, "nobody"])
def test_who_does_not_answer_for_the_organ_is_refused(clockwork: Clockwork, officer: str) -> None:
    refused = asked(clockwork, officer)

    assert (refused.code, refused.fields) == ("wrong_role", ("organ",))


@pytest.mark.parametrize(
    ("key", "length", "code"),
    [
        (("clue_disposal", "nothing"), {"days": 5}, "unknown_deadline"),
        (("nothing", "upward_clue"), {"days": 5}, "unknown_deadline"),
        (("clue_disposal", "impact_party"), {"months": 5}, "unknown_deadline"),  # a term: nobody misses it
        (UPWARD, {"hours": 5}, "out_of_bounds"),
        (UPWARD, {"days": 0}, "out_of_bounds"),
        (UPWARD, {"months": 100_000}, "out_of_bounds"),
    ],
)
def test_what_cannot_be_supposed_is_refused(
    clockwork: Clockwork, key: tuple[str, str], length: dict[str, int], code: str
) -> None:
    assert asked(clockwork, lengths={key: length}).code == code


def test_an_organ_that_is_none_is_refused(clockwork: Clockwork) -> None:
    assert asked(clockwork, organ="990199").code == "unknown_organ"
