"""The list and the single case answer the same question; here both are asked, for every officer and every case."""

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.assembly import Installation, initialise, opened
from app.importing.ledger import LedgerImport, Wish
from app.importing.organisation import read_organisation
from app.importing.routing import Router
from app.settings import Settings
from engine.case import Case
from engine.commands import ImportOrganisation, Recuse
from engine.errors import Refused
from engine.ports import Sought
from engine.visibility import may_see, reader

PREFECTURE = Path(__file__).parents[2] / "examples" / "prefecture"
DAY = date(2026, 11, 20)


@pytest.fixture
def prefecture(database_url: str, tmp_path: Path) -> Iterator[Installation]:
    settings = Settings(home=tmp_path / "home", database_url=database_url)
    initialise(settings)
    with opened(settings) as found:
        read = read_organisation(PREFECTURE / "organisation.json")
        imported = ImportOrganisation(id="o", actor="migration", snapshot=read.snapshot, names=read.names)
        assert not isinstance(found.service.handle(imported), Refused)
        with found.storage.read() as tx:
            router = Router(tx.organisation(), tx.officer_names(), DAY)
        definition = found.service.registry.newest("clue_disposal")
        assert definition is not None
        job = LedgerImport(found.service, found.storage, found.keyed, router, definition, "migration", None)
        job.run(Wish(PREFECTURE / "clue_ledger.xlsx", DAY, rejected_to=tmp_path / "rejected.xlsx"))
        yield found


def test_every_officers_list_is_exactly_what_he_may_see(prefecture: Installation) -> None:
    _recuse_some(prefecture)
    with prefecture.storage.read() as tx:
        world = prefecture.reading.world(tx)
        stored = {case: tx.case(case, lock=False) for case in _all_cases(prefecture)}
        officers = sorted({post.officer for post in world.organisation.posts})

        for officer in [*random.Random(7).sample(officers, 250), "nobody"]:  # noqa: S311 - a sample, no secret
            who = reader(officer, world)
            listed = {body["id"] for body in tx.cases(who, Sought(limit=500))}
            allowed = {
                case
                for case, one in stored.items()
                if one and may_see(who, Case.read(one.body), one.readers, world.organisation)
            }

            assert listed == allowed, officer


def _recuse_some(prefecture: Installation) -> None:
    """Principals recuse an officer who sees each of some cases, so that barred officers are among those asked."""
    with prefecture.storage.read() as tx:
        organisation = prefecture.reading.world(tx).organisation
        bodies = tx.cases(reader("o01150", prefecture.reading.world(tx)), Sought(limit=40))
    for body in bodies:
        principal = next(
            post for post in organisation.posts if (post.organ, post.position) == (body["organ"], "principal")
        )
        deputy = next(
            post for post in organisation.posts if (post.organ, post.position) == (body["organ"], "deputy_leader")
        )
        command = Recuse(
            id=f"r-{body['id']}", actor=principal.officer, post=principal.id, case=body["id"], officer=deputy.officer
        )
        assert not isinstance(prefecture.service.handle(command), Refused)


def _all_cases(prefecture: Installation) -> list[str]:
    """An auditor of the whole prefecture lists every case."""
    return [body["id"] for body in prefecture.reading.cases("o01150", Sought(limit=500))]
