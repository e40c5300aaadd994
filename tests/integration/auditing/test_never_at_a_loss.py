"""Whatever a forger writes, verification ends with a finding and never with an error."""

import copy
import itertools
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest

from app.auditing.books import RegisterBooks, read
from app.auditing.opening import audited
from engine.errors import UNREADABLE
from engine.legality import Entry, Standing, review
from tests.integration.auditing.conftest import Walked
from tests.integration.auditing.forging import Met, steps
from tests.integration.auditing.house import House
from tests.integration.auditing.intruders import Burglar, key_of

JUNK: tuple[Any, ...] = (None, True, 0, -1, 2**53 - 1, "", "x", "é" * 10, [], [7], [[]], {}, {"a": 1}, {"": {}})
EACH = 40
"""Mutations of every entry."""


@pytest.fixture(scope="session")
def pairs(walked: Walked) -> Iterator[tuple[RegisterBooks, list[Met]]]:
    """Every entry of every case with the case before it, and the books they name."""
    with audited(walked.settings) as found, found.snapshot() as connection:
        trails = (steps(body for _, body in read(connection, f"case/{case}")) for case in walked.cases.values())
        yield RegisterBooks(connection), list(itertools.chain.from_iterable(trails))


@pytest.mark.only_on("sqlite")
def test_an_entry_with_junk_anywhere_is_judged(
    pairs: tuple[RegisterBooks, list[Met]],
) -> None:
    books, told = pairs
    chance = random.Random(20261122)  # noqa: S311 - repeatable chance, nothing secret

    for before, entry, past in told:
        for _ in range(EACH):
            forged, stood = copy.deepcopy(entry), copy.deepcopy(before)
            spoil(forged, chance)
            standing = Standing.of(stood, past) if stood else None
            try:
                read_entry = Entry.read(forged)
            except UNREADABLE:
                continue
            after, faults = review(standing, read_entry, books)
            assert after is not None or faults


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("stream", ["definition", "organisation", "identity", "policy", "matter/%", "meeting/%"])
@pytest.mark.parametrize(
    "data", [7, [], {}, {"posts": 7}, {"digest": []}, {"token": 7}, {"cases": [7, {}]}, {"parts": "x"}]
)
def test_a_stream_with_junk_in_it_is_verified_to_the_end(
    house: House, burglar: Burglar, stream: str, data: Any
) -> None:
    tag = key_of(house.settings)
    row = burglar.first(stream)
    body = json.dumps({**json.loads(row.body), "data": data}, sort_keys=True, separators=(",", ":")).encode()

    burglar.does(
        "update register_entry set body = :body, tag = :tag where id = :id", body=body, tag=tag(body), id=row.id
    )

    assert not house.verdict().clean


def spoil(value: Any, chance: random.Random) -> None:
    """Put junk in one place of a JSON value."""
    places = list(_places(value))
    holder, key = chance.choice(places)
    holder[key] = copy.deepcopy(chance.choice(JUNK))


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    keys = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from _places(value[key])
