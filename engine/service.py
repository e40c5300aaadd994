"""The one door: every change enters here, in one transaction each, and none leaves without an entry.

handle(command)        judged by its desk; applied, pending approval, or refused — all registered
rehearse(command)      what would come of it, with nothing written
handle_many(commands)  at most 200 in one transaction, a savepoint each
define(workflow)       a definition becomes an entry of the register before its first use
read(…)                what an officer may read of a case; a protected read is an entry
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final, TypeVar

from engine import commands as asked
from engine.commands import CaseCommand, Command
from engine.definition import Workflow
from engine.desks import (
    calendars,
    cases,
    configuration,
    contacts,
    escalations,
    identity,
    mass,
    matters,
    meetings,
    organisation,
    passing,
    periods,
    reorganising,
)
from engine.desks.acts import on_mass_act
from engine.desks.definitions import define
from engine.desks.desk import Answer, Desk
from engine.desks.genesis import found
from engine.desks.refusals import record_refusal
from engine.errors import UNREADABLE, ClockBehind, CommandReused, Raced, Refused, Unusable
from engine.fingerprint import fingerprint
from engine.outcome import Decision
from engine.ports import Clock, Ids, Moment, Register, Storage, Transaction
from engine.registry import Definition, Registry
from engine.reorganising import ABOUT
from engine.world import World

MANY: Final = 200
"""Commands of one `handle_many`."""
TOLERANCE: Final = timedelta(seconds=60)
"""How far the clock may be behind the newest entry before writes stop."""

NOTED: Final = timedelta(seconds=30)
"""How often it is written down that a sweep has come to its end."""
TRIES: Final = 5
"""How often a command that lost a race is tried before the caller hears of it."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A part of a sweep: how much was done, which cases could not be read, and where it goes on (None: at an end)."""

    done: int
    failed: tuple[str, ...]
    place: tuple[str, str] | None


_DESKS: Final[Mapping[type[Command], Callable[[Desk, Any], Answer | Refused]]] = {
    asked.TakeStep: cases.on_case,
    asked.DecideRequest: cases.on_case,
    asked.CompareSheet: cases.on_case,
    asked.WithdrawRequest: cases.on_case,
    asked.SignStep: cases.on_case,
    asked.Recuse: cases.on_case,
    asked.PassOn: passing.on_passing,
    asked.OpenMatter: matters.on_opening,
    asked.MassAct: on_mass_act,
    asked.HandOverAct: passing.on_act,
    asked.Reorganise: reorganising.on_reorganise,
    asked.HoldMeeting: meetings.on_meeting,
    asked.Delegate: organisation.on_delegation,
    asked.ImportOrganisation: organisation.on_import,
    asked.RecordNotice: calendars.on_record,
    asked.ConfirmNotice: calendars.on_confirm,
    asked.ConfigureLength: configuration.on_configure,
    asked.AnswerEscalation: escalations.on_answer,
    asked.RecordLeave: organisation.on_leave,
    asked.RecordContact: contacts.on_contact,
    asked.IssueToken: identity.on_issue,
    asked.RevokeToken: identity.on_revoke,
}


@dataclass(frozen=True)
class Service:
    """The engine with everything it needs; stateless but for the definitions it has loaded."""

    storage: Storage
    register: Register
    clock: Clock
    ids: Ids
    registry: Registry

    def handle(self, command: Command) -> Answer | Refused:
        """Carry out one command. Raises `CommandReused`, `Conflict`, `ClockBehind`; everything else is an answer."""
        return self._once_more(lambda tx: self._judge(tx, command))

    def handle_many(self, many: Sequence[Command]) -> list[Answer | Refused]:
        """Carry out up to 200 commands in one transaction; one that fails takes back only its own writes."""
        if len(many) > MANY:
            raise ValueError(f"at most {MANY} commands at once, got {len(many)}")
        return self._once_more(lambda tx: self._judge_each(tx, many))

    def rehearse(self, command: CaseCommand) -> Decision | Refused:
        """What would come of a command on a case now; nothing is written. Raises `Conflict`."""
        with self.storage.read() as tx:
            return cases.rehearse(self._desk(tx, ""), command)

    def found(self, secret_hash: str) -> None:
        """Write the genesis entries of a new installation; `secret_hash` is that of the bootstrap token."""
        with self.storage.write() as tx:
            found(self._desk(tx, ""), secret_hash)

    def lay_calendar(self, base: Mapping[str, Any]) -> bool:
        """Lay down the calendar that an installation begins with; False where it has one, which stays as it is."""
        with self.storage.read() as tx:
            if tx.calendar().published:
                return False
        with self.storage.write() as tx:
            return calendars.lay(self._desk(tx, ""), base)

    def waits(self) -> bool:
        """Whether time has anything to do by now."""
        with self.storage.read() as tx:
            since = tx.longest_waiting()
        return since is not None and since <= self.clock.now().astimezone(UTC).isoformat()

    def sweep(self, after: tuple[str, str]) -> Chunk:
        """Do what time has to do in up to 200 cases, the longest waiting first, behind the place `after`.

        A case that can't be read is passed by and named.
        """

        def work(tx: Transaction) -> Chunk:
            # First the cases, then the moment: what happens to them is never earlier than what has happened.
            claimed = tx.claim(self.clock.now().astimezone(UTC).isoformat(), after, MANY)
            desk, done, failed = self._desk(tx, ""), 0, []
            for case in {str(stored.body["id"]): stored for _, stored in claimed}.values():
                try:
                    with tx.savepoint():
                        done += periods.sweep(desk, case)
                except (*UNREADABLE, Unusable):
                    failed.append(str(case.body["id"]))
            return Chunk(done, tuple(failed), claimed[-1][0] if len(claimed) == MANY else None)

        return self._once_more(work)

    def swept(self) -> None:
        """Remember that a sweep has come to its end now; not more often than anybody asks."""
        now = self.clock.now().astimezone(UTC)
        with self.storage.read() as tx:
            known = tx.last_sweep()
        if known is None or abs(now - datetime.fromisoformat(known)) >= NOTED:
            with self.storage.write() as tx:
                tx.note_sweep(now.isoformat())
                tx.drop_notices()

    def recount(self, act: str, among: Sequence[str]) -> list[str]:
        """Count the periods of cases by the newest calendar, in a mass act: those in which some end otherwise."""

        def work(tx: Transaction) -> list[str]:
            # First the cases, then the moment: what happens to them is never earlier than what has happened.
            stored = tx.cases_unopened(among)
            desk = self._desk(tx, "")
            moved = [str(case.body["id"]) for case in stored if periods.recount(desk, case, act)]
            if moved:
                mass.part(desk, calendars.ABOUT, act, moved)
            return moved

        return self._once_more(work)

    def recounted(self, act: str) -> None:
        """Enter that the mass act has come to its end."""
        with self.storage.write() as tx:
            mass.finish(self._desk(tx, ""), calendars.ABOUT, act)

    def succeed(self, act: str, among: Sequence[str]) -> tuple[int, list[tuple[str, Refused]]]:
        """Hand cases over in the mass act of a reorganisation: how many, and the numbers of those that can't be yet."""

        def work(tx: Transaction) -> tuple[int, list[tuple[str, Refused]]]:
            # First the cases, then the moment: what happens to them is never earlier than what has happened.
            stored = tx.cases_unopened(among)
            desk = self._desk(tx, "")
            made = [(case.body, reorganising.succeed(desk, case, act)) for case in stored]
            changed = [str(body["id"]) for body, one in made if one is True]
            if changed:
                mass.part(desk, ABOUT, act, changed)
            return len(changed), [(str(body["number"]), one) for body, one in made if isinstance(one, Refused)]

        return self._once_more(work)

    def succeeded(self, act: str) -> None:
        """Enter that everything was handed over."""
        with self.storage.write() as tx:
            mass.finish(self._desk(tx, ""), ABOUT, act)

    def unfinished(self) -> list[Mapping[str, Any]]:
        """The confirmed notices after which periods are still to be counted again, the oldest first."""
        with self.storage.read() as tx:
            return calendars.unfinished(tx)

    def define(self, workflow: Workflow) -> Definition:
        """Register a workflow and make it the one new cases begin with; the same definition again is no change."""
        definition = Definition.of(workflow)
        with self.storage.write() as tx:
            define(self._desk(tx, ""), definition)
        self.registry.add(definition)
        return definition

    def load_definitions(self) -> None:
        """Load every registered definition, as the register has it."""
        for body in self.storage.definitions():
            self.registry.add(Definition.load(body))

    def _once_more(self, work: Callable[[Transaction], T]) -> T:
        """Do work in one transaction; whoever loses a race for a key does it again and finds the winner's entry."""
        for _ in range(TRIES - 1):
            try:
                with self.storage.write() as tx:
                    return work(tx)
            except Raced:
                continue
        with self.storage.write() as tx:
            return work(tx)

    def _judge_each(self, tx: Transaction, many: Sequence[Command]) -> list[Answer | Refused]:
        opened = [matters.stream_of(command) for command in many if isinstance(command, asked.OpenMatter)]
        tx.foresee_many([(command.actor, command.id) for command in many], [stream for stream in opened if stream])
        return [self._judge_apart(tx, command) for command in many]

    def _judge_apart(self, tx: Transaction, command: Command) -> Answer | Refused:
        with tx.savepoint():
            return self._judge(tx, command)

    def _judge(self, tx: Transaction, command: Command) -> Answer | Refused:
        if isinstance(command, asked.OnCase):
            tx.foresee(command.actor, command.id, command.case, cases.files_of(command))
        request = self.register.request_digest(fingerprint(command))
        known = tx.known_command(command.actor, command.id)
        if known is not None:
            if known.request != request:
                raise CommandReused
            return replace(Answer.of(known.stream, known.seq, known.entry), repeated=True)
        desk = self._desk(tx, request)
        answer = _DESKS[type(command)](desk, command)
        if isinstance(answer, Refused):
            record_refusal(desk, command, answer)
        return answer

    def _desk(self, tx: Transaction, request: str) -> Desk:
        moment = tx.moment()
        world = World(self._now(moment), tx.organisation(), calendar=tx.calendar(), policy=tx.policy())
        return Desk(tx, self.register, self.registry, self.ids, moment, world, request)

    def _now(self, moment: Moment) -> datetime:
        now = self.clock.now().astimezone(UTC)
        newest = datetime.fromisoformat(moment.newest_at) if moment.newest_at else now
        if now < newest - TOLERANCE:
            raise ClockBehind
        return max(now, newest)
