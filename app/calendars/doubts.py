"""What a national notice may say, but is more often a slip: shown to its two officers, never refused."""

from collections.abc import Iterator
from typing import Final

from app.calendars.festivals import SINCE, UNTIL, festivals
from app.calendars.notices import Notice

_SATURDAY: Final = 5


def doubts(notice: Notice) -> tuple[str, ...]:
    """The sentences to show beside the notice, none for an ordinary one. Not for local days: they name no festivals."""
    return (*_weekdays(notice), *_forgotten(notice))


def _weekdays(notice: Notice) -> Iterator[str]:
    days = [day.isoformat() for day in notice.on if day.weekday() < _SATURDAY]
    if days:
        yield f"{'、'.join(days)}不是周末：写“上班”只用于撤销已公布的放假，请核对。"


def _forgotten(notice: Notice) -> Iterator[str]:
    """Once the year is published, a festival that its notice leaves out is a workday like any other."""
    if not SINCE <= notice.year <= UNTIL:
        return
    named = {*notice.off, *notice.on}
    days = [
        f"{day}（{name}）"
        for day, name in festivals(notice.year).items()
        if day.weekday() < _SATURDAY and day not in named
    ]
    if days:
        yield f"没有列入法定节日{'、'.join(days)}：除非以前的通知已经列入，这些日子将按工作日计算，请核对。"
