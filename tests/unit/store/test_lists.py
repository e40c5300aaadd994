"""Lists show what may be seen and nothing else; the database and `may_see` give the same answer."""

from itertools import product

import pytest

from engine.case import Case
from engine.organisation import Organisation
from engine.ports import Sought, StoredCase
from engine.readers import Reader
from engine.visibility import may_see
from tests.storage import Installation
from tests.unit.store.rows import open_case
from tests.unit.store.test_organisation import PREFECTURE, change

COUNTY = {"code": "990101", "name": "清河县纪委监委", "level": "county", "kind": "commission", "superior": "9901",
          "party_committee": "中共清河县委", "on_platform": True}  # fmt: skip
EVERYTHING = Reader("o1", frozenset({"all"}), frozenset())
LINES = {
    "9901": {"province": "99", "prefecture": "9901"},
    "990101": {"province": "99", "prefecture": "9901", "county": "990101"},
}


def _open(made: Installation, case: str, *, organ: str = "9901", day: int = 1, **more: object) -> None:
    readers = more.pop("readers", frozenset({"all"}))
    opened_at = f"2026-11-{day:02d}T08:00:00+00:00"
    open_case(made, case, readers=readers, ancestors=LINES[organ], organ=organ, opened_at=opened_at, **more)


def _ids(made: Installation, sought: Sought, who: Reader = EVERYTHING) -> list[str]:
    with made.storage.read() as tx:
        return [case["id"] for case in tx.cases(who, sought)]


@pytest.fixture
def tree(installed: Installation) -> Installation:
    change(installed, PREFECTURE | {"organs": [*PREFECTURE["organs"], COUNTY]})
    return installed


OFFICERS = [Reader(f"o{number}", frozenset(keys), frozenset(scopes)) for number, (keys, scopes) in enumerate(
    product([(), ("office:a",), ("office:a", "function:trial@9901"), ("officer:o1",)],
            [(), ("9901",), ("990101",), ("99",), ("unknown",)])
)]  # fmt: skip


def test_the_list_shows_exactly_the_cases_that_may_be_seen(tree: Installation) -> None:
    keys = [(), ("office:a",), ("office:b",), ("function:trial@9901", "office:b"), ("officer:o1",)]
    barred = [None, "o5", "o10", "o12"]
    for number, (offered, officer, organ) in enumerate(product(keys, barred, LINES)):
        readers = frozenset(offered) | ({f"-officer:{officer}"} if officer else set())
        _open(tree, f"c{number}", organ=organ, readers=readers, recused=[officer] if officer else [])

    with tree.storage.read() as tx:
        every = [stored for number in range(40) if (stored := tx.case(f"c{number}", lock=False))]
        for who, under in product(OFFICERS, [None, "99", "9901", "990101"]):
            listed = {case["id"] for case in tx.cases(who, Sought(organ=under, limit=500))}
            assert listed == {stored.body["id"] for stored in every if _allowed(who, stored, under, tx.organisation())}
        for who, stored in product(OFFICERS, every):
            assert tx.visible(who, stored.body["id"]) == _allowed(who, stored, None, tx.organisation())


def _allowed(who: Reader, stored: StoredCase, organ: str | None, organisation: Organisation) -> bool:
    below = organ is None or organ in {item.code for item in organisation.line(stored.body["organ"])}
    return below and may_see(who, Case.read(stored.body), stored.readers, organisation)


WANTED = [
    pytest.param(Sought(state="allocated"), ["c2"], id="by state"),
    pytest.param(Sought(phase="disposal"), ["c2"], id="by phase"),
    pytest.param(Sought(office="9901-SC1"), ["c2"], id="by office"),
    pytest.param(Sought(matter="m2"), ["c3"], id="by matter"),
    pytest.param(Sought(number="X-1"), ["c3"], id="by number"),
    pytest.param(Sought(closed=True), ["c3"], id="closed"),
    pytest.param(Sought(closed=False), ["c2", "c1"], id="open"),
    pytest.param(Sought(organ="9901"), ["c3", "c2", "c1"], id="an organ and everything below"),
    pytest.param(Sought(organ="990101"), ["c3"], id="an organ at the bottom"),
    pytest.param(Sought(organ="nowhere"), [], id="an organ that isn't there"),
    pytest.param(Sought(mine=True), ["c1"], id="mine"),
    pytest.param(Sought(waiting=True), ["c2"], id="waiting for me"),
    pytest.param(Sought(name="李 四"), ["c2"], id="by name"),
    pytest.param(Sought(workflow="petition"), [], id="of another workflow"),
    pytest.param(Sought(limit=2), ["c3", "c2"], id="newest first"),
]


@pytest.mark.parametrize(("sought", "expected"), WANTED)
def test_a_list_holds_what_was_asked_for(tree: Installation, sought: Sought, expected: list[str]) -> None:
    _open(tree, "c1", day=1, readers=frozenset({"all", "officer:o1"}))
    _open(tree, "c2", day=2, readers=frozenset({"all", "?all"}), state="allocated", phase="disposal", office="9901-SC1")
    _open(tree, "c3", day=3, organ="990101", matter="m2", number="X-1", closed=True)
    with tree.storage.write() as tx:
        tx.index_name("c1", "张三")
        tx.index_name("c2", "李四")

    assert _ids(tree, sought) == expected


def test_pages_follow_one_another_without_gap_or_repeat(tree: Installation) -> None:
    for number in range(7):
        _open(tree, f"c{number}", day=1 + number // 3)
    pages: list[list[str]] = []
    after = None
    while True:
        with tree.storage.read() as tx:
            page = tx.cases(EVERYTHING, Sought(limit=2, after=after))
        if not page:
            break
        pages.append([case["id"] for case in page])
        after = (page[-1]["opened_at"], page[-1]["id"])

    assert pages == [["c6", "c5"], ["c4", "c3"], ["c2", "c1"], ["c0"]]


def test_a_page_comes_with_the_facts_opened(tree: Installation) -> None:
    _open(tree, "c1")

    with tree.storage.read() as tx:
        (case,) = tx.cases(EVERYTHING, Sought())

    assert case["facts"] == {"name": "张三"}
    assert (case["id"], case["state"]) == ("c1", "registered")


def test_the_funnel_counts_only_what_may_be_seen(tree: Installation) -> None:
    _open(tree, "c1")
    _open(tree, "c2", state="allocated")
    _open(tree, "c3", state="allocated")
    _open(tree, "c4", state="allocated", readers=frozenset({"office:other"}))

    with tree.storage.read() as tx:
        counts = tx.funnel(EVERYTHING)
        assert tx.funnel(EVERYTHING, "petition") == []

    assert counts == [("clue_disposal", "intake", "allocated", 2), ("clue_disposal", "intake", "registered", 1)]
