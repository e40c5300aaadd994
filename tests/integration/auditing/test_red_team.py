"""Attacks on the register, each by its story: who holds the database changes it, and verification says where."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from app.settings import Settings
from tests.integration.auditing.house import House, build
from tests.integration.auditing.intruders import Burglar, Entry, key_of

Cases = dict[str, str]
Change = Callable[[bytes], bytes]


def test_an_untouched_installation_is_clean_and_says_what_cannot_be_seen(house: House) -> None:
    verdict = house.verdict()

    assert verdict.findings == ()
    assert any("末尾" in sentence for sentence in verdict.cannot_see)


def test_somebody_edits_a_payload(house: House, burglar: Burglar, cases: Cases) -> None:
    burglar.edits(f"case/{cases['expelled']}", 5, lambda body: body.replace(b"verification_plan", b"evidence"))

    assert house.first() == ("tag", "tag", 5)
    assert ("V3", "prev") in house.found()


def test_somebody_edits_an_entry_and_rechains_the_rest_of_the_case(
    house: House, burglar: Burglar, cases: Cases
) -> None:
    def later(entry: Entry) -> None:
        entry["occurred_at"] = entry["at"]

    burglar.rechains(f"case/{cases['expelled']}", 5, later)

    assert house.first() == ("tag", "tag", 5)
    assert {level for level, _ in house.found()} == {"tag"}


def test_somebody_drops_an_entry_in_the_middle(house: House, burglar: Burglar, cases: Cases) -> None:
    burglar.does("delete from register_entry where stream = :stream and seq = 4", stream=f"case/{cases['expelled']}")

    assert house.first() == ("V3", "gap", 5)


def test_somebody_drops_the_newest_entry_of_a_case(house: House, burglar: Burglar, cases: Cases) -> None:
    stream = f"case/{cases['verifying']}"
    newest = burglar.row(stream, -1).seq

    burglar.does("delete from register_entry where stream = :stream and seq = :seq", stream=stream, seq=newest)

    assert ("V8", "tail_missing") in house.found()


def test_somebody_drops_a_refusal_that_shows_what_he_tried(house: House, burglar: Burglar, cases: Cases) -> None:
    burglar.does("delete from register_entry where stream = :stream", stream=f"access/{cases['registered']}")

    assert ("V8", "stream_missing") in house.found()


def test_somebody_drops_a_whole_case_with_its_live_row(house: House, burglar: Burglar, cases: Cases) -> None:
    case = cases["waiting"]

    burglar.does(
        "delete from register_entry where stream = :stream",
        "delete from cases where id = :case",
        "delete from case_readers where case_id = :case",
        stream=f"case/{case}",
        case=case,
    )

    assert ("V3", "case_missing") in house.found()


def test_somebody_swaps_two_entries_of_one_case(house: House, burglar: Burglar, cases: Cases) -> None:
    stream = f"case/{cases['expelled']}"
    one, other = burglar.row(stream, 3), burglar.row(stream, 4)
    change = "update register_entry set body = :body{0}, tag = :tag{0} where id = :id{0}"

    burglar.does(
        change.format(1),
        change.format(2),
        body1=other.body,
        tag1=other.tag,
        id1=one.id,
        body2=one.body,
        tag2=one.tag,
        id2=other.id,
    )

    assert house.first() == ("V3", "columns", 3)


def test_somebody_puts_another_cases_entry_in_its_place(house: House, burglar: Burglar, cases: Cases) -> None:
    other = burglar.row(f"case/{cases['verifying']}", 2)

    burglar.does(
        "update register_entry set body = :body, tag = :tag where stream = :stream and seq = 2",
        stream=f"case/{cases['expelled']}",
        body=other.body,
        tag=other.tag,
    )

    assert house.first() == ("V3", "columns", 2)


def test_somebody_splices_in_an_entry_of_another_installation(
    house: House, burglar: Burglar, tmp_path: Path, cases: Cases
) -> None:
    elsewhere = Settings(home=tmp_path / "elsewhere")
    other = Burglar(House(elsewhere))
    stranger = other.row(f"case/{build(elsewhere)['expelled']}", 2)

    burglar.does(
        "update register_entry set body = :body, tag = :tag where stream = :stream and seq = 2",
        stream=f"case/{cases['expelled']}",
        body=stranger.body,
        tag=stranger.tag,
    )

    assert {("V2", "origin"), ("tag", "tag")} <= set(house.found())


def test_somebody_renames_a_case_and_rechains_it(house: House, burglar: Burglar, cases: Cases) -> None:
    def renamed(entry: Entry) -> None:
        entry["stream"] = "case/ffffffffffffffffffffffff"

    burglar.rechains(f"case/{cases['registered']}", 0, renamed)

    assert {("tag", "tag"), ("V3", "columns")} <= set(house.found())


@pytest.mark.parametrize(
    ("story", "change"),
    [
        # Parsers disagree on which of the two counts.
        ("a key twice", lambda body: body.replace(b'"actor":', b'"actor":"o00001","actor":', 1)),
        ("white space", lambda body: body.replace(b'"actor":', b'"actor": ', 1)),
        ("another order of keys", lambda body: body.replace(b'{"actor"', b'{"a":1,"actor"', 1)),
        ("a number that is no integer", lambda body: re.sub(rb'"seq":(\d+)', rb'"seq":\1.0', body, count=1)),
        ("a number beyond 2^53", lambda body: body.replace(b'"v":1', b'"v":9007199254740993', 1)),
        ("not a number", lambda body: body.replace(b'"v":1', b'"v":NaN', 1)),
        ("no JSON at all", lambda body: body[:-1]),
    ],
)
def test_bytes_that_two_programs_could_read_differently_are_refused_even_with_a_right_tag(
    house: House, burglar: Burglar, cases: Cases, story: str, change: Change
) -> None:
    stream, tag = f"case/{cases['expelled']}", key_of(house.settings)
    body = change(bytes(burglar.row(stream, 6).body))

    burglar.does(
        "update register_entry set body = :body, tag = :tag where stream = :stream and seq = 6",
        stream=stream,
        body=body,
        tag=tag(body),
    )

    assert house.first() is not None, story
    assert house.found()[0][0] == "V1", story


def test_a_step_that_is_lawful_in_every_respect_is_forged_by_somebody_without_the_key(
    house: House, burglar: Burglar, cases: Cases
) -> None:
    stream = f"case/{cases['verifying']}"
    lawful, tag_of_another = burglar.row(stream, -1), burglar.row(stream, -2).tag

    burglar.does("update register_entry set tag = :tag where id = :id", tag=bytes(tag_of_another), id=lawful.id)

    assert house.first() == ("tag", "tag", lawful.seq)
    assert house.found() == [("tag", "tag")]


def test_somebody_registers_other_bytes_under_a_released_version(house: House, burglar: Burglar) -> None:
    burglar.edits("definition", 0, lambda body: body.replace(b'"part":0', b'"part":1'))

    assert house.first() == ("tag", "tag", 0)
    assert {("V5", "definition_unknown")} <= set(house.found())


def test_a_commanded_id_is_used_twice(house: House, burglar: Burglar, cases: Cases) -> None:
    stream = f"case/{cases['expelled']}"
    one, other = burglar.row(stream, 4), burglar.row(stream, 5)

    burglar.does(
        "drop index uq_register_entry_command",
        "update register_entry set command = :command, actor = :actor where id = :id",
        command=one.command,
        actor=one.actor,
        id=other.id,
    )

    assert {("V3", "columns"), ("V3", "command_repeated")} <= set(house.found())


@pytest.mark.only_on("sqlite")
def test_somebody_edits_the_file_with_a_hex_editor(house: House, cases: Cases) -> None:
    file = house.settings.home / "mingjian.db"
    entry = f'"stream":"case/{cases["verifying"]}"'.encode()
    content = file.read_bytes()
    place = content.index(b'"documents":["verification_plan"]', content.index(entry) - 4000)

    file.write_bytes(content[:place] + b'"documents":["verification_plam"]' + content[place + 33 :])

    assert house.first() is not None
    assert house.found()[0] == ("tag", "tag")


def test_that_the_end_of_a_stream_was_cut_off_together_with_its_live_row_is_said_to_be_out_of_sight(
    house: House, burglar: Burglar, cases: Cases
) -> None:
    stream = f"access/{cases['registered']}"

    burglar.does(
        "delete from register_entry where stream = :stream",
        "delete from streams where stream = :stream",
        stream=stream,
    )

    assert house.verdict().clean
    assert "一个登记流末尾的若干条，如果连同现行数据一起被删除或退回，看不出来。" in house.verdict().cannot_see


def test_without_keys_the_chain_is_checked_and_the_limit_is_said(house: House) -> None:
    (house.settings.key_folder / "master.key").unlink()

    verdict = house.verdict()

    assert verdict.clean
    assert "没有本安装的密钥" in verdict.cannot_see[0]
