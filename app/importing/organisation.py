"""Reads an `organisation.json`: organs, offices, officers with their posts, areas. Names are parted from ids."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from engine import terms

_ORGAN: Final = (
    "code",
    "name",
    "level",
    "kind",
    "on_platform",
    "superior",
    "party_committee",
    "valid_from",
    "valid_to",
)
_POST: Final = ("organ", "office", "position", "oversees", "scope", "area", "valid_from", "valid_to")


class OrganisationUnreadable(OSError):
    """The file isn't an organisation; the text names what is wrong, where, and the cure."""

    def __init__(self, file: str, faults: Sequence[str]) -> None:
        shown = "；".join(faults[:20]) + (f"；等共 {len(faults)} 处" if len(faults) > 20 else "")
        super().__init__(0, shown, file)


@dataclass(frozen=True, slots=True)
class OrganisationFile:
    """What the file says: the snapshot without names, the names by officer id, and the digest of both."""

    snapshot: Mapping[str, Sequence[Mapping[str, Any]]]
    names: Mapping[str, str]
    digest: str

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each kind, and how many officers."""
        return {name: len(rows) for name, rows in self.snapshot.items()} | {"officers": len(self.names)}

    def labelled(self) -> list[tuple[str, int]]:
        """The counts with their labels."""
        labels = {"organs": "机关", "offices": "内设机构", "officers": "人员", "posts": "岗位", "areas": "协作区"}
        return [(label, self.counts[name]) for name, label in labels.items()]


def read_organisation(path: Path) -> OrganisationFile:
    """Read and check the file. Raises `OrganisationUnreadable` with every fault, `OSError` if it can't be opened."""
    body = path.read_bytes()
    try:
        given = json.loads(body)
    except ValueError as error:
        raise OrganisationUnreadable(path.name, [f"不是有效的 JSON：{error}"]) from None
    faults = list(_faults(given))
    if faults:
        raise OrganisationUnreadable(path.name, faults)
    posts = [
        {"officer": officer["id"], **_kept(post, _POST)} for officer in given["officers"] for post in officer["posts"]
    ]
    snapshot = {
        "organs": [_kept(organ, _ORGAN) for organ in given["organs"]],
        "offices": [_kept(office, ("code", "organ", "name", "function")) for office in given["offices"]],
        "posts": posts,
        "areas": list(given.get("areas", ())),
    }
    names = {officer["id"]: officer["name"] for officer in given["officers"]}
    return OrganisationFile(snapshot, names, hashlib.sha256(body).hexdigest())


def _kept(row: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: row[name] for name in names if row.get(name) is not None}


def _faults(given: Any) -> Iterator[str]:
    if not isinstance(given, dict):
        yield "最外层应为对象，含 organs、offices、officers"
        return
    missing = [name for name in ("organs", "offices", "officers") if not isinstance(given.get(name), list)]
    if missing:
        yield f"缺少列表：{'、'.join(missing)}"
        return
    yield from _organ_faults(given["organs"])
    organs = {organ.get("code"): organ for organ in given["organs"] if isinstance(organ, dict)}
    yield from _office_faults(given["offices"], organs)
    offices = {office.get("code") for office in given["offices"] if isinstance(office, dict)}
    yield from _officer_faults(given["officers"], organs, offices)


def _organ_faults(organs: Sequence[Any]) -> Iterator[str]:
    codes = [organ.get("code") for organ in organs if isinstance(organ, dict)]
    for number, organ in enumerate(organs):
        where = f"organs[{number}]"
        if not isinstance(organ, dict) or not _texts(organ, "code", "name", "level", "kind", "valid_from"):
            yield f"{where} 缺少 code、name、level、kind 或 valid_from"
            continue
        if organ["level"] not in terms.LEVELS:
            yield f"{where}.level 不是机关层级：应为 {'、'.join(terms.LEVELS)}"
        if organ.get("superior") is not None and organ["superior"] not in codes:
            yield f"{where}.superior 没有这个机关"
        if codes.count(organ["code"]) > 1:
            yield f"{where}.code 重复"
        yield from _date_faults(where, organ)
    yield from _cycles(organs)


def _cycles(organs: Sequence[Any]) -> Iterator[str]:
    above = {organ["code"]: organ.get("superior") for organ in organs if isinstance(organ, dict) and organ.get("code")}
    for start, superior in above.items():
        seen, code = {start}, superior
        while code is not None and code not in seen:
            seen.add(code)
            code = above.get(code)
        if code == start:
            yield f"机关 {start} 的上级关系成环"


def _office_faults(offices: Sequence[Any], organs: Mapping[Any, Any]) -> Iterator[str]:
    for number, office in enumerate(offices):
        where = f"offices[{number}]"
        if not isinstance(office, dict) or not _texts(office, "code", "organ", "name", "function"):
            yield f"{where} 缺少 code、organ、name 或 function"
            continue
        if office["organ"] not in organs:
            yield f"{where}.organ 没有这个机关"
        if office["function"] not in terms.OFFICES:
            yield f"{where}.function 不是内设机构职能：应为 {'、'.join(terms.OFFICES)}"


def _officer_faults(officers: Sequence[Any], organs: Mapping[Any, Any], offices: set[Any]) -> Iterator[str]:
    seen: set[str] = set()
    for number, officer in enumerate(officers):
        where = f"officers[{number}]"
        if (
            not isinstance(officer, dict)
            or not _texts(officer, "id", "name")
            or not isinstance(officer.get("posts"), list)
        ):
            yield f"{where} 缺少 id、name 或 posts"
            continue
        if officer["id"] in seen:
            yield f"{where}.id 重复"
        seen.add(officer["id"])
        for at, post in enumerate(officer["posts"]):
            yield from _post_faults(f"{where}.posts[{at}]", post, organs, offices)


def _post_faults(where: str, post: Any, organs: Mapping[Any, Any], offices: set[Any]) -> Iterator[str]:
    if not isinstance(post, dict) or not _texts(post, "organ", "position", "valid_from"):
        yield f"{where} 缺少 organ、position 或 valid_from"
        return
    if post["organ"] not in organs:
        yield f"{where}.organ 没有这个机关"
    if post.get("office") is not None and post["office"] not in offices:
        yield f"{where}.office 没有这个内设机构"
    if post["position"] not in terms.POSITIONS:
        yield f"{where}.position 不是岗位：应为 {'、'.join(terms.POSITIONS)}"
    if any(office not in offices for office in post.get("oversees", ())):
        yield f"{where}.oversees 含有没有的内设机构"
    yield from _date_faults(where, post)


def _date_faults(where: str, row: Mapping[str, Any]) -> Iterator[str]:
    for name in ("valid_from", "valid_to"):
        try:
            if row.get(name) is not None:
                date.fromisoformat(row[name])
        except (TypeError, ValueError):
            yield f"{where}.{name} 不是日期，应如 2021-06-01"


def _texts(row: Mapping[str, Any], *names: str) -> bool:
    return all(isinstance(row.get(name), str) and row[name] for name in names)
