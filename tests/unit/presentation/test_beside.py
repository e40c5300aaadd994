"""The page tells what must come before, who is let in, what is counted, and which other case is touched."""

import pytest

from app.presentation.names import Names
from app.presentation.table import table
from engine.definition import Condition
from tests.related import RELATED

PAGE = table(RELATED)


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ("decide", "须已在本阶段办理“听取意见”（监督执纪工作规则第56条〔A〕）"),
        ("decide", "重处分的，须已办理“组成审理组”（监督执纪工作规则第54条〔A〕）"),
        ("decide", "党纪处分决定书文号（党员的事项的）、政务处分决定书文号（有公职的人员的）"),
        ("submit", "须已办理“谈话”或者“填写情况表”"),
        ("dismiss", "计入处置方式，记批准时间和统计时间"),
        ("reopen", "已了结；办结后重新启动"),
        ("reopen", "案件监督管理室部门负责人批准 → 上一级机关案件监督管理室部门负责人批准"),
        ("reopen", "上一级机关的同级党委（外部，另一人核对）"),
        ("invite_trial", "准予所列案件审理室人员在本阶段查看"),
        ("split", "为另一对象另立事项，互相关联"),
        ("add_subject", "同一线索中另立一名对象的事项"),
        ("merge", "与所列的本机关另一事项关联（并案）"),
    ],
)
def test_what_a_step_does_beside_its_way_stands_in_its_row(step: str, told: str) -> None:
    [row] = [line for line in PAGE.splitlines() if f"（{step}）" in line and line.count(" | ") > 4]

    assert told in row


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        (Condition("c", "甲", "any_true", values="supervised"), "下列事实至少一项为是：是否监察对象"),
        (Condition("c", "甲", "handling_level", values="township"), "承办机关的层级为：乡镇（街道）"),
        # Once a track was compared with nothing.
        (Condition("c", "甲", "track", values=("discipline", "both")), "办理类型为：纪律审查、纪律审查和监察调查"),
        (Condition("c", "甲", "party_member", negated=True), "不属于：中共党员"),
        (Condition("c", "甲", "party_member", also="heavy"), "中共党员，并且重处分"),
        (Condition("c", "甲", "party_member", or_else="heavy"), "中共党员，或者重处分"),
    ],
)
def test_a_condition_tells_what_it_compares_and_which_others_it_leans_on(condition: Condition, told: str) -> None:
    assert Names(RELATED).meaning(condition) == told
