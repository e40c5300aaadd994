"""Steps that somebody with every key forged: well chained, well tagged, and against the case's own definition."""

import pytest

from audit_log.canonical import dump
from engine.case import state_hash
from tests.integration.auditing.forging import (
    Change,
    Trail,
    Which,
    another_request,
    by,
    investigator_tries,
    lacks,
    leaver_hands_over,
    names,
    no_rule_holds,
    passed,
    passes,
    proposer_decides,
    recorder_compares,
    report_waits,
    says,
    sets,
    shorter_chain,
    signs,
    stood,
    tells,
    untouched,
    waits,
)
from tests.integration.auditing.house import House
from tests.integration.auditing.intruders import Burglar, Insider, key_of

Cases = dict[str, str]


ANY = ("expelled", "transition", "verify")
OPEN = ("expelled", "open", "open")
ALLOCATED = ("expelled", "transition", "allocate")
FILED = ("expelled", "transition", "file_case")
PROPOSED = ("expelled", "proposal", "decide")
DECIDED = ("expelled", "transition", "decide")
ACCEPTED = ("expelled", "transition", "accept_for_trial")
SIGNED = ("expelled", "signature", "report_verification")
HALF_WAY = ("expelled", "approval", "approve")
BY_MEETING = ("expelled", "approval", "approve", 3)
SHEET = ("expelled", "approval", "approve", 4)
RECUSED = ("recused", "recusal", "recuse")
DESIGNATED = ("designated", "act", "designate_sideways")
ASSIGNED = ("tasked", "act", "assign")
ACCEPTED_REPORT = ("tasked", "act", "accept_assigned_report")
PASSED = ("passed", "succession", "pass_on")
REPORTED = ("reported", "open", "open")
RECEIVED = ("reported", "transition", "receive_record")
CHECKED = ("reported", "transition", "check")
IMPORTED = ("imported", "open", "takeover")
STRANGER = "o99999@990101/principal"


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize(
    ("entry", "change", "code"),
    [
        # Of every entry.
        (ANY, says(post=STRANGER), "post_not_held"),
        (ANY, lambda before, entry: before.update(recused=[entry["actor"]]), "barred"),
        (ANY, sets(version=99), "version"),
        (ANY, says(from_="registered"), "from_other"),
        (ANY, says(to="closed"), "to_other"),
        (ANY, sets(organ="9901"), "changed_too_much"),
        (ANY, sets(remark="x"), "changed_too_much"),
        (ANY, sets(number="990101-2026-99999"), "identity_changed"),
        (ANY, says(occurred_at="2099-01-01T00:00:00+00:00"), "occurred_later"),
        (ANY, says(occurred_at="1999-01-01T00:00:00+00:00"), "occurred_earlier"),
        (ANY, names(definition="00"), "definition_other"),
        (ANY, names(organisation=9999), "organisation_unknown"),
        (ANY, says(stream="case/another"), "stream_other"),
        (ANY, says(kind="greeting"), "kind_unknown"),
        (ANY, says(at="1999-01-01T00:00:00+00:00"), "definition_later"),
        (ANY, sets(pending=7), "malformed"),
        # Openings.
        (OPEN, sets(state="closed"), "to_not_declared"),
        (OPEN, sets(version=2), "to_other"),
        (OPEN, says(caused_by="matter/another#0"), "matter_other"),
        (OPEN, says(event="takeover"), "kind_other"),
        (OPEN, says(post=STRANGER), "post_not_held"),
        (OPEN, says(actor="o00150", post="o00150@990101/principal"), "wrong_role"),
        (OPEN, says(commits={}), "facts_unnamed"),
        (OPEN, sets(facts_hash="00"), "facts_other"),
        (OPEN, sets(definition="00"), "definition_other"),
        (OPEN, says(kind="act"), "not_opened"),
        (OPEN, sets(opened_by="o00001"), "opener_other"),
        (OPEN, sets(office="990101-BG"), "opened_elsewhere"),
        (OPEN, sets(subject_officer="o00150"), "opened_elsewhere"),
        (OPEN, sets(links=["another"]), "changed_too_much"),
        (OPEN, sets(team=["o00001", "o00002"]), "changed_too_much"),
        (IMPORTED, sets(links=["another"]), "changed_too_much"),
        # Reports that others receive.
        (REPORTED, sets(organ="9901", office="9901-GB"), "opened_elsewhere"),
        (REPORTED, sets(office="990101-JC1"), "opened_elsewhere"),
        (REPORTED, sets(subject_officer="o00150"), "opened_elsewhere"),  # the principal: not in his own organ
        (REPORTED, sets(opened_by="o00001"), "opener_other"),
        (REPORTED, sets(recused=["o00186"]), "changed_too_much"),
        (REPORTED, sets(state="unfounded", phase="outcome", closed=True), "to_not_declared"),
        (RECEIVED, sets(subject_officer=None), "changed_too_much"),
        (RECEIVED, sets(office="990101-JC1"), "changed_too_much"),
        (RECEIVED, says(event="withdraw"), "not_declared"),
        (RECEIVED, sets(state="unfounded", phase="outcome", closed=True), "to_not_declared"),
        (CHECKED, lacks("request", "approved"), "approval_missing"),
        (CHECKED, passes(post="office_head"), "chain_other"),
        # Steps.
        (ANY, says(event="decide"), "not_declared"),
        (ANY, sets(state="closed"), "to_not_declared"),
        (ANY, sets(phase="trial"), "to_not_declared"),
        (ANY, says(kind="act"), "kind_other"),
        (ANY, sets(counts={}), "miscounted"),
        (ANY, stood(handover="990101-SC1"), "handover_unsigned"),
        (ANY, tells(documents=[]), "document_missing"),
        (ANY, sets(team=["o00181"]), "team_too_small"),
        (ANY, lambda before, entry: before.update(recused=entry["data"]["set"]["team"][:1]), "team_separation"),
        (ACCEPTED, investigator_tries, "team_separation"),
        (ALLOCATED, sets(office="990101-BG"), "handed_elsewhere"),
        (ALLOCATED, sets(handover=None), "handover_unsigned"),
        (("expelled", "act", "receive"), stood(handover=None), "nothing_signed"),
        (FILED, sets(issued={}), "misnumbered"),
        (ANY, sets(issued={"filing_decision": "990101〔2026〕9号"}), "misnumbered"),
        (FILED, stood(organ="990101001"), "organ_level"),
        # Approvals left out, or given by the wrong people.
        (ALLOCATED, lacks("request", "approved"), "approval_missing"),
        (ALLOCATED, passes(status="waiting"), "approval_missing"),
        (ALLOCATED, tells(request="another"), "no_such_request"),
        (ALLOCATED, tells(approved=[]), "chain_other"),
        (ALLOCATED, passes(post="office_head"), "chain_other"),
        (ALLOCATED, passes(by="o00001"), "approver_other"),
        (ALLOCATED, by("o00164", "990101-DF/handler"), "wrong_approver"),
        (ALLOCATED, proposer_decides, "own_proposal"),
        (DECIDED, recorder_compares, "not_compared"),
        (BY_MEETING, passed(1, meeting="another"), "meeting_missing"),
        (BY_MEETING, another_request, "not_carried"),
        (BY_MEETING, by("o00164", "990101-DF/handler"), "wrong_approver"),
        (SHEET, passed(2, number=""), "sheet_missing"),
        (SHEET, passed(2, status="passed"), "sheet_missing"),
        (SHEET, lambda before, entry: before["team"].append(entry["actor"]), "wrong_approver"),
        (HALF_WAY, sets(pending=None), "request_vanished"),
        (HALF_WAY, says(event="withdrawn"), "request_stays"),
        (
            HALF_WAY,
            lambda before, entry: (entry.update(event="withdrawn"), sets(pending=None)(before, entry)),
            "wrong_role",
        ),
        # Proposals.
        (PROPOSED, shorter_chain, "chain_other"),
        (PROPOSED, tells(rules={}), "rule_unlogged"),
        (PROPOSED, no_rule_holds, "chain_other"),
        (PROPOSED, waits(meeting=None), "study_missing"),
        (PROPOSED, waits(meeting="another"), "study_missing"),
        (PROPOSED, waits(proposer="o00001"), "proposer_other"),
        (PROPOSED, lambda before, entry: before.update(pending=entry["data"]["set"]["pending"]), "approval_pending"),
        (PROPOSED, lambda before, entry: before["served"].update(verification=[entry["actor"]]), "separation"),
        (PROPOSED, by("o00150", "990101/principal"), "wrong_role"),
        (("expelled", "proposal", "report_verification"), stood(signed=None), "signature_missing"),
        # Signatures and recusals.
        (SIGNED, stood(team=["o00001", "o00002"]), "not_in_team"),
        (SIGNED, signs(officers=["o1", "o2"]), "signature_other"),
        (SIGNED, says(event="allocate"), "not_declared"),
        (RECUSED, tells(recused="o00001"), "recusal_other"),
        (RECUSED, sets(team=[]), "changed_too_much"),
        (RECUSED, by("o00169", "990101-AG/handler"), "wrong_role"),
        # Matters that go to another organ.
        (DESIGNATED, sets(organ="9901", office="9901-AG", handover="9901-AG"), "moved_elsewhere"),
        (DESIGNATED, sets(office="990102-BG", handover="990102-BG"), "moved_elsewhere"),
        (DESIGNATED, stood(subject_officer="o00317"), "moved_elsewhere"),  # its principal
        (DESIGNATED, sets(designating=None), "moved_other"),
        (DESIGNATED, sets(handover=None), "moved_other"),
        (DESIGNATED, sets(passage=[]), "moved_other"),
        (DESIGNATED, sets(custody=[]), "moved_other"),
        (DESIGNATED, sets(team=["o00001", "o00002"]), "moved_other"),
        (DESIGNATED, sets(competent="990102"), "changed_too_much"),
        (DESIGNATED, by("o00150", "990101/principal"), "wrong_role"),
        (ASSIGNED, sets(assigning="9901"), "moved_other"),
        (ASSIGNED, passes(organ="9901"), "chain_other"),
        (ACCEPTED_REPORT, stood(assigning=None), "no_task"),
        (ACCEPTED_REPORT, sets(assigning="9901"), "no_task"),
        # Hand-overs.
        (PASSED, tells(act="another"), "act_missing"),
        (PASSED, says(caused_by="act/another#0"), "act_missing"),
        (PASSED, says(at="1999-01-01T00:00:00+00:00"), "act_missing"),
        (PASSED, tells(officer="o00001"), "act_other"),
        (PASSED, tells(to="o00001"), "act_other"),
        (PASSED, by("o00169", "990101-AG/handler"), "act_other"),
        (PASSED, by("o00166", "990101-XF/handler"), "wrong_role"),
        (PASSED, leaver_hands_over, "wrong_role"),
        (PASSED, stood(handler=None, team=[]), "not_held"),
        (PASSED, sets(handler="o00001"), "keeper_other"),
        (PASSED, sets(handler=None), "keeper_other"),
        (PASSED, tells(took=["team"]), "keeper_other"),
        (PASSED, tells(took=["handler"]), "team_other"),
        (PASSED, sets(team=[]), "team_other"),
        (PASSED, sets(teams={}), "team_other"),
        (PASSED, sets(served={}), "served_other"),
        (PASSED, sets(office="990101-BG"), "changed_too_much"),
        (PASSED, sets(pending=None, state="closed"), "changed_too_much"),
        (PASSED, lambda before, entry: before.update(recused=[entry["data"]["to"]]), "successor_recused"),
        (PASSED, stood(office="990101-BG"), "successor_outside_office"),
        (PASSED, lambda before, entry: before["served"].update(trial=[entry["data"]["to"]]), "separation"),
        (PASSED, report_waits, "approval_pending"),
        (PASSED, tells(took=7), "malformed"),
        (PASSED, lacks("act"), "malformed"),
    ],
)
def test_an_entry_against_its_own_definition_is_found(trail: Trail, entry: Which, change: Change, code: str) -> None:
    assert code in trail.judged(entry, change)


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize(
    "entry",
    [
        ANY,
        OPEN,
        ALLOCATED,
        FILED,
        PROPOSED,
        DECIDED,
        ACCEPTED,
        SIGNED,
        HALF_WAY,
        BY_MEETING,
        SHEET,
        RECUSED,
        DESIGNATED,
        ASSIGNED,
        ACCEPTED_REPORT,
        PASSED,
        REPORTED,
        RECEIVED,
        CHECKED,
        IMPORTED,
    ],
)
def test_the_same_entries_as_they_were_written_are_lawful(trail: Trail, entry: Which) -> None:
    assert trail.judged(entry, untouched) == set()


def test_a_forbidden_transition_with_the_right_tag_is_found(house: House, insider: Insider, cases: Cases) -> None:
    closed = {"state": "closed", "phase": "closed", "closed": True, "counts": {"close": 1}}

    insider.appends(cases["registered"], closed, event="close", to="closed")

    assert house.first() == ("V5", "not_declared", 1)


def test_an_entry_with_the_right_tag_that_is_dated_back_is_found(house: House, insider: Insider, cases: Cases) -> None:
    insider.appends(cases["verifying"], {}, kind="act", event="add_evidence", at="2020-01-01T00:00:00+00:00")

    assert ("V6", "clock_back") in house.found()


def test_an_entry_with_the_right_tag_under_another_definition_is_found(
    house: House, insider: Insider, cases: Cases
) -> None:
    world = {"organisation": 1, "calendar": 0, "policy": 0, "definition": "0" * 64}

    insider.appends(cases["verifying"], {}, kind="act", event="add_evidence", world=world)

    assert ("V5", "definition_other") in house.found()


def test_a_case_that_passed_in_no_act_is_found(house: House, insider: Insider, cases: Cases) -> None:
    with house.opened() as found, found.storage.read() as tx:
        stored = tx.case(cases["verifying"], lock=False)
    assert stored is not None
    told = {"act": "handover-9", "officer": stored.body["handler"], "to": "o00001", "took": ["handler"]}
    changes = {"handler": "o00001", "version": stored.body["version"] + 1}

    insider.appends(
        cases["verifying"],
        changes,
        kind="succession",
        event="pass_on",
        caused_by="act/handover-9#0",
        data={**told, "set": changes},
    )

    assert {("V3", "cause_missing"), ("V5", "act_missing")} <= set(house.found())


def test_a_number_given_twice_is_found(house: House, burglar: Burglar, cases: Cases) -> None:
    stream, tag = f"case/{cases['registered']}", key_of(house.settings)
    opening = burglar.entry(stream, 0)
    opening["data"]["set"]["number"] = burglar.entry(f"case/{cases['waiting']}", 0)["data"]["set"]["number"]
    body = dump({**opening, "state_hash": state_hash(opening["data"]["set"])})

    burglar.does(
        "update register_entry set body = :body, tag = :tag where stream = :stream",
        body=body,
        tag=tag(body),
        stream=stream,
    )

    assert ("V5", "number_repeated") in house.found()
