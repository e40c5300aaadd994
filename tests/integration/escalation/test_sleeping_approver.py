"""Whoever must approve and doesn't is no end of the way: his superiors hear of it, and he has lost no right."""

import hashlib
import secrets

import pytest

from app.auditing.opening import audited
from app.auditing.rebuild import rebuild
from app.auditing.verification import verify
from engine.commands import DecideRequest, TakeStep
from engine.sweeping import Swept, sweep
from tests.integration.api.prefecture import ALLOCATOR, PETITION, PRINCIPAL
from tests.integration.deadlines.clockwork import Clockwork, done
from tests.integration.escalation.ladders import CITY_PRINCIPAL, Ladders


@pytest.fixture
def asked(clockwork: Clockwork) -> Ladders:
    """An allocation that waits for the county's principal since Monday 2 November; due by Monday the 9th."""
    clockwork.at("2026-11-02")
    case = clockwork.opened("2026-11-02", authority="中共清河县委")
    sheet, digest = b"allocation", hashlib.sha256(b"allocation").hexdigest()
    assert clockwork.installation.reading.upload(ALLOCATOR.officer, case, digest, sheet) is None
    step = TakeStep(
        id=secrets.token_hex(8),
        actor=ALLOCATOR.officer,
        case=case,
        step="allocate",
        documents={"allocation_sheet": digest},
        hand_to="990101-JD1",
    )
    done(clockwork.installation.service.handle(step))
    return Ladders(clockwork, case, "approve")


def approve(asked: Ladders) -> None:
    """The principal agrees at last."""
    request = asked.body()["pending"]["id"]
    command = DecideRequest(
        id=secrets.token_hex(8),
        actor=PRINCIPAL.officer,
        post=PRINCIPAL.post,
        case=asked.case,
        request=request,
        decision="approve",
    )
    done(asked.clockwork.installation.service.handle(command))


def test_the_approver_is_reminded_before_the_end(asked: Ladders) -> None:
    assert asked.on("2026-11-06") == [PRINCIPAL.officer]


def test_at_the_end_the_next_organ_up_hears_of_it(asked: Ladders) -> None:
    assert asked.on("2026-11-10") == [PRINCIPAL.officer, CITY_PRINCIPAL]


def test_who_proposed_it_is_no_level_of_it(asked: Ladders) -> None:
    for day in ("2026-11-06", "2026-11-10", "2026-11-18", "2026-11-26"):
        asked.on(day)

    assert {ALLOCATOR.officer, PETITION.officer} & {who for one in asked.events() for who in one.get("to", ())} == set()


def test_an_approval_that_comes_late_counts_and_is_told_as_late(asked: Ladders) -> None:
    asked.on("2026-11-10")

    approve(asked)

    assert asked.body()["state"] == "allocated"
    assert asked.reached() == []
    assert asked.told_last() == {"event": "close", "because": "met", "levels": [0, 1]}


def test_a_second_sweep_finds_nothing_and_an_auditor_every_level(asked: Ladders) -> None:
    asked.on("2026-11-10")
    asked.on("2026-11-18")
    approve(asked)

    assert sweep(asked.clockwork.installation.service) == Swept(0)
    with audited(asked.clockwork.installation.settings) as found:
        assert verify(found).findings == ()
        assert [table for table in rebuild(found) if not table.same] == []
