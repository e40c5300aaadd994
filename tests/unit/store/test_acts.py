"""Mass acts in the filing room: how one began, and which commands were part of it."""

from typing import Any

from engine.ports import FIRST, Transaction
from tests.storage import Installation
from tests.unit.store.rows import draft, in_vain


def _append(tx: Transaction, made: Installation, stream: str, command: str, **more: Any) -> None:
    tx.append(stream, made.register.seal(draft(stream, FIRST, command=command, **more)))


def test_the_commands_of_an_act_are_found_by_how_their_ids_begin(installed: Installation) -> None:
    commands = ("act-1-begin", "act-1-case-0a", "act-1-case-f9", "act-1-case-b", "act-10-case-0a", "act-2-case-0a")
    with installed.storage.write() as tx:
        for number, command in enumerate(commands):
            _append(tx, installed, f"act/{number}", command)

    with installed.storage.read() as tx:
        assert tx.command_ids("o1", "act-1-case-") == ["act-1-case-0a", "act-1-case-b", "act-1-case-f9"]
        assert tx.command_ids("o2", "act-1-case-") == []


def test_the_commands_of_the_same_transaction_count(installed: Installation) -> None:
    with installed.storage.write() as tx:
        _append(tx, installed, "act/a", "act-case-0a")

        assert tx.command_ids("o1", "act-case-") == ["act-case-0a"]


def test_an_act_is_known_by_its_first_entry_in_the_same_transaction_and_after(installed: Installation) -> None:
    with installed.storage.write() as tx:
        before = tx.begun("a")
        _append(tx, installed, "act/a", "act-begin")
        during = tx.begun("a")
    with installed.storage.read() as tx:
        after = tx.begun("a")

    assert before is None
    assert during == after
    assert (after or {})["command"]["id"] == "act-begin"


def test_an_act_that_was_taken_back_was_not_begun(installed: Installation) -> None:
    with installed.storage.write() as tx:
        with in_vain(tx.savepoint()):
            _append(tx, installed, "act/a", "act-begin")
            assert tx.begun("a") is not None

        assert tx.begun("a") is None
