"""Which article and which row of the deadline catalogue is declared where."""

from collections.abc import Iterator, Sequence

from app.presentation import wording
from app.presentation.markdown import grid, page
from app.presentation.names import Names
from engine.definition import Workflow
from engine.law import LAWS, Article
from engine.machine import all_steps

Citation = tuple[Article, str]
"""An article and the word of the workflow that rests on it."""


def rules(workflow: Workflow) -> str:
    """The index of a workflow's rules as Markdown: articles by law and number, then catalogue ids."""
    return page(
        f"# {workflow.label}（{workflow.id}）{workflow.version}：依据索引",
        wording.legend(),
        "## 条款",
        _articles(workflow),
        "## 期限目录",
        _catalogue(workflow),
    )


def _articles(workflow: Workflow) -> str:
    """Every article with its confidence and the places that rest on it."""
    places: dict[Article, list[str]] = {}
    for article, place in sorted(citations(workflow), key=lambda cited: _order(cited[0])):
        places.setdefault(article, []).append(place)
    return grid(
        ("条款", "标记", "用于"),
        ((_label(article), article.confidence, "、".join(dict.fromkeys(used))) for article, used in places.items()),
    )


def laws_cited(workflow: Workflow) -> str:
    """The laws behind the short titles of the page, with every article cited and its confidence."""
    cited: dict[str, dict[str, None]] = {}
    for article in sorted({article for article, _ in citations(workflow)}, key=_order):
        cited.setdefault(article.law, {})[wording.number_of(article)] = None
    return grid(
        ("法规", "本页简称", "引用的条款"),
        ((_full(law), wording.short(law), "、".join(numbers)) for law, numbers in cited.items()),
    )


def _full(key: str) -> str:
    return f"《{LAWS[key].title}》" if key in LAWS else key


def uncertain(workflow: Workflow) -> Sequence[str]:
    """What an expert must check before signing: articles and lengths marked B or C."""
    doubtful = {article: None for article, _ in citations(workflow) if article.confidence in ("B", "C")}
    lines = [f"{_label(article)}{wording.grade(article.confidence)}" for article in sorted(doubtful, key=_order)]
    lengths = (deadline for deadline in workflow.deadlines if deadline.length_confidence in ("B", "C"))
    return [
        *lines,
        *(f"期限“{deadline.label}”的长度{wording.grade(deadline.length_confidence)}" for deadline in lengths),
    ]


def citations(workflow: Workflow) -> Iterator[Citation]:
    """Every article that is cited, with the label of the word that cites it."""
    for place, basis in _declared(workflow):
        yield from ((article, place) for article in basis)


def _declared(workflow: Workflow) -> Iterator[tuple[str, Sequence[Article]]]:
    yield "登记", workflow.opening.basis
    for step in all_steps(workflow):
        yield step.label, step.basis
        if step.apart:
            yield f"{step.label}（回避）", step.apart.basis
        yield from ((f"{step.label}（前置）", before.basis) for before in step.after)
    for state in workflow.states:
        yield f"{state.label}（无期限）", state.no_deadline
    for condition in workflow.conditions:
        yield f"条件“{condition.label}”", condition.basis
    for deadline in workflow.deadlines:
        yield f"期限“{deadline.label}”", deadline.basis
        for extension in deadline.extensions:
            yield f"期限“{deadline.label}”的延长", extension.basis
    for duty in workflow.periodic:
        yield duty.label, duty.basis


def _catalogue(workflow: Workflow) -> str:
    conditions = Names(workflow).conditions
    return grid(
        ("目录号", "期限", "长度", "标记", "条款"),
        (
            (
                deadline.catalogue,
                f"{deadline.label}（{deadline.id}）",
                wording.lengths(deadline.length, conditions),
                deadline.length_confidence,
                wording.articles(deadline.basis),
            )
            for deadline in workflow.deadlines
        ),
    )


def _label(article: Article) -> str:
    return article.title if article.law in LAWS else f"{article.law} {article.number}{article.part}"


def _order(article: Article) -> tuple[int, int, str, str]:
    law = list(LAWS).index(article.law) if article.law in LAWS else len(LAWS)
    number = int(article.number) if article.number.isdecimal() else 0
    return law, number, article.part, article.confidence
