"""Right commands, one of every kind in every part of the drill: the beginning of tests that spoil something in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from engine.case import Case
from engine.commands import CaseCommand, CompareSheet, DecideRequest, Recuse, SignStep, WithdrawRequest
from engine.organisation import Post
from engine.world import CaseFile, World
from tests.builders import (
    COUNTY,
    JC,
    OTHER_COUNTY,
    PANEL,
    SHEET,
    STANDING,
    TOWNSHIP,
    XF,
    Dossier,
    a_case,
    a_delegation,
    a_meeting,
    a_study,
    a_township_case,
    a_world,
    an_organisation,
    decision,
    on_trial,
    papers,
    take,
    under_inquiry,
)

REPORT: Final = papers("investigation_report")
TRIED: Final = papers("trial_report", "opinion@same_level_organisation_department")


@dataclass(frozen=True)
class Scene:
    """A command, and everything it meets."""

    case: Case
    facts: Mapping[str, Any]
    proposal: Mapping[str, Any]
    command: CaseCommand
    world: World = field(repr=False)

    @property
    def file(self) -> CaseFile:
        """The case with its facts and its proposal."""
        return CaseFile(self.case, self.facts, self.proposal)

    @property
    def post(self) -> Post | None:
        """The officer's first post."""
        return next(iter(self.world.posts(self.command.actor)), None)


def _scene(dossier: Dossier, command: CaseCommand) -> Scene:
    return Scene(dossier.case, dossier.facts, dossier.proposal, command, dossier.world)


def _steps() -> list[Scene]:
    """Every step of the drill, taken by who may."""
    study = a_world(None, a_study("inquire"))
    minor = {"gravity": "minor"}
    signed = under_inquiry_signed()
    closed = a_world(linked=(a_case("closed", id="c2", workflow="measure"),))
    team = ("jc_a", "jc_b")
    return [
        _scene(
            Dossier(a_case("received", office=XF)),
            take("ag_a", "allocate", documents=papers("allocation_sheet"), hand_to=JC),
        ),
        _scene(Dossier(a_case(handover=JC)), take("jc_a", "receive")),
        _scene(
            Dossier(a_case(), world=study, facts=minor),
            take("jc_a", "inquire", documents=papers("verification_plan"), team=team, meeting="study"),
        ),
        _scene(signed, take("jc_a", "submit", documents=REPORT)),
        _scene(Dossier(under_inquiry(), facts=minor), take("jc_c", "dismiss", documents=papers("closing_note"))),
        _scene(Dossier(under_inquiry()), take("jc_a", "release")),
        _scene(Dossier(under_inquiry()), take("jc_a", "change_team", team=("jc_b", "jc_c"))),
        _scene(Dossier(under_inquiry()), take("jc_a", "add_evidence", documents=papers("evidence"))),
        _scene(Dossier(under_inquiry()), take("jc_c", "fill_in", inputs={"account": "经过", "way": "talk"})),
        _scene(Dossier(on_trial()), take("sl_head", "form_panel", team=PANEL)),
        _scene(Dossier(on_trial()), take("sl_a", "send_back", documents=papers("return_note"))),
        _scene(
            Dossier(on_trial()),
            take("sl_a", "decide", inputs={"sanction": "expulsion", "ground": "重"}, documents=TRIED),
        ),
        _scene(Dossier(a_case("decided"), world=closed), take("jc_a", "close", documents=papers("execution_report"))),
        _scene(Dossier(a_case()), take("city_principal", "take_up", documents=papers("raise_decision"))),
        _scene(
            Dossier(a_case()),
            take("city_principal", "designate", documents=papers("designation_decision"), to_organ=OTHER_COUNTY),
        ),
        _scene(Dossier(a_case()), take("ag_a", "assign", documents=papers("assignment_letter"), to_organ=TOWNSHIP)),
        _scene(Dossier(a_case(competent=OTHER_COUNTY)), take("jc_a", "bring_home")),
        _scene(Dossier(a_township_case(assigning=COUNTY)), take("ag_a", "accept")),
        _scene(Dossier(a_township_case("received")), take("town_a", "allocate", documents=papers("allocation_sheet"))),
    ]


def _others() -> list[Scene]:
    """Signatures, recusals, and every way to decide on a request."""
    on: dict[str, Any] = {"id": "k1", "case": "c1"}
    ask: dict[str, Any] = {**on, "request": "c1-r4", "decision": "approve"}
    return [
        _scene(Dossier(under_inquiry()), SignStep(actor="jc_a", step="submit", documents=REPORT, **on)),
        _scene(Dossier(under_inquiry()), Recuse(actor="principal", officer="jc_a", **on)),
        _scene(waiting(), DecideRequest(actor="principal", **ask)),
        _scene(waiting(delegated=True), DecideRequest(actor="jc_head", **ask)),
        _scene(waiting(), DecideRequest(actor="principal", **{**ask, "decision": "return", "reason": "不清"})),
        _scene(waiting(), WithdrawRequest(actor="ag_a", request="c1-r4", **on)),
        _scene(_before_the_committee(), DecideRequest(actor="bg_a", meeting="m1", **ask)),
        _scene(_before_the_party(), DecideRequest(actor="bg_a", sheet=SHEET, **ask)),
        _scene(_recorded(), CompareSheet(actor="ag_a", request="c1-r4", number=SHEET.number, **on)),
    ]


def under_inquiry_signed() -> Dossier:
    """A report that both members have signed."""
    dossier = Dossier(under_inquiry(version=1))
    for officer in ("jc_a", "jc_b"):
        decision(dossier.sign(officer, "submit", REPORT))
    return dossier


def waiting(*, delegated: bool = False) -> Dossier:
    """An allocation that waits for the principal; he may have delegated it to the head of 审查调查室."""
    given = (a_delegation("principal", "jc_head"),) if delegated else ()
    dossier = Dossier(a_case("received", office=XF), world=a_world(an_organisation(delegations=given)))
    decision(dossier.take("ag_a", "allocate", documents=papers("allocation_sheet"), hand_to=JC))
    return dossier


def _before_the_committee() -> Dossier:
    dossier = Dossier(on_trial())
    decision(dossier.take("sl_a", "decide", inputs={"sanction": "expulsion", "ground": "重"}, documents=TRIED))
    for officer in ("city_principal", "principal"):
        decision(dossier.approve(officer))
    dossier.meet(a_meeting(dossier.request.id, STANDING[:3]))
    return dossier


def _before_the_party() -> Dossier:
    dossier = _before_the_committee()
    decision(dossier.approve("bg_a", meeting="m1"))
    return dossier


def _recorded() -> Dossier:
    dossier = _before_the_party()
    decision(dossier.record("bg_a"))
    return dossier


SCENES: Final = (*_steps(), *_others())
