"""Reads an `organisation.json` (organs, offices, officers with their posts, areas) and hands it to the door.

Names are parted from ids: they go to the vault, the rest into the register.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

from app.assembly import Installation
from app.importing.organisation_faults import faults
from engine.commands import ImportOrganisation
from engine.desks.organisation import INSTALLATION
from engine.errors import Refused
from engine.organisation import Organisation
from engine.organisation_rows import Rows
from engine.ports import Transaction

_ORGAN: Final = (
    "code",
    "name",
    "level",
    "kind",
    "on_platform",
    "superior",
    "party_committee",
    "valid_from",
    "valid_to",
)
_OFFICE: Final = ("code", "organ", "name", "function")
_POST: Final = ("organ", "office", "position", "oversees", "scope", "area", "valid_from", "valid_to")
# What else stands in a row (a telephone, a contact) stays in the file: the register keeps no personal data.
_AREA: Final = ("code", "name", "county", "members", "head", "deputies", "liaison")
_SHOWN: Final = 20


class OrganisationUnreadable(OSError):
    """The file isn't an organisation; `faults` are all that is wrong with it, and where. Nothing was changed."""

    def __init__(self, file: str, found: Sequence[str]) -> None:
        more = f"；等共 {len(found)} 处" if len(found) > _SHOWN else ""
        super().__init__(0, "；".join(islice(found, _SHOWN)) + more, file)
        self.faults = tuple(found)


@dataclass(frozen=True, slots=True)
class OrganisationFile:
    """What the file says: the snapshot without names, the names by officer id, and the digest of both."""

    snapshot: Mapping[str, Sequence[Mapping[str, Any]]]
    names: Mapping[str, str]
    digest: str

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each kind, and how many officers."""
        return {name: len(rows) for name, rows in self.snapshot.items()} | {"officers": len(self.names)}

    def labelled(self) -> list[tuple[str, int]]:
        """The counts with their labels."""
        labels = {"organs": "机关", "offices": "内设机构", "officers": "人员", "posts": "岗位", "areas": "协作区"}
        return [(label, self.counts[name]) for name, label in labels.items()]


def read_organisation(path: Path) -> OrganisationFile:
    """Read and check the file. Raises `OrganisationUnreadable` with every fault, `OSError` if it can't be opened."""
    body = path.read_bytes()
    try:
        given = json.loads(body)
    except (ValueError, RecursionError) as error:
        where = f"（第 {error.lineno} 行）" if isinstance(error, json.JSONDecodeError) else ""
        raise OrganisationUnreadable(path.name, [f"不是有效的 JSON{where}"]) from None
    found = list(faults(given))
    if found:
        raise OrganisationUnreadable(path.name, found)
    posts = [
        {"officer": officer["id"], **_kept(post, _POST)} for officer in given["officers"] for post in officer["posts"]
    ]
    snapshot = {
        "organs": [_kept(organ, _ORGAN) for organ in given["organs"]],
        "offices": [_kept(office, _OFFICE) for office in given["offices"]],
        "posts": posts,
        "areas": [_kept(area, _AREA) for area in given.get("areas", ())],
    }
    names = {officer["id"]: officer["name"] for officer in given["officers"]}
    return OrganisationFile(snapshot, names, hashlib.sha256(body).hexdigest())


def import_organisation(
    found: Installation, actor: str, read: OrganisationFile, post: str | None = None
) -> bool | Refused:
    """Make the file the organisation of today; False where it says nothing new. Posts that it leaves out have ended."""
    with found.storage.read() as tx:
        organisation = tx.organisation()
        if _says_nothing_new(read, organisation, tx):
            return False
    # The version in the id: an older file may come back later, and is a change again then.
    command = ImportOrganisation(
        id=f"organisation-{read.digest[:32]}-{organisation.version}",
        actor=actor,
        post=post,
        snapshot=read.snapshot,
        names=read.names,
    )
    answer = found.service.handle(command)
    return answer if isinstance(answer, Refused) else True


def _says_nothing_new(read: OrganisationFile, known: Organisation, tx: Transaction) -> bool:
    told = Rows(**{name: tuple(rows) for name, rows in read.snapshot.items()}).organisation(known.version)
    names = tx.officer_names()
    return (
        (told.organs, told.offices, told.areas) == (known.organs, known.offices, known.areas)
        and told.posts == tuple(post for post in known.posts if post.organ != INSTALLATION)
        and all(names.get(officer) == name for officer, name in read.names.items())
    )


def _kept(row: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: row[name] for name in names if row.get(name) is not None}
