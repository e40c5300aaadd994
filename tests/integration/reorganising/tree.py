"""An installation whose organisation is changed, and what is handed over then."""

import hashlib
from dataclasses import dataclass, replace
from typing import Any

from app.assembly import Installation
from app.auditing.opening import audited
from app.auditing.rebuild import rebuild
from app.auditing.verification import verify
from app.demo.walker import Walker
from app.importing.organisation import OrganisationFile, import_organisation
from engine.commands import Reorganise
from engine.desks.genesis import MIGRATION
from engine.errors import Refused
from engine.succeeding import HandedOver, succeed
from tests.journeys.journey import Organ

PAPER = hashlib.sha256("关于调整乡镇纪检监察机构的通知".encode()).hexdigest()
COUNTY, ENDED, GOES_ON, OTHER_COUNTY = "990101", "990101001", "990101002", "990102"


@dataclass(frozen=True)
class Tree:
    """An installation whose organisation can be changed."""

    found: Installation
    file: OrganisationFile

    @property
    def walker(self) -> Walker:
        return Walker(self.found.service, self.found.reading)

    def organ(self, code: str) -> Organ:
        return Organ(self.walker, code)

    def officer(self, code: str, position: str = "principal") -> str:
        return self.walker.officers(code, position)[0].officer

    def merged(self, old: str = ENDED, new: str = GOES_ON) -> None:
        """The old organ ends today; everybody who worked there works in the new one, but its principal."""
        day = self.walker.world().today.isoformat()
        organs = [{**one, "valid_to": day} if one["code"] == old else one for one in self.file.snapshot["organs"]]
        posts = [_at(post, old, new) for post in self.file.snapshot["posts"] if not _leads(post, old)]
        self.imports(organs=organs, posts=posts)

    def under(self, organ: str, superior: str) -> None:
        """The organ comes under another superior."""
        organs = [
            {**one, "superior": superior} if one["code"] == organ else one for one in self.file.snapshot["organs"]
        ]
        self.imports(organs=organs)

    def imports(self, **parts: Any) -> None:
        changed = replace(
            self.file, snapshot={**self.file.snapshot, **parts}, digest=hashlib.sha256(repr(parts).encode()).hexdigest()
        )
        assert import_organisation(self.found, MIGRATION, changed) is True

    def hands_over(self, by: str, organ: str = ENDED, to: str = GOES_ON, **more: Any) -> HandedOver | Refused:
        act = f"reorganisation-{organ}-{to}"
        command = Reorganise(id=act, actor=by, act=act, organ=organ, to=to, document=PAPER, **more)
        return succeed(self.found.service, self.found.reading, command)

    def clean(self) -> tuple[int, int]:
        """How many findings an audit has, and how many differences a rebuild shows."""
        with audited(self.found.settings) as audit:
            return len(verify(audit).findings), sum(not table.same for table in rebuild(audit))


def _at(post: Any, old: str, new: str) -> Any:
    return {**post, "organ": new} if post["organ"] == old else post


def _leads(post: Any, organ: str) -> bool:
    return (post["organ"], post["position"]) == (organ, "principal")
