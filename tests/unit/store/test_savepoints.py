"""Many commands in one transaction: one that fails takes back its own writes, and only those."""

from sqlalchemy import select

from engine.ports import Secret
from store.tables import outside_sheets, streams
from tests.storage import Installation
from tests.unit.store.rows import body, draft, in_vain, keep, open_case


def test_what_failed_is_taken_back_and_the_rest_stands(installed: Installation) -> None:
    with installed.storage.write() as tx:
        with tx.savepoint():
            keep(tx, installed, body("c1"))
        with in_vain(tx.savepoint()):
            keep(tx, installed, body("c2"))
        with tx.savepoint():
            keep(tx, installed, body("c3"))

    with installed.storage.read() as tx:
        assert [tx.case(case, lock=False) is not None for case in ("c1", "c2", "c3")] == [True, False, True]


def test_what_was_written_at_once_is_taken_back_too(installed: Installation) -> None:
    with installed.storage.write() as tx:
        with tx.savepoint():
            assert tx.put_sheet("同级党委", "1号", "c1")
        with in_vain(tx.savepoint()):
            tx.put_sheet("同级党委", "2号", "c2")

    with installed.engines.read.connect() as connection:
        assert connection.execute(select(outside_sheets.c.number)).scalars().all() == ["1号"]


def test_what_came_before_a_savepoint_survives_it(installed: Installation) -> None:
    with installed.storage.write() as tx:
        keep(tx, installed, body("c1"))
        with in_vain(tx.savepoint()):
            tx.put_sheet("同级党委", "2号", "c2")
            keep(tx, installed, body("c2"))
        keep(tx, installed, body("c3"))

    with installed.storage.read() as tx:
        assert [tx.case(case, lock=False) is not None for case in ("c1", "c2", "c3")] == [True, False, True]


def test_a_stream_goes_on_where_the_last_good_entry_ended(installed: Installation) -> None:
    with installed.storage.write() as tx:
        for savepoint in (tx.savepoint(), in_vain(tx.savepoint()), tx.savepoint()):
            with savepoint:
                tx.append("identity", installed.register.seal(draft("identity", tx.head("identity"))))

    with installed.storage.read() as tx:
        assert [entry["seq"] for entry in tx.entries("identity", -1, 10)] == [0, 1]
    with installed.engines.read.connect() as connection:
        assert connection.execute(select(streams.c.seq)).scalars().all() == [1]


def test_a_number_drawn_in_vain_is_drawn_again(installed: Installation) -> None:
    with installed.storage.write() as tx:
        with in_vain(tx.savepoint()):
            assert tx.next_number("9901", "clue", 2026) == 1
        with tx.savepoint():
            assert tx.next_number("9901", "clue", 2026) == 1
        assert tx.next_number("9901", "clue", 2026) == 2

    with installed.storage.write() as tx:
        assert tx.next_number("9901", "clue", 2026) == 3


def test_a_case_taken_back_is_read_again_from_the_database(installed: Installation) -> None:
    open_case(installed, "c1")

    with installed.storage.write() as tx:
        with in_vain(tx.savepoint()):
            keep(tx, installed, body(version=2), before=tx.case("c1", lock=True))
        stored = tx.case("c1", lock=True)

    assert stored is not None
    assert stored.body["version"] == 1


def test_two_commands_of_a_batch_on_one_case_both_count(installed: Installation) -> None:
    open_case(installed, "c1")

    with installed.storage.write() as tx:
        for version in (2, 3):
            with tx.savepoint():
                before = tx.case("c1", lock=True)
                tx.commit_secret("case/c1", version - 1, Secret("c1", "content", "content", {"v": version}))
                keep(tx, installed, body(version=version), before=before, command=f"k{version}")

    with installed.storage.read() as tx:
        stored = tx.case("c1", lock=False)
        values = tx.values("c1", "content")
    assert stored is not None
    assert (stored.body["version"], stored.head.next_seq) == (3, 3)
    assert values == [(1, "content", {"v": 2}), (2, "content", {"v": 3})]


def test_a_matter_put_twice_in_one_batch_is_as_it_was_put_last(installed: Installation) -> None:
    with installed.storage.write() as tx:
        for cases in (["c1"], ["c1", "c2"]):
            with tx.savepoint():
                tx.put_matter("m1", {"cases": cases})

    with installed.storage.read() as tx:
        assert tx.matter("m1") == {"cases": ["c1", "c2"]}
