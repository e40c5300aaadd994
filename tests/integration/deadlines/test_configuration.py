"""An organ's own lengths: within declared bounds, by its principal, for what begins afterwards."""

import pytest

from engine.ports import SoughtDue
from engine.service import MANY
from tests.integration.api.prefecture import DEPUTY, HANDLER, PRINCIPAL
from tests.integration.deadlines.clockwork import Clockwork, code, done, opening

UPWARD = "upward_clue"
"""Five working days for reporting to the superior about a member of the committee; an organ may set three or four."""
MEMBER = {"committee_seat": "party_committee_member", "authority": "中共清河县委"}
CITY_PRINCIPAL = "o00079"


def opened(clockwork: Clockwork) -> str:
    """The id of a clue about a member of the county's committee, received on Monday 2 November."""
    return clockwork.opened("2026-11-02", **MEMBER)


def test_without_a_configured_length_the_declared_one_counts(clockwork: Clockwork) -> None:
    assert clockwork.last_day(opened(clockwork), UPWARD) == "2026-11-09"


def test_a_configured_length_counts_for_what_begins_afterwards_and_says_where_it_is_from(clockwork: Clockwork) -> None:
    done(clockwork.configure(deadline=UPWARD, length={"working_days": 3}))

    case = opened(clockwork)

    assert clockwork.last_day(case, UPWARD) == "2026-11-05"
    assert "清河县纪委监委配置" in clockwork.period(case, UPWARD).sentence


def test_a_thousand_running_periods_stay_as_they_are(clockwork: Clockwork) -> None:
    service, sought = clockwork.installation.service, SoughtDue(organ="990101", kinds=("duty",), limit=3000)
    for _ in range(1000 // MANY):
        service.handle_many([opening("2026-11-02", **MEMBER) for _ in range(MANY)])
    with clockwork.installation.storage.read() as tx:
        before = [(row["case_id"], row["due_at"]) for row in tx.due(sought)]

    done(clockwork.configure(deadline=UPWARD, length={"working_days": 3}))
    with clockwork.installation.storage.read() as tx:
        after = [(row["case_id"], row["due_at"]) for row in tx.due(sought)]

    assert len(before) == 1000
    assert after == before
    assert clockwork.last_day(opened(clockwork), UPWARD) == "2026-11-05"


def test_what_was_configured_is_taken_back(clockwork: Clockwork) -> None:
    clockwork.configure(deadline=UPWARD, length={"working_days": 3})
    clockwork.configure(deadline=UPWARD, length={})

    assert clockwork.last_day(opened(clockwork), UPWARD) == "2026-11-09"


def test_the_nearest_organ_s_length_goes_before_its_superior_s(clockwork: Clockwork) -> None:
    done(clockwork.configure(CITY_PRINCIPAL, deadline=UPWARD, length={"working_days": 3}, organ="9901"))
    inherited = clockwork.last_day(opened(clockwork), UPWARD)

    done(clockwork.configure(deadline=UPWARD, length={"working_days": 4}))

    assert (inherited, clockwork.last_day(opened(clockwork), UPWARD)) == ("2026-11-05", "2026-11-06")


@pytest.mark.parametrize("actor", [HANDLER.officer, DEPUTY.officer, "o01144"])
def test_only_a_principal_of_the_line_configures(clockwork: Clockwork, actor: str) -> None:
    assert code(clockwork.configure(actor, deadline=UPWARD, length={"working_days": 3})) == "wrong_role"


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"length": {"working_days": 6}}, "out_of_bounds"),
        ({"length": {"working_days": 2}}, "out_of_bounds"),
        ({"length": {"days": 4}}, "out_of_bounds"),  # another unit
        ({"length": {}, "deadline": "clue_propose"}, "not_configurable"),  # the article gives the length
        ({"length": {}, "deadline": "nothing"}, "not_configurable"),
        ({"length": {}, "workflow": "nothing"}, "unknown_workflow"),
        ({"length": {}, "organ": "nothing"}, "unknown_organ"),
        ({"length": {}, "organ": "990102"}, "wrong_role"),  # another county
        ({"length": {}, "reason": " "}, "reason_missing"),
    ],
)
def test_what_may_not_be_configured_is_refused(clockwork: Clockwork, more: dict[str, object], expected: str) -> None:
    assert code(clockwork.configure(PRINCIPAL.officer, **{"deadline": UPWARD, **more})) == expected


def test_the_reason_is_kept_in_the_vault_and_not_in_the_entry(clockwork: Clockwork) -> None:
    answer = done(clockwork.configure(deadline=UPWARD, length={"working_days": 3}))

    with clockwork.installation.storage.read() as tx:
        [entry] = tx.entries("policy", answer.seq - 1, 1)

    assert "本县实际" not in str(entry)
    assert entry["commits"].keys() == {"content"}
