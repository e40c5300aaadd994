"""The vocabulary told in Chinese."""

import pytest

from app.presentation import wording
from engine.definition import (
    Chain,
    Collective,
    Extension,
    HandBack,
    HandTo,
    Outside,
    Rank,
    Rung,
    Span,
    SpanWhen,
    StatedIn,
    chain,
)
from engine.law import AJ94, DL, DZ, GT, JCF, TL21, ZJ, Article


def test_the_approval_of_a_heavy_sanction_reads_as_a_lawyer_says_it() -> None:
    heavy = chain("principal", Collective("standing_committee"), Outside("same_level_party_committee"))

    assert wording.approvals(heavy) == "机关主要负责人批准 → 纪委常委会会议 → 同级党委（外部，另一人核对）"


@pytest.mark.parametrize(
    ("approvers", "told"),
    [
        (chain("overseeing_deputy"), "分管领导批准"),
        (chain("office_head"), "部门负责人批准"),
        (chain(Rank("principal", "superior")), "上一级机关主要负责人批准"),
        (chain(Rank("principal", delegable=False)), "机关主要负责人（本人，不得授权）批准"),
        (chain(Collective("standing_committee", organ="superior")), "上一级机关纪委常委会会议"),
        (
            chain(Collective("standing_committee", present="2/3", passing="2/3")),
            "纪委常委会会议（到会超过全体成员的2/3，赞成超过全体成员的2/3）",
        ),
    ],
)
def test_every_kind_of_approver_is_told(approvers: Chain, told: str) -> None:
    assert wording.approvals(approvers) == told


@pytest.mark.parametrize(
    ("basis", "told"),
    [
        ([ZJ(38), ZJ(20)], "监督执纪工作规则第38条〔A〕、第20条〔B〕"),
        # by law, in the order in which the laws are listed
        ([JCF(42), ZJ(38)], "监督执纪工作规则第38条〔A〕；监察法（2024修正）第42条〔A〕"),
        ([ZJ(55, "第（五）项")], "监督执纪工作规则第55条第（五）项〔A〕"),
        ([AJ94(39), TL21(185)], "案件检查工作条例第39条〔B〕；监察法实施条例（2021）第185条〔A〕"),
        ([DL(None, "审批权限", confidence="A")], "监察机关监督执法工作规定审批权限〔A〕"),
        ([Article("XYZ", "3")], "XYZ第3条〔B〕"),
        # without its issuer the constitution would have no name left
        ([DZ(42), GT(37)], "中国共产党章程第42条〔A〕；纪律检查委员会工作条例第37条〔A〕"),
        ([], ""),
    ],
)
def test_articles_are_cited_by_short_title_with_their_mark(basis: list[Article], told: str) -> None:
    assert wording.articles(basis) == told


@pytest.mark.parametrize(
    ("length", "told"),
    [
        ([Span(hours=24)], "24小时"),
        ([Span(days=7)], "7日"),
        ([Span(working_days=15)], "15个工作日"),
        ([SpanWhen("heavy", Span(months=3)), Span(months=2)], "重处分：3个月；其余：2个月"),
        # a deadline that others don't have
        ([SpanWhen("heavy", Span(months=3))], "重处分：3个月；其余人员不适用"),
        ([StatedIn("inquiry_letter", otherwise=Span(days=30))], "按《函询通知书》载明的期限，未载明的30日"),
    ],
)
def test_a_length_is_told_by_cases(length: list[Span | SpanWhen | StatedIn], told: str) -> None:
    assert wording.lengths(length, {"heavy": "重处分"}) == told


def test_an_extension_tells_how_long_how_often_and_by_whom() -> None:
    once = Extension([chain("principal")], Span(months=1), basis=[AJ94(15)])
    open_ended = Extension([chain("principal")], times=0)

    assert wording.extension(once, "甲批准") == "延长1个月，1次：甲批准（案件检查工作条例第15条〔A〕）"
    assert wording.extension(open_ended, "甲批准") == "适当延长，条款未定上限，次数不限：甲批准"


def test_a_ladder_tells_how_long_each_level_has() -> None:
    rungs = [Rung(Rank("office_head"), 3), Rung(Rank("principal", "superior"), 5)]

    assert wording.ladder(rungs) == "部门负责人，3个工作日未处理 → 上一级机关主要负责人"


def test_hand_overs_are_told() -> None:
    forward = HandTo(("trial", "supervision"), signed=True)

    assert wording.hand_over(forward, {}) == "移交案件审理室或者监督检查室，接收部门签收后方可继续"
    assert wording.hand_over(HandBack("inquiry"), {"inquiry": "核查"}) == "退回核查阶段的承办部门"
