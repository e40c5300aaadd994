"""Invented persons for clues that are opened on the way."""

from collections.abc import Mapping
from typing import Any, Final

_NAMES: Final = ("柏", "崔", "丁", "房", "葛", "洪", "简", "柯", "蓝", "莫", "聂", "庞")
_KINDS: Final[tuple[Mapping[str, Any], ...]] = (
    {"rank": "section_principal", "party_member": True, "supervised": True, "next_lower_principal": True},
    {"rank": "section_deputy", "party_member": True, "supervised": True},
    {"rank": "staff", "party_member": False, "supervised": True},
)
"""A principal whose verification needs the Party principal, a cadre, a civil servant outside the Party."""


def subject(number: int, committee: str) -> Mapping[str, Any]:
    """A person managed by that committee; another kind of person with every number."""
    return {
        "name": f"{_NAMES[number % len(_NAMES)]}某{number}",
        "unit_and_post": "（示例单位）工作人员",
        "authority": committee,
        "source": "petition",
        "problem": "（示例）反映其违规收受礼品礼金。",
        "informant": "（示例）匿名群众",
        **_KINDS[number % len(_KINDS)],
    }
