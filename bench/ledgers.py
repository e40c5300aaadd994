"""Invented ledgers of any length, as units send them: good rows of the example's counties."""

import csv
from datetime import date
from pathlib import Path
from typing import Final

from app.ledger.columns import COLUMNS
from engine.organisation import Organisation

AS_OF: Final = date(2026, 11, 20)
_HEADERS: Final = [column.name for column in COLUMNS]
_DISPOSALS: Final = ("", "谈话函询", "初步核实", "")
_ALIKE: Final = {
    "是否单位": "否",
    "工作单位及职务": "某镇某村党支部书记、村民委员会主任",
    "职级": "村居干部",
    "是否国家监察对象": "是",
    "是否党员": "是",
    "是否下一级党委主要负责人": "否",
    "是否纪检监察干部": "否",
    "线索来源": "监督检查中发现",
    "受理时间": "2026.3.9",
    "主要问题线索": "反映其在集体三资管理中虚报冒领，群众反映强烈，请予核查处理。",
    "违纪行为": "违反工作纪律",
    "是否重复件": "否",
    "上级交办": "否",
    "反映人": "匿名",
}


def ledger(path: Path, organisation: Organisation, rows: int) -> Path:
    """Write a ledger with so many rows, each of its own clue."""
    organs = [organ for organ in organisation.organs.values() if organ.level == "county" and organ.on_platform]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, _HEADERS, restval="")
        writer.writeheader()
        for number in range(rows):
            organ = organs[number % len(organs)]
            disposal = _DISPOSALS[number % len(_DISPOSALS)]
            code = f"XS{organ.code}{number:08d}"
            told = {
                "填报单位名称": organ.name,
                "填报单位代码": organ.code,
                "线索编码": code,
                "人员编码": f"{code}-01",
                "被反映人": f"赵示例{number}",
                "干部管理权限": organ.party_committee,
                "办理机关": organ.name,
                "分管科室": organisation.offices_of(organ.code, ("supervision",))[0].name,
                "处置方式1一级": disposal,
                "处置方式1批准时间": "2026.4.2" if disposal else "",
            }
            writer.writerow({**_ALIKE, **told})
    return path
