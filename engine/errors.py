"""Refusals that teach, and the few errors that are not refusals.

Refused          a value, not an exception: what is missing, under which article, who could do it
MingjianError
├── CommandReused      the same command id with other content
├── Conflict           somebody else changed the case first
├── ClockBehind        the clock is behind the newest entry: writes stop
└── Unusable           the installation can't be used as it is (keys, schema, definitions)
"""

from dataclasses import dataclass
from typing import Final

from engine.law import ENGINE, Article


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a command was not carried out. The same object feeds the API, the workbench and the register.

    `code` is stable; `sentence` and `remedy` are for people and hold no protected value; `fields` names inputs.
    """

    code: str
    sentence: str
    remedy: str
    article: Article = ENGINE
    fields: tuple[str, ...] = ()


UNREADABLE: Final = (LookupError, TypeError, ValueError, AttributeError, OverflowError)
"""What reading something raises that isn't what it should be: a forged entry may hold anything anywhere."""


def not_found() -> Refused:
    """The one answer for what doesn't exist and for what one may not see."""
    return Refused("not_found", "没有找到该事项。", "请核对编号；如需了解该事项，请通过本单位案件监督管理部门办理。")


class MingjianError(Exception):
    """The root of the errors below; its text says what happened and what to do next."""


class CommandReused(MingjianError):
    """该操作编号已用于内容不同的另一次操作；请换用新的操作编号（Idempotency-Key）。"""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


class Conflict(MingjianError):
    """The case was changed by somebody else since it was read. `version` is its version now."""

    def __init__(self, version: int, by: str = "", event: str = "") -> None:
        super().__init__("该事项已被他人更新，请查看最新情况后再办理。")
        self.version, self.by, self.event = version, by, event


class Raced(MingjianError):
    """有人同时办理了同一事项，请重试。"""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


class ClockBehind(MingjianError):
    """The clock is behind the newest entry of the register by more than the allowed minute."""

    def __init__(self) -> None:
        super().__init__("服务器时钟落后于登记簿最新记录60秒以上，已停止写入；请校准时钟。")


class Unusable(MingjianError):
    """The installation can't be used as it is; the text names the cause and the cure."""
