"""The example prefecture, installed once a run and copied for each test: officers with tokens, and their posts."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.assembly import hash_secret, initialise, opened
from app.importing.organisation import OrganisationFile, read_organisation
from app.settings import Settings
from engine.commands import Command, ImportOrganisation, IssueToken
from engine.errors import Refused
from engine.service import Service

ORGANISATION = Path(__file__).parents[3] / "examples" / "prefecture" / "organisation.json"
COUNTY = "990101"
CROWD = tuple(f"crowd{number:02}" for number in range(50))
"""Fifty more handlers, of 案管 and of the first supervision office, than the example has: all may do the same."""


@dataclass(frozen=True)
class Who:
    """An officer in one of his posts."""

    officer: str
    place: str
    position: str

    @property
    def post(self) -> str:
        return f"{self.officer}@{self.place}/{self.position}"

    @property
    def token(self) -> str:
        return f"test-{self.officer}"


PETITION = Who("o00166", "990101-XF", "handler")
PETITION_HEAD = Who("o00165", "990101-XF", "office_head")
ALLOCATOR = Who("o00169", "990101-AG", "handler")
PRINCIPAL = Who("o00150", COUNTY, "principal")
CITY_PRINCIPAL = Who("o00079", "9901", "principal")
NEIGHBOUR_PRINCIPAL = Who("o00317", "990102", "principal")
DEPUTY = Who("o00152", COUNTY, "deputy_leader")
HANDLER = Who("o00172", "990101-JD1", "handler")
COLLEAGUE = Who("o00173", "990101-JD1", "handler")
OFFICE_HEAD = Who("o00171", "990101-JD1", "office_head")
STRANGER = Who("o00175", "990101-JD2", "handler")
SITTING = tuple(Who(f"o00{number}", COUNTY, "standing_committee_member") for number in range(150, 156))
AUDITOR = Who("o01151", "9901", "auditor")
AUDITOR_ELSEWHERE = Who("o01152", "9901", "auditor")
ADMINISTRATOR = Who("o01146", "9901", "security_administrator")
REGISTRAR = Who("o00157", "990101-BG", "handler")
SECOND_REGISTRAR = Who("o00158", "990101-BG", "handler")
CADRE = Who("o00187", "990101-GB", "handler")
ALLOCATORS = tuple(Who(officer, "990101-AG", "handler") for officer in CROWD)
SUPERVISORS = tuple(Who(officer, "990101-JD1", "handler") for officer in CROWD)
MEMBERS = (OFFICE_HEAD, HANDLER, COLLEAGUE, *SUPERVISORS)
"""The first supervision office: who sits in its meetings."""

_TOKENS = (
    PETITION,
    PETITION_HEAD,
    ALLOCATOR,
    PRINCIPAL,
    CITY_PRINCIPAL,
    NEIGHBOUR_PRINCIPAL,
    DEPUTY,
    HANDLER,
    COLLEAGUE,
    OFFICE_HEAD,
    STRANGER,
    AUDITOR,
    AUDITOR_ELSEWHERE,
    ADMINISTRATOR,
    REGISTRAR,
    SECOND_REGISTRAR,
    CADRE,
    *ALLOCATORS,
)


@dataclass
class Hand:
    """A clock whose hands the test moves."""

    moved: timedelta = timedelta()
    began: datetime | None = None
    """Where the clock stands still until it is moved; None: it goes."""

    def now(self) -> datetime:
        return (self.began or datetime.now(UTC)) + self.moved


def install(settings: Settings, clock: Hand | None = None) -> None:
    """Make the installation: the organisation is imported, everybody above has a token for a year."""
    hand = clock or Hand()
    initialise(settings, hand)
    ends = hand.now() + timedelta(days=365)
    with opened(settings, hand) as found:
        file = _crowded(read_organisation(ORGANISATION))
        importing = ImportOrganisation(id="organisation", actor="migration", snapshot=file.snapshot, names=file.names)
        _carried_out(found.service, importing)
        for who in _TOKENS:
            token = IssueToken(
                id=f"token-{who.officer}",
                actor="o01146",
                officer=who.officer,
                valid_to=ends,
                secret_hash=hash_secret(who.token),
            )
            _carried_out(found.service, token)


def _crowded(file: OrganisationFile) -> OrganisationFile:
    held = {"organ": COUNTY, "position": "handler", "valid_from": "2021-06-01"}
    more = [{"officer": who.officer, "office": who.place, **held} for who in (*ALLOCATORS, *SUPERVISORS)]
    names = {officer: f"临时{officer}" for officer in CROWD}
    posts = [*file.snapshot["posts"], *more]
    return replace(file, snapshot={**file.snapshot, "posts": posts}, names={**file.names, **names})


def _carried_out(service: Service, command: Command) -> None:
    answer = service.handle(command)
    assert not isinstance(answer, Refused), answer.sentence
