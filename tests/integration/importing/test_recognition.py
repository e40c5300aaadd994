"""Officers are recognised by name and unit, and their matters go up the line; a person decides afterwards."""

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from app.importing.organisation import read_organisation
from app.importing.routing import Routed, Router
from app.ledger import LedgerRow
from engine.organisation import Organisation
from engine.organisation_rows import Rows
from tests.integration.importing.house import (
    ORGANISATION,
    TOWN_DEPUTY,
    TOWN_HANDLER,
    TOWN_PRINCIPAL,
    House,
    about,
    officer,
)

TODAY = date(2026, 11, 22)
TOWN, COUNTY, OTHER, CITY = "990101001", "990101", "990102", "9901"
COUNTY_CADRES, CITY_CADRES = "清河县纪委监委纪检监察干部监督室", "云川市纪委监委纪检监察干部监督室"
PROVINCE = "江原省纪委监委"


@cache
def prefecture() -> tuple[Organisation, dict[str, str]]:
    read = read_organisation(ORGANISATION)
    rows = Rows(**{name: tuple(part) for name, part in read.snapshot.items()})
    return rows.organisation(1), dict(read.names)


def routed(name: str, unit: str | None, organ: str = COUNTY, **more: object) -> Routed:
    organisation, names = prefecture()
    record = LedgerRow(
        clue_code="XS1", person_code="XS1-01", name=name, received_on=date(2026, 3, 9), organ=organ, unit_and_post=unit
    )
    return Router(organisation, names, TODAY).route(4, replace(record, **more))  # type: ignore[arg-type]


RECOGNISED = [
    # An officer of the county, as the ledger should write it, and as units do.
    ("酆国涵", "清河县纪委监委第一监督检查室承办人", COUNTY, "officer_recognised", COUNTY_CADRES),
    ("酆国涵", "清河县纪委常委、 监委委员", COUNTY, "officer_recognised", COUNTY_CADRES),
    ("酆国涵", "中共清河县纪律检查委员会干部", COUNTY, "officer_recognised", COUNTY_CADRES),
    ("酆国涵", "云川市清河县监委", COUNTY, "officer_recognised", COUNTY_CADRES),
    # A member of the standing committee, a leader of an area and an administrator are officers like others.
    ("孟民涵", "清河县纪委常委", COUNTY, "officer_recognised", COUNTY_CADRES),
    ("吕林国", "清河县纪委监委协作区组长", COUNTY, "officer_recognised", COUNTY_CADRES),
    ("贺德", "云川市纪委监委信息技术保障室", CITY, "officer_recognised", CITY_CADRES),
    # Of a township, which has no offices: the county's office, whatever the township is called.
    ("倪民水", "清河县溪铺乡纪委委员", TOWN, "officer_recognised", COUNTY_CADRES),
    ("倪民水", "清河县溪铺乡党委委员、纪委委员", TOWN, "officer_recognised", COUNTY_CADRES),
    ("倪民水", "溪铺乡纪委委员", COUNTY, "officer_recognised", COUNTY_CADRES),
    # An organ doesn't handle an officer of the one above it.
    ("马向安", "云川市纪委监委案件监督管理室", COUNTY, "officer_recognised", CITY_CADRES),
    # Nobody's own office handles him, nor one that he oversees while another can.
    ("邹云新", "清河县纪委监委纪检监察干部监督室", COUNTY, "officer_recognised", CITY_CADRES),
    ("沈新", "清河县纪委副书记、监委副主任", COUNTY, "officer_recognised", CITY_CADRES),
    ("苏雨秋", "云川市纪委副书记", CITY, "officer_recognised", CITY_CADRES),
    # A principal's matter is the superior's, whoever sends it in.
    ("杨晓一", "清河县溪铺乡纪委书记", TOWN, "principal_to_superior", COUNTY_CADRES),
    ("杨晓一", "清河县溪铺乡纪委书记", COUNTY, "principal_to_superior", COUNTY_CADRES),
    ("昌子源", "清河县委常委、纪委书记、监委主任", COUNTY, "principal_to_superior", CITY_CADRES),
    ("昌子源", "清河县纪委监委", TOWN, "principal_to_superior", CITY_CADRES),
    ("昌子源", "清河县纪委监委", OTHER, "principal_to_superior", CITY_CADRES),
    # Nobody here may handle these.
    ("施实晨", "云川市纪委书记", CITY, "principal_off_platform", PROVINCE),
    ("施实晨", "云川市纪委监委", COUNTY, "principal_off_platform", PROVINCE),
    ("赵源知", "云川市纪委监委纪检监察干部监督室", CITY, "officer_off_platform", PROVINCE),
]


@pytest.mark.law("R4-13a", "R4-13c", "R4-13e", "R4-13f")
@pytest.mark.parametrize(("name", "unit", "organ", "code", "to"), RECOGNISED)
def test_who_seems_to_be_an_officer_goes_to_the_lawful_office(
    name: str, unit: str, organ: str, code: str, to: str
) -> None:
    notice = routed(name, unit, organ).notice

    assert notice is not None
    assert (notice.code, notice.to) == (code, to)


SOMEBODY_ELSE = [
    # The same name in another county, at another township of the county, or in another line of work.
    ("酆国涵", "白石市纪委监委第一监督检查室"),
    ("酆国涵", "清河县溪铺乡纪委书记"),
    ("倪民水", "清河县塘乐镇纪委委员"),
    ("倪民水", "白石市溪铺乡纪委委员"),
    ("酆国涵", "清河县城关镇纪委副书记"),
    ("酆国涵", "清河县教育局"),
    ("杨晓一", "清河县溪铺乡人民政府"),
    # Without a unit nobody is recognised, and a unit by itself is nobody.
    ("酆国涵", None),
    ("某某某", "清河县纪委监委"),
]


@pytest.mark.parametrize(("name", "unit"), SOMEBODY_ELSE)
def test_a_namesake_elsewhere_is_somebody_else(name: str, unit: str | None) -> None:
    found = routed(name, unit, office="990101-JD1")

    assert (found.organ, found.office, found.notice, found.officer) == (COUNTY, "990101-JD1", None, None)


def test_a_unit_that_bears_an_officers_name_is_no_officer() -> None:
    assert routed("酆国涵", "清河县纪委监委", is_unit=True).officer is None


@pytest.mark.parametrize(
    ("post_ends", "recognised"),
    [
        (None, True),
        (date(2026, 11, 23), True),
        # The day a post ends he is no longer in it.
        (date(2026, 11, 22), False),
        (date(2020, 1, 1), False),
    ],
)
def test_a_former_officer_is_not_recognised(post_ends: date | None, recognised: bool) -> None:
    organisation, names = prefecture()
    ended = tuple(
        replace(post, valid_to=post_ends) if post.officer == "o00172" else post for post in organisation.posts
    )
    router = Router(replace(organisation, posts=ended), names, TODAY)

    found = router.route(4, _row("酆国涵", "清河县纪委监委"))

    assert (found.officer == "o00172") is recognised


def test_a_marked_cadre_whom_nobody_knows_goes_to_the_office_for_them() -> None:
    found = routed("李某某", "某县纪委副书记", office="990101-JD1", inspection_cadre=True)

    assert (found.office, found.officer) == ("990101-GB", None)
    assert found.notice is not None
    assert (found.notice.code, found.notice.origin) == ("cadre_to_wrong_office", "清河县纪委监委第一监督检查室")


def test_without_any_office_for_cadres_the_organ_keeps_a_marked_cadre() -> None:
    organisation, names = prefecture()
    offices = {code: o for code, o in organisation.offices.items() if o.function != "cadre_supervision"}
    router = Router(replace(organisation, offices=offices), names, TODAY)

    found = router.route(4, replace(_row("李某某", "某单位"), inspection_cadre=True, office="990101-JD1"))

    assert (found.organ, found.office, found.notice) == (COUNTY, "990101-JD1", None)


def _row(name: str, unit: str) -> LedgerRow:
    return LedgerRow(
        clue_code="1", person_code="1", name=name, received_on=date(2026, 3, 9), organ=COUNTY, unit_and_post=unit
    )


@pytest.mark.law_refuses("R4-13e")
def test_an_officer_never_sees_the_matter_about_himself(house: House) -> None:
    report = house.take(officer("沈新", "清河县纪委副书记"), about(2))

    (first, second) = (house.cases()[number] for number in sorted(house.cases()))
    assert (first.organ, first.office, first.subject_officer) == ("9901", "9901-GB", "o00152")
    assert [notice.code for notice in report.notices] == ["officer_recognised"]
    assert house.sees("o00152") == {second.number}


@pytest.mark.law_refuses("R4-13e")
def test_the_head_of_an_office_doesnt_see_what_his_own_county_holds_about_him(house: House) -> None:
    house.take(officer("窦国正", "清河县纪委监委第一监督检查室主任"))

    case = house.only_case()

    assert (case.office, case.subject_officer) == ("990101-GB", "o00171")
    assert house.sees("o00171") == set()
    assert house.sees("o00187") == {case.number}


@pytest.mark.law("R4-13c", "R4-13f", "R5-19")
@pytest.mark.law_refuses("R5-19")
def test_a_principals_matter_is_the_superiors_and_invisible_to_his_organ_from_the_first_save(house: House) -> None:
    house.take(officer("杨晓一", "清河县溪铺乡纪委书记") | {"办理机关": "清河县溪铺乡纪委", "分管科室": ""})

    case = house.only_case()

    assert (case.organ, case.office, case.subject_officer) == (COUNTY, "990101-GB", TOWN_PRINCIPAL)
    assert {who: house.sees(who) for who in (TOWN_PRINCIPAL, TOWN_DEPUTY, TOWN_HANDLER)} == {
        who: set() for who in (TOWN_PRINCIPAL, TOWN_DEPUTY, TOWN_HANDLER)
    }
    assert house.entries(f"case/{case.id}")[0]["data"]["stated"] == TOWN


@pytest.mark.law("R5-18b")
def test_a_matter_about_the_highest_principal_leaves_a_slip_and_nothing_else(house: House) -> None:
    before = house.size()
    ledger = house.ledger(about(1), officer("施实晨", "云川市纪委书记") | {"线索编码": "XS7", "人员编码": "XS7-01"})

    report = house.run(ledger)

    assert (report.imported, report.already_present, report.rejected) == (1, 0, [])
    assert [(notice.row, notice.code, notice.to) for notice in report.notices] == [
        (3, "principal_off_platform", PROVINCE)
    ]
    assert {name: house.size()[name] - before[name] for name in ("cases", "matters", "vault_names")} == {
        "cases": 1,
        "matters": 1,
        "vault_names": 1,
    }
    slip = house.act()[1]
    assert slip["event"] == "dispatch"
    assert slip["data"] == {"act": slip["data"]["act"], "about": "ledger", "row": 3, "to": "99"}
    assert house.act()[2]["data"]["count"] == 1


def test_the_slip_is_written_once_however_often_the_ledger_comes(house: House) -> None:
    ledger = house.ledger(officer("施实晨", "云川市纪委书记"))

    reports = [house.run(ledger) for _ in range(2)]

    assert [(report.imported, report.already_present, len(report.notices)) for report in reports] == [(0, 0, 1)] * 2
    assert [entry["event"] for entry in house.act()] == ["begin", "dispatch", "finish"]


def test_a_dry_run_counts_such_a_row_as_little_as_the_import_does(house: House) -> None:
    report = house.run(house.ledger(officer("施实晨", "云川市纪委书记")), dry_run=True)

    assert (report.imported, report.already_present, report.rejected, len(report.notices)) == (0, 0, [], 1)
