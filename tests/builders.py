"""What tests of the engine start from: a tiny invented prefecture, cases, worlds and commands with good defaults.

The procedure is `tests.drill.DRILL`; people are called by what they do: `jc_a` is a handler of 审查调查室, `deputy` the
leader who oversees it. `Dossier` does to one case what the door does, without a store: judge, then fold.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, Final

from engine.case import Case, Request, fold, request_body
from engine.commands import (
    CaseCommand,
    CompareSheet,
    DecideRequest,
    PassOn,
    Recuse,
    Sheet,
    SignStep,
    TakeStep,
    WithdrawRequest,
)
from engine.decision import decide
from engine.definition import Workflow
from engine.errors import Refused
from engine.organisation import Delegation, Office, Organ, Organisation, Post
from engine.outcome import Decision
from engine.past import Past, Told
from engine.registry import Definition
from engine.terms import BODIES, DOCUMENTS
from engine.working_calendar import WorkingCalendar
from engine.world import CaseFile, Meeting, World
from tests.drill import DRILL

PROVINCE, PREFECTURE, COUNTY, OTHER_COUNTY, TOWNSHIP = "99", "9901", "990101", "990102", "990101001"
NOW: Final = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
YESTERDAY, TODAY, TOMORROW = date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 21)
STANDING: Final = ("principal", "deputy", "trial_deputy", "member_a", "member_b")
"""The five members of the county's standing committee."""
OFFICE: Final = ("jc_head", "jc_a", "jc_b", "jc_c")
"""The four officers of 审查调查室, who study its cases together."""
PANEL: Final = ("sl_a", "sl_b")
"""Two officers of 案件审理室."""


# --- The prefecture -----------------------------------------------------------------------------------------------

_ORGANS: Final = (
    Organ(PROVINCE, "江原省纪委监委", "province", "commission", None, "中共江原省委", on_platform=False),
    Organ(PREFECTURE, "云川市纪委监委", "prefecture", "commission", PROVINCE, "中共云川市委"),
    Organ(COUNTY, "清河县纪委监委", "county", "commission", PREFECTURE, "中共清河县委"),
    Organ(OTHER_COUNTY, "石阴县纪委监委", "county", "commission", PREFECTURE, "中共石阴县委"),
    Organ(TOWNSHIP, "清河县溪铺乡纪委", "township", "township_commission", COUNTY, "中共清河县溪铺乡委员会"),
)

_FUNCTIONS: Final = {
    f"{COUNTY}-XF": ("信访室", "petition"),
    f"{COUNTY}-AG": ("案件监督管理室", "case_supervision"),
    f"{COUNTY}-BG": ("办公室", "general"),
    f"{COUNTY}-JC": ("第一审查调查室", "investigation"),
    f"{COUNTY}-JC2": ("第二审查调查室", "investigation"),
    f"{COUNTY}-SL": ("案件审理室", "trial"),
    f"{PREFECTURE}-AG": ("案件监督管理室", "case_supervision"),
    f"{PREFECTURE}-JC": ("审查调查室", "investigation"),
    f"{OTHER_COUNTY}-XF": ("信访室", "petition"),
    f"{OTHER_COUNTY}-JC": ("审查调查室", "investigation"),
}
XF, AG, BG, JC, JC2, SL = (f"{COUNTY}-{name}" for name in ("XF", "AG", "BG", "JC", "JC2", "SL"))


def post(officer: str, place: str, position: str, **more: Any) -> Post:
    """A post in an office, or in an organ itself."""
    office = place if place in _FUNCTIONS else None
    return Post(officer, place.partition("-")[0], office, position, **more)


def _staff(office: str, *officers: str) -> tuple[Post, ...]:
    head, *handlers = officers
    return (post(head, office, "office_head"), *(post(officer, office, "handler") for officer in handlers))


POSTS: Final = (
    post("province_principal", PROVINCE, "principal"),
    post("city_principal", PREFECTURE, "principal"),
    post("city_deputy", PREFECTURE, "deputy_leader", oversees=(f"{PREFECTURE}-JC",)),
    *_staff(f"{PREFECTURE}-AG", "city_ag_head", "city_ag_a"),
    *_staff(f"{PREFECTURE}-JC", "city_jc_head", "city_jc_a"),
    post("principal", COUNTY, "principal"),
    post("deputy", COUNTY, "deputy_leader", oversees=(XF, AG, BG, JC, JC2)),
    post("trial_deputy", COUNTY, "deputy_leader", oversees=(SL,)),
    *(post(officer, COUNTY, "standing_committee_member") for officer in STANDING),
    post("clerk", COUNTY, "registrar"),
    *_staff(XF, "xf_head", "xf_a", "xf_b"),
    *_staff(AG, "ag_head", "ag_a", "ag_b"),
    *_staff(BG, "bg_head", "bg_a", "bg_b"),
    *_staff(JC, *OFFICE),
    *_staff(JC2, "jc2_head", "jc2_a"),
    *_staff(SL, "sl_head", "sl_a", "sl_b", "sl_c"),
    post("other_principal", OTHER_COUNTY, "principal"),
    *_staff(f"{OTHER_COUNTY}-XF", "other_xf_head", "other_xf_a"),
    *_staff(f"{OTHER_COUNTY}-JC", "other_jc_head", "other_jc_a"),
    post("town_principal", TOWNSHIP, "principal"),
    post("town_deputy", TOWNSHIP, "deputy_leader"),
    *(post(officer, TOWNSHIP, "handler") for officer in ("town_a", "town_b", "town_c")),
    *(post(officer, TOWNSHIP, "committee_member") for officer in ("town_a", "town_b", "town_c")),
    post("town_registrar", TOWNSHIP, "registrar"),
    post("auditor", PREFECTURE, "auditor", scope=PREFECTURE),
    post("county_auditor", PREFECTURE, "auditor", scope=COUNTY),
    post("other_auditor", PREFECTURE, "auditor", scope=OTHER_COUNTY),
    post("system_admin", PREFECTURE, "system_administrator"),
    post("security_admin", PREFECTURE, "security_administrator"),
    post("audit_admin", PREFECTURE, "audit_administrator"),
    post("migrator", PREFECTURE, "migration"),
    post("area_head", COUNTY, "area_head", area="A01"),
)
OFFICERS: Final = tuple(dict.fromkeys(held.officer for held in POSTS))


def an_organisation(
    *more: Post, without: Iterable[str] = (), delegations: tuple[Delegation, ...] = (), organs: Iterable[Organ] = ()
) -> Organisation:
    """The prefecture with further posts, organs and delegations, and without the posts of some officers."""
    gone = frozenset(without)
    offices = {
        code: Office(code, code.partition("-")[0], name, function) for code, (name, function) in _FUNCTIONS.items()
    }
    held = (*(held for held in POSTS if held.officer not in gone), *more)
    return Organisation(1, {organ.code: organ for organ in (*_ORGANS, *organs)}, offices, held, delegations)


def a_delegation(of: str, to: str, *steps: str, **more: Any) -> Delegation:
    """The first post of an officer delegated to another for these steps (none: every step), this month."""
    held = next(held for held in POSTS if held.officer == of)
    given = {"valid_from": date(2026, 11, 1), "valid_to": date(2026, 12, 1), **more}
    return Delegation("d1", held.id, to, steps or ("*",), **given)


# --- The world ----------------------------------------------------------------------------------------------------


CALENDAR: Final = WorkingCalendar.of(
    [
        (
            0,
            {
                "base": {
                    "off": {f"2026-{day}": "国庆节" for day in ("10-01", "10-02", "10-05", "10-06", "10-07")},
                    "on": {f"2026-{day}": "国庆节" for day in ("09-20", "10-10")},
                    "statutory": {"2027-01-01": "元旦"},
                    "published": 2026,
                }
            },
        )
    ]
)
"""2026 as far as the autumn goes."""


def digest_of(kind: str) -> str:
    """What stands for the digest of an uploaded document of this kind."""
    return f"sha256-{kind}"


def papers(*kinds: str) -> dict[str, str]:
    """Documents of these kinds, as uploaded."""
    return {kind: digest_of(kind) for kind in kinds}


_UPLOADED: Final = frozenset(digest_of(kind) for kind in (*DOCUMENTS, "sheet", *(f"opinion@{body}" for body in BODIES)))


def a_world(organisation: Organisation | None = None, *meetings: Meeting, **more: Any) -> World:
    """The morning of 20 November 2026, with one document of every kind uploaded."""
    given: dict[str, Any] = {"now": NOW, "files": _UPLOADED, "calendar": CALENDAR}
    given |= {"meetings": {meeting.id: meeting for meeting in meetings}, **more}
    return World(organisation=organisation or an_organisation(), **given)


def a_meeting(
    subject: str,
    agree: Iterable[str],
    *,
    oppose: Iterable[str] = (),
    present: Iterable[str] | None = None,
    recused: Iterable[str] = (),
    **more: Any,
) -> Meeting:
    """A meeting of 常委会 about one item of the case c1; present is who voted, unless told otherwise."""
    opinions = dict.fromkeys(agree, "agree") | dict.fromkeys(oppose, "oppose")
    given: dict[str, Any] = {"id": "m1", "organ": COUNTY, "office": None, "body": "standing_committee"}
    given |= {"held_on": TODAY, "recorded_by": "bg_a"}
    return Meeting(
        present=tuple(opinions if present is None else present),
        recused=tuple(recused),
        items={("c1", subject): opinions},
        **{**given, **more},
    )


def a_study(step: str, agree: Iterable[str] = OFFICE, **more: Any) -> Meeting:
    """审查调查室 has studied a step together."""
    return a_meeting(step, agree, **{"id": "study", "body": "office_meeting", "office": JC, **more})


# --- Cases --------------------------------------------------------------------------------------------------------


@cache
def a_definition(workflow: Workflow = DRILL) -> Definition:
    """A sound workflow, compiled."""
    return Definition.of(workflow)


def a_case(state: str = "allocated", **more: Any) -> Case:
    """A county's case in 审查调查室, in a state of the drill."""
    declared = a_definition().lookup.state(state)
    given: dict[str, Any] = {
        "id": "c1",
        "matter": "m1",
        "workflow": "drill",
        "definition": a_definition().digest,
        "state": state,
        "phase": declared.phase,
        "closed": declared.closed,
        "version": 3,
        "number": "990101-2026-00001",
        "organ": COUNTY,
        "competent": COUNTY,
        "office": JC,
        "opened_at": (NOW - timedelta(days=9)).isoformat(),
        "opened_by": "xf_a",
        "received_on": "2026-11-10",
        "last_occurred_at": (NOW - timedelta(days=2)).isoformat(),
        "track": "both",
    }
    return Case(**{**given, **more})


def a_township_case(state: str = "allocated", **more: Any) -> Case:
    """A township's case: no office holds it."""
    return a_case(state, **{"organ": TOWNSHIP, "competent": TOWNSHIP, "office": None, **more})


def under_inquiry(**more: Any) -> Case:
    """A case with its team of two at work."""
    served = {"inquiry": ("jc_a", "jc_b")}
    return a_case("inquiring", **{"team": ("jc_a", "jc_b"), "served": served, "teams": served, **more})


def on_trial(**more: Any) -> Case:
    """A case with a panel of two in 审理室; the inquiry's team is kept apart."""
    served = {"inquiry": ("jc_a", "jc_b"), "trial": PANEL}
    given = {"office": SL, "team": PANEL, "served": served, "teams": served, "custody": (("inquiry", JC),)}
    return a_case("on_trial", **{**given, **more})


def body_of(case: Case) -> dict[str, Any]:
    """The committed body of a case, as it comes back from a database."""
    values = {item.name: getattr(case, item.name) for item in fields(case)}
    pending = request_body(case.pending) if case.pending else None
    body: dict[str, Any] = json.loads(json.dumps(fold(None, {**values, "pending": pending})))
    return body


# --- Commands and what comes of them ------------------------------------------------------------------------------

SHEET: Final = Sheet("清委〔2026〕1号", TODAY, digest_of("sheet"))


class Dossier:
    """One case with what the vault holds of it, in a world: does what the door does, without a store."""

    def __init__(
        self,
        case: Case,
        *,
        world: World | None = None,
        facts: Mapping[str, Any] | None = None,
        workflow: Workflow = DRILL,
    ) -> None:
        self.definition = a_definition(workflow)
        self.body = body_of(case)
        self.world = world or a_world()
        self.facts = dict(facts or {})
        self.proposal: dict[str, Any] = {}
        self.past = Past()
        self._facts_before = self.facts

    @property
    def case(self) -> Case:
        """The case as it stands."""
        return Case.read(self.body)

    @property
    def file(self) -> CaseFile:
        """The case with its facts, its proposal and its past."""
        return CaseFile(self.case, self.facts, self.proposal, self.past, self.body["version"])

    @property
    def request(self) -> Request:
        """The request that waits: the one in the case's way before those about its periods."""
        assert self.case.requests, "nothing waits for approval"
        return self.case.requests[0]

    def judge(self, command: CaseCommand, held: Post | None = None) -> Decision | Refused:
        """What comes of a command, without carrying it out. The post is the officer's first unless it is given."""
        posts = self.world.posts(command.actor)
        return decide(self.definition, self.file, command, held or (posts[0] if posts else None), self.world)

    def do(self, command: CaseCommand, held: Post | None = None) -> Decision | Refused:
        """Judge a command and fold what was decided into the case."""
        decision = self.judge(command, held)
        if isinstance(decision, Decision):
            self._keep(decision)
        return decision

    def _keep(self, decision: Decision) -> None:
        before, told = self.body, self.told(decision)
        self.body = json.loads(json.dumps(fold(before, told.data["set"])))
        self.past = self.past.then(told, before)
        if decision.kind == "transition":
            self._facts_before = self.facts
        if decision.kind == "correction" and "reversed" in decision.data:
            self.facts = self._facts_before
        if decision.subject is not None:
            self.facts = dict(decision.subject)
        if decision.kind == "proposal":
            self.proposal = dict(decision.content or {})

    def told(self, decision: Decision) -> Told:
        """What the entry of a decision tells."""
        drawn = {"drawn": [{"series": series} for series, _ in decision.issues]} if decision.issues else {}
        data = {**decision.data, **drawn, "set": self.changes(decision)}
        return Told(self.body["version"], decision.kind, decision.event, json.loads(json.dumps(data)))

    def changes(self, decision: Decision) -> dict[str, Any]:
        """The fields that the entry sets: those of the decision, the version, and the numbers that were drawn."""
        version = self.body["version"] + 1
        numbers = {series: f"{series}-{version}" for series, _ in decision.issues}
        issued = {"issued": {**self.body.get("issued", {}), **numbers}} if numbers else {}
        return {**decision.changes, "version": version, **issued}

    def take(self, actor: str, step: str, **more: Any) -> Decision | Refused:
        """An officer takes a step."""
        return self.do(take(actor, step, **more))

    def judge_take(self, actor: str, step: str, **more: Any) -> Refused | None:
        """Why an officer could not take a step; None: he could."""
        result = self.judge(take(actor, step, **more))
        return result if isinstance(result, Refused) else None

    def approve(self, actor: str, **more: Any) -> Decision | Refused:
        """An officer approves the request that waits."""
        return self.do(DecideRequest(**_on(actor, more, request=self.request.id, decision="approve")))

    def turn_down(self, actor: str, decision: str = "return", **more: Any) -> Decision | Refused:
        """An officer returns or refuses the request that waits, with a reason."""
        given = _on(actor, {"reason": "材料不全", **more}, request=self.request.id, decision=decision)
        return self.do(DecideRequest(**given))

    def record(self, actor: str, sheet: Sheet = SHEET, **more: Any) -> Decision | Refused:
        """An officer records the sheet of an outside body."""
        return self.approve(actor, sheet=sheet, **more)

    def compare(self, actor: str, number: str = SHEET.number, **more: Any) -> Decision | Refused:
        """A second officer compares it."""
        return self.do(CompareSheet(**_on(actor, more, request=self.request.id, number=number)))

    def withdraw(self, actor: str, **more: Any) -> Decision | Refused:
        """An officer takes the request back."""
        return self.do(WithdrawRequest(**_on(actor, more, request=self.request.id)))

    def sign(self, actor: str, step: str, documents: Mapping[str, str], **more: Any) -> Decision | Refused:
        """A member of the team signs."""
        return self.do(SignStep(**_on(actor, more, step=step, documents=documents)))

    def recuse(self, actor: str, officer: str, **more: Any) -> Decision | Refused:
        """An officer decides the recusal of another."""
        return self.do(Recuse(**_on(actor, more, officer=officer)))

    def pass_on(self, actor: str, officer: str, to: str, **more: Any) -> Decision | Refused:
        """An officer hands over what another holds."""
        return self.do(PassOn(**_on(actor, more, act="a1", officer=officer, to=to)))

    def meet(self, meeting: Meeting) -> None:
        """A meeting is recorded; commands may cite it."""
        self.world = replace(self.world, meetings={**self.world.meetings, meeting.id: meeting})

    def reorganise(self, organisation: Organisation) -> None:
        """The organisation is another one from now on."""
        self.world = replace(self.world, organisation=organisation)


def take(actor: str, step: str, **more: Any) -> TakeStep:
    """The command that takes a step."""
    return TakeStep(**_on(actor, more, step=step))


def _on(actor: str, more: Mapping[str, Any], **given: Any) -> dict[str, Any]:
    return {"id": "k1", "actor": actor, "case": "c1", **given, **more}


def refusal(result: object) -> Refused:
    """The refusal that a command came to."""
    assert isinstance(result, Refused), f"not refused: {result}"
    return result


def decision(result: object) -> Decision:
    """The decision that a command came to."""
    assert isinstance(result, Decision), f"refused: {result}"
    return result
