"""The smallest parts of requests: ids, texts, days, instants. Each says in OpenAPI what it takes, and takes no more."""

import re
from datetime import date, datetime
from typing import Annotated, Any, Final

from fastapi import Path
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from api.faults import SENTENCE

_PLAIN: Final = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f]*$"
"""No control characters: no database keeps them."""
_ID: Final = r"^[A-Za-z0-9_-]{1,64}$"
_STEP: Final = r"^[a-z][a-z0-9_]{0,63}$"
_SHA256: Final = r"^[0-9a-f]{64}$"
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_INSTANT: Final = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)\Z")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d\Z")
_GREATEST: Final = 2**53 - 1
MAX_TEXT: Final = 10_000

CasePath = Annotated[str, Path(pattern=_ID, description="事项编号（系统内部编号，不是线索编号）。")]
MatterPath = Annotated[str, Path(pattern=_ID, description="事由编号：同一线索的各事项同属一个事由。")]
StepPath = Annotated[str, Path(pattern=_STEP, description="步骤编号，见可办理的步骤。", examples=["allocate"])]
WorkflowPath = Annotated[str, Path(pattern=_STEP, description="流程编号。", examples=["clue_disposal"])]
RequestPath = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,64}-r[0-9]{1,9}$", description="审批事项编号。")]
DigestPath = Annotated[str, Path(pattern=_SHA256, description="文件内容的 SHA-256 摘要（十六进制）。")]

Id = Annotated[str, Field(pattern=_ID)]
Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.@-]{1,64}$")]
"""The code of an organ, an office or an officer."""
Step = Annotated[str, Field(pattern=_STEP)]
Kind = Annotated[str, Field(pattern=r"^[a-z][a-z_]{0,63}(@[a-z][a-z_]{0,63})?$")]
"""A kind of document, or `opinion@<body>`."""
Digest = Annotated[str, Field(pattern=_SHA256)]
Text = Annotated[str, Field(max_length=MAX_TEXT, pattern=_PLAIN)]
Line = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f]*$")]


class Strict(BaseModel):
    """A body in which every name is known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def sentence(words: str) -> PydanticCustomError:
    """A fault in our own words, which may be shown."""
    return PydanticCustomError(SENTENCE, words)


def _as_day(value: Any) -> date:
    if not isinstance(value, str) or not _DAY.match(value):
        raise sentence("应为日期，如 2026-03-05")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise sentence("没有这一天") from None


def _as_instant(value: Any) -> datetime:
    if not isinstance(value, str) or not _INSTANT.match(value):
        raise sentence("应为带时区的时间，如 2026-03-05T09:30:00+08:00")
    try:
        instant = datetime.fromisoformat(value.upper())
    except ValueError:
        raise sentence("没有这一时刻") from None
    # Near the ends of the calendar another time zone would fall off it.
    if not 1 < instant.year < 9999:
        raise sentence("年份不正确")
    return instant


def _as_input(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    # In JSON 3.0 is a whole number too.
    if isinstance(value, (int, float)) and abs(value) <= _GREATEST and value == int(value):
        return int(value)
    if not isinstance(value, str):
        raise sentence("应为文字、是否或者整数；金额和日期以文字给出")
    if len(value) > MAX_TEXT or _CONTROL.search(value):
        raise sentence(f"应为不超过{MAX_TEXT}字的文字")
    return value


Day = Annotated[date, BeforeValidator(_as_day)]
Instant = Annotated[
    datetime,
    BeforeValidator(_as_instant),
    WithJsonSchema({"type": "string", "format": "date-time", "examples": ["2026-03-05T09:30:00+08:00"]}),
]
Input = Annotated[
    Any,
    AfterValidator(_as_input),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "maxLength": MAX_TEXT, "pattern": _PLAIN},
                {"type": "boolean"},
                {"type": "integer", "minimum": -_GREATEST, "maximum": _GREATEST},
                {"type": "null"},
            ]
        }
    ),
]
"""The value of one field of a form."""

_NAMED_ONLY: Final[dict[str, Any]] = {"additionalProperties": False}
Inputs = Annotated[dict[Step, Input], Field(max_length=200, json_schema_extra=_NAMED_ONLY)]
"""The fields of a form by their ids; what each takes is in the step's input schema."""
Documents = Annotated[
    dict[Kind, Digest],
    Field(
        max_length=50,
        json_schema_extra=_NAMED_ONLY,
        description="文书种类与已上传文件的摘要。",
        examples=[{"allocation_sheet": "0" * 64}],
    ),
]
