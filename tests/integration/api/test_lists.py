"""Lists of cases."""

import pytest

from tests.integration.api.prefecture import ALLOCATOR, HANDLER, PETITION
from tests.integration.api.visitor import Counter


def test_a_list_comes_in_pages_newest_first_and_leaves_nothing_out(counter: Counter) -> None:
    opened = [counter.opened() for _ in range(5)]
    petition = counter.visitor(PETITION)

    page = petition.get("/cases", limit=2)
    found = [case["id"] for case in page.json()["cases"]]
    while "next" in page.links:
        page = petition.get(page.links["next"]["url"].removeprefix("/api/v1"))
        found += [case["id"] for case in page.json()["cases"]]

    assert found == opened[::-1]


def test_a_case_that_comes_in_between_moves_no_page(counter: Counter) -> None:
    opened = [counter.opened() for _ in range(4)]
    petition = counter.visitor(PETITION)

    first = petition.get("/cases", limit=2)
    counter.opened()
    second = petition.get(first.links["next"]["url"].removeprefix("/api/v1"))

    assert [case["id"] for case in second.json()["cases"]] == opened[1::-1]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"state": "allocated"}, 1),
        ({"state": "registered"}, 1),
        ({"phase": "disposal"}, 1),
        ({"workflow": "clue_disposal"}, 2),
        ({"workflow": "petition"}, 0),
        ({"organ": "990101"}, 2),
        ({"organ": "9901"}, 2),
        ({"organ": "990102"}, 0),
        ({"office": "990101-JD1"}, 1),
        ({"closed": "false"}, 2),
        ({"closed": "true"}, 0),
        ({"name": "王五"}, 1),
        ({"name": "王"}, 0),
    ],
    ids=str,
)
def test_a_list_holds_what_was_asked_for(counter: Counter, asked: dict[str, str], found: int) -> None:
    counter.allocated(counter.opened())
    counter.opened(name="孙八")

    assert len(counter.visitor(ALLOCATOR).get("/cases", **asked).json()["cases"]) == found


def test_mine_are_those_i_handle(counter: Counter) -> None:
    case = counter.opened()
    counter.allocated(case)
    handler = counter.visitor(HANDLER)

    assert [one["id"] for one in handler.get("/cases", mine="true").json()["cases"]] == [case]
    assert counter.visitor(PETITION).get("/cases", mine="true").json()["cases"] == []


@pytest.mark.parametrize(
    "asked", [{"sate": "allocated"}, {"limit": "0"}, {"limit": "201"}, {"closed": "maybe"}, {"after": "%00"}], ids=str
)
def test_a_misspelt_question_is_refused_instead_of_answered_with_everything(
    standing: Counter, asked: dict[str, str]
) -> None:
    assert standing.visitor(PETITION).get("/cases", **asked).status_code == 422
