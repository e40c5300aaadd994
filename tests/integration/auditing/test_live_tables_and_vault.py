"""Attacks beside the register: live tables and vault are changed, and verification says which."""

import pytest

from tests.integration.auditing.house import House
from tests.integration.auditing.intruders import Burglar

Cases = dict[str, str]


@pytest.mark.parametrize(
    "change",
    [
        "update cases set state = 'closed' where id = :case",
        "update cases set organ = '9901' where id = :case",
        "update cases set number = '1' where id = :case",
        "update cases set body = replace(body, '\"registered\"', '\"closed\"') where id = :case",
        "update cases set readers = '[\"officer:o00001\"]' where id = :case",
        "update cases set state_hash = '00' where id = :case",
        "update cases set anc_county = null where id = :case",
    ],
)
def test_somebody_changes_only_the_live_row(house: House, burglar: Burglar, cases: Cases, change: str) -> None:
    burglar.does(change, case=cases["registered"])

    assert house.found() == [("V8", "live_other")]


def test_somebody_gives_himself_the_right_to_find_a_case_in_lists(house: House, burglar: Burglar, cases: Cases) -> None:
    burglar.does("insert into case_readers (case_id, key) values (:case, 'officer:o00001')", case=cases["registered"])

    assert house.found() == [("V8", "readers_other")]


@pytest.mark.parametrize(
    "change",
    [
        """update tokens set body = replace(body, '"bootstrap"', '"o00150"')""",
        "update tokens set secret_hash = '00' where id = 't0'",
        """update posts set body = replace(body, '"handler"', '"principal"')""",
        """update offices set body = replace(body, '"trial"', '"petition"')""",
        "delete from delegations",
        "delete from definitions",
    ],
)
def test_somebody_gives_himself_a_right_in_a_live_table(house: House, burglar: Burglar, change: str) -> None:
    burglar.does(change)

    assert house.found() == [("V8", "table_other")]


def test_somebody_winds_the_live_head_back(house: House, burglar: Burglar, cases: Cases) -> None:
    before = burglar.entry(f"case/{cases['verifying']}", -1)["prev"]

    burglar.does("update cases set seq = seq - 1, head = :head where id = :case", head=before, case=cases["verifying"])

    assert ("V8", "head_other") in house.found()


def test_the_vault_is_given_another_value(house: House, burglar: Burglar, cases: Cases) -> None:
    burglar.does(
        "update vault_values set blob = (select blob from vault_values where stream = :other and seq = 0 "
        "and field = 'subject') where stream = :stream and seq = 0 and field = 'subject'",
        stream=f"case/{cases['registered']}",
        other=f"case/{cases['verifying']}",
    )

    assert house.found() == [("V9", "value_closed")]


def test_the_vault_is_given_a_value_that_is_none(house: House, burglar: Burglar, cases: Cases) -> None:
    burglar.does(
        "update vault_values set blob = :blob where stream = :stream", blob=b"", stream=f"case/{cases['registered']}"
    )

    assert set(house.found()) == {("V9", "value_closed")}


def test_a_value_vanishes_from_the_vault(house: House, burglar: Burglar, cases: Cases) -> None:
    burglar.does(
        "delete from vault_values where stream = :stream and field = 'content'", stream=f"case/{cases['registered']}"
    )

    assert house.found() == [("V9", "value_missing")]


def test_a_key_vanishes_from_the_vault(house: House, burglar: Burglar, cases: Cases) -> None:
    burglar.does("delete from vault_keys where owner = :case and class = 'subject'", case=cases["registered"])

    assert house.found() == [("V9", "value_missing")]


def test_a_value_is_smuggled_into_the_vault(house: House, burglar: Burglar, cases: Cases) -> None:
    burglar.does(
        'insert into vault_values select stream, 99, field, owner, class, "commit", blob from vault_values '
        "where stream = :stream and field = 'subject'",
        stream=f"case/{cases['registered']}",
    )

    assert house.found() == [("V9", "value_unnamed")]
