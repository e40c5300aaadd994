"""docs/glossary.md."""

import dataclasses

from app.presentation.glossary import glossary
from app.presentation.vocabulary import KEYWORDS, WORDS
from engine import definition, terms
from tests.unit.presentation.golden import check

DECLARED = {
    name: word
    for name, word in vars(definition).items()
    if dataclasses.is_dataclass(word) and getattr(word, "__module__", "") == definition.__name__ and name[0] != "_"
}


def test_the_glossary_in_the_documentation_is_up_to_date() -> None:
    check("docs/glossary.md", glossary())


def test_every_term_stands_in_the_glossary() -> None:
    page = glossary()

    missing = [name for table in terms.GLOSSARY.values() for name in table if f"`{name}`" not in page]

    assert missing == []


def test_every_word_of_the_vocabulary_is_told_and_no_other() -> None:
    assert set(WORDS) == set(DECLARED)


def test_every_keyword_of_the_vocabulary_is_told_and_no_other() -> None:
    assert set(KEYWORDS) == {item.name for word in DECLARED.values() for item in dataclasses.fields(word)}
