"""Articles as they are cited: by law and number, each with how surely its text was read."""

import pytest

from engine.law import ENGINE, LAWS, ZJ, Article
from engine.soundness import findings
from tests.drill import DRILL


@pytest.mark.parametrize(
    ("article", "label"),
    [
        (ZJ(33), "《中国共产党纪律检查机关监督执纪工作规则》第33条"),
        (ZJ(55, "第（一）项"), "《中国共产党纪律检查机关监督执纪工作规则》第55条第（一）项"),
        (ZJ(None), "《中国共产党纪律检查机关监督执纪工作规则》"),
        (Article("某规定", "3"), "《某规定》第3条"),
    ],
)
def test_an_article_is_printed_with_its_law(article: Article, label: str) -> None:
    assert article.label == label


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
