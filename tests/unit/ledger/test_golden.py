import json
from typing import Any

import pytest

from app.ledger.judging import Judged
from tests.unit.ledger.builders import PREFECTURE, judge_file

Key = dict[int, dict[str, Any]]


@pytest.fixture(scope="module")
def answers() -> Key:
    return {answer["row"]: answer for answer in json.loads((PREFECTURE / "clue_ledger.key.json").read_text("utf-8"))}


@pytest.fixture(scope="module")
def rows() -> list[Judged]:
    return judge_file(PREFECTURE / "clue_ledger.xlsx")


def test_every_row_of_the_example_is_found_under_its_sheet_number(rows: list[Judged], answers: Key) -> None:
    assert [judged.row.number for judged in rows] == list(answers)


def test_every_row_of_the_example_is_judged_as_the_key_says(rows: list[Judged], answers: Key) -> None:
    for judged in rows:
        answer = answers[judged.row.number]

        assert [f"{fault.code}:{fault.column}" for fault in judged.faults] == answer["faults"]
        assert judged.already_present == answer["already_present"]
        assert judged.person_code == answer["人员编码"]


def test_every_date_of_receipt_is_read_as_the_key_says(rows: list[Judged], answers: Key) -> None:
    for judged in rows:
        read = judged.received_on.isoformat() if judged.received_on else None

        assert read == answers[judged.row.number]["受理时间"]


def test_every_disposal_is_read_as_the_key_says(rows: list[Judged], answers: Key) -> None:
    for judged in rows:
        assert (judged.good.disposal if judged.good else None) == answers[judged.row.number]["disposal"]


def test_the_example_has_327_good_rows_of_313_matters(rows: list[Judged]) -> None:
    good = [judged.good for judged in rows if judged.good]

    assert len(good) == 327
    assert len({record.clue_code for record in good}) == 313


def test_the_example_imported_twice_is_present_the_second_time(rows: list[Judged]) -> None:
    good = [judged.good for judged in rows if judged.good]

    again = judge_file(PREFECTURE / "clue_ledger.xlsx", stored=good)

    assert sum(judged.already_present for judged in again) == 327 + 8
    assert [judged.faults for judged in again if judged.faults and not _contradicts(judged)] == [
        judged.faults for judged in rows if judged.faults and not _contradicts(judged)
    ]


def _contradicts(judged: Judged) -> bool:
    """A second row of one code names the row before it in the first import, the system in the second."""
    return any(fault.code == "duplicate" for fault in judged.faults)
