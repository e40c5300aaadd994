from app.ledger.report import Notice, Report
from tests.unit.ledger.builders import judged, row


def test_the_answer_has_one_element_for_each_fault() -> None:
    report = Report(imported=2, already_present=1)
    report.reject(judged(row(被反映人="", 职级="正科及"), number=7).faults)

    answer = report.to_json()

    assert list(answer) == ["imported", "already_present", "notices", "rejected"]
    assert [(fault.row, fault.column) for fault in report.rejected] == [(7, "被反映人"), (7, "职级")]
    assert report.rejected_rows == 1


def test_a_notice_says_from_where_and_to_where() -> None:
    report = Report(notices=[Notice(9, "cadre_to_wrong_office", "改由干部监督室办理。", "990105-JD1", "990105-GB")])

    assert report.to_json()["notices"] == [
        {
            "row": 9,
            "code": "cadre_to_wrong_office",
            "message": "改由干部监督室办理。",
            "from": "990105-JD1",
            "to": "990105-GB",
        }
    ]
