"""A case as the register knows it: ids, dates, digests and nothing that describes a person.

The committed form is a JSON object (`body`). An entry of the case's stream carries the fields it changes; folding
the entries gives the body again, and its hash stands in the entry (`state_hash`): there is one fold, used by the
door, by replay and by rebuild.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, replace
from typing import Any, Final

Body = Mapping[str, Any]

WAITING: Final = "waiting"
RECORDED: Final = "recorded"
PASSED: Final = "passed"


@dataclass(frozen=True, slots=True)
class Request:
    """A pending request for approval: the proposed step, its approval steps in order, and what each came to."""

    id: str
    step: str
    proposer: str
    post: str
    at: str
    seq: int
    steps: tuple[Mapping[str, Any], ...]
    team: tuple[str, ...] = ()
    hand_to: str | None = None
    meeting: str | None = None
    rules: Mapping[str, bool] | None = None
    digest: str = ""
    other: str | None = None
    inputs: Mapping[str, Any] | None = None
    to_organ: str | None = None

    @property
    def current(self) -> Mapping[str, Any] | None:
        """The first approval step that has not passed; None when all have."""
        return next((step for step in self.steps if step["status"] != PASSED), None)


@dataclass(frozen=True, slots=True)
class Case:
    """One subject in one workflow in one state. Lists of officers are ids; times are RFC 3339 in UTC."""

    id: str
    matter: str
    workflow: str
    definition: str
    state: str
    phase: str
    version: int
    number: str
    organ: str
    competent: str
    opened_at: str
    opened_by: str
    received_on: str
    last_occurred_at: str
    track: str
    office: str | None = None
    closed: bool = False
    designating: str | None = None
    assigning: str | None = None
    passage: tuple[tuple[str, str | None, str], ...] = ()
    """The organs that held it before, the first one first: organ, its office, and the act by which it left."""
    secrecy: int = 0
    priority: int = 0
    handler: str | None = None
    team: tuple[str, ...] = ()
    pending: Request | None = None
    handover: str | None = None
    served: Mapping[str, tuple[str, ...]] | None = None
    teams: Mapping[str, tuple[str, ...]] | None = None
    approvers: tuple[str, ...] = ()
    custody: tuple[tuple[str, str], ...] = ()
    counts: Mapping[str, int] | None = None
    signed: Mapping[str, Any] | None = None
    recused: tuple[str, ...] = ()
    subject_officer: str | None = None
    issued: Mapping[str, str] | None = None
    links: tuple[str, ...] = ()
    linked_as: Mapping[str, str] | None = None
    done: tuple[str, ...] = ()
    let_in: tuple[str, ...] = ()
    tallies: Mapping[str, tuple[Mapping[str, str], ...]] | None = None
    facts_at: int | None = None
    facts_hash: str = ""
    imported: bool = False
    taken_over_at: str | None = None
    asides: Mapping[str, Mapping[str, Any]] | None = None
    clocks: Mapping[str, Mapping[str, Any]] | None = None
    rounds: Mapping[str, int] | None = None
    due: Mapping[str, Mapping[str, Any]] | None = None
    ladders: Mapping[str, Mapping[str, Any]] | None = None
    reorganised: str | None = None
    """The last mass act by which an organ was reorganised that has met the case."""

    @classmethod
    def read(cls, body: Body) -> "Case":
        """The case of a committed body."""
        known = _frozen({name: value for name, value in body.items() if name in _FIELDS})
        if body.get("pending"):
            known["pending"] = Request(**_frozen(body["pending"]))
        return cls(**known)

    @property
    def requests(self) -> tuple[Request, ...]:
        """Every pending request: the one in the case's way, and those about its periods, which go beside it."""
        beside = (Request(**_frozen(told)) for told in (self.asides or {}).values())
        return (*((self.pending,) if self.pending else ()), *beside)

    def request(self, name: str) -> Request | None:
        """The pending request of this id."""
        return next((request for request in self.requests if request.id == name), None)

    def served_in(self, phases: Sequence[str]) -> frozenset[str]:
        """The officers who served this case in any of these phases."""
        served = self.served or {}
        return frozenset(officer for phase in phases for officer in served.get(phase, ()))

    def times(self, step: str) -> int:
        """How often the step was taken."""
        return (self.counts or {}).get(step, 0)

    def barred(self) -> frozenset[str]:
        """Officers who may not see the case at all: recused ones, and the subject himself."""
        return frozenset(self.recused) | ({self.subject_officer} if self.subject_officer else frozenset())


_FIELDS = frozenset(item.name for item in fields(Case))
_DEFAULTS: Final = {item.name: item.default for item in fields(Case) if item.default is not MISSING}
_SELDOM: Final = frozenset({"inputs", "to_organ"})
"""Fields that a request names only where it has them, so that older ones read the same."""


def fold(body: Body | None, changes: Body) -> dict[str, Any]:
    """The committed body after an entry: the fields it sets replace those of before; a null takes one away."""
    merged = {**(body or {}), **changes}
    return {name: value for name, value in merged.items() if value is not None}


def changed(case: Case, changes: Body) -> Case:
    """The case with the fields that an entry sets; a null takes one away."""
    known = _frozen({name: value for name, value in changes.items() if name in _FIELDS})
    if known.get("pending"):
        known["pending"] = Request(**_frozen(known["pending"]))
    fields_set: dict[str, Any] = {
        name: _DEFAULTS.get(name) if value is None else value for name, value in known.items()
    }
    return replace(case, **fields_set)


def canonical(body: Body) -> bytes:
    """The committed body's bytes: sorted keys, no white space. Integers, strings, booleans, lists, objects only."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def state_hash(body: Body) -> str:
    """SHA-256 over the committed form, in hex; never over plain text, so erasure doesn't break replay.

    Due dates are left out: they follow from the periods and the calendar, and are counted again.
    """
    return hashlib.sha256(canonical({name: value for name, value in body.items() if name != "due"})).hexdigest()


def request_body(request: Request) -> dict[str, Any]:
    """A request as the committed form holds it."""
    told = {item.name: getattr(request, item.name) for item in fields(request)}
    return {name: value for name, value in told.items() if value is not None or name not in _SELDOM}


def _frozen(values: Body) -> dict[str, Any]:
    return {name: _tuples(value) if isinstance(value, list) else value for name, value in values.items()}


def _tuples(items: list[Any]) -> tuple[Any, ...]:
    return tuple([_tuples(item) if isinstance(item, list) else item for item in items])
