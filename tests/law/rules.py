"""The rows of `docs/law/rules.csv`, and what would be wrong with one."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from engine.law import LAWS, MEANINGS, Article, Confidence
from tests.law.words import Word, word_named

ROOT: Final = Path(__file__).parents[2]
FILE: Final = ROOT / "docs" / "law" / "rules.csv"
_CITED: Final = re.compile(r"(?P<law>\w+)(?: (?P<number>\d+)(?P<part>\S*))? (?P<mark>A|A2|B|C)")


@dataclass(frozen=True)
class Rule:
    """A row. `steps` carry it, or `reason` says why nothing does."""

    id: str
    section: str
    topic: str
    rule: str
    article: str
    confidence: str
    workflow: str
    steps: str
    reason: str

    @property
    def grade(self) -> Confidence:
        """How surely the rule itself was read."""
        return cast(Confidence, self.confidence)

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles it rests on, each with its own mark. Raises ValueError where one can't be read."""
        return tuple(_article(cited.strip()) for cited in self.article.split(";") if cited.strip())

    @property
    def words(self) -> tuple[Word, ...]:
        """What carries it, as far as it exists."""
        return tuple(word for name in self.steps.split() if (word := word_named(self.workflow, name)))


def read() -> tuple[Rule, ...]:
    """Every row, in the order of the file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(Rule(**row) for row in csv.DictReader(file))


def _article(cited: str) -> Article:
    found = _CITED.fullmatch(cited)
    if found is None or found["law"] not in LAWS:
        raise ValueError(f"“{cited}” isn't a law of engine/law.py, a number and a mark: ZJ 55(5) A")
    return Article(found["law"], found["number"] or "", found["part"] or "", cast(Confidence, found["mark"]))


def faults(rules: Sequence[Rule]) -> Iterator[str]:
    """Everything that is wrong with the rows, all at once."""
    repeated = [name for name, times in Counter(rule.id for rule in rules).items() if times > 1]
    yield from (f"{name}: the id stands there twice" for name in repeated)
    for rule in rules:
        yield from (f"{rule.id}: {fault}" for fault in _faults(rule))


def _faults(rule: Rule) -> Iterator[str]:
    if not re.fullmatch(rf"R{re.escape(rule.section)}-\d\d[a-z]?", rule.id):
        yield "the id isn't R, its section, a number and perhaps a letter"
    if not rule.topic or not rule.rule.endswith((".", ")")):
        yield "the rule is no sentence under a topic"
    if rule.confidence not in MEANINGS:
        yield f"there is no mark {rule.confidence}"
    if bool(rule.steps) == bool(rule.reason):
        yield "either something carries the rule, or there is a reason why nothing does"
    yield from _uncarried(rule)


def _uncarried(rule: Rule) -> Iterator[str]:
    """What it names must exist, and what it rests on must be what those who carry it cite, with the same mark."""
    try:
        articles = rule.articles
    except ValueError as error:
        yield str(error)
        return
    known = {word.id for word in rule.words}
    yield from (f"{name} isn't declared" for name in rule.steps.split() if name not in known)
    cited = {(article.law, article.number, article.confidence) for word in rule.words for article in word.basis}
    # A part of the program cites nothing: only a declaration does.
    if any(word.declared for word in rule.words):
        missing = [one for one in articles if (one.law, one.number, one.confidence) not in cited]
        yield from (
            f"none of its words cites {f'{one.law} {one.number}'.strip()}〔{one.confidence}〕" for one in missing
        )
