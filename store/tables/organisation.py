"""The organisation as it stands now: a row per organ, office, post, area, delegation, leave, as the register told."""

from typing import Final

from sqlalchemy import Column, PrimaryKeyConstraint, Table

from store.tables.metadata import metadata
from store.types import Number, Words


def _part(name: str) -> Table:
    return Table(
        name,
        metadata,
        # The order of the register: it decides between equals, for instance whose name a list shows first.
        Column("position", Number, nullable=False),
        Column("body", Words, nullable=False),
        PrimaryKeyConstraint("position"),
        sqlite_strict=True,
    )


organs: Final = _part("organs")
offices: Final = _part("offices")
posts: Final = _part("posts")
areas: Final = _part("areas")
delegations: Final = _part("delegations")
leaves: Final = _part("leaves")
