"""Where an officer can be told: he says so himself, and only the vault knows it."""

from pathlib import Path

import pytest
from sqlalchemy import text

from app.auditing.opening import audited
from app.auditing.verification import verify
from tests.integration.api.prefecture import HANDLER, PETITION_HEAD
from tests.integration.api.visitor import Counter
from tests.integration.deadlines.clockwork import code, done
from tests.integration.escalation.ladders import DEPUTY, HEAD
from tests.integration.outbound.outside import House, Postbox

ADMINISTRATOR = "o01144"


def test_an_officer_says_where_he_can_be_told(house: House) -> None:
    done(house.contact("head@example.org"))

    with house.found.storage.read() as tx:
        assert tx.contacts() == {HEAD: {"mail": "head@example.org"}}


def test_the_newest_address_counts_and_none_takes_it_back(house: House) -> None:
    done(house.contact("old@example.org"))
    done(house.contact("new@example.org"))
    done(house.contact("robot", channel="wecom"))
    done(house.contact("", channel="wecom"))

    with house.found.storage.read() as tx:
        assert tx.contacts() == {HEAD: {"mail": "new@example.org"}}


def test_the_system_administrator_may_do_it_for_him_and_no_colleague(house: House) -> None:
    done(house.contact("head@example.org", actor=ADMINISTRATOR))

    assert code(house.contact("mine@example.org", actor=DEPUTY)) == "wrong_role"


@pytest.mark.parametrize(
    ("channel", "address"),
    [
        ("mail", "nobody"),
        ("mail", "a@b\nBcc: c@d"),
        ("mail", "a@b, c@d"),
        ("wecom", "key?to=https://elsewhere"),
        ("wecom", "a/b"),
        ("telegram", "name"),
    ],
)
def test_an_address_that_is_none_is_refused(house: House, channel: str, address: str) -> None:
    assert code(house.contact(address, channel=channel)) == "input_invalid"


def test_no_address_stands_in_the_register_or_outside_the_vault(house: House, box: Postbox) -> None:
    done(house.contact("very.secret@example.org"))
    house.ladders.on("2026-11-10", "09:00")
    house.deliver()
    assert len(box.mails) == 1

    with audited(house.found.settings) as found:
        assert verify(found).findings == ()
    with house.found.engines.read.connect() as connection:
        bodies = [bytes(body) for body in connection.execute(text("SELECT body FROM register_entry")).scalars()]
    assert bodies
    assert not any(b"very.secret" in body for body in bodies)


@pytest.mark.only_on("sqlite")
def test_the_file_of_the_database_holds_no_address(house: House) -> None:
    done(house.contact("very.secret@example.org"))
    house.found.engines.dispose()

    held = [file.read_bytes() for file in Path(house.found.settings.home).glob("mingjian.db*")]

    assert held
    assert not any(b"very.secret" in content for content in held)


def test_at_the_counter_an_officer_says_it_and_never_reads_it_back(counter: Counter) -> None:
    said = counter.visitor(PETITION_HEAD).post("/contacts", {"channel": "mail", "address": "head@example.org"})
    other = counter.visitor(HANDLER).post(
        "/contacts", {"channel": "mail", "address": "me@example.org", "officer": PETITION_HEAD.officer}
    )
    wrong = counter.visitor(HANDLER).post("/contacts", {"channel": "mail", "address": "a@b, c@d"})

    assert (said.status_code, other.status_code, wrong.status_code) == (201, 403, 422)
    assert "head@example.org" not in said.text
