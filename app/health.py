"""`health`: is the installation as it should be, and what must its administrator know. Tells nothing about matters."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, func, make_url, select, text

import migrations
from app.assembly import Installation
from app.auditing.live import counted
from app.outbound.channels import named, why
from audit_log.tables import register_entry
from engine.errors import Unusable
from engine.service import TOLERANCE
from migrations import guards
from store.keys import FileKeys

STANDALONE: Final = "单机模式：不能防主机管理员，请配置见证。"
"""Said wherever whoever holds the database can reach the keys."""
LATE: Final = timedelta(minutes=15)
"""For how long something may wait for the sweep before the installation isn't healthy."""
_REFUSES: Final = "register_entry_refuse"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. What isn't `ok` keeps the installation from being healthy; a `warning` doesn't."""

    name: str
    ok: bool
    said: str
    warning: bool = False

    @property
    def mark(self) -> str:
        """The sign at the beginning of its line."""
        if not self.ok:
            return "✗"
        return "!" if self.warning else "✓"


@dataclass(frozen=True)
class Report:
    """Everything looked at."""

    checks: tuple[Check, ...]

    @property
    def healthy(self) -> bool:
        """Whether nothing is wrong."""
        return all(check.ok for check in self.checks)

    def lines(self) -> list[str]:
        """The report for people."""
        return [f"{check.mark} {check.name}：{check.said}" for check in self.checks]

    def to_json(self) -> dict[str, Any]:
        """The report for programs."""
        checks = [{name: getattr(check, name) for name in ("name", "ok", "warning", "said")} for check in self.checks]
        return {"healthy": self.healthy, "checks": checks}


def health_of(installation: Installation) -> Report:
    """Look at database, schema, guards of the register, clock, keys and counts."""
    with installation.engines.read.connect() as connection:
        return Report(tuple(check for look in _LOOKS for check in look(installation, connection)))


def _database(installation: Installation, connection: Connection) -> Iterator[Check]:
    name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.dialect.name]
    version = ".".join(str(part) for part in connection.dialect.server_version_info or ())
    yield Check("数据库", ok=True, said=f"{name} {version} 可用")
    current, newest = migrations.current(installation.engines.read), migrations.newest()
    yield Check("结构版本", current == newest, f"{current}，程序需要 {newest}")


def _guards(installation: Installation, connection: Connection) -> Iterator[Check]:
    missing = _missing_sqlite(connection) if installation.engines.embedded else _missing_postgresql(connection)
    said = f"{len(missing)} 项缺失或被改动：{'、'.join(missing)}；请立即核查登记簿" if missing else "齐全"
    yield Check("登记簿的保护触发器", not missing, said)


def _missing_sqlite(connection: Connection) -> list[str]:
    there = set(connection.execute(text("SELECT sql FROM sqlite_master WHERE type = 'trigger'")).scalars())
    return [_named(statement) for statement in guards.SQLITE if statement not in there]


def _missing_postgresql(connection: Connection) -> list[str]:
    """Triggers must fire always, also for a session that calls itself a replica."""
    asked = "SELECT tgname FROM pg_trigger WHERE tgrelid = 'register_entry'::regclass AND tgenabled = 'A'"
    there = set(connection.execute(text(asked)).scalars())
    made = [_named(statement) for statement in guards.POSTGRESQL if statement.startswith("CREATE TRIGGER")]
    does = connection.execute(text(f"SELECT prosrc FROM pg_proc WHERE proname = '{_REFUSES}'")).scalar() or "?"  # noqa: S608 - a constant
    emptied = [] if any(does in statement for statement in guards.POSTGRESQL) else [_REFUSES]
    return [name for name in made if name not in there] + emptied


def _named(statement: str) -> str:
    return statement.split()[2]


def _clock(installation: Installation, connection: Connection) -> Iterator[Check]:
    newest = connection.execute(select(register_entry.c.recorded_at).order_by(register_entry.c.id.desc()).limit(1))
    recorded = datetime.fromisoformat(newest.scalar_one())
    behind = recorded - installation.service.clock.now().astimezone(UTC)
    said = f"最新登记 {recorded.isoformat(timespec='seconds')}"
    if behind > TOLERANCE:
        yield Check("时钟", ok=False, said=f"比最新登记慢 {behind.total_seconds():.0f} 秒，已停止写入；请校准时钟")
    else:
        yield Check("时钟", ok=True, said=said)


def _keys(installation: Installation, connection: Connection) -> Iterator[Check]:
    try:
        keys = FileKeys(installation.settings.key_folder)
    except Unusable as error:
        yield Check("密钥", ok=False, said=str(error))
        return
    newest = select(register_entry.c.body, register_entry.c.tag).order_by(register_entry.c.id.desc()).limit(1)
    body, tag = connection.execute(newest).one()
    fits = installation.register.tagged(body, tag) and keys.derived("request") == installation.register.request_key
    said = "可读，权限正确，与登记簿相符" if fits else "与登记簿最新一条的标签不符；请核查登记簿"
    yield Check("密钥", fits, said)
    if _beside(installation):
        yield Check("部署", ok=True, said=STANDALONE, warning=True)


def _beside(installation: Installation) -> bool:
    """Keys beside the database: in one file system, or a database server on this machine."""
    url = make_url(installation.settings.url)
    if not installation.engines.embedded:
        return (url.host or "localhost").startswith(("/", "localhost", "127.", "::1"))
    return Path(url.database or "").stat().st_dev == installation.settings.key_folder.stat().st_dev


def _sweep(installation: Installation, _: Connection) -> Iterator[Check]:
    kept = installation.reading.liveness()
    late = kept.worst_unescalated > LATE.total_seconds()
    if kept.last_sweep_age is None:
        yield Check("时钟任务", not late, "尚未运行过；请运行 mingjian serve 或 worker", warning=True)
        return
    said = f"{kept.last_sweep_age:.0f} 秒前完成；最久未报告的已等待 {kept.worst_unescalated:.0f} 秒"
    yield Check("时钟任务", not late, said)
    overdue = sum(kept.overdue.values())
    yield Check("逾期", ok=True, said=f"{overdue} 项，涉及 {len(kept.overdue)} 个机关")


def _notices(installation: Installation, _: Connection) -> Iterator[Check]:
    channels = installation.delivery.channels
    if not channels:
        yield Check("通知", ok=True, said="未启用")
        return
    with installation.storage.read() as tx:
        figures = tx.notice_figures()
    failed = {row["error"]: row["notices"] for row in figures if row["error"]}
    waiting = [row for row in figures if not row["error"]]
    if failed:
        told = "，".join(f"{why(error)} {count} 项" for error, count in sorted(failed.items()))
        said = f"{sum(failed.values())} 项通知没有送达：{told}；请运行 mingjian notices list 查看"
        yield Check("通知", ok=False, said=said)
    elif any(datetime.fromisoformat(row["next_at"]) < installation.service.clock.now() - LATE for row in waiting):
        yield Check("通知", ok=False, said="有通知等待已超过 15 分钟：请核对 mingjian serve 或 worker 是否在运行")
    else:
        count = sum(row["notices"] for row in waiting)
        said = f"已启用：{'、'.join(map(named, channels))}；{f'待发 {count} 项' if count else '没有待发的'}"
        yield Check("通知", ok=True, said=said)


def _counts(_: Installation, connection: Connection) -> Iterator[Check]:
    entries = connection.execute(select(func.count()).select_from(register_entry)).scalar_one()
    cases = counted(connection)
    yield Check("登记", ok=True, said=f"{entries} 条；事项 {cases['cases']} 个，未办结 {cases['open']} 个")


_LOOKS: Final[tuple[Callable[[Installation, Connection], Iterator[Check]], ...]] = (
    _database,
    _guards,
    _clock,
    _keys,
    _sweep,
    _notices,
    _counts,
)
