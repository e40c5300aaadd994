"""Which article is declared where."""

from app.presentation.rules import rules
from tests.unit.engine.tiny import TINY
from workflows.clue_disposal import WORKFLOW

PAGE = rules(TINY)


def test_an_article_lists_every_word_that_rests_on_it() -> None:
    assert "| 《中国共产党纪律检查机关监督执纪工作规则》第56条 | A | 作出决定、办结、已决定（无期限） |" in PAGE


def test_articles_stand_by_law_and_number() -> None:
    numbers = [PAGE.index(f"监督执纪工作规则》第{number}条") for number in (20, 23, 35, 51, 54, 55, 56)]

    assert numbers == sorted(numbers)
    assert numbers[-1] < PAGE.index("监察法（2024修正）》第26条")


def test_separation_and_extensions_have_their_own_articles() -> None:
    assert "作出决定（回避）" in PAGE
    assert "期限“核查时限”的延长" in PAGE


def test_catalogue_ids_name_their_deadline() -> None:
    assert "| TRIAL | 审理时限（try_it） | 1个月 | A | 监督执纪工作规则第55条〔A〕 |" in PAGE


def test_clue_disposal_declares_the_rows_of_the_catalogue_that_its_main_line_needs() -> None:
    page = rules(WORKFLOW)

    assert all(f"| {row} |" in page for row in ("CLUE_PROPOSE", "PRELIM_VERIFY", "INVESTIGATE_PARTY", "TRIAL"))


def test_the_marks_of_articles_and_lengths_are_explained_on_the_page() -> None:
    page = rules(WORKFLOW)

    assert "标记：A 已读条文或者权威释义原文；" in page
    assert "| 《中国共产党纪律检查机关案件检查工作条例》第39条 | B |" in page
    assert "| INVESTIGATE_SUP | 监察调查作出处理决定（investigate_sup） |" in page
