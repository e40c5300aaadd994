"""重复件、同案、另案、并案: what belongs to another clue is linked with it, and what doesn't goes its own way."""

import pytest

from app.demo.walk import Walk
from tests.journeys.journey import CADRE, MAIN_LINE, Organ


def two_letters(organ: Organ) -> tuple[Walk, Walk]:
    """Two clues about the same person that came in at the same office."""
    registrar = organ.walker.watcher(organ.code)
    person = {"name": "被反映人甲", "authority": organ.committee, **CADRE}
    [first], [second] = (organ.walker.open(organ.code, person, by=registrar) for _ in range(2))
    return first, second


def test_a_second_letter_about_the_same_is_linked_and_then_kept_with_the_first(county: Organ) -> None:
    first, second = two_letters(county)

    unlinked = second.attempt("keep_as_duplicate")
    second.take("link_duplicate", other=first.id).take("keep_as_duplicate")

    assert unlinked.code == "step_missing"
    assert (first.state, second.state) == ("registered", "kept_as_duplicate")
    assert first.case.linked_as == {second.id: "duplicate"}


def test_a_letter_that_was_kept_is_taken_up_when_it_says_something_new(county: Organ) -> None:
    first, second = two_letters(county)
    second.take("link_duplicate", other=first.id).take("keep_as_duplicate")

    second.take("take_up_duplicate").takes(*MAIN_LINE["allocated"])

    assert second.state == "allocated"
    assert not second.case.closed


@pytest.mark.parametrize(
    ("step", "kind", "same"), [("register_co_subject", "co_subject", True), ("split", "split", False)]
)
def test_another_person_found_on_the_way_gets_a_case_and_a_number_of_his_own(
    county: Organ, step: str, kind: str, same: bool
) -> None:
    clue = county.clue_in("verifying")

    clue.take(step, {"name": "被反映人乙", "authority": county.committee, **CADRE})
    other = county.walker.at(clue.case.links[-1])

    assert (clue.case.linked_as, other.case.linked_as) == ({other.id: kind}, {clue.id: kind})
    assert (other.state, other.case.number != clue.case.number) == ("registered", True)
    assert (other.case.matter == clue.case.matter) is same


def test_a_clue_that_belongs_to_another_case_is_merged_with_it_and_closed(county: Organ) -> None:
    main = county.clue_in("verifying")
    clue = county.clue().take("allocate", hand_to=main.case.office or "").take("receive")

    unmerged = clue.attempt("close_as_merged")
    clue.take("merge", other=main.id).take("close_as_merged")

    assert (unmerged.code, clue.state, clue.case.closed) == ("step_missing", "merged", True)
    assert main.case.linked_as == {clue.id: "merged"}
