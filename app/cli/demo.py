"""`mingjian demo`: an installation of its own, a prefecture at work in it, and a server to look at it."""

import os
import signal
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Final

import typer

from app.assembly import initialise, opened
from app.cli.shared import Exit, complain, progress, say, stop
from app.demo.run import Demonstration
from app.server import run_server
from app.settings import Settings

HOST: Final = "127.0.0.1"
PORT: Final = 8000


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo", epilog="例：mingjian demo --check")(demo)


def demo(
    check: Annotated[bool, typer.Option("--check", help="不启动服务；没有问题则退出码为 0。Headless.")] = False,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help=f"端口，默认 {PORT}，被占用时任选。Port.")] = None,
) -> None:
    """演示：导入机构和台账，由有权的人员逐步办理上百件线索，核对登记簿，再启动服务。Walk a prefecture's clues."""
    # A home of its own goes when the demonstration ends, also when it is told to end.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with _settings() as settings:
        url = "" if check else f"http://{HOST}:{_free_port(port)}"
        bootstrap = initialise(settings)
        with opened(settings) as found:
            demonstration = Demonstration(found, say, progress)
            demonstration.run()
            page = demonstration.page(url, bootstrap)
        for fault in demonstration.faults:
            complain(fault)
        if check:
            say("演示有问题，见上。" if demonstration.faults else "演示全部通过。")
            raise typer.Exit(Exit.FOUND if demonstration.faults else 0)
        for line in page.lines():
            say(line)
        run_server(settings, HOST, int(url.rpartition(":")[2]))


@contextmanager
def _settings() -> Iterator[Settings]:
    """A fresh home: the one named, if it is empty, with the other settings as given; else one that goes at the end."""
    named = os.environ.get("MINGJIAN_HOME")
    if not named:
        with tempfile.TemporaryDirectory(prefix="mingjian-demo-") as folder:
            # What the environment says of another installation must not be touched.
            database = f"sqlite:///{Path(folder) / 'mingjian.db'}"
            yield Settings(home=Path(folder), database_url=database, keys=Path(folder) / "keys", token="")
        return
    home = Path(named)
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        stop(f"{home} 不是空目录；演示需要全新的安装，请另选目录，或不设 MINGJIAN_HOME。", Exit.BAD_INPUT)
    yield Settings(home=home)


def _free_port(wished: int | None) -> int:
    """The port wished for; the usual one where none is, or any that is free."""
    for port in (wished or PORT, 0):
        with socket.socket() as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listener.bind((HOST, port))
            except OSError:
                if wished:
                    stop(f"端口 {wished} 已被占用；请用 --port 另选。", Exit.BAD_INPUT)
                continue
            return int(listener.getsockname()[1])
    raise OSError
