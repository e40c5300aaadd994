"""The page that a legal expert signs."""

from dataclasses import replace

import pytest
from hypothesis import given

from app.presentation.rules import rules
from app.presentation.table import table
from engine.definition import OfficeOf, Rank, Rung, Workflow
from engine.registry import Definition
from tests.unit.engine.broken import broken_workflows
from tests.unit.engine.tiny import LADDER, TINY, deadline, transition
from tests.unit.presentation.golden import check
from workflows.clue_disposal import WORKFLOW
from workflows.interference import WORKFLOW as INTERFERENCE

PAGE = table(TINY)


def row(page: str, begins: str) -> str:
    """The one row of a table that begins so."""
    (found,) = (line for line in page.splitlines() if line.startswith(f"| {begins}"))
    return found


def step(label: str, page: str = PAGE) -> list[str]:
    """The cells of the row of a step."""
    (found,) = (line for line in page.splitlines() if f"| **{label}**（" in line)
    return [cell.strip() for cell in found.strip("|").split(" | ")]


@pytest.mark.parametrize("workflow", [WORKFLOW, INTERFERENCE], ids=lambda workflow: workflow.id)
def test_the_page_of_a_workflow_is_the_one_that_was_looked_at(workflow: Workflow) -> None:
    check(f"tests/golden/{workflow.id}.table.md", table(workflow))


def test_a_step_answers_the_questions_in_order() -> None:
    assert step("作出决定") == [
        "工作组成员（案件审理室）",
        "**作出决定**（decide）→ 已决定",
        "审理中；县（市、区）级以上机关",
        "《审理报告》；填写“处理意见表”；制发文号（处分决定书文号）；附同级党委组织部的书面意见",
        (
            "部门集体研究通过后提出；事先经上一级机关主要负责人（本人，不得授权）同意；"
            "重处分的：机关主要负责人批准 → 纪委常委会会议 → 同级党委（外部，另一人核对）；"
            "其余：机关主要负责人批准 → 纪委常委会会议"
        ),
        "应在期限内完成：审理时限（1个月）",
        "监督执纪工作规则第56条〔A〕；监察法（2024修正）第52条〔A〕",
        "在核查阶段参加过办理的人员须回避（监督执纪工作规则第54条〔A〕）；告知被反映人（被审查人）所在党委（党组）；报上一级机关备案",
    ]


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("分办", "组成工作组，不少于2人；移交审查调查室，接收部门签收后方可继续"),
        ("移送审理", "《审查调查报告》；工作组全体成员签名"),
        ("退回补充核查", "审理中；至多2次"),
        ("退回补充核查", "退回核查阶段的承办部门，接收部门签收后方可继续"),
        ("予以了结", "核查中；须符合：情节轻微"),
        ("予以了结", "与“分办”的审批相同"),
        ("予以了结", "解除措施，审批期间也可以办理"),
        ("办结", "关联的“measure”事项须已办结"),
        ("办结", "无需审批"),
        ("查询", "开始计算：答复时限；暂停：核查时限"),
        ("签收", "任何未办结的状态"),
        ("签收", "签收移交"),
        ("签收", "**签收**（receive）不改变状态"),
    ],
)
def test_what_a_step_asks_for_is_told(label: str, told: str) -> None:
    assert any(told in cell for cell in step(label))


def test_what_may_be_done_in_every_phase_comes_last() -> None:
    assert PAGE.index("### 受理") < PAGE.index("### 审理") < PAGE.index("### 各阶段") < PAGE.index("**签收**")


def test_a_state_tells_its_deadlines_and_what_may_be_done() -> None:
    assert row(PAGE, "审理 | **审理中**") == (
        "| 审理 | **审理中**（on_trial） | 审理时限、答复时限 | 退回补充核查、作出决定、组成审理组 |"
    )
    assert "条款未定期限（监督执纪工作规则第56条〔A〕）" in row(PAGE, "结果 | **已决定**")
    assert row(PAGE, "结果 | **已办结**").startswith("| 结果 | **已办结**（closed）办结 | — |")


def test_a_deadline_tells_length_beginning_end_and_what_follows() -> None:
    assert row(PAGE, "**核查时限**") == (
        "| **核查时限**（办理期限，目录 PRELIM_VERIFY） | 同级党委管理的正职领导干部：3个月；其余：2个月〔A〕 "
        "| 分办、退回补充核查 | 移送审理、予以了结 | — "
        "| 延长1个月，1次：机关主要负责人批准（监督执纪工作规则第35条〔A〕） | 查询（恢复后接续剩余） "
        "| 一般次序；建议：予以了结 | 监督执纪工作规则第35条〔A〕 |"
    )


def test_a_ladder_that_differs_from_the_usual_one_is_told_in_full() -> None:
    short = deadline(TINY, "try_it", ladder=[Rung(Rank("principal"), 3)], resets=False, rolls_to_working_day=True)

    assert "| 机关主要负责人 |" in row(table(short), "**审理时限**")
    assert "末日遇休假日顺延至下一工作日；再次开始时接着原期限，不重新计算" in row(table(short), "**审理时限**")


def test_the_usual_ladder_is_told_once() -> None:
    told = "部门负责人，1个工作日未处理 → 机关主要负责人，3个工作日未处理 → 上一级机关主要负责人"

    assert PAGE.count(told) == 1
    assert len(LADDER) == 3


def test_the_beginning_tells_who_registers_what_and_who_else_may_see() -> None:
    page = table(
        replace(TINY, seen_by=[Rank("principal", "superior"), OfficeOf("trial", "superior"), OfficeOf("general")])
    )

    assert row(page, "谁登记") == "| 谁登记 | 承办人（信访室） |"
    assert "未经“审理”不得进入“结果”" in row(page, "必经阶段")
    assert row(page, "承办部门和工作组以外").endswith("| 上一级机关主要负责人、上一级机关案件审理室、办公室 |")


def test_the_beginning_tells_who_receives_what_anybody_registers_and_from_whom_it_is_kept() -> None:
    page = table(INTERFERENCE)

    assert row(page, "谁登记") == "| 谁登记 | 本机关任何在岗人员 |"
    assert "干部监督室、案件监督管理室：按先后" in row(page, "登记后由谁接收")
    assert "“其人员编号（本系统人员）”所填的人" in row(page, "对谁保密")


def test_conditions_are_told_by_the_values_that_they_compare() -> None:
    assert row(PAGE, "重处分 |") == "| 重处分 | “处分种类”为：开除党籍 | — |"
    assert "系统规则 managed_principal，第1版" in row(PAGE, "同级党委管理的正职领导干部 |")


def test_forms_tell_what_is_required_of_whom_and_how_it_is_kept() -> None:
    assert row(PAGE, "处分种类") == "| 处分种类 | 选择 | 必填 | 警告、开除党籍 | 办理内容 | 是 |"
    assert row(PAGE, "直接处分理由") == "| 直接处分理由 | 文字 | 重处分的必填 | — | 办理内容 | — |"


def test_the_page_carries_the_digest_that_is_signed() -> None:
    assert f"定义摘要 `{Definition.of(TINY).digest}`" in PAGE


def test_another_definition_is_another_digest() -> None:
    assert Definition.of(replace(TINY, version="2")).digest not in PAGE


def test_a_workflow_with_defects_says_so_on_the_page() -> None:
    broken = table(transition(TINY, "decide", basis=(), documents="novel"))

    assert "**未通过检查（2处缺陷），不得使用**" in broken
    assert "《novel》" in broken


@given(broken_workflows())
def test_any_workflow_can_be_printed_however_broken_it_is(workflow: Workflow) -> None:
    assert "## 审签" in table(workflow)
    assert "## 期限目录" in rules(workflow)


def test_what_was_not_read_in_the_text_is_listed_for_the_one_who_signs() -> None:
    page = table(deadline(TINY, "route", length_confidence="C"))

    assert "- 《中国共产党纪律检查机关监督执纪工作规则》第20条〔B〕" in page
    assert "- 期限“分办时限”的长度〔C〕" in page


def test_a_length_that_was_not_read_is_marked_wherever_it_is_told() -> None:
    page = table(deadline(TINY, "try_it", length_confidence="B"))

    assert "应在期限内完成：审理时限（1个月〔B〕）" in step("作出决定", page)
    assert "| 1个月〔B〕 |" in row(page, "**审理时限**")


def test_the_page_says_what_its_marks_mean() -> None:
    assert "标记：A 已读条文或者权威释义原文；A2 据可靠资料逐条转引；B 据业务知识，条文待核对；C " in PAGE
