"""打听案情、过问、说情、私自接触: whoever meets it records it; 干部监督 receives it, and nobody else sees it."""

from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest

from app.demo.walk import Walk
from app.demo.walker import Walker
from engine.commands import OpenMatter
from engine.desks.desk import Answer
from engine.errors import Refused
from engine.organisation import Post
from engine.ports import Sought
from tests.journeys.journey import Organ

NAMES = count()
"""Everybody who pleads in these journeys is called otherwise, so that a search by name finds him alone."""


@dataclass(frozen=True)
class Report:
    """A report by a handler of 审查调查室 about a clue that he works on, and about somebody."""

    organ: Organ
    clue: Walk
    by: Post
    name: str

    @classmethod
    def in_(cls, organ: Organ) -> "Report":
        """The same, about a clue that is being verified; nothing is reported yet."""
        handlers = organ.walker.officers(organ.code, "handler", ("investigation",))
        # 干部监督 handles clues too; here it is the other side.
        clue = organ.clue().take("allocate", hand_to=handlers[0].office or "").takes("receive", "verify")
        by = next(post for post in handlers if post.officer in clue.case.team)
        return cls(organ, clue, by, f"说情人{next(NAMES)}")

    def answer(self, *more: dict[str, Any], **told: Any) -> Answer | Refused:
        """What one request comes to."""
        walker = self.organ.walker
        today = walker.world().today
        given = {"kind": "plea", "name": self.name, "happened_on": today.isoformat(), "way": "phone"}
        given |= {"said": "请求对被反映人从轻处理。", "answered": "已当场拒绝。", "concerned": self.clue.id, **told}
        command = OpenMatter(
            id=walker.new_id(),
            actor=self.by.officer,
            post=self.by.id,
            workflow="interference",
            subjects=(given, *more),
            received_on=today,
        )
        return walker.handle(command)

    def made(self, **told: Any) -> Walk:
        """The case that it became."""
        answer = self.answer(**told)
        assert not isinstance(answer, Refused), answer
        return self.organ.walker.at(answer.data["cases"][0]["id"])

    def refused(self, *more: dict[str, Any], **told: Any) -> str:
        """The code of its refusal."""
        answer = self.answer(*more, **told)
        assert isinstance(answer, Refused)
        return answer.code


@pytest.fixture
def report(county: Organ) -> Report:
    """A report that a handler of the county is about to make."""
    return Report.in_(county)


def officer(organ: Organ, position: str) -> str:
    """The first officer of an organ who holds a post."""
    return organ.walker.officers(organ.code, position)[0].officer


def sees(walker: Walker, who: str, walk: Walk, name: str) -> set[str]:
    """By which ways an officer finds a case: itself, its history, his list, a search by name."""
    reading = walker.reading
    listed = reading.cases(who, Sought(workflow="interference", limit=500))
    ways = {
        "case": not isinstance(reading.case(who, walk.id), Refused),
        "history": not isinstance(reading.history(who, walk.id), Refused),
        "actions": not isinstance(reading.actions(who, walk.id), Refused),
        "list": walk.id in {one["id"] for one in listed},
        "matter": bool(reading.cases(who, Sought(matter=walk.case.matter))),
        "number": bool(reading.cases(who, Sought(number=walk.case.number))),
        "name": bool(reading.cases(who, Sought(name=name))),
    }
    return {way for way, found in ways.items() if found}


EVERY_WAY = {"case", "history", "actions", "list", "matter", "number", "name"}


# --- Where it goes ----------------------------------------------------------------------------------------------------


@pytest.mark.law("R5-11a")
def test_one_request_of_an_ordinary_handler_brings_it_to_cadre_supervision(report: Report) -> None:
    case = report.made().case

    function = report.organ.walker.organisation.function_of(case.office)
    assert (case.organ, function, case.state) == (report.organ.code, "cadre_supervision", "recorded")
    assert case.number.startswith(f"{report.organ.code}-GY")


@pytest.mark.law("R5-11b")
def test_whoever_learns_of_a_contact_records_it_without_a_case_of_his_own(report: Report) -> None:
    told = {"kind": "contact", "concerned": None, "about": "第一审查调查室正在办理的案件"}

    assert report.made(**told).case.links == ()


@pytest.mark.parametrize("position", ["principal", "handler of the office that receives reports"])
def test_about_the_principal_or_its_own_officer_the_superior_receives_it(report: Report, position: str) -> None:
    own = report.organ.officer("cadre_supervision")
    reported = officer(report.organ, "principal") if position == "principal" else own

    case = report.made(officer=reported).case

    function = report.organ.walker.organisation.function_of(case.office)
    assert (case.organ, function) == (report.organ.above.code, "cadre_supervision")


def test_what_a_township_reports_the_county_receives(township: Organ) -> None:
    by = township.walker.officers(township.code, "handler")[0]
    today = township.walker.world().today.isoformat()
    told = {
        "kind": "inquiry",
        "name": f"打听人{next(NAMES)}",
        "happened_on": today,
        "way": "in_person",
        "said": "问进展。",
    }

    [walk] = township.walker.open(township.code, told, workflow="interference", by=by)

    assert walk.case.organ == township.above.code


# --- Who sees it ------------------------------------------------------------------------------------------------------


@pytest.mark.law("R5-11c")
def test_cadre_supervision_and_the_principal_find_it_in_every_way(report: Report, walker: Walker) -> None:
    walk = report.made()

    for who in (report.organ.officer("cadre_supervision"), officer(report.organ, "principal")):
        assert sees(walker, who, walk, report.name) == EVERY_WAY


@pytest.mark.law_refuses("R5-11c")
def test_nobody_else_of_the_organ_finds_it_in_any_way(report: Report, walker: Walker) -> None:
    walk = report.made()
    others = {report.by.officer, *report.clue.case.team, officer(report.organ, "deputy_leader")}
    others |= {report.organ.officer(function) for function in ("petition", "case_supervision", "trial", "general")}

    assert {who: ways for who in others if (ways := sees(walker, who, walk, report.name))} == {}


def test_whom_it_names_finds_it_in_no_way(report: Report, walker: Walker) -> None:
    named = officer(report.organ, "principal")

    walk = report.made(officer=named)

    assert sees(walker, named, walk, report.name) == set()
    assert sees(walker, officer(report.organ.above, "principal"), walk, report.name) == EVERY_WAY


def test_the_clue_that_it_concerns_shows_no_trace_of_it(report: Report, walker: Walker) -> None:
    clue, before = report.clue, (report.clue.case, report.clue.history(), report.clue.refusals())

    walk = report.made()

    assert (clue.case, clue.history(), clue.refusals()) == before
    assert walk.case.links == (clue.id,)
    for who in (*clue.case.team, officer(report.organ, "principal")):
        assert walker.reading.links(who, clue.id) == []


def test_who_holds_it_is_shown_the_clue_only_if_he_may_see_that_too(report: Report, walker: Walker) -> None:
    here, above = report.made(), report.made(officer=officer(report.organ, "principal"))

    shown = walker.reading.links(officer(report.organ, "principal"), here.id)
    hidden = walker.reading.links(report.organ.above.officer("cadre_supervision"), above.id)

    assert not isinstance(shown, Refused)
    assert [one.case.id for one in shown] == [report.clue.id]
    assert hidden == []


def test_who_recorded_it_sees_that_he_did_and_no_more(report: Report, walker: Walker) -> None:
    walk = report.made()

    newest = walker.reading.receipts(report.by.officer)[0]

    assert (newest.case, newest.number, newest.workflow) == (walk.id, walk.case.number, "interference")
    assert sees(walker, report.by.officer, walk, report.name) == set()


def test_nobody_else_has_a_receipt_of_it(report: Report, walker: Walker) -> None:
    walk = report.made()

    for who in (report.organ.officer("cadre_supervision"), officer(report.organ, "principal"), "nobody"):
        assert walk.id not in {one.case for one in walker.reading.receipts(who)}


# --- What becomes of it -----------------------------------------------------------------------------------------------


@pytest.mark.law_refuses("R5-11a")
@pytest.mark.parametrize("state", ["recorded", "received", "checking"])
def test_nothing_takes_it_back_and_only_the_next_step_leads_on(report: Report, state: str) -> None:
    walk = report.made().takes(
        *{"recorded": (), "received": ("receive_record",), "checking": ("receive_record", "check")}[state]
    )
    ways = {action.step.id for action in _actions(walk, report.organ.officer("cadre_supervision"))}

    assert (
        ways - {"tell_leader"}
        == {
            "recorded": {"receive_record"},
            "received": {"check"},
            "checking": {"close_as_unfounded", "keep_on_file", "admonish", "transfer_as_clue"},
        }[state]
    )


@pytest.mark.parametrize(
    ("step", "state"),
    [
        ("close_as_unfounded", "unfounded"),
        ("keep_on_file", "on_file"),
        ("admonish", "admonished"),
        ("transfer_as_clue", "transferred"),
    ],
)
def test_what_was_checked_is_concluded(report: Report, step: str, state: str) -> None:
    walk = report.made().takes("receive_record", "check", step)

    assert (walk.state, walk.case.closed) == (state, True)
    assert officer(report.organ, "principal") in walk.case.approvers


def test_a_concluded_one_stays_as_hidden_as_it_was(report: Report, walker: Walker) -> None:
    named = officer(report.organ, "deputy_leader")

    walk = report.made(officer=named).takes("receive_record", "check", "transfer_as_clue")

    assert sees(walker, named, walk, report.name) == set()
    assert sees(walker, report.by.officer, walk, report.name) == set()
    assert sees(walker, report.organ.officer("cadre_supervision"), walk, report.name) == EVERY_WAY


def test_the_leader_whom_the_rule_names_is_told_and_shown_nothing(report: Report, walker: Walker) -> None:
    told = officer(report.organ, "office_head")

    walk = report.made().take("tell_leader", {"told": told})

    assert sees(walker, told, walk, report.name) == set()
    assert walk.history()[-1]["event"] == "tell_leader"


# --- What is refused --------------------------------------------------------------------------------------------------


def test_a_case_that_he_may_not_see_is_refused_like_one_that_does_not_exist(report: Report, neighbour: Organ) -> None:
    strange = neighbour.clue()
    before = strange.refusals()

    assert report.refused(concerned=strange.id) == report.refused(concerned="no-such-case") == "not_found"
    assert strange.refusals() == before


def test_a_colleagues_name_alone_is_not_enough(report: Report, walker: Walker) -> None:
    named = officer(report.organ, "principal")
    with walker.reading.storage.read() as tx:
        name = tx.officer_names()[named]

    assert report.refused(name=f" {name}") == "namesake"
    assert report.made(name=name, officer=named).case.organ == report.organ.above.code


def test_two_people_are_not_recorded_together(report: Report) -> None:
    assert report.refused({"name": "另一人"}) == "one_subject"


def _actions(walk: Walk, who: str) -> tuple[Any, ...]:
    found = walk.door.reading.actions(who, walk.id)
    assert not isinstance(found, Refused)
    return found
