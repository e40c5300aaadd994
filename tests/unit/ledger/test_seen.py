from collections.abc import Sequence

import pytest

from app.ledger.judging import Judged
from app.ledger.seen import Seen, judge_rows
from app.ledger.text import Cell
from tests.unit.ledger.builders import AS_OF, PLACES, codes, digest, judged, row, seen, sheet_row

OTHER = row(被反映人="郑景武", 主要问题线索="反映郑景武在公务接待中优亲厚友")


def _judge(*rows: dict[str, Cell], known: Seen | None = None) -> list[Judged]:
    numbered = [sheet_row(cells, number) for number, cells in enumerate(rows, start=4)]
    return list(judge_rows(numbered, PLACES, AS_OF, known or seen()))


def test_the_same_row_again_is_already_present_and_no_fault() -> None:
    first, again = _judge(row(), row(序号=2.0))

    assert first.good is not None
    assert (again.already_present, again.faults, again.good) == (True, (), None)


@pytest.mark.parametrize(
    "change",
    [
        {"受理时间": "2026年3月9日"},
        {"受理时间": 46090.0},
        {"收缴涉案金额（万元）": 1200.5},
        {"被反映人": "金 景鸣\u3000"},
        {"填报单位代码": 990105.0},
        {"职级": "村居 干部"},
        {"备注": " "},
    ],
)
def test_the_same_content_in_another_notation_is_the_same_row(change: dict[str, Cell]) -> None:
    _, again = _judge(row(), row(**change))

    assert again.already_present


@pytest.mark.parametrize(
    "change",
    [
        {"线索编码": "XS2"},
        {"被反映人": "金景明"},
        {"是否党员": ""},
        {"受理时间": "2026-03-10"},
        {"办理机关": "清河县纪委监委"},
        {"分管科室": "第二监督检查室"},
        {"收缴涉案金额（万元）": ""},
        {"反映人": "章某"},
        {"反映人联系方式": "000"},
        {"备注": "补充"},
        {"填报单位代码": "990101"},
    ],
)
def test_a_difference_in_any_column_is_other_content(change: dict[str, Cell]) -> None:
    assert codes(_judge(row(), row(**change))) == [[], ["duplicate:人员编码"]]


def test_a_duplicate_names_the_row_that_came_before() -> None:
    _, second = _judge(row(), OTHER)

    (fault,) = second.faults
    assert (fault.row, fault.value) == (5, "XS9901050012026030900001-01")
    assert fault.message == "第 4 行已有同一人员编码，而内容不同。"
    assert second.record is None


def test_every_later_row_is_compared_with_the_first() -> None:
    rows = _judge(row(), OTHER, row(), OTHER)

    assert codes(rows) == [[], ["duplicate:人员编码"], [], ["duplicate:人员编码"]]
    assert rows[2].already_present


def test_a_duplicate_stands_among_the_other_faults_in_column_order() -> None:
    rows = _judge(row(), OTHER | {"线索编码": "", "职级": "正科及"})

    assert codes(rows)[1] == ["missing:线索编码", "duplicate:人员编码", "unknown:职级"]


def test_what_the_system_has_is_already_present_or_a_duplicate() -> None:
    stored = judged(row()).good
    assert stored is not None

    present, duplicate = _judge(row(), OTHER, known=seen([stored]))

    assert present.already_present
    assert [fault.message for fault in duplicate.faults] == ["系统中已有同一人员编码，而内容不同。"]


def test_a_row_that_contradicts_a_faulty_one_is_a_duplicate_too() -> None:
    # Which of the two is right, isn't for the machine to say.
    faulty = row(职级="正科及")

    rows = _judge(faulty, row())

    assert codes(rows) == [["unknown:职级"], ["duplicate:人员编码"]]


def test_a_faulty_row_again_has_its_faults_again_for_nothing_is_there_yet() -> None:
    faulty = row(职级="正科及")

    rows = _judge(faulty, faulty)

    assert codes(rows) == [["unknown:职级"], ["unknown:职级"]]
    assert not rows[1].already_present


def test_rows_without_a_person_code_are_no_duplicates_of_each_other() -> None:
    assert codes(_judge(row(人员编码=""), OTHER | {"人员编码": ""})) == [["missing:人员编码"]] * 2


def test_several_persons_of_one_clue_are_no_duplicates() -> None:
    assert codes(_judge(row(), OTHER | {"人员编码": "XS9901050012026030900001-0002"})) == [[], []]


def test_the_system_is_asked_once_for_many_rows_and_never_twice_for_one_code() -> None:
    asked: list[list[str]] = []

    def in_system(wanted: Sequence[str]) -> dict[str, bytes]:
        asked.append(list(wanted))
        return {}

    rows = [sheet_row(row(人员编码=code), at) for at, code in enumerate(["A", "B", "A", "B", "C", "", "A"])]
    list(judge_rows(rows, PLACES, AS_OF, Seen(digest, in_system), at_once=3))

    assert asked == [["A", "B"], ["C"]]
