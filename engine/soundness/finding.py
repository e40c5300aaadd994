"""One defect of a definition."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """A stable code, the place in the declaration, why it is a defect, and what to write instead (sentences)."""

    code: str
    place: str
    reason: str
    cure: str
