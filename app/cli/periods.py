"""How a round of a period looks on the command line: one line for people, one object for programs."""

from typing import Any, Final

from engine.timetable import Due, Period

_STATUS: Final = {"running": "", "paused": "暂停", "met": "已办结", "superseded": "不再计算", "lapsed": "已失效"}


def period_line(one: Period) -> str:
    """A round with its derivation."""
    return f"期限：{one.deadline.label}（第{one.round}轮{_how(one)}）{one.sentence}"


def due_cells(one: Due) -> tuple[str, ...]:
    """A row of a board."""
    last = one.due["last_day"] + ("（暂定）" if one.due.get("provisional") else "")
    place = one.office or one.organ
    return (last, one.band_label, str(one.left), one.number, one.deadline.label, place)


def period_json(one: Period) -> dict[str, Any]:
    """A round for a program."""
    return {
        "deadline": one.deadline.id,
        "round": one.round,
        "status": one.status,
        "clock": dict(one.clock),
        "due": dict(one.due) if one.due else None,
        "ended": dict(one.ended) if one.ended else None,
        "band": one.band or "none",
        "working_days_left": one.left,
        "sentence": one.sentence,
        "sentence_en": one.sentence_en,
    }


def due_json(one: Due) -> dict[str, Any]:
    """A row of a board for a program."""
    return {
        "case": one.case,
        "number": one.number,
        "workflow": one.workflow,
        "deadline": one.deadline.id,
        "label": one.deadline.label,
        "kind": one.deadline.kind,
        "round": one.round,
        "organ": one.organ,
        "office": one.office,
        **one.due,
        "band": one.band or "none",
        "working_days_left": one.left,
    }


def _how(one: Period) -> str:
    words = [_STATUS[one.status], one.band_label if one.band else ""]
    words.append("逾期" if (one.ended or {}).get("late") else "")
    if one.left is not None and one.left >= 0:
        words.append(f"剩余{one.left}个工作日")
    elif one.left is not None:
        words.append(f"逾期{-one.left}个工作日")
    return "".join(f"，{word}" for word in words if word)
