"""From a good ledger row to the command that opens its case, and back again to a row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from app.importing.routing import Routed
from app.ledger import LedgerRow
from app.ledger.record import written
from engine.commands import OpenMatter, Takeover
from engine.definition import Field, Form
from engine.registry import Definition

Keyed = Callable[[str], str]
"""A keyed digest, in hex: the register and the projection never hold what it was made of."""


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


def opening(row: LedgerRow, routed: Routed, definition: Definition, by: Importer, keyed: Keyed) -> OpenMatter:
    """The command for one row. Its ids are made of keyed digests, so the same row is the same command."""
    reference, matter = keyed(f"person|{row.person_code}"), keyed(f"matter|{row.clue_code}")
    content = keyed(f"content|{row.content().decode()}")
    return OpenMatter(
        id=f"ledger-{keyed(f'{reference}|{content}')[:40]}",
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
            number=row.person_code,
            reference=reference,
            content=content,
            matter=matter,
            subject_officer=routed.officer,
            also={name: written(getattr(row, name)) for name in _ALSO if getattr(row, name) is not None},
        ),
    )


def ledger_row(
    facts: Mapping[str, Any], content: Mapping[str, Any], informant: Mapping[str, Any], form: Form
) -> LedgerRow:
    """The row again from what the vault opened; a class that may not be read comes as an empty mapping."""
    also = content.get("ledger", {})
    values = {**facts, **content.get("inputs", {}), **informant}
    fields = {field.id: _label(field, values[field.id]) for field in form.fields if field.id in values}
    fields.pop("received_on", None)
    dated = also.get("disposal_approved_on")
    also = {name: value for name, value in also.items() if name != "disposal_approved_on"}
    return LedgerRow(
        **{**fields, **also},
        received_on=date.fromisoformat(values["received_on"]),
        disposal_approved_on=date.fromisoformat(dated) if dated else None,
    )


def _form(definition: Definition) -> Form:
    form = definition.lookup.form(definition.workflow.opening.form)
    if form is None:
        raise LookupError("the opening's form isn't declared")
    return form


def _inputs(row: LedgerRow, form: Form) -> dict[str, Any]:
    return {
        field.id: _coded(field, getattr(row, field.id)) for field in form.fields if getattr(row, field.id) is not None
    }


def _coded(field: Field, value: Any) -> Any:
    if field.kind == "choice":
        return next(choice.id for choice in field.choices if choice.label == value)
    return written(value) if isinstance(value, (Decimal, date)) else value


def _label(field: Field, value: Any) -> Any:
    if field.kind == "choice":
        return next(choice.label for choice in field.choices if choice.id == value)
    return Decimal(value) if field.kind == "amount" else value
