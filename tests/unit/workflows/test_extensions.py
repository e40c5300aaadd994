"""How much longer a period of clue disposal may become, how often, and by whose leave."""

from dataclasses import replace

import pytest

from engine.conditions import chain_for
from engine.definition import Branches, Rank, SameRankAs, Span, chain
from tests.unit.workflows.test_clue_disposal import COUNTY, TOWNSHIP, a_case, a_world, definition, names
from workflows.clue.authority import AS_DECIDED
from workflows.clue.common import DEFAULT
from workflows.clue_disposal import WORKFLOW

DEADLINES = {deadline.id: deadline for deadline in WORKFLOW.deadlines}
SUPERIOR = (chain(Rank("principal", "superior")),)


@pytest.mark.parametrize(
    ("deadline", "approval", "months", "times"),
    [
        pytest.param("prelim_verify", DEFAULT, 1, 1, marks=pytest.mark.law("R1.4-01b")),
        pytest.param("investigate_party", DEFAULT, 1, 1, marks=pytest.mark.law("R1.4-04b")),
        pytest.param("investigate_sup", SUPERIOR, 6, 1, marks=pytest.mark.law("R1.4-05c")),
        # with the month that it takes anyway, six
        pytest.param("post_pay_change", AS_DECIDED, 5, 1, marks=pytest.mark.law("R1.6-05b")),
        # one year of 留党察看, and once another one: two at most
        pytest.param("probation_one_year", AS_DECIDED, 12, 1, marks=pytest.mark.law("R7.1-05c")),
    ],
)
def test_a_period_is_extended_once_by_what_the_law_allows(
    deadline: str, approval: Branches, months: int, times: int
) -> None:
    first = DEADLINES[deadline].extensions[0]

    assert (tuple(first.approval), first.span, first.times) == (tuple(approval), Span(months=months), times)


@pytest.mark.parametrize(
    ("deadline", "approval"),
    [
        pytest.param("prelim_verify", DEFAULT, marks=pytest.mark.law("R1.4-01c")),
        pytest.param("investigate_party", (SameRankAs("file_case"),), marks=pytest.mark.law("R1.4-04c")),
        pytest.param("trial", DEFAULT, marks=pytest.mark.law("R1.5-01b")),
    ],
)
def test_where_the_law_names_no_cap_a_period_is_extended_as_often_as_it_is_approved(
    deadline: str, approval: Branches
) -> None:
    last = DEADLINES[deadline].extensions[-1]

    assert (tuple(last.approval), last.span, last.times) == (tuple(approval), None, 0)


@pytest.mark.law("R1.6-05b")
@pytest.mark.parametrize("step", ["extend_post_pay_change", "extend_probation_one_year"])
@pytest.mark.parametrize(
    ("organ", "facts", "expected"),
    [
        (COUNTY, {}, ["principal", "standing_committee", "same_level_party_committee"]),
        (TOWNSHIP, {}, ["principal", "standing_committee", "same_level_party_committee"]),
        # what the county's standing committee approved isn't put off without it
        (
            TOWNSHIP,
            {"important": True},
            ["principal", "standing_committee", "same_level_party_committee", "standing_committee"],
        ),
    ],
)
def test_who_decided_or_approved_the_sanction_approves_the_extension(
    step: str, organ: str, facts: dict[str, object], expected: list[str]
) -> None:
    known = {"party_sanction": "probation_one_year", **facts}

    approving, _ = chain_for(definition(), step, known, replace(a_case(organ), organ=organ), a_world())

    assert names(approving) == expected
