"""Whether a condition of a definition holds for a case: its own conditions, or a predicate named directly."""

from collections.abc import Mapping
from typing import Any

from engine.case import Case
from engine.definition import Chain, Condition, Step, When
from engine.registry import Definition
from engine.rules import RULES
from engine.world import World


def label_of(definition: Definition, name: str) -> str:
    """A condition in words, for refusals and tables."""
    declared = definition.lookup.condition(name)
    return declared.label if declared else RULES[name, definition.rules[name]].label


def holds(definition: Definition, name: str, facts: Mapping[str, Any], case: Case, world: World) -> bool:
    """Whether the condition holds, by the rule version that the definition was registered with."""
    condition = definition.lookup.condition(name) or Condition(name, name, rule=name)
    rule = RULES[condition.rule, definition.rules[condition.rule]]
    found = rule.holds(condition, facts, case, world) is not condition.negated
    enough = found or any(holds(definition, other, facts, case, world) for other in condition.or_else)
    return enough and all(holds(definition, other, facts, case, world) for other in condition.also)


def chain_for(
    definition: Definition, step: str, facts: Mapping[str, Any], case: Case, world: World
) -> tuple[tuple[Step, ...], dict[str, bool]]:
    """The approval steps that this subject requires, and the result of every condition that the step depends on."""
    asked = {
        name: holds(definition, name, facts, case, world) for name in definition.lookup.conditions_beside_approval(step)
    }
    for branch in definition.lookup.approval(step):
        if isinstance(branch, Chain):
            return tuple(branch.steps), asked
        if isinstance(branch, When):
            asked[branch.condition] = holds(definition, branch.condition, facts, case, world)
            if not asked[branch.condition]:
                continue
        return tuple(branch.chain.steps), asked
    return (), asked
