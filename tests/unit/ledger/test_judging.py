from datetime import date, datetime
from decimal import Decimal

import pytest

from app.ledger.columns import DISPOSALS, RANKS, SOURCES
from app.ledger.places import Places
from app.ledger.record import LedgerRow
from app.ledger.text import Cell
from tests.unit.ledger.builders import AS_OF, GOOD, faults, judged, row

AMOUNT = "收缴涉案金额（万元）"


def test_a_good_row_becomes_a_typed_record() -> None:
    record = judged(
        row(处置方式1一级="初步核实", 处置方式1批准时间="2026.3.27", 上级交办="是", 备注=" 同一线索\u3000")
    ).good

    assert record == LedgerRow(
        clue_code="XS9901050012026030900001",
        person_code="XS9901050012026030900001-01",
        name="金景鸣",
        is_unit=False,
        unit_and_post="临江区杏湾街道村党支部书记",
        rank="村居干部",
        supervised=True,
        party_member=True,
        authority="中共临江区杏湾街道工作委员会",
        next_lower_principal=False,
        inspection_cadre=False,
        source="监督检查中发现",
        received_on=date(2026, 3, 9),
        problem="反映金景鸣在集体三资管理中虚报冒领",
        violation="违反工作纪律",
        organ="990105",
        office="990105-JD1",
        disposal="初步核实",
        disposal_approved_on=date(2026, 3, 27),
        amount=Decimal("1200.5"),
        repeated=False,
        tasked_by_superior=True,
        informant="匿名",
        remark="同一线索",
        reporting_unit="临江区纪委监委",
        reporting_code="990105",
    )


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        # required columns
        ("线索编码", "", "missing:线索编码"),
        ("人员编码", " ", "missing:人员编码"),
        ("被反映人", "\u3000 ", "missing:被反映人"),
        ("被反映人", "\u200b", "missing:被反映人"),
        ("受理时间", "", "missing:受理时间"),
        ("办理机关", "", "missing:办理机关"),
        # dates
        ("受理时间", "2026-02-30", "invalid:受理时间"),
        ("受理时间", "去年", "invalid:受理时间"),
        ("受理时间", "2027-03-01", "future:受理时间"),
        ("受理时间", date(2026, 11, 21), "future:受理时间"),
        ("受理时间", 46447.0, "future:受理时间"),
        ("处置方式1批准时间", "2026.13.1", "invalid:处置方式1批准时间"),
        ("处置方式1批准时间", "2026.12.1", "future:处置方式1批准时间"),
        # amounts
        ("收缴涉案金额（万元）", "约三万", "invalid:收缴涉案金额（万元）"),
        ("收缴涉案金额（万元）", date(2026, 3, 9), "invalid:收缴涉案金额（万元）"),
        # closed lists
        ("职级", "正科及", "unknown:职级"),
        ("职级", "乡科级", "unknown:职级"),
        ("线索来源", "群众举报", "unknown:线索来源"),
        ("处置方式1一级", "立案", "unknown:处置方式1一级"),
        ("是否单位", "不详", "unknown:是否单位"),
        ("是否国家监察对象", "Y", "unknown:是否国家监察对象"),
        ("是否党员", True, "unknown:是否党员"),
        ("是否下一级党委主要负责人", 1.0, "unknown:是否下一级党委主要负责人"),
        ("是否纪检监察干部", "√", "unknown:是否纪检监察干部"),
        ("是否重复件", "是否", "unknown:是否重复件"),
        ("上级交办", "上级", "unknown:上级交办"),
        # names that the organisation doesn't have
        ("填报单位名称", "临江区纪检委", "unknown:填报单位名称"),
        ("干部管理权限", "中共临江县委", "unknown:干部管理权限"),
        ("办理机关", "不存在县纪委监委", "unknown:办理机关"),
        ("分管科室", "第九监督检查室", "unknown:分管科室"),
        # codes that Excel has spoilt
        ("线索编码", 9.90105012026031e20, "invalid:线索编码"),
        ("人员编码", "9.90105012026031E+20", "invalid:人员编码"),
        ("填报单位代码", 990105.5, "invalid:填报单位代码"),
    ],
)
def test_a_faulty_cell_is_reported_by_code_and_column(column: str, cell: Cell, expected: str) -> None:
    assert faults(row(**{column: cell})) == [expected]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        *(("职级", rank) for rank in (*RANKS, "")),
        *(("线索来源", source) for source in (*SOURCES, "")),
        *(("处置方式1一级", disposal) for disposal in (*DISPOSALS, "")),
        ("职级", " 乡科级正职\u3000"),
        ("线索来源", "信访 举报"),
        ("是否党员", ""),
        ("是否党员", "否 "),
        ("填报单位名称", ""),
        ("干部管理权限", ""),
        ("干部管理权限", "党中央"),
        ("分管科室", ""),
        ("办理机关", "临江区\u3000纪委监委"),
        ("受理时间", AS_OF),  # today is no future
        ("受理时间", datetime.fromisoformat("2026-11-20T23:59")),
        ("填报单位代码", 990105.0),
        ("填报单位代码", "990101"),  # another unit's: columns that don't fit are no fault
        ("处置方式1批准时间", "2026-01-01"),  # before the receipt, and without a disposal: the same
        ("收缴涉案金额（万元）", ""),
        ("收缴涉案金额（万元）", 0.0),
        ("备注", '=HYPERLINK("http://127.0.0.1/x","点击")'),
        ("工作单位及职务", "不存在的单位"),  # free text
        ("违纪行为", "其他"),
        ("反映人联系方式", 13800000000.0),
    ],
)
def test_a_cell_that_is_right_has_no_fault(column: str, cell: Cell) -> None:
    assert faults(row(**{column: cell})) == []


def test_all_faults_of_a_row_are_reported_in_column_order() -> None:
    bad = row(受理时间="", 职级="正科及", 被反映人=" ", 办理机关="不存在县纪委监委") | {AMOUNT: "约三万"}

    assert faults(bad) == [
        "missing:被反映人",
        "unknown:职级",
        "missing:受理时间",
        "unknown:办理机关",
        "invalid:收缴涉案金额（万元）",
    ]


def test_column_order_is_the_order_of_the_file() -> None:
    swapped = dict(reversed(row(职级="正科及", 被反映人="").items()))

    assert faults(swapped) == ["unknown:职级", "missing:被反映人"]


def test_an_office_is_judged_only_where_its_organ_is_known() -> None:
    assert faults(row(办理机关="不存在县纪委监委", 分管科室="第九监督检查室")) == ["unknown:办理机关"]
    assert faults(row(办理机关="", 分管科室="第九监督检查室")) == ["missing:办理机关"]


def test_an_office_belongs_to_its_organ_wherever_the_columns_stand() -> None:
    office_first = {"分管科室": "第一监督检查室"} | {name: GOOD[name] for name in GOOD if name != "分管科室"}

    assert faults(office_first) == []
    assert faults(office_first | {"办理机关": "临江区杏湾街道纪工委"}) == ["unknown:分管科室"]


def test_a_fault_says_what_is_wrong_and_how_to_mend_it() -> None:
    (fault,) = judged(row(职级="正科及"), number=12).faults

    assert fault.to_json() == {
        "row": 12,
        "column": "职级",
        "value": "正科及",
        "code": "unknown",
        "message": "不在规定的选项之中。",
        "remedy": "请填写下列之一："
        "村居干部、一般干部、乡科级副职、乡科级正职、县处级副职、县处级正职、其他；没有的留空。",
    }


def test_the_value_of_a_fault_is_what_the_cell_shows() -> None:
    (future,) = judged(row(受理时间=date(2027, 3, 1))).faults
    (missing,) = judged(row(被反映人="\u3000 ")).faults

    assert (future.value, missing.value) == ("2027-03-01", "")
    assert future.message == "日期晚于 2026-11-20。"


def test_the_date_of_receipt_is_known_for_a_row_that_is_faulty_elsewhere() -> None:
    assert judged(row(职级="正科及")).received_on == date(2026, 3, 9)
    assert judged(row(受理时间="2027-03-01")).received_on is None


def test_a_name_that_two_organs_bear_names_neither() -> None:
    places = Places.of([("01", "东风镇纪委"), ("02", "东风镇 纪委")], [], [])

    assert places.organ("东风镇纪委") is None
