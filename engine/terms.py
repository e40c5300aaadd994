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

CHANNELS = _table({"mail": "邮件", "wecom": "企业微信", "dingtalk": "钉钉", "feishu": "飞书"})
"""Ways in which an officer may be told that something waits for him, each with an address of his own."""

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
        "same_level_party_plenary": "同级党委全体会议",
        "same_level_party_standing_committee": "同级党委常委会",
        "same_level_organisation_department": "同级党委组织部",
        "persons_party_committee": "被反映人（被审查人）所在党委（党组）",
        "persons_unit": "被审查人所在单位",
        "persons_family": "被审查人家属",
        "resident_team_principal": "派驻纪检监察组组长",
    }
)
"""Collective bodies of an organ, and outside bodies whose decisions arrive as a document."""

ORGAN_PARTS = _table(
    {
        "holding": "承办机关",
        "superior": "上一级机关",
        "competent": "有处分权的机关",
        "designating": "指定管辖机关",
        "assigning": "交办机关",
        "above": "各上级机关",
        "target": "接收机关",
        "common_superior": "共同的上级机关",
    }
)
"""Which organ a rank or an officer belongs to, seen from the case; the last two exist only while a step moves it."""

DESTINATIONS = _table(
    {
        "acting": "决定提级的机关",
        "superior": "上一级机关",
        "above": "任一上级机关",
        "below": "任一下级机关",
        "beside": "上一级机关所属的其他下级机关",
        "competent": "有处分权的机关",
        "sender": "移送来的机关",
        "any": "任一其他机关",
    }
)
"""To which organs an act may move a case."""

DOCUMENTS = _table(
    {
        "clue_material": "问题线索材料",
        "forwarding_letter": "移送函",
        "reply_slip": "回执",
        "upward_report": "向上级报告",
        "new_evidence": "新证据材料",
        "effective_document": "生效法律文书",
        "restudy_note": "暂存线索再研判意见",
        "allocation_sheet": "线索分办呈批表",
        "disposal_sheet": "问题线索处置呈批表",
        "inquiry_letter": "函询通知书",
        "inquiry_plan": "谈话函询方案",
        "inquiry_reply": "谈话函询回复材料",
        "entrustment_letter": "委托谈话函",
        "feedback_letter": "反馈函",
        "clarification": "澄清正名材料",
        "first_form_record": "第一种形态处理材料",
        "spot_check_record": "抽查核实报告",
        "integrity_record": "廉政档案归档材料",
        "handover_letter": "移交函",
        "verification_plan": "初步核实工作方案",
        "verification_report": "初步核实情况报告",
        "filing_report": "立案审查调查呈批报告",
        "filing_decision": "立案决定书",
        "filing_notice": "立案通知书",
        "restriction_notice": "限制事项告知书",
        "lifting_notice": "解除限制告知书",
        "investigation_plan": "审查调查方案",
        "property_list": "涉案财物清单",
        "tendency_opinion": "审查调查倾向性意见",
        "fact_material": "违纪违法事实材料",
        "investigation_report": "审查调查报告",
        "transfer_opinion": "移送审理意见",
        "acceptance_note": "受理登记表",
        "return_note": "退回通知",
        "trial_report": "审理报告",
        "opinions_letter": "征求意见函",
        "removal_document": "罢免、免职文件",
        "leniency_opinion": "从宽处罚建议",
        "accountability_proposal": "问责建议",
        "advice": "纪检监察建议书",
        "branch_resolution": "支部大会决议",
        "county_review_opinion": "县级纪委审核意见",
        "post_pay_record": "职务、工资变更手续材料",
        "withdrawal_decision": "撤销案件决定书",
        "withdrawal_notice": "撤销案件通知书",
        "sanction_decision": "处分决定书",
        "service_receipt": "送达回证",
        "announcement_record": "宣布处分决定记录",
        "identity_notice": "身份通报函",
        "ratification": "全会追认决定",
        "committee_filing": "报上级党委备案报告",
        "seizure_notice": "涉案财物处理通知",
        "execution_report": "处分执行情况报告",
        "archive_list": "案卷归档目录",
        "prosecution_opinion": "起诉意见书",
        "procuratorate_return": "检察机关退回补充调查决定",
        "supplement_report": "补充调查报告",
        "criminal_result": "司法处理结果文书",
        "closing_note": "了结情况说明",
        "minutes": "会议纪要",
        "evidence": "证据材料",
        "talk_record": "谈话笔录",
        "admonition_record": "批评教育、提醒记录",
        "correction_sheet": "更正呈批表",
        "raise_decision": "提级办理决定书",
        "raise_request": "报请提级办理的请示",
        "designation_decision": "指定管辖决定书",
        "designation_request": "提请指定管辖的请示",
        "assignment_letter": "交办函",
        "assignment_report": "交办事项办理情况报告",
        "jurisdiction_report": "管辖争议情况报告",
        "other": "其他材料",
    }
)

NUMBER_SERIES = _table(
    {
        "clue": "问题线索编号",
        "interference": "干预过问登记编号",
        "inquiry_letter": "函询通知书文号",
        "filing_decision": "立案决定书文号",
        "sanction_decision": "处分决定书文号",
        "filing_discipline": "纪律审查立案决定书文号",
        "filing_supervision": "监察调查立案决定书文号",
        "filing_both": "纪律审查和监察调查立案决定书文号",
        "withdrawal_decision": "撤销案件决定书文号",
        "party_decision": "党纪处分决定书文号",
        "administrative_decision": "政务处分决定书文号",
        "advice": "纪检监察建议书文号",
        "prosecution_opinion": "起诉意见书文号",
        "raise_decision": "提级办理决定书文号",
        "designation_decision": "指定管辖决定书文号",
        "assignment_letter": "交办函文号",
    }
)

SERIES_SIGNS = _table(
    {
        "inquiry_letter": "纪函",
        "interference": "GY",
        "filing_discipline": "纪立",
        "filing_supervision": "监立",
        "filing_both": "纪监立",
        "withdrawal_decision": "纪监撤",
        "party_decision": "纪处",
        "administrative_decision": "政处",
        "advice": "纪监建",
        "prosecution_opinion": "监诉",
        "raise_decision": "纪监提",
        "designation_decision": "纪监指",
        "assignment_letter": "纪监交",
    }
)
"""What stands between the organ and the year in a number; a series without a sign has none."""

TALLIES = _table({"disposal": "处置方式"})
"""Lists of a case in which steps are counted, each with its dates."""

LINKS = _table({"split": "另案", "co_subject": "同案", "merged": "并案", "duplicate": "重复件"})
"""How two cases belong together."""

TRACKS = _table({"discipline": "纪律审查", "supervision": "监察调查", "both": "纪律审查和监察调查"})

PRESSING = ("duty", "limit")
"""The kinds of periods that somebody can miss."""

ANSWERS = _table(
    {
        "acknowledge": "签阅",
        "chase": "催办",
        "promise": "限期办结",
        "extend": "提请延长期限",
        "supervise": "提请督办",
        "raise": "报请提级办理",
        "assign": "提请交办",
    }
)
"""What who was reached by an escalation may answer; none of them moves anything by itself."""

MASS_ACTS = _table(
    {"ledger": "台账导入", "handover": "工作移交", "calendar": "期限重新计算", "reorganisation": "机构调整移交"}
)
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
        "管辖去向 Destination": DESTINATIONS,
        "文书材料 Document": DOCUMENTS,
        "文号编号 Number series": NUMBER_SERIES,
        "统计清单 Tally": TALLIES,
        "事项关联 Link": LINKS,
        "办理类型 Track": TRACKS,
        "催办答复 Answer": ANSWERS,
        "批量办理 Mass act": MASS_ACTS,
        "保密信息类别 Field class": FIELD_CLASSES,
    }
)
