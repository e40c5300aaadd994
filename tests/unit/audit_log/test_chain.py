"""What the register says about itself, row by row; each fault of a row by its story."""

from collections.abc import Sequence
from typing import Any

import pytest

from audit_log.canonical import dump, parse
from audit_log.causes import Causes
from audit_log.chain import RESTORE, Chain, Tail
from audit_log.findings import Finding, Findings
from audit_log.reading import Row
from audit_log.register import COLUMNS, RegisterLog
from engine.ports import Draft, Head

REGISTER = RegisterLog("mingjian.test/log", 1, b"t" * 32, b"r" * 32)
AT = "2026-11-20T08:00:0{}+00:00"

Said = dict[str, Any]


def trail(*said: Said, log: RegisterLog = REGISTER) -> list[Row]:
    """Rows of one stream, each sealed after the one before; `said` sets fields of the draft."""
    written: list[Row] = []
    head = Head(0, "")
    for number, fields in enumerate(said):
        told = {
            "stream": "case/c1",
            "kind": "act",
            "event": "e",
            "actor": "o7",
            "post": "p",
            "world": {"policy": 0},
            "data": {},
        }
        draft = Draft(**{**told, "seq": head.next_seq, "prev": head.leaf, "at": AT.format(number), **fields})
        sealed = log.seal(draft)
        head = sealed.head
        written.append(Row(number + 1, *(sealed.row[name] for name in COLUMNS)))
    return written


def checked(rows: Sequence[Row], chain: Chain | None = None) -> list[tuple[str, str, int | None]]:
    """Level, code and seq of everything found in these rows, in their order."""
    chain = chain or Chain(REGISTER.origin, REGISTER.tagged)
    found = [finding for row in rows for finding in chain.check(row)[1]]
    return [(finding.level, finding.code, finding.seq) for finding in found]


def forged(row: Row, **fields: Any) -> Row:
    """The row with other fields in its body, and the tag that belongs to them."""
    body = dump({**parse(row.body), **fields})
    return row._replace(body=body, tag=REGISTER.tag(body))


def test_rows_as_they_were_written_have_no_fault() -> None:
    assert checked(trail({}, {}, {"command": {"id": "k", "request": "r"}})) == []


@pytest.mark.parametrize(
    ("story", "fields", "found"),
    [
        ("of another register", {"origin": "elsewhere"}, ("V2", "origin", 1)),
        ("of an epoch that nobody began", {"epoch": 2}, ("V2", "epoch", 1)),
        ("moved to another stream", {"stream": "case/c2"}, ("V3", "columns", 1)),
        ("moved to another place", {"seq": 7}, ("V3", "columns", 1)),
        ("told of another officer", {"actor": "o8"}, ("V3", "columns", 1)),
        ("told of another command", {"command": {"id": "k"}}, ("V3", "columns", 1)),
        ("following another entry", {"prev": "00" * 32}, ("V3", "prev", 1)),
        ("of another format", {"v": 2}, ("V1", "fields", 1)),
        ("with a field of its own", {"remark": "x"}, ("V1", "fields", 1)),
        ("with an instant that is a number", {"at": 7}, ("V1", "fields", 1)),
        ("with data that are a text", {"data": "x"}, ("V1", "fields", 1)),
    ],
)
def test_an_entry_is_found(story: str, fields: Said, found: tuple[str, str, int]) -> None:
    first, second = trail({}, {})

    assert found in checked([first, forged(second, **fields)]), story


def test_an_entry_without_a_field_of_the_format_is_found() -> None:
    [row] = trail({})
    body = dump({name: value for name, value in parse(row.body).items() if name != "post"})

    assert checked([row._replace(body=body, tag=REGISTER.tag(body))]) == [("V1", "fields", 0)]


def test_an_entry_dated_before_its_predecessor_is_found() -> None:
    assert checked(trail({"at": AT.format(5)}, {"at": AT.format(4)})) == [("V6", "clock_back", 1)]


def test_a_missing_entry_is_found_at_the_next_one() -> None:
    first, _, third = trail({}, {}, {})

    assert checked([first, third]) == [("V3", "gap", 2)]


def test_a_sequence_number_used_twice_is_found() -> None:
    first, second = trail({}, {})

    assert checked([first, second, second]) == [("V3", "disorder", 1)]


def test_a_row_without_the_right_tag_is_found() -> None:
    first, second = trail({}, {})

    assert checked([first, second._replace(tag=first.tag)]) == [("tag", "tag", 1)]


def test_without_keys_the_tags_are_not_asked() -> None:
    [row] = trail({})

    assert checked([row._replace(tag=b"")], Chain(REGISTER.origin, None)) == []


def test_after_an_unreadable_entry_the_chain_goes_on() -> None:
    first, second, third = trail({}, {}, {})

    found = checked([first, second._replace(body=b"{"), third], Chain(REGISTER.origin, None))

    assert found == [("V1", "not_canonical", 1), ("V3", "prev", 2)]


def test_a_restore_begins_the_next_epoch() -> None:
    later = RegisterLog(REGISTER.origin, 2, REGISTER.tag_key, REGISTER.request_key)
    restored = [
        row._replace(id=row.id + 10)
        for row in trail({"stream": "policy", "kind": RESTORE}, {"stream": "policy"}, log=later)
    ]

    assert checked([*trail({}, {}), *restored]) == []


@pytest.mark.parametrize(
    ("story", "live", "found"),
    [
        ("as it is", [("case/c1", 1, "leaf")], []),
        ("behind the register", [("case/c1", 0, "other")], ["head_other"]),
        ("ahead of the register", [("case/c1", 2, "leaf")], ["tail_missing"]),
        ("on another entry", [("case/c1", 1, "other")], ["head_other"]),
        ("nowhere", [], ["stream_unknown"]),
        ("in a stream that the register lost", [("case/c1", 1, "leaf"), ("case/c2", 0, "x")], ["stream_missing"]),
        ("in a stream that is only reserved", [("case/c1", 1, "leaf"), ("access/c1", -1, "")], []),
    ],
)
def test_the_end_of_a_stream_is_compared_with_the_projection(
    story: str, live: list[tuple[str, int, str]], found: list[str]
) -> None:
    chain = Chain(REGISTER.origin, None, tails={"case/c1": Tail(1, "leaf", AT)})

    assert [finding.code for finding in chain.against(live)] == found, story


@pytest.mark.parametrize(
    ("story", "entries", "found"),
    [
        ("as the door writes it", [("case/c1", {"caused_by": "matter/m1#0"}), ("matter/m1", {"cases": ["c1"]})], []),
        ("its matter is gone", [("case/c1", {"caused_by": "matter/m1#0"})], ["cause_missing", "case_unannounced"]),
        ("its case is gone", [("matter/m1", {"cases": ["c1"]})], ["case_missing"]),
        ("no matter names it", [("case/c1", {}), ("matter/m1", {"cases": []})], ["case_unannounced"]),
    ],
)
def test_a_case_and_its_matter_name_each_other(story: str, entries: list[tuple[str, Said]], found: list[str]) -> None:
    causes, tails = Causes(), {}
    for number, (stream, said) in enumerate(entries):
        data = {"cases": [{"id": case} for case in said.pop("cases")]} if "cases" in said else {}
        causes.note(Row(number, stream, 0, b"", b"", AT, "o7", None), {**said, "data": data})
        tails[stream] = Tail(0, "", AT)

    assert [finding.code for finding in causes.missing(tails)] == found, story


def test_a_ruined_register_keeps_the_first_findings_and_counts_all() -> None:
    findings = Findings(keep=3)

    for number in range(50, 0, -1):
        findings.add(Finding("V3", "case/c1", number, "gap", "", number))

    assert (findings.count, [finding.position for finding in findings.kept]) == (50, [1, 2, 3])
