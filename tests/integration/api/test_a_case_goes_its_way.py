"""An officer opens a case, others take it further; everybody reads what came of it."""

from tests.integration.api.prefecture import (
    ALLOCATOR,
    COLLEAGUE,
    DEPUTY,
    HANDLER,
    PETITION,
    PRINCIPAL,
    REGISTRAR,
    SECOND_REGISTRAR,
    STRANGER,
)
from tests.integration.api.visitor import SUBJECT, Counter

ALLOCATE = {"hand_to": "990101-JD1"}
VERIFY = {"team": [HANDLER.officer, COLLEAGUE.officer]}


def test_a_clue_about_two_people_is_one_matter_with_two_cases(counter: Counter) -> None:
    subjects = [SUBJECT, {"name": "钱七"}]
    body = {"workflow": "clue_disposal", "received_on": "2026-03-05", "subjects": subjects}

    opened = counter.visitor(PETITION).post("/matters", body)
    read = counter.visitor(PETITION).get(opened.headers["location"].removeprefix("/api/v1"))

    assert {case["subject"]["name"] for case in read.json()["cases"]} == {"王五", "钱七"}
    assert {case["number"] for case in opened.json()["cases"]} == {case["number"] for case in read.json()["cases"]}


def test_a_case_is_read_with_the_classes_asked_for(counter: Counter) -> None:
    case = counter.opened(problem="收受礼金", informant="赵六")

    read = counter.visitor(PETITION).get(f"/cases/{case}", fields="subject,content")

    assert read.headers["etag"] == '"1"'
    assert read.json()["state"] == {"id": "registered", "label": "已受理"}
    assert read.json()["fields"]["subject"]["name"] == "王五"
    assert "收受礼金" in read.text
    assert "赵六" not in read.text


def test_what_can_be_done_tells_papers_and_office_or_the_refusal(counter: Counter) -> None:
    case = counter.opened()

    may = counter.visitor(ALLOCATOR).action(case, "allocate")
    may_not = counter.visitor(PETITION).action(case, "allocate")

    assert (may["step"], may["allowed"], may["needs_approval"]) == ("allocate", True, True)
    assert may["documents"] == [{"id": "allocation_sheet", "label": "线索分办呈批表"}]
    assert {"id": "supervision", "label": "监督检查室"} in may["hand_to"]
    assert may_not["refusal"]["code"] == "wrong_role"


def test_a_step_that_needs_approval_waits_for_the_principal(counter: Counter) -> None:
    case = counter.opened()
    allocator = counter.visitor(ALLOCATOR)
    sheet = allocator.upload(case, b"sheet")

    asked = allocator.post(
        f"/cases/{case}/transitions/allocate", {**ALLOCATE, "documents": {"allocation_sheet": sheet}}, version=1
    )
    [waiting] = counter.visitor(PRINCIPAL).get("/approvals").json()["cases"]

    assert (asked.status_code, asked.json()["outcome"], asked.headers["etag"]) == (200, "pending_approval", '"2"')
    assert waiting["pending"]["request"] == asked.json()["request"]
    assert waiting["pending"]["steps"][0]["who"] == "主要负责人"
    assert counter.visitor(DEPUTY).get("/approvals").json()["cases"] == []


def test_an_approved_step_is_carried_out_and_signed_for(counter: Counter) -> None:
    case = counter.opened()

    version = counter.allocated(case)
    read = counter.visitor(HANDLER).get(f"/cases/{case}").json()

    assert (read["state"]["id"], read["office"], read["version"]) == ("allocated", "990101-JD1", version)
    assert (read["handler"], read["handover"], read["pending"]) == (HANDLER.officer, None, None)


def test_the_history_names_every_step_in_order(counter: Counter) -> None:
    case = counter.opened()
    counter.allocated(case)

    entries = counter.visitor(HANDLER).get(f"/cases/{case}/history").json()["entries"]

    assert [entry["event"] for entry in entries] == ["open", "allocate", "allocate", "receive"]
    assert [entry["seq"] for entry in entries] == [0, 1, 2, 3]
    assert "王五" not in str(entries)


def test_the_history_comes_in_pages(counter: Counter) -> None:
    case = counter.opened()
    counter.allocated(case)
    handler = counter.visitor(HANDLER)

    first = handler.get(f"/cases/{case}/history", limit=3)
    second = handler.get(first.links["next"]["url"].removeprefix("/api/v1"))

    assert [entry["seq"] for entry in (*first.json()["entries"], *second.json()["entries"])] == [0, 1, 2, 3]
    assert "next" not in second.links


def test_a_proposer_takes_his_request_back(counter: Counter) -> None:
    case = counter.opened()
    allocator = counter.visitor(ALLOCATOR)
    sheet = allocator.upload(case, b"sheet")
    body = {**ALLOCATE, "documents": {"allocation_sheet": sheet}}
    asked = allocator.post(f"/cases/{case}/transitions/allocate", body, version=1).json()

    taken_back = allocator.post(f"/approvals/{asked['request']}/decision", {"decision": "withdraw"}, version=2)

    assert taken_back.json()["entry"]["event"] == "withdrawn"
    assert allocator.get(f"/cases/{case}").json()["pending"] is None


def test_a_meeting_studies_a_step_before_it_is_proposed(counter: Counter) -> None:
    case = counter.opened()
    version = counter.allocated(case)

    unstudied = counter.visitor(HANDLER).post(f"/cases/{case}/transitions/verify", VERIFY, version=version)
    studied = counter.proposed_to_verify(case, version, (HANDLER, COLLEAGUE))

    assert unstudied.status_code == 422
    assert studied.json()["outcome"] == "pending_approval"


def test_an_outside_approval_counts_once_a_second_officer_has_typed_its_number(counter: Counter) -> None:
    case = counter.opened(next_lower_principal=True)
    waiting = counter.approved(counter.proposed_to_verify(case, counter.allocated(case), (HANDLER, COLLEAGUE)))
    request, registrar = waiting.json()["request"], counter.visitor(REGISTRAR)
    sheet = {"number": "清委〔2026〕3号", "issued_on": "2026-03-07", "document": registrar.upload(case, b"scan")}

    recorded = registrar.post(f"/approvals/{request}/decision", {"decision": "approve", "sheet": sheet}, version=6)
    shown = counter.visitor(SECOND_REGISTRAR).get(f"/cases/{case}")
    compared = counter.visitor(SECOND_REGISTRAR).post(
        f"/approvals/{request}/comparison", {"number": "清委〔2026〕3号"}, version=7
    )

    assert [step["status"] for step in shown.json()["pending"]["steps"]] == ["passed", "recorded"]
    assert "清委" not in shown.text
    assert "外部批件" in registrar.get(f"/cases/{case}/documents").text
    assert (recorded.json()["outcome"], compared.json()["outcome"]) == ("pending_approval", "applied")


def test_a_report_is_proposed_when_the_whole_team_has_signed_it(counter: Counter) -> None:
    case = counter.opened()
    applied = counter.approved(counter.proposed_to_verify(case, counter.allocated(case), (HANDLER, COLLEAGUE)))
    documents = {"verification_report": counter.visitor(HANDLER).upload(case, b"report")}
    signature = {"step": "report_verification", "documents": documents}
    path, version = f"/cases/{case}/transitions/report_verification", applied.json()["version"]

    signed = counter.visitor(HANDLER).post(f"/cases/{case}/signatures", signature, version=version)
    early = counter.visitor(HANDLER).post(path, {"documents": documents}, version=version + 1)
    counter.visitor(COLLEAGUE).post(f"/cases/{case}/signatures", signature, version=version + 1)
    proposed = counter.visitor(HANDLER).post(path, {"documents": documents}, version=version + 2)

    assert (signed.status_code, early.json()["code"]) == (200, "signature_missing")
    assert proposed.json()["outcome"] == "pending_approval"


def test_an_officer_who_is_recused_sees_nothing_any_more(counter: Counter) -> None:
    case = counter.opened()
    version = counter.allocated(case)

    decided = counter.visitor(PRINCIPAL).post(
        f"/cases/{case}/recusals", {"officer": COLLEAGUE.officer, "reason": "亲属"}, version=version
    )

    assert decided.json()["entry"]["event"] == "recuse"
    assert counter.visitor(COLLEAGUE).get(f"/cases/{case}").status_code == 404
    assert counter.visitor(HANDLER).get(f"/cases/{case}").json()["recused"] == [COLLEAGUE.officer]


def test_a_deputy_approves_for_the_principal_while_it_is_delegated(counter: Counter) -> None:
    case = counter.opened()
    allocator = counter.visitor(ALLOCATOR)
    sheet = allocator.upload(case, b"sheet")
    delegation = {"to": DEPUTY.officer, "steps": ["allocate"], "valid_from": "2026-01-01", "valid_to": "2099-01-01"}
    delegated = counter.visitor(PRINCIPAL).post("/delegations", delegation)
    body = {**ALLOCATE, "documents": {"allocation_sheet": sheet}}
    asked = allocator.post(f"/cases/{case}/transitions/allocate", body, version=1).json()

    approved = counter.visitor(DEPUTY).post(
        f"/approvals/{asked['request']}/decision", {"decision": "approve"}, version=2
    )

    assert (delegated.status_code, approved.status_code) == (201, 200)
    assert approved.json()["outcome"] == "applied"


def test_linked_cases_are_listed_as_far_as_they_may_be_seen(counter: Counter) -> None:
    case = counter.opened()

    assert counter.visitor(PETITION).get(f"/cases/{case}/links").json() == {"links": []}
    assert counter.visitor(STRANGER).get(f"/cases/{case}/links").status_code == 404


def test_an_office_that_holds_no_case_has_an_empty_list(counter: Counter) -> None:
    counter.opened()

    assert counter.visitor(STRANGER).get("/cases").json() == {"cases": []}
