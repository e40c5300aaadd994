"""Meetings, tokens, definitions, sheets, ledger rows and tallies come back as they were put."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from engine.errors import Raced
from store.storage import SqlStorage
from tests.storage import Installation
from tests.unit.store.rows import in_vain

MEETING = {
    "meeting": "t1",
    "organ": "9901",
    "office": None,
    "body": "standing_committee",
    "held_on": "2026-11-19",
    "present": ["o1", "o2"],
    "recused": [],
    "items": [{"case": "c1", "subject": "r1", "opinions": {"o1": "agree", "o2": "oppose"}}],
    "recorded_by": "o3",
}
TOKEN = {"id": "t1", "officer": "o1", "secret_hash": "a" * 64, "valid_to": "2026-12-01T00:00:00+00:00", "purpose": ""}


def test_a_meeting_is_found_with_the_opinions_on_each_item(storage: SqlStorage) -> None:
    with storage.write() as tx:
        tx.put_meeting(MEETING)

    with storage.read() as tx:
        meeting = tx.meeting("t1")
        assert tx.meeting("t2") is None
    assert meeting is not None
    assert meeting.held_on == date(2026, 11, 19)
    assert meeting.items["c1", "r1"] == {"o1": "agree", "o2": "oppose"}


def test_a_token_is_found_by_its_id_and_by_its_secret(storage: SqlStorage) -> None:
    with storage.write() as tx:
        tx.put_token(TOKEN)
        tx.put_token(TOKEN | {"revoked_at": "2026-11-21T00:00:00+00:00"})

    with storage.read() as tx:
        token = tx.token("t1")
        assert token == tx.token_by_secret("a" * 64)
        assert tx.token_by_secret("b" * 64) is None
    assert token is not None
    assert token["revoked_at"] == "2026-11-21T00:00:00+00:00"


def test_two_tokens_never_have_one_secret(storage: SqlStorage) -> None:
    with storage.write() as tx:
        tx.put_token(TOKEN)

    with pytest.raises(Raced), storage.write() as tx:
        tx.put_token(TOKEN | {"id": "t2"})


def test_definitions_come_in_the_order_of_registration(storage: SqlStorage) -> None:
    with storage.write() as tx:
        tx.put_definition("f" * 64, "clue_disposal", "1", b"{1}")
    with storage.write() as tx:
        tx.put_definition("0" * 64, "clue_disposal", "2", b"{2}")

    assert list(storage.definitions()) == [b"{1}", b"{2}"]
    with storage.read() as tx:
        assert tx.definition_digest("clue_disposal", "1") == "f" * 64
        assert tx.definition_digest("clue_disposal", "3") is None


def test_a_series_counts_by_organ_and_year_without_gaps(storage: SqlStorage) -> None:
    def draw(organ: str, year: int) -> int:
        with storage.write() as tx:
            return tx.next_number(organ, "clue", year)

    assert [draw("9901", 2026), draw("9901", 2026), draw("9901", 2027), draw("990101", 2026)] == [1, 2, 1, 1]


def test_a_number_of_a_transaction_that_failed_is_given_again(storage: SqlStorage) -> None:
    with in_vain(storage.write()) as tx:
        tx.next_number("9901", "clue", 2026)

    with storage.write() as tx:
        assert tx.next_number("9901", "clue", 2026) == 1


SHEETS = [
    pytest.param("同级党委", "2号", "c2", True, id="another number"),
    pytest.param("组织部", "1号", "c2", True, id="another body"),
    pytest.param("同级党委", "1号", "c1", True, id="again for its own case, after a return"),
    pytest.param("同级党委", "1号", "c2", False, id="for another case"),
]


@pytest.mark.parametrize(("body", "number", "case", "granted"), SHEETS)
def test_a_sheet_counts_once(storage: SqlStorage, body: str, number: str, case: str, granted: bool) -> None:
    with storage.write() as tx:
        assert tx.put_sheet("同级党委", "1号", "c1")

    with storage.write() as tx:
        assert tx.put_sheet(body, number, case) is granted


def test_ledger_rows_that_are_there_are_told_with_their_content(storage: SqlStorage) -> None:
    with storage.write() as tx:
        tx.put_ledger_row("a" * 64, "1" * 64, "c1")
        assert tx.ledger_rows(["a" * 64]) == {"a" * 64: "1" * 64}

    with storage.read() as tx:
        assert tx.ledger_rows(["a" * 64, "b" * 64]) == {"a" * 64: "1" * 64}
        assert tx.ledger_rows([]) == {}


def test_the_same_person_of_a_ledger_is_never_kept_twice(storage: SqlStorage) -> None:
    with storage.write() as tx:
        tx.put_ledger_row("a" * 64, "1" * 64, "c1")

    with pytest.raises(Raced), storage.write() as tx:
        tx.put_ledger_row("a" * 64, "2" * 64, "c2")


def test_refusals_beyond_ten_a_minute_are_told_as_one_count_in_the_next(storage: SqlStorage) -> None:
    def refuse(times: int, minute: str) -> tuple[list[int], list[int]]:
        with storage.write() as tx:
            settled = list(tx.settle_tally("k", minute))
            return settled, [tx.tally_refusal("k", minute) for _ in range(times)]

    assert refuse(13, "2026-11-20T08:00") == ([], list(range(1, 14)))
    assert refuse(2, "2026-11-20T08:01") == ([3], [1, 2])
    assert refuse(1, "2026-11-20T08:02") == ([], [1])


def test_a_matter_is_as_it_was_put_last(storage: SqlStorage) -> None:
    bodies: list[dict[str, Any]] = [{"cases": ["c1"]}, {"cases": ["c1", "c2"]}]
    for body in bodies:
        with storage.write() as tx:
            tx.put_matter("m1", body)

    with storage.read() as tx:
        assert tx.matter("m1") == bodies[-1]
        assert tx.matter("m2") is None


def test_a_reading_transaction_can_not_write(installed: Installation) -> None:
    with installed.storage.read() as tx:
        tx.put_matter("m1", {})
        with pytest.raises(DBAPIError, match=r"read-?only"):
            tx.settle()
