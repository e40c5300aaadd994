"""The vocabulary in Chinese: how a page says who, what, when and under which article."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from engine import terms
from engine.definition import (
    Chain,
    Collective,
    Extension,
    HandBack,
    HandTo,
    Length,
    Move,
    Outside,
    Rank,
    Rung,
    Span,
    SpanWhen,
    StatedIn,
    Step,
    Taken,
)
from engine.law import LAWS, MEANINGS, Article, Confidence

KINDS: Final[Mapping[str, str]] = {
    "duty": "办理期限",
    "limit": "措施最长期限",
    "right": "权利期间",
    "term": "效力期间",
    "bar": "最早时间",
}
"""The kinds of deadlines."""

_ISSUERS: Final = ("中国共产党纪律检查机关", "中国共产党", "中华人民共和国")
_UNITS: Final = (("hours", "小时"), ("days", "日"), ("working_days", "个工作日"), ("months", "个月"))
_TOLD: Final = {**terms.POSITIONS, **terms.ROLES, **terms.OFFICES, **terms.ORGAN_PARTS, **terms.BODIES}


def legend() -> str:
    """What the marks of a page say; the page that prints it marks by the letter alone, grade A too."""
    return f"标记：{'；'.join(f'{grade} {meaning}' for grade, meaning in MEANINGS.items())}。"


def articles(basis: Iterable[Article]) -> str:
    """Articles with the mark of each, by law: 监督执纪工作规则第38条〔A〕、第37条〔A〕；监察法第42条〔A〕."""
    return "；".join(
        short(key) + "、".join(number_of(article) for article in cited)
        for key, cited in groupby(sorted(basis, key=_order_of_law), key=lambda article: article.law)
    )


def _order_of_law(article: Article) -> int:
    return list(LAWS).index(article.law) if article.law in LAWS else len(LAWS)


def short(key: str) -> str:
    """A law as practitioners call it: without its issuer's name, unless that leaves only its kind (章程)."""
    title = LAWS[key].title if key in LAWS else key
    shortened = next((title.removeprefix(issuer) for issuer in _ISSUERS if title.startswith(issuer)), title)
    return shortened if len(shortened) > 2 else title


def number_of(article: Article) -> str:
    """第55条第（四）项〔A〕."""
    number = f"第{article.number}条" if article.number else ""
    return f"{number}{article.part}{grade(article.confidence)}"


def grade(confidence: Confidence) -> str:
    """The mark on a page with a legend: 〔A〕, 〔B〕."""
    return f"〔{confidence}〕"


def roles(names: Iterable[str]) -> str:
    """Who takes a step: 承办人、部门负责人."""
    return "、".join(terms.ROLES.get(name, name) for name in names)


def offices(names: Iterable[str]) -> str:
    """Where: 案件审理室, or the office that holds the case."""
    return "、".join("当前承办部门" if name == "holding" else terms.OFFICES.get(name, name) for name in names)


def where(step: Taken) -> str:
    """Of which organ and office who takes a step is: 案件审理室; 上一级机关案件监督管理室; 上一级机关."""
    if step.of == "holding":
        return offices(step.office)
    return organ(step.of) + offices(name for name in step.office if name != "holding")


def moved(move: Move) -> Iterator[str]:
    """What a jurisdiction act does to the case, in words."""
    there = "、".join(terms.OFFICES.get(name, name) for name in move.offices)
    yield f"移至{terms.DESTINATIONS.get(move.to, move.to)}的同类部门或者{there}，接收部门签收后方可继续"
    if move.designates:
        yield f"此后为{organ(move.designates)}指定管辖的事项，处分权不变"
    if move.assigns:
        yield f"此后为{organ(move.assigns)}交办的事项"
    yield "原机关人员不再办理和查看，正在报批的事项终止；未列明的期限继续计算，改按接收机关逐级报告"


def told(names: Iterable[str]) -> str:
    """Whom a step notifies or files with."""
    return "、".join(_TOLD.get(name, name) for name in names)


def body(name: str) -> str:
    """A collective or outside body."""
    return terms.BODIES.get(name, name)


def documents(names: Iterable[str]) -> str:
    """Documents: 《初步核实工作方案》."""
    return "".join(f"《{terms.DOCUMENTS.get(name, name)}》" for name in names)


def number(series: str) -> str:
    """A series of numbers: 处分决定书文号."""
    return terms.NUMBER_SERIES.get(series, series)


def field_class(name: str) -> str:
    """A class of protected values: 被反映人信息."""
    return terms.FIELD_CLASSES.get(name, name)


def organ(part: str) -> str:
    """An organ as seen from the case: 上一级机关."""
    return terms.ORGAN_PARTS.get(part, part)


def rank(someone: Rank) -> str:
    """One person by post: 机关主要负责人, 分管领导, 上一级机关主要负责人."""
    post = terms.RANKS.get(someone.post, someone.post)
    own = "机关" if someone.post == "principal" else ""
    where = own if someone.organ == "holding" else organ(someone.organ)
    office = offices([someone.office]) if someone.office else ""
    return f"{where}{office}{post}" + ("" if someone.delegable else "（本人，不得授权）")


def tally(name: str) -> str:
    """The list in which a step is counted: 处置方式."""
    return terms.TALLIES.get(name, name)


def linked_as(name: str) -> str:
    """How two cases belong together: 并案."""
    return terms.LINKS.get(name, name)


def approver(step: Step) -> str:
    """One approval of a chain, told as what happens."""
    if isinstance(step, Rank):
        return f"{rank(step)}批准"
    if isinstance(step, Outside):
        where = "" if step.beside == "holding" else f"{organ(step.beside)}的"
        return f"{where}{body(step.body)}（外部，另一人核对）"
    where = "" if step.organ == "holding" else organ(step.organ)
    name = body(step.body)
    return f"{where}{name}{'' if name.endswith('会议') else '会议'}{_shares(step)}"


def _shares(step: Collective) -> str:
    """The shares that a meeting must exceed, unless they are the usual halves."""
    if (step.present, step.passing) == ("1/2", "1/2"):
        return ""
    return f"（到会超过全体成员的{step.present}，赞成超过全体成员的{step.passing}）"


def approvals(chain: Chain) -> str:
    """机关主要负责人批准 → 纪委常委会会议 → 同级党委（外部，另一人核对）."""
    return " → ".join(approver(step) for step in chain.steps)


def span(length: Span) -> str:
    """1个月, 15个工作日."""
    return "".join(f"{getattr(length, unit)}{name}" for unit, name in _UNITS if getattr(length, unit))


def lengths(length: Length, conditions: Mapping[str, str]) -> str:
    """A length by cases: 同级党委管理的正职：3个月；其余：2个月."""
    return "；".join(_lengths(length, conditions))


def _lengths(length: Length, conditions: Mapping[str, str]) -> Iterator[str]:
    several = len(length) > 1
    for case in length:
        if isinstance(case, SpanWhen):
            yield f"{conditions.get(case.condition, case.condition)}：{span(case.span)}"
        elif isinstance(case, StatedIn):
            yield f"按{documents([case.document])}载明的期限，未载明的{span(case.otherwise)}"
        else:
            yield f"其余：{span(case)}" if several else span(case)
    if length and isinstance(length[-1], SpanWhen):
        yield "其余人员不适用"


def extension(extended: Extension, approval: str) -> str:
    """延长1个月，1次：机关主要负责人批准（…第15条〔A〕）; `approval` is who extends, in words."""
    by = f"延长{span(extended.span)}" if extended.span else "适当延长，条款未定上限"
    times = f"{extended.times}次" if extended.times else "次数不限"
    basis = f"（{articles(extended.basis)}）" if extended.basis else ""
    return f"{by}，{times}：{approval}{basis}"


def ladder(rungs: Sequence[Rung]) -> str:
    """Who learns of an overdue matter: 部门负责人，3个工作日未处理 → 机关主要负责人."""
    told = [f"{rank(rung.reaches)}，{rung.grace}个工作日未处理" for rung in rungs[:-1]]
    return " → ".join([*told, *(rank(rung.reaches) for rung in rungs[-1:])])


def hand_over(hands_to: HandTo | HandBack, phases: Mapping[str, str]) -> str:
    """移交案件审理室，接收部门签收后方可继续."""
    if isinstance(hands_to, HandBack):
        where = f"退回{phases.get(hands_to.phase, hands_to.phase)}阶段的承办部门"
    else:
        where = f"移交{'或者'.join(terms.OFFICES.get(name, name) for name in hands_to.functions)}"
    return where + ("，接收部门签收后方可继续" if hands_to.signed else "")
