"""Officers of another office who are let in to a case for the time of its phase (提前介入)."""

import pytest

from engine.case import Case
from engine.law import ZJ
from engine.visibility import may_see, reader, reader_keys
from tests.builders import (
    JC,
    Dossier,
    a_township_case,
    an_organisation,
    decision,
    papers,
    post,
    refusal,
    under_inquiry,
)
from tests.related import RELATED


def invited(*team: str, case: Case | None = None) -> Dossier:
    """A case to which officers of 审理室 have been let in."""
    dossier = Dossier(case or under_inquiry(), workflow=RELATED)
    decision(dossier.take("jc_a", "invite_trial", team=team))
    return dossier


def sees(officer: str, dossier: Dossier) -> bool:
    """Whether the officer sees the case now."""
    case, world = dossier.case, dossier.world
    keys = reader_keys(dossier.definition, case, world.organisation)
    return may_see(reader(officer, world), case, keys, world.organisation)


def test_who_is_let_in_sees_the_case_and_his_colleagues_dont() -> None:
    dossier = invited("sl_a")

    assert sees("sl_a", dossier)
    assert not sees("sl_b", dossier)


def test_further_guests_join_those_before() -> None:
    dossier = invited("sl_a")

    decision(dossier.take("jc_a", "invite_trial", team=("sl_b", "sl_a")))

    assert dossier.case.let_in == ("sl_a", "sl_b")


def test_a_guest_is_no_member_of_the_team_and_hasnt_served() -> None:
    case = invited("sl_a").case

    assert case.team == ("jc_a", "jc_b")
    assert "sl_a" not in case.served_in(["inquiry"])


def test_guests_stay_as_long_as_the_phase_does() -> None:
    dossier = invited("sl_a")

    decision(dossier.take("jc_c", "fill_in", inputs={"account": "经过", "way": "talk"}))

    assert sees("sl_a", dossier)


def test_with_the_phase_the_guests_sight_ends() -> None:
    dossier = invited("sl_a")

    decision(dossier.take("jc_a", "release"))

    assert (dossier.case.phase, dossier.case.let_in) == ("intake", ())
    assert not sees("sl_a", dossier)


def test_a_guest_doesnt_go_on_seeing_a_case_that_was_closed_in_the_same_phase() -> None:
    # Once guests of a case that was settled within its phase saw it for good.
    dossier = invited("sl_a")

    decision(dossier.take("jc_c", "dismiss", documents=papers("closing_note")))
    decision(dossier.approve("deputy"))

    assert (dossier.case.state, dossier.case.phase) == ("dismissed", "inquiry")
    assert not sees("sl_a", dossier)


def test_a_guest_who_is_recused_sees_nothing_from_that_moment() -> None:
    dossier = invited("sl_a")

    decision(dossier.recuse("principal", "sl_a"))

    assert not sees("sl_a", dossier)


@pytest.mark.parametrize(
    ("case", "team"),
    [
        (under_inquiry(), ()),
        (under_inquiry(), ("jc_c",)),  # of the office that holds the case
        (under_inquiry(), ("sl_a", "ag_a")),
        (under_inquiry(), ("city_jc_a",)),
        (under_inquiry(), ("nobody",)),
        (under_inquiry(recused=("sl_a",)), ("sl_a",)),
        (under_inquiry(subject_officer="sl_a"), ("sl_a", "sl_b")),
        (a_township_case("inquiring", team=("town_a", "town_b")), ("town_c",)),  # it has no such office
    ],
)
def test_nobody_but_unbarred_officers_of_the_named_office_is_let_in(case: Case, team: tuple[str, ...]) -> None:
    actor = case.team[0]

    refused = refusal(Dossier(case, workflow=RELATED).take(actor, "invite_trial", team=team))

    assert (refused.code, refused.fields, refused.article) == ("not_of_office", ("team",), ZJ(55))
    assert refused.sentence == "请写明参加的案件审理室人员。"


def test_one_post_in_the_named_office_is_enough() -> None:
    dossier = Dossier(under_inquiry(), workflow=RELATED)
    dossier.reorganise(an_organisation(post("jc_c", "990101-SL", "handler")))

    decision(dossier.take("jc_a", "invite_trial", team=("jc_c",)))

    assert dossier.case.office == JC
    assert dossier.case.let_in == ("jc_c",)


def test_a_step_that_lets_nobody_in_takes_no_names() -> None:
    assert refusal(Dossier(under_inquiry(), workflow=RELATED).take("jc_a", "release", team=("sl_a",))).code == (
        "no_team_here"
    )
