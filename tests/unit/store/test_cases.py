"""A case is read whole, written once, and lost to nobody who came second."""

import pytest
from sqlalchemy import select

from engine.errors import Raced
from engine.ports import FIRST, CaseRow, Head, StoredCase, Transaction
from store.tables import case_readers, cases, streams
from tests.storage import Installation
from tests.unit.store.rows import AT, body, draft, in_vain, keep, open_case


def _case(tx: Transaction, case: str = "c1", *, lock: bool = True) -> StoredCase:
    stored = tx.case(case, lock=lock)
    assert stored is not None
    return stored


def _row(content: dict[str, object]) -> CaseRow:
    return CaseRow(content, "h" * 64, frozenset(), {})


def _keys(made: Installation) -> set[str]:
    with made.engines.read.connect() as connection:
        return set(connection.execute(select(case_readers.c.key)).scalars())


def test_a_case_comes_back_as_it_was_kept(installed: Installation) -> None:
    open_case(installed, "c1", readers=frozenset({"office:9901-AG", "-officer:o9"}))

    with installed.storage.read() as tx:
        stored = _case(tx, lock=False)

    assert stored.body == body("c1", facts_at=0)
    assert stored.readers == {"office:9901-AG", "-officer:o9"}
    assert stored.head.next_seq == 1


def test_a_case_that_does_not_exist_is_none(installed: Installation) -> None:
    with installed.storage.read() as tx:
        assert tx.case("nobody", lock=False) is None


def test_each_entry_of_a_case_follows_the_one_before(installed: Installation) -> None:
    open_case(installed, "c1")
    heads = []
    for version in (2, 3):
        with installed.storage.write() as tx:
            heads.append(keep(tx, installed, body(version=version), before=_case(tx)))

    with installed.storage.read() as tx:
        prevs = [entry["prev"] for entry in tx.entries("case/c1", -1, 10)]
        newest = _case(tx, lock=False).head

    assert prevs[0] == ""
    assert prevs[2] == heads[0].leaf
    assert newest == heads[1] == Head(3, heads[1].leaf)


def test_a_page_of_entries_begins_after_the_one_named(installed: Installation) -> None:
    open_case(installed, "c1")
    for version in (2, 3):
        with installed.storage.write() as tx:
            keep(tx, installed, body(version=version), before=_case(tx))

    with installed.storage.read() as tx:
        assert [entry["seq"] for entry in tx.entries("case/c1", 0, 1)] == [1]
        assert [entry["seq"] for entry in tx.entries("case/c1", 1, 10)] == [2]


def test_whoever_read_an_older_version_is_told_to_look_again_and_leaves_nothing(installed: Installation) -> None:
    open_case(installed, "c1")
    with installed.storage.read() as tx:
        old = _case(tx, lock=False)
    with installed.storage.write() as tx:
        keep(tx, installed, body(version=2), before=_case(tx))

    def too_late() -> None:
        with installed.storage.write() as tx:
            tx.put_matter("m9", {})
            tx.put_case(_row(body(version=3)), old, Head(2, ""))

    with pytest.raises(Raced):
        too_late()
    with installed.storage.read() as tx:
        assert tx.matter("m9") is None
        assert _case(tx, lock=False).body["version"] == 2


def test_readers_change_by_their_difference(installed: Installation) -> None:
    open_case(installed, "c1", readers=frozenset({"office:a", "office:b"}))

    with installed.storage.write() as tx:
        keep(tx, installed, body(), before=_case(tx), readers=frozenset({"office:b", "office:c", "office:d"}))

    assert _keys(installed) == {"office:b", "office:c", "office:d"}


def test_a_transaction_sees_what_it_has_put_itself(installed: Installation) -> None:
    open_case(installed, "c1")

    with installed.storage.write() as tx:
        keep(tx, installed, body(version=2, facts_at=0), before=_case(tx))
        keep(tx, installed, body(version=3, facts_at=0), before=_case(tx))
        assert _case(tx).body["version"] == 3
        assert tx.linked(["c1"])[0]["version"] == 3

    with installed.storage.read() as tx:
        assert [entry["seq"] for entry in tx.entries("case/c1", -1, 10)] == [0, 1, 2]


def test_linked_cases_come_in_the_order_of_their_ids(installed: Installation) -> None:
    for case in ("c2", "c1", "c3"):
        open_case(installed, case)

    with installed.storage.read() as tx:
        assert [linked["id"] for linked in tx.linked(["c3", "c1"])] == ["c1", "c3"]
        assert tx.linked([]) == ()


def test_what_was_foreseen_is_what_would_have_been_read(installed: Installation) -> None:
    open_case(installed, "c1")
    with installed.storage.write() as tx:
        keep(tx, installed, body(version=2, facts_at=0), before=_case(tx), command="k1")

    with installed.storage.write() as plain:
        expected = (plain.known_command("o1", "k1"), plain.moment(), plain.case("c1", lock=True))
    with installed.storage.write() as tx:
        tx.foresee("o1", "k1", "c1")
        seen = (tx.known_command("o1", "k1"), tx.moment(), tx.case("c1", lock=True))

    assert seen == expected


def test_a_hint_about_no_case_does_no_harm(installed: Installation) -> None:
    with installed.storage.write() as tx:
        tx.foresee("o1", "k1", "nobody")

        assert tx.known_command("o1", "k1") is None
        assert tx.moment().newest_at == ""


def test_files_that_were_foreseen_are_those_that_were_uploaded(installed: Installation) -> None:
    open_case(installed, "c1")
    installed.storage.put_file("c1", "d" * 64, b"minutes", "o1", AT)

    with installed.storage.write() as tx:
        tx.foresee("o1", "k1", "c1", ("d" * 64, "e" * 64, "a,b"))

        assert tx.files("c1", ["d" * 64, "e" * 64, "a", "b"]) == {"d" * 64}


def test_a_file_that_comes_after_the_hint_is_seen(installed: Installation) -> None:
    open_case(installed, "c1")

    with installed.storage.write() as tx:
        tx.foresee("o1", "k1", "c1", ("d" * 64,))
        tx.put_file("c1", "d" * 64, b"minutes", "o1", AT)

        assert tx.files("c1", ["d" * 64]) == {"d" * 64}


def test_many_commands_are_foreseen_as_each_would_be(installed: Installation) -> None:
    with installed.storage.write() as tx:
        tx.append("matter/m1", installed.register.seal(draft("matter/m1", tx.head("matter/m1"), command="k1")))
    with installed.storage.write() as plain:
        expected = (plain.known_command("o1", "k1"), plain.head("matter/m1"))

    with installed.storage.write() as tx:
        tx.foresee_many([("o1", "k1"), ("o1", "k2")], ["matter/m1", "matter/m2"])

        assert (tx.known_command("o1", "k1"), tx.head("matter/m1")) == expected
        assert (tx.known_command("o1", "k2"), tx.head("matter/m2")) == (None, FIRST)


def test_what_is_appended_after_the_hint_counts(installed: Installation) -> None:
    with installed.storage.write() as tx:
        tx.foresee_many([("o1", "k1")], ["matter/m1"])
        sealed = installed.register.seal(draft("matter/m1", tx.head("matter/m1"), command="k1"))
        tx.append("matter/m1", sealed)
        tx.settle()

        assert tx.head("matter/m1") == sealed.head
        assert tx.known_command("o1", "k1") is not None


def test_a_command_is_known_once_its_entry_is_written(installed: Installation) -> None:
    with installed.storage.write() as tx:
        sealed = installed.register.seal(draft("identity", tx.head("identity"), command="k1"))
        tx.append("identity", sealed)
        assert tx.known_command("o1", "k1") is not None

    with installed.storage.read() as tx:
        known = tx.known_command("o1", "k1")
        assert tx.known_command("o2", "k1") is None
    assert known is not None
    assert (known.request, known.stream, known.seq, known.entry["event"]) == ("r", "identity", 0, "note")


def test_the_moment_tells_the_newest_instant_and_the_versions_of_the_world(installed: Installation) -> None:
    for seq, at in enumerate(("2026-11-20T08:00:00+00:00", "2026-11-20T09:00:00.500000+00:00")):
        with installed.storage.write() as tx:
            head = tx.head("organisation")
            assert head.next_seq == seq
            tx.append("organisation", installed.register.seal(draft("organisation", head, at=at)))
            assert tx.moment().newest_at == at

    with installed.storage.read() as tx:
        assert tx.moment().versions == {"organisation": 1, "calendar": 0, "policy": 0}
        assert tx.moment().newest_at == "2026-11-20T09:00:00.500000+00:00"


def test_a_failed_transaction_leaves_nothing(installed: Installation) -> None:
    with in_vain(installed.storage.write()) as tx:
        keep(tx, installed, body())
        tx.append("identity", installed.register.seal(draft("identity", tx.head("identity"))))

    with installed.engines.read.connect() as connection:
        assert connection.execute(select(cases)).all() == []
        assert connection.execute(select(streams)).all() == []


def test_the_projection_repeats_for_lists_what_the_body_says(installed: Installation) -> None:
    open_case(installed, "c1", closed=True, pending={"id": "r1", "seq": 5}, secrecy=2)

    with installed.engines.read.connect() as connection:
        row = connection.execute(select(cases)).one()

    assert (row.state, row.closed, row.pending_at, row.facts_at, row.secrecy) == ("registered", True, 5, 0, 2)
    assert (row.anc_prefecture, row.anc_county, row.seq) == ("9901", None, 0)
