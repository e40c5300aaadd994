"""干预过问登记 at the counter: one request, a receipt, and nothing more for who made it."""

import pytest

from tests.integration.api.prefecture import ALLOCATOR, CADRE, HANDLER, PRINCIPAL, STRANGER, Who
from tests.integration.api.visitor import Counter

TOLD = {"kind": "pressure", "name": "过问人甲", "happened_on": "2026-03-04", "way": "message", "said": "问何时结案。"}


def recorded(counter: Counter, by: Who, *subjects: dict[str, str]) -> dict[str, str]:
    """The id and number of a report."""
    body = {"workflow": "interference", "received_on": "2026-03-05", "subjects": list(subjects or [TOLD])}
    answer = counter.visitor(by).post("/matters", body)
    assert answer.status_code == 201, answer.text
    case: dict[str, str] = answer.json()["cases"][0]
    return case


def test_one_request_records_it_and_cadre_supervision_reads_it(counter: Counter) -> None:
    case = recorded(counter, HANDLER)

    read = counter.visitor(CADRE).get(f"/cases/{case['id']}", fields="subject,content").json()

    assert read["fields"]["subject"] == {"name": "过问人甲"}
    assert read["opened_by"] == HANDLER.officer


@pytest.mark.law_refuses("R5-11b")
@pytest.mark.parametrize("who", [HANDLER, ALLOCATOR, STRANGER], ids=["recorder", "case supervision", "stranger"])
def test_for_everybody_else_it_does_not_exist(counter: Counter, who: Who) -> None:
    case, visitor = recorded(counter, HANDLER), counter.visitor(who)

    answers = [visitor.get(f"/cases/{case['id']}{part}") for part in ("", "/history", "/links", "/actions")]

    assert {answer.status_code for answer in answers} == {404}
    assert visitor.get("/cases", workflow="interference").json() == {"cases": []}
    assert visitor.get("/cases", name="过问人甲").json() == {"cases": []}


def test_who_recorded_it_has_a_receipt_without_a_word_of_it(counter: Counter) -> None:
    first, second = recorded(counter, HANDLER), recorded(counter, HANDLER)

    page = counter.visitor(HANDLER).get("/receipts", limit=1)
    onward = counter.http.get(
        page.headers["link"].split(">")[0][1:], headers={"Authorization": f"Bearer {HANDLER.token}"}
    )

    assert [one["number"] for one in page.json()["receipts"]] == [second["number"]]
    assert [one["number"] for one in onward.json()["receipts"]] == [first["number"]]
    assert "过问人甲" not in page.text
    assert set(page.json()["receipts"][0]) == {"id", "number", "workflow", "opened_at"}


def test_nobody_has_the_receipt_of_another(counter: Counter) -> None:
    recorded(counter, HANDLER)

    assert counter.visitor(PRINCIPAL).get("/receipts").json() == {"receipts": []}


def test_who_opens_a_clue_needs_no_receipt(counter: Counter) -> None:
    counter.opened(by=ALLOCATOR)

    assert counter.visitor(ALLOCATOR).get("/receipts").json() == {"receipts": []}
