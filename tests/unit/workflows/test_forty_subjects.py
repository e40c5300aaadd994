"""Forty persons of every kind, and who must approve what: written down from the rules by hand, not from the code.

一行一人，照条文逐格核对：监督执纪工作规则第27、30、33、38、51、55、56条，处分违纪党员批准权限和程序规定第6、28条，
党章第42条。“分”分管领导，“主”主要负责人，“书”同级党委主要负责人，“常”纪委常委会，“党”同级党委，“上”上级纪委主要负责人，
“上常”上级纪委常委会，“上党”上级党委，“全会”同级党委全会，“党常”同级党委常委会；“→”表示先后。空格：未查明。
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pytest

from engine.definition import Collective, Outside, Rank, Step
from tests.unit.workflows.test_clue_disposal import COUNTY, TOWNSHIP, approvals

TABLE: Final = """
管理|职级|党员|监察|任职|下级主官|重处分方式|函询|初核|了结|一形态|立案|移送|轻处分|重处分
同级|乡科级正职|是|是|无|是||主|主→书|主|主|主→书|主|主→常|主→常→党
同级|乡科级正职|是|是|无|否||主|主→书|主|主|主→书|主|主→常|主→常→党
同级|乡科级正职|是|是||||主|主→书|主|主|主→书|主|主→常|主→常→党
同级|县处级正职|是|是|无|否||主|主→书|主|主|主→书|主|主→常|主→常→党
同级|乡科级副职|是|是|无|否||主|主|主|主|主→书|主|主→常|主→常→党
同级|乡科级副职|是|否|无|否||主|主|主|主|主→书|主|主→常|主→常→党
同级|乡科级副职|否|是|无|否||主|主|主|主|主→书|主|主→常|主→常→党
同级|乡科级副职|否|否|无|否||主|主|主|主|主→书|主|主→常|主→常→党
同级|县处级副职|是|是|无|否||主|主|主|主|主→书|主|主→常|主→常→党
同级|一般干部|是|是|无|否||主|主|主|主|主→书|主|主→常|主→常→党
同级|一般干部|否|是|无|否||主|主|主|主|主→书|主|主→常|主→常→党
同级||是|是|无|否||主|主|主|主|主→书|主|主→常|主→常→党
同级|其他|是|是|无|否||主|主|主|主|主→书|主|主→常|主→常→党
同级|乡科级正职|否|是|无|否||主|主→书|主|主|主→书|主|主→常|主→常→党
同级|乡科级副职|是|是|同级党委委员|否|全会|主|主|主|主|主→书|主|主→上→常→上常|主→上→常→全会
同级|乡科级副职|是|是|同级党委委员|否|闭会|主|主|主|主|主→书|主|主→上→常→上常|主→上→常→上常→上党
同级|乡科级副职|是|是|同级党委委员|否|犯罪|主|主|主|主|主→书|主|主→上→常→上常|主→上→常→党常
同级|乡科级副职|是|是|同级党委候补委员|否|全会|主|主|主|主|主→书|主|主→上→常→上常|主→上→常→全会
同级|乡科级正职|是|是|同级党委委员|是|全会|主|主→书|主|主|主→书|主|主→上→常→上常|主→上→常→全会
同级|县处级正职|是|是|同级党委委员|否|闭会|主|主→书|主|主|主→书|主|主→上→常→上常|主→上→常→上常→上党
同级|乡科级副职|是|是|同级纪委常委|否||主|主|主|主|主→书|主|主→上→常|主→上→常→党
同级|乡科级副职|是|是|同级纪委委员|否||主|主|主|主|主→书|主|主→上→常|主→上→常→党
同级|乡科级副职|否|是|同级监委委员|否||主|主|主|主|主→书|主|主→上→常|主→上→常→党
同级|乡科级正职|是|是|同级监委委员|否||主|主→书|主|主|主→书|主|主→上→常|主→上→常→党
下级|乡科级正职|是|是|无|是||主|主→书|分|分|主|主|主→常|主→常
下级|乡科级副职|是|是|无|是||主|主→书|分|分|主|主|主→常|主→常
下级|村居干部|是|是|无|否||分|分|分|分|主|主|主→常|主→常
下级|村居干部|是|否|无|否||分|分|分|分|主|主|主→常|主→常
下级|村居干部|否|是|无|否||分|分|分|分|主|主|主→常|主→常
下级|村居干部||||||分|分|分|分|主|主|主→常|主→常
下级|一般干部|是|是|无|否||分|分|分|分|主|主|主→常|主→常
下级|一般干部|否|否|无|否||分|分|分|分|主|主|主→常|主→常
下级|乡科级正职|是|是|无|否||分|分|分|分|主|主|主→常|主→常
下级|其他|是|是|无|否||分|分|分|分|主|主|主→常|主→常
下级||是|是|无|否||分|分|分|分|主|主|主→常|主→常
下级|村居干部|是|是|同级党委委员|否|全会|分|分|分|分|主|主|主→上→常→上常|主→上→常→全会
下级|村居干部|是|是|同级纪委委员|否||分|分|分|分|主|主|主→上→常|主→上→常→党
下级|村居干部|是|是|无|是||主|主→书|分|分|主|主|主→常|主→常
同级|乡科级副职|是|是|无|是||主|主→书|主|主|主→书|主|主→常|主→常→党
同级|村居干部|是|是|无|否||主|主|主|主|主→书|主|主→常|主→常→党
"""

RANKS: Final = {
    "村居干部": "village_cadre",
    "一般干部": "staff",
    "乡科级副职": "section_deputy",
    "乡科级正职": "section_principal",
    "县处级副职": "division_deputy",
    "县处级正职": "division_principal",
    "其他": "other",
}
SEATS: Final = {
    "无": "none",
    "同级党委委员": "party_committee_member",
    "同级党委候补委员": "party_committee_alternate",
    "同级纪委常委": "discipline_standing_member",
    "同级纪委委员": "discipline_member",
    "同级监委委员": "supervision_member",
}
ROUTES: Final = {"全会": "plenary", "闭会": "between_plenaries", "犯罪": "criminal_expulsion"}
ANSWERS: Final = {"是": True, "否": False}

WARNING: Final = {"party_sanction": "serious_warning", "administrative_sanction": "demerit"}
EXPULSION: Final = {"party_sanction": "expulsion", "administrative_sanction": "dismissal"}
STEPS: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "函询": ("inquire", {}),
    "初核": ("verify", {}),
    "了结": ("settle", {}),
    "一形态": ("treat_first_form", {}),
    "立案": ("file_case", {}),
    "移送": ("transfer_to_trial", {}),
    "轻处分": ("decide", WARNING),
    "重处分": ("decide", EXPULSION),
}


def rows() -> Iterator[dict[str, str]]:
    """The lines of the table, each by its headings."""
    head, *lines = (line.split("|") for line in TABLE.strip().splitlines())
    return (dict(zip(head, line, strict=True)) for line in lines)


def facts(row: Mapping[str, str]) -> dict[str, Any]:
    """What is known of the person; what isn't known is left out."""
    known: dict[str, Any] = {
        "rank": RANKS.get(row["职级"]),
        "party_member": ANSWERS.get(row["党员"]),
        "supervised": ANSWERS.get(row["监察"]),
        "committee_seat": SEATS.get(row["任职"]),
        "next_lower_principal": ANSWERS.get(row["下级主官"]),
        "committee_route": ROUTES.get(row["重处分方式"]),
    }
    return {name: value for name, value in known.items() if value is not None}


def in_words(step: Step) -> str:
    """An approval as the table writes it."""
    if isinstance(step, Rank):
        return {"overseeing_deputy": "分", "principal": "上" if step.organ == "superior" else "主"}[step.post]
    if isinstance(step, Collective):
        return "上常" if step.organ == "superior" else "常"
    assert isinstance(step, Outside)
    committee = "上党" if step.beside == "superior" else "党"
    return {
        "same_level_party_principal": "书",
        "same_level_party_committee": committee,
        "same_level_party_plenary": "全会",
        "same_level_party_standing_committee": "党常",
    }[step.body]


def test_there_are_forty_of_them() -> None:
    assert len(list(rows())) == 40


@pytest.mark.law(
    "R1.2-02b", "R1.2-04", "R1.2-09b", "R1.2-12e", "R7.3-04", "R7.3-05a", "R7.3-05b", "R7.3-05c", "R7.3-08"
)
@pytest.mark.parametrize(
    "row", list(rows()), ids=lambda row: "-".join(value for value in list(row.values())[:7] if value)
)
def test_who_approves_what_about_this_person(row: dict[str, str]) -> None:
    managed_by = COUNTY if row["管理"] == "同级" else TOWNSHIP

    found = {
        name: "→".join(map(in_words, approvals(step, managed_by, **{**facts(row), **sanction})))
        for name, (step, sanction) in STEPS.items()
    }

    assert found == {name: row[name] for name in STEPS}
