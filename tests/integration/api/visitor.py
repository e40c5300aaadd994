"""An officer at the counter. Whatever is answered is held against what the OpenAPI document declares."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from httpx2 import Client, Response
from starlette.routing import compile_path

from api.models import ProblemDetails
from tests.integration.api.prefecture import ALLOCATOR, COUNTY, HANDLER, MEMBERS, PETITION, PRINCIPAL, Who

SUBJECT = {"name": "王五", "party_member": True, "rank": "staff", "authority": "中共清河县委"}
INFORMANT = {"informant": "赵六"}


@dataclass(frozen=True)
class Visitor:
    """What an officer sends, and what he gets."""

    http: Client
    app: FastAPI
    who: Who

    def get(self, path: str, **asked: Any) -> Response:
        """Read something."""
        return self.send("GET", path, params=asked or None)

    def post(
        self, path: str, body: Any = None, *, key: str | None = None, version: int | None = None, **more: Any
    ) -> Response:
        """Do something, with a new key unless one is given, in the post the officer is meant in."""
        headers = {"Idempotency-Key": key or secrets.token_hex(8), "Acting-Post": self.who.post}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        return self.send("POST", path, json=body if body is not None else {}, headers=headers, **more)

    def action(self, case: str, step: str) -> dict[str, Any]:
        """What the list of possible actions says of one step."""
        actions = self.get(f"/cases/{case}/actions").json()["actions"]
        return next(action for action in actions if action["step"] == step)

    def upload(self, case: str, content: bytes) -> str:
        """Upload a file and get its digest."""
        headers = {"Content-Type": "application/octet-stream"}
        answer = self.send("POST", f"/cases/{case}/documents", content=content, headers=headers)
        assert answer.status_code == 201, answer.text
        assert answer.json()["sha256"] == hashlib.sha256(content).hexdigest()
        return str(answer.json()["sha256"])

    def send(
        self, method: str, path: str, *, headers: Mapping[str, str | bytes] | None = None, **more: Any
    ) -> Response:
        """Any request, with the officer's token."""
        told = {"Authorization": f"Bearer {self.who.token}", **(headers or {})}
        raw = {name.encode(): value if isinstance(value, bytes) else value.encode() for name, value in told.items()}
        answer = self.http.request(method, f"/api/v1{path}", headers=raw, **more)
        check_declared(self.app, method, answer)
        return answer


def check_declared(app: FastAPI, method: str, answer: Response) -> None:
    """The status is declared for the route, and the body has the declared shape."""
    if answer.headers["content-type"] == "application/problem+json":
        problem = ProblemDetails.model_validate_json(answer.content)
        assert problem.status == answer.status_code
    for route in iter_route_contexts(app.routes):
        same = route.path and compile_path(route.path)[0].match(answer.request.url.path)
        if not same or method not in (route.methods or ()):
            continue
        assert answer.status_code in {*route.responses, route.status_code or 200}, answer.text
        if answer.is_success and route.response_model:
            route.response_model.model_validate_json(answer.content)


@dataclass(frozen=True)
class Counter:
    """The counter with everybody who comes to it."""

    http: Client
    app: FastAPI

    def visitor(self, who: Who) -> Visitor:
        """One officer."""
        return Visitor(self.http, self.app, who)

    def opened(self, by: Who = PETITION, **more: Any) -> str:
        """The id of a new case."""
        body = {"workflow": "clue_disposal", "received_on": "2026-03-05", "subjects": [{**SUBJECT, **more}]}
        answer = self.visitor(by).post("/matters", body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["cases"][0]["id"])

    def allocated(self, case: str) -> int:
        """Have a case allocated to the first supervision office and signed for; its version then."""
        allocator = self.visitor(ALLOCATOR)
        sheet = allocator.upload(case, b"allocation sheet")
        body = {"documents": {"allocation_sheet": sheet}, "hand_to": "990101-JD1"}
        approved = self.approved(allocator.post(f"/cases/{case}/transitions/allocate", body, version=1))
        signed = self.visitor(HANDLER).post(f"/cases/{case}/acts/receive", version=approved.json()["version"])
        assert signed.status_code == 200, signed.text
        return int(signed.json()["version"])

    def proposed_to_verify(self, case: str, version: int, team: Sequence[Who]) -> Response:
        """Have the office study the case, and propose to verify it with this team."""
        handler = self.visitor(HANDLER)
        everybody = [who.officer for who in MEMBERS]
        item = {"case": case, "subject": "verify", "opinions": dict.fromkeys(everybody, "agree")}
        place = {"organ": COUNTY, "office": HANDLER.place, "body": "office_meeting", "held_on": "2026-03-06"}
        held = handler.post("/meetings", {**place, "present": everybody, "items": [item]})
        body = {
            "documents": {"verification_plan": handler.upload(case, b"plan")},
            "team": [who.officer for who in team],
            "meeting": held.json()["meeting"],
            "inputs": self._unknown(case),
        }
        return handler.post(f"/cases/{case}/transitions/verify", body, version=version)

    def _unknown(self, case: str) -> dict[str, Any]:
        """What decides who approves, and nobody has said yet."""
        known = self.visitor(HANDLER).get(f"/cases/{case}").json()["fields"]["subject"]
        return {} if "next_lower_principal" in known else {"next_lower_principal": False}

    def approved(self, asked: Response) -> Response:
        """Have the principal approve what was proposed."""
        proposal = asked.json()
        path = f"/approvals/{proposal['request']}/decision"
        return self.visitor(PRINCIPAL).post(path, {"decision": "approve"}, version=proposal["version"])
