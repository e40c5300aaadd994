"""The channels: mail by SMTP, a signed webhook, and WeCom, DingTalk and Feishu. All are off until they are named.

What goes out is one sentence and a number. It tells no case, no name, no kind of matter.

The libraries are loaded by the first message, since every command line opens the installation, and few send anything.
"""

import json
import smtplib
import ssl
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import make_msgid
from typing import Final, Protocol
from urllib.parse import SplitResult, quote, unquote, urlsplit

from standardwebhooks import Webhook as Signature
from standardwebhooks.webhooks import EmptyWebhookSecretError

from app.settings import Settings
from engine.errors import Unusable
from engine.terms import CHANNELS

SECONDS: Final = 10
"""For how long a channel is waited for."""
ADDRESS: Final = "{address}"
"""Where an officer's address stands in the URL of WeCom, DingTalk or Feishu."""
_SCHEMES: Final = {"wecom": ("wecombot", "wechat"), "dingtalk": ("dingtalk",), "feishu": ("feishu", "lark")}


class Undelivered(Exception):
    """A channel didn't take a message; `code` says why, in a word of `REASONS`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


REASONS: Final = {
    "no_address": "没有登记联系方式",
    "unreachable": "对方服务器连接不上",
    "refused": "对方服务器拒收",
}
"""Why something wasn't delivered."""


def named(channel: str) -> str:
    """A channel by its 中文 name."""
    return CHANNELS.get(channel, "接口通知")


def why(error: str) -> str:
    """Why something wasn't delivered, as it is kept (`mail:refused webhook:unreachable`, `no_address`), in words."""
    parts = (one.rpartition(":") for one in error.split())
    return "，".join(f"{named(channel)}：{REASONS[code]}" if channel else REASONS[code] for channel, _, code in parts)


@dataclass(frozen=True, slots=True)
class Message:
    """What an officer is told: how many things wait. `id` is the same each time that the same is sent."""

    id: str
    officer: str
    address: str
    count: int
    at: datetime

    @property
    def text(self) -> str:
        """The one sentence that leaves the house."""
        return f"您有{self.count}项即将到期事项，请登录"


class Channel(Protocol):
    """A way out."""

    @property
    def personal(self) -> bool:
        """Whether each officer needs an address of his own."""

    def send(self, message: Message) -> None:
        """Send it. Raises `Undelivered`."""


@dataclass(frozen=True)
class Mail:
    """Mail by SMTP (`smtp://`), with STARTTLS (`smtp+starttls://`), or within TLS (`smtps://`)."""

    server: SplitResult
    sender: str
    personal: bool = True

    def send(self, message: Message) -> None:
        """Hand the message to the server."""
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = self.sender, message.address, message.text
        mail["Date"], mail["Message-ID"] = message.at, make_msgid(message.id, domain=self.sender.partition("@")[2])
        mail.set_content(message.text)
        try:
            with self._connected() as server:
                server.send_message(mail)
        except smtplib.SMTPConnectError as error:
            raise Undelivered("unreachable") from error
        except smtplib.SMTPException as error:
            raise Undelivered("refused") from error
        except OSError as error:
            raise Undelivered("unreachable") from error

    def _connected(self) -> smtplib.SMTP:
        host, port = self.server.hostname or "", self.server.port or 0
        if self.server.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=ssl.create_default_context())
        else:
            server = smtplib.SMTP(host, port, timeout=SECONDS)
        if self.server.scheme == "smtp+starttls":
            server.starttls(context=ssl.create_default_context())
        if self.server.username:
            server.login(unquote(self.server.username), unquote(self.server.password or ""))
        return server


@dataclass(frozen=True)
class Webhook:
    """One system that is told of all, signed so that it knows from whom (standardwebhooks)."""

    url: str
    signature: Signature = field(repr=False)
    personal: bool = False

    def send(self, message: Message) -> None:
        """Post the message; anything but 2xx is a refusal, and so is a redirection."""
        told = {"officer": message.officer, "count": message.count, "text": message.text}
        event = {"type": "escalation.reached", "timestamp": message.at.isoformat(), "data": told}
        body, sent_at = json.dumps(event, ensure_ascii=False), datetime.now(UTC)
        headers = {
            "Content-Type": "application/json",
            "webhook-id": message.id,
            "webhook-timestamp": str(int(sent_at.timestamp())),
            "webhook-signature": self.signature.sign(message.id, sent_at, body),
        }
        import requests  # noqa: PLC0415 - see above

        try:
            answer = requests.post(
                self.url, data=body.encode(), headers=headers, timeout=SECONDS, allow_redirects=False
            )
        except requests.RequestException as error:
            raise Undelivered("unreachable") from error
        if answer.status_code // 100 != 2:
            raise Undelivered("refused")


@dataclass(frozen=True)
class Chat:
    """A chat service, as apprise speaks to it; its URL has the officer's address in the place of `{address}`."""

    url: str = field(repr=False)
    personal: bool = True

    def send(self, message: Message) -> None:
        """Hand the message to the service."""
        import apprise  # noqa: PLC0415 - see above

        # Nothing but the address that the officer gave may come from outside: no plugins of the host, no files.
        told = apprise.Apprise(asset=apprise.AppriseAsset(plugin_paths=[], async_mode=False, secure_logging=True))
        if not told.add(self.url.replace(ADDRESS, quote(message.address, safe=""))):
            raise Undelivered("refused")
        if not told.notify(body=message.text):
            raise Undelivered("unreachable")


def channels_of(settings: Settings) -> dict[str, Channel]:
    """The channels that are switched on. Raises `Unusable` for one that can't work as it is set."""
    found: dict[str, Channel] = {}
    if settings.notice_mail:
        found["mail"] = _mail(settings)
    if settings.notice_webhook:
        found["webhook"] = _webhook(settings)
    for name, schemes in _SCHEMES.items():
        url = getattr(settings, f"notice_{name}")
        if url:
            found[name] = _chat(name, url, schemes)
    return found


def _mail(settings: Settings) -> Mail:
    server = urlsplit(settings.notice_mail)
    if server.scheme not in {"smtp", "smtps", "smtp+starttls"} or not server.hostname:
        raise Unusable("MINGJIAN_NOTICE_MAIL 须形如 smtp://主机:端口（smtps、smtp+starttls 亦可）。")
    if "@" not in settings.notice_mail_from:
        raise Unusable("MINGJIAN_NOTICE_MAIL_FROM 须填写发件邮箱。")
    return Mail(server, settings.notice_mail_from)


def _webhook(settings: Settings) -> Webhook:
    if urlsplit(settings.notice_webhook).scheme not in {"http", "https"}:
        raise Unusable("MINGJIAN_NOTICE_WEBHOOK 须是 http 或者 https 地址。")
    try:
        return Webhook(settings.notice_webhook, Signature(settings.notice_webhook_secret))
    except (ValueError, RuntimeError, EmptyWebhookSecretError) as error:
        raise Unusable("MINGJIAN_NOTICE_WEBHOOK_SECRET 须是 whsec_ 开头的密钥。") from error


def _chat(name: str, url: str, schemes: tuple[str, ...]) -> Chat:
    if url.partition("://")[0] not in schemes or ADDRESS not in url:
        known = " 或者 ".join(f"{scheme}://" for scheme in schemes)
        raise Unusable(f"MINGJIAN_NOTICE_{name.upper()} 须以 {known} 开头，并在人员地址的位置写 {ADDRESS}。")
    return Chat(url)
