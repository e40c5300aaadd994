"""How much longer a period of clue disposal may become, how often, and by whose leave."""

import pytest

from engine.definition import Branches, Rank, SameRankAs, Span, chain
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
        pytest.param("post_pay_change", (SameRankAs("decide"),), 5, 1, marks=pytest.mark.law("R1.6-05b")),
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
