"""The sentences of a fault: what is wrong, and how to mend it. Chinese, for the clerk who fills in the ledger."""

from datetime import date
from typing import Final

from app.ledger.columns import Column, Kind
from app.ledger.report import Fault, FaultCode
from app.ledger.text import LONGEST, too_long

_INVALID: Final = {
    Kind.DATE: ("不是可以识别的日期，或者没有这一天。", "请填写真实存在的日期，格式如 2026-03-05。"),
    Kind.MONEY: ("不是可以识别的金额。", "请以万元为单位填写数字，如 1200.5；没有金额的留空。"),
    Kind.CODE: (
        "编码已被 Excel 当作数字，末几位可能已丢失。",
        "请先把该列设为“文本”格式，再照原始登记重新填写完整编码。",
    ),
}
_TOO_LONG: Final = (f"文字超过 {LONGEST} 个字。", "请精简文字，全文另作材料保存。")

_UNKNOWN: Final = {
    Kind.YES_NO: ("只能是“是”或“否”。", "请填写“是”或“否”；不清楚的留空。"),
    Kind.REPORTER: ("组织机构中没有这个单位。", "请按组织机构中的全称填写；确属新设的，请先由管理员导入组织机构。"),
    Kind.ORGAN: ("组织机构中没有这个机关。", "请按组织机构中的全称填写；确属新设的，请先由管理员导入组织机构。"),
    Kind.COMMITTEE: ("组织机构中没有这个党组织。", "请按组织机构中的全称填写；确属新设的，请先由管理员导入组织机构。"),
    Kind.OFFICE: ("该办理机关没有这个科室。", "请填写该机关现有科室的全称；没有内设科室的留空。"),
}
_KEEP_ONE: Final = (
    "请核对：确为同一人的同一线索，只保留正确的一行；不是的，请改用新的人员编码。系统中已有的内容须在系统内更正。"
)


def fault(row: int, column: Column, value: str, code: FaultCode, as_of: date) -> Fault:
    """The fault of one cell, except `duplicate`. `as_of` is the day that "future" is relative to."""
    message, remedy = _sentences(column, value, code, as_of)
    return Fault(row, column.name, value, code, message, remedy)


def _sentences(column: Column, value: str, code: FaultCode, as_of: date) -> tuple[str, str]:
    if code == "missing":
        return "必填的内容没有填写。", f"请补填{column.name}；因合并单元格而空白的，请取消合并并逐行填写。"
    if code == "future":
        return f"日期晚于 {as_of.isoformat()}。", "请核对年份；尚未发生的日期不能登记。"
    if code == "invalid":
        return _TOO_LONG if too_long(value) else _INVALID[column.kind]
    if column.kind is Kind.CHOICE:
        blank = "" if column.required else "；没有的留空"
        return "不在规定的选项之中。", f"请填写下列之一：{'、'.join(column.choices)}{blank}。"
    return _UNKNOWN[column.kind]


def duplicate(row: int, column: Column, value: str, earlier: int | None) -> Fault:
    """The same 人员编码 with other content: on the `earlier` row of the file, or (None) in the system."""
    where = "系统中已有同一人员编码" if earlier is None else f"第 {earlier} 行已有同一人员编码"
    return Fault(row, column.name, value, "duplicate", f"{where}，而内容不同。", _KEEP_ONE)


def shifted(row: int, column: Column, surplus: str) -> Fault:
    """More values than the header has columns: in a .csv, a comma within a text that isn't quoted."""
    message = "本行的内容多于表头的列，各列可能已经错位。"
    return Fault(row, column.name, surplus, "invalid", message, "请给含有逗号的文字加上引号，使各项内容对准各列。")
