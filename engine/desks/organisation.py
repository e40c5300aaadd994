"""The desk for the organisation: imports of the whole tree, delegations, and leaves."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from engine.commands import Delegate, ImportOrganisation, RecordLeave
from engine.desks.desk import Answer, By, Desk, Said
from engine.errors import Refused
from engine.law import ENGINE, ZJ
from engine.organisation import MAX_DEPTH, Post
from engine.ports import Secret, Sought
from engine.readers import Reader

STREAM: Final = "organisation"
_PARTS: Final = ("organs", "offices", "posts", "areas")
_ROWS: Final = 150
"""Rows of one entry: an entry stays under 60,000 bytes."""
INSTALLATION: Final = ""
"""The organ of the bootstrap and migration posts: none. An import of the tree doesn't end them."""
_IMPORTERS: Final = frozenset({"migration", "system_administrator"})


def on_import(desk: Desk, command: ImportOrganisation) -> Answer | Refused:
    """Replace the organisation by a snapshot, in entries of a bounded size; names go to the vault."""
    post = desk.post(command)
    if isinstance(post, Refused):
        return post
    if post.position not in _IMPORTERS:
        return Refused("wrong_role", "组织机构由数据迁移岗或系统管理员导入。", "请转系统管理员。", ENGINE)
    refusal = _still_holding(desk, command)
    if refusal:
        return refusal
    head = desk.tx.head(STREAM)
    kept = [_as_row(held) for held in desk.world.organisation.posts if held.organ == INSTALLATION]
    parts = list(_parts({**command.snapshot, "posts": [*kept, *command.snapshot.get("posts", ())]}))
    cause = f"{STREAM}#{head.next_seq}"
    first = {"parts": len(parts), "reset": True, **parts[0]}
    commits = desk.commit(STREAM, head.next_seq, (Secret(STREAM, "officer", "officer", dict(command.names)),))
    desk.tx.put_organisation(first)
    answer = desk.primary(command, post, STREAM, head, Said("organisation", "import", first, commits))
    for part in parts[1:]:
        desk.tx.put_organisation(part)
        desk.enter(STREAM, Said("organisation", "import", part), By(command.actor, post.id, cause=cause))
    return answer


def _still_holding(desk: Desk, command: ImportOrganisation) -> Refused | None:
    """A place that the snapshot leaves out mustn't hold a case: nobody could see it any more."""
    known = desk.world.organisation
    told = {name: {row["code"] for row in command.snapshot.get(name, ())} for name in ("organs", "offices")}
    gone = [(f"staff:{code}", organ.name) for code, organ in known.organs.items() if code not in told["organs"]]
    gone += [(f"office:{code}", place.name) for code, place in known.offices.items() if code not in told["offices"]]
    holding = [name for key, name in gone if desk.tx.cases(Reader("", frozenset({key}), frozenset()), Sought(limit=1))]
    if not holding:
        return None
    sentence = f"文件中没有仍承办着事项的机构：{'、'.join(holding[:10])}。"
    remedy = "请在文件中保留这些机构（机关撤销的填写 valid_to），或者先移交其承办的事项。"
    return Refused("still_holds", sentence, remedy, ENGINE, ("snapshot",))


def on_delegation(desk: Desk, command: Delegate) -> Answer | Refused:
    """Let another officer of the same organ approve for the holder of a post, for named steps, until an end."""
    post = desk.post(command)
    if isinstance(post, Refused):
        return post
    chain = _delegated_post(desk, command, post)
    if isinstance(chain, Refused):
        return chain
    of_post, depth = chain
    refusal = _bad_delegation(desk, command, post)
    if refusal:
        return refusal
    head = desk.tx.head(STREAM)
    delegation = {
        "id": f"d{head.next_seq}",
        "post": of_post,
        "to": command.to,
        "steps": list(command.steps),
        "valid_from": command.valid_from.isoformat(),
        "valid_to": command.valid_to.isoformat(),
        "depth": depth,
    }
    data = {"delegations": [delegation]}
    desk.tx.put_organisation(data)
    return desk.primary(command, post, STREAM, head, Said("organisation", "delegate", data))


def on_leave(desk: Desk, command: RecordLeave) -> Answer | Refused:
    """Record an officer's leave: he himself does, or who leads his organ or office."""
    post = desk.post(command)
    if isinstance(post, Refused):
        return post
    organisation = desk.world.organisation
    held = desk.world.posts(command.officer)
    leads = post.position in {"principal", "deputy_leader"} and post.organ in {one.organ for one in held}
    heads = post.position == "office_head" and post.office in {one.office for one in held}
    if not organisation.knows(command.officer) or not held:
        return Refused("input_invalid", "没有这一在岗人员。", "请核对人员编号。", ENGINE, ("officer",))
    if not (leads or heads or command.officer == command.actor):
        return Refused("wrong_role", "休假由本人或者其机关、部门的负责人登记。", "请报负责人。", ENGINE, ("officer",))
    if command.valid_to < command.valid_from:
        remedy = "请填写起止日期；返岗的，截止日填写返岗当日。"
        return Refused("input_invalid", "休假的起止日期不正确。", remedy, ENGINE, ("valid_from", "valid_to"))
    days = {"valid_from": command.valid_from.isoformat(), "valid_to": command.valid_to.isoformat()}
    data = {"leaves": [{"officer": command.officer, **days}]}
    head = desk.tx.head(STREAM)
    desk.tx.put_organisation(data)
    return desk.primary(command, post, STREAM, head, Said("organisation", "leave", data))


def _delegated_post(desk: Desk, command: Delegate, post: Post) -> tuple[str, int] | Refused:
    if command.of_post in (None, post.id):
        return post.id, 1
    for held in desk.world.organisation.delegations:
        if held.post == command.of_post and held.to == command.actor and held.in_force(desk.world.today):
            narrower = "*" in held.steps or set(command.steps) <= set(held.steps)
            if held.depth < MAX_DEPTH and narrower and command.valid_to <= held.valid_to:
                return held.post, held.depth + 1
    return Refused("not_delegable", "该权限不能再转授。", "请由该岗位本人授权。", ZJ(9), ("of_post",))


def _bad_delegation(desk: Desk, command: Delegate, post: Post) -> Refused | None:
    if not command.valid_from < command.valid_to or command.valid_to <= desk.world.today:
        return Refused(
            "input_invalid", "授权期限不正确。", "请填写今后的起止日期。", ENGINE, ("valid_from", "valid_to")
        )
    places = {held.organ for held in desk.world.posts(command.to)}
    if command.to == command.actor or post.organ not in places:
        return Refused("input_invalid", "只能授权给本机关的其他在岗人员。", "请核对被授权人。", ENGINE, ("to",))
    unknown = [
        step for step in command.steps if step != "*" and not any(known.lookup.step(step) for known in desk.registry)
    ]
    if unknown:
        return Refused("input_invalid", "授权事项中有流程里没有的步骤。", "请填写步骤编号，或“*”。", ENGINE, ("steps",))
    if post.position not in {"principal", "deputy_leader", "office_head"} or not command.steps:
        return Refused("wrong_role", "只有负责人岗位可以授权。", "请核对岗位和授权事项。", ENGINE, ("steps",))
    return None


def _as_row(post: Post) -> dict[str, Any]:
    told = {name: getattr(post, name) for name in ("officer", "organ", "position")}
    ends = {"valid_to": post.valid_to.isoformat()} if post.valid_to else {}
    return {**told, "valid_from": post.valid_from.isoformat(), **ends}


def _parts(snapshot: Mapping[str, Sequence[Any]]) -> Iterator[dict[str, Any]]:
    for name in _PARTS:
        rows = list(snapshot.get(name, ()))
        for start in range(0, len(rows), _ROWS):
            yield {name: rows[start : start + _ROWS]}
