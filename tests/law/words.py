"""What can carry a rule: a word that a workflow declares, or a part of the program by its dotted name."""

import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from app.workflows import DECLARED
from engine.definition import Workflow
from engine.law import Article
from engine.machine import all_steps
from engine.registry import Definition
from engine.rules import RULES


@dataclass(frozen=True)
class Word:
    """A word with its 中文 label and the articles it cites; a part of the program has neither."""

    id: str
    label: str = ""
    basis: tuple[Article, ...] = ()
    declared: bool = True


def word_named(workflow: str, name: str) -> Word | None:
    """The word of this name, if there is one: one with a dot is a part of the program."""
    if "." in name:
        return Word(name, declared=False) if _exists(name) else None
    return _words(workflow).get(name) if workflow in {one.id for one in DECLARED} else None


def _exists(name: str) -> bool:
    try:
        pkgutil.resolve_name(name)
    except (ImportError, AttributeError):
        return False
    return True


@cache
def _words(workflow: str) -> Mapping[str, Word]:
    """Every word by its id. Words that share one count as one: the label of the first, and what all of them cite."""
    found: dict[str, Word] = {}
    declared = next(one for one in DECLARED if one.id == workflow)
    for word in _of(declared):
        known = found.get(word.id)
        found[word.id] = Word(word.id, known.label, (*known.basis, *word.basis)) if known else word
    return found


def _of(workflow: Workflow) -> Iterator[Word]:
    yield Word("opening", "登记", tuple(workflow.opening.basis))
    for step in all_steps(workflow):
        yield Word(step.id, step.label, (*step.basis, *(step.apart.basis if step.apart else ())))
    for deadline in workflow.deadlines:
        extended = (article for extension in deadline.extensions for article in extension.basis)
        yield Word(deadline.id, f"期限“{deadline.label}”", (*deadline.basis, *extended))
    for duty in workflow.periodic:
        yield Word(duty.id, f"定期工作“{duty.label}”", tuple(duty.basis))
    for condition in workflow.conditions:
        yield Word(condition.id, f"条件“{condition.label}”", tuple(condition.basis))
    for state in workflow.states:
        yield Word(state.id, f"状态“{state.label}”", tuple(state.no_deadline))
    for name, version in Definition.of(workflow).rules.items():
        yield Word(name, f"条件“{RULES[name, version].label}”")
