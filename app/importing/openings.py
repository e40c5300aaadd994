"""From a good ledger row to the command that opens its case, and back again to a row."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from app.importing.digests import Digests
from app.importing.routing import Routed
from app.ledger import LedgerRow
from app.ledger.record import written
from engine.commands import OpenMatter, Takeover
from engine.definition import Field, Form
from engine.registry import Definition


@dataclass(frozen=True, slots=True)
class Importer:
    """In whose name an import runs: officer, post, and the mass act it is part of."""

    actor: str
    post: str | None
    act: str


STATES: Final[Mapping[str | None, str]] = {
    "谈话函询": "inquiry",
    "初步核实": "verifying",
    "暂存待查": "shelved",
    "予以了结": "settled",
}
"""处置方式1一级 → the state taken over; without one the clue is allocated when an office has it, else registered."""

_ALSO: Final = (
    "clue_code",
    "person_code",
    "organ",
    "office",
    "disposal",
    "disposal_detail",
    "disposal_approved_on",
    "reporting_unit",
    "reporting_code",
)
"""Columns of the ledger that the registration form doesn't have; kept with the content, for the export."""

_PLAIN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./()-]{0,59}")
_PARTS: Final = re.compile(r"[^A-Za-z0-9]+")
_OF_A_PERSON: Final = re.compile(r"[0-9]{17}[0-9Xx]|1[3-9][0-9]{9}")


def opening(row: LedgerRow, routed: Routed, definition: Definition, by: Importer, digests: Digests) -> OpenMatter:
    """The command for one row of an act. Its id is a keyed digest of both: the same row is the same command."""
    content = digests.content(row.content()).hex()
    return OpenMatter(
        id=command_id(row.person_code, content, by, digests),
        actor=by.actor,
        post=by.post,
        workflow=definition.workflow.id,
        subjects=(_inputs(row, _form(definition)),),
        received_on=row.received_on,
        organ=routed.organ,
        takeover=Takeover(
            act=by.act,
            office=routed.holding,
            state=STATES.get(row.disposal) or ("allocated" if routed.office else "registered"),
            number=row.person_code if _is_number(row.person_code) else None,
            reference=digests.person(row.person_code),
            content=content,
            matter=digests.clue(row.clue_code),
            stated=row.organ if routed.organ != row.organ else None,
            subject_officer=routed.officer,
            since=row.disposal_approved_on if row.disposal in STATES else None,
            also={name: written(getattr(row, name)) for name in _ALSO if getattr(row, name) is not None},
        ),
    )


def command_id(person_code: str, content: str, by: Importer, digests: Digests) -> str:
    """The id of the command that opens the case of this person and content (hex) within an act."""
    return f"ledger-{digests.keyed(f'{by.act}|{person_code}|{content}')[:40]}"


def _is_number(code: str) -> bool:
    """Whether a 人员编码 may be the case's visible number: a plain code, without a name, an id card or a telephone."""
    return bool(_PLAIN.fullmatch(code)) and not any(_OF_A_PERSON.fullmatch(part) for part in _PARTS.split(code))


def ledger_row(
    facts: Mapping[str, Any], content: Mapping[str, Any], informant: Mapping[str, Any], form: Form
) -> LedgerRow:
    """The row again from what the vault opened; a class that may not be read comes as an empty mapping.

    Raises `LookupError` where the vault no longer has what makes a row: it was erased.
    """
    also = dict(content["ledger"])
    values = {**facts, **content["inputs"], **informant}
    columns = set(LedgerRow.__slots__)
    fields = {
        field.id: _label(field, values[field.id]) for field in form.fields if field.id in values and field.id in columns
    }
    approved_on = also.pop("disposal_approved_on", None)
    return LedgerRow(
        name=fields.pop("name"),
        received_on=date.fromisoformat(fields.pop("received_on")),
        disposal_approved_on=date.fromisoformat(approved_on) if approved_on else None,
        **fields,
        **also,
    )


def _form(definition: Definition) -> Form:
    form = definition.lookup.form(definition.workflow.opening.form)
    if form is None:
        raise LookupError("the opening's form isn't declared")
    return form


def _inputs(row: LedgerRow, form: Form) -> dict[str, Any]:
    """What the ledger has of the form: a fact that it has no column for stays unknown."""
    values = ((field, getattr(row, field.id, None)) for field in form.fields)
    return {field.id: _coded(field, value) for field, value in values if value is not None}


def _coded(field: Field, value: Any) -> Any:
    if field.kind == "choice":
        return next(choice.id for choice in field.choices if choice.label == value)
    return written(value) if isinstance(value, (Decimal, date)) else value


def _label(field: Field, value: Any) -> Any:
    if field.kind == "choice":
        return next(choice.label for choice in field.choices if choice.id == value)
    return Decimal(value) if field.kind == "amount" else value
