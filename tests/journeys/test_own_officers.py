"""纪检监察干部的线索: it lies from its first save where whom it is about has no say, and he never sees it."""

import pytest

from app.demo.walk import Stuck, Walk
from engine.errors import Refused
from tests.journeys.journey import CADRE, Organ


def leader(organ: Organ, position: str = "principal") -> str:
    """The organ's principal, or another of its leaders."""
    return organ.walker.officers(organ.code, position)[0].officer


def registered(organ: Organ, officer: str | None = None, **facts: object) -> Walk:
    """A clue about somebody called 被反映人甲, who is this officer if one is named."""
    given = {"officer": officer} if officer else {}
    person = {"name": "被反映人甲", "authority": organ.committee, **CADRE, **given, **facts}
    [walk] = organ.walker.open(organ.code, {name: value for name, value in person.items() if value is not None})
    return walk


def sees(organ: Organ, officer: str, clue: Walk) -> bool:
    """Whether the officer may read the clue."""
    return not isinstance(organ.walker.reading.case(officer, clue.id, classes=()), Refused)


def staff(organ: Organ) -> set[str]:
    """Everybody who works there."""
    return {post.officer for post in organ.walker.organisation.posts if post.organ == organ.code}


def name_of(organ: Organ, officer: str) -> str:
    """What an officer is called."""
    with organ.walker.reading.storage.read() as tx:
        return tx.officer_names()[officer]


@pytest.mark.law("R4-13c")
def test_a_clue_about_the_organs_own_principal_lies_with_the_superior_and_nobody_here_sees_it(county: Organ) -> None:
    clue = registered(county, leader(county))

    assert (clue.case.organ, clue.case.office) == (county.above.code, f"{county.above.code}-GB")
    assert not any(sees(county, officer, clue) for officer in staff(county))


@pytest.mark.law("R4-13c")
def test_who_registered_it_keeps_a_slip_without_content(county: Organ) -> None:
    opener = county.walker.opener(county.code, "clue_disposal")
    boss = leader(county)
    [clue] = county.walker.open(county.code, {"name": "被反映人甲", "officer": boss}, by=opener)
    slips = county.walker.reading.receipts(opener.officer, None, 50)

    assert clue.id in {slip.case for slip in slips}
    assert not sees(county, opener.officer, clue)


@pytest.mark.law("R4-13a", "R4-13e")
def test_a_clue_about_a_colleague_lies_with_cadre_supervision_and_he_never_sees_it(county: Organ) -> None:
    colleague = county.officer("investigation")
    clue = registered(county, colleague)

    clue.takes("allocate_to_cadre_supervision", "receive")

    assert clue.case.office == f"{county.code}-GB"
    assert not sees(county, colleague, clue)


@pytest.mark.law_refuses("R4-13a")
def test_a_clue_about_a_colleague_goes_to_no_other_office(county: Organ) -> None:
    clue = registered(county, county.officer("investigation"), inspection_cadre=None)

    assert clue.attempt("allocate").code == "condition"


@pytest.mark.law("R4-13e")
def test_a_clue_about_somebody_of_cadre_supervision_goes_up(county: Organ) -> None:
    clue = registered(county, county.officer("cadre_supervision"))

    assert clue.case.organ == county.above.code


def test_a_clue_about_somebody_of_the_superior_is_not_kept_below_him(county: Organ) -> None:
    clue = registered(county, county.above.officer("investigation"))

    assert clue.case.organ == county.above.code


def test_a_clue_about_a_townships_own_officer_leaves_the_township(township: Organ) -> None:
    clue = registered(township, township.walker.officers(township.code, "handler")[-1].officer)

    assert (clue.case.organ, clue.case.office) == (township.above.code, f"{township.above.code}-GB")


@pytest.mark.law_refuses("R4-13c")
def test_what_only_an_organ_outside_may_hold_is_reported_on_paper_and_nothing_is_kept(county: Organ) -> None:
    with pytest.raises(Stuck) as stuck:
        registered(county, leader(county.above))

    assert stuck.value.refused.code == "off_platform"


@pytest.mark.law_refuses("R4-13c", "R4-13e")
def test_somebody_called_like_a_leader_is_told_apart_before_anything_is_saved(county: Organ) -> None:
    called = name_of(county, leader(county))
    with pytest.raises(Stuck) as stuck:
        registered(county, name=called)

    assert (stuck.value.refused.code, stuck.value.refused.fields) == ("namesake", ("officer", "only_a_namesake"))


def test_who_only_bears_the_name_is_handled_like_anybody(county: Organ) -> None:
    clue = registered(county, name=name_of(county, leader(county)), only_a_namesake=True)

    assert (clue.case.organ, clue.case.subject_officer) == (county.code, None)


def test_among_several_persons_an_officer_is_registered_by_himself(county: Organ) -> None:
    others = {"name": "被反映人乙", "authority": county.committee, **CADRE}
    with pytest.raises(Stuck) as stuck:
        county.walker.open(county.code, others, {"name": "被反映人甲", "officer": leader(county)})

    assert stuck.value.refused.code == "one_subject"


def test_an_officer_found_on_the_way_gets_a_case_where_he_has_no_say(county: Organ) -> None:
    clue = county.clue_in("verifying")

    clue.take("split", {"name": "被反映人乙", "officer": leader(county), "authority": county.committee, **CADRE})
    other = county.walker.at(clue.case.links[-1])

    assert other.case.organ == county.above.code
    assert not any(sees(county, officer, other) for officer in staff(county))


def test_a_matter_about_a_principal_is_never_given_to_his_organ(county: Organ, neighbour: Organ) -> None:
    clue = registered(county, leader(county))

    refused = clue.attempt("designate_down", to_organ=county.code)

    assert refused.code == "no_place_there"
    assert clue.take("designate_down", to_organ=neighbour.code).case.organ == neighbour.code


def test_nobody_learns_from_a_number_that_there_is_a_clue_about_him(county: Organ) -> None:
    """The county's series doesn't skip a number for what lies with the superior."""
    first, _, second = registered(county), registered(county, leader(county)), registered(county)

    numbers = [int(clue.case.number.rpartition("-")[2]) for clue in (first, second)]

    assert numbers[1] == numbers[0] + 1
