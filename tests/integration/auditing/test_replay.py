"""One case from its own entries, at any of them, and what replay says of a changed one."""

import pytest

from app.auditing.opening import audited
from app.auditing.replay import Replayed, replay
from tests.integration.auditing.house import House
from tests.integration.auditing.intruders import Burglar

Cases = dict[str, str]


def replayed(house: House, case: str, at: int | None = None) -> Replayed:
    """The case, folded up to an entry."""
    with audited(house.settings) as found, found.snapshot() as connection:
        done = replay(connection, case, at)
    assert done is not None
    return done


@pytest.mark.parametrize(
    "name",
    [
        "expelled",
        "verifying",
        "waiting",
        "registered",
        "recused",
        "corrected",
        "taken_back",
        "imported",
        "passed",
        "overdue",
    ],
)
def test_a_replayed_case_is_the_case_that_is_stored(house: House, cases: Cases, name: str) -> None:
    with house.opened() as found, found.storage.read() as tx:
        stored = tx.case(cases[name], lock=False)
    assert stored is not None

    done = replayed(house, cases[name])

    assert (done.body, done.row.readers, done.fault) == (stored.body, stored.readers, "")


def test_a_case_is_replayed_as_it_stood_at_any_entry(house: House, burglar: Burglar, cases: Cases) -> None:
    stream = f"case/{cases['expelled']}"
    entries = burglar.row(stream, -1).seq + 1

    with audited(house.settings) as found, found.snapshot() as connection:
        replays = [replay(connection, cases["expelled"], seq) for seq in range(entries)]

    assert [done.row.state_hash for done in replays if done] == [
        burglar.entry(stream, seq)["state_hash"] for seq in range(entries)
    ]


def test_the_history_reads_in_the_words_of_the_cases_own_definition(house: House, cases: Cases) -> None:
    lines = "\n".join(replayed(house, cases["expelled"]).lines())

    assert "第44条登记后：办结／已办结" in lines
    assert "报批“立案”" in lines
    assert "审理中 → 处分已决定" in lines
    assert "经主要负责人、纪委常委会、同级党委批准，党纪处分决定书文号 990101纪处〔" in lines


def test_a_replay_needs_no_live_table(house: House, burglar: Burglar, cases: Cases) -> None:
    before = replayed(house, cases["expelled"])

    burglar.does("delete from cases", "delete from streams", "delete from definitions", "delete from organs")

    assert replayed(house, cases["expelled"]).to_json() == before.to_json()


def test_a_replay_stops_at_the_entry_that_was_changed_and_says_so(house: House, burglar: Burglar, cases: Cases) -> None:
    burglar.edits(f"case/{cases['expelled']}", 5, lambda body: body.replace(b"verification_plan", b"evidence"))

    done = replayed(house, cases["expelled"])

    assert done.seq == 4
    assert done.fault.startswith("第5条：")


def test_a_case_that_the_register_does_not_have_is_not_replayed(house: House) -> None:
    with audited(house.settings) as found, found.snapshot() as connection:
        assert replay(connection, "nobody") is None


def test_a_hand_over_is_told_with_who_succeeded_whom(house: House, cases: Cases) -> None:
    done = replayed(house, cases["passed"])

    last = done.history[-1]

    assert (last.what, last.note.endswith(f" → {done.body['handler']}")) == ("工作移交", True)


def test_the_history_tells_whom_an_overdue_matter_reached_and_who_answered(house: House, cases: Cases) -> None:
    history = "\n".join(replayed(house, cases["overdue"]).lines())

    assert "报告第1级（office_head:990101-XF）" in history
    assert "第1级催办" in history
