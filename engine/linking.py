"""Acts that touch another case: 并案 and 重复件 link one that is there, 另案 opens one. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from engine.asked import Asked
from engine.case import Case
from engine.errors import Refused, not_found

ANOTHER: Final[Mapping[str, str]] = MappingProxyType({"same_matter": "co_subject", "new_matter": "split"})
"""How a case that an act opened belongs to the one it was opened from."""


@dataclass(frozen=True, slots=True)
class Linked:
    """The other case of an act, and how it belongs to this one."""

    case: str
    kind: str


def linkable(asked: Asked) -> Refused | None:
    """Whether the case named with the step may be linked: seen by the officer, of the same organ, not linked yet."""
    named, other = asked.command.other, asked.world.other
    if not asked.step.links_as:
        unasked = asked.refuse("no_other_here", "本步骤不涉及另一事项。", "请删除另一事项的编号。", "other")
        return unasked if named else None
    if named is None:
        return asked.refuse("other_missing", "请写明要关联的另一事项。", "请填写本人可以查看的事项编号。", "other")
    if other is None:
        return not_found()
    if other.id == asked.case.id or other.organ != asked.case.organ:
        remedy = "请选择本机关承办的另一事项；其他机关的，依管辖程序办理。"
        return asked.refuse("other_elsewhere", "只能关联本机关承办的另一事项。", remedy, "other")
    if asked.case.linked_as and other.id in asked.case.linked_as:
        return asked.refuse("linked_already", "两个事项已经关联。", "无需重复办理。", "other")
    return None


def link(case: Case, other: str, kind: str) -> dict[str, Any]:
    """The changes of a case that is linked to another one."""
    known: Mapping[str, str] = case.linked_as or {}
    return {"links": [*(one for one in case.links if one != other), other], "linked_as": {**known, other: kind}}
