"""The glossary in code: every role, office, body, document and level by its one identifier and its 中文 term.

`docs/glossary.md` is generated from these tables, and the soundness check refuses a word that isn't here.
"""

from collections.abc import Mapping
from types import MappingProxyType


def _table(entries: dict[str, str]) -> Mapping[str, str]:
    return MappingProxyType(entries)


LEVELS = _table(
    {
        "township": "乡镇（街道）",
        "county": "县（市、区）",
        "prefecture": "市（地）",
        "province": "省",
        "central": "中央",
    }
)
"""Levels of organs, lowest first: the order is that of `organ_level_at_least`."""

OFFICES = _table(
    {
        "general": "办公室",
        "organisation": "组织部",
        "publicity": "宣传部",
        "party_conduct": "党风政风监督室",
        "petition": "信访室",
        "case_supervision": "案件监督管理室",
        "supervision": "监督检查室",
        "investigation": "审查调查室",
        "trial": "案件审理室",
        "cadre_supervision": "纪检监察干部监督室",
        "technology": "信息技术保障室",
    }
)

POSITIONS = _table(
    {
        "principal": "主要负责人",
        "deputy_leader": "分管领导",
        "office_head": "部门负责人",
        "handler": "承办人",
        "registrar": "登记员",
        "standing_committee_member": "常委会委员",
        "committee_member": "纪委委员",
        "area_head": "协作区组长",
        "area_deputy": "协作区副组长",
        "area_liaison": "协作区联络员",
        "system_administrator": "系统管理员",
        "security_administrator": "安全保密管理员",
        "audit_administrator": "安全审计员",
        "auditor": "审计人员",
        "migration": "数据迁移岗",
    }
)

ROLES = _table(
    {
        "handler": "承办人",
        "office_head": "部门负责人",
        "team": "工作组成员",
        "principal": "主要负责人",
        "overseeing_deputy": "分管领导",
        "registrar": "登记员",
        "anyone": "任何有权查看的人员",
    }
)
"""Who takes a step (`by`). "anyone" must be written: a step that names nobody is open to nobody."""

RANKS = _table({"principal": "主要负责人", "overseeing_deputy": "分管领导", "office_head": "部门负责人"})
"""Who approves as one person, in a `Rank`."""

BODIES = _table(
    {
        "standing_committee": "纪委常委会",
        "leadership_meeting": "专题会议",
        "office_meeting": "部门集体研究",
        "same_level_party_committee": "同级党委",
        "same_level_party_principal": "同级党委主要负责人",
        "same_level_organisation_department": "同级党委组织部",
        "persons_party_committee": "被审查人所在党委（党组）",
    }
)
"""Collective bodies of an organ, and outside bodies whose decisions arrive as a document."""

ORGAN_PARTS = _table(
    {
        "holding": "承办机关",
        "superior": "上一级机关",
        "competent": "有处分权的机关",
        "designating": "指定管辖机关",
    }
)
"""Which organ a rank belongs to, seen from the case."""

DOCUMENTS = _table(
    {
        "clue_material": "问题线索材料",
        "allocation_sheet": "线索分办呈批表",
        "disposal_sheet": "问题线索处置呈批表",
        "inquiry_letter": "函询通知书",
        "inquiry_plan": "谈话函询方案",
        "inquiry_reply": "谈话函询回复材料",
        "verification_plan": "初步核实工作方案",
        "verification_report": "初步核实情况报告",
        "filing_report": "立案审查调查呈批报告",
        "filing_decision": "立案决定书",
        "investigation_plan": "审查调查方案",
        "fact_material": "违纪违法事实材料",
        "investigation_report": "审查调查报告",
        "transfer_opinion": "移送审理意见",
        "acceptance_note": "受理登记表",
        "return_note": "退回通知",
        "trial_report": "审理报告",
        "sanction_decision": "处分决定书",
        "service_receipt": "送达回证",
        "announcement_record": "宣布处分决定记录",
        "execution_report": "处分执行情况报告",
        "closing_note": "了结情况说明",
        "minutes": "会议纪要",
        "evidence": "证据材料",
        "talk_record": "谈话笔录",
        "correction_sheet": "更正呈批表",
        "other": "其他材料",
    }
)

NUMBER_SERIES = _table(
    {
        "clue": "问题线索编号",
        "inquiry_letter": "函询通知书文号",
        "filing_decision": "立案决定书文号",
        "sanction_decision": "处分决定书文号",
    }
)

SERIES_SIGNS = _table(
    {
        "inquiry_letter": "纪函",
    }
)
"""What stands between the organ and the year in a document's number; a series without a sign has none."""

TALLIES = _table({"disposal": "处置方式"})
"""Lists of a case in which steps are counted, each with its dates."""

LINKS = _table({"split": "另案", "co_subject": "同案", "merged": "并案", "duplicate": "重复件"})
"""How two cases belong together."""

TRACKS = _table({"discipline": "纪律审查", "supervision": "监察调查", "both": "纪律审查和监察调查"})

MASS_ACTS = _table({"ledger": "台账导入", "handover": "工作移交"})
"""What is done to many cases at once: one entry for the act, and one in each case that names it."""

FIELD_CLASSES = _table({"informant": "反映人信息", "subject": "被反映人信息", "content": "办理内容"})
"""Classes of protected values: each has its own key per case, and its own rule of who may read it."""

GLOSSARY: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "机关层级 Level": LEVELS,
        "内设机构 Office": OFFICES,
        "岗位 Position": POSITIONS,
        "办理角色 Role": ROLES,
        "审批职级 Rank": RANKS,
        "集体与外部机构 Body": BODIES,
        "机关关系 Organ": ORGAN_PARTS,
        "文书材料 Document": DOCUMENTS,
        "文号编号 Number series": NUMBER_SERIES,
        "统计清单 Tally": TALLIES,
        "事项关联 Link": LINKS,
        "办理类型 Track": TRACKS,
        "批量办理 Mass act": MASS_ACTS,
        "保密信息类别 Field class": FIELD_CLASSES,
    }
)
