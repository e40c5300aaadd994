"""`mingjian init`, `serve`, `health`, `backup`, `restore`: the installation itself."""

import signal
import threading
from pathlib import Path
from typing import Annotated

import typer

import migrations
from app.assembly import initialise
from app.backups import backup as make_backup
from app.backups import restore as restore_backup
from app.cli.shared import Exit, Json, installation, progress, say, say_json, stop
from app.clockwork import ticking
from app.health import health_of
from app.server import run_server
from app.settings import Settings


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("init", epilog="例：MINGJIAN_HOME=./home mingjian init")(init)
    app.command("upgrade", epilog="例：mingjian backup ./before && mingjian upgrade")(upgrade)
    app.command("serve", epilog="例：mingjian serve --port 8000")(serve)
    app.command("worker", epilog="例：mingjian worker")(worker)
    app.command("health", epilog="例：mingjian health --json")(health)
    app.command("backup", epilog="例：mingjian backup ./backup-2026-11-22")(backup)
    app.command("restore", epilog="例：MINGJIAN_HOME=./new mingjian restore ./backup-2026-11-22 --keys ./keys")(restore)


def init(as_json: Json = False) -> None:
    """建立安装：密钥、数据库、首批登记。Make an installation; prints the bootstrap token (7 days) once."""
    settings = Settings()
    secret = initialise(settings)
    if as_json:
        say_json({"home": str(settings.home), "keys": str(settings.key_folder), "bootstrap_token": secret})
        return
    say(f"安装已建立：{settings.home}")
    say(f"密钥目录（请另行备份，勿与数据库放在一起）：{settings.key_folder}")
    say(f"安全保密管理员初始令牌（7日内有效，只显示这一次）：{secret}")


def upgrade() -> None:
    """把数据库升级到本程序的版本（请先备份）。Bring the schema to this program's version; back up first."""
    settings = Settings()
    if not (settings.key_folder / "master.key").exists():
        stop(f"{settings.home} 没有安装；请先运行 mingjian init，或核对 MINGJIAN_HOME。", Exit.UNUSABLE)
    migrations.upgrade(settings.url)
    say(f"数据库已是当前版本：{migrations.newest()}")


def serve(
    host: Annotated[str, typer.Option(help="监听地址 Address.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="监听端口 Port.", min=0, max=65535)] = 8000,
) -> None:
    """启动接口服务。Serve the HTTP API."""
    run_server(Settings(), host, port)


def worker() -> None:
    """只运行时钟，不提供接口：到时的届满、逾期的逐级报告和通知；可与其他进程同时运行。Run the clockwork alone."""
    with installation() as found, ticking(found):
        say("时钟已启动。")
        if found.queue:
            # It ends by a signal, or with an error when the database is gone: then whoever supervises starts it anew.
            found.queue.work(found.delivery)
        else:
            _wait_for_a_signal()


def _wait_for_a_signal() -> None:
    stopped = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stopped.set())
    stopped.wait()


def health(as_json: Json = False) -> None:
    """检查安装状态。Show the state of the installation."""
    with installation() as found:
        report = health_of(found)
    if as_json:
        say_json(report.to_json())
    else:
        for line in report.lines():
            say(line)
    raise typer.Exit(0 if report.healthy else Exit.FOUND)


def backup(folder: Annotated[Path, typer.Argument(help="备份目录（须不存在或为空）Folder to write.")]) -> None:
    """在线备份数据库（不含密钥）。Copy the database while it is in use; keys are kept apart."""
    with installation() as found, progress("备份") as bar:
        made = make_backup(found, folder, bar)
    say(f"已备份到 {made}；密钥不在其中，请另行备份 {found.settings.key_folder}")


def restore(
    folder: Annotated[Path, typer.Argument(help="备份目录 The backup.")],
    keys: Annotated[Path | None, typer.Option(help="密钥目录 The folder of the keys.")] = None,
) -> None:
    """从备份恢复到新的安装，登记簿开始新的纪元。Restore into a new installation; the register begins a new epoch."""
    with progress("恢复") as bar:
        epoch = restore_backup(Settings(), folder, keys, progress=bar)
    say(f"已恢复；登记簿进入第 {epoch} 纪元。备份以后撤销的令牌又会有效，请核对；请运行 mingjian audit verify。")
