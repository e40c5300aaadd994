"""Acts that touch another case: which may be named, what its own case keeps, and what another subject is told."""

from typing import Any

import pytest

from engine.case import Case
from engine.law import ZJ
from engine.linking import Linked
from tests.builders import JC2, OTHER_COUNTY, Dossier, a_case, a_world, decision, refusal, under_inquiry
from tests.related import RELATED

OTHER = a_case("allocated", id="c2", office=JC2)
PERSON = {"name": "李四", "party_member": True, "gravity": "grave", "informant": "赵六", "problem": "收受礼金"}


def beside(other: Case | None = OTHER, **more: Any) -> Dossier:
    """A case whose officer may see another one; None: he may not."""
    return Dossier(under_inquiry(**more), world=a_world(other=other), workflow=RELATED)


def test_a_duplicate_is_linked_from_this_case_and_the_other_is_told_to_the_desk() -> None:
    dossier = beside()

    made = decision(dossier.take("jc_c", "link_duplicate", other="c2"))

    assert (dossier.case.links, dossier.case.linked_as) == (("c2",), {"c2": "duplicate"})
    assert made.linked == Linked("c2", "duplicate")
    assert dossier.case.state == "inquiring"


def test_a_merger_that_needs_approval_links_when_it_is_approved_and_not_before() -> None:
    dossier = beside()

    decision(dossier.take("jc_c", "merge", other="c2"))
    before = dossier.case.links
    made = decision(dossier.approve("deputy"))

    assert (before, dossier.case.linked_as) == ((), {"c2": "merged"})
    assert made.linked == Linked("c2", "merged")


def test_a_link_keeps_those_that_are_there() -> None:
    dossier = beside(links=("c9", "c8"), linked_as={"c8": "split"})

    decision(dossier.take("jc_c", "link_duplicate", other="c2"))

    assert dossier.case.links == ("c9", "c8", "c2")
    assert dossier.case.linked_as == {"c8": "split", "c2": "duplicate"}


@pytest.mark.parametrize(
    ("dossier", "named", "code"),
    [
        (beside(), None, "other_missing"),
        (beside(None), "c2", "not_found"),
        (beside(under_inquiry()), "c1", "other_elsewhere"),  # itself
        (beside(a_case(id="c2", organ=OTHER_COUNTY)), "c2", "other_elsewhere"),
        (beside(linked_as={"c2": "duplicate"}, links=("c2",)), "c2", "linked_already"),
        (beside(linked_as={"c2": "split"}, links=("c2",)), "c2", "linked_already"),
    ],
)
def test_only_another_case_of_the_organ_that_the_officer_sees_is_linked_and_once(
    dossier: Dossier, named: str | None, code: str
) -> None:
    assert refusal(dossier.take("jc_c", "link_duplicate", other=named)).code == code


def test_who_forgets_to_name_the_other_case_is_told_where_to_write_it() -> None:
    refused = refusal(beside().take("jc_c", "link_duplicate"))

    assert (refused.sentence, refused.fields, refused.article) == ("请写明要关联的另一事项。", ("other",), ZJ(20))


def test_a_step_that_links_nothing_takes_no_other_case() -> None:
    refused = refusal(beside().take("jc_a", "release", other="c2"))

    assert (refused.code, refused.fields) == ("no_other_here", ("other",))


def test_a_case_that_moved_to_another_organ_meanwhile_isnt_merged_any_more() -> None:
    dossier = beside()
    decision(dossier.take("jc_c", "merge", other="c2"))
    dossier.world = a_world(other=a_case(id="c2", organ=OTHER_COUNTY))

    assert decision(dossier.approve("deputy")).data["because"] == "other_elsewhere"


def test_another_subject_is_told_to_the_desk_and_nothing_of_him_stays_in_this_case() -> None:
    dossier = Dossier(under_inquiry(), facts={"name": "张三", "gravity": "minor"}, workflow=RELATED)

    made = decision(dossier.take("jc_c", "split", inputs=PERSON))

    assert made.opens == PERSON
    assert (made.subject, made.content, made.informant) == (None, None, {})
    assert dossier.facts == {"name": "张三", "gravity": "minor"}


def test_another_subject_is_described_as_at_an_opening() -> None:
    refused = refusal(Dossier(under_inquiry(), workflow=RELATED).take("jc_c", "split", inputs={"gravity": "minor"}))

    assert (refused.code, refused.fields) == ("input_invalid", ("name",))


def test_another_subject_that_needs_approval_is_opened_when_it_is_approved() -> None:
    dossier = Dossier(under_inquiry(), workflow=RELATED)

    proposed = decision(dossier.take("jc_c", "add_subject", inputs=PERSON))
    made = decision(dossier.approve("deputy"))

    assert (proposed.opens, made.opens) == (None, PERSON)
