"""Commands that should be carried out, with up to a few things in them, their case or their world otherwise."""

from dataclasses import fields, replace
from datetime import UTC, date, timedelta, timezone
from decimal import Decimal
from typing import Any, Final

from hypothesis import strategies as st

from engine.case import PASSED, RECORDED, WAITING, Request
from engine.commands import OpenMatter, Sheet, Takeover
from engine.machine import all_steps
from engine.organisation import Organ, Organisation
from engine.terms import BODIES, DOCUMENTS, ROLES
from engine.world import Meeting
from tests.builders import (
    COUNTY,
    JC,
    NOW,
    OFFICERS,
    OTHER_COUNTY,
    PREFECTURE,
    PROVINCE,
    SL,
    TOWNSHIP,
    XF,
    a_delegation,
    an_organisation,
    digest_of,
    post,
)
from tests.drill import DRILL
from tests.scenes import SCENES, Scene

STEPS: Final = tuple(step.id for step in all_steps(DRILL))
STATES: Final = tuple(state.id for state in DRILL.states)
PHASES: Final = tuple(phase.id for phase in DRILL.phases)
FIELDS: Final = tuple(field.id for form in DRILL.forms for field in form.fields)
ORGANS: Final = (COUNTY, PREFECTURE, OTHER_COUNTY, TOWNSHIP, PROVINCE, "gone", "orphan")

anything = st.text(st.characters(exclude_categories=()), max_size=8)
"""Text of every kind, lone surrogates and control characters among them."""


def known_or_odd(known: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Mostly an id that means something, now and then one that doesn't."""
    return st.one_of(st.sampled_from(known), st.sampled_from(known), anything)


officers = known_or_odd(OFFICERS)
steps = known_or_odd(STEPS)
days = st.dates(date(2026, 1, 1), date(2027, 1, 1)) | st.dates()
zones = st.sampled_from([UTC, timezone(timedelta(hours=8)), timezone(timedelta(hours=-23, minutes=-59)), None])
moments = st.datetimes(timezones=zones) | st.timedeltas(timedelta(days=-9), timedelta(days=1)).map(
    lambda ago: NOW + ago
)
values: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | anything
    | st.decimals()
    | days
    | moments
    | st.sampled_from(
        ["expulsion", "warning", "talk", "grave", "1E+999999", "2026-03-05", COUNTY, "jc_a", Decimal("-0")]
    ),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(anything, inner, max_size=2),
    max_leaves=3,
)
inputs = st.dictionaries(known_or_odd(FIELDS), values, max_size=5)
kinds = known_or_odd((*DOCUMENTS, *(f"opinion@{body}" for body in BODIES)))
documents = st.dictionaries(kinds, known_or_odd(tuple(digest_of(kind) for kind in DOCUMENTS)), max_size=4)
teams = st.lists(officers, max_size=3).map(tuple)
serving = st.lists(st.sampled_from((*OFFICERS, "nobody")), max_size=3).map(tuple)
"""Officers as a case holds them: what was committed once is an id."""
requests = known_or_odd(("c1-r4",))

_sheet = st.builds(Sheet, number=anything, issued_on=days, document=known_or_odd((digest_of("sheet"),)))

ODD_IN_COMMANDS: Final[dict[str, st.SearchStrategy[Any]]] = {
    "id": anything,
    "actor": officers,
    "post": st.none() | anything,
    "case": anything,
    "expected": st.none() | st.integers(),
    "occurred_at": st.none() | moments,
    "reason": anything | st.just("长" * 10_001),
    "step": steps,
    "inputs": inputs,
    "documents": documents,
    "team": teams,
    "hand_to": st.none() | known_or_odd((JC, SL)),
    "to_organ": st.none() | known_or_odd(ORGANS),
    "meeting": st.none() | known_or_odd(("m1", "study")),
    "other": st.none() | known_or_odd(("c1", "c2")),
    "request": requests,
    "decision": st.sampled_from(["approve", "return", "refuse"]),
    "sheet": st.none() | _sheet,
    "number": anything,
    "officer": officers,
}
"""What any field of a command could hold instead."""

_statuses = st.sampled_from([WAITING, RECORDED, PASSED])
_ranks = st.fixed_dictionaries(
    {
        "kind": st.just("rank"),
        "post": st.sampled_from(["principal", "overseeing_deputy", "office_head"]),
        "organ": st.sampled_from(ORGANS),
        "office": st.none() | st.sampled_from([JC, SL]),
        "status": st.sampled_from([WAITING, PASSED]),
    },
    optional={"delegable": st.just(value=False), "by": st.sampled_from(OFFICERS), "behalf": st.sampled_from(OFFICERS)},
)
_bodies = st.fixed_dictionaries(
    {
        "kind": st.just("collective"),
        "body": st.sampled_from(["standing_committee", "leadership_meeting", "office_meeting"]),
        "organ": st.sampled_from(ORGANS),
        "status": st.sampled_from([WAITING, PASSED]),
        "present": st.just("1/2"),
        "passing": st.just("1/2"),
    }
)
_sheets = st.fixed_dictionaries(
    {
        "kind": st.just("outside"),
        "body": st.sampled_from(["same_level_party_committee@990101", "principal@99", "principal@", "other@gone"]),
        "status": _statuses,
        "by": st.sampled_from(OFFICERS),
        "at": st.just(NOW.isoformat()),
        "number": st.just("1"),
    }
)
pending = st.builds(
    Request,
    id=st.just("c1-r4"),
    step=st.sampled_from(STEPS),
    proposer=st.sampled_from(OFFICERS),
    post=st.just("jc_a@990101-JC/handler") | st.just("left@990101-JC/handler"),
    at=st.just(NOW.isoformat()),
    seq=st.just(4),
    steps=st.lists(_ranks | _bodies | _sheets, min_size=1, max_size=3).map(tuple),
    team=serving,
    hand_to=st.none() | st.sampled_from([JC, SL]),
    meeting=st.none() | st.just("m1"),
    rules=st.none() | st.dictionaries(st.sampled_from(["grave", "heavy"]), st.booleans()),
)
_served = st.none() | st.dictionaries(st.sampled_from(PHASES), serving, max_size=3)

ODD_IN_CASES: Final[dict[str, st.SearchStrategy[Any]]] = {
    "state": st.sampled_from(STATES),
    "phase": st.sampled_from(PHASES),
    "organ": st.sampled_from(ORGANS),
    "competent": st.sampled_from(ORGANS),
    "designating": st.none() | st.sampled_from(ORGANS),
    "assigning": st.none() | st.sampled_from(ORGANS),
    "passage": st.lists(
        st.tuples(st.sampled_from(ORGANS), st.none() | st.just(JC), st.sampled_from(STEPS)), max_size=2
    ).map(tuple),
    "office": st.sampled_from([JC, SL, XF, None, "gone-JC"]),
    "team": serving,
    "pending": st.none() | pending,
    "handover": st.none() | st.sampled_from([JC, TOWNSHIP]),
    "handler": st.none() | st.sampled_from(OFFICERS),
    "served": _served,
    "teams": _served,
    "approvers": serving,
    "custody": st.lists(st.tuples(st.sampled_from(PHASES), st.sampled_from([JC, "gone-JC"])), max_size=2).map(tuple),
    "counts": st.none() | st.dictionaries(st.sampled_from(STEPS), st.integers(0, 3), max_size=2),
    "signed": st.none()
    | st.fixed_dictionaries({"step": st.sampled_from(STEPS), "documents": st.just("0" * 64), "officers": serving}),
    "recused": serving,
    "subject_officer": st.none() | st.sampled_from(OFFICERS),
    "let_in": serving,
    "done": st.lists(st.sampled_from(STEPS), max_size=2).map(tuple),
    "linked_as": st.none() | st.just({"c2": "merged"}),
}
"""What any field of a case could hold instead."""

organisations: st.SearchStrategy[Organisation] = st.builds(
    an_organisation,
    st.builds(post, st.sampled_from(OFFICERS), st.sampled_from([JC, SL, COUNTY, TOWNSHIP]), known_or_odd(tuple(ROLES))),
    without=st.lists(st.sampled_from(OFFICERS), max_size=3),
    delegations=st.lists(
        st.builds(
            a_delegation,
            st.sampled_from(["principal", "deputy", "bg_a"]),
            officers,
            steps,
            depth=st.integers(1, 3),
        ),
        max_size=2,
    ).map(tuple),
    organs=st.just([Organ("orphan", "某机关", "village", "commission", "nowhere", "")]),
) | st.just(Organisation(0, {}, {}, ()))

meetings = st.builds(
    Meeting,
    id=st.just("m1"),
    organ=st.sampled_from(ORGANS),
    office=st.none() | st.just(JC),
    body=st.sampled_from(list(BODIES)),
    held_on=days,
    present=teams,
    recused=teams,
    items=st.dictionaries(
        st.tuples(st.just("c1"), st.just("c1-r4") | steps),
        st.dictionaries(officers, st.sampled_from(["agree", "oppose", "abstain"]), max_size=3),
        max_size=2,
    ),
    recorded_by=officers,
)
ODD_IN_WORLDS: Final[dict[str, st.SearchStrategy[Any]]] = {
    "now": st.timedeltas(timedelta(days=-30), timedelta(days=400)).map(lambda later: NOW + later),
    "organisation": organisations,
    "meetings": meetings.map(lambda meeting: {meeting.id: meeting, "study": meeting}),
    "linked": st.lists(st.sampled_from([scene.case for scene in SCENES]), max_size=2).map(tuple),
    "other": st.none() | st.sampled_from([scene.case for scene in SCENES]),
    "files": st.just(frozenset[str]()),
}
"""What any part of the world could be instead."""

facts = st.dictionaries(known_or_odd((*FIELDS, "rank", "next_lower_principal")), values, max_size=3)


@st.composite
def situations(draw: st.DrawFn) -> Scene:
    """A command that would be carried out, with up to a few things otherwise than they should be."""
    right = draw(st.sampled_from(SCENES))
    return Scene(
        draw(_otherwise(right.case, ODD_IN_CASES)),
        draw(st.just(right.facts) | facts),
        draw(st.just(right.proposal) | st.just({})),
        draw(_otherwise(right.command, ODD_IN_COMMANDS)),
        draw(_otherwise(right.world, ODD_IN_WORLDS)),
    )


@st.composite
def _otherwise(draw: st.DrawFn, right: Any, odd: dict[str, st.SearchStrategy[Any]]) -> Any:
    """The same with up to two fields changed; of a mapping, mostly one entry."""
    here = sorted(odd.keys() & {item.name for item in fields(right)})
    names = draw(st.just([]) | st.lists(st.sampled_from(here), max_size=2, unique=True))
    changed = {name: draw(odd[name]) for name in names}
    for name, value in changed.items():
        before = getattr(right, name)
        if isinstance(value, dict) and isinstance(before, dict) and draw(st.booleans()):
            changed[name] = {**before, **value}
    return replace(right, **changed)


openings: st.SearchStrategy[OpenMatter] = st.builds(
    OpenMatter,
    id=anything,
    actor=officers,
    workflow=st.just("drill"),
    subjects=st.lists(inputs, max_size=2),
    received_on=days,
    organ=st.none() | known_or_odd(ORGANS),
    documents=documents,
    reason=anything,
    takeover=st.none()
    | st.builds(
        Takeover,
        act=anything,
        office=st.none() | known_or_odd((JC,)),
        state=known_or_odd(STATES),
        number=st.none() | anything,
        reference=anything,
        content=anything,
        matter=anything,
        stated=st.none() | known_or_odd(ORGANS),
        subject_officer=st.none() | officers,
    ),
)
