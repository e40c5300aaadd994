"""Forms, fields and the facts that conditions read from them."""

from collections import Counter
from collections.abc import Iterator, Mapping

from engine.definition import Condition, Field, Form
from engine.soundness.finding import Finding
from engine.soundness.outline import Outline, title

_OF_FACTS = frozenset({"any_true"})
"""Rules whose values are names of facts."""
_WITH_VALUES = frozenset({"handling_level", "track"})
"""Rules whose values are no facts of a form."""


def findings(outline: Outline) -> Iterator[Finding]:
    """Defects of forms and facts."""
    for form in outline.workflow.forms:
        yield from _empty(form)
        for item in form.fields:
            yield from _choices(f"forms.{form.id}.{item.id}", item)
            yield from _officer(form, item)
    facts = _facts(outline)
    yield from _contradictory(facts)
    for condition in outline.workflow.conditions:
        yield from _reads(condition, facts)


def _empty(form: Form) -> Iterator[Finding]:
    if not form.fields:
        yield Finding(
            "S704",
            f"forms.{form.id}",
            f"表单{title(form)}没有任何栏目。",
            "写上栏目；无需填写的环节不写 form。",
        )


def _choices(place: str, item: Field) -> Iterator[Finding]:
    if (item.kind == "choice") != bool(item.choices):
        yield Finding(
            "S702",
            place,
            f"栏目{title(item)}的类型与选项不符：选择类（choice）必须有选项，其他类不能有选项。",
            "补上 choices，或改正 kind。",
        )
    for name, times in Counter(choice.id for choice in item.choices).items():
        if times > 1 or not name.strip():
            yield Finding(
                "S703",
                place,
                f"栏目{title(item)}的选项“{name}”为空或写了{times}次。",
                "每个选项写一个不同的、不为空的标识。",
            )


def _officer(form: Form, item: Field) -> Iterator[Finding]:
    others = {other.id for other in form.fields if other.kind == "officer" and other.id != item.id}
    asks = item.positions or item.differs_from or item.serves
    if (asks and item.kind != "officer") or (item.differs_from and item.differs_from not in others):
        yield Finding(
            "S709",
            f"forms.{form.id}.{item.id}",
            f"栏目{title(item)}对人员的要求（岗位、另一人、参与办理）没有写在人员栏目上，或者没有可以比较的另一人员栏目。",
            '写 kind="officer"；differs_from 写同一表单的另一个人员栏目。',
        )


def _facts(outline: Outline) -> Mapping[str, list[Field]]:
    facts: dict[str, list[Field]] = {}
    for form in outline.workflow.forms:
        for item in form.fields:
            if item.fact:
                facts.setdefault(item.id, []).append(item)
    return facts


def _contradictory(facts: Mapping[str, list[Field]]) -> Iterator[Finding]:
    for name, items in facts.items():
        if len({(item.kind, item.kept_as, frozenset(choice.id for choice in item.choices)) for item in items}) > 1:
            yield Finding(
                "S707",
                f"facts.{name}",
                f"事实“{name}”在几张表单中的类型、选项或保密类别不一致，规则读到的含义不明。",
                "各表单中写成一致，或改用不同的标识。",
            )


def _unknown_facts(condition: Condition, facts: Mapping[str, list[Field]]) -> Iterator[Finding]:
    for name in {*condition.values} - facts.keys() or ([] if condition.values else [""]):
        yield Finding(
            "S705",
            f"conditions.{condition.id}.values",
            f"条件{title(condition)}读取的事实“{name}”没有表单填写，永远判断不出。",
            "在表单中声明同名栏目并写上 fact=True。",
        )


def _reads(condition: Condition, facts: Mapping[str, list[Field]]) -> Iterator[Finding]:
    place = f"conditions.{condition.id}"
    if condition.fact and condition.fact not in facts:
        yield Finding(
            "S705",
            f"{place}.fact",
            f"条件{title(condition)}读取的事实“{condition.fact}”没有表单填写，永远判断不出。",
            "在表单中声明同名栏目并写上 fact=True。",
        )
    if condition.rule in _OF_FACTS:
        yield from _unknown_facts(condition, facts)
        return
    compared = condition.rule in _WITH_VALUES or bool(condition.fact)
    if compared != bool(condition.values):
        yield Finding(
            "S708",
            place,
            f"条件{title(condition)}的 fact 和 values 只写了一个，比较无从进行。",
            "两者都写，或都不写。",
        )
    for item in facts.get(condition.fact, ()):
        unknown = {*condition.values} - {choice.id for choice in item.choices}
        if item.kind == "choice" and unknown:
            yield Finding(
                "S706",
                f"{place}.values",
                f"条件{title(condition)}比较的值{'、'.join(sorted(unknown))}不在栏目{title(item)}的选项之中，永远不成立。",
                "改为该栏目已有的选项，或补上选项。",
            )
