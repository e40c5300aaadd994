"""What the health page says of a sound installation, and of one with something missing."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.health import Report, health_of
from tests.integration.auditing.house import House
from tests.integration.auditing.intruders import Burglar


def unhealthy(report: Report) -> list[str]:
    """The names of the checks that failed."""
    return [check.name for check in report.checks if not check.ok]


def test_a_sound_installation_is_healthy_and_says_that_it_cannot_withstand_its_host(house: House) -> None:
    with house.opened() as found:
        report = health_of(found)

    assert (report.healthy, unhealthy(report)) == (True, [])
    assert any("单机模式：不能防主机管理员，请配置见证。" in line for line in report.lines())


def test_guards_of_the_register_that_were_taken_off_are_missed(house: House, burglar: Burglar) -> None:
    burglar.does("select 1")

    with house.opened() as found:
        report = health_of(found)

    assert unhealthy(report) == ["登记簿的保护触发器"]


@pytest.mark.only_on("postgresql")
def test_a_guard_that_was_emptied_is_missed(house: House, burglar: Burglar) -> None:
    burglar.does(
        "alter table register_entry enable trigger all",
        "alter table register_entry enable always trigger register_entry_no_change",
        "alter table register_entry enable always trigger register_entry_no_truncate",
        "create or replace function register_entry_refuse() returns trigger language plpgsql as "
        "$$ begin return new; end $$",
    )

    with house.opened() as found:
        assert unhealthy(health_of(found)) == ["登记簿的保护触发器"]


def test_a_clock_that_fell_behind_the_register_is_told(house: House) -> None:
    with house.opened() as found:
        report = health_of(replace(found, service=replace(found.service, clock=Behind())))

    assert unhealthy(report) == ["时钟"]


def test_keys_that_others_may_read_are_told(house: House) -> None:
    with house.opened() as found:
        (house.settings.key_folder / "master.key").chmod(0o644)
        report = health_of(found)

    assert unhealthy(report) == ["密钥"]


def test_keys_that_went_away_are_told(house: House) -> None:
    with house.opened() as found:
        shutil.rmtree(house.settings.key_folder)
        report = health_of(found)

    assert unhealthy(report) == ["密钥"]


def test_the_report_tells_numbers_and_no_matter(house: House, cases: dict[str, str]) -> None:
    with house.opened() as found:
        said = str(health_of(found).to_json())

    assert f"事项 {len(cases)} 个" in said
    assert not any(case in said for case in cases.values())


class Behind:
    """A clock an hour slow."""

    def now(self) -> datetime:
        """An hour ago."""
        return datetime.now(UTC) - timedelta(hours=1)
