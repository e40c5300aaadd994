"""A ratio means something only if both sides wrote the same."""

from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from app.assembly import opened
from bench import boards, bulk, recounting
from bench.bare import BareSqlite
from bench.bulk import Rows, all_rows
from bench.circle import circles, commands
from bench.country import Country, settle
from bench.ground import Ground, founded
from bench.laps import Lap, Laps, interleaved
from bench.report import Aim, at_least, at_most
from bench.tape import record


def _rows(ground: Ground, url: str) -> Rows:
    with opened(ground.settings(url)) as found, found.engines.read.connect() as connection:
        return all_rows(connection)


def test_the_hand_written_transactions_leave_the_rows_that_the_steps_left(tmp_path: Path) -> None:
    ground = Ground("sqlite", tmp_path)
    start = founded(ground)
    with opened(ground.settings(start)) as found:
        made = circles(found, 1)
    ours, theirs = ground.copy(start), ground.copy(start)

    with opened(ground.settings(ours)) as found:
        tape = record(found, islice(commands(made), 2 * len(made[0].commands)))
    bare = BareSqlite(theirs)
    for step in tape:
        bare.write(step.writes)
    bare.connection.close()

    assert _rows(ground, theirs) == _rows(ground, ours)


def test_the_hand_written_recount_leaves_the_rows_that_the_command_left(tmp_path: Path) -> None:
    job = recounting.noticed(Ground("sqlite", tmp_path), 20)

    [batch] = recounting.taped(job)  # raises where it doesn't

    assert (len(batch.cases), len(batch.periods), len(batch.entries)) == (20, 20, 22)


def test_a_board_shows_what_the_bare_query_finds_but_for_what_is_kept_from_the_officer(tmp_path: Path) -> None:
    ground, country = Ground("sqlite", tmp_path), Country(rows=3000, organs=30, townships=60)
    url = founded(ground)
    with opened(ground.settings(url)) as found:
        settle(found, country)

    with opened(ground.settings(url)) as found, found.storage.read() as tx, bulk.driver(url) as connection:
        kept = {row[0] for row in connection.execute("SELECT case_id FROM case_readers WHERE key = '-officer:barred'")}
        for board in [one for one in boards.boards(found, country) if one.sought.keys is None]:
            longer = replace(board, sought=replace(board.sought, limit=board.sought.limit + len(kept)))
            bare = [row[0] for row in connection.execute(*longer.bare("?")) if row[0] not in kept]
            assert [row["case_id"] for row in tx.due(board.sought)] == bare[: board.sought.limit], board.about


def test_contenders_take_turns_and_each_begins_a_round() -> None:
    turns: list[str] = []

    def turn(name: str) -> Lap:
        turns.append(name)
        return Lap(1, 1.0, 1.0)

    interleaved(2, {"ours": lambda: turn("ours"), "bare": lambda: turn("bare")})

    assert turns == ["ours", "bare", "bare", "ours"]


def test_a_ratio_is_the_median_of_the_rounds_so_that_one_bad_round_does_not_count() -> None:
    slow, usual = Lap(10, 90.0, 9.0), Lap(10, 20.0, 2.0)
    laps = Laps({"ours": [usual, slow, usual], "bare": [Lap(10, 10.0, 1.0)] * 3})

    assert laps.ratio("ours", "bare") == 2.0
    assert laps.cpu_ratio("ours", "bare") == 2.0
    assert laps.each("ours") == 2.0


@pytest.mark.parametrize(
    ("aim", "reached", "met"),
    [(at_least(0.7), 0.7, True), (at_least(0.7), 0.69, False), (at_most(2), 2.0, True), (at_most(2), 2.1, False)],
)
def test_an_aim_says_which_side_of_it_is_good(aim: Aim, reached: float, met: bool) -> None:
    assert aim.met(reached) is met
