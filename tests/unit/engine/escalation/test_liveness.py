"""Whatever happens, an overdue matter is on somebody's desk: one open escalation per level reached, none missing."""

import copy
from datetime import datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from engine.errors import Refused
from engine.escalation.answering import Reply, answered
from engine.escalation.climbing import next_at
from tests.unit.engine.escalation.tower import DUTY, LIMIT, POSTS, Tower

NAMES = ("inquiry", "measure")
NAME = st.sampled_from(NAMES)
PLACE = st.tuples(st.integers(0, 3), st.sampled_from(POSTS))


class Liveness(RuleBasedStateMachine):
    """Periods run, end, pause and move; posts fall vacant; officers leave and answer; the clock's sweep comes late."""

    @initialize(height=st.integers(1, 4))
    def found(self, height: int) -> None:
        """A tower, and a backup of its first day."""
        self.tower = Tower(height=height)
        self.rounds = dict.fromkeys(NAMES, 0)
        self.begin("inquiry", 1, 0)
        self.backup = copy.deepcopy(self.tower)
        self.fresh = False

    @rule(name=NAME, days=st.integers(-20, 20), warn=st.integers(0, 10))
    def begin(self, name: str, days: int, warn: int) -> None:
        """A new round, or an extension, or a return: its end is another one; it may be over already."""
        self.rounds[name] += 1
        due = self.tower.at + timedelta(days=days)
        warns = [due - timedelta(days=warn)] if warn else []
        self.tower.run(name, due, self.rounds[name], warns=warns)
        self.fresh = False

    @rule(name=NAME, days=st.integers(1, 20))
    def extend(self, name: str, days: int) -> None:
        """An extension was granted: the same round ends later."""
        if name in (self.tower.body.get("due") or {}):
            due = datetime.fromisoformat(self.tower.body["due"][name]["due_at"]) + timedelta(days=days)
            self.tower.run(name, due, self.tower.body["clocks"][name]["round"], event="extend")
            self.fresh = False

    @rule(name=NAME, event=st.sampled_from(["meet", "pause"]))
    def end(self, name: str, event: str) -> None:
        """It is met, or stands still."""
        self.tower.end(name, event)

    @rule(hours=st.integers(1, 24 * 30))
    def wait(self, hours: int) -> None:
        """Time passes, and nobody sweeps."""
        self.tower.later(hours=hours)
        self.fresh = False

    @rule(place=PLACE)
    def vacate_or_fill(self, place: tuple[int, str]) -> None:
        """A post falls vacant, or is filled again."""
        self.tower.vacant ^= {place}

    @rule(place=PLACE)
    def leave_or_return(self, place: tuple[int, str]) -> None:
        """An officer goes on leave, or comes back."""
        self.tower.away ^= {place}

    @rule(organ=st.integers(0, 3))
    def move(self, organ: int) -> None:
        """The case passes to another organ of the line, and stays as late as it is."""
        if organ < self.tower.height:
            self.tower.change("", "", {"organ": f"o{organ}", "office": f"o{organ}-JC"})
            self.fresh = False

    @rule(name=NAME, answer=st.sampled_from(["acknowledge", "chase", "promise", "raise"]), days=st.integers(0, 9))
    def answer(self, name: str, answer: str, days: int) -> None:
        """Whoever was reached last answers."""
        ladder = self.tower.ladder(name)
        if ladder is None or not ladder.reached:
            return
        top = max(ladder.reached, key=lambda one: one.level)
        posts = [post for post in self.tower.world.organisation.posts if post.officer in top.to]
        until = self.tower.world.today + timedelta(days=days) if answer == "promise" else None
        for post in posts[:1]:
            said = Reply(post, top.level, answer, until)
            found = answered(DUTY if name == "inquiry" else LIMIT, self.tower.case, said, self.tower.world)
            if not isinstance(found, Refused):
                self.tower.body["ladders"] = {**self.tower.body["ladders"], name: found[0].body()}

    @rule(days=st.sampled_from([0, 1, 4, 8]))
    def sweep(self, days: int) -> None:
        """A sweep some days later, and another one in the same moment: it finds nothing to do."""
        self.tower.later(days=days)
        before = {name: self.tower.levels(name) for name in NAMES}
        while self.tower.sweep():
            pass
        for name in NAMES:
            new = [level for level in self.tower.levels(name) if level not in before[name]]
            if name == "inquiry" and before[name] and self.tower.ladder(name):
                assert len([level for level in new if level > 0]) <= 1, "more than one level at once"
        self.fresh = True

    @rule(times=st.integers(1, 8))
    def sweep_for_weeks(self, times: int) -> None:
        """Nobody does anything, week after week."""
        for _ in range(times):
            self.sweep(8)

    @rule()
    def keep(self) -> None:
        """Make a backup."""
        self.backup = copy.deepcopy(self.tower)

    @rule()
    def restore(self) -> None:
        """Yesterday's database is restored; the clock goes on."""
        at = self.tower.at
        self.tower = copy.deepcopy(self.backup)
        self.tower.at = at
        self.fresh = False

    @invariant()
    def nothing_waits_after_a_sweep(self) -> None:
        """The worst unescalated overdue time is nothing."""
        if not getattr(self, "fresh", False):
            return
        for name, due in (self.tower.body.get("due") or {}).items():
            waits = datetime.fromisoformat(next_at(due, self.tower.ladder(name)))
            assert waits > self.tower.at, name

    @invariant()
    def what_is_overdue_is_on_a_desk_if_there_is_one(self) -> None:
        """After a sweep at the end, somebody above the handler has it, unless there was nobody to reach."""
        if not getattr(self, "fresh", False):
            return
        for name, due in (self.tower.body.get("due") or {}).items():
            ladder = self.tower.ladder(name)
            if datetime.fromisoformat(due["due_at"]) <= self.tower.at:
                assert ladder is not None
                assert ladder.highest > 0 or ladder.top

    @invariant()
    def no_level_is_open_twice_and_none_stands_for_another_round(self) -> None:
        """One open escalation per level reached, of the round that runs, in order."""
        for name in NAMES if hasattr(self, "tower") else ():
            ladder = self.tower.ladder(name)
            if ladder is None:
                continue
            numbers = [one.level for one in ladder.reached]
            keys = [one.key for one in ladder.reached]
            assert numbers == sorted(set(numbers))
            assert len(keys) == len(set(keys))
            clock, due = self.tower.body["clocks"][name], self.tower.body["due"][name]
            assert (ladder.round, ladder.due_at) == (clock["round"], due["due_at"])

    @invariant()
    def nobody_is_told_who_may_not_know(self) -> None:
        """Who was reached held the post of the level; who is away or kept from the case was not."""
        for told in self.tower.told if hasattr(self, "tower") else ():
            if told["event"] == "open":
                assert told["to"]


Liveness.TestCase.settings = settings(max_examples=150, stateful_step_count=50, deadline=None)
TestLiveness: Any = Liveness.TestCase
