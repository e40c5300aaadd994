"""The suite really runs over both databases, and each test has its own."""

import pytest
from sqlalchemy import create_engine, text

from tests.databases import Postgres, chosen


def test_the_database_answers(database_url: str) -> None:
    engine = create_engine(database_url)

    with engine.connect() as connection:
        answer = connection.execute(text("select 1")).scalar_one()

    assert answer == 1
    engine.dispose()


@pytest.mark.parametrize("visit", ["first", "second"])
def test_nothing_is_left_of_the_test_before(database_url: str, visit: str) -> None:
    engine = create_engine(database_url)

    with engine.begin() as connection:
        connection.execute(text("create table visitors (name text)"))
        connection.execute(text("insert into visitors values (:visit)"), {"visit": visit})
        visitors = connection.execute(text("select name from visitors")).scalars().all()

    assert visitors == [visit]
    engine.dispose()


def test_a_postgresql_database_can_be_copied_from_a_prepared_one(postgres: Postgres) -> None:
    prepared = postgres.create()
    engine = create_engine(postgres.url(prepared))
    with engine.begin() as connection:
        connection.execute(text("create table organs as select '某市纪委监委' as name"))
    engine.dispose()

    with postgres.database(template=prepared) as url:
        copy = create_engine(url)
        with copy.connect() as connection:
            names = connection.execute(text("select name from organs")).scalars().all()
        copy.dispose()

    assert names == ["某市纪委监委"]
    postgres.drop(prepared)


def test_one_database_can_be_chosen_for_a_quick_run() -> None:
    assert chosen("sqlite") == ["sqlite"]


def test_a_misspelt_choice_is_told_instead_of_running_nothing() -> None:
    with pytest.raises(ValueError, match="postgresql"):
        chosen("postgres")
