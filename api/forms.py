"""A declared form as the JSON Schema of its inputs, so that a client can build the form and check it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from api.words import MAX_TEXT
from engine.definition import Field, Form


def schema_of(form: Form | None, *, partly: bool = False) -> dict[str, Any] | None:
    """The inputs of a form; what is required only in some cases says so in its description.

    `partly`: of a correction, which names only what it puts right; null there takes away what was known.
    """
    if form is None:
        return None
    return {
        "title": form.label,
        "type": "object",
        "additionalProperties": False,
        "required": [field.id for field in form.fields if _always(field) and not partly],
        "properties": {field.id: _property(field, blank=partly and not field.required) for field in form.fields},
    }


def _always(field: Field) -> bool:
    return field.required and not field.required_if and not field.unless_known


def _property(field: Field, *, blank: bool) -> dict[str, Any]:
    kind = _KINDS[field.kind](field)
    described = {"title": field.label, **({"anyOf": [kind, {"type": "null"}]} if blank else kind)}
    return described | ({"description": f"须填写的情形：{field.required_if}"} if field.required_if else {})


def _text(_: Field) -> dict[str, Any]:
    return {"type": "string", "minLength": 1, "maxLength": MAX_TEXT}


def _choice(field: Field) -> dict[str, Any]:
    return {"oneOf": [{"const": choice.id, "title": choice.label} for choice in field.choices]}


def _boolean(_: Field) -> dict[str, Any]:
    return {"type": "boolean"}


def _date(_: Field) -> dict[str, Any]:
    return {"type": "string", "format": "date"}


def _amount(_: Field) -> dict[str, Any]:
    return {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)?$"}


def _number(_: Field) -> dict[str, Any]:
    return {"type": "integer", "minimum": 0, "maximum": 999_999}


def _code(_: Field) -> dict[str, Any]:
    return {"type": "string", "minLength": 1, "maxLength": 64}


_KINDS: Final[Mapping[str, Callable[[Field], dict[str, Any]]]] = {
    "text": _text,
    "choice": _choice,
    "boolean": _boolean,
    "date": _date,
    "amount": _amount,
    "number": _number,
    "organ": _code,
    "officer": _code,
    "case": _code,
}
