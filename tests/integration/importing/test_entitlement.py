"""Who may import what: 案管 for its organ and below, the migration post for seven days, nobody else."""

from datetime import date, timedelta
from typing import Any

import pytest

from app.importing.ledger import ImportRefused
from engine.commands import Delegate, HoldMeeting, IssueToken, MassAct, OpenMatter, RevokeToken, Takeover, TakeStep
from engine.errors import Refused
from tests.integration.importing.house import (
    CLERK,
    COUNTY,
    HANDLER,
    PETITION,
    PREFECTURE_CLERK,
    SECURITY,
    House,
    about,
    officer,
)

TOWN = {"办理机关": "清河县溪铺乡纪委", "分管科室": ""}
ELSEWHERE = {"办理机关": "柳林县纪委监委", "分管科室": "第一监督检查室"}


def test_case_management_of_a_county_imports_for_the_county_and_its_townships(house: House) -> None:
    report = house.take(about(1), about(2, **TOWN), actor=CLERK)

    assert report.imported == 2
    entries = [house.entries(f"case/{case.id}")[0] for case in house.cases().values()]
    assert {(entry["actor"], entry["post"]) for entry in entries} == {(CLERK, f"{CLERK}@990101-AG/handler")}


def test_it_is_refused_for_another_county_before_anything_is_imported(house: House) -> None:
    before = house.size()

    with pytest.raises(ImportRefused, match="柳林县纪委监委") as refused:
        house.take(*(about(number) for number in range(250)), about(300, **ELSEWHERE), actor=CLERK)

    assert refused.value.refused.code == "wrong_organ"
    assert house.size()["cases"] == before["cases"] == 0
    assert house.streams("act/") == []
    (entry,) = house.entries("access/installation")
    assert (entry["kind"], entry["event"], entry["actor"]) == ("refusal", "wrong_organ", CLERK)


def test_case_management_of_the_prefecture_imports_for_every_county(house: House) -> None:
    assert house.take(about(1), about(2, **ELSEWHERE), actor=PREFECTURE_CLERK).imported == 2


@pytest.mark.parametrize("who", [HANDLER, PETITION, SECURITY])
def test_other_officers_are_refused(house: House, who: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        house.take(about(1), actor=who)

    assert refused.value.refused.code == "wrong_role"
    assert house.cases() == {}
    assert [entry["event"] for entry in house.entries("access/installation")] == ["wrong_role"]


def test_a_dry_run_is_refused_as_well_and_leaves_no_trace(house: House) -> None:
    before = house.size()

    with pytest.raises(ImportRefused):
        house.run(house.ledger(about(1)), HANDLER, dry_run=True)

    assert house.size() == before


def test_a_county_sends_the_matter_about_its_principal_up(house: House) -> None:
    report = house.take(officer("昌子源", "清河县纪委书记"), actor=CLERK)

    assert report.imported == 1
    assert house.only_case().organ == "9901"
    assert house.sees(CLERK) == set()


def test_who_holds_several_posts_names_the_one_or_takes_the_one_that_may(house: House) -> None:
    post = f"{PREFECTURE_CLERK}@9901-AG/handler"

    assert house.run(house.ledger(about(1)), PREFECTURE_CLERK, post).imported == 1
    with pytest.raises(ImportRefused):
        house.run(house.ledger(about(2)), PREFECTURE_CLERK, f"{PREFECTURE_CLERK}@9901-GB/handler")


@pytest.mark.parametrize(("days", "imports"), [(6, True), (7, False), (400, False)])
def test_the_migration_post_imports_for_seven_days(house: House, days: int, imports: bool) -> None:
    house.hand.moved = timedelta(days=days)

    if imports:
        assert house.take(about(1)).imported == 1
        return
    with pytest.raises(ImportRefused, match="没有岗位"):
        house.take(about(1))
    assert house.cases() == {}


def _takeover(**more: Any) -> Takeover:
    given = {"office": "990101-JD1", "state": "allocated", "number": "X", "reference": "a" * 64, "content": "b" * 64}
    return Takeover(act="act", matter="c" * 64, **given | more)


def _opening(actor: str, organ: str = COUNTY, takeover: Takeover | None = None) -> OpenMatter:
    return OpenMatter(
        id="x",
        actor=actor,
        workflow="clue_disposal",
        subjects=({"name": "某某"},),
        received_on=date(2026, 3, 9),
        organ=organ,
        takeover=takeover,
    )


def test_the_migration_post_may_do_nothing_but_import(house: House) -> None:
    house.take(about(1))
    case = house.only_case()
    ends = house.hand.now() + timedelta(days=1)
    tries = [
        _opening("migration"),
        TakeStep(id="1", actor="migration", case=case.id, step="receive"),
        HoldMeeting(id="2", actor="migration", organ=COUNTY, office=None, body="standing_committee",
                    held_on=date(2026, 11, 1), present=("o00150",)),
        IssueToken(id="3", actor="migration", officer=HANDLER, valid_to=ends, secret_hash="0" * 64),
        RevokeToken(id="4", actor="migration", token_id="t0"),
        Delegate(id="5", actor="migration", to=HANDLER, steps=("*",), valid_from=date(2026, 11, 1),
                 valid_to=date(2027, 1, 1)),
    ]  # fmt: skip

    answers = [house.found.service.handle(command) for command in tries]

    assert all(isinstance(answer, Refused) for answer in answers)
    assert house.sees("migration") == set()
    assert isinstance(house.found.reading.case("migration", case.id), Refused)


@pytest.mark.parametrize(
    ("actor", "organ", "takeover", "code"),
    [
        # A takeover is an import's, whoever asks for it.
        (PETITION, COUNTY, _takeover(), "wrong_role"),
        (CLERK, "990102", _takeover(office=None), "wrong_organ"),
        # Up the line of the stated organ, never sideways, and only from an organ that is his.
        (CLERK, "990102", _takeover(office=None, stated=COUNTY), "wrong_organ"),
        (CLERK, "9901", _takeover(office=None, stated="990102"), "wrong_organ"),
        (CLERK, COUNTY, _takeover(state="on_trial"), "not_taken_over"),
    ],
)
def test_the_door_itself_refuses_what_an_import_may_not(
    house: House, actor: str, organ: str, takeover: Takeover, code: str
) -> None:
    answer = house.found.service.handle(_opening(actor, organ, takeover))

    assert isinstance(answer, Refused)
    assert answer.code == code


def test_a_mass_act_of_another_officers_organs_is_refused(house: House) -> None:
    act = MassAct(id="m", actor=CLERK, act="ledger-1", event="begin", about="ledger", organs=("990102",))

    assert isinstance(house.found.service.handle(act), Refused)
    assert house.streams("act/") == []


def test_a_token_is_good_until_its_end_and_not_after_it_was_revoked(house: House) -> None:
    secret = house.token(CLERK)
    authenticate = house.found.authenticate

    assert (authenticate(secret), authenticate("mj_wrong"), authenticate("")) == (CLERK, None, None)
    house.hand.moved = timedelta(hours=1)
    assert authenticate(secret) is None
    house.hand.moved = timedelta()
    (token,) = [entry["data"]["token"] for entry in house.entries("identity")[1:]]
    assert not isinstance(
        house.found.service.handle(RevokeToken(id="r", actor=SECURITY, token_id=token["id"])), Refused
    )
    assert authenticate(secret) is None
