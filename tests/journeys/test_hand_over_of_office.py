"""工作移交: an officer leaves, and everything he holds passes to a successor in one registered act."""

import pytest

from app.demo.walker import Walker
from engine.errors import Refused
from tests.journeys.journey import EXPULSION, Organ, executed
from tests.journeys.leaving import Leaving, Room, entries, numbers, post, principal, reasons


@pytest.fixture
def county(walker: Walker) -> Organ:
    """A county where no other journey leads."""
    return Organ(walker, walker.organs("county")[-1])


def test_who_leaves_hands_over_what_he_works_on_and_the_files_he_keeps(county: Organ) -> None:
    room = Room(county, "JD1")
    clues = [room.clue(), room.clue("settle")]

    report = room.leaving.by(principal(county))

    assert {clue.case.number for clue in clues} <= numbers(report.passed)
    assert [clue.case.handler for clue in clues] == [room.head.officer] * 2
    assert [clue.state for clue in clues] == ["allocated", "settled"]


def test_the_act_is_one_entry_and_one_more_in_every_case(county: Organ) -> None:
    room = Room(county, "JD2")
    clue = room.clue()

    report = room.leaving.by(principal(county))
    act = entries(county, report)

    assert [entry["event"] for entry in act] == ["begin", "finish"]
    assert act[-1]["data"]["count"] == report.count == len(report.passed)
    assert clue.history()[-1]["caused_by"] == f"act/{report.act}#0"


def test_the_successor_takes_the_seat_and_signs_the_report_with_the_others(county: Organ) -> None:
    room = Room(county, "SC1")
    clue = room.clue("verify")
    colleague = next(one for one in clue.case.team if one != room.leaver)

    room.leaving.by(principal(county))
    clue.take("report_verification")

    assert set(clue.case.team) == {room.head.officer, colleague}
    assert (clue.state, clue.case.handler) == ("verified", room.head.officer)


def test_whoever_left_has_served_all_the_same_and_so_has_his_successor(county: Organ) -> None:
    room = Room(county, "SC2")
    clue = room.clue("verify")

    room.leaving.by(principal(county))

    assert {room.leaver, room.head.officer} <= clue.case.served_in(["verification"])


def test_without_a_new_member_the_team_decides_nothing_until_somebody_is_named(county: Organ) -> None:
    room = Room(county, "DF")
    clue = room.clue("verify")
    colleague = next(one for one in clue.case.team if one != room.leaver)

    report = Leaving(county, room.leaver, colleague).by(principal(county))
    refused = clue.attempt("report_verification")
    clue.take("change_team", team=(colleague, room.head.officer)).take("report_verification")

    assert clue.case.number in report.needs_member
    assert (refused.code, clue.state) == ("team_too_small", "verified")


def test_what_he_proposed_is_still_decided(county: Organ) -> None:
    room = Room(county, "GB")
    clue = room.clue()
    clue.propose("shelve", by=room.leaver)

    room.leaving.by(principal(county))
    clue.approved()

    assert (clue.state, clue.case.handler) == ("shelved", room.head.officer)


def test_what_lapsed_or_was_sent_back_the_successor_proposes_anew(county: Organ) -> None:
    room = Room(county, "GB")
    clue = room.clue()
    clue.propose("shelve", by=room.leaver)

    room.leaving.by(principal(county))
    clue.decided("return", "请补充理由。")
    clue.take("shelve", by=room.head.officer)

    assert clue.state == "shelved"


def test_a_report_that_he_signed_stays_until_it_is_decided_and_passes_then(county: Organ) -> None:
    room = Room(county, "JD1")
    room.clue()
    clue = room.clue("verify")
    clue.propose("report_verification")
    leaving = room.leaving

    before = leaving.by(principal(county))
    clue.approved()
    after = leaving.by(principal(county))

    assert reasons(before.left)[clue.case.number] == "signature_waits"
    assert clue.case.number in numbers(after.passed)
    assert (before.act, before.count + len(after.passed)) == (after.act, after.count)


def test_a_recused_successor_gets_nothing_of_the_case_and_it_is_listed(county: Organ) -> None:
    room = Room(county, "JD2")
    clue = room.clue()
    clue.recused(room.head.officer)

    report = room.leaving.by(principal(county))

    assert reasons(report.left)[clue.case.number] == "successor_recused"
    assert clue.case.handler == room.leaver


def test_nobody_from_another_office_becomes_its_keeper(county: Organ) -> None:
    room, other = Room(county, "SC1"), Room(county, "SC2")
    clue = room.clue()

    report = Leaving(county, room.leaver, other.head.officer).by(principal(county))

    assert reasons(report.left)[clue.case.number] == "successor_outside_office"
    assert not report.everything


def test_what_he_decided_as_a_leader_is_nothing_to_hand_over(county: Organ) -> None:
    room = Room(county, "JD1")
    clue = room.clue()
    deputy, other = (county.walker.officers(county.code, "deputy_leader")[one] for one in (0, 1))
    clue.take("shelve")

    report = Leaving(county, principal(county).officer, other.officer).by(deputy)

    assert principal(county).officer in clue.case.approvers
    assert (report.passed, report.left, report.unseen) == ([], [], 0)


def test_the_head_of_his_office_hands_over_what_his_office_has_and_learns_no_number_of_the_rest(county: Organ) -> None:
    room, elsewhere = Room(county, "DF"), Room(county, "SC1")
    clue = room.clue()
    far = elsewhere.clue()
    head = Leaving(county, elsewhere.leaver, elsewhere.head.officer)

    report = head.foreseen(room.head)

    assert far.case.number not in {*numbers(report.passed), *numbers(report.left)}
    assert report.unseen >= 1
    assert report.ask == "本机关主要负责人"
    assert clue.case.number in numbers(room.leaving.foreseen(room.head).passed)


def test_nobody_hands_over_his_own_office_and_no_handler_that_of_another(county: Organ) -> None:
    room = Room(county, "JD2")
    room.clue()
    own = next(one for one in county.walker.officers(county.code, "handler") if one.officer == room.leaver)
    colleague = county.walker.officers(county.code, "handler")[0]

    refused = [room.leaving.attempt(own), room.leaving.attempt(colleague)]

    assert [one.code for one in refused if isinstance(one, Refused)] == ["wrong_role"] * 2


def test_what_was_handed_over_is_handed_back_in_the_same_way(county: Organ) -> None:
    room = Room(county, "SC2")
    clue = room.clue("verify")
    before = clue.case

    room.leaving.by(principal(county))
    room.leaving.back().by(principal(county))

    assert (clue.case.handler, set(clue.case.team)) == (before.handler, set(before.team))
    assert clue.case.version == before.version + 2


def test_the_same_paper_does_not_hand_over_again_what_has_come_back(county: Organ) -> None:
    room = Room(county, "SC2")
    clue = room.clue()
    leaving = room.leaving
    leaving.by(principal(county))
    leaving.back().by(principal(county))

    again = leaving.by(principal(county))
    anew = room.leaving.by(principal(county))

    assert reasons(again.left)[clue.case.number] == "passed_before"
    assert clue.case.number in numbers(anew.passed)


def test_a_second_run_finds_nothing_to_do_and_writes_nothing(county: Organ) -> None:
    room = Room(county, "DF")
    room.clue()
    leaving = room.leaving
    first = leaving.by(principal(county))
    written = entries(county, first)

    again = leaving.by(principal(county))

    assert (again.passed, again.left, again.count) == ([], first.left, first.count)
    assert entries(county, again) == written


def test_a_look_changes_nothing(county: Organ) -> None:
    room = Room(county, "GB")
    clue = room.clue()
    before = clue.case

    report = room.leaving.foreseen(principal(county))

    assert clue.case.number in numbers(report.passed)
    assert (clue.case, report.act) == (before, "")


def test_a_township_hands_over_among_its_officers(county: Organ) -> None:
    town = county.below
    clue = town.clue().takes("allocate", "receive")
    handler = clue.case.handler
    assert handler is not None
    heir = next(one for one in town.walker.officers(town.code, "handler") if one.officer != handler)

    Leaving(town, handler, heir.officer).by(post(town, "deputy_leader"))

    assert clue.case.handler == heir.officer


def test_the_seat_in_the_panel_passes_within_the_trial_office(county: Organ) -> None:
    clue = county.clue_in("on_trial")
    room = Room(county, "SL")
    colleague = next(one for one in clue.case.team if one != room.leaver)

    room.leaving.by(principal(county))
    executed(clue.take("decide", EXPULSION))

    assert set(clue.case.team) == {room.head.officer, colleague}
    assert clue.state == "closed"
