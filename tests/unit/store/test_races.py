"""Several at once: no lost update, no doubled entry, and whoever lost is told to try again."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import pytest

from engine.errors import Raced
from engine.ports import Secret
from store.transaction import SqlTransaction
from tests.storage import Installation
from tests.unit.store.rows import body, draft, keep, open_case

AT_ONCE = 4


TRIES = 5


def _tried_again(made: Installation, act: Callable[[SqlTransaction], object]) -> None:
    """As the door does it: whoever lost a race does the whole command again."""
    for _ in range(TRIES - 1):
        with suppress(Raced):
            with made.storage.write() as tx:
                act(tx)
            return
    with made.storage.write() as tx:
        act(tx)


def _all_at_once(act: Callable[[int], object]) -> Counter[str]:
    """What came of each: "done", or "Raced" for who was told to try again."""
    barrier = Barrier(AT_ONCE)

    def attempt(number: int) -> str:
        barrier.wait(10)
        try:
            act(number)
        except Raced:
            return "Raced"
        return "done"

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return Counter(pool.map(attempt, range(AT_ONCE)))


def test_officers_who_compete_for_a_case_are_all_served_and_none_is_lost(installed: Installation) -> None:
    open_case(installed, "c1")

    def step(tx: SqlTransaction) -> None:
        before = tx.case("c1", lock=True)
        assert before is not None
        keep(tx, installed, body(version=before.body["version"] + 1, facts_at=0), before=before)

    def steps(_: int) -> None:
        for _ in range(5):
            _tried_again(installed, step)

    assert _all_at_once(steps) == {"done": AT_ONCE}
    with installed.storage.read() as tx:
        stored = tx.case("c1", lock=False)
        seqs = [entry["seq"] for entry in tx.entries("case/c1", -1, 100)]
    assert stored is not None
    assert stored.body["version"] == 1 + 5 * AT_ONCE
    assert seqs == list(range(1 + 5 * AT_ONCE))


def test_of_those_who_read_the_same_version_exactly_one_wins(installed: Installation) -> None:
    open_case(installed, "c1")
    with installed.storage.read() as tx:
        before = tx.case("c1", lock=False)

    def step(_: int) -> None:
        with installed.storage.write() as tx:
            keep(tx, installed, body(version=2, facts_at=0), before=before)

    assert _all_at_once(step) == {"done": 1, "Raced": AT_ONCE - 1}


def test_the_same_command_sent_several_times_at_once_is_carried_out_once(installed: Installation) -> None:
    for number in range(AT_ONCE):
        open_case(installed, f"c{number}")

    def send(number: int) -> None:
        with installed.storage.write() as tx:
            tx.foresee("o1", "k1", f"c{number}")
            if tx.known_command("o1", "k1") is None:
                before = tx.case(f"c{number}", lock=True)
                keep(tx, installed, body(f"c{number}", version=2, facts_at=0), before=before, command="k1")

    came = _all_at_once(send)

    with installed.storage.read() as tx:
        changed = [
            case["id"] for case in tx.linked([f"c{number}" for number in range(AT_ONCE)]) if case["version"] == 2
        ]
    assert len(changed) == 1
    assert came["done"] + came["Raced"] == AT_ONCE


@pytest.mark.parametrize("stream", ["access/c1", "identity"])
def test_entries_of_one_stream_never_share_a_place(installed: Installation, stream: str) -> None:
    def refuse(_: int) -> None:
        for _ in range(5):
            with installed.storage.write() as tx:
                tx.append(stream, installed.register.seal(draft(stream, tx.head(stream))))

    with installed.storage.write() as tx:
        tx.append("identity", installed.register.seal(draft("identity", tx.head("identity"))))

    assert _all_at_once(refuse) == {"done": AT_ONCE}
    with installed.storage.read() as tx:
        seqs = [entry["seq"] for entry in tx.entries(stream, -1, 100)]
    assert seqs == list(range(len(seqs)))
    assert len(seqs) >= 5 * AT_ONCE


def test_numbers_of_a_series_are_given_once_each(installed: Installation) -> None:
    drawn: list[int] = []

    def draw(_: int) -> None:
        for _ in range(5):
            with installed.storage.write() as tx:
                drawn.append(tx.next_number("9901", "clue", 2026))

    assert _all_at_once(draw) == {"done": AT_ONCE}
    assert sorted(drawn) == list(range(1, 1 + 5 * AT_ONCE))


def test_one_sheet_is_used_by_one_case(installed: Installation) -> None:
    used: list[bool] = []

    def record(number: int) -> None:
        with installed.storage.write() as tx:
            used.append(tx.put_sheet("同级党委", "1号", f"c{number}"))

    assert _all_at_once(record) == {"done": AT_ONCE}
    assert sorted(used) == [False] * (AT_ONCE - 1) + [True]


def test_a_case_that_waited_for_its_lock_is_read_as_it_is_now(installed: Installation) -> None:
    """The facts are joined before the lock is granted; whoever waited must not get those of before."""
    open_case(installed, "c1")
    wrong: list[object] = []

    def step(_: int) -> None:
        for _ in range(5):
            with installed.storage.write() as tx:
                tx.hold()
                tx.foresee("o1", "none", "c1")
                before = tx.case("c1", lock=True)
                assert before is not None
                seq = before.head.next_seq
                if before.facts != {"name": "张三"} and before.facts != {"seq": seq - 1}:
                    wrong.append(before.facts)
                tx.commit_secret("case/c1", seq, Secret("c1", "subject", "subject", {"seq": seq}))
                keep(tx, installed, body(version=seq + 1, facts_at=seq), before=before)

    assert _all_at_once(step) == {"done": AT_ONCE}
    assert wrong == []
