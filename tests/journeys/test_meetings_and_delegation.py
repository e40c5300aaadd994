"""One sitting with one attendance for many cases, and a principal's power that a deputy exercises for a while."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.demo.walk import Walk
from engine.commands import Delegate, HoldMeeting, Item
from engine.desks.desk import Answer
from engine.errors import Refused
from engine.organisation import Post
from tests.journeys.journey import WARNING, Organ


def sat(county: Organ, walks: list[Walk]) -> str:
    """One sitting of the standing committee on what waits in these cases, at which everybody agrees."""
    waiting = [walk.waiting() for walk in walks]
    recorder = waiting[0].note_taker()
    present = waiting[0].scene.members("standing_committee", county.code)
    opinions = dict.fromkeys(present, "agree")
    answer = county.walker.handle(
        HoldMeeting(
            id=county.walker.new_id(),
            actor=recorder.officer,
            post=recorder.id,
            organ=county.code,
            office=None,
            body="standing_committee",
            held_on=waiting[0].scene.world.today,
            present=present,
            items=tuple(Item(one.scene.case.id, one.request.id, opinions) for one in waiting),  # type: ignore[arg-type]
            minutes="（示例）逐件审议。",
        )
    )
    assert isinstance(answer, Answer), answer
    return str(answer.data["meeting"])


def before_the_committee(county: Organ) -> Walk:
    """A light sanction that the principal has approved and the standing committee has not yet seen."""
    clue = county.clue_in("on_trial")
    clue.propose("decide", WARNING)
    clue.approve()
    return clue


@pytest.mark.law("R7.3-10a")
def test_one_sitting_with_one_attendance_decides_several_cases(county: Organ) -> None:
    clues = [before_the_committee(county) for _ in range(3)]

    meeting = sat(county, clues)
    for clue in clues:
        waiting = clue.waiting()
        county.walker.handle(waiting.told(waiting.note_taker(), meeting=meeting))

    assert [clue.state for clue in clues] == ["decided"] * 3
    assert {clue.history()[-1]["data"]["approved"][-1]["meeting"] for clue in clues} == {meeting}


@pytest.mark.law_refuses("R7.3-10a", "R7.3-10b")
def test_a_sitting_decides_nothing_that_was_not_before_it(county: Organ) -> None:
    heard, other = before_the_committee(county), before_the_committee(county)
    meeting = sat(county, [heard])

    waiting = other.waiting()
    refused = other.refused(waiting.told(waiting.note_taker(), meeting=meeting))

    assert (refused.code, other.state) == ("meeting_other", "on_trial")


def principal(county: Organ) -> Post:
    """Its principal."""
    return county.walker.officers(county.code, "principal")[0]


def overseer(county: Organ, clue: Walk) -> str:
    """A deputy who sees the clue, because he oversees the office that holds it."""
    deputies = (post.officer for post in county.walker.officers(county.code, "deputy_leader"))
    return next(officer for officer in deputies if clue.door.scene(clue.id).sees(officer))


def lent(county: Organ, step: str, to: str) -> Answer | Refused:
    """The principal lends his power for a step to a deputy: what came of it."""
    walker, lender = county.walker, principal(county)
    today = walker.world().today
    command = Delegate(
        id=walker.new_id(),
        actor=lender.officer,
        post=lender.id,
        to=to,
        steps=(step,),
        valid_from=today,
        valid_to=today + timedelta(days=30),
    )
    return walker.handle(command)


def test_a_deputy_allocates_in_the_principals_name_and_the_register_says_so(neighbour: Organ) -> None:
    clue = neighbour.clue()
    deputy = neighbour.walker.officers(neighbour.code, "deputy_leader")[0].officer
    lending = lent(neighbour, "allocate", deputy)
    clue.propose("allocate")
    waiting = clue.waiting()

    neighbour.walker.handle(waiting.told(waiting.scene.post_of(deputy, "deputy_leader")))

    assert isinstance(lending, Answer)
    assert clue.state == "allocated"
    assert (clue.history()[-1]["actor"], clue.history()[-1]["behalf"]) == (deputy, principal(neighbour).officer)


@pytest.mark.law_refuses("R1.2-07b")
def test_the_approval_of_a_filing_is_nobodys_but_the_principals(neighbour: Organ) -> None:
    clue = neighbour.clue_in("verified")
    deputy = overseer(neighbour, clue)
    lending = lent(neighbour, "file_case", deputy)
    clue.propose("file_case")
    waiting = clue.waiting()

    refused = clue.refused(waiting.told(waiting.scene.post_of(deputy, "deputy_leader")))

    assert isinstance(lending, Answer)
    assert (refused.code, clue.state) == ("wrong_role", "verified")
    assert clue.case.pending is not None


@pytest.mark.law("R1.2-07b")
def test_an_outside_sheet_counts_once_another_officer_has_typed_the_same_number(county: Organ) -> None:
    clue = county.clue_in("verified")
    clue.propose("file_case")
    clue.approve()
    waiting = clue.waiting()
    first = waiting.recorder()

    recorded = county.walker.handle(waiting.told(first, sheet=replace(waiting.sheet(first), number="清委〔2026〕88号")))
    same = clue.refused(clue.waiting().comparison(first))
    clue.approve()

    assert isinstance(recorded, Answer)
    assert (same.code, clue.state) == ("second_officer", "investigating")
