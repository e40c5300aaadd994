"""The organisation as one file: every fault at once, and what a later file changes."""

import copy
import json
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from app.importing.organisation import OrganisationUnreadable, import_organisation, read_organisation
from engine.errors import Refused
from tests.integration.importing.house import (
    CLERK,
    HANDLER,
    ORGANISATION,
    SECURITY,
    SYSTEM,
    House,
    about,
)

Change = Callable[[dict[str, Any]], object]


@cache
def _example() -> str:
    return ORGANISATION.read_text("utf-8")


def changed(folder: Path, *changes: Change, name: str = "organisation.json") -> Path:
    """The example's file with some changes."""
    tree = json.loads(_example())
    for change in changes:
        change(tree)
    (folder / name).write_text(json.dumps(tree, ensure_ascii=False), "utf-8")
    return folder / name


def put(*way: str | int, **more: Any) -> Change:
    """Change some values of the object at a place of the tree; None takes one away."""

    def change(tree: dict[str, Any]) -> None:
        place: Any = tree
        for step in way:
            place = place[step]
        place.update(more)

    return change


def _again(tree: dict[str, Any], name: str) -> None:
    tree[name].append(copy.deepcopy(tree[name][-1]))


FAULTS = [
    # What every row needs, and what it may hold.
    (put("organs", 3, name=""), "organs[3] 缺少 name"),
    (put("organs", 3, code=7), "organs[3] 缺少 code"),
    (put("organs", 3, level="village"), "organs[3].level 不是机关层级"),
    (put("organs", 3, on_platform="no"), "organs[3].on_platform 应为"),
    (put("offices", 0, function="spying"), "offices[0].function 不是内设机构职能"),
    (put("officers", 0, posts=None), "officers[0] 缺少列表 posts"),
    (put("officers", 0, "posts", 0, position="king"), "officers[0].posts[0].position 不是岗位"),
    (lambda tree: tree["organs"].append("x"), "organs[116] 缺少 code、name"),
    # What a row names must be there.
    (put("organs", 3, superior="no"), "organs[3].superior 没有这个机关"),
    (put("offices", 0, organ="no"), "offices[0].organ 没有这个机关"),
    (put("officers", 0, "posts", 0, organ="no"), "officers[0].posts[0].organ 没有这个机关"),
    (put("officers", 0, "posts", 0, office="990101-AG"), "officers[0].posts[0].office 不是该机关的内设机构"),
    (put("officers", 0, "posts", 0, office=["x"]), "officers[0].posts[0].office 不是该机关的内设机构"),
    (put("officers", 1, "posts", 0, oversees=["no"]), "officers[1].posts[0].oversees 应为"),
    (put("officers", 1, "posts", 0, area="no"), "officers[1].posts[0].area 没有这个协作区"),
    (put("areas", 0, members=["no"]), "areas[0].members 应为"),
    # Days.
    (put("organs", 3, valid_from="去年"), "organs[3].valid_from 不是日期"),
    (put("officers", 0, "posts", 0, valid_to="2020-01-01"), "officers[0].posts[0].valid_to 早于 valid_from"),
    # Twice, and round in a circle.
    (lambda tree: _again(tree, "organs"), "organs 中 code 990106017 重复了 2 次"),
    (lambda tree: _again(tree, "offices"), "offices 中 code"),
    (lambda tree: _again(tree, "officers"), "officers 中 id o01152 重复了 2 次"),
    (put("organs", 1, superior="9901"), "机关 99、9901 的上级关系成环"),
    # An id stands in the register, and in the names of posts.
    (put("officers", 0, id="张三"), "officers[0].id 只能由字母"),
    (put("officers", 0, id="o1@x/principal"), "officers[0].id 只能由字母"),
    # Nobody becomes the installation's own officers, or gets a migration post that never ends.
    (put("officers", 0, id="migration"), "officers[0].id 是系统保留的编号"),
    (put("officers", 0, "posts", 0, position="migration"), "officers[0].posts[0].position 不是岗位"),
]


@pytest.mark.parametrize(("change", "told"), FAULTS)
def test_a_fault_is_told_with_its_place(change: Change, told: str, tmp_path: Path) -> None:
    with pytest.raises(OrganisationUnreadable) as unreadable:
        read_organisation(changed(tmp_path, change))

    assert any(fault.startswith(told) for fault in unreadable.value.faults), unreadable.value.faults


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    sound = (FAULTS[number][0] for number in (2, 3, 4, 8, 16))
    many = (put("officers", number, name="") for number in range(100, 140))

    with pytest.raises(OrganisationUnreadable) as unreadable:
        read_organisation(changed(tmp_path, *sound, *many))

    assert len(unreadable.value.faults) == 45
    assert "等共 45 处" in str(unreadable.value)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "不是有效的 JSON"),
        ('{"organs": [}', "不是有效的 JSON（第 1 行）"),
        ("[" * 100_000, "不是有效的 JSON"),
        ("[]", "最外层应为对象"),
        ("{}", "缺少列表：organs、offices、officers"),
        ('{"organs": {}, "offices": [], "officers": 3}', "缺少列表：organs、officers"),
        ('{"organs": [], "offices": [], "officers": [], "areas": {}}', "缺少列表：areas"),
    ],
)
def test_what_is_no_organisation_is_told_so(content: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(content, "utf-8")

    with pytest.raises(OrganisationUnreadable) as unreadable:
        read_organisation(tmp_path / "x.json")

    assert [fault[: len(told)] for fault in unreadable.value.faults] == [told]


def test_a_file_of_a_whole_country_is_checked_within_seconds(tmp_path: Path) -> None:
    def grow(tree: dict[str, Any]) -> None:
        town = tree["organs"][-1]
        tree["organs"] += [{**town, "code": f"t{number}", "name": f"第{number}镇纪委"} for number in range(40_000)]

    assert len(read_organisation(changed(tmp_path, grow)).snapshot["organs"]) == 40_116


def bring(house: House, *changes: Change, actor: str = "migration") -> bool | Refused:
    """Import the example's organisation with some changes."""
    return import_organisation(house.found, actor, read_organisation(changed(house.folder, *changes)))


def ends(officer: str) -> Change:
    """The officer's posts ended yesterday long ago."""
    return put("officers", int(officer[1:]) - 1, "posts", 0, valid_to="2026-01-01")


def leaves(officer: str) -> Change:
    """The officer isn't in the file any more."""
    return lambda tree: tree.update(officers=[one for one in tree["officers"] if one["id"] != officer])


def test_the_same_organisation_again_is_no_change(house: House) -> None:
    before = house.size()

    assert bring(house) is False
    assert house.size() == before


def test_an_earlier_organisation_comes_back_as_a_change(house: House) -> None:
    answers = [bring(house, leaves(HANDLER)), bring(house), bring(house, leaves(HANDLER)), bring(house)]

    assert answers == [True] * 4
    assert house.organisation.knows(HANDLER)


@pytest.mark.parametrize("change", [ends, leaves])
def test_who_has_left_neither_sees_nor_acts(house: House, change: Callable[[str], Change]) -> None:
    house.take(about(1))
    assert house.sees(HANDLER) == house.sees("o00173") != set()

    assert bring(house, change(HANDLER)) is True

    assert house.sees(HANDLER) == set()
    assert house.sees("o00173") != set()
    assert bring(house, actor=HANDLER) != True  # noqa: E712 - a refusal is no bool


def test_the_installations_own_posts_outlive_every_organisation(house: House) -> None:
    bring(house, leaves(HANDLER))
    bring(house)

    assert [post.position for post in house.organisation.posts if post.organ == ""] == [
        "security_administrator",
        "migration",
    ]
    assert house.take(about(1)).imported == 1


def test_a_new_name_replaces_the_old_one_in_the_vault_alone(house: House) -> None:
    bring(house, put("officers", int(HANDLER[1:]) - 1, name="欧阳新名"))

    with house.found.storage.read() as tx:
        assert tx.officer_names()[HANDLER] == "欧阳新名"
    assert "欧阳新名" not in str(house.select("SELECT body FROM posts")) + str(house.entries("organisation"))


def test_what_else_stands_in_a_row_isnt_kept(house: House) -> None:
    bring(house, put("areas", 0, contact="联系人王五 13800000000"), put("organs", 3, telephone="13800000000"))

    everything = [house.select(f"SELECT body FROM {part}") for part in ("areas", "organs")]  # noqa: S608
    assert "13800000000" not in str(everything) + str(house.entries("organisation"))


def test_a_place_that_still_holds_cases_cannot_vanish(house: House) -> None:
    house.take(about(1), about(2, 办理机关="清河县溪铺乡纪委", 分管科室=""))
    before = house.size()

    answer = bring(house, _without("990101-JD1", "990101001"))

    assert isinstance(answer, Refused)
    assert (answer.code, "第一监督检查室" in answer.sentence, "溪铺乡" in answer.sentence) == (
        "still_holds",
        True,
        True,
    )
    after = house.size()
    assert {name for name in after if after[name] != before[name]} == {"register_entry", "streams", "refusal_tally"}


def test_a_place_that_holds_nothing_may_vanish(house: House) -> None:
    assert bring(house, _without("990101-JD1", "990101001")) is True
    assert "990101-JD1" not in house.organisation.offices


def _without(*places: str) -> Change:
    def change(tree: dict[str, Any]) -> None:
        for name in ("organs", "offices", "areas"):
            tree[name] = [row for row in tree[name] if row["code"] not in places]
        for row in tree["areas"]:
            row["members"] = [code for code in row["members"] if code not in places]
        for one in tree["officers"]:
            one["posts"] = [post for post in one["posts"] if not {post["organ"], post.get("office")} & set(places)]
            for post in one["posts"]:
                post["oversees"] = [code for code in post.get("oversees", ()) if code not in places]

    return change


def test_after_seven_days_the_system_administrator_imports(house: House) -> None:
    house.hand.moved = timedelta(days=8)

    answers = {who: bring(house, leaves(HANDLER), actor=who) for who in ("migration", CLERK, SECURITY, SYSTEM)}

    assert answers.pop(SYSTEM) is True
    assert all(isinstance(answer, Refused) for answer in answers.values())
