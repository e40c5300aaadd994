"""The register is the truth: every projection can be made again from it, and a difference is shown."""

import pytest

from app.auditing.comparison import PROJECTIONS
from app.auditing.opening import audited
from app.auditing.rebuild import rebuild
from engine.errors import Unusable
from tests.integration.auditing.house import House
from tests.integration.auditing.intruders import Burglar


def different(house: House) -> set[str]:
    """The tables that aren't as the register makes them."""
    with audited(house.settings) as found:
        return {table.table for table in rebuild(found) if not table.same}


def test_every_projection_is_made_again_without_a_difference(house: House) -> None:
    with audited(house.settings) as found:
        tables = rebuild(found)

    assert [table for table in tables if not table.same] == []
    assert all(table.live for table in tables), "a table without rows proves nothing"


@pytest.mark.parametrize("table", [table.name for table in PROJECTIONS])
def test_rows_that_are_missing_from_a_projection_are_shown(house: House, burglar: Burglar, table: str) -> None:
    burglar.empties(table)

    assert table in different(house)


def test_a_live_field_that_was_changed_is_shown_with_its_row(
    house: House, burglar: Burglar, cases: dict[str, str]
) -> None:
    burglar.does("update cases set office = 'elsewhere' where id = :case", case=cases["verifying"])

    with audited(house.settings) as found:
        table = next(one for one in rebuild(found) if one.table == "cases")

    assert (table.differences, table.examples) == (1, (cases["verifying"],))


def test_a_register_that_cannot_be_read_is_sent_to_verification(
    house: House, burglar: Burglar, cases: dict[str, str]
) -> None:
    burglar.edits(f"case/{cases['verifying']}", 2, lambda body: body[:-1])

    with audited(house.settings) as found, pytest.raises(Unusable, match="audit verify"):
        rebuild(found)


def test_a_register_with_a_missing_entry_is_sent_to_verification(
    house: House, burglar: Burglar, cases: dict[str, str]
) -> None:
    burglar.does("delete from register_entry where stream = :stream and seq = 4", stream=f"case/{cases['expelled']}")

    with audited(house.settings) as found, pytest.raises(Unusable, match="audit verify"):
        rebuild(found)
