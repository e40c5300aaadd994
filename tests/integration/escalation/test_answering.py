"""What those whom it has reached may say of it, and what that changes: the grace of their level, once."""

import pytest

from engine.desks.desk import Answer
from tests.integration.deadlines.clockwork import code, done
from tests.integration.escalation.ladders import CITY_PRINCIPAL, DEPUTY, HANDLER, HEAD, PRINCIPAL, Ladders


@pytest.fixture(autouse=True)
def overdue(ladders: Ladders) -> None:
    """It has reached the head of the office, on Tuesday 10 November; the grace ends with Friday the 13th."""
    ladders.on("2026-11-10", "09:00")


def test_the_inbox_names_number_organ_deadline_and_days_and_nothing_of_the_matter(ladders: Ladders) -> None:
    [one] = ladders.inbox(HEAD)

    assert (one.number, one.organ, one.deadline.id, one.level) == (ladders.body()["number"], "990101", "upward_clue", 1)
    assert (one.band_label, one.left) == ("已逾期", -1)
    assert "王五" not in str(one)


def test_it_is_in_nobody_else_s_inbox(ladders: Ladders) -> None:
    assert [ladders.inbox(officer) for officer in (DEPUTY, PRINCIPAL, CITY_PRINCIPAL, HANDLER, "nobody")] == [[]] * 5


def test_a_reading_is_kept_and_stops_nothing(ladders: Ladders) -> None:
    done(ladders.answer(HEAD, 1, "acknowledge", reason=""))

    [one] = ladders.inbox(HEAD)
    assert one.reached["read"]["by"] == HEAD
    assert ladders.on("2026-11-14") == [HEAD, DEPUTY]


def test_a_second_reading_is_no_news(ladders: Ladders) -> None:
    ladders.answer(HEAD, 1, "acknowledge", reason="")

    assert code(ladders.answer(HEAD, 1, "acknowledge", reason="")) == "acknowledged_already"


def test_to_chase_gives_the_level_its_grace_once_more(ladders: Ladders) -> None:
    ladders.clockwork.at("2026-11-12", "10:00")
    done(ladders.answer(HEAD, 1, "chase"))

    assert ladders.on("2026-11-17", "23:00") == [HEAD]  # 13, 16, 17
    assert ladders.on("2026-11-18") == [HEAD, DEPUTY]


def test_who_chases_for_ever_gains_no_second_time(ladders: Ladders) -> None:
    for day in ("2026-11-11", "2026-11-12", "2026-11-13"):
        ladders.clockwork.at(day, "10:00")
        done(ladders.answer(HEAD, 1, "chase"))

    assert ladders.on("2026-11-17") == [HEAD, DEPUTY]  # 12, 13, 16


def test_a_promise_holds_until_its_day_and_then_it_climbs(ladders: Ladders) -> None:
    done(ladders.answer(HEAD, 1, "promise", "2026-11-12"))

    assert ladders.on("2026-11-12", "23:59") == [HEAD]
    assert ladders.on("2026-11-13", "00:00") == [HEAD, DEPUTY]


@pytest.mark.parametrize(
    ("answer", "until", "expected"),
    [
        ("promise", "2026-11-14", "promise_too_late"),  # behind the grace: 11, 12, 13
        ("promise", "2026-11-09", "input_invalid"),
        ("promise", None, "input_invalid"),
        ("chase", "2026-11-12", "input_invalid"),
        ("nothing", None, "input_invalid"),
    ],
)
def test_an_answer_that_is_none_is_refused(ladders: Ladders, answer: str, until: str | None, expected: str) -> None:
    assert code(ladders.answer(HEAD, 1, answer, until)) == expected


def test_an_answer_without_a_word_of_what_was_done_is_refused(ladders: Ladders) -> None:
    assert code(ladders.answer(HEAD, 1, "chase", reason=" ")) == "reason_missing"


@pytest.mark.parametrize(
    ("officer", "level"),
    [(DEPUTY, 1), (DEPUTY, 2), (HANDLER, 1), (CITY_PRINCIPAL, 4), (HEAD, 0), (HEAD, 7)],
)
def test_who_was_not_reached_gets_what_does_not_exist(ladders: Ladders, officer: str, level: int) -> None:
    assert code(ladders.answer(officer, level, "chase")) == "not_found"


def test_a_request_is_kept_and_moves_nothing(ladders: Ladders) -> None:
    before = ladders.ladder()["next_at"]

    done(ladders.answer(HEAD, 1, "raise"))

    assert ladders.ladder()["next_at"] == before
    assert ladders.body()["organ"] == "990101"


def test_the_reason_lies_in_the_vault_and_not_in_the_entry(ladders: Ladders) -> None:
    done(ladders.answer(HEAD, 1, "chase"))

    *_, entry = ladders.entries()
    assert "已督促" not in str(entry)
    assert entry["commits"].keys() == {"content"}


def test_an_answer_of_a_lower_level_does_not_hold_a_higher_one(ladders: Ladders) -> None:
    ladders.on("2026-11-14")
    done(ladders.answer(HEAD, 1, "chase"))

    assert ladders.on("2026-11-19") == [HEAD, DEPUTY, PRINCIPAL]  # 16, 17, 18


def test_the_same_answer_again_is_the_same_answer_and_no_second_entry(ladders: Ladders) -> None:
    first, again = (ladders.answer(HEAD, 1, "chase", id="once") for _ in range(2))

    assert (first, [one.repeated for one in (first, again) if isinstance(one, Answer)]) == (again, [False, True])
    assert [entry["event"] for entry in ladders.entries()] == ["climb", "answer"]


def test_a_successor_finds_it_in_his_inbox(ladders: Ladders) -> None:
    # The inbox belongs to the post: it is the key that is asked for, and not the name of who held it then.
    [one] = ladders.inbox(HEAD)

    assert one.key == "office_head:990101-XF"
