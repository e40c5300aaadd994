"""An entry says what happened, follows the one before, and carries a tag that only the key can make."""

import hashlib
from dataclasses import replace

import orjson
import pytest

from audit_log.canonical import parse
from audit_log.reading import entries, rows
from audit_log.register import ALWAYS, OPTIONAL, RegisterLog
from engine.ports import Draft
from tests.storage import Installation
from tests.unit.store.rows import open_case

REGISTER = RegisterLog("mingjian.test/log", 1, b"t" * 32, b"r" * 32)
DRAFT = Draft(
    stream="case/c1",
    seq=3,
    prev="ab" * 32,
    kind="transition",
    event="verify",
    from_="allocated",
    to="verifying",
    state_hash="cd" * 32,
    actor="o7",
    post="o7@9901-SC1/handler",
    behalf="o8",
    at="2026-11-20T08:00:00+00:00",
    occurred_at="2026-11-19T08:00:00+00:00",
    world={"organisation": 2, "calendar": 0, "policy": 0, "definition": "ef" * 32},
    command={"id": "k1", "request": "12" * 32},
    caused_by="act/a1#4",
    data={"set": {"state": "verifying"}},
    commits={"content": "34" * 32},
)


def test_an_entry_has_every_field_of_the_format_and_no_other() -> None:
    sealed = REGISTER.seal(DRAFT)

    assert set(parse(sealed.row["body"])) == ALWAYS | OPTIONAL


def test_an_entry_leaves_out_what_it_has_nothing_to_say_about() -> None:
    bare = Draft("calendar", 0, "", "genesis", "genesis", "system", "", DRAFT.at, {}, {})

    assert set(parse(REGISTER.seal(bare).row["body"])) == ALWAYS


def test_the_columns_repeat_what_the_entry_says() -> None:
    row = REGISTER.seal(DRAFT).row
    entry = parse(row["body"])

    assert (row["stream"], row["seq"], row["actor"]) == (entry["stream"], entry["seq"], entry["actor"])
    assert (row["recorded_at"], row["command"]) == (entry["at"], entry["command"]["id"])


def test_the_next_entry_names_the_leaf_hash_of_this_one() -> None:
    sealed = REGISTER.seal(DRAFT)

    assert sealed.head.next_seq == 4
    assert sealed.head.leaf == hashlib.sha256(b"\x00" + sealed.row["body"]).hexdigest()


def test_a_tag_of_another_key_or_for_other_bytes_is_found_out() -> None:
    row = REGISTER.seal(DRAFT).row
    stranger = replace(REGISTER, tag_key=b"x" * 32)

    assert REGISTER.tagged(row["body"], row["tag"])
    assert not stranger.tagged(row["body"], row["tag"])
    assert not REGISTER.tagged(row["body"] + b" ", row["tag"])


def test_the_same_request_has_the_same_digest_in_any_order_of_its_fields() -> None:
    digest = REGISTER.request_digest({"step": "verify", "inputs": {"a": 1, "b": 2}})

    assert digest == REGISTER.request_digest({"inputs": {"b": 2, "a": 1}, "step": "verify"})
    assert digest != REGISTER.request_digest({"inputs": {"b": 2, "a": 1}, "step": "shelve"})


def test_a_request_digest_can_not_be_tested_against_a_guess_without_the_key() -> None:
    request = {"step": "verify"}

    assert REGISTER.request_digest(request) != hashlib.sha256(orjson.dumps(request)).hexdigest()
    assert REGISTER.request_digest(request) != replace(REGISTER, request_key=b"x" * 32).request_digest(request)


def test_the_register_is_read_in_the_order_of_writing(installed: Installation) -> None:
    for case in ("c1", "c2", "c3"):
        open_case(installed, case)

    with installed.engines.read.connect() as connection:
        streams = [parse(body)["stream"] for _, body, _ in entries(connection)]

    assert streams == ["case/c1", "case/c2", "case/c3"]


def test_reading_goes_on_after_the_last_one_read(installed: Installation) -> None:
    for case in ("c1", "c2", "c3"):
        open_case(installed, case)

    with installed.engines.read.connect() as connection:
        first = next(iter(rows(connection)))
        rest = [row.stream for row in rows(connection, after=first.id)]

    assert rest == ["case/c2", "case/c3"]


def test_one_stream_is_read_by_its_own_numbers(installed: Installation) -> None:
    open_case(installed, "c1")
    open_case(installed, "c2")

    with installed.engines.read.connect() as connection:
        whole = [row.stream for row in rows(connection, "case/c2")]
        rest = list(rows(connection, "case/c2", after=0))

    assert whole == ["case/c2"]
    assert rest == []


@pytest.mark.parametrize("amount", [1.5, {"deep": [0.1]}])
def test_an_entry_that_holds_a_decimal_is_not_sealed(amount: object) -> None:
    with pytest.raises(ValueError, match="float"):
        REGISTER.seal(replace(DRAFT, data={"amount": amount}))
