"""The example ledger becomes what its key says, row by row."""

from collections import Counter

from app.ledger import Report
from tests.integration.importing.house import GOOD_ROWS, KEY, House

STATES = {
    "谈话函询": "inquiry",
    "初步核实": "verifying",
    "暂存待查": "shelved",
    "予以了结": "settled",
}


def test_the_report_says_of_every_row_what_the_key_says(house: House) -> None:
    report = house.run()

    assert report.imported == len(GOOD_ROWS) == 327
    assert report.already_present == sum(answer["already_present"] for answer in KEY) == 8
    assert _faults(report) == {answer["row"]: answer["faults"] for answer in KEY if answer["faults"]}
    assert {notice.row: notice.code for notice in report.notices} == {
        answer["row"]: answer["notice"] for answer in KEY if answer["notice"]
    }


def test_exactly_the_good_rows_are_cases(example: House) -> None:
    assert set(example.cases()) == {answer["人员编码"] for answer in GOOD_ROWS}


def test_every_case_is_taken_over_in_the_state_of_its_disposal(example: House) -> None:
    cases, organisation = example.cases(), example.organisation

    for answer in GOOD_ROWS:
        case = cases[answer["人员编码"]]
        undisposed = "allocated" if organisation.function_of(case.office) not in ("", "case_supervision") else None

        assert case.state == STATES.get(answer["disposal"], undisposed or "registered"), answer["row"]


def test_every_case_has_the_stated_day_of_receipt_beside_the_moment_it_was_taken_over(example: House) -> None:
    cases = example.cases()

    assert {number: case.received_on for number, case in cases.items()} == {
        answer["人员编码"]: answer["受理时间"] for answer in GOOD_ROWS
    }
    assert all(case.imported and case.taken_over_at == case.opened_at for case in cases.values())


def test_rows_of_one_clue_are_cases_of_one_matter(example: House) -> None:
    cases = example.cases()
    clues = {answer["人员编码"]: answer["线索编码"] for answer in GOOD_ROWS}

    matters = {(case.matter, clues[number]) for number, case in cases.items()}

    assert len(matters) == len({matter for matter, _ in matters}) == len({clue for _, clue in matters}) == 313


def test_a_clue_on_an_inspection_officer_is_held_by_the_office_for_them(example: House) -> None:
    cases, organisation = example.cases(), example.organisation
    routed = [answer["人员编码"] for answer in GOOD_ROWS if answer["notice"] == "cadre_to_wrong_office"]

    assert len(routed) == 6
    assert {organisation.function_of(cases[number].office) for number in routed} == {"cadre_supervision"}


def test_every_case_names_the_act_that_the_register_began_and_finished(example: House) -> None:
    begun, finished = example.act()
    named = Counter(example.entries(f"case/{case.id}")[0]["data"]["act"] for case in example.cases().values())

    assert (begun["event"], finished["event"]) == ("begin", "finish")
    assert named == {begun["data"]["act"]: 327}
    assert finished["data"]["count"] == 327


def _faults(report: Report) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for fault in report.rejected:
        found.setdefault(fault.row, []).append(f"{fault.code}:{fault.column}")
    return found
