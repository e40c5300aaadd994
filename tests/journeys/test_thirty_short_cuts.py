"""Thirty ways to get past a rule: where the case stands, what is tried, and the refusal with its article."""

from collections.abc import Mapping
from typing import Any, Final

import pytest

from app.demo.preparing import How
from tests.journeys.journey import EXPULSION, WARNING, Organ

UNSIGNED: Final = {"without": "signatures"}
UNHEARD: Final = {"party_sanction": "none", "administrative_sanction": "none"}

ShortCut = tuple[str, str, Mapping[str, Any], str, str]

SKIPPED: Final[tuple[ShortCut, ...]] = (
    # 跳过前序步骤
    ("registered", "verify", {}, "wrong_state", "JJ 17"),
    ("registered", "settle", {}, "wrong_state", "JJ 17"),
    ("registered", "keep_as_duplicate", {}, "step_missing", "ZJ 20"),
    ("allocated", "close_as_merged", {}, "step_missing", "ZJ 20"),
    ("allocated", "file_case", {}, "wrong_state", "ZJ 38"),
    ("allocated", "restudy_shelved", {}, "wrong_state", "ZJ 21"),
    ("inquiry", "accept_reply", {}, "step_missing", "ZJ 30"),
    ("inquiry", "treat_first_form", {}, "step_missing", "ZJ 30"),
    ("inquiry", "record_entrusted_talk", {}, "step_missing", "ZJ 28"),
    ("verifying", "file_case", {}, "wrong_state", "ZJ 38"),
    ("verified", "transfer_to_trial", {}, "wrong_state", "ZJ 51"),
    ("filed", "announce_filing", {}, "step_missing", "ZJ 43"),
    ("filed", "transfer_to_trial", UNSIGNED, "step_missing", "ZJ 39"),
    ("filed", "extend_filing", {}, "step_missing", "ZJ 38"),
    ("filed", "return_property", {}, "step_missing", "JCF 28"),
    ("filed", "decide", WARNING, "wrong_state", "ZJ 53"),
    ("transferred", "decide", WARNING, "wrong_state", "ZJ 53"),
    ("on_trial", "announce", {}, "wrong_state", "TJ 44"),
    ("on_trial", "record_criminal_result", {}, "wrong_state", "JCF 54"),
    # 不属于该对象的步骤
    ("registered", "forward", {}, "condition", "JCF 16"),
    ("registered", "allocate_to_cadre_supervision", {}, "condition", "ZJ 23"),
    ("filed", "withdraw_supervision_case", UNSIGNED, "condition", "JCF 52"),
    ("on_trial", "transfer_without_sanction", {}, "condition", "JCF 52"),
    ("on_trial", "decide", UNHEARD, "condition", "ZWCF 44"),
    # 缺人、缺材料
    ("allocated", "verify", {"team": 1}, "team_too_small", "JJ 17"),
    ("allocated", "settle", {"without": "study"}, "study_missing", "JJ 17"),
    ("verified", "file_case", {"without": "study"}, "study_missing", "ZJ 38"),
    ("verifying", "report_verification", {"without": "signatures"}, "signature_missing", "JCF 41"),
    ("answered", "accept_reply", {"without": "documents"}, "document_missing", "ZJ 30"),
    ("on_trial", "decide", {**EXPULSION, "without": "study"}, "study_missing", "ZJ 53"),
)
"""Where it stands, what is tried with what, the code, and the article that the refusal names."""


def test_there_are_thirty_of_them() -> None:
    assert len(SKIPPED) == 30


@pytest.mark.parametrize("row", SKIPPED, ids=lambda row: f"{row[0]}-{row[1]}-{row[3]}")
def test_a_short_cut_is_refused_with_its_article_and_changes_nothing(county: Organ, row: ShortCut) -> None:
    state, step, how, code, article = row
    clue = county.clue_in(state)
    before = (clue.state, clue.case.version)

    refused = clue.attempt(step, entered(how), **left_out(county, how))

    assert (refused.code, f"{refused.article.law} {refused.article.number}") == (code, article)
    assert (clue.state, clue.case.version) == before


def entered(how: Mapping[str, Any]) -> dict[str, Any]:
    """What is entered in the form."""
    return {name: value for name, value in how.items() if name not in ("team", "without")}


def left_out(county: Organ, how: Mapping[str, Any]) -> How:
    """What is missing although the step asks for it."""
    if "team" in how:
        return {"team": [county.officer("supervision")]}
    return {"without": [how["without"]]} if "without" in how else {}
