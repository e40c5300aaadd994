"""What tells a repeated command from another one under the same id."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from engine.commands import Command, DecideRequest, HoldMeeting, Item, OpenMatter, Sheet, TakeStep
from engine.fingerprint import fingerprint
from tests.builders import papers

TAKE = TakeStep(id="k1", actor="jc_a", case="c1", step="submit", documents=papers("evidence"), team=("a", "b"))


@pytest.mark.parametrize("again", [{"id": "k2"}, {"token": "t2"}, {"expected": 9}])
def test_id_token_and_version_are_no_part_of_what_was_asked(again: dict[str, object]) -> None:
    assert fingerprint(replace(TAKE, **again)) == fingerprint(TAKE)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "other",
    [
        replace(TAKE, actor="jc_b"),
        replace(TAKE, post="p"),
        replace(TAKE, case="c2"),
        replace(TAKE, step="close"),
        replace(TAKE, inputs={"x": 1}),
        replace(TAKE, inputs={"x": "1"}),
        replace(TAKE, documents=papers("other")),
        replace(TAKE, team=("b", "a")),
        replace(TAKE, hand_to="JC"),
        replace(TAKE, meeting="m1"),
        replace(TAKE, reason="x"),
        replace(TAKE, occurred_at=datetime(2026, 11, 20, tzinfo=UTC)),
    ],
)
def test_everything_else_is(other: TakeStep) -> None:
    assert fingerprint(other) != fingerprint(TAKE)


def test_two_kinds_of_command_never_look_alike() -> None:
    one = Command(id="k", actor="a")

    assert fingerprint(one)["kind"] == "Command"
    assert fingerprint(one) != fingerprint(TAKE)


@pytest.mark.parametrize(
    "command",
    [
        OpenMatter(
            id="k",
            actor="a",
            workflow="drill",
            subjects=({"name": "张某", "amount": Decimal("1.5"), "share": 0.5, "party_member": True, "x": None},),
            received_on=date(2026, 11, 20),
        ),
        DecideRequest(
            id="k", actor="a", case="c1", request="r1", decision="approve", sheet=Sheet("1", date(2026, 11, 1), "d")
        ),
        HoldMeeting(
            id="k",
            actor="a",
            organ="o",
            office=None,
            body="b",
            held_on=date(2026, 11, 20),
            present=("x",),
            items=(Item("c1", "r1", {"x": "agree"}),),
        ),
    ],
)
def test_every_value_becomes_plain_json(command: Command) -> None:
    plain = fingerprint(command)

    assert json.loads(json.dumps(plain)) == plain
