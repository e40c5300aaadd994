"""Everything that is wrong with a definition, at once: what `mingjian workflows check` prints.

S0 between organs · S1 names and words · S2 ways · S3 deadlines · S4 articles · S5 people and papers · S6 approvals ·
S7 forms and facts · S8 how a matter begins · S9 corrections.
A code is stable; the reason and the cure are sentences for the author of the procedure.
"""

from collections.abc import Collection

from engine.definition import Workflow
from engine.soundness import (
    approvals,
    approving,
    articles,
    beside,
    clocks,
    corrections,
    deadlines,
    forms,
    glossary,
    names,
    openings,
    passage,
    people,
    ways,
    words,
)
from engine.soundness.finding import Finding
from engine.soundness.outline import Outline

__all__ = ["Finding", "findings"]

_CHECKS = (
    names,
    words,
    glossary,
    ways,
    deadlines,
    clocks,
    articles,
    people,
    passage,
    approvals,
    approving,
    forms,
    beside,
    openings,
    corrections,
)


def findings(workflow: Workflow, known_rules: Collection[str]) -> tuple[Finding, ...]:
    """Every defect of the workflow, each once; empty for a sound one. Never raises, however broken it is.

    `known_rules` are the names of the predicates that conditions may refer to (`engine.rules.NEWEST`).
    """
    outline = Outline(workflow, known_rules)
    found = (finding for check in _CHECKS for finding in check.findings(outline))
    return tuple(dict.fromkeys(found))
