"""`mingjian notices` and `mingjian worker`, as an administrator types them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.cli.main import app as commands
from app.cli.shared import Exit
from tests.integration.api.prefecture import PETITION_HEAD
from tests.integration.escalation.ladders import HEAD
from tests.integration.outbound.outside import House, Postbox

COMMAND = Path(sys.executable).with_name("mingjian")


def environment(house: House) -> dict[str, str]:
    """What names the installation."""
    settings = house.found.settings
    return {
        "MINGJIAN_HOME": str(settings.home),
        "MINGJIAN_DATABASE_URL": settings.url,
        "MINGJIAN_NOTICE_MAIL": settings.notice_mail,
        "MINGJIAN_NOTICE_MAIL_FROM": settings.notice_mail_from,
    }


def typed(house: House, *words: str, token: str = "") -> Result:
    """What a command says."""
    return CliRunner().invoke(commands, ("notices", *words), env={**environment(house), "MINGJIAN_TOKEN": token})


@contextmanager
def working(house: House) -> Iterator[subprocess.Popen[bytes]]:
    """`mingjian worker` in a process of its own."""
    with subprocess.Popen([str(COMMAND), "worker"], env={**os.environ, **environment(house)}) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


def test_the_worker_sends_what_waits_and_ends_by_a_signal(house: House, box: Postbox) -> None:
    house.reachable()
    house.ladders.on("2026-11-10", "09:00")

    with working(house) as process:
        end = time.monotonic() + 30
        while not box.mails and time.monotonic() < end:
            time.sleep(0.1)

    assert box.told[0] == (f"{HEAD}@example.org", "您有1项即将到期事项，请登录")
    assert process.returncode == 0


@pytest.mark.parametrize("address", ["head@example.org", ""])
def test_an_officer_records_an_address_and_takes_it_back(house: House, address: str) -> None:
    said = typed(house, "contact", "--channel", "mail", "--address", address, token=PETITION_HEAD.token)

    assert said.output.strip() == f"{HEAD} 的邮件地址已{'登记' if address else '撤销'}。"


def test_who_could_not_be_told_is_listed_with_the_reason(house: House) -> None:
    assert typed(house, "list").output.strip() == "没有未送达的通知。"
    house.ladders.on("2026-11-10", "09:00")
    house.deliver()

    said = typed(house, "list").output

    assert HEAD in said
    assert "没有登记联系方式" in said


def test_a_trial_goes_out_and_says_so(house: House, box: Postbox) -> None:
    said = typed(house, "try", "--channel", "mail", "--address", "me@example.org")

    assert said.output.strip() == "已发出：您有1项即将到期事项，请登录"
    assert [address for address, _ in box.told] == ["me@example.org"]


def test_a_trial_that_fails_says_why(house: House, box: Postbox) -> None:
    box.refuses = True

    refused = typed(house, "try", "--channel", "mail", "--address", "me@example.org")
    off = typed(house, "try", "--channel", "feishu", "--address", "me")

    assert (refused.exit_code, "对方服务器拒收" in refused.output) == (Exit.FOUND, True)
    assert (off.exit_code, "MINGJIAN_NOTICE_FEISHU" in off.output) == (Exit.BAD_INPUT, True)
