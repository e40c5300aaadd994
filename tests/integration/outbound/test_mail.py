"""Officers are told by mail that something waits for them, and of nothing else."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from app.health import health_of
from app.outbound import delivery
from engine.sweeping import sweep
from tests.integration.deadlines.clockwork import Clockwork, done, opening
from tests.integration.escalation.ladders import DEPUTY, HEAD, MEMBER
from tests.integration.outbound.outside import House, Postbox

TOLD = (f"{HEAD}@example.org", "您有1项即将到期事项，请登录")


def alarm(house: House) -> tuple[bool, str]:
    """What the board says of notices."""
    [check] = [one for one in health_of(house.found).checks if one.name == "通知"]
    return check.ok, check.said


def test_who_is_reached_is_told_by_mail(house: House, box: Postbox) -> None:
    house.reachable()
    house.ladders.on("2026-11-10", "09:00")

    house.deliver()

    assert box.told == [TOLD]
    assert house.waiting() == []


def test_the_mail_tells_nothing_of_the_matter(house: House, box: Postbox) -> None:
    house.reachable()
    house.ladders.on("2026-11-10", "09:00")

    house.deliver()

    [mail] = box.mails
    assert mail.get_content().strip() == TOLD[1]
    body = house.ladders.body()
    for word in (body["id"], body["number"], body["organ"], "王五", "upward_clue", "逾期"):
        assert word not in mail.as_string()


def test_what_was_reached_at_night_is_told_when_the_office_opens(house: House, box: Postbox) -> None:
    house.reachable()
    house.ladders.on("2026-11-10", "00:30")

    house.deliver("2026-11-10", "08:29")
    assert box.told == []
    house.deliver("2026-11-10", "08:30")

    assert box.told == [TOLD]


def test_several_things_are_one_mail(house: House, box: Postbox) -> None:
    house.reachable()
    house.ladders.clockwork.at("2026-11-02")
    for answer in house.found.service.handle_many([opening("2026-11-02", **MEMBER) for _ in range(2)]):
        done(answer)
    house.ladders.on("2026-11-10", "00:30")

    house.deliver()

    assert box.told == [(TOLD[0], "您有3项即将到期事项，请登录")]


def test_what_is_done_before_the_office_opens_is_not_told(house: House, box: Postbox) -> None:
    house.reachable()
    house.ladders.on("2026-11-10", "00:30")
    house.ladders.report_up()

    house.deliver()

    assert box.told == []
    house.ladders.on("2026-11-11")
    assert house.waiting() == []


def test_nobody_is_told_twice(house: House, box: Postbox) -> None:
    house.reachable()
    house.ladders.on("2026-11-10", "09:00")

    house.deliver("2026-11-10", "09:00")
    house.deliver("2026-11-10", "16:00")

    assert box.told == [TOLD]


def test_each_level_is_told_when_it_is_reached(house: House, box: Postbox) -> None:
    house.reachable()
    house.reachable(DEPUTY)
    house.ladders.on("2026-11-10", "09:00")
    house.deliver()
    house.ladders.on("2026-11-14", "00:10")  # a Saturday

    house.deliver("2026-11-15", "10:00")
    assert [address for address, _ in box.told] == [TOLD[0]]
    house.deliver("2026-11-16", "08:30")

    assert [address for address, _ in box.told] == [TOLD[0], f"{DEPUTY}@example.org"]


def test_who_has_no_address_is_an_alarm_until_he_has_one(house: House, box: Postbox) -> None:
    house.ladders.on("2026-11-10", "09:00")
    house.deliver()
    assert alarm(house) == (False, "1 项通知没有送达：没有登记联系方式 1 项；请运行 mingjian notices list 查看")

    house.reachable()
    house.deliver("2026-11-10", "10:00")

    assert box.told == [TOLD]
    assert alarm(house)[0]


def test_a_server_that_refuses_is_an_alarm_and_is_tried_again(house: House, box: Postbox) -> None:
    house.reachable()
    house.ladders.on("2026-11-10", "09:00")
    box.refuses = True
    house.deliver("2026-11-10", "09:00")
    assert alarm(house) == (False, "1 项通知没有送达：邮件：对方服务器拒收 1 项；请运行 mingjian notices list 查看")

    box.refuses = False
    house.deliver("2026-11-10", "09:00")
    assert box.told == []
    house.deliver("2026-11-10", "09:02")

    assert box.told == [TOLD]
    assert alarm(house) == (True, "已启用：邮件；没有待发的")


def test_a_server_that_is_away_is_tried_less_and_less_often_and_never_given_up(house: House, box: Postbox) -> None:
    house.reachable()
    house.ladders.on("2026-11-10", "09:00")
    box.refuses = True
    for time in ("09:00", "09:01", "09:07", "09:40", "11:50", "14:00"):
        house.deliver("2026-11-10", time)

    [waits] = house.waiting()

    assert waits["tries"] == 6
    box.refuses = False
    house.deliver("2026-11-10", "16:01")
    assert box.told == [TOLD]


def test_what_was_resolved_meanwhile_is_no_alarm_any_more(house: House) -> None:
    house.ladders.on("2026-11-10", "09:00")
    house.deliver()

    house.ladders.report_up()

    assert alarm(house)[0]


def test_nobody_who_sends_for_long_is_loud(house: House) -> None:
    house.reachable()
    house.ladders.on("2026-11-10", "09:00")

    house.ladders.clockwork.at("2026-11-10", "09:30")

    assert alarm(house) == (False, "有通知等待已超过 15 分钟：请核对 mingjian serve 或 worker 是否在运行")


def test_one_that_died_while_it_sent_is_replaced_after_a_while(
    house: House, box: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.reachable()
    house.ladders.on("2026-11-10", "09:00")
    with monkeypatch.context() as dying:
        dying.setattr(delivery, "Message", _dies)
        with pytest.raises(KeyboardInterrupt):
            house.found.delivery.deliver(HEAD)

    house.deliver("2026-11-10", "09:01")
    assert box.told == []
    house.deliver("2026-11-10", "09:06")

    assert box.told == [TOLD]


def test_four_at_once_send_one_mail(house: House, box: Postbox) -> None:
    house.reachable()
    house.ladders.on("2026-11-10", "09:00")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: house.found.delivery.deliver(HEAD), range(4)))

    assert box.told == [TOLD]


def test_with_every_channel_off_nothing_is_kept_to_be_sent(clockwork: Clockwork) -> None:
    house = House.of(clockwork)

    house.ladders.on("2026-11-10", "09:00")

    assert house.waiting() == []
    assert alarm(house) == (True, "未启用")


def test_a_database_that_was_restored_sends_what_it_was_to_send(house: House, box: Postbox) -> None:
    house.reachable()
    house.ladders.on("2026-11-10", "00:30")
    if house.found.queue:
        with house.found.engines.write.begin() as connection:
            connection.exec_driver_sql("TRUNCATE procrastinate_jobs CASCADE")

    house.deliver()
    house.deliver()

    assert box.told == [TOLD]


def test_a_sweep_that_is_taken_back_tells_nobody(house: House, box: Postbox, monkeypatch: pytest.MonkeyPatch) -> None:
    house.reachable()
    with monkeypatch.context() as failing:
        failing.setattr("engine.service.Chunk", _dies)
        house.ladders.clockwork.at("2026-11-10", "09:00")
        with pytest.raises(KeyboardInterrupt):
            sweep(house.found.service)

    house.deliver()

    assert box.told == []


def _dies(*_: object) -> None:
    raise KeyboardInterrupt
