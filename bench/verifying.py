"""Verification beside a hand-written loop that streams the rows, parses them, and checks hashes and chain."""

import hashlib
import sqlite3
from collections.abc import Iterator
from typing import Any, Final

import orjson

from app.assembly import Installation, opened
from app.auditing.opening import Audited
from app.auditing.verification import verify
from audit_log.chain import Chain
from audit_log.reading import rows
from bench import bulk
from bench.ground import Ground
from bench.laps import interleaved, lap
from bench.report import Line, at_least, rate

CHAIN: Final = "chain"
WHOLE: Final = "verify"
LOOP: Final = "loop"


def measured(ground: Ground, url: str, rounds: int) -> Iterator[Line]:
    """Entries a second, of a register that an import has filled."""
    with opened(ground.settings(url)) as found, bulk.driver(url) as connection:
        laps = interleaved(
            rounds,
            {
                CHAIN: lambda: lap(lambda: _chain(found)),
                WHOLE: lambda: lap(lambda: _whole(found)),
                LOOP: lambda: lap(lambda: _loop(connection)),
            },
        )
    beside, noise = f"{rate(laps.each(LOOP))} {LOOP}", laps.noise(LOOP)
    ratio = laps.ratio(LOOP, CHAIN)
    yield Line(f"chain verification, {ground.kind}", ratio, rate(laps.each(CHAIN)), beside, noise, at_least(0.5))
    about = f"the whole of audit verify, {ground.kind}"
    yield Line(about, laps.ratio(LOOP, WHOLE), rate(laps.each(WHOLE)), beside, noise)


def _chain(found: Installation) -> int:
    """Canonical bytes, origin and epoch, columns, seq and prev, tags, clocks."""
    chain = Chain(found.register.origin, found.register.tagged)
    with found.engines.read.connect() as connection:
        for row in rows(connection):
            _, findings = chain.check(row)
            if findings:
                raise RuntimeError(findings[0].message)
    return chain.entries


def _whole(found: Installation) -> int:
    verdict = verify(Audited.of(found))
    if not verdict.clean:
        raise RuntimeError(verdict.findings[0].message)
    return verdict.entries


def _loop(connection: Any) -> int:
    """As one would write it: the leaf hash of each body, which the next entry of its stream must name."""
    cursor = connection.cursor() if isinstance(connection, sqlite3.Connection) else connection.cursor("entries")
    # A cursor on PostgreSQL's side tells so many rows at once, as ours does; SQLite's steps through them anyway.
    setattr(cursor, "arraysize" if isinstance(connection, sqlite3.Connection) else "itersize", 1_000)
    cursor.execute("SELECT stream, seq, body FROM register_entry ORDER BY id")
    heads: dict[str, str] = {}
    count = 0
    for stream, seq, body in cursor:
        entry = orjson.loads(body)
        if entry["prev"] != heads.get(stream, "") or entry["seq"] != seq:
            raise RuntimeError(f"{stream}#{seq}")
        heads[stream] = hashlib.sha256(b"\x00" + body).hexdigest()
        count += 1
    cursor.close()
    connection.rollback()
    return count
