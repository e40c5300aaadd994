"""The other ways out: a signed webhook, WeCom, DingTalk and Feishu; what happens where one of two fails."""

import json
from typing import Any

import pytest
from apprise.plugins.dingtalk import NotifyDingTalk
from apprise.plugins.feishu import NotifyFeishu
from apprise.plugins.wecombot import NotifyWeComBot
from standardwebhooks import Webhook

from app.outbound import channels_of
from app.settings import Settings
from engine.errors import Unusable
from tests.integration.deadlines.clockwork import done
from tests.integration.escalation.ladders import HEAD
from tests.integration.outbound.conftest import Opens
from tests.integration.outbound.outside import House, Listener, Postbox

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
TEXT = "您有1项即将到期事项，请登录"
ROBOT = "0123456789abcdef0123456789abcdef"
SERVICES: dict[str, tuple[Any, str, dict[str, Any]]] = {
    "wecom": (NotifyWeComBot, "wecombot://{address}", {"errcode": 0}),
    "dingtalk": (NotifyDingTalk, "dingtalk://{address}", {"errcode": 0}),
    "feishu": (NotifyFeishu, "feishu://{address}", {"code": 0}),
}


@pytest.fixture
def hooked(opens: Opens, ear: Listener) -> House:
    """The prefecture with the webhook switched on."""
    return opens(notice_webhook=ear.url, notice_webhook_secret=SECRET)


def test_a_webhook_is_signed_and_tells_officer_and_number_alone(hooked: House, ear: Listener) -> None:
    hooked.ladders.on("2026-11-10", "09:00")

    hooked.deliver()

    [(headers, body)] = ear.heard
    told = json.loads(body)
    assert Webhook(SECRET).verify(body, headers) == told
    assert told["data"] == {"officer": HEAD, "count": 1, "text": TEXT}
    assert {*told} == {"type", "timestamp", "data"}


def test_a_webhook_needs_no_address_of_anybody(hooked: House) -> None:
    hooked.ladders.on("2026-11-10", "09:00")

    hooked.deliver()

    assert hooked.waiting() == []


@pytest.mark.parametrize("status", [500, 404, 302])
def test_any_answer_but_yes_is_a_failure(hooked: House, ear: Listener, status: int) -> None:
    ear.status = status
    hooked.ladders.on("2026-11-10", "09:00")

    hooked.deliver()

    assert [one["error"] for one in hooked.waiting()] == ["webhook:refused"]


def test_what_is_sent_again_has_the_same_id(hooked: House, ear: Listener) -> None:
    ear.status = 500
    hooked.ladders.on("2026-11-10", "09:00")
    hooked.deliver("2026-11-10", "09:00")
    ear.status = 200
    hooked.deliver("2026-11-10", "09:02")

    first, second = (headers["webhook-id"] for headers, _ in ear.heard)

    assert first == second


def test_where_one_of_two_channels_fails_the_other_is_not_asked_again(
    opens: Opens, box: Postbox, ear: Listener
) -> None:
    mail = {"notice_mail": f"smtp://127.0.0.1:{box.port}", "notice_mail_from": "mingjian@example.org"}
    house = opens(**mail, notice_webhook=ear.url, notice_webhook_secret=SECRET)
    house.reachable()
    ear.status = 500
    house.ladders.on("2026-11-10", "09:00")
    house.deliver("2026-11-10", "09:00")
    ear.status = 200

    house.deliver("2026-11-10", "09:02")

    assert (len(box.mails), len(ear.heard), house.waiting()) == (1, 2, [])


@pytest.mark.parametrize("name", SERVICES)
def test_a_chat_service_is_told_the_same_sentence(
    opens: Opens, ear: Listener, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    plugin, url, ear.answer = SERVICES[name]
    # The service stands on this machine; everything else is the library as it is.
    monkeypatch.setattr(plugin, "notify_url", f"{ear.url}?{{key}}{{token}}".replace("{key}{token}", "key"))
    house = opens(**{f"notice_{name}": url})
    done(house.contact(ROBOT, channel=name))
    house.ladders.on("2026-11-10", "09:00")

    house.deliver()

    [(_, body)] = ear.heard
    assert TEXT in json.dumps(json.loads(body), ensure_ascii=False)
    assert house.waiting() == []


def test_a_chat_service_that_refuses_is_an_alarm(opens: Opens, ear: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    ear.status = 500
    monkeypatch.setattr(NotifyFeishu, "notify_url", ear.url)
    house = opens(notice_feishu="feishu://{address}")
    done(house.contact(ROBOT, channel="feishu"))
    house.ladders.on("2026-11-10", "09:00")

    house.deliver()

    assert [one["error"] for one in house.waiting()] == ["feishu:unreachable"]


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"notice_mail": "mail.example.org"}, "NOTICE_MAIL"),
        ({"notice_mail": "smtp://mail.example.org"}, "NOTICE_MAIL_FROM"),
        ({"notice_webhook": "file:///etc/passwd", "notice_webhook_secret": SECRET}, "NOTICE_WEBHOOK"),
        ({"notice_webhook": "https://example.org"}, "NOTICE_WEBHOOK_SECRET"),
        ({"notice_wecom": "mailto://{address}"}, "NOTICE_WECOM"),
        ({"notice_feishu": "feishu://everybody"}, "NOTICE_FEISHU"),
    ],
)
def test_a_channel_that_cannot_work_as_it_is_set_is_refused_at_the_start(settings: dict[str, str], named: str) -> None:
    with pytest.raises(Unusable, match=named):
        channels_of(Settings(**settings))  # type: ignore[arg-type]  # strings throughout
