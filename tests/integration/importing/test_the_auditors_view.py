"""What an import leaves in the register stands before an auditor: it verifies, and everything is rebuilt from it."""

from app.auditing.opening import Audited
from app.auditing.rebuild import rebuild
from app.auditing.verification import verify
from app.importing.organisation import import_organisation, read_organisation
from tests.integration.importing.house import CLERK, ORGANISATION, PREFECTURE_CLERK, PRINCIPAL, House, about, officer


def _silent(_done: int, _at_most: int) -> None:
    """Nobody watches."""


def test_every_kind_of_import_verifies_and_rebuilds(house: House) -> None:
    """By the migration post and by officers, handed up the line and off the platform, with a drawn number, refused."""
    house.run()
    house.take(officer("杨晓一", "清河县溪铺乡纪委书记", 人员编码="金景鸣"), actor=CLERK)
    house.run(house.ledger(officer("施实晨", "云川市纪委书记", 人员编码="XS8"), name="up.xlsx"), PREFECTURE_CLERK)
    house.run(house.ledger(about(9, 备注="另一内容"), about(9), name="contradicting.xlsx"))
    house.export(PRINCIPAL)
    import_organisation(house.found, CLERK, read_organisation(ORGANISATION))

    verdict = verify(Audited.of(house.found), _silent)

    assert verdict.clean, list(verdict.lines())
    assert [table.table for table in rebuild(Audited.of(house.found), _silent) if not table.same] == []
