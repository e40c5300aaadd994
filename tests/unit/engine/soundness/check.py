"""How the tests of soundness ask."""

from engine.definition import Workflow
from engine.soundness import Finding, findings
from tests.unit.engine.tiny import KNOWN_RULES


def found(workflow: Workflow) -> tuple[Finding, ...]:
    """What is wrong with it."""
    return findings(workflow, KNOWN_RULES)


def codes(workflow: Workflow) -> list[str]:
    """The codes of what is wrong with it, each once, sorted."""
    return sorted({finding.code for finding in found(workflow)})


def only(workflow: Workflow, code: str) -> Finding:
    """The one finding of this code."""
    (finding,) = (finding for finding in found(workflow) if finding.code == code)
    return finding
