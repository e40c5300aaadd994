"""The bytes of an entry are the same wherever they are written, and every other spelling is refused."""

from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from audit_log.canonical import MAX_BYTES, dump, leaf_hash, parse

_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
_LEAVES = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | _TEXT
_KEYS = st.text(st.characters(max_codepoint=127))
_VALUES = st.recursive(_LEAVES, lambda inner: st.lists(inner) | st.dictionaries(_KEYS, inner), max_leaves=20)
_ENTRIES = st.dictionaries(_KEYS, _VALUES)


@given(_ENTRIES)
def test_an_entry_has_the_bytes_that_rfc_8785_prescribes(entry: dict[str, Any]) -> None:
    assert dump(entry) == rfc8785.dumps(entry)


@given(_ENTRIES)
def test_an_entry_reads_back_as_it_was_written(entry: dict[str, Any]) -> None:
    assert parse(dump(entry)) == entry


FORBIDDEN = [
    pytest.param({"amount": 1.5}, id="decimals are texts"),
    pytest.param({"list": [{"deep": 0.1}]}, id="decimals are texts, however deep"),
    pytest.param({"big": 2**53}, id="other readers would round this number"),
    pytest.param({"姓名": "x"}, id="keys are ASCII"),
    pytest.param({"half": "\ud800"}, id="half a character"),
    pytest.param({1: "x"}, id="keys are texts"),
    pytest.param({"set": {1}}, id="no kind of JSON"),
    pytest.param({"long": "x" * MAX_BYTES}, id="too long for an entry bundle"),
]


@pytest.mark.parametrize("entry", FORBIDDEN)
def test_what_could_be_read_in_two_ways_is_not_written(entry: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"."):
        dump(entry)


OTHER_SPELLINGS = [
    pytest.param(b'{"a":1,"a":2}', id="the same key twice"),
    pytest.param(b'{"b":1,"a":2}', id="keys out of order"),
    pytest.param(b'{"a": 1}', id="white space"),
    pytest.param(b'{"a":"\\u4e2d"}', id="an escape for a character that needs none"),
    pytest.param(b'{"a":1.0}', id="a decimal"),
    pytest.param(b"[1]", id="not an object"),
    pytest.param(b"{", id="not JSON"),
]


@pytest.mark.parametrize("body", OTHER_SPELLINGS)
def test_bytes_that_we_would_not_have_written_are_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse(body)


def test_the_leaf_hash_is_that_of_rfc_6962() -> None:
    assert leaf_hash(b"") == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
