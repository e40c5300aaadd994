"""What must have been done before a step (`After`): once in the case, or since it entered its present phase. Pure."""

from collections.abc import Iterator

from engine.asked import Asked
from engine.case import Case
from engine.conditions import holds
from engine.definition import After
from engine.errors import Refused


def done(before: After, case: Case) -> bool:
    """Whether the case has seen the step that must come before."""
    return any(step in case.done if before.since == "phase" else case.times(step) > 0 for step in before.step)


def missing(asked: Asked) -> Refused | None:
    """The refusal for a step before it that everybody needs."""
    return _first(asked, (before for before in asked.step.after if not before.when))


def missing_here(asked: Asked) -> Refused | None:
    """The refusal for a step before it that this subject needs, or what is entered asks for."""
    facts = {**asked.file.facts, **asked.command.inputs}
    return _first(
        asked,
        (
            before
            for before in asked.step.after
            if before.when and holds(asked.definition, before.when, facts, asked.case, asked.world)
        ),
    )


def _first(asked: Asked, needed: Iterator[After]) -> Refused | None:
    before = next((one for one in needed if not done(one, asked.case)), None)
    if before is None:
        return None
    steps = (asked.definition.lookup.step(step) for step in before.step)
    label = "”或者“".join(step.label for step in steps if step)
    article = before.basis[0] if before.basis else asked.article
    return Refused("step_missing", f"办理“{asked.step.label}”前，须先办理“{label}”。", f"请先办理“{label}”。", article)
