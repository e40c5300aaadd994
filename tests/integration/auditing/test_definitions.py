"""A released definition is never edited: whoever does so is stopped at the start, and running cases keep theirs."""

from dataclasses import replace

import pytest

from app import assembly
from app.demo.walker import Walker
from engine.definition import Workflow
from engine.errors import Unusable
from engine.registry import Definition
from tests.integration.auditing.house import House
from tests.journeys.journey import Organ
from workflows.clue_disposal import WORKFLOW


def edited(version: str = WORKFLOW.version) -> Workflow:
    """The workflow of today's library, written otherwise."""
    return replace(WORKFLOW, version=version, about="改动过的说明。")


def test_an_edited_file_with_the_same_version_is_refused_at_the_start_with_both_digests(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assembly, "DECLARED", (edited(),))

    with pytest.raises(Unusable) as refused, house.opened():
        pass

    digests = [Definition.of(workflow).digest for workflow in (WORKFLOW, edited())]
    assert all(digest[:16] in str(refused.value) for digest in digests)


def test_two_versions_stand_beside_each_other_and_each_case_stays_on_its_own(
    house: House, monkeypatch: pytest.MonkeyPatch, cases: dict[str, str]
) -> None:
    monkeypatch.setattr(assembly, "DECLARED", (edited(version="2099.1"),))

    with house.opened() as found:
        walker = Walker(found.service, found.reading)
        old = walker.at(cases["registered"]).take("allocate")
        new = Organ(walker, walker.organs("county")[0]).clue().take("allocate")
        definitions = {old.case.definition, new.case.definition}

    assert len(definitions) == 2
    assert house.verdict().clean
