"""`verify`: the levels in order over one snapshot, and the verdict, which also says what it can't see."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, func, select

from app.auditing import live, small_books
from app.auditing.blind_spots import BEFORE_SEALING, WITHOUT_KEYS
from app.auditing.books import RegisterBooks
from app.auditing.casework import Casework
from app.auditing.commitments import Commitments
from app.auditing.opening import Audited
from audit_log.causes import Causes
from audit_log.chain import Chain, repeated_commands
from audit_log.findings import LEVELS, Finding, Findings
from audit_log.reading import rows
from audit_log.tables import register_entry

Progress = Callable[[int, int], None]

_EVERY: Final = 500
_SHOWN: Final = 20


def _silent(_done: int, _at_most: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True)
class Verdict:
    """What verification came to. `findings` are the first ones, in order; `count` is how many there are."""

    findings: tuple[Finding, ...]
    count: int
    entries: int
    streams: int
    cases: int
    commitments: int
    with_keys: bool

    @property
    def clean(self) -> bool:
        """Whether nothing was found."""
        return self.count == 0

    @property
    def first(self) -> Finding | None:
        """The first divergence."""
        return self.findings[0] if self.findings else None

    @property
    def cannot_see(self) -> tuple[str, ...]:
        """The limits of this verification, in sentences."""
        return BEFORE_SEALING if self.with_keys else (WITHOUT_KEYS, *BEFORE_SEALING)

    def to_json(self) -> dict[str, Any]:
        """The verdict for programs."""
        return {
            "clean": self.clean,
            "first": self.first.to_json() if self.first else None,
            "findings": [finding.to_json() for finding in self.findings],
            "count": self.count,
            "checked": {name: getattr(self, name) for name in ("entries", "streams", "cases", "commitments")},
            "with_keys": self.with_keys,
            "cannot_see": list(self.cannot_see),
        }

    def lines(self) -> list[str]:
        """The verdict for people."""
        checked = f"{self.entries}条登记、{self.streams}个登记流、{self.cases}个事项、{self.commitments}项保密数据"
        told = [f"已核查{checked}：" + ("没有发现问题。" if self.clean else f"发现{self.count}处问题。")]
        told += [_line(finding) for finding in self.findings[:_SHOWN]]
        told += [f"（其余{self.count - _SHOWN}处从略）"] if self.count > _SHOWN else []
        return [*told, "本次核查看不到的：", *(f"  - {sentence}" for sentence in self.cannot_see)]


def verify(audited: Audited, progress: Progress = _silent) -> Verdict:
    """Verify an installation's register, projection and vault, as they were at one moment."""
    with audited.snapshot() as connection:
        return _Verification(audited, connection, progress).verdict()


class _Verification:
    def __init__(self, audited: Audited, connection: Connection, progress: Progress) -> None:
        self._connection = connection
        self._tagged = audited.register.tagged if audited.register else None
        self._chain = Chain(audited.origin, self._tagged)
        self._commitments = Commitments(connection, audited.vault)
        self._findings = Findings()
        self._progress = progress
        self._read = 0
        # Every entry is read once for its bytes, those of cases once more for what they mean.
        self._at_most = _number(connection, "%") + _number(connection, "case/%")

    def verdict(self) -> Verdict:
        self._take(self._of_bytes())
        streams = len(self._chain.tails)
        self._take(repeated_commands(self._connection))
        self._take(self._chain.against(live.heads(self._connection)))
        books = RegisterBooks(self._connection)
        self._take(books.findings)
        self._take(small_books.differences(self._connection, books))
        casework = Casework(self._connection, books, self._tell)
        self._take(casework.findings())
        return Verdict(
            findings=tuple(self._findings.kept),
            count=self._findings.count,
            entries=self._chain.entries,
            streams=streams,
            cases=casework.cases,
            commitments=self._commitments.found,
            with_keys=self._tagged is not None,
        )

    def _of_bytes(self) -> Iterator[Finding]:
        """The pass in the order of the register: bytes, chain, tags, clocks, causes, commitments."""
        causes = Causes()
        for row in rows(self._connection):
            self._tell()
            body, found = self._chain.check(row)
            yield from found
            if body is not None:
                causes.note(row, body)
                yield from self._commitments.note(row, body)
        yield from self._commitments.settle()
        yield from self._commitments.unnamed()
        yield from causes.missing(self._chain.tails)

    def _take(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            self._findings.add(finding)

    def _tell(self) -> None:
        self._read += 1
        if self._read % _EVERY == 0 or self._read == self._at_most:
            self._progress(self._read, self._at_most)


def _number(connection: Connection, streams: str) -> int:
    table = register_entry.c
    counting = select(func.count()).select_from(register_entry)
    return connection.execute(counting if streams == "%" else counting.where(table.stream.like(streams))).scalar_one()


def _line(finding: Finding) -> str:
    place = f"{finding.stream}#{finding.seq}" if finding.seq is not None else finding.stream
    return f"[{finding.level} {LEVELS[finding.level]}] {place} {finding.code}：{finding.message}"
