"""What a hostile reading found open: each way round the law, tried on a whole installation."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.assembly import Installation, initialise, opened
from app.demo.meetings import study
from app.demo.routes import INVESTIGATED, TRIED_AGAIN
from app.demo.run import DATA
from app.demo.walk import Walk
from app.demo.walker import Walker
from app.importing.organisation import read_organisation
from app.settings import Settings
from engine.commands import Delegate, HoldMeeting, ImportOrganisation, Item, Recuse, TakeStep
from engine.desks.desk import Answer
from engine.desks.genesis import MIGRATION
from engine.errors import Refused

COUNTY = "990101"
TO_FILING = ("allocate", "receive", "verify", "add_evidence", "report_verification")
TO_ACCEPTANCE = (*TO_FILING, "file_case", "receive_file", *INVESTIGATED, "transfer_to_trial", "receive_trial_file")
TO_TRIAL = (*TO_ACCEPTANCE, "accept_for_trial", "hold_trial_talk")
LIGHT = {"party_sanction": "serious_warning", "administrative_sanction": "major_demerit"}


def snapshot(leaving: str = "") -> dict[str, Any]:
    """The organisation; of its standing committee, one member only sat before this summer."""
    read = read_organisation(DATA / "organisation.json").snapshot
    posts = [dict(post) for post in read["posts"]]
    seats = [post for post in posts if (post["organ"], post["position"]) == (COUNTY, "standing_committee_member")]
    for post in seats[1:]:
        post["valid_from"] = "2026-06-01"
    for post in posts:
        if post["officer"] == leaving:
            post["valid_to"] = datetime.now(UTC).date().isoformat()
    return {**read, "posts": posts}


def organised(office: Installation, leaving: str = "") -> None:
    names = read_organisation(DATA / "organisation.json").names
    command = ImportOrganisation(id=f"organised-{leaving}", actor=MIGRATION, snapshot=snapshot(leaving), names=names)
    assert isinstance(office.service.handle(command), Answer)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Installation]:
    settings = Settings(home=tmp_path, database_url=f"sqlite:///{tmp_path / 'mingjian.db'}", keys=tmp_path / "keys")
    initialise(settings)
    with opened(settings) as found:
        organised(found)
        yield found


@pytest.fixture
def walker(office: Installation) -> Walker:
    return Walker(office.service, office.reading)


def opened_case(walker: Walker) -> Walk:
    committee = walker.organisation.organs[COUNTY].party_committee
    subject = {"name": "张测试", "party_member": True, "supervised": True, "rank": "staff", "authority": committee}
    return walker.open(COUNTY, subject)[0]


def test_a_sitting_dated_before_the_proposal_decides_nothing(walker: Walker) -> None:
    walk = opened_case(walker).takes(*TO_TRIAL)
    walk.propose("decide", LIGHT)
    walk.approve()
    waiting = walk.waiting()
    recorder = waiting.note_taker()
    day = date(2022, 1, 4)
    sitting = [post.officer for post in walker.organisation.holders("standing_committee_member", COUNTY, day)]
    meeting = walker.handle(
        HoldMeeting(
            id="sat-alone",
            actor=recorder.officer,
            post=recorder.id,
            organ=COUNTY,
            office=None,
            body="standing_committee",
            held_on=day,
            present=tuple(sitting),
            items=(Item(walk.id, waiting.request.id, dict.fromkeys(sitting, "agree")),),
        )
    )
    assert isinstance(meeting, Answer)

    refused = walk.refused(waiting.told(recorder, meeting=meeting.data["meeting"]))

    assert (len(sitting), refused.code, walk.state) == (1, "before_previous", "on_trial")


def test_a_study_held_before_the_case_was_sent_back_carries_nothing_afterwards(walker: Walker) -> None:
    walk = opened_case(walker).takes(*TO_TRIAL)
    before = study(walker, walker.scene(walk.id), "office_meeting", "decide")
    walk.takes("return_for_reinvestigation", *TRIED_AGAIN)

    assert walk.attempt("decide", LIGHT, meeting=before).code == "study_not_carried"


def test_who_has_left_his_post_no_longer_counts_in_the_team(office: Installation, walker: Walker) -> None:
    walk = opened_case(walker).takes(*TO_TRIAL)
    gone, left = walk.case.team
    organised(office, gone)

    assert walk.attempt("decide", LIGHT, by=left).code == "team_too_small"


@pytest.mark.parametrize(
    "again", ["清委〔2026〕１５号", "清委〔2026〕 15 号", "清委\u200b〔2026〕15号", "清委[2026]15号"]
)
def test_one_sheet_written_in_another_way_is_the_same_sheet(walker: Walker, again: str) -> None:
    answers: list[Answer | Refused] = []
    for number in ("清委〔2026〕15号", again):
        walk = opened_case(walker).takes(*TO_FILING)
        walk.propose("file_case")
        walk.approve()
        waiting = walk.waiting()
        first = waiting.recorder()
        sheet = replace(waiting.sheet(first), number=number)
        answers.append(walker.handle(waiting.told(first, sheet=sheet)))

    assert isinstance(answers[0], Answer)
    assert isinstance(answers[1], Refused)
    assert answers[1].code == "number_used"


def test_a_sheet_older_than_the_matter_counts_for_nothing(walker: Walker) -> None:
    walk = opened_case(walker).takes(*TO_FILING)
    walk.propose("file_case")
    walk.approve()
    waiting = walk.waiting()
    first = waiting.recorder()
    sheet = replace(waiting.sheet(first), issued_on=date(1999, 1, 1))

    assert walk.refused(waiting.told(first, sheet=sheet)).code == "before_previous"


def test_what_a_delegate_passed_on_ends_when_he_leaves(office: Installation, walker: Walker) -> None:
    principal, deputy = walker.officers(COUNTY, "principal")[0], walker.officers(COUNTY, "deputy_leader")[0]
    walk = opened_case(walker)
    walk.propose("allocate")
    proposer = walk.waiting().request.proposer
    last = next(post for post in walker.officers(COUNTY, "handler") if post.officer != proposer)
    today = walker.world().today
    for giver, to in ((principal, deputy), (deputy, last)):
        lent = Delegate(
            id=f"lent-{to.officer}",
            actor=giver.officer,
            post=giver.id,
            of_post=principal.id,
            to=to.officer,
            steps=("*",),
            valid_from=today,
            valid_to=today + timedelta(days=30),
        )
        assert isinstance(walker.handle(lent), Answer)
    organised(office, deputy.officer)

    assert walk.refused(walk.waiting().told(last)).code == "wrong_role"


def test_what_was_typed_as_a_post_does_not_reach_the_register(walker: Walker) -> None:
    walk = opened_case(walker)
    typed = "zhangsan-13800138000"

    walk.refused(TakeStep(id="typed", actor=walk.case.opened_by, post=typed, case=walk.id, step="allocate"))

    assert typed not in str(walk.refusals())
    assert walk.refusals()[-1]["post"] == "?"


def test_nobody_is_sanctioned_who_is_known_neither_as_a_member_nor_as_supervised(walker: Walker) -> None:
    committee = walker.organisation.organs[COUNTY].party_committee
    walk = walker.open(COUNTY, {"name": "李无名", "rank": "staff", "authority": committee})[0]

    walk.takes(*TO_FILING)
    refused = walk.attempt("file_case")
    walk.take("file_case", {"involved": True}).takes(*TO_TRIAL[len(TO_FILING) + 1 :])

    assert (refused.code, walk.attempt("decide", {}).code) == ("condition", "condition")


def test_an_investigator_of_a_co_subject_does_not_sit_in_the_trial(walker: Walker) -> None:
    committee = walker.organisation.organs[COUNTY].party_committee
    about = {"party_member": True, "supervised": True, "rank": "staff", "authority": committee}
    first, second = walker.open(COUNTY, {"name": "张甲", **about}, {"name": "李乙", **about})
    trial = [post.officer for post in walker.officers(COUNTY, "handler", ("trial",))]
    second.takes("allocate", "receive", "verify")
    served = second.case.team[0]
    first.takes(*TO_ACCEPTANCE)

    refused = first.attempt("accept_for_trial", team=(served, trial[0]))

    assert refused.code == "team_separation"


def test_an_approval_falls_with_the_recusal_of_who_gave_it(walker: Walker) -> None:
    walk = opened_case(walker).takes(*TO_FILING)
    walk.propose("file_case")
    walk.approve()
    principal, above = walker.officers(COUNTY, "principal")[0], walker.officers("9901", "principal")[0]
    away = Recuse(id="away", actor=above.officer, post=above.id, case=walk.id, officer=principal.officer)
    assert isinstance(walker.handle(away), Answer)

    walk.approve()
    last = walk.approve()

    assert last.event == "lapsed"
    assert walk.state == "verified"
