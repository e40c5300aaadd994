"""The main line of clue disposal read against the law: approvals by subject, periods, articles, separation."""

import csv
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from engine import codec
from engine.case import Case
from engine.conditions import chain_for
from engine.definition import Deadline, Rank, Span, SpanWhen, Step
from engine.machine import all_steps
from engine.organisation import Organ, Organisation
from engine.registry import Definition
from engine.rules import NEWEST
from engine.soundness import findings
from engine.world import World
from workflows.clue.registration import RANKS, SOURCES
from workflows.clue_disposal import WORKFLOW

COUNTY, TOWNSHIP = "990101", "990101001"
CATALOGUE = Path(__file__).parents[3] / "docs" / "law" / "catalogue.csv"
STEPS = {step.id: step for step in all_steps(WORKFLOW)}
DEADLINES = {deadline.id: deadline for deadline in WORKFLOW.deadlines}
CLOSED = {state.id for state in WORKFLOW.states if state.closed}
FROM_FILING_ON = {"investigation", "trial", "sanction", "execution", "prosecution"}

DEPUTY, PRINCIPAL = "overseeing_deputy", "principal"
PARTY_PRINCIPAL, PARTY_COMMITTEE = "same_level_party_principal", "same_level_party_committee"
SITTING = "standing_committee"


@cache
def definition() -> Definition:
    """The procedure as the engine loads it."""
    return Definition.load(codec.to_bytes(WORKFLOW, NEWEST))


def approvals(step: str, managed_by: str, **facts: object) -> tuple[Step, ...]:
    """The approvals of a step of a county's case against a person managed beside that organ, with those facts."""
    return chain_for(definition(), step, facts, a_case(managed_by), a_world())[0]


def approvers(step: str, managed_by: str, **facts: object) -> list[str]:
    """The same by name."""
    return names(approvals(step, managed_by, **facts))


def names(steps: Iterable[Step]) -> list[str]:
    """Posts and bodies."""
    return [each.post if isinstance(each, Rank) else each.body for each in steps]


def a_world() -> World:
    """A county and its township."""
    organs = {
        COUNTY: Organ(COUNTY, "清河县纪委监委", "county", "commission", None, "中共清河县委"),
        TOWNSHIP: Organ(TOWNSHIP, "石阴镇纪委", "township", "township_commission", COUNTY, "中共石阴镇委员会"),
    }
    return World(datetime(2026, 11, 20, tzinfo=UTC), Organisation(1, organs, {}, ()))


def a_case(managed_by: str) -> Case:
    return Case(
        id="c1",
        matter="m1",
        workflow=WORKFLOW.id,
        definition="",
        state="verified",
        phase="verification",
        version=1,
        number="1",
        organ=COUNTY,
        competent=managed_by,
        office="JC1",
        opened_at="",
        opened_by="o1",
        received_on="2026-10-01",
        last_occurred_at="",
        track="both",
    )


@pytest.mark.law("R1.2-02b", "R1.2-05b", "R1.2-05c", "R1.2-05d")
@pytest.mark.parametrize(
    ("managed_by", "facts", "expected"),
    [
        # ZJ 33: the principal of a next-lower Party committee needs the same-level Party principal.
        (COUNTY, {"next_lower_principal": True, "rank": "section_principal"}, [PRINCIPAL, PARTY_PRINCIPAL]),
        (TOWNSHIP, {"next_lower_principal": True}, [PRINCIPAL, PARTY_PRINCIPAL]),
        # DL: so does every 正职 whom the same-level committee manages.
        (COUNTY, {"rank": "section_principal"}, [PRINCIPAL, PARTY_PRINCIPAL]),
        # No rank named in the law: the principal for same-level-managed persons, else 分管领导.
        (COUNTY, {"rank": "section_deputy"}, [PRINCIPAL]),
        (TOWNSHIP, {"rank": "section_principal"}, [DEPUTY]),
        (TOWNSHIP, {"rank": "village_cadre"}, [DEPUTY]),
        (TOWNSHIP, {}, [DEPUTY]),
    ],
)
def test_who_approves_a_verification_depends_on_the_person(
    managed_by: str, facts: dict[str, object], expected: list[str]
) -> None:
    assert approvers("verify", managed_by, **facts) == expected


@pytest.mark.law("R1.2-07b", "R1.2-07c")
@pytest.mark.parametrize(
    ("managed_by", "facts", "expected"),
    [
        # ZJ 38: organ principal, then the Party principal, for everybody the same-level committee manages.
        (COUNTY, {"rank": "staff"}, [PRINCIPAL, PARTY_PRINCIPAL]),
        (COUNTY, {"rank": "section_principal", "next_lower_principal": True}, [PRINCIPAL, PARTY_PRINCIPAL]),
        # Persons managed at another level: the organ principal alone.
        (TOWNSHIP, {"rank": "village_cadre"}, [PRINCIPAL]),
    ],
)
def test_who_approves_a_filing_depends_on_who_manages_the_person(
    managed_by: str, facts: dict[str, object], expected: list[str]
) -> None:
    assert approvers("file_case", managed_by, **facts) == expected


@pytest.mark.parametrize("managed_by", [COUNTY, TOWNSHIP])
def test_the_principal_cannot_delegate_the_approval_of_a_filing(managed_by: str) -> None:
    assert approvals("file_case", managed_by)[0] == Rank("principal", delegable=False)


@pytest.mark.law("R1.1-10h", "R1.2-12b", "R1.2-12c", "R1.2-12d", "R7.3-01", "R7.3-02", "R7.3-10a")
@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"party_sanction": "serious_warning"}, [PRINCIPAL, SITTING]),
        ({"party_sanction": "removal_from_party_post"}, [PRINCIPAL, SITTING, PARTY_COMMITTEE]),
        ({"party_sanction": "probation_one_year"}, [PRINCIPAL, SITTING, PARTY_COMMITTEE]),
        ({"party_sanction": "expulsion"}, [PRINCIPAL, SITTING, PARTY_COMMITTEE]),
        ({"administrative_sanction": "demotion"}, [PRINCIPAL, SITTING]),
        ({"administrative_sanction": "dismissal"}, [PRINCIPAL, SITTING, PARTY_COMMITTEE]),
        ({"party_sanction": "none", "administrative_sanction": "removal"}, [PRINCIPAL, SITTING, PARTY_COMMITTEE]),
    ],
)
def test_every_sanction_goes_to_the_standing_committee_and_a_heavy_one_to_the_party_committee(
    facts: dict[str, object], expected: list[str]
) -> None:
    assert approvers("decide", COUNTY, **facts) == expected


@pytest.mark.law(
    "R1.1-05f", "R1.1-07d", "R1.2-01b", "R1.2-03b", "R1.2-03c", "R1.2-06b", "R1.2-08b", "R1.2-09b", "R1.2-10", "R1.2-11"
)
@pytest.mark.parametrize(
    ("step", "facts", "expected"),
    [
        ("allocate", {}, [PRINCIPAL]),
        ("inquire", {"next_lower_principal": True}, [PRINCIPAL]),
        ("inquire", {}, [DEPUTY]),
        ("accept_reply", {"next_lower_principal": True}, [PRINCIPAL]),
        ("change_team", {}, [DEPUTY]),
        ("report_verification", {}, [PRINCIPAL]),
        ("settle_after_verification", {"next_lower_principal": True}, [PRINCIPAL, PARTY_PRINCIPAL]),
        ("transfer_to_trial", {}, [PRINCIPAL]),
        ("return_for_reinvestigation", {}, [PRINCIPAL]),
        ("return_for_supplement", {}, [DEPUTY]),
    ],
)
def test_other_steps_reach_the_rank_that_their_article_names(
    step: str, facts: dict[str, object], expected: list[str]
) -> None:
    assert approvers(step, TOWNSHIP, **facts) == expected


def test_every_step_cites_its_articles() -> None:
    assert [step.id for step in STEPS.values() if not step.basis] == []


@pytest.mark.parametrize(
    ("step", "article"),
    [
        ("allocate", "《中国共产党纪律检查机关监督执纪工作规则》第23条"),
        ("verify", "《中国共产党纪律检查机关监督执纪工作规则》第33条"),
        ("file_case", "《中国共产党纪律检查机关监督执纪工作规则》第38条"),
        ("report_verification", "《中华人民共和国监察法（2024修正）》第41条"),
        ("decide", "《中国共产党处分违纪党员批准权限和程序规定》第6条"),
        ("announce", "《中国共产党纪律处分条例》第44条"),
    ],
)
def test_a_step_names_the_article_it_rests_on(step: str, article: str) -> None:
    assert article in {cited.label for cited in STEPS[step].basis}


@pytest.mark.law("R4-15c", "R7.3-08")
def test_from_filing_to_the_decision_every_transition_needs_an_organ_of_county_level_or_is_a_townships_own() -> None:
    phase = {state.id: state.phase for state in WORKFLOW.states}
    deciding = {move for move in WORKFLOW.transitions if phase[move.to] in FROM_FILING_ON and "decided" not in move.at}

    loose = {move.id for move in deciding if move.organ_level_at_least != "county" and "township" not in move.only_if}

    assert loose == set()


def test_nothing_in_the_declaration_is_unsound() -> None:
    assert findings(WORKFLOW, NEWEST) == ()


def test_no_path_may_reach_an_investigation_unverified_or_a_sanction_untried() -> None:
    guarded = {
        ("investigation", "verification"),
        ("sanction", "trial"),
        ("execution", "trial"),
        ("prosecution", "trial"),
    }

    assert set(WORKFLOW.must_pass) == guarded


@pytest.mark.law("R1.5-02b", "R5-02a")
@pytest.mark.parametrize(
    "step",
    [
        "accept_for_trial",
        "refuse_transfer",
        "return_for_reinvestigation",
        "return_for_supplement",
        "decide",
        "change_trial_team",
    ],
)
def test_nobody_who_verified_or_investigated_takes_a_step_of_the_trial(step: str) -> None:
    apart = STEPS[step].apart

    assert apart
    assert set(apart.phases) == {"verification", "investigation"}


@pytest.mark.law("R1.2-06a", "R1.2-09a", "R1.2-09c", "R1.6-03d", "R5-05e")
def test_reports_are_signed_by_the_whole_team() -> None:
    signed = {step.id for step in STEPS.values() if step.signed_by == "team"}

    assert signed == {
        "report_verification",
        "transfer_to_trial",
        "transfer_simple_case",
        "submit_for_county_review",
        "transfer_supplement",
        "withdraw_supervision_case",
        "withdraw_in_township",
        "announce",
    }


def test_the_definition_survives_the_journey_through_json() -> None:
    body = codec.to_bytes(WORKFLOW, NEWEST)

    read, rules = codec.from_bytes(body)

    assert read == WORKFLOW
    assert codec.to_bytes(read, rules) == body


@pytest.mark.law(
    "R1.1-03a", "R1.3-02", "R1.3-06", "R1.4-01a", "R1.4-04a", "R1.4-05a", "R1.5-01a", "R1.6-03a", "R1.6-05a", "R1.6-06"
)
@pytest.mark.parametrize("name", sorted({each.catalogue for each in WORKFLOW.deadlines if each.catalogue}))
def test_a_period_is_as_long_and_as_sure_as_the_catalogue_says(name: str) -> None:
    with CATALOGUE.open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    declared = [deadline for deadline in WORKFLOW.deadlines if deadline.catalogue == name]

    lengths = rows[name]["length"].removeprefix('"promptly" (engine: ').removesuffix(")")

    assert {_written(span) for deadline in declared for span in deadline.length} == {*lengths.split(" / ")}
    assert {deadline.length_confidence for deadline in declared} == {rows[name]["length_confidence"]}


def _written(length: object) -> str:
    span = length.span if isinstance(length, SpanWhen) else length
    assert isinstance(span, Span)
    return next(
        f"{amount} {unit}"
        for amount, unit in ((span.months, "mo"), (span.working_days, "wd"), (span.days, "cd"))
        if amount
    )


def test_the_catalogue_rows_of_the_main_line_are_all_declared() -> None:
    assert {deadline.catalogue for deadline in WORKFLOW.deadlines if deadline.catalogue} == {
        "CLUE_PROPOSE",
        "CLUE_TRANSFER_WRONG",
        "TASKED_COMPLAINT",
        "UPWARD_REPORT_KEY",
        "UNFREEZE",
        "PROC_RETURN",
        "INQUIRY_REPLY",
        "INQUIRY_REPORT",
        "PRELIM_VERIFY",
        "INVESTIGATE_PARTY",
        "INVESTIGATE_SUP",
        "TRIAL",
        "ANNOUNCE_PARTY",
        "POST_PAY_CHANGE",
        "EXEC_REPORT",
        "SUP_REVIEW_APPLY",
        "IMPACT_PARTY",
        "IMPACT_PROBATION",
        "IMPACT_RESTORED",
        "IMPACT_EXPULSION",
        "IMPACT_ADMINISTRATIVE",
    }


@pytest.mark.law("R1.1-11a", "R1.6-07")
def test_every_duty_that_begins_is_ended_by_some_step_but_rights_and_terms_end_by_themselves() -> None:
    begun = {*WORKFLOW.opening.begins, *(name for step in STEPS.values() for name in step.begins)}
    ended = {name for step in STEPS.values() for name in step.fulfils}

    # That of approvals begins and ends with the request.
    assert begun == {*DEADLINES} - {"approve"}
    assert ended == {deadline.id for deadline in WORKFLOW.deadlines if deadline.kind == "duty"} - {"approve"}
    assert {deadline.kind for deadline in WORKFLOW.deadlines} == {"duty", "right", "term"}


def test_every_overdue_matter_climbs_to_the_superior_organ() -> None:
    duties = [deadline for deadline in WORKFLOW.deadlines if deadline.kind == "duty"]

    assert {duty.ladder[-1].reaches for duty in duties} == {Rank("principal", "superior")}


@pytest.mark.law("R1.4-04a", "R1.4-05a")
def test_the_investigation_clock_follows_the_track() -> None:
    party, supervision = DEADLINES["investigate_party"], DEADLINES["investigate_sup"]

    assert _who(party) == {"not_supervision_matter"}
    assert _who(supervision) == {"supervision_matter", "both_matters"}


def _who(deadline: Deadline) -> set[str]:
    return {span.condition for span in deadline.length if isinstance(span, SpanWhen)}


@pytest.mark.law("R1.1-03c")
@pytest.mark.parametrize("way", ["谈话函询", "初步核实", "暂存待查", "予以了结"])
def test_each_way_of_disposal_in_a_ledger_is_a_step_from_allocation_to_a_state_taken_over(way: str) -> None:
    steps = [move for move in WORKFLOW.transitions if move.label == way and "allocated" in move.at]

    assert [step.to in WORKFLOW.takes_over for step in steps] == [True]


def test_the_closed_lists_carry_the_words_of_the_ledger() -> None:
    assert "、".join(rank.label for rank in RANKS) == (
        "村居干部、一般干部、乡科级副职、乡科级正职、县处级副职、县处级正职、其他"
    )
    assert "、".join(source.label for source in SOURCES) == (
        "信访举报、上级交办、巡察中发现、监督检查中发现、审计中发现、公检法等机关移送、纪律审查中发现、其他"
    )


@pytest.mark.law("R5-17")
def test_informants_and_subjects_are_kept_apart_from_the_content() -> None:
    form = next(form for form in WORKFLOW.forms if form.id == "registration")
    kept = {field.id: field.kept_as for field in form.fields}

    assert {name for name, kind in kept.items() if kind == "informant"} == {"informant", "informant_contact"}
    assert all(kept[field.id] == "subject" for field in form.fields if field.fact or field.id == "name")


@pytest.mark.law("R7.3-06b")
def test_a_sanction_against_a_person_managed_lower_must_state_why_it_is_decided_directly() -> None:
    form = next(form for form in WORKFLOW.forms if form.id == "sanction")
    ground = next(field for field in form.fields if field.id == "direct_decision_ground")

    assert ground.required
    assert ground.required_if == "managed_lower"


@pytest.mark.law("R1.2-06d", "R1.2-12a", "R1.5-02c")
def test_every_filing_and_every_sanction_is_a_collective_matter() -> None:
    filing, sanction = STEPS["file_case"], STEPS["decide"]

    assert filing.studied_by == sanction.studied_by == "office_meeting"


@pytest.mark.law("R1.1-07a")
def test_every_way_to_close_a_case_is_one_that_the_rules_know() -> None:
    closing = {move.to: set[str]() for move in WORKFLOW.transitions if move.to in CLOSED}
    for move in WORKFLOW.transitions:
        if move.to in CLOSED:
            closing[move.to].add(move.id)

    assert closing == {
        "forwarded": {"forward"},
        "kept_as_duplicate": {"keep_as_duplicate"},
        "settled": {"settle", "accept_reply", "settle_after_verification"},
        "first_form": {"treat_first_form", "treat_first_form_after_verification"},
        "handed_to_party": {"hand_to_party_organisation"},
        "merged": {"close_as_merged"},
        "withdrawn": {"withdraw_supervision_case", "withdraw_case", "withdraw_in_township"},
        "no_sanction": {"decide_no_sanction", "close_in_township"},
        "closed": {"close", "close_prosecuted"},
    }


@pytest.mark.law("R4-05a")
def test_designation_moves_the_investigation_and_never_the_sanction() -> None:
    deciding = {move.id for move in WORKFLOW.transitions if move.to in ("decided", "no_sanction")}

    assert {name for name in deciding if not {"managed_here", "township"} & {*STEPS[name].only_if}} == set()
    assert "within_jurisdiction" in STEPS["file_case"].only_if


@pytest.mark.law("R1.1-01d", "R1.6-08")
def test_the_register_is_cleared_and_the_announcements_are_reported_every_quarter() -> None:
    duties = {duty.id: (duty.office, duty.every) for duty in WORKFLOW.periodic}

    assert duties["ledger_check"] == ("case_supervision", Span(months=3))
    assert duties["report_announcements"] == ("trial", Span(months=3))
