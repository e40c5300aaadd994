"""What describes a person is sealed for one place, under a key that the database doesn't hold."""

import hashlib
from pathlib import Path

import orjson
import pytest
from sqlalchemy import delete, text, update

from engine.ports import Secret
from store.keys import FileKeys
from store.storage import SqlStorage
from store.tables import vault_keys, vault_values
from store.vault import Altered, Vault
from tests.storage import Installation
from tests.unit.store.rows import AT, body, in_vain, keep, open_case

NAME = {"name": "张三", "phone": "13800000000"}


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(FileKeys.create(tmp_path / "keys"), "mingjian.test/log")


def test_a_sealed_value_opens_in_its_place(vault: Vault) -> None:
    cipher, _ = vault.new_key()
    _, blob = vault.seal(cipher, "case/c1", 3, "subject", NAME)

    assert vault.open(cipher, "case/c1", 3, "subject", blob) == NAME
    assert "张三".encode() not in blob


@pytest.mark.parametrize(
    ("stream", "seq", "field"), [("case/c2", 3, "subject"), ("case/c1", 4, "subject"), ("case/c1", 3, "content")]
)
def test_a_value_copied_to_another_place_does_not_open(vault: Vault, stream: str, seq: int, field: str) -> None:
    cipher, _ = vault.new_key()
    _, blob = vault.seal(cipher, "case/c1", 3, "subject", NAME)

    with pytest.raises(Altered, match="audit verify"):
        vault.open(cipher, stream, seq, field, blob)


def test_a_value_of_another_installation_does_not_open(vault: Vault, tmp_path: Path) -> None:
    cipher, _ = vault.new_key()
    _, blob = vault.seal(cipher, "case/c1", 3, "subject", NAME)
    other = Vault(FileKeys(tmp_path / "keys"), "mingjian.other/log")

    with pytest.raises(Altered):
        other.open(cipher, "case/c1", 3, "subject", blob)


def test_the_same_value_twice_has_commitments_that_can_not_be_linked(vault: Vault) -> None:
    cipher, _ = vault.new_key()

    first, _ = vault.seal(cipher, "case/c1", 3, "subject", NAME)
    second, _ = vault.seal(cipher, "case/c1", 4, "subject", NAME)

    assert first != second


def test_a_commitment_is_the_salted_hash_that_an_auditor_can_compute(vault: Vault) -> None:
    cipher, _ = vault.new_key()
    commit, blob = vault.seal(cipher, "case/c1", 3, "subject", NAME)
    plain = cipher.decrypt(blob[:12], blob[12:], b"mingjian.test/log|case/c1|3|subject")

    assert commit == hashlib.sha256(b"pd-commit-v1\x00" + plain).hexdigest()
    assert commit == vault.commitment(cipher, "case/c1", 3, "subject", blob)
    assert len(bytes.fromhex(orjson.loads(plain)["salt"])) == 32


def test_a_file_of_one_case_does_not_open_in_another(vault: Vault) -> None:
    cipher, _ = vault.new_key()
    blob = vault.seal_file(cipher, "c1", "d" * 64, b"minutes")

    assert vault.open_file(cipher, "c1", "d" * 64, blob) == b"minutes"
    with pytest.raises(Altered):
        vault.open_file(cipher, "c2", "d" * 64, blob)


@pytest.mark.parametrize("written", ["张三", " 张 三 ", "张　三"])
def test_a_name_is_found_however_it_was_spaced(vault: Vault, written: str) -> None:
    assert vault.name_index(written) == vault.name_index("张三")


def test_a_name_index_can_not_be_tested_without_the_key(vault: Vault, tmp_path: Path) -> None:
    stranger = Vault(FileKeys.create(tmp_path / "other"), "mingjian.test/log")

    assert vault.name_index("张三") != stranger.name_index("张三")
    assert vault.name_index("张三") != vault.name_index("张四")


def test_only_so_many_keys_are_remembered(tmp_path: Path) -> None:
    vault = Vault(FileKeys.create(tmp_path / "keys"), "mingjian.test/log", remember=2)
    vault.learn({(f"c{number}", "subject"): vault.new_key()[0] for number in range(3)})

    assert vault.known("c0", "subject") is None
    assert vault.known("c2", "subject") is not None


def _fresh(made: Installation) -> SqlStorage:
    """Another process: the same database and keys, and nothing remembered."""
    return SqlStorage(made.engines, made.register, Vault(made.keys, "mingjian.test/log"))


def test_the_facts_come_with_the_case(installed: Installation) -> None:
    open_case(installed, "c1")

    with _fresh(installed).read() as tx:
        stored = tx.case("c1", lock=False)

    assert stored is not None
    assert stored.facts == {"name": "张三"}


def test_the_proposal_comes_with_a_case_that_waits_for_approval(installed: Installation) -> None:
    open_case(installed, "c1")
    with installed.storage.write() as tx:
        before = tx.case("c1", lock=True)
        tx.commit_secret("case/c1", 1, Secret("c1", "content", "content", {"reason": "情况属实"}))
        keep(tx, installed, body(facts_at=0, pending={"id": "r1", "seq": 1}), before=before)

    with _fresh(installed).read() as tx:
        stored = tx.case("c1", lock=False)

    assert stored is not None
    assert stored.proposal == {"reason": "情况属实"}


def test_informant_fields_are_sealed_one_by_one(installed: Installation) -> None:
    with installed.storage.write() as tx:
        for field in ("name", "phone"):
            tx.commit_secret("case/c1", 0, Secret("c1", "informant", field, {field: f"{field}!"}))
        keep(tx, installed, body())

    with _fresh(installed).read() as tx:
        values = tx.values("c1", "informant")

    assert values == [(0, "name", {"name": "name!"}), (0, "phone", {"phone": "phone!"})]


def test_each_case_and_class_has_its_own_key(installed: Installation) -> None:
    for case in ("c1", "c2"):
        with installed.storage.write() as tx:
            for kept_as in ("subject", "content"):
                tx.commit_secret(f"case/{case}", 0, Secret(case, kept_as, kept_as, {"x": "y"}))
            keep(tx, installed, body(case, facts_at=0))

    with installed.engines.read.connect() as connection:
        wrapped = connection.execute(vault_keys.select()).all()

    assert len({row.wrapped for row in wrapped}) == 4


def test_once_its_key_is_gone_a_value_is_gone_and_the_case_stands(installed: Installation) -> None:
    open_case(installed, "c1")
    with installed.engines.write.begin() as connection:
        connection.execute(delete(vault_keys))

    with _fresh(installed).read() as tx:
        stored = tx.case("c1", lock=False)

    assert stored is not None
    assert stored.facts == {}


def test_a_value_swapped_with_that_of_another_case_is_found_out(installed: Installation) -> None:
    open_case(installed, "c1")
    open_case(installed, "c2")
    with installed.engines.write.begin() as connection:
        other = connection.execute(text("SELECT blob FROM vault_values WHERE stream = 'case/c2'")).scalar_one()
        connection.execute(update(vault_values).where(vault_values.c.stream == "case/c1").values(blob=other))

    with pytest.raises(Altered), _fresh(installed).read() as tx:
        tx.case("c1", lock=False)


def test_a_key_made_in_a_transaction_that_failed_is_not_used_again(installed: Installation) -> None:
    secret = Secret("c1", "subject", "subject", {"name": "张三"})
    with in_vain(installed.storage.write()) as tx:
        tx.commit_secret("case/c1", 0, secret)

    open_case(installed, "c1")

    with _fresh(installed).read() as tx:
        stored = tx.case("c1", lock=False)
    assert stored is not None
    assert stored.facts == {"name": "张三"}


def test_an_uploaded_file_is_stored_sealed_and_comes_back_whole(installed: Installation) -> None:
    open_case(installed, "c1")
    digest = hashlib.sha256(b"minutes").hexdigest()
    for _ in range(2):
        installed.storage.put_file("c1", digest, b"minutes", "o1", AT)

    with _fresh(installed).read() as tx:
        assert tx.files("c1", [digest, "0" * 64]) == {digest}
        assert tx.files("c2", [digest]) == frozenset()
        assert tx.file("c1", digest) == b"minutes"
        assert tx.file("c1", "0" * 64) is None
