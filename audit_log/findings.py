"""What verification finds: the level, the place, a stable code, and a sentence that holds no value of an entry."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

LEVELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "V1": "字节规范",
        "V2": "来源与纪元",
        "V3": "序号与前后相连",
        "tag": "登记标签",
        "V5": "办理合法",
        "V6": "时间不倒退",
        "V8": "重演与现行数据一致",
        "V9": "保密数据承诺",
    }
)
"""The levels of verification before sealing, in the order in which they are asked; V0, V4 and V7 need seals."""

_LAST: Final = 2**63
_ORDER: Final = {level: number for number, level in enumerate(LEVELS)}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that isn't as it should be. `position` is the row's number, None where there is no row."""

    level: str
    stream: str
    seq: int | None
    code: str
    message: str
    position: int | None = None

    @property
    def order(self) -> tuple[int, int]:
        """First divergence first: by row, then by level."""
        return (self.position if self.position is not None else _LAST), _ORDER[self.level]

    def to_json(self) -> dict[str, Any]:
        """The finding for programs."""
        fields = ("level", "stream", "seq", "code", "message")
        return {name: getattr(self, name) for name in fields}


@dataclass
class Findings:
    """The first findings in full and the count of all, so that a ruined register doesn't fill the memory."""

    keep: int = 200
    count: int = 0
    _kept: list[Finding] = field(default_factory=list)

    def add(self, finding: Finding) -> None:
        """Take a finding; beyond twice `keep`, only the first ones in order are kept."""
        self.count += 1
        self._kept.append(finding)
        if len(self._kept) > 2 * self.keep:
            self._kept = self.kept

    @property
    def kept(self) -> list[Finding]:
        """The first findings, in order."""
        return sorted(self._kept, key=lambda finding: finding.order)[: self.keep]

    @property
    def first(self) -> Finding | None:
        """The first divergence."""
        return min(self._kept, key=lambda finding: finding.order, default=None)
