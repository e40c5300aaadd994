"""The committed case: one fold for the door, for replay and for rebuild, and a hash over what it gives."""

import hashlib
import json
from typing import Any

import pytest

from engine.case import PASSED, WAITING, Case, Request, canonical, fold, request_body, state_hash
from tests.builders import a_case, body_of, on_trial

BODY: dict[str, Any] = {"id": "c1", "state": "received", "version": 1, "team": ["a"], "office": "XF"}


# --- Fold -------------------------------------------------------------------------------------------------------------


def test_what_an_entry_sets_replaces_what_was_before() -> None:
    assert fold(BODY, {"state": "allocated", "version": 2}) == {**BODY, "state": "allocated", "version": 2}


def test_a_null_takes_a_field_away_and_an_empty_list_does_not() -> None:
    folded = fold(BODY, {"office": None, "team": []})

    assert folded == {"id": "c1", "state": "received", "version": 1, "team": []}


def test_the_first_entry_folds_into_nothing() -> None:
    assert fold(None, {"id": "c1", "closed": None}) == {"id": "c1"}


def test_folding_leaves_what_it_was_given_alone() -> None:
    before = dict(BODY)

    fold(BODY, {"state": "allocated"})

    assert before == BODY


def test_folding_one_by_one_is_folding_what_all_entries_set() -> None:
    entries = ({"state": "a", "office": None}, {"state": "b", "office": "JC"}, {"team": [], "state": "c"})

    body: dict[str, Any] = dict(BODY)
    for changes in entries:
        body = fold(body, changes)

    assert body == {"id": "c1", "state": "c", "version": 1, "team": [], "office": "JC"}


# --- Hash -------------------------------------------------------------------------------------------------------------


def test_the_hash_does_not_depend_on_the_order_of_fields() -> None:
    assert state_hash(BODY) == state_hash(dict(reversed(BODY.items())))


def test_lists_and_tuples_hash_alike_so_that_a_database_changes_nothing() -> None:
    assert state_hash({**BODY, "team": ("a",)}) == state_hash(BODY)


@pytest.mark.parametrize(
    "other", [{"state": "allocated"}, {"version": 2}, {"team": []}, {"team": ["a", "b"]}, {"new": 0}, {"office": "xf"}]
)
def test_whatever_changes_the_case_changes_the_hash(other: dict[str, Any]) -> None:
    assert state_hash({**BODY, **other}) != state_hash(BODY)


def test_the_canonical_form_is_sorted_json_without_spaces() -> None:
    assert canonical({"b": [1, True], "a": "案"}) == '{"a":"案","b":[1,true]}'.encode()


def test_the_hash_of_a_known_body_never_changes() -> None:
    known = "e4ada467df43934a481eb8df867e25ed6857ead0299778aca6f752b57018d93b"

    assert state_hash({"version": 1, "id": "c1"}) == known == hashlib.sha256(b'{"id":"c1","version":1}').hexdigest()


# --- Reading ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "case", [a_case(), on_trial(custody=(("inquiry", "JC"),), issued={"clue": "1"}), a_case("closed")]
)
def test_a_case_reads_back_as_it_was_written(case: Case) -> None:
    again = Case.read(json.loads(canonical(body_of(case))))

    assert body_of(again) == body_of(case)
    assert (again.state, again.closed, again.custody) == (case.state, case.closed, case.custody)


def test_fields_of_a_later_version_are_read_over() -> None:
    assert Case.read({**body_of(a_case()), "field_of_2030": 1}) == Case.read(body_of(a_case()))


def test_a_pending_request_reads_back_with_its_steps_in_order() -> None:
    steps = ({"kind": "rank", "status": PASSED}, {"kind": "outside", "status": WAITING})
    request = Request("r1", "submit", "jc_a", "p", "2026-11-20T00:00:00+00:00", 4, steps, team=("jc_a", "jc_b"))

    again = Case.read(json.loads(canonical({**body_of(a_case()), "pending": request_body(request)}))).pending

    assert again == request
    assert again is not None
    assert again.current == steps[1]


def test_a_request_that_all_have_passed_waits_for_nobody() -> None:
    assert Request("r1", "submit", "jc_a", "p", "", 4, ({"status": PASSED},)).current is None


def test_who_served_is_asked_over_several_phases() -> None:
    case = a_case(served={"inquiry": ("a", "b"), "trial": ("c",)})

    assert case.served_in(["inquiry", "trial"]) == {"a", "b", "c"}
    assert case.served_in(["intake"]) == frozenset()
    assert a_case().served_in(["inquiry"]) == frozenset()


def test_a_step_never_taken_was_taken_no_times() -> None:
    assert (a_case().times("submit"), a_case(counts={"submit": 2}).times("submit")) == (0, 2)


@pytest.mark.parametrize(
    ("recused", "subject", "barred"),
    [((), None, set()), (("a",), None, {"a"}), ((), "b", {"b"}), (("a", "b"), "b", {"a", "b"})],
)
def test_the_barred_are_the_recused_and_the_subject(
    recused: tuple[str, ...], subject: str | None, barred: set[str]
) -> None:
    assert a_case(recused=recused, subject_officer=subject).barred() == barred
