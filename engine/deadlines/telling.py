"""Why that day? The derivation of a due date as one sentence, in Chinese and in English. Pure.

2026-09-30 登记线索；监督执纪工作规则第二十一条：1个月；最后一日 2026-10-30；工作日历第1版。
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from engine.deadlines.clock import DECIDED, RECEIVED
from engine.deadlines.counting import SHANGHAI
from engine.definition import Deadline

Json = Mapping[str, Any]
Language = Literal["zh", "en"]

_UNITS: Final = {
    "zh": {"hours": "{}小时", "days": "{}日", "working_days": "{}个工作日", "months": "{}个月"},
    "en": {"hours": "{} hours", "days": "{} days", "working_days": "{} working days", "months": "{} months"},
}
_ZH: Final = {
    "received": "受理",
    "decided": "集体决定",
    "stated": "（以文书载明的为准）",
    "configured": "（{organ}配置，期限配置第{policy}版）",
    "extended": "{by}延长{length}（自原起算日合并计算）",
    "by": "经{ranks}批准",
    "paused": "{since} 至 {until} 暂停",
    "stands": "自 {since} 起暂停，恢复后确定届满日",
    "first": "自当日起算",
    "rolled": "届满日不是工作日的，顺延至下一工作日",
    "last": "最后一日 {day}",
    "until": "至 {moment} 届满",
    "provisional": "（暂定：以国务院办公厅放假通知为准）",
    "calendar": "工作日历第{version}版",
    "met": "{day} 办结",
    "late": "（逾期）",
    "superseded": "{day} 不再计算",
    "lapsed": "{day} 届满失效",
}
_EN: Final = {
    "received": "received",
    "decided": "decided",
    "stated": " (as the document states)",
    "configured": " (configured by {organ}, configuration version {policy})",
    "extended": "extended by {length}{by}, added up from the original start",
    "by": " with the approval of {ranks}",
    "paused": "stood still from {since} to {until}",
    "stands": "stands still since {since}; its end is known when it goes on",
    "first": "the first day counts",
    "rolled": "an end on a day off moves to the next working day",
    "last": "last day {day}",
    "until": "ends at {moment}",
    "provisional": " (provisional: the State Council's notice is still to come)",
    "calendar": "working calendar version {version}",
    "met": "met on {day}",
    "late": " (late)",
    "superseded": "superseded on {day}",
    "lapsed": "lapsed on {day}",
}


@dataclass(frozen=True, slots=True)
class Round:
    """One round of a period as its row tells it, and the names that a sentence needs.

    `began`: what was done to begin it; `name_of`: the name of an organ or of a rank.
    """

    deadline: Deadline
    clock: Json
    due: Json | None
    ended: Json | None
    status: str
    began: str
    name_of: Callable[[str], str]


def sentence(told: Round, language: Language = "zh") -> str:
    """The whole derivation: start, article and length, extensions, pauses, end, calendar, and how it ended."""
    words = _ZH if language == "zh" else _EN
    parts = [*_beginning(told, words, language), *_moved(told, words, language), *_ending(told, words)]
    return ("；" if language == "zh" else "; ").join(parts) + ("。" if language == "zh" else ".")


def span_words(length: Json, language: Language = "zh") -> str:
    """A length as people say it."""
    units = _UNITS[language]
    said = "".join if language == "zh" else " and ".join
    told = said([units[unit].format(number) for unit, number in length.items()])
    return told if language == "zh" or list(length.values()) != [1] else told.removesuffix("s")


def moment_words(text: str) -> str:
    """A day as it is, an instant to the minute in Asia/Shanghai."""
    if "T" not in text:
        return text
    return datetime.fromisoformat(text).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def _beginning(told: Round, words: Mapping[str, str], language: Language) -> Iterator[str]:
    deadline, clock = told.deadline, told.clock
    word = {RECEIVED: words["received"], DECIDED: words["decided"]}.get(deadline.counts_from, told.began)
    hours = "hours" in clock["length"]
    since = moment_words(clock["from"])
    yield f"{since if hours else since[:10]} {word}".rstrip()
    articles = ("、" if language == "zh" else ", ").join(article.label for article in deadline.basis)
    length, source = span_words(clock["length"], language), clock.get("source") or {}
    more = words["stated"] if "document" in source else ""
    if "span" in source:
        more = words["configured"].format(organ=told.name_of(source["organ"]), policy=source["policy"])
    yield f"{articles}{'：' if language == 'zh' else ': '}{length}{more}"
    if deadline.kind in {"limit", "term"} and not hours:
        yield words["first"]


def _moved(told: Round, words: Mapping[str, str], language: Language) -> Iterator[str]:
    joined = "、" if language == "zh" else ", "
    for one in told.clock.get("extended", ()):
        ranks = joined.join(told.name_of(rank) for rank in one.get("approved", ()))
        by = words["by"].format(ranks=ranks) if ranks else ""
        yield words["extended"].format(by=by, length=span_words(one["by"], language))
    for one in told.clock.get("paused", ()):
        if "to" in one:
            yield words["paused"].format(since=moment_words(one["from"]), until=moment_words(one["to"]))
        elif told.clock.get("held"):
            yield words["stands"].format(since=moment_words(one["from"]))


def _ending(told: Round, words: Mapping[str, str]) -> Iterator[str]:
    due = told.due
    if due:
        if told.deadline.rolls_to_working_day:
            yield words["rolled"]
        end = datetime.fromisoformat(due["due_at"]).astimezone(SHANGHAI)
        whole = (end.hour, end.minute, end.second) == (0, 0, 0) and "hours" not in told.clock["length"]
        last = words["last"].format(day=due["last_day"]) if whole else words["until"].format(moment=_minute(end))
        yield last + (words["provisional"] if due.get("provisional") else "")
        yield words["calendar"].format(version=due["calendar"])
    if told.ended and told.status in words:
        day = moment_words(told.ended["at"])[:10]
        yield words[told.status].format(day=day) + (words["late"] if told.ended.get("late") else "")


def _minute(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")
