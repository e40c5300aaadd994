"""The named rules that conditions refer to: one pure function each, documented and versioned.

A released version is never edited: a changed reading is a new number beside the old one, since a case stays on the
definition, and so on the rule versions, with which it began.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.case import Case
from engine.definition import Condition
from engine.world import World

Facts = Mapping[str, Any]
Predicate = Callable[[Condition, Facts, Case, World], bool]

PRINCIPAL_RANKS = ("section_principal", "division_principal")
"""正职 among the ranks of a registration form. A tuple: a fact may be of any type, a set would ask for its hash."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A predicate under its name and version, with the sentence that a printed table shows."""

    name: str
    version: int
    label: str
    holds: Predicate


def _is_true(fact: str) -> Predicate:
    return lambda condition, facts, case, world: facts.get(fact) is True


def _fact_is(condition: Condition, facts: Facts, case: Case, world: World) -> bool:
    return facts.get(condition.fact) in condition.values


def _managed_same_level(condition: Condition, facts: Facts, case: Case, world: World) -> bool:
    return case.competent == case.organ


def _managed_lower(condition: Condition, facts: Facts, case: Case, world: World) -> bool:
    line = [organ.code for organ in world.organisation.line(case.competent)]
    return case.competent != case.organ and case.organ in line


def _managed_principal(condition: Condition, facts: Facts, case: Case, world: World) -> bool:
    return _managed_same_level(condition, facts, case, world) and facts.get("rank") in PRINCIPAL_RANKS


def _within_jurisdiction(condition: Condition, facts: Facts, case: Case, world: World) -> bool:
    """Managed by the committee beside this organ or by one below it, or designated to it (JCF 16, 17)."""
    below = any(organ.code == case.organ for organ in world.organisation.line(case.competent))
    return below or case.designating is not None


def _answerable(condition: Condition, facts: Facts, case: Case, world: World) -> bool:
    return facts.get("party_member") is True or facts.get("supervised") is True


def _any_true(condition: Condition, facts: Facts, case: Case, world: World) -> bool:
    return any(facts.get(fact) is True for fact in condition.values)


def _imported(condition: Condition, facts: Facts, case: Case, world: World) -> bool:
    return case.imported


def _handling_level(condition: Condition, facts: Facts, case: Case, world: World) -> bool:
    organ = world.organisation.organs.get(case.organ)
    return organ is not None and organ.level in condition.values


def _track(condition: Condition, facts: Facts, case: Case, world: World) -> bool:
    """The track of the committed case: what its documents are called and numbered by."""
    return case.track in condition.values


def _inspection_cadre(condition: Condition, facts: Facts, case: Case, world: World) -> bool:
    return case.subject_officer is not None or facts.get("inspection_cadre") is True


def _assigned(condition: Condition, facts: Facts, case: Case, world: World) -> bool:
    return case.assigning is not None


def _designated(condition: Condition, facts: Facts, case: Case, world: World) -> bool:
    return case.designating is not None


_RELEASED = (
    Rule("fact_is", 1, "事实等于所列值之一", _fact_is),
    Rule("next_lower_principal", 1, "下一级党委主要负责人", _is_true("next_lower_principal")),
    Rule("managed_same_level", 1, "同级党委管理的干部", _managed_same_level),
    Rule("managed_principal", 1, "同级党委管理的正职领导干部", _managed_principal),
    Rule("managed_lower", 1, "下级党委管理的干部", _managed_lower),
    Rule("party_member", 1, "中共党员", _is_true("party_member")),
    Rule("not_party_member", 1, "非中共党员", lambda *given: not _is_true("party_member")(*given)),
    Rule("supervised", 1, "监察对象", _is_true("supervised")),
    Rule("is_unit", 1, "单位", _is_true("is_unit")),
    Rule("inspection_cadre", 1, "纪检监察干部", _is_true("inspection_cadre")),
    Rule("within_jurisdiction", 1, "本机关管辖的人员（同级或者下级党委管理，或者经指定管辖）", _within_jurisdiction),
    Rule("answerable", 1, "中共党员或者监察对象（身份已核实）", _answerable),
    Rule("any_true", 1, "下列事实至少一项为是", _any_true),
    Rule("inspection_cadre", 2, "纪检监察干部（登记为本系统人员的，或者所填为是）", _inspection_cadre),
    Rule("imported", 1, "由台账导入的事项", _imported),
    Rule("handling_level", 1, "承办机关的层级为", _handling_level),
    Rule("track", 1, "办理类型为", _track),
    Rule("designated", 1, "指定管辖案件", _designated),
    Rule("assigned", 1, "上级交办的事项", _assigned),
)

RULES: Mapping[tuple[str, int], Rule] = {(rule.name, rule.version): rule for rule in _RELEASED}
NEWEST: Mapping[str, int] = {rule.name: rule.version for rule in sorted(_RELEASED, key=lambda rule: rule.version)}
