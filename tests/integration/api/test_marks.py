"""Articles that weren't read in the text show their mark wherever a user meets them."""

from typing import Any

from engine.law import TL21, ZJ
from tests.integration.api.prefecture import HANDLER, PETITION
from tests.integration.api.visitor import SUBJECT, Counter

COPIED: dict[str, Any] = {
    "law": "TL21",
    "number": "174",
    "label": "《中华人民共和国监察法实施条例（2021）》第174条〔B 待核〕",
    "confidence": "B",
}
"""The article on the copy of a letter of inquiry: own knowledge."""


def test_a_refusal_that_rests_on_own_knowledge_says_so(counter: Counter) -> None:
    body = {"workflow": "clue_disposal", "received_on": "2026-03-05", "subjects": [SUBJECT]}

    refused = counter.visitor(HANDLER).post("/matters", {**body, "organ": "990102"}).json()

    assert (refused["code"], refused["article"]["label"]) == ("wrong_role", ZJ(20).label)
    assert refused["article"]["label"].endswith("第20条〔B 待核〕")
    assert refused["article"]["confidence"] == "B"


def test_a_workflow_shows_the_mark_of_each_article(counter: Counter) -> None:
    steps = counter.visitor(PETITION).get("/workflows/clue_disposal").json()["steps"]

    articles = {step["step"]: step["articles"] for step in steps}

    assert COPIED in articles["send_inquiry_letter"]
    assert [article["label"] for article in articles["allocate"]] == [ZJ(23).label]
    assert "〔" not in ZJ(23).label


def test_the_document_of_the_interface_explains_the_marks(standing: Counter) -> None:
    document = standing.http.get("/api/v1/openapi.json").json()

    article = document["components"]["schemas"]["Article"]["properties"]

    assert article["confidence"]["enum"] == ["A", "A2", "B", "C"]
    assert TL21(174).label[-6:] in document["info"]["description"]
