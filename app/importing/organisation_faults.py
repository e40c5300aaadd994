"""Every fault of an `organisation.json`, each with its place in the file. Faulty rows are named, never quoted."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from engine import terms
from engine.desks.genesis import BOOTSTRAP, MIGRATION

_LISTS: Final = ("organs", "offices", "officers")
# Ids and codes stand in the register and in the names of posts: no name of a person, and none of the signs "@" and "/".
_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_RESERVED: Final = frozenset({BOOTSTRAP, MIGRATION, "system"})

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Known:
    """What the rows of a file may name: codes of organs, offices with their organ, areas."""

    organs: frozenset[str]
    offices: Mapping[str, Any]
    areas: frozenset[str]


def faults(given: Any) -> Iterator[str]:
    """What is wrong with the content of a file, in its order; nothing for a sound one. Total."""
    if not isinstance(given, dict):
        yield "最外层应为对象，含 organs、offices、officers"
        return
    missing = [name for name in _LISTS if not isinstance(given.get(name), list)]
    if missing or not isinstance(given.get("areas", []), list):
        yield f"缺少列表：{'、'.join(missing or ['areas'])}"
        return
    areas = given.get("areas", [])
    offices = {row["code"]: row.get("organ") for row in _rows(given["offices"])}
    known = _Known(_codes(given["organs"]), offices, _codes(areas))
    yield from _organ_faults(given["organs"], known)
    yield from _office_faults(given["offices"], known)
    yield from _officer_faults(given["officers"], known)
    yield from _area_faults(areas, known)


def _organ_faults(organs: Sequence[Any], known: _Known) -> Iterator[str]:
    for where, organ in _each("organs", organs):
        yield from _text_faults(where, organ, "code", "name", "level", "kind", "valid_from")
        yield from _choice_faults(where, organ, "level", terms.LEVELS, "机关层级")
        if organ.get("superior") is not None and organ["superior"] not in known.organs:
            yield f"{where}.superior 没有这个机关"
        if not isinstance(organ.get("on_platform", True), bool):
            yield f"{where}.on_platform 应为 true 或 false"
        if not isinstance(organ.get("party_committee") or "", str):
            yield f"{where}.party_committee 应为文字"
        yield from _date_faults(where, organ)
    yield from _repeated("organs", "code", organs)
    yield from _cycles(organs)


def _cycles(organs: Sequence[Any]) -> Iterator[str]:
    above = {organ["code"]: organ.get("superior") for organ in _rows(organs)}
    sound: set[Any] = {None}
    for start in above:
        way: list[str] = []
        code: Any = start
        while code not in sound and code not in way and isinstance(code, str):
            way.append(code)
            code = above.get(code)
        if code in way:
            yield f"机关 {'、'.join(way[way.index(code) :])} 的上级关系成环"
        sound.update(way)


def _office_faults(offices: Sequence[Any], known: _Known) -> Iterator[str]:
    for where, office in _each("offices", offices):
        yield from _text_faults(where, office, "code", "organ", "name", "function")
        yield from _choice_faults(where, office, "function", terms.OFFICES, "内设机构职能")
        if _text(office, "organ") and office["organ"] not in known.organs:
            yield f"{where}.organ 没有这个机关"
    yield from _repeated("offices", "code", offices)


def _officer_faults(officers: Sequence[Any], known: _Known) -> Iterator[str]:
    for where, officer in _each("officers", officers):
        yield from _text_faults(where, officer, "id", "name")
        if officer.get("id") in _RESERVED:
            yield f"{where}.id 是系统保留的编号，请换用其他编号"
        if not isinstance(officer.get("posts"), list):
            yield f"{where} 缺少列表 posts"
            continue
        for place, post in _each(f"{where}.posts", officer["posts"]):
            yield from _post_faults(place, post, known)
    yield from _repeated("officers", "id", officers)


def _post_faults(where: str, post: Row, known: _Known) -> Iterator[str]:
    yield from _text_faults(where, post, "organ", "position", "valid_from")
    # The migration post is the installation's own, and ends after seven days.
    positions = {name: label for name, label in terms.POSITIONS.items() if name != MIGRATION}
    yield from _choice_faults(where, post, "position", positions, "岗位")
    for name in ("organ", "scope"):
        if _text(post, name) and post[name] not in known.organs:
            yield f"{where}.{name} 没有这个机关"
    office, oversees = post.get("office"), post.get("oversees") or []
    if office is not None and (not isinstance(office, str) or known.offices.get(office) != post.get("organ")):
        yield f"{where}.office 不是该机关的内设机构"
    if not isinstance(oversees, list) or any(not isinstance(o, str) or o not in known.offices for o in oversees):
        yield f"{where}.oversees 应为内设机构代码的列表"
    if post.get("area") is not None and (not isinstance(post["area"], str) or post["area"] not in known.areas):
        yield f"{where}.area 没有这个协作区"
    yield from _date_faults(where, post)


def _area_faults(areas: Sequence[Any], known: _Known) -> Iterator[str]:
    for where, area in _each("areas", areas):
        yield from _text_faults(where, area, "code", "name")
        members = area.get("members") or []
        if not isinstance(members, list) or any(not isinstance(m, str) or m not in known.organs for m in members):
            yield f"{where}.members 应为机关代码的列表"
    yield from _repeated("areas", "code", areas)


def _each(name: str, rows: Sequence[Any]) -> Iterator[tuple[str, Any]]:
    """The rows with their places; what isn't an object stands for an empty one, and so lacks everything."""
    for number, row in enumerate(rows):
        yield f"{name}[{number}]", row if isinstance(row, dict) else {}


def _rows(rows: Sequence[Any]) -> Iterator[Row]:
    return (row for row in rows if isinstance(row, dict) and _text(row, "code"))


def _codes(rows: Sequence[Any]) -> frozenset[str]:
    return frozenset(row["code"] for row in _rows(rows))


def _text(row: Row, name: str) -> bool:
    return isinstance(row.get(name), str) and bool(row[name])


def _text_faults(where: str, row: Row, *names: str) -> Iterator[str]:
    missing = [name for name in names if not _text(row, name)]
    if missing:
        yield f"{where} 缺少 {'、'.join(missing)}"
    for name in ("code", "id"):
        if name in names and _text(row, name) and not _ID.fullmatch(row[name]):
            yield f"{where}.{name} 只能由字母、数字和 _ . - 组成，且不超过64个"


def _choice_faults(where: str, row: Row, name: str, allowed: Mapping[str, str], label: str) -> Iterator[str]:
    if _text(row, name) and row[name] not in allowed:
        yield f"{where}.{name} 不是{label}：应为 {'、'.join(allowed)} 之一"


def _date_faults(where: str, row: Row) -> Iterator[str]:
    days: dict[str, date] = {}
    for name in ("valid_from", "valid_to"):
        try:
            if row.get(name) is not None:
                days[name] = date.fromisoformat(row[name])
        except (TypeError, ValueError):
            yield f"{where}.{name} 不是日期，应如 2021-06-01"
    if len(days) == 2 and days["valid_to"] < days["valid_from"]:
        yield f"{where}.valid_to 早于 valid_from"


def _repeated(name: str, key: str, rows: Sequence[Any]) -> Iterator[str]:
    given = Counter(row[key] for _, row in _each(name, rows) if _text(row, key))
    yield from (f"{name} 中 {key} {value} 重复了 {count} 次" for value, count in given.items() if count > 1)
