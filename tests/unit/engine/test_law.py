"""Articles as they are cited: by law and number, each with how surely its text was read."""

import pytest

from engine.law import AJ94, DZ, ENGINE, GT, HB, LAWS, MEANINGS, PJ, ZJ, Article, Confidence, mark
from engine.soundness import findings
from tests.drill import DRILL


@pytest.mark.parametrize(
    ("article", "label"),
    [
        (ZJ(33), "《中国共产党纪律检查机关监督执纪工作规则》第33条"),
        (ZJ(55, "第（一）项"), "《中国共产党纪律检查机关监督执纪工作规则》第55条第（一）项"),
        (ZJ(None, confidence="A"), "《中国共产党纪律检查机关监督执纪工作规则》"),
        (Article("某规定", "3", confidence="A"), "《某规定》第3条"),
        (ENGINE, "系统规则"),
    ],
)
def test_an_article_is_printed_with_its_law(article: Article, label: str) -> None:
    assert article.label == label


@pytest.mark.parametrize(
    ("article", "label"),
    [
        (ZJ(28, confidence="A2"), "《中国共产党纪律检查机关监督执纪工作规则》第28条〔A2 转引〕"),
        (AJ94(39), "《中国共产党纪律检查机关案件检查工作条例》第39条〔B 待核〕"),
        (HB(None, "当地做法", confidence="C"), "《纪检监察业务探讨（实务文章）》当地做法〔C 可配置〕"),
    ],
)
def test_an_article_that_was_not_read_in_the_text_shows_its_mark(article: Article, label: str) -> None:
    assert article.label == label


def test_a_title_leaves_the_mark_to_a_column_of_its_own() -> None:
    assert AJ94(39).title == "《中国共产党纪律检查机关案件检查工作条例》第39条"


@pytest.mark.parametrize("confidence", MEANINGS)
def test_only_what_was_read_goes_without_a_mark(confidence: Confidence) -> None:
    assert (mark(confidence) == "") == (confidence == "A")


@pytest.mark.parametrize("article", [DZ(42), GT(37), PJ(40), PJ(41)])
def test_articles_of_the_constitution_and_the_rules_of_organs_that_were_read_are_sure(article: Article) -> None:
    assert article.confidence == "A"


@pytest.mark.parametrize(
    ("article", "confidence"), [(ZJ(33), "A"), (ZJ(24), "B"), (ZJ(24, confidence="C"), "C"), (ZJ(None), "B")]
)
def test_an_article_that_was_read_is_sure_another_is_not(article: Article, confidence: str) -> None:
    assert article.confidence == confidence


def test_every_law_is_found_by_its_key() -> None:
    assert {key: law.key for key, law in LAWS.items()} == {key: key for key in LAWS}
    assert ENGINE.law not in LAWS


def test_the_drill_itself_is_sound() -> None:
    assert findings(DRILL, ("fact_is",)) == ()
