"""A whole country's running periods, written straight into the tables: no officer could open millions of cases.

A tree of five levels; a case lies with an organ of any level but the first, most of them with counties. Its periods
end on some day of two years. Cases offer the keys of their office, of a handler and of the county's 案管.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import orjson
from sqlalchemy import Connection, Index, Table, text

from app.assembly import Installation
from store.tables import case_readers, deadlines, organs

BARRED: Final = "barred"
"""An officer from whom the first cases of the country are kept."""
KEPT: Final = 20
BEGAN: Final = datetime(2025, 12, 31, 16, tzinfo=UTC)
_DAYS: Final = 730
_PREFECTURES, _PROVINCES, _OFFICES = 333, 31, 4


@dataclass(frozen=True)
class Country:
    """How many running periods, and in how many counties (with those above them: organs) and townships."""

    rows: int = 5_000_000
    organs: int = 3_300
    townships: int = 40_000

    @property
    def provinces(self) -> int:
        """One in a hundred organs, at most as many as there are."""
        return max(1, min(_PROVINCES, self.organs // 100))

    @property
    def prefectures(self) -> int:
        """One in ten organs."""
        return max(1, min(_PREFECTURES, self.organs // 10))

    @property
    def counties(self) -> int:
        """The others."""
        return self.organs - self.prefectures - self.provinces - 1

    @property
    def handlers(self) -> int:
        """Officers with some twenty-five running periods each."""
        return max(1, self.rows // 25)

    def line(self, township: int) -> dict[str, str]:
        """The organs above a township and itself, by level."""
        county = township % self.counties
        prefecture = county % self.prefectures
        return {
            "central": "c0",
            "province": f"v{prefecture % self.provinces}",
            "prefecture": f"p{prefecture}",
            "county": f"k{county}",
            "township": f"t{township}",
        }

    def tree(self) -> Iterator[Mapping[str, Any]]:
        """The rows of every organ."""
        known = set()
        for township in range(max(self.townships, self.counties)):
            above = None
            for level, code in self.line(township).items():
                if code not in known and (level != "township" or township < self.townships):
                    known.add(code)
                    yield {"code": code, "name": code, "level": level, "kind": "commission", "superior": above}
                above = code


_NUMBERED: Final = """
WITH RECURSIVE n(i) AS (SELECT CAST(0 AS bigint) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {rows}),
placed AS (SELECT i, i * 7919 % {townships} AS t, i * 7919 % {townships} % {counties} AS k,
  i * 7919 % {townships} % {counties} % {prefectures} AS p,
  i * 7919 % {townships} % {counties} % {prefectures} % {provinces} AS v, i / 11 % 10 AS w FROM n)
"""
# Of ten cases one lies with a province, one with a prefecture, six with counties, two with townships.
_DEADLINES: Final = """
INSERT INTO deadlines (case_id, deadline, round, workflow, definition, number, kind, status, organ, office,
  anc_central, anc_province, anc_prefecture, anc_county, anc_township, due_at, body)
{numbered}
SELECT 'x' || CAST(100000000 + i AS text), 'clue_propose', 1, 'clue_disposal', '{definition}',
  'k' || CAST(k AS text) || '-2026-' || CAST(10000 + i AS text),
  CASE WHEN i % 7 = 0 THEN 'right' ELSE 'duty' END, 'running',
  CASE WHEN w = 0 THEN 'v' || CAST(v AS text) WHEN w = 1 THEN 'p' || CAST(p AS text)
    WHEN w < 8 THEN 'k' || CAST(k AS text) ELSE 't' || CAST(t AS text) END,
  CASE WHEN w < 8 THEN {place} || '-' || CAST(i / 7 % {offices} AS text) END,
  'c0', 'v' || CAST(v AS text), CASE WHEN w > 0 THEN 'p' || CAST(p AS text) END,
  CASE WHEN w > 1 THEN 'k' || CAST(k AS text) END, CASE WHEN w > 7 THEN 't' || CAST(t AS text) END,
  day, '{{"clock":{{"from":"2026-03-02","length":{{"months":1}},"round":1,"seq":3}},"due":{{"calendar":4,"due_at":"'
    || day || '","last_day":"' || substr(day, 1, 10) || '"}}}}'
FROM placed JOIN bench_days ON bench_days.n = i * 31 % {days}
"""
_PLACE: Final = (
    "CASE WHEN w = 0 THEN 'v' || CAST(v AS text) WHEN w = 1 THEN 'p' || CAST(p AS text) ELSE 'k' || CAST(k AS text) END"
)
_READERS: Final = (
    "SELECT case_id, CASE WHEN office IS NULL THEN 'staff:' || organ ELSE 'office:' || office END FROM deadlines",
    "{numbered} SELECT 'x' || CAST(100000000 + i AS text), 'officer:h' || CAST(i % {handlers} AS text) FROM n",
    "SELECT case_id, 'function:case_supervision@' || anc_county FROM deadlines WHERE anc_county IS NOT NULL",
    "SELECT case_id, '-officer:{barred}' FROM deadlines ORDER BY due_at, case_id LIMIT {kept}",
)


def settle(found: Installation, country: Country) -> None:
    """Write the country into an installation without cases."""
    with found.engines.write.connect() as connection:
        _days(connection)
        _organs(connection, country)
        values = _values(country)
        numbered = _NUMBERED.format(**values)
        _filled(connection, deadlines, [_DEADLINES.format(numbered=numbered, **values)])
        into = "INSERT INTO case_readers (case_id, key) "
        _filled(connection, case_readers, [into + one.format(numbered=numbered, **values) for one in _READERS])
        connection.commit()
    with found.engines.write.connect() as connection:
        apart = connection.execution_options(isolation_level="AUTOCOMMIT")
        if found.engines.embedded:
            connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            apart.execute(text("VACUUM ANALYZE"))


def _values(country: Country) -> dict[str, Any]:
    return {
        "rows": country.rows,
        "townships": country.townships,
        "counties": country.counties,
        "prefectures": country.prefectures,
        "provinces": country.provinces,
        "handlers": country.handlers,
        "offices": _OFFICES,
        "days": _DAYS,
        "definition": "d" * 64,
        "place": _PLACE,
        "barred": BARRED,
        "kept": KEPT,
    }


def _days(connection: Connection) -> None:
    connection.execute(text("CREATE TEMPORARY TABLE bench_days (n INTEGER PRIMARY KEY, day TEXT NOT NULL)"))
    days = [{"n": n, "day": (BEGAN + timedelta(days=n)).isoformat()} for n in range(_DAYS)]
    connection.execute(text("INSERT INTO bench_days VALUES (:n, :day)"), days)


def _organs(connection: Connection, country: Country) -> None:
    """After those that are there: the organisation is of no version of its own, and is loaded as it stands."""
    first = connection.execute(text("SELECT coalesce(max(position), -1) + 1 FROM organs")).scalar_one()
    rows = [{"position": first + at, "body": orjson.dumps(organ).decode()} for at, organ in enumerate(country.tree())]
    connection.execute(organs.insert(), rows)


def _filled(connection: Connection, table: Table, statements: Iterable[str]) -> None:
    """Fill a table, and make its indexes afterwards."""
    indexes: Sequence[Index] = sorted(table.indexes, key=lambda one: str(one.name))
    for index in indexes:
        index.drop(connection)
    cursor = connection.connection.cursor()
    for statement in statements:
        # By the driver, which reads neither colons nor percent signs into a statement without values.
        cursor.execute(statement)
    for index in indexes:
        index.create(connection)
