"""更正: a mistake in the registration, or a step taken by mistake, is put right; what was registered stays."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from app.assembly import Installation
from app.auditing.opening import audited
from app.auditing.rebuild import rebuild
from app.auditing.replay import replay
from app.auditing.verification import verify
from app.demo.preparing import prepare
from app.demo.walk import Walk
from app.demo.walker import Walker
from engine.commands import TakeStep
from engine.errors import Conflict, Refused
from engine.outcome import Decision
from engine.ports import Sought
from tests.journeys.journey import Organ, approved_by

WHY = "（示例）登记有误。"
Outcome = Any


@pytest.fixture
def county(walker: Walker) -> Organ:
    """A county where no other journey leads."""
    return Organ(walker, walker.organs("county")[-2])


def facts(walk: Walk) -> Mapping[str, Any]:
    with walk.door.reading.storage.read() as tx:
        stored = tx.case(walk.id, lock=False)
    assert stored is not None
    return stored.facts


def correcting(walk: Walk, step: str = "correct_facts", **inputs: Any) -> TakeStep:
    """The command to correct, by whoever may; it is told what is wrong."""
    return prepare(walk.door, walk.id, step, inputs, {"reason": WHY})


def foreseen(walk: Walk, command: TakeStep) -> Decision:
    decision = walk.door.service.rehearse(command)
    assert isinstance(decision, Decision), decision
    return decision


def test_a_corrected_fact_sends_the_next_step_to_those_who_should_approve_it(county: Organ) -> None:
    clue = county.clue_in("shelved", next_lower_principal=False)

    clue.take("correct_facts", {"next_lower_principal": True}, reason=WHY).take("verify")

    assert approved_by(clue, "verify") == ["principal", "same_level_party_principal"]


def test_the_correction_tells_which_steps_would_have_been_approved_otherwise(county: Organ) -> None:
    clue = county.clue_in("verifying", next_lower_principal=False)

    clue.take("correct_facts", {"next_lower_principal": True}, reason=WHY)
    told = clue.history()[-1]["data"]

    assert told["corrected"] == ["next_lower_principal"]
    assert {"id": "next_lower_principal", "before": False, "after": True} in told["recomputed"]["conditions"]
    assert "verify" in told["recomputed"]["steps"]
    assert approved_by(clue, "correct_facts") == approved_by(clue, "verify")


def test_the_correction_tells_which_deadlines_are_of_another_length(county: Organ) -> None:
    clue = county.clue(party_member=True)
    declared = {deadline.id for deadline in clue.door.scene(clue.id).definition.workflow.deadlines}

    clue.take("correct_facts", {"party_member": False}, reason=WHY)
    changed = clue.history()[-1]["data"]["recomputed"]["deadlines"]

    assert ({"months": 3}, None) in [(change["before"], change["after"]) for change in changed]
    assert {change["id"] for change in changed} <= declared


def test_what_was_registered_stays_and_the_facts_are_the_corrected_ones(county: Organ) -> None:
    clue = county.clue(rank="staff")
    before = clue.history()

    clue.take("correct_facts", {"rank": "section_deputy"}, reason=WHY)

    assert clue.history()[: len(before)] == before
    assert clue.history()[-1]["kind"] == "correction"
    assert facts(clue)["rank"] == "section_deputy"


def test_no_value_of_a_fact_stands_in_the_register(county: Organ) -> None:
    clue = county.clue(name="被反映人错名")

    clue.take("correct_facts", {"name": "被反映人正名"}, reason=WHY)

    assert not {"被反映人错名", "被反映人正名", WHY} & {*_texts(clue.history())}


def test_a_corrected_name_is_found_and_the_wrong_one_no_more(county: Organ) -> None:
    clue = county.clue(name="赵错名")
    watcher = clue.door.watcher(county.code).officer  # type: ignore[attr-defined]

    clue.take("correct_facts", {"name": "赵正名"}, reason=WHY)
    found = [
        {case["id"] for case in clue.door.reading.cases(watcher, Sought(name=name))} for name in ("赵错名", "赵正名")
    ]

    assert found == [set(), {clue.id}]


def test_a_dry_run_shows_the_recomputation_and_writes_nothing(county: Organ) -> None:
    clue = county.clue_in("verifying", next_lower_principal=False)
    before = (clue.case, clue.history(), clue.refusals())

    decision = foreseen(clue, correcting(clue, next_lower_principal=True))

    assert "verify" in decision.data["recomputed"]["steps"]
    assert [step["post"] for step in decision.data["approval"]] == ["principal"]
    assert (clue.case, clue.history(), clue.refusals()) == before


def test_the_last_step_is_taken_back_by_the_rank_that_approved_it_and_taken_anew(county: Organ) -> None:
    clue = county.clue_in("allocated")
    before = clue.case
    clue.take("shelve")

    clue.take("correct_last_step", reason=WHY)
    again = clue.case
    clue.take("verify")

    assert approved_by(clue, "correct_last_step") == approved_by(clue, "shelve") == ["principal"]
    assert (again.state, again.phase, again.office, again.tallies) == (
        before.state,
        before.phase,
        before.office,
        before.tallies,
    )
    assert clue.state == "verifying"


def test_a_closing_by_mistake_is_taken_back(county: Organ) -> None:
    clue = county.clue_in("allocated").take("settle")

    clue.take("correct_last_step", reason=WHY)

    assert (clue.state, clue.case.closed) == ("allocated", False)


def test_facts_that_the_step_had_set_are_as_they_were_before(county: Organ) -> None:
    clue = county.clue_in("allocated")
    before = facts(clue)
    clue.take("rely_on_document")
    set_by_it = facts(clue)

    clue.take("correct_last_step", reason=WHY)

    assert set_by_it.keys() - before.keys() == {"legal_ground"}
    assert facts(clue) == before


def test_a_step_on_which_something_was_done_stays(county: Organ) -> None:
    clue = county.clue_in("registered").takes("allocate", "receive")

    refused = clue.attempt("correct_last_step", reason=WHY)

    assert refused.code == "nothing_to_take_back"
    assert refused.remedy == "请按流程继续办理；登记的事实有误的，请更正事实。"
    assert refused.article.law == "ZJ"


def test_the_actions_of_a_case_offer_the_corrections(county: Organ) -> None:
    clue = county.clue_in("shelved")

    actions = clue.door.reading.actions(clue.case.handler or "", clue.id, None)

    assert not isinstance(actions, Refused)
    offered = {action.step.id for action in actions if action.refusal is None}
    assert offered >= {"correct_facts", "correct_last_step"}


def test_of_two_who_correct_the_same_at_once_one_is_told_of_the_other(county: Organ) -> None:
    clue = county.clue_in("shelved")
    first, second = correcting(clue, rank="staff"), correcting(clue, "correct_last_step")

    came_to = _at_once(clue.door.service.handle, [first, second])
    clue.approved()

    refused = [one for one in came_to if isinstance(one, (Refused, Conflict))]
    assert len(refused) == 1
    assert getattr(refused[0], "code", "approval_pending") == "approval_pending"
    assert [entry["kind"] for entry in clue.history()].count("correction") == 1


def test_the_history_of_a_case_tells_what_was_corrected(county: Organ, office: Installation) -> None:
    clue = county.clue_in("allocated").take("shelve").take("correct_last_step", reason=WHY)
    clue.take("correct_facts", {"rank": "staff"}, reason=WHY)

    with audited(office.settings) as found, found.snapshot() as connection:
        replayed = replay(connection, clue.id, None)

    assert replayed is not None
    lines = "\n".join(replayed.lines())
    assert "更正上一步骤" in lines
    assert "撤销第" in lines
    assert "更正职级" in lines


def test_the_register_of_corrected_cases_verifies_and_makes_the_same_projections(
    county: Organ, office: Installation
) -> None:
    county.clue_in("allocated").take("shelve").take("correct_last_step", reason=WHY).take("rely_on_document")
    county.clue(name="钱错名").take("correct_facts", {"name": "钱正名", "party_member": False}, reason=WHY)

    with audited(office.settings) as found:
        verdict, tables = verify(found), rebuild(found)

    assert verdict.findings == ()
    assert [table.table for table in tables if not table.same] == []


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        value = [*value.keys(), *value.values()]
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, str):
        yield value


def _at_once(work: Callable[[TakeStep], Outcome], commands: Sequence[TakeStep]) -> list[Outcome]:
    """What came of these commands, all sent at the same moment."""
    start = threading.Barrier(len(commands))

    def begin(command: TakeStep) -> Outcome:
        start.wait()
        try:
            return work(command)
        except Conflict as conflict:
            return conflict

    with ThreadPoolExecutor(len(commands)) as pool:
        return list(pool.map(begin, commands))
