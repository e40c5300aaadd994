"""The columns of a clue ledger (问题线索登记表): one row of the table below is one column.

A new column is a new row here and a new field of `record.LedgerRow`; reading, judging, the rejected-rows file and
the export follow the table.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from app.ledger.text import fold


class Kind(Enum):
    """How the cells of a column are read."""

    SERIAL = "serial"  # the running number: neither read nor compared
    TEXT = "text"
    NAME = "name"
    CODE = "code"
    DATE = "date"
    MONEY = "money"
    YES_NO = "yes_no"
    CHOICE = "choice"
    REPORTER = "reporter"  # the name of an organ, kept as a name
    COMMITTEE = "committee"  # the name of a Party committee
    ORGAN = "organ"  # the name of an organ, kept as its code
    OFFICE = "office"  # the name of an office of the handling organ, kept as its code


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the header, the field of `LedgerRow` it fills, how it is read, what it may hold."""

    name: str
    field: str
    kind: Kind
    required: bool = False
    choices: tuple[str, ...] = ()


RANKS: Final = ("村居干部", "一般干部", "乡科级副职", "乡科级正职", "县处级副职", "县处级正职", "其他")
SOURCES: Final = (
    "信访举报",
    "上级交办",
    "巡察中发现",
    "监督检查中发现",
    "审计中发现",
    "公检法等机关移送",
    "纪律审查中发现",
    "其他",
)
DISPOSALS: Final = ("谈话函询", "初步核实", "暂存待查", "予以了结")

SERIAL: Final = "序号"
CLUE_CODE: Final = "线索编码"
PERSON_CODE: Final = "人员编码"
NAME: Final = "被反映人"
RECEIVED_ON: Final = "受理时间"
ORGAN: Final = "办理机关"

COLUMNS: Final = (
    Column(SERIAL, "", Kind.SERIAL),
    Column("填报单位名称", "reporting_unit", Kind.REPORTER),
    Column("填报单位代码", "reporting_code", Kind.CODE),
    Column(CLUE_CODE, "clue_code", Kind.CODE, required=True),
    Column(PERSON_CODE, "person_code", Kind.CODE, required=True),
    Column(NAME, "name", Kind.NAME, required=True),
    Column("是否单位", "is_unit", Kind.YES_NO),
    Column("工作单位及职务", "unit_and_post", Kind.TEXT),
    Column("职级", "rank", Kind.CHOICE, choices=RANKS),
    Column("是否国家监察对象", "supervised", Kind.YES_NO),
    Column("是否党员", "party_member", Kind.YES_NO),
    Column("干部管理权限", "authority", Kind.COMMITTEE),
    Column("是否下一级党委主要负责人", "next_lower_principal", Kind.YES_NO),
    Column("是否纪检监察干部", "inspection_cadre", Kind.YES_NO),
    Column("线索来源", "source", Kind.CHOICE, choices=SOURCES),
    Column(RECEIVED_ON, "received_on", Kind.DATE, required=True),
    Column("主要问题线索", "problem", Kind.TEXT),
    Column("违纪行为", "violation", Kind.TEXT),
    Column(ORGAN, "organ", Kind.ORGAN, required=True),
    Column("分管科室", "office", Kind.OFFICE),
    Column("处置方式1一级", "disposal", Kind.CHOICE, choices=DISPOSALS),
    Column("处置方式1二级", "disposal_detail", Kind.TEXT),
    Column("处置方式1批准时间", "disposal_approved_on", Kind.DATE),
    Column("收缴涉案金额（万元）", "amount", Kind.MONEY),
    Column("是否重复件", "repeated", Kind.YES_NO),
    Column("上级交办", "tasked_by_superior", Kind.YES_NO),
    Column("反映人", "informant", Kind.NAME),
    Column("反映人联系方式", "informant_contact", Kind.TEXT),
    Column("备注", "remark", Kind.TEXT),
)
BY_NAME: Final = {column.name: column for column in COLUMNS}
REQUIRED: Final = tuple(column.name for column in COLUMNS if column.required)

# Written behind the last column of a rejected-rows file; a mended file may come back with them.
PROBLEM: Final = "问题"
REMEDY: Final = "改正办法"
NOTES: Final = (PROBLEM, REMEDY)

_KNOWN: Final = {fold(name): name for name in (*BY_NAME, *NOTES)}


def known_name(header: str) -> str | None:
    """The column or note that a header cell names, whatever its white space, width of signs or asterisks."""
    return _KNOWN.get(fold(header).strip("*"))
