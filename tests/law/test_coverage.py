"""The rows of the law and the page made from them: complete, true to the declarations, and up to date."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.law.claims import Claim, claims, claims_in
from tests.law.page import PAGE, SECTIONS, coverage, current
from tests.law.rules import ROOT, Rule, faults, read

SOUND = Rule(
    id="R1.2-01b",
    section="1.2",
    topic="分办的审批",
    rule="The organ's principal approves the allocation.",
    article="ZJ 23 A",
    confidence="A",
    workflow="clue_disposal",
    steps="allocate",
    reason="",
)
BY_A_TEST = Claim("R1.2-01b", "tests/test_it.py", "test_it_is_so", refuses=False)
AND_REFUSED = replace(BY_A_TEST, test="test_it_is_not_otherwise", refuses=True)


def test_the_page_on_the_coverage_of_the_law_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == current(), "run: make coverage-of-law"


def test_every_row_is_whole_and_rests_on_what_its_steps_cite() -> None:
    assert list(faults(read())) == []


def test_no_test_claims_a_row_that_does_not_exist() -> None:
    rows = {rule.id for rule in read()}

    assert [claim for claim in claims() if claim.row not in rows] == []


def test_every_section_has_its_rows_and_no_row_stands_outside() -> None:
    assert list(dict.fromkeys(rule.section for rule in read())) == list(SECTIONS)


def test_every_key_that_a_row_cites_is_told_on_the_page_about_the_law() -> None:
    lines = (ROOT / "docs" / "law" / "README.md").read_text(encoding="utf-8").splitlines()
    told = {key.strip() for line in lines if line.startswith("| ") for key in line.split("|")[1].split(",")}

    assert {article.law for rule in read() for article in rule.articles} - told == set()


@pytest.mark.parametrize(
    ("how", "fault"),
    [
        ({"id": "R1.2-1"}, "the id isn't R, its section, a number and perhaps a letter"),
        ({"id": "R1.3-01b"}, "the id isn't R, its section, a number and perhaps a letter"),
        ({"rule": "The organ's principal"}, "the rule is no sentence under a topic"),
        ({"confidence": "D"}, "there is no mark D"),
        ({"steps": ""}, "either something carries the rule, or there is a reason why nothing does"),
        ({"reason": "nobody does"}, "either something carries the rule, or there is a reason why nothing does"),
        ({"steps": "allocat"}, "allocat isn't declared"),
        ({"workflow": "petition"}, "allocate isn't declared"),
        ({"steps": "engine.commands.Recus"}, "engine.commands.Recus isn't declared"),
        ({"article": "ZJ 23"}, "“ZJ 23” isn't a law of engine/law.py, a number and a mark: ZJ 55(5) A"),
        ({"article": "XYZ 23 A"}, "“XYZ 23 A” isn't a law of engine/law.py, a number and a mark: ZJ 55(5) A"),
        ({"article": "ZJ 23 A; ZJ 22 A"}, "none of its words cites ZJ 22〔A〕"),
        ({"article": "ZJ 23 B"}, "none of its words cites ZJ 23〔B〕"),
    ],
)
def test_a_row_that_is_not_whole_is_found(how: dict[str, str], fault: str) -> None:
    assert list(faults([replace(SOUND, **how)])) == [f"{how.get('id', SOUND.id)}: {fault}"]


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"article": "ZJ 23(2) A"},  # which part is for the reader
        {"steps": "receive clue_propose", "article": "ZJ 21 A; ZJ 23 A"},  # each article by one of them
        {"steps": "", "reason": "a procedure of its own"},
        {"steps": "engine.commands.Recuse", "article": "ZWCF 48 A"},  # the program itself cites nothing
        {"article": ""},
    ],
)
def test_a_row_that_is_whole_passes(how: dict[str, str]) -> None:
    assert list(faults([replace(SOUND, **how)])) == []


def test_everything_that_is_wrong_with_a_row_is_told_at_once() -> None:
    broken = replace(SOUND, steps="allocate allot assig", article="ZJ 22 A; HB A", reason="nobody does")

    assert [fault.removeprefix("R1.2-01b: ") for fault in faults([broken])] == [
        "either something carries the rule, or there is a reason why nothing does",
        "allot isn't declared",
        "assig isn't declared",
        "none of its words cites ZJ 22〔A〕",
        "none of its words cites HB〔A〕",
    ]


def test_an_id_is_given_once() -> None:
    assert list(faults([SOUND, SOUND])) == ["R1.2-01b: the id stands there twice"]


def test_claims_are_read_at_tests_and_at_cases_of_their_tables(tmp_path: Path) -> None:
    file = tmp_path / "test_it.py"
    file.write_text(
        "import pytest\n"
        '@pytest.mark.law("R1", "R2")\n'
        '@pytest.mark.parametrize("x", [1, pytest.param(2, marks=pytest.mark.law_refuses("R3"))])\n'
        "def test_it(x: int) -> None: ...\n",
        encoding="utf-8",
    )

    found = {(claim.row, claim.file, claim.test, claim.refuses) for claim in claims_in(file, tmp_path)}

    assert found == {(row, "test_it.py", "test_it", row == "R3") for row in ("R1", "R2", "R3")}


def test_a_claim_that_no_test_carries_is_an_error_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "test_it.py"
    file.write_text('import pytest\nlaw = pytest.mark.law("R1")\n', encoding="utf-8")

    with pytest.raises(ValueError, match=r"test_it.py, line 2: a mark of the law stands at a test"):
        list(claims_in(file, tmp_path))


def test_a_row_shows_what_carries_it_and_who_proves_it_both_ways() -> None:
    page = coverage([SOUND], [BY_A_TEST, AND_REFUSED])

    assert "clue_disposal:<br>`allocate` 分办 | [tests/test_it.py](../../tests/test_it.py)::test_it_is_so |" in page
    assert "::test_it_is_not_otherwise |" in page
    assert "| All | 1 | 1 | 1 | 0 | 0 | 0 | 0 |" in page


@pytest.mark.parametrize(
    ("rule", "claimed", "counted"),
    [
        (SOUND, [BY_A_TEST], "1 | 1 | 0 | 1 | 0 | 0 | 0"),
        (SOUND, [AND_REFUSED], "1 | 1 | 0 | 0 | 1 | 0 | 0"),
        (SOUND, [], "1 | 1 | 0 | 0 | 0 | 1 | 0"),
        (replace(SOUND, steps="", reason="not here"), [], "1 | 0 | 0 | 0 | 0 | 0 | 1"),
    ],
)
def test_every_row_is_counted_once_by_how_far_it_is_proved(rule: Rule, claimed: list[Claim], counted: str) -> None:
    assert f"| All | {counted} |" in coverage([rule], claimed)


def test_what_was_not_read_in_the_text_shows_its_mark() -> None:
    page = coverage([replace(SOUND, confidence="C", article="ZJ 20 B", reason="a practice", steps="")], [])

    assert "| **〔C 可配置〕** | ZJ 20 **〔B 待核〕** | a practice |" in page
