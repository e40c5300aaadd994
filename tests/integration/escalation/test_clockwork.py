"""The clockwork ticks by itself; several tick at once; one is killed, or yesterday's database comes back."""

import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager

import pytest

from app.assembly import opened
from app.auditing.opening import audited
from app.auditing.verification import verify
from app.clockwork import ticking
from app.health import health_of
from engine.desks import periods
from engine.desks.desk import Desk
from engine.ports import StoredCase
from engine.service import MANY, Service
from engine.sweeping import Swept, sweep
from tests.integration.deadlines.clockwork import Clockwork, opening
from tests.integration.escalation.ladders import HEAD, MEMBER, Ladders

MANY_CASES = 30


def overdue(clockwork: Clockwork, count: int = MANY_CASES) -> list[str]:
    """So many clues of which the superior had to hear by 9 November, on the 10th."""
    clockwork.at("2026-11-02")
    answers = clockwork.installation.service.handle_many([opening("2026-11-02", **MEMBER) for _ in range(count)])
    clockwork.at("2026-11-10")
    return [str(answer.data["cases"][0]["id"]) for answer in answers if not hasattr(answer, "sentence")]


def levels(clockwork: Clockwork, cases: list[str]) -> list[list[str]]:
    """Whom each of them has reached."""
    return [Ladders(clockwork, case).reached() for case in cases]


@contextmanager
def waiting_for_the_first(ladders: Ladders) -> Iterator[None]:
    """The block runs until the head of the office has it, ten seconds at most."""
    yield
    end = time.monotonic() + 10
    while ladders.reached() != [HEAD] and time.monotonic() < end:
        time.sleep(0.05)


def test_nobody_has_to_ask_it_ticks(ladders: Ladders) -> None:
    ladders.clockwork.at("2026-11-10", "00:00")

    with ticking(ladders.clockwork.installation, every=0.2), waiting_for_the_first(ladders):
        pass

    assert ladders.reached() == [HEAD]


def test_it_goes_on_ticking_when_one_tick_has_failed(ladders: Ladders, monkeypatch: pytest.MonkeyPatch) -> None:
    ladders.clockwork.at("2026-11-10", "00:00")
    works, tries = Service.sweep, list[int]()

    def failing(service: Service, place: tuple[str, str]) -> object:
        tries.append(1)
        if len(tries) == 1:
            raise ConnectionError("the database is away")
        return works(service, place)

    monkeypatch.setattr(Service, "sweep", failing)
    with ticking(ladders.clockwork.installation, every=0.2), waiting_for_the_first(ladders):
        pass

    assert ladders.reached() == [HEAD]


def test_four_sweepers_at_once_reach_everybody_once(clockwork: Clockwork) -> None:
    cases = overdue(clockwork)

    with ThreadPoolExecutor(4) as pool:
        swept = list(pool.map(lambda _: sweep(clockwork.installation.service), range(4)))

    assert sum(one.done for one in swept) == MANY_CASES
    assert levels(clockwork, cases) == [[HEAD]] * MANY_CASES
    assert [len(Ladders(clockwork, case).entries()) for case in cases] == [1] * MANY_CASES


def test_more_than_one_transaction_takes_is_swept_whole(clockwork: Clockwork, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = overdue(clockwork)
    monkeypatch.setattr("engine.service.MANY", 7)

    assert sweep(clockwork.installation.service) == Swept(MANY_CASES)
    assert levels(clockwork, cases) == [[HEAD]] * MANY_CASES
    assert MANY > 7


def test_a_sweep_that_dies_in_the_middle_is_gone_on_with(clockwork: Clockwork, monkeypatch: pytest.MonkeyPatch) -> None:
    cases, works = overdue(clockwork), Service.sweep
    monkeypatch.setattr("engine.service.MANY", 7)

    def dying(service: Service, place: tuple[str, str]) -> object:
        if place != ("", ""):
            raise KeyboardInterrupt
        return works(service, place)

    monkeypatch.setattr(Service, "sweep", dying)
    with pytest.raises(KeyboardInterrupt):
        sweep(clockwork.installation.service)
    monkeypatch.setattr(Service, "sweep", works)

    assert sweep(clockwork.installation.service).done == MANY_CASES - 7
    assert levels(clockwork, cases) == [[HEAD]] * MANY_CASES


def test_a_case_that_cannot_be_read_holds_back_no_other_and_is_named(
    clockwork: Clockwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, *others = overdue(clockwork)
    works = periods.sweep

    def reading(desk: Desk, case: StoredCase) -> bool:
        if case.body["id"] == broken:
            raise LookupError("a definition is gone")
        return works(desk, case)

    monkeypatch.setattr(periods, "sweep", reading)
    swept = sweep(clockwork.installation.service)

    assert swept == Swept(MANY_CASES - 1, (broken,))
    assert levels(clockwork, others) == [[HEAD]] * (MANY_CASES - 1)


def test_what_was_never_swept_is_loud(clockwork: Clockwork) -> None:
    overdue(clockwork)
    clockwork.at("2026-11-10", "09:00")

    kept = clockwork.installation.reading.liveness()

    assert (kept.worst_unescalated, kept.last_sweep_age) == (5 * 24 * 3600 + 9 * 3600, None)  # since it warned
    assert kept.overdue == {"990101": MANY_CASES}
    [check] = [one for one in health_of(clockwork.installation).checks if one.name == "时钟任务"]
    assert not check.ok


def test_after_each_sweep_nothing_has_waited(clockwork: Clockwork) -> None:
    overdue(clockwork)
    sweep(clockwork.installation.service)

    kept = clockwork.installation.reading.liveness()

    assert (kept.worst_unescalated, kept.last_sweep_age) == (0.0, 0.0)


@pytest.mark.only_on("sqlite")
def test_yesterday_s_database_reaches_everybody_again_and_once(clockwork: Clockwork) -> None:
    cases = overdue(clockwork)
    file = clockwork.installation.settings.home / "mingjian.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("VACUUM INTO ?", (f"{file}.yesterday",))
    sweep(clockwork.installation.service)
    clockwork.installation.engines.dispose()
    file.unlink()
    for name in ("-wal", "-shm"):
        file.with_name(file.name + name).unlink(missing_ok=True)
    file.with_name(f"{file.name}.yesterday").rename(file)

    with opened(clockwork.installation.settings, clockwork.hand) as found:
        again = Clockwork(found, clockwork.hand)
        swept = sweep(found.service)
        reached = levels(again, cases)

    assert (swept.done, reached) == (MANY_CASES, [[HEAD]] * MANY_CASES)
    with audited(clockwork.installation.settings) as register:
        assert verify(register).findings == ()
