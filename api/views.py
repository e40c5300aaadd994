"""Cases, requests and entries as answers: chosen fields of the committed body with the labels of its definition."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

from api.problems import article_of
from engine import terms
from engine.definition import Act, Taken
from engine.desks.desk import Answer
from engine.errors import Refused
from engine.law import Article
from engine.registry import Definition, Registry
from engine.timetable import Due

Body = Mapping[str, Any]
Kind = Literal["transition", "act", "jurisdiction"]
"""A transition, an act that stays in its organ, or one that moves the case to another."""

_AS_IT_IS: Final = (
    "id",
    "matter",
    "number",
    "definition",
    "version",
    "organ",
    "office",
    "competent",
    "designating",
    "assigning",
    "handler",
    "track",
    "opened_at",
    "opened_by",
    "received_on",
    "last_occurred_at",
    "handover",
    "taken_over_at",
)


def case_view(definition: Definition, body: Body) -> dict[str, Any]:
    """A case's committed body as an answer. It names nobody beside officers' ids."""
    lookup = definition.lookup
    state = lookup.state(body["state"])
    return {name: body.get(name) for name in _AS_IT_IS} | {
        "workflow": named(definition.workflow),
        "state": named(state),
        "phase": named(lookup.phase(state.phase)),
        "closed": state.closed,
        "team": list(body.get("team", ())),
        "secrecy": body.get("secrecy", 0),
        "priority": body.get("priority", 0),
        "recused": list(body.get("recused", ())),
        "issued": dict(body.get("issued") or {}),
        "imported": body.get("imported", False),
        "passage": [
            {"organ": organ, "office": office, "left_by": left_by} for organ, office, left_by in body.get("passage", ())
        ],
        "pending": _pending(definition, body.get("pending")),
        "about_deadlines": [_pending(definition, told) for told in (body.get("asides") or {}).values()],
    }


def in_list(registry: Registry, row: Body) -> dict[str, Any]:
    """A row of a list: the case, and the facts of its subject that the officer may read."""
    return case_view(registry.by_digest(row["definition"]), row) | {"subject": dict(row.get("facts") or {})}


def kind_of(step: Taken) -> Kind:
    """Under which address a step is taken."""
    if isinstance(step, Act):
        return "jurisdiction" if step.moves else "act"
    return "transition"


def named(word: Any) -> dict[str, str]:
    """A word of a definition by its id and its label."""
    return {"id": word.id, "label": word.label}


def _pending(definition: Definition, pending: Body | None) -> dict[str, Any] | None:
    if not pending:
        return None
    step = definition.lookup.step(pending["step"])
    return {
        "request": pending["id"],
        "step": named(step) if step else {"id": pending["step"], "label": pending["step"]},
        "proposer": pending["proposer"],
        "at": pending["at"],
        "team": list(pending["team"]),
        "hand_to": pending["hand_to"],
        "to_organ": pending.get("to_organ"),
        "meeting": pending["meeting"],
        "steps": [approval_view(item) for item in pending["steps"]],
    }


def approval_view(step: Body) -> dict[str, Any]:
    """One approval. The number of an outside sheet stays away: the second officer reads it from the paper."""
    body, _, organ = str(step.get("body", "")).partition("@")
    who = step.get("post") or body
    return {
        "kind": step["kind"],
        "status": step["status"],
        "who": terms.RANKS.get(who) or terms.BODIES.get(who, who),
        "organ": step.get("organ") or organ or None,
        "by": step.get("by"),
        "at": step.get("at"),
    }


def refusal_view(refused: Refused) -> dict[str, Any]:
    """A refusal inside an answer."""
    return {
        "code": refused.code,
        "sentence": refused.sentence,
        "remedy": refused.remedy,
        "article": article_of(refused),
        "fields": list(refused.fields),
    }


def articles(basis: Sequence[Article]) -> list[dict[str, str]]:
    """The articles a word rests on."""
    return [{"law": one.law, "number": one.number, "label": one.label, "confidence": one.confidence} for one in basis]


def documents_of(step: Taken) -> list[dict[str, str]]:
    """The kinds of documents that a step needs, opinions of consulted bodies among them."""
    wanted = [*step.documents, *(f"opinion@{body}" for body in step.consults)]
    return [{"id": kind, "label": document_label(kind)} for kind in wanted]


def document_label(kind: str) -> str:
    """A kind of document in words."""
    name, _, body = kind.partition("@")
    if name == "opinion":
        return f"{terms.BODIES.get(body, body)}意见"
    return "外部批件" if name == "sheet" else terms.DOCUMENTS.get(name, name)


def entry_ref(answer: Answer) -> dict[str, Any]:
    """The entry that an answer stands for."""
    return {"stream": answer.stream, "seq": answer.seq, "event": answer.event}


def done(answer: Answer) -> dict[str, Any]:
    """The answer to a command on a case, re-made from its entry alone."""
    waits = answer.outcome == "pending_approval"
    return {
        "outcome": answer.outcome,
        "case": answer.case,
        "state": answer.state,
        "version": answer.version,
        "entry": entry_ref(answer),
        "request": answer.data.get("request", f"{answer.case}-r{answer.version}") if waits else None,
        "data": dict(answer.data),
    }


def board_row(one: Due) -> dict[str, Any]:
    """What is due, as boards and inboxes show it: nothing of the matter."""
    return {
        "case": one.case,
        "number": one.number,
        "workflow": one.workflow,
        "label": one.deadline.label,
        "kind": one.deadline.kind,
        "round": one.round,
        "organ": one.organ,
        "office": one.office,
        "last_day": one.due["last_day"],
        "due_at": one.due["due_at"],
        "provisional": one.due.get("provisional", False),
        "band": one.band or "none",
        "band_label": one.band_label,
        "working_days_left": one.left,
    }
