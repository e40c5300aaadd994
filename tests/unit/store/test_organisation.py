"""The organisation is loaded once a version, and nobody sees one that isn't committed."""

from datetime import date
from typing import Any

from engine.ports import Secret
from store.storage import SqlStorage
from tests.storage import Installation
from tests.unit.store.rows import draft, in_vain

PREFECTURE: dict[str, Any] = {
    "organs": [
        {"code": "99", "name": "江原省纪委监委", "level": "province", "kind": "commission", "superior": None,
         "party_committee": "中共江原省委", "on_platform": False, "valid_from": "2018-03-01"},
        {"code": "9901", "name": "云川市纪委监委", "level": "prefecture", "kind": "commission", "superior": "99",
         "party_committee": "中共云川市委", "on_platform": True, "valid_from": "2018-03-01", "seat": "云川"},
    ],
    "offices": [{"code": "9901-AG", "organ": "9901", "name": "案管室", "function": "case_supervision"}],
    "posts": [
        {"officer": "o1", "organ": "9901", "office": "9901-AG", "position": "handler", "valid_from": "2021-06-01"},
        {"officer": "o2", "organ": "9901", "office": None, "position": "deputy_leader", "oversees": ["9901-AG"]},
    ],
}  # fmt: skip


def change(made: Installation, change: dict[str, Any], names: dict[str, str] | None = None) -> None:
    with made.storage.write() as tx:
        head = tx.head("organisation")
        if names:
            tx.commit_secret("organisation", head.next_seq, Secret("organisation", "officer", "officer", names))
        tx.put_organisation(change)
        tx.append("organisation", made.register.seal(draft("organisation", head)))


def test_the_organisation_comes_back_as_it_was_imported(installed: Installation) -> None:
    change(installed, PREFECTURE)

    with installed.storage.read() as tx:
        organisation = tx.organisation()

    assert [organ.code for organ in organisation.line("9901")] == ["9901", "99"]
    assert organisation.organs["99"].on_platform is False
    assert [post.officer for post in organisation.overseers("9901", "9901-AG", date(2026, 11, 20))] == ["o2"]
    assert organisation.posts_of("o1", date(2021, 5, 31)) == ()


def test_an_organisation_is_built_once_for_everybody_who_reads_its_version(installed: Installation) -> None:
    change(installed, PREFECTURE)

    with installed.storage.read() as first, installed.storage.read() as second:
        assert first.organisation() is second.organisation()


def test_a_change_gives_a_new_version_that_the_next_reader_sees(installed: Installation) -> None:
    change(installed, PREFECTURE)
    with installed.storage.read() as tx:
        before = tx.organisation()

    change(installed, {"posts": [{"officer": "o3", "organ": "9901", "office": "9901-AG", "position": "handler"}]})

    with installed.storage.read() as tx:
        after = tx.organisation()
    assert (before.version, after.version) == (0, 1)
    assert (before.knows("o3"), after.knows("o3")) == (False, True)


def test_another_process_sees_the_change_too(installed: Installation) -> None:
    other = SqlStorage(installed.engines, installed.register, installed.vault)
    change(installed, PREFECTURE)
    with other.read() as tx:
        assert not tx.organisation().knows("o3")

    change(installed, {"posts": [{"officer": "o3", "organ": "9901", "office": None, "position": "handler"}]})

    with other.read() as tx:
        assert tx.organisation().knows("o3")


def test_a_change_that_was_taken_back_is_seen_by_nobody(installed: Installation) -> None:
    change(installed, PREFECTURE)

    with in_vain(installed.storage.write()) as tx:
        tx.put_organisation({"posts": [{"officer": "o3", "organ": "9901", "office": None, "position": "handler"}]})
        assert tx.organisation().knows("o3")

    with installed.storage.read() as tx:
        assert not tx.organisation().knows("o3")


def test_an_import_replaces_what_was_there_and_leaves_delegations_running(installed: Installation) -> None:
    delegation = {"id": "d1", "post": "o2@9901/deputy_leader", "to": "o1", "steps": ["*"],
                  "valid_from": "2026-01-01", "valid_to": "2026-12-31", "depth": 1}  # fmt: skip
    change(installed, PREFECTURE | {"delegations": [delegation]})

    change(installed, {"reset": True, "organs": PREFECTURE["organs"][:1]})

    with installed.storage.read() as tx:
        organisation = tx.organisation()
    assert list(organisation.organs) == ["99"]
    assert organisation.posts == ()
    assert organisation.delegations[0].covers("verify", date(2026, 11, 20))


def test_officers_have_the_names_of_the_newest_import(installed: Installation) -> None:
    change(installed, PREFECTURE, {"o1": "杨思行", "o2": "沈向"})
    with installed.storage.read() as tx:
        assert tx.officer_names() == {"o1": "杨思行", "o2": "沈向"}

    change(installed, {"posts": []}, {"o2": "沈向前"})

    with installed.storage.read() as tx:
        assert tx.officer_names() == {"o1": "杨思行", "o2": "沈向前"}


def test_names_of_officers_are_nowhere_outside_the_vault(installed: Installation) -> None:
    change(installed, PREFECTURE, {"o1": "杨思行"})

    with installed.storage.read() as tx:
        assert "杨思行" not in str(tx.entries("organisation", -1, 10))
        assert "杨思行" not in str(tx.organisation())


def test_before_the_first_import_there_is_an_empty_organisation(installed: Installation) -> None:
    with installed.storage.read() as tx:
        organisation = tx.organisation()

    assert (organisation.version, organisation.organs, organisation.posts) == (0, {}, ())
