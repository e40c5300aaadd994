"""Acts that touch a second case: both are written or neither, each tells of the other, and the auditor agrees."""

from concurrent.futures import ThreadPoolExecutor

from engine.desks.desk import Answer
from engine.errors import Refused
from tests.integration.beside.house import (
    DEPUTY,
    GUEST,
    HANDLER,
    OTHER,
    OTHER_GUEST,
    PETITION,
    PETITION_HEAD,
    House,
)


def test_another_subject_gets_a_case_and_a_matter_of_his_own(house: House) -> None:
    first = house.opened()

    case = house.case(house.split(first))

    assert case.matter != house.case(first).matter
    assert (case.state, case.organ, case.office) == ("received", "990101", "990101-XF")
    assert case.opened_by == PETITION
    assert case.number != house.case(first).number


def test_each_of_the_two_tells_how_it_belongs_to_the_other(house: House) -> None:
    first = house.opened()

    second = house.split(first)

    assert house.case(first).linked_as == {second: "split"}
    assert house.case(second).linked_as == {first: "split"}
    assert (house.case(first).links, house.case(second).links) == ((second,), (first,))


def test_the_entries_name_each_other_from_the_act_to_the_new_case(house: House) -> None:
    first = house.opened()
    second = house.split(first)

    act, opening = house.entries(f"case/{first}")[-1], house.entries(f"case/{second}")[0]
    [matter] = house.entries(f"matter/{house.case(second).matter}")

    assert opening["caused_by"] == f"matter/{house.case(second).matter}#0"
    assert matter["caused_by"] == f"case/{first}#{act['seq']}"
    assert (act["event"], opening["event"], matter["event"]) == ("split", "split", "split")


def test_what_is_known_of_the_other_subject_lies_in_his_own_case_only(house: House) -> None:
    first = house.opened()

    second = house.split(first)

    assert house.kept(second)["subject"] == {"name": OTHER["name"], "supervised": True}
    assert str(OTHER["problem"]) in str(house.kept(second)["content"])
    assert str(OTHER["name"]) not in str(house.kept(first))
    assert str(OTHER["name"]) not in str([house.entries(f"case/{case}") for case in (first, second)])


def test_a_further_subject_of_the_same_matter_joins_it_once_that_is_approved(house: House) -> None:
    first = house.opened()
    house.took(PETITION, first, "add_subject", inputs=OTHER)
    waiting = house.case(first).links

    assert isinstance(house.approve(first), Answer)
    [second] = house.case(first).links

    assert waiting == ()
    assert house.case(second).matter == house.case(first).matter
    assert house.case(second).linked_as == {first: "co_subject"}


def test_a_merger_is_an_entry_of_both_cases(house: House) -> None:
    first, second = house.opened(), house.opened()
    seen = house.case(second).version

    house.merged(first, second)
    entry = house.entries(f"case/{second}")[-1]

    assert (entry["kind"], entry["event"], entry["caused_by"]) == ("link", "merged", f"case/{first}#2")
    assert house.case(second).version == seen + 1
    assert (house.case(first).linked_as, house.case(second).linked_as) == ({second: "merged"}, {first: "merged"})


def test_what_was_linked_from_one_side_is_linked_from_the_other_too(house: House) -> None:
    first, second = house.opened(), house.opened()
    house.took(PETITION, first, "link_duplicate", other=second)

    refused = house.take(PETITION, second, "link_duplicate", other=first)

    assert isinstance(refused, Refused)
    assert refused.code == "linked_already"


def test_a_case_that_the_officer_may_not_see_is_as_one_that_isnt_there(house: House) -> None:
    first, hidden = house.opened(), house.inquiring()

    answers = [house.take(PETITION, first, "link_duplicate", other=other) for other in (hidden, "nowhere")]

    assert [answer.code for answer in answers if isinstance(answer, Refused)] == ["not_found", "not_found"]
    assert answers[0] == answers[1]
    assert house.entries(f"case/{hidden}")[-1]["kind"] == "open"


def test_who_is_kept_from_the_other_case_doesnt_approve_the_merger(house: House) -> None:
    # Once the deputy's approval wrote in a case that he was recused from, and the auditor found it.
    first, second = house.opened(), house.opened()
    house.took(PETITION, first, "merge", other=second)
    house.recuse(second, DEPUTY)

    refused = house.approve(first)

    assert isinstance(refused, Refused)
    assert house.case(second).linked_as is None
    house.require_sound()


def test_a_repeated_command_opens_no_second_case(house: House) -> None:
    first = house.opened()

    answers = [house.took(PETITION, first, "split", inputs=OTHER, id="split-once") for _ in range(2)]

    assert [answer.repeated for answer in answers] == [False, True]
    assert len(house.case(first).links) == 1


def test_two_cases_that_are_linked_to_each_other_at_once_are_linked_once(house: House) -> None:
    first, second = house.opened(), house.opened()

    with ThreadPoolExecutor(2) as pool:
        answers = list(
            pool.map(
                lambda pair: house.take(pair[0], pair[1], "link_duplicate", other=pair[2]),
                [(PETITION, first, second), (PETITION_HEAD, second, first)],
            )
        )

    assert [type(answer) for answer in answers].count(Answer) == 1
    assert house.case(first).linked_as == {second: "duplicate"}
    assert house.case(second).linked_as == {first: "duplicate"}
    house.require_sound()


def test_who_is_let_in_sees_the_case_until_its_phase_ends(house: House) -> None:
    case, reading = house.inquiring(), house.found.reading
    house.took(HANDLER, case, "invite_trial", team=(GUEST,))

    seen = [not isinstance(reading.case(officer, case), Refused) for officer in (GUEST, OTHER_GUEST)]
    house.took(HANDLER, case, "release")

    assert seen == [True, False]
    assert isinstance(reading.case(GUEST, case), Refused)
    house.require_sound()


def test_the_auditor_finds_nothing_in_what_was_done_beside(house: House) -> None:
    first, second = house.opened(), house.opened()
    third = house.split(first)
    house.took(PETITION, first, "add_subject", inputs=OTHER)
    house.approve(first)
    house.merged(second, third)
    house.took(PETITION, first, "link_duplicate", other=second)
    house.dismissed(house.inquiring())

    house.require_sound()
