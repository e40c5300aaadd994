"""Why that day? The derivation as a sentence."""

from typing import Any

import pytest

from engine.deadlines.telling import Round, sentence, span_words
from engine.definition import Deadline, Span
from engine.law import JCF, ZJ

VERIFY = Deadline("verify", "核查时限", "duty", [Span(months=2)], basis=[ZJ(35)])
CLOCK = {"round": 1, "seq": 3, "from": "2026-09-30T01:30:00+00:00", "length": {"months": 2}}
DUE = {"last_day": "2026-11-30", "due_at": "2026-11-30T16:00:00+00:00", "calendar": 2}
NAMES = {"overseeing_deputy": "分管领导", "990101": "清河县纪委监委"}


def told(
    deadline: Deadline = VERIFY, due: Any = DUE, status: str = "running", ended: Any = None, **clock: Any
) -> Round:
    """A round of a period that began on 30 September 2026."""
    return Round(deadline, {**CLOCK, **clock}, due, ended, status, "开展核查", lambda name: NAMES.get(name, name))


def test_it_says_start_article_length_last_day_and_calendar() -> None:
    article = ZJ(35).label

    assert sentence(told()) == f"2026-09-30 开展核查；{article}：2个月；最后一日 2026-11-30；工作日历第2版。"


def test_in_english_too() -> None:
    assert sentence(told(), "en").endswith("last day 2026-11-30; working calendar version 2.")


def test_an_extension_says_by_how_much_and_by_whom() -> None:
    extended = [{"by": {"months": 1}, "seq": 9, "step": "extend_verify", "approved": ["overseeing_deputy"]}]

    assert "经分管领导批准延长1个月（自原起算日合并计算）" in sentence(told(extended=extended))


def test_a_pause_says_from_when_to_when() -> None:
    paused = [{"from": "2026-10-08T01:00:00+00:00", "to": "2026-10-12T01:00:00+00:00", "seq": 5}]

    assert "2026-10-08 09:00 至 2026-10-12 09:00 暂停" in sentence(told(paused=paused))


def test_what_stands_still_has_no_last_day() -> None:
    paused = [{"from": "2026-10-08T01:00:00+00:00", "seq": 5}]

    said = sentence(told(due=None, paused=paused, held=["act"]))

    assert said.endswith("自 2026-10-08 09:00 起暂停，恢复后确定届满日。")
    assert "最后一日" not in said


def test_an_uncertain_day_says_so() -> None:
    assert "最后一日 2026-11-30（暂定：" in sentence(told(due={**DUE, "provisional": True}))


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ({"span": {"months": 2}, "organ": "990101", "policy": 4}, "（清河县纪委监委配置，期限配置第4版）"),
        ({"document": "inquiry_letter"}, "（以文书载明的为准）"),
    ],
)
def test_a_length_that_is_not_the_declared_one_says_where_it_is_from(source: dict[str, Any], words: str) -> None:
    assert f"2个月{words}" in sentence(told(source=source))


@pytest.mark.parametrize(
    ("status", "ended", "words"),
    [
        ("met", {"at": "2026-11-01T02:00:00+00:00"}, "2026-11-01 办结。"),
        ("met", {"at": "2026-12-01T02:00:00+00:00", "late": True}, "2026-12-01 办结（逾期）。"),
        ("superseded", {"at": "2026-11-01T02:00:00+00:00"}, "2026-11-01 不再计算。"),
        ("lapsed", {"at": "2026-12-01T02:00:00+00:00"}, "2026-12-01 届满失效。"),
    ],
)
def test_what_became_of_it_is_said_last(status: str, ended: dict[str, Any], words: str) -> None:
    assert sentence(told(status=status, ended=ended)).endswith(words)


def test_hours_end_at_a_minute_and_a_limit_counts_its_first_day() -> None:
    hold = Deadline("hold", "留置", "limit", [Span(months=3)], basis=[JCF(50)])
    hours = Deadline("ask", "询问", "limit", [Span(hours=24)], basis=[JCF(50)])
    due = {**DUE, "due_at": "2026-10-01T01:30:00+00:00"}

    assert "自当日起算" in sentence(told(hold))
    assert "至 2026-10-01 09:30 届满" in sentence(told(hours, due, length={"hours": 24}))


@pytest.mark.parametrize(
    ("length", "zh", "en"),
    [
        ({"months": 2}, "2个月", "2 months"),
        ({"working_days": 1}, "1个工作日", "1 working day"),
        ({"hours": 24}, "24小时", "24 hours"),
        ({"days": 30}, "30日", "30 days"),
    ],
)
def test_lengths_are_said_as_people_say_them(length: dict[str, int], zh: str, en: str) -> None:
    assert (span_words(length), span_words(length, "en")) == (zh, en)
