"""The inputs of a step against its form: every fault at once, and the values in one spelling."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from engine.definition import Field, Form
from engine.errors import Refused
from engine.law import ENGINE, Article
from engine.organisation import Organisation

MAX_TEXT: Final = 10_000
"""Characters of one text input; longer writings are documents."""
MAX_CELL: Final = 32_767
"""What a cell of a ledger holds: a row that was written elsewhere is taken over whole."""
MAX_AMOUNT: Final = Decimal(10) ** 15
"""Amounts stay below it: a few characters ("1e999999") could otherwise ask for a megabyte of digits."""
PLACES: Final = 6
"""Decimal places of an amount at most."""
DIGITS: Final = 6
"""Digits of a whole number: of days or months, not of money."""

CASE_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""How the id of a case looks; who may see it is asked elsewhere."""

_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
"""Control characters and lone surrogates: no database and no JSON profile keeps them."""

Required = Callable[[Field], bool]


def check_inputs(
    form: Form | None,
    given: Mapping[str, Any],
    required: Required,
    organisation: Organisation,
    article: Article = ENGINE,
    *,
    longest: int = MAX_TEXT,
) -> dict[str, Any] | Refused:
    """The values of a form in one spelling, or a refusal that names every faulty field.

    `longest`: characters of one text.
    """
    fields = {field.id: field for field in form.fields} if form else {}
    # What a caller invents as the name of a field is a value like any other: it isn't repeated, nor registered.
    faults = {} if fields.keys() >= given.keys() else {"inputs": "含有本步骤没有的项目"}
    values: dict[str, Any] = {}
    for field in fields.values():
        value = given.get(field.id)
        if value is None or value == "":
            if required(field):
                faults[field.id] = f"缺少“{field.label}”"
            continue
        if field.required_if and not required(field):
            faults[field.id] = f"“{field.label}”不适用于该对象"
            continue
        if field.unless_known and not required(field):
            faults[field.id] = f"“{field.label}”已经查明，有误的请办理更正"
            continue
        try:
            values[field.id] = _READERS[field.kind](value, field, organisation)
            _require_short(values[field.id], longest)
        except (ValueError, TypeError, InvalidOperation):
            faults[field.id] = f"“{field.label}”填写不正确：{_EXPECTED[field.kind]}"
    if not faults:
        return values
    return Refused(
        "input_invalid",
        "；".join(faults.values()) + "。",
        "请按表单补正所列各项后重新提交。",
        article,
        tuple(faults),
    )


def keepable(text: str) -> bool:
    """Whether a text is short enough and has only characters that every database and the register keep."""
    return len(text) <= MAX_TEXT and not _UNPRINTABLE.search(text)


def _require_short(value: Any, longest: int) -> None:
    if isinstance(value, str) and len(value) > longest:
        raise ValueError


def split(form: Form | None, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any], dict[str, str]]:
    """The values by class: what joins the subject's facts, the content, and the informant's fields one by one."""
    subject: dict[str, Any] = {}
    content: dict[str, Any] = {}
    informant: dict[str, str] = {}
    for field in form.fields if form else ():
        if field.id in values:
            if field.kept_as == "informant":
                informant[field.id] = str(values[field.id])
            else:
                (subject if field.fact or field.kept_as == "subject" else content)[field.id] = values[field.id]
    return subject, content, informant


def _text(value: Any, field: Field, organisation: Organisation) -> str:
    if not isinstance(value, str) or not value.strip() or _UNPRINTABLE.search(value):
        raise ValueError
    return value.strip()


def _choice(value: Any, field: Field, organisation: Organisation) -> str:
    if value not in {choice.id for choice in field.choices}:
        raise ValueError
    return str(value)


def _boolean(value: Any, field: Field, organisation: Organisation) -> bool:
    if not isinstance(value, bool):
        raise ValueError
    return value


def _date(value: Any, field: Field, organisation: Organisation) -> str:
    if isinstance(value, datetime):
        raise ValueError
    return value.isoformat() if isinstance(value, date) else date.fromisoformat(value).isoformat()


def _amount(value: Any, field: Field, organisation: Organisation) -> str:
    amount = Decimal(str(value))
    if isinstance(value, (bool, float)) or not amount.is_finite() or not 0 <= amount < MAX_AMOUNT:
        raise ValueError
    if amount != round(amount, PLACES):
        raise ValueError
    return format(abs(round(amount, PLACES)).normalize(), "f")


def _number(value: Any, field: Field, organisation: Organisation) -> int:
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) <= DIGITS:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 10**DIGITS:
        raise ValueError
    return value


def _organ(value: Any, field: Field, organisation: Organisation) -> str:
    if value not in organisation.organs:
        raise ValueError
    return str(value)


def _officer(value: Any, field: Field, organisation: Organisation) -> str:
    if not isinstance(value, str) or not organisation.knows(value):
        raise ValueError
    return value


def _case(value: Any, field: Field, organisation: Organisation) -> str:
    if not isinstance(value, str) or not CASE_ID.fullmatch(value):
        raise ValueError
    return value


_READERS: Final[Mapping[str, Callable[[Any, Field, Organisation], Any]]] = {
    "text": _text,
    "choice": _choice,
    "boolean": _boolean,
    "date": _date,
    "amount": _amount,
    "number": _number,
    "organ": _organ,
    "officer": _officer,
    "case": _case,
}

_EXPECTED: Final = {
    "text": f"应为不超过{MAX_TEXT}字的文字",
    "choice": "应为所列选项之一",
    "boolean": "应为是或否",
    "date": "应为日期，如 2026-03-05",
    "amount": "应为不小于零的数，以文字形式给出，如 “12.50”",
    "number": "应为不小于零的整数",
    "organ": "应为机构代码",
    "officer": "应为人员编号",
    "case": "应为系统内部的事项编号",
}
