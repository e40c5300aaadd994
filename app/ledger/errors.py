"""Why a file can't be read as a ledger at all. Faults of single rows are no errors; see `report.Fault`.

    LedgerError              the root: file, what is wrong, what to do about it
    ├── EmptyFile            nothing in it
    ├── EncryptedFile        protected by a password
    ├── UnreadableFile       damaged, or no .xlsx and no .csv
    ├── TooLarge             more rows, columns or bytes than one import takes
    ├── NoHeaderRow          no row with the names of the columns
    ├── MissingColumns       a header row that lacks required columns
    └── DuplicateColumns     a column twice: which of them counts?

None of their texts holds what stands in a data row.
"""

from collections.abc import Sequence


class LedgerError(Exception):
    """A file that isn't a ledger. `sentence` says what is wrong, `remedy` what to do; both hold no cell value."""

    def __init__(self, file: str, sentence: str, remedy: str) -> None:
        super().__init__(f"{file}：{sentence}{remedy}")
        self.file, self.sentence, self.remedy = file, sentence, remedy


class EmptyFile(LedgerError):
    """The file has no bytes, or no sheet of it has a cell."""

    def __init__(self, file: str) -> None:
        super().__init__(file, "文件是空的。", "请确认选对了文件，或请填报单位重新报送。")


class EncryptedFile(LedgerError):
    """The workbook is protected by a password to open it."""

    def __init__(self, file: str) -> None:
        super().__init__(file, "文件设有打开密码。", "请用 Excel 或 WPS 打开，取消密码后另存为 .xlsx，再导入。")


class UnreadableFile(LedgerError):
    """The bytes are neither a whole .xlsx workbook nor a text table. `sentence` names what was found."""

    def __init__(self, file: str, sentence: str = "文件已损坏，或不是 .xlsx、.csv 文件。") -> None:
        super().__init__(file, sentence, "请用 Excel 或 WPS 打开，另存为 .xlsx，再导入。")


class TooLarge(LedgerError):
    """More than one import takes; `what` names the excess (a far-away cell, the unpacked size …)."""

    def __init__(self, file: str, what: str) -> None:
        super().__init__(file, what, "请删去表格以外的零散单元格，把登记表单独另存为一个文件；过长的请分成几个文件。")


class NoHeaderRow(LedgerError):
    """No sheet has a row that looks like the header of a ledger."""

    def __init__(self, file: str, required: Sequence[str]) -> None:
        sentence = "没有找到表头行。"
        super().__init__(file, sentence, f"表头行至少应有：{'、'.join(required)}。请对照登记表模板补上。")


class MissingColumns(LedgerError):
    """There is a header row, but without `columns`, which every ledger must have."""

    def __init__(self, file: str, sheet: str, row: int, columns: Sequence[str]) -> None:
        names = "、".join(columns)
        sentence = f"“{sheet}”第 {row} 行的表头缺少必需的列：{names}。"
        super().__init__(file, sentence, "请补上这些列（列名须一致），再导入。")
        self.columns = tuple(columns)


class DuplicateColumns(LedgerError):
    """The header row has `columns` more than once."""

    def __init__(self, file: str, sheet: str, row: int, columns: Sequence[str]) -> None:
        names = "、".join(columns)
        sentence = f"“{sheet}”第 {row} 行的表头有重复的列：{names}。"
        super().__init__(file, sentence, "请只保留其中正确的一列，再导入。")
        self.columns = tuple(columns)
