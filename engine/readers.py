"""Who asks: an officer with the keys of his posts. Lists and single cases match the same keys."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reader:
    """What an officer may see today: his own id, the keys of his posts, and the organs he audits."""

    officer: str
    keys: frozenset[str]
    scopes: frozenset[str]
