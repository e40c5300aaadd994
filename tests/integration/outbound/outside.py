"""What stands outside the house in these tests: a mail server, a system behind a webhook, a chat service. All real."""

import json
import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import text

from app.assembly import Installation
from engine.commands import RecordContact
from engine.desks.desk import Answer
from engine.errors import Refused
from tests.integration.deadlines.clockwork import Clockwork, done
from tests.integration.escalation.ladders import HEAD, Ladders


@dataclass
class Postbox:
    """A mail server that keeps what it is handed, or refuses it."""

    port: int = 0
    refuses: bool = False
    mails: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - the server's word
        """Keep a mail."""
        if self.refuses:
            return "554 no"
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 kept"

    @property
    def told(self) -> list[tuple[str, str]]:
        """Who was told what."""
        return [(str(mail["To"]), str(mail["Subject"])) for mail in self.mails]


@contextmanager
def postbox() -> Iterator[Postbox]:
    """A mail server on a port of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        box = Postbox(free.getsockname()[1])
    server = Controller(box, hostname="127.0.0.1", port=box.port)
    server.start()
    try:
        yield box
    finally:
        server.stop()


@dataclass
class Listener:
    """A system that is told things by HTTP, and what it was told: headers and body."""

    port: int = 0
    status: int = 200
    answer: dict[str, Any] = field(default_factory=dict)
    heard: list[tuple[dict[str, str], str]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/told"


@contextmanager
def listener() -> Iterator[Listener]:
    """A listener on a port of its own."""
    ear = Listener()

    class Hears(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            ear.heard.append(({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(ear.status)
            self.end_headers()
            self.wfile.write(json.dumps(ear.answer).encode())

        def log_message(self, *_: object) -> None:
            """Nothing on the console."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hears)
    ear.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield ear
    finally:
        server.shutdown()
        server.server_close()


@dataclass(frozen=True)
class House:
    """An installation with channels, and an overdue matter in it that reaches the head of an office at night."""

    ladders: Ladders

    @classmethod
    def of(cls, clockwork: Clockwork) -> "House":
        return cls(Ladders.of(clockwork))

    @property
    def found(self) -> Installation:
        return self.ladders.clockwork.installation

    def contact(self, address: str, channel: str = "mail", officer: str = HEAD, actor: str = "") -> Answer | Refused:
        """An officer's address."""
        command = RecordContact(
            id=secrets.token_hex(8), actor=actor or officer, officer=officer, channel=channel, address=address
        )
        return self.found.service.handle(command)

    def reachable(self, officer: str = HEAD) -> None:
        """An officer with a mail address."""
        done(self.contact(f"{officer}@example.org", officer=officer))

    def deliver(self, day: str = "2026-11-10", time: str = "09:00") -> None:
        """Whatever wakes delivery on this database does so at that moment."""
        self.ladders.clockwork.at(day, time)
        if self.found.queue is None:
            self.found.delivery.deliver_due()
            return
        with self.found.engines.write.begin() as connection:
            # The hands of the database's clock move too.
            connection.execute(text("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'"))
        self.found.queue.work(self.found.delivery, wait=False)

    def waiting(self) -> list[dict[str, Any]]:
        """The notices that are still to be sent."""
        with self.found.engines.read.connect() as connection:
            return [dict(row) for row in connection.execute(text("SELECT * FROM notices")).mappings()]
