"""The demonstration as a user runs it: started once, its page read, ended when the tests are through."""

import os
import shlex
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

COMMAND = (str(Path(sys.executable).with_name("mingjian")),)
_PATIENCE = 120


@dataclass(frozen=True)
class Shown:
    """What the demonstration printed, and its process, which serves."""

    lines: list[str]
    process: "subprocess.Popen[str]"
    temporary: Path

    @property
    def commands(self) -> list[str]:
        """The curl commands of the page."""
        return [line.strip() for line in self.lines if line.strip().startswith("curl ")]

    def homes(self) -> list[Path]:
        """The homes that demonstrations have made and not yet removed."""
        return list(self.temporary.glob("mingjian-demo-*"))


def environment(temporary: Path) -> dict[str, str]:
    """This process's environment without another installation's settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MINGJIAN_")}
    return {**kept, "TMPDIR": str(temporary), "PYTHONUNBUFFERED": "1"}


def answer(command: str) -> tuple[int, str]:
    """Send what a printed curl command sends: status and body."""
    words = iter(shlex.split(command)[1:])
    headers, body, url = {}, None, ""
    for word in words:
        if word == "-H":
            name, _, value = next(words).partition(": ")
            headers[name] = value
        elif word == "-d":
            body = next(words).encode()
        elif not word.startswith("-"):
            url = word
    request = urllib.request.Request(url, data=body, headers=headers)  # noqa: S310 - our own server
    try:
        with urllib.request.urlopen(request, timeout=20) as response:  # noqa: S310 - the same
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


@pytest.fixture(scope="session")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """A running demonstration whose page has been printed and whose server answers."""
    temporary = tmp_path_factory.mktemp("demo")
    port, told = _free_port(), temporary / "page.txt"
    with told.open("w") as page:
        process = subprocess.Popen(
            [*COMMAND, "demo", "--port", str(port)], env=environment(temporary), stdout=page, stderr=page, text=True
        )
    try:
        yield Shown(_until_it_serves(process, port, told), process, temporary)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _until_it_serves(process: "subprocess.Popen[str]", port: int, told: Path) -> list[str]:
    ends = time.monotonic() + _PATIENCE
    while time.monotonic() < ends and process.poll() is None:
        time.sleep(0.1)
        with socket.socket() as caller:
            if "security_administrator" in told.read_text() and caller.connect_ex(("127.0.0.1", port)) == 0:
                return told.read_text().splitlines()
    raise TimeoutError(told.read_text())


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
