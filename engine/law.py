"""Article constants: `ZJ(33)` is article 33 of the 监督执纪工作规则, with the confidence of its reading.

A declaration cites what it rests on; the confidence (A, A2, B, C) travels with every citation, so that a reader
of a printed table sees which words were read in the text itself and which are own knowledge or local practice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

Confidence = Literal["A", "A2", "B", "C"]

MEANINGS: Final[Mapping[Confidence, str]] = {
    "A": "已读条文或者权威释义原文",
    "A2": "据可靠资料逐条转引",
    "B": "据业务知识，条文待核对",
    "C": "各地做法不一或者尚不确定，可以配置",
}
"""What each grade says about how an article or a length was read."""
_IN_SHORT: Final[Mapping[Confidence, str]] = {"A2": "转引", "B": "待核", "C": "可配置"}


def mark(confidence: Confidence) -> str:
    """〔B 待核〕, behind whatever wasn't read in the text itself, wherever a user meets it; nothing for grade A."""
    return f"〔{confidence} {_IN_SHORT[confidence]}〕" if confidence in _IN_SHORT else ""


OWN = "MJ"
"""The key of the engine's own laws, which stand in no rule book."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a rule. `part` names a paragraph or item; `confidence` says how surely it was read."""

    law: str
    number: str
    part: str = ""
    confidence: Confidence = "B"

    @property
    def label(self) -> str:
        """《监督执纪工作规则》第31条〔B 待核〕 — as shown with a refusal or a step."""
        return f"{self.title}{mark(self.confidence)}"

    @property
    def title(self) -> str:
        """《监督执纪工作规则》第31条, without its mark: for where the mark stands in a column of its own."""
        if self.law == OWN:
            return self.part
        law = LAWS.get(self.law)
        number = f"第{self.number}条" if self.number else ""
        return f"《{law.title if law else self.law}》{number}{self.part}"


@dataclass(frozen=True, slots=True)
class Law:
    """A rule book: its key in citations, its title, and the articles whose text was read (grade A)."""

    key: str
    title: str
    read: frozenset[int] = frozenset()

    def __call__(self, number: int | None, part: str = "", *, confidence: Confidence | None = None) -> Article:
        """Cite an article (None: the rule as a whole). Unless stated, the confidence is A if it was read, else B."""
        found: Confidence = "A" if number in self.read else "B"
        return Article(self.key, "" if number is None else str(number), part, confidence or found)


def _read(*numbers: int) -> frozenset[int]:
    return frozenset(numbers)


ZJ = Law(
    "ZJ",
    "中国共产党纪律检查机关监督执纪工作规则",
    _read(9, 10, 11, 19, 21, 22, 23, *range(26, 31), 33, 34, 35, *range(37, 41), 43, 46, 49, 51, *range(54, 57), 59)
    | _read(70, 71, 74, 75, 77),
)
JJ = Law("JJ", "纪检监察机关处理检举控告工作规则", _read(*range(14, 19), 21, 22, 26, 27))
JCF = Law("JCF", "中华人民共和国监察法（2024修正）", frozenset(range(1, 70)))
ZWCF = Law("ZWCF", "中华人民共和国公职人员政务处分法", frozenset(range(1, 69)))
PZ = Law("PZ", "中国共产党处分违纪党员批准权限和程序规定", _read(1, 2, 3, 4, 5, 6, 7, 14, 28, 38))
TJ = Law("TJ", "中国共产党纪律处分条例", _read(9, 10, *range(43, 49)))
AJ94 = Law("AJ94", "中国共产党纪律检查机关案件检查工作条例", _read(15, 16, 17, 18, 19))
TL21 = Law("TL21", "中华人民共和国监察法实施条例（2021）", _read(168, 169, 170, 171, 172, 181, 182, 183, 184, 185))
TL25 = Law("TL25", "中华人民共和国监察法实施条例（2025）", _read(99, 100, 101, 133, 134, 307, 308, 309, 310))
DL = Law("DL", "监察机关监督执法工作规定", frozenset())
JCG = Law("JCG", "中华人民共和国监察官法", _read(46, 47, 48, 49))
XF = Law("XF", "信访工作条例", frozenset(range(1, 51)))
DZ = Law("DZ", "中国共产党章程", _read(42))
GT = Law("GT", "中国共产党纪律检查委员会工作条例", _read(37))
PJ = Law("PJ", "纪检监察机关派驻机构工作规则", _read(40, 41))
WZ = Law("WZ", "中国共产党问责条例（2019）")
HB = Law("HB", "纪检监察业务探讨（实务文章）")
"""Practice as practitioners publish it: cited as `HB(None, "题目", confidence="A")`, since articles have no number."""

LAWS: dict[str, Law] = {
    law.key: law for law in (ZJ, JJ, JCF, ZWCF, PZ, TJ, AJ94, TL21, TL25, DL, JCG, XF, DZ, GT, PJ, WZ, HB)
}

ENGINE = Article(OWN, "", "系统规则", "A")
"""A refusal that rests on the engine's own laws (versions, idempotency) and on no article."""
