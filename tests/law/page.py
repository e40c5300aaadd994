"""`docs/law/coverage.md`: every rule, what carries it, and who proves it both ways."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from app.presentation.markdown import grid, page
from engine.law import MEANINGS, Confidence, mark
from tests.law.claims import Claim, claims
from tests.law.rules import ROOT, Rule, read

PAGE: Final = ROOT / "docs" / "law" / "coverage.md"

SECTIONS: Final = {
    "1.1": "States and transitions 状态与流转",
    "1.2": "Who approves what 审批权限",
    "1.3": "谈话函询",
    "1.4": "初步核实、立案、审查调查",
    "1.5": "审理",
    "1.6": "Decision and execution 处分决定与执行",
    "1.7": "Remedies 申诉、复审、复核",
    "4": "Jurisdiction 管辖",
    "5": "Separation, recusal, confidentiality 分离、回避、保密",
    "7.1": "How long Party sanctions weigh 党纪处分影响期",
    "7.2": "How long 政务处分 last 政务处分期",
    "7.3": "Authority to sanction 处分批准权限",
}
_COUNTED: Final = (
    "Section",
    "Rows",
    "Carried",
    "Proved both ways",
    "Only shown",
    "Only refused",
    "Unproved",
    "Not carried",
)
_HEADINGS: Final = ("Row", "Rule", "Mark", "Articles", "Carried by, or why not", "Shown at work", "A breach refused")


@dataclass(frozen=True)
class Proved:
    """A row with those who claim it."""

    rule: Rule
    claims: tuple[Claim, ...]

    @property
    def shown(self) -> bool:
        """A test shows it at work."""
        return any(not claim.refuses for claim in self.claims)

    @property
    def refused(self) -> bool:
        """A test shows that a breach is refused."""
        return any(claim.refuses for claim in self.claims)


def current() -> str:
    """The page as it must be now."""
    return coverage(read(), claims())


def coverage(rules: Sequence[Rule], claimed: Sequence[Claim]) -> str:
    """The page as Markdown."""
    rows = [Proved(rule, tuple(claim for claim in claimed if claim.row == rule.id)) for rule in rules]
    sections = {name: [row for row in rows if row.rule.section == name] for name in SECTIONS}
    return page(
        "# The law and its coverage 法规条款与流程、测试对照",
        "Made by `make coverage-of-law` from [rules.csv](rules.csv), the declared workflows and the marks of the "
        "tests; a test keeps it up to date. [README.md](README.md) tells the keys of the articles and the marks "
        f"({'、'.join(_badge(grade) for grade in MEANINGS if mark(grade))}; A is read in the text).",
        grid(
            _COUNTED,
            [*(_counted(f"{name} {SECTIONS[name]}", part) for name, part in sections.items()), _counted("All", rows)],
        ),
        *(f"## {name} {SECTIONS[name]}\n\n{grid(_HEADINGS, map(_row, part))}" for name, part in sections.items()),
    )


def _counted(name: str, rows: Sequence[Proved]) -> tuple[str, ...]:
    carried = [row for row in rows if row.rule.steps]
    return (
        name,
        *(
            str(number)
            for number in (
                len(rows),
                len(carried),
                sum(row.shown and row.refused for row in carried),
                sum(row.shown and not row.refused for row in carried),
                sum(row.refused and not row.shown for row in carried),
                sum(not row.claims for row in carried),
                sum(bool(row.rule.reason) for row in rows),
            )
        ),
    )


def _row(row: Proved) -> tuple[str, ...]:
    rule = row.rule
    return (
        rule.id,
        f"**{rule.topic}** {rule.rule}",
        _badge(rule.grade) if rule.grade != "A" else "A",
        "<br>".join(f"{one.law} {one.number}{one.part} {_badge(one.confidence)}".strip() for one in rule.articles),
        rule.reason or "<br>".join(_carriers(rule)),
        _tests(claim for claim in row.claims if not claim.refuses),
        _tests(claim for claim in row.claims if claim.refuses),
    )


def _carriers(rule: Rule) -> Iterator[str]:
    if rule.workflow:
        yield f"{rule.workflow}:"
    yield from (f"`{word.id}` {word.label}".strip() for word in rule.words)


def _badge(grade: Confidence) -> str:
    return f"**{mark(grade)}**" if mark(grade) else ""


def _tests(claims: Iterable[Claim]) -> str:
    return "<br>".join(f"[{claim.file}](../../{claim.file})::{claim.test}" for claim in claims)
