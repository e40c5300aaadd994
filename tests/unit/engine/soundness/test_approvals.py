"""S6: approvals."""

import pytest

from engine.definition import Chain, Collective, Extension, Otherwise, SameRankAs, Span, When, Workflow, chain
from tests.unit.engine.soundness.check import codes, found, only
from tests.unit.engine.tiny import TINY, deadline, transition

OWN = chain("principal")
HEAVY = When("heavy", chain("principal", Collective("standing_committee")))


def approved(*branches: When | Otherwise | SameRankAs | Chain) -> Workflow:
    return transition(TINY, "submit", approval=branches)


def extended(*branches: When | Otherwise | SameRankAs | Chain) -> Workflow:
    """The base with this approval of an extension."""
    return deadline(TINY, "inquire", extensions=[Extension(branches, Span(months=1))])


def meeting(present: str = "1/2", passing: str = "1/2") -> Workflow:
    return approved(chain(Collective("standing_committee", present=present, passing=passing)))


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        # nobody in the chain
        (approved(chain()), ["S601"]),
        (approved(HEAVY, Otherwise(chain())), ["S601"]),
        # nobody for the others
        (approved(HEAVY), ["S602"]),
        # branches that are never reached
        (approved(Otherwise(OWN), HEAVY, Otherwise(OWN)), ["S603"]),
        (approved(HEAVY, Otherwise(OWN), Otherwise(OWN)), ["S603"]),
        (approved(OWN, OWN), ["S603"]),
        (approved(HEAVY, HEAVY, Otherwise(OWN)), ["S604"]),
        # like another step: which there isn't, which is this one again, which nobody approves
        (approved(SameRankAs("hang")), ["S605"]),
        (approved(SameRankAs("submit")), ["S606"]),
        (transition(approved(SameRankAs("send_back")), "send_back", approval=[SameRankAs("submit")]), ["S606"]),
        (approved(SameRankAs("close")), ["S607"]),
        # shares that can't be read, or can't be exceeded, or always are
        (meeting(present="half"), ["S608"]),
        (meeting(passing="1"), ["S608"]),
        (meeting(passing="3/2"), ["S608"]),
        (meeting(passing="0"), ["S608"]),
        (meeting(passing="1/0"), ["S608"]),
        (approved(chain("principal", "principal")), ["S609"]),
        # the same for who may extend
        (extended(chain()), ["S601"]),
        (extended(HEAVY), ["S602"]),
        (extended(OWN, OWN), ["S603"]),
        (extended(SameRankAs("hang")), ["S605"]),
        (extended(When("petty", OWN), Otherwise(OWN)), ["S113"]),
    ],
)
def test_an_approval_that_does_not_approve_is_found(broken: Workflow, expected: list[str]) -> None:
    assert codes(broken) == expected


@pytest.mark.parametrize(
    "branches",
    [
        (),  # nobody need approve
        (OWN,),
        (HEAVY, Otherwise(OWN)),
        (HEAVY, SameRankAs("allocate")),  # the others like another step
        (chain(Collective("standing_committee", present="2/3", passing="0.5")),),
    ],
)
def test_an_approval_for_everybody_is_sound(branches: tuple[When | Otherwise | SameRankAs | Chain, ...]) -> None:
    assert found(approved(*branches)) == ()


def test_the_circle_of_approvals_is_printed() -> None:
    broken = transition(approved(SameRankAs("dismiss")), "dismiss", approval=[SameRankAs("submit")])

    reasons = [finding.reason for finding in found(broken) if finding.code == "S606"]

    assert any("submit → dismiss → submit" in reason for reason in reasons)
    assert only(approved(SameRankAs("submit")), "S606").place == "transitions.submit.approval"
