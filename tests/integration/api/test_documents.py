"""Files by digest."""

from tests.integration.api.prefecture import ALLOCATOR, PETITION
from tests.integration.api.visitor import Counter

OCTETS = {"Content-Type": "application/octet-stream"}
SCAN = bytes(range(256)) * 10


def test_a_file_comes_back_as_it_was_sent(counter: Counter) -> None:
    case = counter.opened()
    petition = counter.visitor(PETITION)

    sent = petition.send("POST", f"/cases/{case}/documents", content=SCAN, headers=OCTETS)
    read = petition.get(sent.headers["location"].removeprefix("/api/v1"))

    assert read.content == SCAN
    assert read.headers["content-disposition"].startswith("attachment")


def test_the_same_file_twice_is_one(counter: Counter) -> None:
    case = counter.opened()
    petition = counter.visitor(PETITION)

    assert petition.upload(case, SCAN) == petition.upload(case, SCAN)


def test_documents_are_listed_with_the_step_they_were_handed_in_with(counter: Counter) -> None:
    case = counter.opened()
    counter.allocated(case)

    [paper] = counter.visitor(ALLOCATOR).get(f"/cases/{case}/documents").json()["documents"]

    assert (paper["kind"], paper["label"], paper["seq"]) == ("allocation_sheet", "线索分办呈批表", 1)


def test_a_file_of_another_case_is_no_document_of_this_one(counter: Counter) -> None:
    one, other = counter.opened(), counter.opened()
    allocator = counter.visitor(ALLOCATOR)
    sheet = allocator.upload(other, b"sheet")
    body = {"hand_to": "990101-JD1", "documents": {"allocation_sheet": sheet}}

    refused = allocator.post(f"/cases/{one}/transitions/allocate", body, version=1)

    assert (refused.status_code, refused.json()["code"]) == (422, "document_not_uploaded")
    assert allocator.get(f"/cases/{one}/documents/{sheet}").status_code == 404


def test_a_file_beyond_the_limit_is_refused_at_once(counter: Counter) -> None:
    case = counter.opened()

    refused = counter.visitor(PETITION).send("POST", f"/cases/{case}/documents", content=b"x" * 100_001, headers=OCTETS)

    assert (refused.status_code, refused.json()["code"]) == (413, "too_large")


def test_a_file_that_hides_its_length_is_refused_too(counter: Counter) -> None:
    case = counter.opened()
    chunks = (b"x" * 10_000 for _ in range(11))

    refused = counter.visitor(PETITION).send("POST", f"/cases/{case}/documents", content=chunks, headers=OCTETS)

    assert (refused.status_code, refused.json()["code"]) == (413, "too_large")


def test_an_empty_file_is_none(counter: Counter) -> None:
    case = counter.opened()

    refused = counter.visitor(PETITION).send("POST", f"/cases/{case}/documents", content=b"", headers=OCTETS)

    assert (refused.status_code, refused.json()["code"]) == (422, "document_empty")
