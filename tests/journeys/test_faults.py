"""A demonstration that isn't clean says so: the attempts and the script keep what ended otherwise than it must."""

from app.demo.attempts import ENOUGH, Attempts
from app.demo.routes import Route
from app.demo.script import Script
from app.demo.walk import NotRefused
from engine.errors import Refused
from tests.journeys.journey import Organ


def a_refusal() -> Refused:
    return Refused("wrong_state", "现在不能办理。", "请先完成前序步骤。")


def went_through() -> Refused:
    raise NotRefused("it was carried out")


def test_an_attempt_that_is_refused_as_it_must_be_is_no_fault() -> None:
    attempts = Attempts()

    attempts.one("verify", "wrong_state", a_refusal)

    assert attempts.faults == []
    assert attempts.made["verify wrong_state"] == 1


def test_an_attempt_that_goes_through_is_a_fault() -> None:
    attempts = Attempts()

    attempts.one("verify", "wrong_state", went_through)

    assert attempts.faults == ["verify wrong_state：未被拒绝（it was carried out）"]


def test_a_refusal_for_another_reason_is_a_fault() -> None:
    attempts = Attempts()

    attempts.one("verify", "wrong_role", a_refusal)

    assert attempts.faults == ["verify wrong_role：实为 wrong_state（现在不能办理。）"]


def test_an_attempt_is_made_a_few_times_and_no_more() -> None:
    attempts = Attempts()

    for _ in range(ENOUGH + 3):
        attempts.one("verify", "wrong_state", a_refusal)

    assert attempts.made["verify wrong_state"] == ENOUGH


def test_a_case_that_ends_elsewhere_than_its_route_is_a_fault(county: Organ) -> None:
    script = Script(county.walker)
    clue = county.clue()

    script.ended.append((Route("registered", "allocated"), clue))

    assert script.strays == [f"{clue.case.number}：应为 allocated，实为 registered"]
