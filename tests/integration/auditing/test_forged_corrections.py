"""Corrections that somebody with every key forged: of more than they tell, by the wrong people, of what stands."""

from typing import Any

import pytest

from engine.corrections import digest_of
from tests.integration.auditing.forging import (
    Body,
    Change,
    Trail,
    Which,
    by,
    lacks,
    says,
    sets,
    stood,
    tells,
    untouched,
    waits,
)

FACTS = ("corrected", "correction", "correct_facts")
FACTS_ASKED = ("corrected", "proposal", "correct_facts")
BACK = ("taken_back", "correction", "correct_last_step")
BACK_ASKED = ("taken_back", "proposal", "correct_last_step")
TOLD = ("corrected", "recomputed", "reversed")


def shows(**told: Any) -> Change:
    """The approvers were shown something else, and the digest of it was forged with it; None: nothing."""

    def forge(before: Body, entry: Body) -> None:
        data = entry["data"]
        data.update(told)
        shown = {name: data[name] for name in TOLD if data.get(name) is not None}
        entry["data"] = {name: value for name, value in data.items() if value is not None}
        request = entry["data"]["set"].get("pending") or before["pending"]
        request["digest"] = digest_of(shown)

    return forge


def reverses(**told: Any) -> Change:
    """The step that is taken back is told otherwise."""
    return lambda before, entry: shows(reversed={**entry["data"]["reversed"], **told})(before, entry)


def recomputes(**told: Any) -> Change:
    """What follows from the facts is told otherwise."""
    return lambda before, entry: shows(recomputed={**entry["data"]["recomputed"], **told})(before, entry)


def approved_by_deputy(_: Body, entry: Body) -> None:
    """Somebody of a lower rank than who approved the step."""
    for step in entry["data"]["set"]["pending"]["steps"]:
        step["post"] = "overseeing_deputy"


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize(
    ("entry", "change", "code"),
    [
        # What the approvers were shown is what is carried out.
        (FACTS_ASKED, waits(digest=""), "shown_other"),
        (FACTS_ASKED, tells(corrected=["rank"]), "shown_other"),
        (FACTS, tells(corrected=["rank"]), "shown_other"),
        (FACTS, lacks("recomputed"), "shown_other"),
        (BACK, lacks("reversed"), "shown_other"),
        (FACTS_ASKED, shows(corrected=None), "correction_other"),
        (BACK_ASKED, shows(reversed=None), "correction_other"),
        (("corrected", "proposal", "shelve"), shows(corrected=["rank"], recomputed={}), "correction_other"),
        # A fact.
        (FACTS_ASKED, shows(corrected=[]), "correction_other"),
        (FACTS_ASKED, shows(corrected=["violation"]), "correction_other"),
        (FACTS_ASKED, recomputes(conditions=[{"id": "nobody", "before": True, "after": False}]), "correction_other"),
        (
            FACTS_ASKED,
            recomputes(deadlines=[{"id": "never", "before": None, "after": {"days": 1}}]),
            "correction_other",
        ),
        (FACTS_ASKED, recomputes(steps=["decide"]), "correction_other"),
        (FACTS, recomputes(track=None), "recomputed_other"),
        (FACTS, sets(competent="9901"), "recomputed_other"),
        (FACTS, sets(track="both"), "recomputed_other"),
        (FACTS, says(commits={}), "facts_unnamed"),
        (FACTS, sets(facts_hash="00"), "facts_other"),
        (FACTS, sets(counts={}), "miscounted"),
        (FACTS, sets(office="990101-BG"), "changed_too_much"),
        (FACTS, sets(state="closed", phase="closed", closed=True), "changed_too_much"),
        # The last step.
        (BACK, sets(state="shelved"), "not_led_back"),
        (BACK, sets(office="990101-BG"), "not_led_back"),
        (BACK, sets(team=["o00001", "o00002"]), "not_led_back"),
        (BACK, sets(facts_at=0, facts_hash="00"), "not_led_back"),
        (BACK, says(commits={"subject": "00"}), "facts_unnamed"),
        (BACK, sets(counts={"correct_last_step": 1}), "miscounted"),
        (BACK, sets(served={}), "changed_too_much"),
        (BACK, sets(approvers=[]), "changed_too_much"),
        (BACK, sets(issued={"filing_decision": "990101〔2026〕9号"}), "changed_too_much"),
        (BACK_ASKED, reverses(seq=3), "reversed_other"),
        (BACK_ASKED, reverses(step="allocate"), "reversed_other"),
        (BACK_ASKED, reverses(begun=[]), "reversed_other"),
        (BACK_ASKED, reverses(void={"filing_decision": "990101〔2026〕9号"}), "reversed_other"),
        # Who approves, and what a correction is registered as.
        (BACK_ASKED, approved_by_deputy, "chain_other"),
        (FACTS, by("o00164", "990101-DF/handler"), "wrong_approver"),
        (FACTS, tells(request="another"), "no_such_request"),
        (FACTS, tells(documents=[]), "document_missing"),
        (FACTS, says(kind="act"), "kind_other"),
        (BACK, says(kind="transition"), "kind_other"),
        (("corrected", "transition", "shelve"), says(kind="correction"), "not_declared"),
        (FACTS, stood(pending=None), "no_such_request"),
        (FACTS, tells(corrected=7), "malformed"),
    ],
)
def test_a_forged_correction_is_found(trail: Trail, entry: Which, change: Change, code: str) -> None:
    assert code in trail.judged(entry, change)


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("entry", [FACTS, FACTS_ASKED, BACK, BACK_ASKED])
def test_the_same_corrections_as_they_were_written_are_lawful(trail: Trail, entry: Which) -> None:
    assert trail.judged(entry, untouched) == set()
