"""Whatever comes in between, each case passes once, in one act."""

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from app.assembly import opened
from app.settings import Settings
from engine.commands import Recuse
from engine.desks.desk import Answer
from engine.errors import Conflict
from engine.handing_over import Report
from engine.service import Service
from tests.integration.handing_over.house import CLERK, COLLEAGUE, HEAD, LEAVER, POSTS, PRINCIPAL, House


def at_once(*work: Callable[[], Any]) -> list[Any]:
    """The answers of what began at the same moment."""
    start = Barrier(len(work))

    def run(one: Callable[[], Any]) -> Any:
        start.wait()
        return one()

    with ThreadPoolExecutor(len(work)) as pool:
        return list(pool.map(run, work))


def apart(settings: Settings, actor: str, to: str) -> Callable[[], Report]:
    """A hand-over as a process of its own would do it."""

    def run() -> Report:
        with opened(settings) as found:
            return House(found).hand_over(actor, to=to)

    return run


def test_more_than_a_page_passes_in_one_act_that_counts_and_lists_them(house: House) -> None:
    cases = house.held(230)

    report = house.hand_over(PRINCIPAL)
    begin, finish = house.entries(house.acts()[0])

    assert (len(report.passed), report.count, report.everything) == (230, 230, True)
    assert house.passed(cases) == [1] * 230
    assert {house.case(case).handler for case in cases} == {HEAD}
    assert (begin["data"]["officer"], begin["data"]["to"]) == (LEAVER, HEAD)
    listed = hashlib.sha256("\n".join(sorted(cases)).encode()).hexdigest()
    assert (finish["data"]["count"], finish["data"]["listed"], finish["data"]["left"]) == (230, listed, 0)


def test_in_bounded_runs_the_act_goes_on_where_it_stopped(house: House) -> None:
    cases = house.held(7)

    reports = [house.hand_over(PRINCIPAL, at_most=3) for _ in range(4)]

    assert [len(report.passed) for report in reports] == [3, 3, 1, 0]
    assert [report.goes_on for report in reports] == [True, True, False, False]
    assert [report.count for report in reports] == [3, 6, 7, 7]
    assert house.passed(cases) == [1] * 7
    assert [entry["event"] for entry in house.entries(house.acts()[0])] == ["begin", "finish"]


@pytest.mark.parametrize(
    "others", [((PRINCIPAL, HEAD), (PRINCIPAL, HEAD)), ((PRINCIPAL, HEAD), (CLERK, COLLEAGUE))], ids=["same", "two"]
)
def test_two_hand_overs_at_once_pass_each_case_once(
    house: House, settings: Settings, others: tuple[tuple[str, str], ...]
) -> None:
    cases = house.held(60)

    reports = at_once(*(apart(settings, actor, to) for actor, to in others))

    assert sum(len(report.passed) for report in reports) == 60
    assert all(report.everything for report in reports)
    assert house.passed(cases) == [1] * 60
    assert len(house.acts()) <= len({actor for actor, _ in others})
    house.require_sound()


def test_who_works_on_a_case_meanwhile_comes_first_or_is_told_that_it_has_changed(
    house: House, settings: Settings
) -> None:
    cases = house.held(40)
    version = house.case(cases[0]).version

    def work() -> list[bool]:
        with opened(settings) as found:
            return [came_first(found.service, case, version) for case in cases]

    report, first = at_once(apart(settings, PRINCIPAL, HEAD), work)

    assert (len(report.passed), report.everything) == (40, True)
    assert house.passed(cases) == [1] * 40
    assert [house.case(case).version for case in cases] == [version + 1 + one for one in first]
    house.require_sound()


def came_first(service: Service, case: str, version: int) -> bool:
    """Whether the principal, who saw this version, could still decide a recusal."""
    command = Recuse(
        id=f"away-{case}", actor=PRINCIPAL, post=POSTS[PRINCIPAL], case=case, officer="o00175", expected=version
    )
    try:
        return isinstance(service.handle(command), Answer)
    except Conflict:
        return False
