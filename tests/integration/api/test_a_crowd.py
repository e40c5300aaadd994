"""Fifty officers at once, through a real server: no lost update, no doubled entry."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from fastapi import FastAPI
from httpx2 import Client, Response

from app.assembly import Installation
from tests.integration.api.prefecture import ALLOCATORS, PETITION, PRINCIPAL, SUPERVISORS, Who
from tests.integration.api.serving import served
from tests.integration.api.visitor import SUBJECT, Counter, Visitor

MATTER = {"workflow": "clue_disposal", "received_on": "2026-03-05", "subjects": [SUBJECT]}
ALLOCATE = {"hand_to": "990101-JD1"}


@pytest.fixture
def address(app: FastAPI) -> Iterator[str]:
    with served(app) as found:
        yield found


class Crowd:
    """Fifty officers, each with a connection of his own, who all begin at the same moment."""

    def __init__(self, app: FastAPI, address: str) -> None:
        self._app, self._address = app, address

    def sends(self, paths: Sequence[str], bodies: Sequence[Any], **more: Any) -> list[Response]:
        """Each posts to his path, and once more with the same key, as if the first answer had been lost."""
        start = threading.Barrier(len(ALLOCATORS))

        def send(number: int) -> tuple[Response, Response]:
            with Client(base_url=self._address, timeout=60) as http:
                visitor = Visitor(http, self._app, ALLOCATORS[number])
                post = partial(visitor.post, paths[number], bodies[number], key=f"crowd-{number:04}", **more)
                start.wait()
                return post(), post()

        with ThreadPoolExecutor(len(ALLOCATORS)) as pool:
            pairs = list(pool.map(send, range(len(ALLOCATORS))))
        assert all((first.status_code, first.content) == (again.status_code, again.content) for first, again in pairs)
        return [first for first, _ in pairs]


@pytest.fixture
def crowd(app: FastAPI, address: str) -> Crowd:
    return Crowd(app, address)


def entries_of(installation: Installation, stream: str) -> Sequence[Mapping[str, Any]]:
    with installation.storage.read() as tx:
        return tx.entries(stream, -1, 500)


def test_fifty_matters_are_opened_with_fifty_numbers(crowd: Crowd, counter: Counter) -> None:
    answers = crowd.sends(["/matters"] * 50, [MATTER] * 50)

    numbers = sorted(answer.json()["cases"][0]["number"] for answer in answers)
    assert [int(number.rpartition("-")[2]) for number in numbers] == list(range(1, 51))
    assert len(counter.visitor(PRINCIPAL).get("/cases", limit=200).json()["cases"]) == 50


def test_of_fifty_proposals_on_one_case_one_is_made(crowd: Crowd, counter: Counter, installation: Installation) -> None:
    case = counter.opened(PETITION)
    sheet = counter.visitor(PETITION).upload(case, b"sheet")
    body = {**ALLOCATE, "documents": {"allocation_sheet": sheet}}

    answers = crowd.sends([f"/cases/{case}/transitions/allocate"] * 50, [body] * 50, version=1)

    assert sorted(answer.status_code for answer in answers) == [200] + [412] * 49
    assert {answer.json()["version"] for answer in answers} == {2}
    assert [entry["event"] for entry in entries_of(installation, f"case/{case}")] == ["open", "allocate"]


def test_fifty_proposals_on_fifty_cases_are_all_made(
    crowd: Crowd, counter: Counter, installation: Installation
) -> None:
    cases = [counter.opened(PETITION) for _ in ALLOCATORS]
    petition = counter.visitor(PETITION)
    bodies = [{**ALLOCATE, "documents": {"allocation_sheet": petition.upload(case, case.encode())}} for case in cases]

    answers = crowd.sends([f"/cases/{case}/transitions/allocate" for case in cases], bodies, version=1)

    assert {answer.status_code for answer in answers} == {200}
    for case in cases:
        entries = entries_of(installation, f"case/{case}")
        assert [(entry["seq"], entry["event"]) for entry in entries] == [(0, "open"), (1, "allocate")]


def test_fifty_of_a_team_register_their_evidence_in_one_case_and_nothing_is_lost(
    app: FastAPI, address: str, counter: Counter, installation: Installation
) -> None:
    case = counter.opened()
    began = counter.approved(counter.proposed_to_verify(case, counter.allocated(case), SUPERVISORS)).json()["version"]

    def register(who: Who) -> int:
        """Read, register, and read again as often as somebody else was first."""
        with Client(base_url=address, timeout=60) as http:
            visitor = Visitor(http, app, who)
            body = {"documents": {"evidence": visitor.upload(case, who.officer.encode())}}
            while True:
                seen = visitor.get(f"/cases/{case}").json()["version"]
                answer = visitor.post(f"/cases/{case}/acts/add_evidence", body, version=seen)
                if answer.status_code != 412:
                    return answer.status_code

    with ThreadPoolExecutor(len(SUPERVISORS)) as pool:
        statuses = list(pool.map(register, SUPERVISORS))

    entries = [entry for entry in entries_of(installation, f"case/{case}") if entry["event"] == "add_evidence"]
    assert set(statuses) == {200}
    assert sorted(entry["actor"] for entry in entries) == sorted(who.officer for who in SUPERVISORS)
    assert counter.visitor(PRINCIPAL).get(f"/cases/{case}").json()["version"] == began + 50
