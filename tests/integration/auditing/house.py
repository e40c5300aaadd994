"""An installation with a few walked clues, copied for every test, and what an auditor says of it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from app.assembly import Installation, initialise, opened
from app.auditing.opening import audited
from app.auditing.verification import Verdict, verify
from app.demo.run import DATA
from app.demo.walk import Walk
from app.demo.walker import Walker
from app.importing.organisation import read_organisation
from app.settings import Settings
from engine.commands import (
    AnswerEscalation,
    Delegate,
    HandOverAct,
    ImportOrganisation,
    OpenMatter,
    PassOn,
    RecordLeave,
    Takeover,
)
from engine.desks.genesis import MIGRATION
from engine.errors import Refused
from engine.sweeping import sweep
from tests.journeys.journey import EXPULSION, Organ, executed

WRONG = "（示例）登记有误。"
_TASK = ("receive_moved", "report_assigned", "accept_assigned_report")


@dataclass(frozen=True)
class House:
    """An installation by its settings; nothing of it is open."""

    settings: Settings

    @contextmanager
    def opened(self) -> Iterator[Installation]:
        """The installation as a server opens it."""
        with opened(self.settings) as found:
            yield found

    def verdict(self) -> Verdict:
        """What verification says."""
        with audited(self.settings) as found:
            return verify(found)

    def found(self) -> list[tuple[str, str]]:
        """Level and code of every finding, in order."""
        return [(finding.level, finding.code) for finding in self.verdict().findings]

    def first(self) -> tuple[str, str, int | None] | None:
        """Level, code and seq of the first divergence."""
        first = self.verdict().first
        return (first.level, first.code, first.seq) if first else None


def build(settings: Settings) -> dict[str, str]:
    """Make the installation and walk its clues; the ids of the cases by the name that tests use."""
    initialise(settings)
    with opened(settings) as found:
        read = read_organisation(DATA / "organisation.json")
        imported = ImportOrganisation(id="organisation", actor=MIGRATION, snapshot=read.snapshot, names=read.names)
        assert not isinstance(found.service.handle(imported), Refused)
        walker = Walker(found.service, found.reading)
        county = Organ(walker, walker.organs("county")[0])
        neighbour = Organ(walker, walker.organs("county")[1])
        walks = {
            "expelled": executed(county.clue_in("on_trial").take("decide", EXPULSION)),
            "verifying": county.clue_in("verifying"),
            "waiting": _waiting(county.clue()),
            "registered": county.clue(),
            "recused": _recused(county.clue_in("verifying")),
        }
        walks["registered"].attempt("verify")
        walks["extended"] = _extended(county.clue_in("verifying"))
        walks["corrected"] = _corrected(county.clue_in("shelved", party_member=True, next_lower_principal=False))
        walks["taken_back"] = county.clue_in("shelved").take("correct_last_step", reason=WRONG)
        _delegated(walker, county)
        walks["imported"] = walker.at(taken_over(walker, county))
        walks["reported"] = _reported(walker, county)
        walks["designated"] = county.clue_in("verifying").take("designate_sideways", to_organ=neighbour.code)
        walks["tasked"] = county.clue().take("assign").takes(*_TASK)
        walks["passed"] = _passed_on(walker, county.clue_in("verifying"))
        _on_leave(walker, county)
        walks["overdue"] = _chased(walker, county)
        return {name: walk.id for name, walk in walks.items()}


def copied(settings: Settings, home: Path, database_url: str) -> House:
    """The same installation elsewhere: its keys, and a database that is a copy already or is copied now."""
    if settings.url.startswith("sqlite"):
        home.mkdir(mode=0o700)
        shutil.copyfile(settings.home / "mingjian.db", home / "mingjian.db")
    shutil.copytree(settings.key_folder, home / "keys")
    return House(Settings(home=home, database_url=database_url))


def _waiting(walk: Walk) -> Walk:
    walk.propose("allocate")
    return walk


def _recused(walk: Walk) -> Walk:
    walk.recused(walk.case.team[0])
    return walk.take("change_team")


def _extended(walk: Walk) -> Walk:
    """Once longer, and once more asked for."""
    walk.take("extend_prelim_verify", {"amount": 1}, reason="（示例）案情复杂。")
    walk.propose("extend_prelim_verify_2", {"amount": 1}, reason="（示例）案情仍然复杂。")
    return walk


def _corrected(walk: Walk) -> Walk:
    """Somebody else should have approved that it was shelved, and the track is another one."""
    return walk.take("correct_facts", {"party_member": False, "next_lower_principal": True}, reason=WRONG)


def _delegated(walker: Walker, county: Organ) -> None:
    today = walker.world().today
    principal, deputy = (walker.officers(county.code, position)[0] for position in ("principal", "deputy_leader"))
    delegation = Delegate(
        id="delegation",
        actor=principal.officer,
        post=principal.id,
        to=deputy.officer,
        steps=("allocate",),
        valid_from=today,
        valid_to=today + timedelta(days=30),
    )
    assert not isinstance(walker.service.handle(delegation), Refused)


def _on_leave(walker: Walker, county: Organ) -> None:
    today = walker.world().today
    principal = walker.officers(county.code, "principal")[0]
    leave = RecordLeave(
        id="leave",
        actor=principal.officer,
        post=principal.id,
        officer=principal.officer,
        valid_from=today,
        valid_to=today,
    )
    assert not isinstance(walker.service.handle(leave), Refused)


def _chased(walker: Walker, county: Organ) -> Walk:
    """The superior should have heard of it long ago: it reaches the head of the office, who chases it."""
    petition = walker.officers(county.code, "handler", ("petition",))[0]
    member = {"party_member": True, "rank": "staff", "authority": "中共清河县委"}
    opening = OpenMatter(
        id="overdue",
        actor=petition.officer,
        post=petition.id,
        workflow="clue_disposal",
        subjects=({"name": "被反映人丙", "committee_seat": "party_committee_member", **member},),
        received_on=walker.world().today - timedelta(days=60),
    )
    answer = walker.service.handle(opening)
    assert not isinstance(answer, Refused)
    walk = walker.at(answer.data["cases"][0]["id"])
    sweep(walker.service)
    ladder = (walk.case.ladders or {})["upward_clue"]
    chase = AnswerEscalation(
        id="chase",
        actor=ladder["reached"][-1]["to"][0],
        case=walk.id,
        deadline="upward_clue",
        level=ladder["reached"][-1]["level"],
        answer="chase",
        reason="（示例）已催办。",
    )
    assert not isinstance(walker.service.handle(chase), Refused)
    return walk


def _reported(walker: Walker, county: Organ) -> Walk:
    """A deputy leader pleads for somebody, and it is checked."""
    told = {
        "kind": "plea",
        "name": "说情人甲",
        "happened_on": "2026-01-05",
        "way": "phone",
        "said": "（示例）请求从轻。",
    }
    told["officer"] = walker.officers(county.code, "deputy_leader")[0].officer
    [walk] = walker.open(county.code, told, workflow="interference")
    return walk.takes("receive_record", "check")


def _passed_on(walker: Walker, walk: Walk) -> Walk:
    """Its handler, who is of its team too, leaves: this one case passes to the head of his office."""
    case = walk.case
    principal = walker.officers(case.organ, "principal")[0]
    heads = walker.officers(case.organ, "office_head")
    about: dict[str, Any] = {
        "actor": principal.officer,
        "post": principal.id,
        "act": "handover-1",
        "officer": case.handler or "",
        "to": next(head.officer for head in heads if head.office == case.office),
    }
    for command in (
        HandOverAct(id="handover-1-begin", event="begin", reason="（示例）调离。", **about),
        PassOn(id="handover-1-case", case=walk.id, **about),
        HandOverAct(
            id="handover-1-finish", event="finish", count=1, listed=sha256(walk.id.encode()).hexdigest(), **about
        ),
    ):
        assert not isinstance(walker.service.handle(command), Refused)
    return walk


def taken_over(walker: Walker, county: Organ, act: str = "ledger-1") -> str:
    """A clue that a ledger brought along, received on the day of the import."""
    digest = sha256(act.encode()).hexdigest()
    takeover = Takeover(
        act=act, office=None, state="registered", number=act, reference=digest, content=digest, matter=digest
    )
    opening = OpenMatter(
        id=f"{act}-1",
        actor=MIGRATION,
        workflow="clue_disposal",
        subjects=({"name": "被反映人乙"},),
        received_on=walker.world().today,
        organ=county.code,
        takeover=takeover,
    )
    answer = walker.service.handle(opening)
    assert not isinstance(answer, Refused)
    case: str = answer.data["cases"][0]["id"]
    return case
