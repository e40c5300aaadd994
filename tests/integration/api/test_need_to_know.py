"""Who reads what: the informant, the auditor, the administrator."""

import pytest

from tests.integration.api.prefecture import (
    ADMINISTRATOR,
    ALLOCATOR,
    AUDITOR,
    AUDITOR_ELSEWHERE,
    HANDLER,
    PETITION,
    PRINCIPAL,
    Who,
)
from tests.integration.api.visitor import Counter


@pytest.mark.parametrize("who", [PETITION, PRINCIPAL], ids=["petition office", "principal"])
def test_the_informant_is_shown_to_whom_he_is_known(counter: Counter, who: Who) -> None:
    case = counter.opened(informant="赵六")

    read = counter.visitor(who).get(f"/cases/{case}", fields="subject,informant").json()

    assert read["fields"]["informant"] == {"informant": "赵六"}
    assert read["withheld"] == []


@pytest.mark.law_refuses("R5-17")
def test_the_informant_is_withheld_from_whom_he_is_not_known(counter: Counter) -> None:
    case = counter.opened(informant="赵六")

    read = counter.visitor(ALLOCATOR).get(f"/cases/{case}", fields="subject,informant")

    assert read.json()["withheld"] == ["informant"]
    assert "赵六" not in read.text


@pytest.mark.law("R5-13b")
@pytest.mark.law_refuses("R5-13b")
@pytest.mark.parametrize(("who", "kind"), [(PETITION, "read"), (ALLOCATOR, "refusal")], ids=["who may", "who may not"])
def test_reading_the_informant_is_registered_whether_it_was_granted_or_not(
    counter: Counter, who: Who, kind: str
) -> None:
    case = counter.opened(informant="赵六")
    counter.visitor(who).get(f"/cases/{case}", fields="informant")

    [entry] = counter.visitor(AUDITOR).get("/audit/entries", case=case, stream="access").json()["entries"]

    assert (entry["kind"], entry["actor"], entry["data"]) == (kind, who.officer, {"classes": ["informant"]})


def test_reading_the_subject_is_not_registered(counter: Counter) -> None:
    case = counter.opened(informant="赵六")
    counter.visitor(PETITION).get(f"/cases/{case}", fields="subject,content")

    entries = counter.visitor(AUDITOR).get("/audit/entries", case=case, stream="access").json()["entries"]

    assert entries == []


def test_an_auditor_reads_the_register_of_his_scope(counter: Counter) -> None:
    case = counter.opened()
    counter.allocated(case)

    entries = counter.visitor(AUDITOR).get("/audit/entries", case=case).json()["entries"]

    assert [entry["event"] for entry in entries] == ["open", "allocate", "allocate", "receive"]


def test_an_auditor_of_another_organ_finds_nothing(counter: Counter) -> None:
    case = counter.opened()

    assert counter.visitor(AUDITOR_ELSEWHERE).get("/audit/entries", case=case).status_code == 404


def test_a_handler_is_no_auditor_of_his_own_case(counter: Counter) -> None:
    case = counter.opened()
    counter.allocated(case)

    refused = counter.visitor(HANDLER).get("/audit/entries", case=case)

    assert (refused.status_code, refused.json()["code"]) == (403, "wrong_role")


@pytest.mark.parametrize("path", ["/cases/{}?fields=subject,content", "/cases", "/cases?organ=990101"])
def test_an_auditor_sees_no_name(counter: Counter, path: str) -> None:
    case = counter.opened(problem="收受礼金", informant="赵六")

    read = counter.visitor(AUDITOR).get(path.format(case))

    assert case in read.text
    assert not any(words in read.text for words in ("王五", "收受礼金", "赵六"))


def test_an_auditor_does_not_find_a_case_by_a_name(counter: Counter) -> None:
    counter.opened()

    assert counter.visitor(AUDITOR).get("/cases", name="王五").json()["cases"] == []


def test_an_auditor_reads_no_papers(counter: Counter) -> None:
    case = counter.opened()

    refused = counter.visitor(AUDITOR).get(f"/cases/{case}/documents")

    assert (refused.status_code, refused.json()["code"]) == (403, "not_readable")


def test_an_administrator_finds_no_case(counter: Counter) -> None:
    case = counter.opened()
    administrator = counter.visitor(ADMINISTRATOR)

    assert administrator.get("/cases").json() == {"cases": []}
    assert administrator.get(f"/cases/{case}").status_code == 404
