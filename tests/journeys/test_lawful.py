"""The reader of histories finds what is wrong with one: each lawful history, and one thing changed in it."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.journey import WARNING, Organ
from tests.journeys.lawful import Lawful
from workflows.clue_disposal import WORKFLOW

History = list[dict[str, Any]]


def entry(history: History, event: str, kind: str = "transition") -> dict[str, Any]:
    return next(one for one in history if (one["event"], one["kind"]) == (event, kind))


def skips_the_trial(history: History) -> None:
    entry(history, "file_case")["data"]["set"]["state"] = "decided"


def is_approved_by_nobody(history: History) -> None:
    entry(history, "verify")["data"]["approved"] = []


def is_decided_before_the_last_approval(history: History) -> None:
    entry(history, "decide")["data"]["approved"][-1]["status"] = "waiting"


def is_approved_by_its_proposer(history: History) -> None:
    proposer = entry(history, "verify", "proposal")["actor"]
    entry(history, "verify")["data"]["approved"][0].update(kind="rank", by=proposer)


def is_signed_by_one(history: History) -> None:
    history.remove(entry(history, "report_verification", "signature"))


def is_tried_by_an_investigator(history: History) -> None:
    investigators = entry(history, "file_case")["data"]["set"]["team"]
    entry(history, "accept_for_trial")["data"]["set"]["team"] = investigators


def is_announced_by_somebody_recused(history: History) -> None:
    entry(history, "decide")["data"]["set"]["recused"] = [entry(history, "announce")["actor"]]


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize(
    "change",
    [
        skips_the_trial,
        is_approved_by_nobody,
        is_decided_before_the_last_approval,
        is_approved_by_its_proposer,
        is_signed_by_one,
        is_tried_by_an_investigator,
        is_announced_by_somebody_recused,
    ],
)
def test_a_history_that_was_changed_is_found(county: Organ, change: Callable[[History], None]) -> None:
    clue = county.clue_in("on_trial").take("decide", WARNING).take("announce")
    history = [copy.deepcopy(dict(one)) for one in clue.history()]
    lawful = Lawful.of(WORKFLOW)

    untouched = list(lawful.faults(history))
    change(history)

    assert untouched == []
    assert list(lawful.faults(history)) != []
