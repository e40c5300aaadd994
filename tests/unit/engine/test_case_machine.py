"""One case in the hands of officers who try everything: what must hold of it at every moment, whoever did what.

Each decision is written as the door would write it, and the entry is judged a second time by the rules of
`engine.legality`, which know nothing of `engine.decision`.
"""

import json
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from engine import approvals
from engine.case import Case, canonical, fold, state_hash
from engine.commands import CaseCommand, PassOn
from engine.deadlines.clock import Clock
from engine.deadlines.policy import DECLARED, Policy
from engine.deadlines.requests import OnDeadline
from engine.decision import decide, entitled
from engine.definition import HandTo, Taken
from engine.errors import Refused
from engine.jurisdiction import destinations, organs_of
from engine.legality import Begun, Entry, Recorded, Registered, Standing, review
from engine.machine import all_steps
from engine.organisation import Delegation, Organisation, Post
from engine.outcome import Decision
from engine.registry import Definition
from engine.visibility import may_see, reader, reader_keys
from engine.working_calendar import WorkingCalendar
from tests.builders import (
    CALENDAR,
    COUNTY,
    OFFICERS,
    POSTS,
    SL,
    STANDING,
    XF,
    Dossier,
    a_case,
    a_delegation,
    a_meeting,
    a_township_case,
    a_world,
    an_organisation,
    on_trial,
    papers,
    post,
    take,
    under_inquiry,
)

INPUTS: dict[str, Any] = {
    "particulars": {"account": "经过", "way": "talk", "amount": "12.50"},
    "outcome_sheet": {"sanction": "expulsion", "ground": "情节恶劣"},
}
REGISTRARS = ("bg_a", "bg_b", "ag_a", "clerk", "town_registrar", "town_b", "town_c")
PRINCIPALS = ("principal", "city_principal", "town_principal", "jc_a")
LEADERS = ("principal", "deputy", "trial_deputy", "ag_a", "jc_head", "sl_head", "town_principal", "town_deputy")
DECISIONS = ("approve", "return", "refuse", "withdraw", "compare")
BESIDES = {"remark", "instruct", "log_letter"}
"""Acts that lead nowhere; they are tried anyway, by anybody."""
STARTS = (
    a_case("received", office=XF, version=1),
    a_township_case("received", version=1),
    under_inquiry(version=1),
    on_trial(version=1),
    on_trial(version=1, handover=SL, team=("jc_a", "jc_b")),
)
officers = st.sampled_from(OFFICERS)


@dataclass
class Shelf:
    """The register beside the case."""

    drill: Definition
    versions: dict[int, Organisation] = field(default_factory=dict)
    meetings: dict[str, Recorded] = field(default_factory=dict)
    acts: dict[str, Begun] = field(default_factory=dict)
    beside: dict[str, Entry] = field(default_factory=dict)

    def definition(self, digest: str) -> Registered | None:
        return Registered(self.drill, "") if digest == self.drill.digest else None

    def organisation(self, version: int) -> Organisation | None:
        return self.versions.get(version)

    def calendar(self, version: int) -> WorkingCalendar | None:
        return CALENDAR if version == CALENDAR.version else None

    def policy(self, version: int) -> Policy | None:
        return DECLARED if version == DECLARED.version else None

    def meeting(self, meeting: str) -> Recorded | None:
        return self.meetings.get(meeting)

    def entry(self, place: str) -> Entry | None:
        return self.beside.get(place)

    def begun(self, act: str) -> Begun | None:
        return self.acts.get(act)


class Registry(Dossier):
    """A dossier that writes an entry of every decision, and has it reviewed."""

    def __init__(self, case: Case, **more: Any) -> None:
        super().__init__(case, **more)
        self.shelf = Shelf(self.definition, {self.world.organisation.version: self.world.organisation})
        self.entries: list[Entry] = []
        self.first = case

    def do(self, command: CaseCommand, held: Post | None = None) -> Decision | Refused:
        acting = held or next(iter(self.world.posts(command.actor)), None)
        made = decide(self.definition, self.file, command, acting, self.world)
        if isinstance(made, Decision):
            assert acting is not None
            self._write(made, command, acting)
        return made

    def _write(self, made: Decision, command: CaseCommand, acting: Post) -> None:
        told = self.told(made)
        before, past, body = self.body, self.past, json.loads(canonical(fold(self.body, told.data["set"])))
        entry = Entry(
            stream="case/c1",
            seq=told.seq,
            kind=made.kind,
            event=made.event,
            actor=command.actor,
            post=acting.id,
            at=self.world.now.isoformat(),
            world={
                "definition": self.definition.digest,
                "organisation": self.world.organisation.version,
                "calendar": self.world.calendar.version,
                "policy": self.world.policy.version,
            },
            from_=before["state"],
            to=made.to,
            state_hash=state_hash(body),
            behalf=made.behalf,
            caused_by=f"act/{command.act}#0" if isinstance(command, PassOn) else None,
            data=told.data,
            commits={"subject": "0" * 64} if made.subject else {},
        )
        _, faults = review(Standing.of(before, past), entry, self.shelf)
        assert faults == ()
        self._keep(made)
        self.entries.append(entry)

    def changes(self, decision: Decision) -> dict[str, Any]:
        """As a dossier's, with the place and the commitment of new facts."""
        facts = {"facts_at": self.body["version"], "facts_hash": "0" * 64} if decision.subject else {}
        return {**super().changes(decision), **facts}

    def hold(self, meeting: Any) -> None:
        """A meeting is held and recorded."""
        self.meet(meeting)
        self.shelf.meetings[meeting.id] = Recorded(meeting, self.world.now.isoformat())


class CaseMachine(RuleBasedStateMachine):
    """Rules are attempts, right and wrong; most right ones are there so that the case gets anywhere."""

    case: Registry
    visited: set[str]

    @initialize(
        start=st.sampled_from(STARTS),
        gravity=st.sampled_from(["minor", "grave", None]),
        delegations=st.sampled_from([(), (a_delegation("principal", "deputy"), a_delegation("deputy", "jc_head"))]),
    )
    def a_case_lies_somewhere(self, start: Case, gravity: str | None, delegations: tuple[Delegation, ...]) -> None:
        world = a_world(an_organisation(delegations=delegations))
        self.case = Registry(start, facts={"name": "某人", "gravity": gravity}, world=world)
        self.visited = {start.phase, *(start.served or {})}

    # --- Attempts -----------------------------------------------------------------------------------------------------

    @rule(data=st.data(), signed=st.booleans())
    def a_step_is_taken_as_it_should_be(self, data: st.DataObject, signed: bool) -> None:
        steps = [step for step in self.case.definition.lookup.steps_at(self.now.state) if self.able(step)]
        steps = [step for step in steps if step.id not in BESIDES] or steps
        if steps:
            step = data.draw(st.sampled_from(steps))
            held = data.draw(st.sampled_from(self.able(step)))
            if step.signed_by and signed:
                self.the_team_signs(step)
            self.attempt(take(held.officer, step.id, **self.filled_in(step, data)), held)

    @precondition(lambda self: self.now.requests)
    @rule(data=st.data(), agree=st.sampled_from([True, True, True, False]), to_the_end=st.booleans())
    def whose_turn_it_is_approves(self, data: st.DataObject, agree: bool, to_the_end: bool) -> None:
        for _ in range(7 if to_the_end else 1):
            if self.now.requests:
                self.approved(data, agree)

    @rule(
        data=st.data(),
        how=st.sampled_from(["step", "decision", "recusal", "time", "posts", "succession"]),
        officer=officers,
    )
    def something_else_is_tried(self, data: st.DataObject, how: str, officer: str) -> None:
        if how == "step":
            self.any_step(officer, data)
        elif how == "decision":
            self.any_decision(
                officer, data.draw(st.sampled_from(["approve", "return", "refuse", "withdraw", "compare"]))
            )
        elif how == "recusal" and len(self.now.recused) < 2:
            self.case.recuse(
                data.draw(st.sampled_from(["principal", "city_principal", "town_principal", "jc_a"])), officer
            )
        elif how == "time":
            later = timedelta(hours=data.draw(st.integers(1, 72)))
            self.case.world = replace(self.case.world, now=self.case.world.now + later)
        elif how == "posts":
            self.changes_posts(officer, leaves=data.draw(st.booleans()))
        elif how == "succession":
            self.hands_over(data.draw(st.sampled_from(LEADERS)), officer, data)

    def hands_over(self, by: str, to: str, data: st.DataObject) -> None:
        """Of somebody who may well hold the case."""
        held = [self.now.handler, *self.now.team] if self.now.handler else [*self.now.team]
        officer = data.draw(st.sampled_from([*held, *held, "jc_a"]))
        staff = [each.officer for each in POSTS if (each.office or each.organ) == (self.now.office or self.now.organ)]
        heir = data.draw(st.sampled_from([*staff, to]))
        self.case.shelf.acts["a1"] = Begun(by, officer, heir, self.case.world.now.isoformat())
        self.case.pass_on(by, officer, heir)

    def the_team_signs(self, step: Taken) -> None:
        """Every member who is still in office."""
        for officer in self.now.team:
            if self.case.world.posts(officer):
                self.case.sign(officer, step.id, papers(*step.documents))

    def approved(self, data: st.DataObject, agree: bool) -> None:
        """By somebody who may well be the right one."""
        step = self.case.request.current
        assert step is not None
        if step["kind"] == "outside":
            registrar = data.draw(st.sampled_from(REGISTRARS))
            (self.case.record if step["status"] == "waiting" else self.case.compare)(registrar)
        elif step["kind"] == "collective":
            self.case.hold(a_meeting(self.case.request.id, STANDING if agree else STANDING[:2], organ=step["organ"]))
            self.case.approve(data.draw(st.sampled_from(REGISTRARS)), meeting="m1")
        else:
            holders = [held.officer for held in approvals.holders(step, self.case.world)]
            self.case.approve(data.draw(st.sampled_from([*holders, *holders, "deputy", "jc_head"])))

    def any_step(self, officer: str, data: st.DataObject) -> None:
        """Whoever, whatever, in whatever state; filled in or not."""
        step = data.draw(st.sampled_from(all_steps(self.case.definition.workflow)))
        self.attempt(take(officer, step.id, **(self.filled_in(step, data) if data.draw(st.booleans()) else {})))

    def any_decision(self, officer: str, word: str) -> None:
        """Whoever, on the request that waits, if there is one."""
        if not self.now.requests:
            return
        if word in {"return", "refuse"}:
            self.case.turn_down(officer, word)
        else:
            {"approve": self.case.approve, "withdraw": self.case.withdraw, "compare": self.case.compare}[word](officer)

    def changes_posts(self, officer: str, *, leaves: bool) -> None:
        """An officer leaves, or works in the trial office from now on."""
        last = self.case.world.organisation
        new = () if leaves else (post(officer, SL, "handler"),)
        moved = an_organisation(*new, without=[officer], delegations=last.delegations)
        self.case.reorganise(replace(moved, version=last.version + 1))
        self.case.shelf.versions[last.version + 1] = self.case.world.organisation

    # --- What they are made of ----------------------------------------------------------------------------------------

    @property
    def now(self) -> Case:
        """The case as it stands."""
        return self.case.case

    def able(self, step: Taken) -> list[Post]:
        """The posts whose holders could take the step."""
        case = self.case
        posts = (held for officer in OFFICERS for held in case.world.posts(officer))
        return [held for held in posts if entitled(case.definition, case.file, step, held, case.world) is None]

    def filled_in(self, step: Taken, data: st.DataObject) -> dict[str, Any]:
        """Everything that a step asks for."""
        more: dict[str, Any] = {
            "documents": papers(*step.documents, *(f"opinion@{body}" for body in step.consults)),
            "inputs": INPUTS.get(step.form, {}),
        }
        organisation, office = self.case.world.organisation, self.now.office
        if isinstance(step.hands_to, HandTo) and organisation.has_offices(self.now.organ):
            offices = [each.code for each in organisation.offices_of(self.now.organ, step.hands_to.functions)]
            more["hand_to"] = office = data.draw(st.sampled_from(offices))
        if step.forms_team:
            staff = [held.officer for held in POSTS if (held.office or held.organ) == (office or self.now.organ)]
            more["team"] = tuple(data.draw(st.lists(st.sampled_from(staff), min_size=2, max_size=3, unique=True)))
        if isinstance(step, OnDeadline):
            more |= {"reason": "案情复杂", "inputs": {"amount": 1} if step.extension else {}}
        if step.moves:
            acting = {held.organ for held in self.able(step)}
            organs = {to for organ in acting for to in destinations(step.moves, self.now, organ, self.case.world)}
            more["to_organ"] = data.draw(st.sampled_from(sorted(organs) or [COUNTY]))
        if step.studied_by:
            more["meeting"] = self.studied(step)
        if step.corrects:
            wrong = {"gravity": data.draw(st.sampled_from(["minor", "grave", None]))}
            more |= {"reason": "登记有误", "inputs": wrong if step.corrects == "facts" else {}}
        return more

    def studied(self, step: Taken) -> str:
        """A study of the step that all members carried."""
        case, day = self.now, self.case.world.today
        sit = approvals.members(self.case.world.organisation, step.studied_by, case.organ, case.office, day)
        given: dict[str, Any] = {"id": "study", "body": step.studied_by, "organ": case.organ, "office": case.office}
        self.case.hold(a_meeting(step.id, sit - case.barred(), held_on=day, recorded_by="bg_b", **given))
        return "study"

    def served_before(self, event: str) -> set[str]:
        """Who had served the inquiry when somebody first proposed the step."""
        served = set((self.case.first.served or {}).get("inquiry", ()))
        for entry in self.case.entries:
            if entry.event == event:
                break
            served |= set((entry.changes.get("served") or {}).get("inquiry", ()))
        return served

    def attempt(self, command: CaseCommand, held: Post | None = None) -> None:
        """Do it; whatever came of it shows in the invariants."""
        self.case.do(command, held)
        self.visited.add(self.now.phase)

    # --- What always holds --------------------------------------------------------------------------------------------

    @invariant()
    def the_state_is_declared(self) -> None:
        state = self.case.definition.lookup.state(self.now.state)

        assert (self.now.phase, self.now.closed) == (state.phase, state.closed)

    @invariant()
    def exactly_one_organ_handles_it_and_the_passage_tells_which_did_before(self) -> None:
        held = [entry.changes["organ"] for entry in self.case.entries if "organ" in entry.changes]
        chain = [self.case.first.organ, *held]

        assert [organ for organ, *_ in self.now.passage] == chain[:-1]
        assert self.now.organ == chain[-1]

    @invariant()
    def nobody_of_an_organ_that_it_has_left_sees_it(self) -> None:
        case, world = self.now, self.case.world
        keys = reader_keys(self.case.definition, case, world.organisation)
        asked = {str(step.get("organ")) for request in case.requests for step in request.steps}
        line = {*organs_of("superior", case, world.organisation), case.designating, case.assigning}
        proposers = {request.proposer for request in case.requests}
        for officer in {held.officer for held in world.organisation.posts} - proposers:
            posts = world.posts(officer)
            theirs = {held.organ for held in posts} & {case.organ, *line, *asked}
            audits = any(held.position == "auditor" for held in posts)
            assert theirs or audits or not may_see(reader(officer, world), case, keys, world.organisation)

    @invariant()
    def the_version_rises_by_one_with_every_entry(self) -> None:
        assert self.now.version == 1 + len(self.case.entries)

    @invariant()
    def one_request_at_a_time_and_only_for_a_correction_in_a_closed_case(self) -> None:
        """Requests about periods go beside it."""
        waiting, pending = False, self.now.pending
        for entry in self.case.entries:
            assert not (waiting and entry.kind == "proposal" and "pending" in entry.changes)
            waiting = entry.changes.get("pending") is not None if "pending" in entry.changes else waiting

        assert waiting == (pending is not None)
        assert not self.now.closed or pending is None or pending.step.startswith("correct_")

    @invariant()
    def at_most_one_request_for_each_period(self) -> None:
        steps = [told["step"] for told in (self.now.asides or {}).values()]

        assert len(steps) == len(set(steps))

    @invariant()
    def what_runs_has_an_end_and_nothing_else_has(self) -> None:
        clocks = (self.now.clocks or {}).items()
        running = {name for name, told in clocks if Clock.read(told).runs and not told.get("held")}

        assert {*(self.now.due or {})} == running

    @invariant()
    def no_way_leads_round_the_phases_that_must_be_passed(self) -> None:
        for phase, before in self.case.definition.workflow.must_pass:
            assert phase not in self.visited or before in self.visited

    @invariant()
    def nobody_barred_is_in_the_team_or_acts(self) -> None:
        assert not self.now.barred() & {*self.now.team, self.now.handler}
        assert not any(entry.actor in _recused_before(self.case.entries, entry) for entry in self.case.entries)

    @invariant()
    def no_step_is_taken_more_often_than_it_may_be(self) -> None:
        for step in self.case.definition.workflow.transitions:
            assert not step.at_most or self.now.times(step.id) <= step.at_most

    @invariant()
    def nobody_who_served_the_inquiry_decided(self) -> None:
        deciders = {officer for entry in self.case.entries if entry.event == "decide" for officer in _authors(entry)}

        assert not deciders & self.served_before("decide")

    @invariant()
    def dates_never_run_back(self) -> None:
        dates = [
            entry.changes["last_occurred_at"] for entry in self.case.entries if "last_occurred_at" in entry.changes
        ]

        assert dates == sorted(dates, key=datetime.fromisoformat)

    @invariant()
    def the_case_is_the_fold_of_its_entries(self) -> None:
        if self.case.entries:
            assert state_hash(self.case.body) == self.case.entries[-1].state_hash


def _recused_before(entries: list[Entry], entry: Entry) -> set[str]:
    return {one.told["recused"] for one in entries[: entry.seq - 1] if one.kind == "recusal"}


def _authors(entry: Entry) -> set[str]:
    return {entry.actor} if entry.kind == "proposal" else set()


TestCaseMachine = CaseMachine.TestCase
TestCaseMachine.settings = settings(
    max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
