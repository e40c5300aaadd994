"""Random officers do lawful and unlawful things to whole matters; whatever they try, every history stays lawful.

After each command the history of the case is read with `tests.journeys.lawful`, which shares no code with the engine.
In the end every open case is still brought to a close, and the register verifies and rebuilds.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from app.assembly import Installation
from app.demo.meetings import NobodyCan
from app.demo.preparing import How, prepare
from app.demo.proofs import Proofs
from app.demo.walk import NotRefused, Stuck, Walk
from app.demo.walker import Walker
from engine.commands import Command, Recuse
from engine.errors import Refused
from engine.machine import all_steps
from engine.organisation import Post
from tests.journeys.finishing import finished, went_on
from tests.journeys.journey import Organ
from tests.journeys.lawful import Lawful
from workflows.clue.common import SEATS
from workflows.clue.registration import RANKS
from workflows.clue_disposal import WORKFLOW

STEPS: Final = [step.id for step in all_steps(WORKFLOW)]
LAWFUL: Final = Lawful.of(WORKFLOW)
FAR: Final = ("on_trial", "executing", "with_procuratorate", "no_sanction", "closed")
IMPOSSIBLE: Final = (Stuck, NobodyCan, LookupError)

maybe: Final = st.sampled_from([True, False, None])
PERSONS: Final = st.fixed_dictionaries(
    {
        "rank": st.sampled_from([None, *(rank.id for rank in RANKS)]),
        "party_member": maybe,
        "supervised": maybe,
        "committee_seat": st.sampled_from([None, *(seat.id for seat in SEATS)]),
        "next_lower_principal": maybe,
        "unit_principal": maybe,
        "elected_post": maybe,
        "delegate": maybe,
        "inspection_cadre": maybe,
        "managed": st.sampled_from(["beside", "beside", "below", "above", None]),
    }
)
PAPERS: Final = st.lists(st.sampled_from(["documents", "study", "signatures", "hand_to"]), unique=True)
SANCTIONS: Final = {"party_sanction": "warning", "administrative_sanction": "demerit"}


class Matters(RuleBasedStateMachine):
    """A county with a few clues, and everybody who works there."""

    def __init__(self, walker: Walker) -> None:
        super().__init__()
        self.walker, self.walks = walker, list[Walk]()
        self.county = Organ(walker, walker.organs("county")[1])
        self.last: tuple[Command, Any] | None = None

    @initialize(person=PERSONS, township=st.booleans())
    def the_first_clue_comes_in(self, person: dict[str, Any], township: bool) -> None:
        self._opened(person, township)

    @rule(person=PERSONS, township=st.booleans())
    @precondition(lambda self: len(self.walks) < 3)
    def another_clue_comes_in(self, person: dict[str, Any], township: bool) -> None:
        self._opened(person, township)

    def _opened(self, person: dict[str, Any], township: bool) -> None:
        organ = self.county.below if township else self.county
        committees = {"beside": organ.committee, "below": organ.committee, "above": organ.above.committee, None: None}
        if not township:
            committees["below"] = organ.below.committee
        self.walks.append(organ.clue(**{**person, "managed": None, "authority": committees[person["managed"]]}))

    @rule(data=st.data(), to=st.sampled_from(FAR), steps=st.integers(1, 20))
    def a_case_goes_on_its_way(self, data: st.DataObject, to: str, steps: int) -> None:
        walk = self._one(data, self.walks)
        for _ in range(steps):
            if walk.state != to:
                went_on(walk, [to])
                self._holds(walk)

    @rule(data=st.data())
    def somebody_takes_a_possible_step(self, data: st.DataObject) -> None:
        walk = self._one(data, self.walks)
        steps = walk.door.scene(walk.id).definition.lookup.steps_at(walk.state)
        step = data.draw(st.sampled_from([step.id for step in steps]))
        others = [other.id for other in self.walks if other.id != walk.id]
        self._tried(walk, lambda: walk.propose(step, SANCTIONS if step.startswith("decide") else {}, **_other(others)))

    @rule(data=st.data(), step=st.sampled_from(STEPS), without=PAPERS, team=st.integers(0, 3))
    def anybody_tries_anything(self, data: st.DataObject, step: str, without: list[Any], team: int) -> None:
        walk = self._one(data, self.walks)
        everybody = st.sampled_from(self._everybody(walk))
        members = data.draw(st.lists(everybody, min_size=team, max_size=team))
        how: How = {"by": data.draw(everybody), "without": without, "team": members}
        self._tried(walk, lambda: self._asked(walk, prepare(self.walker, walk.id, step, {}, how)))

    @rule(data=st.data())
    def anybody_recuses_anybody(self, data: st.DataObject) -> None:
        walk = self._one(data, self.walks)
        everybody = st.sampled_from(self._everybody(walk))
        post = walk.door.scene(walk.id).post_of(data.draw(everybody))
        if post.position not in ("principal", "office_head"):
            self._tried(walk, lambda: self._asked(walk, self._recusal(walk, post, data.draw(everybody))))

    @rule(data=st.data(), word=st.sampled_from(["approve", "approve", "approve", "return", "refuse"]))
    def the_right_one_decides(self, data: st.DataObject, word: Any) -> None:
        walk = self._one(data, self.walks)
        decide = walk.approve if word == "approve" else lambda: walk.decided(word, "（示例）须补充。")
        self._tried(walk, decide)

    @rule(data=st.data())
    def anybody_decides(self, data: st.DataObject) -> None:
        walk = self._one(data, self.walks)
        if walk.case.pending is None:
            return
        post = walk.door.scene(walk.id).post_of(data.draw(st.sampled_from(self._everybody(walk))))
        self._tried(walk, lambda: self.walker.handle(walk.waiting().told(post)))

    @rule(data=st.data())
    def the_proposer_takes_it_back(self, data: st.DataObject) -> None:
        walk = self._one(data, self.walks)
        self._tried(walk, walk.withdrawn)

    @rule(data=st.data())
    @precondition(lambda self: any(walk.case.team for walk in self.walks))
    def a_member_of_a_team_is_recused(self, data: st.DataObject) -> None:
        walk = self._one(data, [walk for walk in self.walks if walk.case.team])
        if not walk.case.barred() and walk.case.office is not None:
            self._tried(walk, lambda: walk.recused(walk.case.team[0]))

    @rule()
    @precondition(lambda self: self.last is not None)
    def the_last_command_comes_again(self) -> None:
        assert self.last is not None
        command, answer = self.last
        again = self.walker.handle(command)
        assert (getattr(again, "seq", None), type(again)) == (getattr(answer, "seq", None), type(answer))

    def teardown(self) -> None:
        for walk in self.walks:
            assert finished(walk), f"{walk.case.number} is stuck at {walk.state}"
            self._holds(walk)

    def _one(self, data: st.DataObject, walks: list[Walk]) -> Walk:
        return walks[data.draw(st.integers(0, len(walks) - 1))]

    def _tried(self, walk: Walk, attempt: Callable[[], object]) -> None:
        try:
            attempt()
        except (*IMPOSSIBLE, NotRefused):
            pass
        self._holds(walk)

    def _asked(self, walk: Walk, command: Command) -> None:
        version = walk.case.version
        answer = self.walker.handle(command)
        self.last = (command, answer)
        if isinstance(answer, Refused):
            assert walk.case.version == version, f"{command} was refused, and the case moved"

    def _recusal(self, walk: Walk, post: Post, officer: str) -> Recuse:
        new = self.walker.new_id()
        return Recuse(id=new, actor=post.officer, post=post.id, case=walk.id, officer=officer, reason="（示例）回避。")

    def _everybody(self, walk: Walk) -> list[str]:
        organs = {walk.case.organ, self.county.code}
        held = (post for post in self.walker.organisation.posts if post.organ in organs)
        return sorted({post.officer for post in held})

    def _holds(self, walk: Walk) -> None:
        assert list(LAWFUL.faults(walk.history())) == []


def _other(others: list[str]) -> Any:
    return {"other": others[0]} if others else {}


def examined(office: Installation, walker: Walker, examples: int, *, again: bool) -> list[str]:
    """Try so many matters (the same ones each time, or others); what the register's own proofs find afterwards."""
    how = settings(
        max_examples=examples,
        stateful_step_count=30,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=again,
        phases=(Phase.generate,),
    )
    run_state_machine_as_test(partial(Matters, walker), settings=how)  # type: ignore[arg-type]
    proofs = Proofs(office, lambda _line: None)
    return [*proofs.verified(lambda _done, _all: None), *proofs.rebuilt(lambda _done, _all: None)]


@pytest.mark.only_on("sqlite")
def test_whatever_anybody_tries_every_history_stays_lawful_and_every_case_can_end(
    office: Installation, walker: Walker
) -> None:
    assert examined(office, walker, 20, again=True) == []


@pytest.mark.slow
def test_whatever_is_tried_for_long_every_history_stays_lawful(office: Installation, walker: Walker) -> None:
    assert examined(office, walker, 120, again=False) == []
