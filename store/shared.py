"""What the transactions of one storage share: compiled statements, the vault, the organisation they last saw."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from sqlalchemy import Connection

from engine.deadlines.policy import Policy
from engine.organisation import Organisation
from engine.working_calendar import WorkingCalendar
from store.known import RegisterReads
from store.prepared import Prepared
from store.vault import Vault
from store.writing import Writer

_REMEMBERED: Final = 1024


@dataclass
class Shared:
    """Safe for threads: everything in it is immutable, locked, or replaced as a whole."""

    prepared: Prepared
    writer: Writer
    vault: Vault
    register: RegisterReads
    embedded: bool
    organisation: Organisation | None = None
    calendar: WorkingCalendar | None = None
    policy: Policy | None = None
    officer_names: tuple[int, Mapping[str, str]] = field(default=(-1, MappingProxyType({})))
    officers_called: tuple[int, Mapping[str, tuple[str, ...]]] = field(default=(-1, MappingProxyType({})))
    contacts: tuple[int, Mapping[str, Mapping[str, str]]] = field(default=(-1, MappingProxyType({})))
    wake: Callable[[Connection, str, str], None] | None = None
    """What wakes whoever sends notices (`store.outbox.Wake`); None where they go nowhere."""
    competed: frozenset[str] = frozenset()
    """Cases that somebody lost a race for: from then on they are locked when they are read."""

    def compete(self, cases: Iterable[str]) -> None:
        """Remember cases that several officers want at once; of very many, only the newest."""
        before = self.competed if len(self.competed) < _REMEMBERED else frozenset()
        self.competed = before | frozenset(cases)
