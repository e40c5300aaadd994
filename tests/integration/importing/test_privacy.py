"""Nothing that describes a person stands outside the vault: not in the register, not in a projection, nowhere else."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

import pytest
from openpyxl import load_workbook

from store.tables import TABLE_CLASSES
from tests.integration.importing.house import LEDGER, ORGANISATION, PRINCIPAL, House

TOLD = ("被反映人", "工作单位及职务", "主要问题线索", "违纪行为", "反映人", "反映人联系方式", "备注")
ANONYMOUS = "匿名"
_FOREIGN = re.compile("[^\x00-\x7f\ufffd]+")
"""Chinese text; everything else in the database is ASCII, and would only make the search slow."""
_NUMBER = re.compile("[0-9][0-9-]{6,}[0-9]")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


@cache
def people() -> frozenset[str]:
    """Every name, contact and sentence of ledger and organisation, as the files have them."""
    tree = json.loads(ORGANISATION.read_text("utf-8"))
    rows = load_workbook(LEDGER).worksheets[0].iter_rows(min_row=3, values_only=True)
    headers = [str(name).strip() if name else "" for name in next(rows)]
    told = (dict(zip(headers, row, strict=True)) for row in rows)
    words = {str(row[name]).strip() for row in told for name in TOLD if row.get(name)}
    return frozenset(words | {officer["name"] for officer in tree["officers"]}) - {ANONYMOUS, ""}


@cache
def places() -> tuple[str, ...]:
    """Names of organs, offices and committees, which the engine needs; a short name may stand in one by chance."""
    tree = json.loads(ORGANISATION.read_text("utf-8"))
    names = {row["name"] for part in ("organs", "offices", "areas") for row in tree[part]}
    return tuple(sorted(names | {organ["party_committee"] for organ in tree["organs"]}, key=len, reverse=True))


def told_in(cells: Iterable[bytes]) -> set[str]:
    """Which of the words stand in these bytes, plainly or as escapes."""
    text = b"\0".join(cells).decode("utf-8", "replace")
    escapes = "".join(chr(int(code, 16)) for code in _ESCAPE.findall(text))
    text = "\0".join((*_FOREIGN.findall(text), escapes, *_NUMBER.findall(text)))
    for place in places():
        text = text.replace(place, "\0")
    # Two thousand searches through all of it would be slow; few words have their first two signs in it at all.
    pairs = set(map("".join, pairwise(text)))
    return {word for word in people() if word[:2] in pairs and word in text}


def cells_of(house: House, kinds: Iterable[str]) -> Iterator[bytes]:
    for name in (name for name, kind in TABLE_CLASSES.items() if kind in kinds):
        for row in house.select(f"SELECT * FROM {name}"):  # noqa: S608 - names of our own tables
            yield from (cell if isinstance(cell, bytes) else str(cell).encode() for cell in row)


def test_a_word_would_be_found_plainly_in_the_middle_of_bytes_and_as_an_escape() -> None:
    assert len(people()) > 1500
    assert told_in(["反映殷卫民在公务接待中优亲厚友".encode()]) >= {"殷卫民", "反映殷卫民在公务接待中优亲厚友"}
    assert told_in([b"\xff\x00\xe6" + "殷卫民".encode() + b"\xe6"]) == {"殷卫民"}
    assert told_in([json.dumps({"name": "殷卫民"}).encode()]) == {"殷卫民"}
    assert told_in([b'{"tel":"000-0000-9469"}']) == {"000-0000-9469"}
    assert told_in([LEDGER.name.encode(), "清河县纪委监委".encode()]) == set()


@pytest.mark.parametrize("kind", ["register", "projection", "convenience"])
def test_no_word_about_a_person_stands_outside_the_vault(example: House, kind: str) -> None:
    assert told_in(cells_of(example, [kind])) == set()


def test_the_vault_itself_is_sealed(example: House) -> None:
    assert sum(map(len, cells_of(example, ["vault"]))) > 500_000
    assert told_in(cells_of(example, ["vault"])) == set()


@pytest.mark.only_on("sqlite")
def test_no_word_stands_in_any_file_of_the_installation(example: House) -> None:
    files = [path for path in (example.folder / "home").rglob("*") if path.is_file()]

    assert {"mingjian.db", "mingjian.db-wal"} <= {path.name for path in files}
    assert told_in(path.read_bytes() for path in files) == set()


def test_reading_writes_no_word_either(house: House) -> None:
    house.run()
    house.export(PRINCIPAL)

    assert house.streams("access/")
    assert told_in(cells_of(house, ["register", "projection", "convenience"])) == set()


def test_the_register_names_no_organ_that_only_the_ledger_tells(example: House) -> None:
    """A row of an unknown organ is rejected; nothing of a rejected row may stay behind."""
    cells = b"\0".join(cells_of(example, ["register", "projection", "convenience"]))

    assert "不存在县".encode() not in cells


def test_the_index_of_names_can_not_be_computed_without_the_key(example: House) -> None:
    indexes = {index for (index,) in example.select('SELECT "index" FROM vault_names')}

    guesses = {hashlib.sha256(name.encode()).hexdigest() for name in people()}
    assert len(indexes) > 300
    assert not indexes & guesses
