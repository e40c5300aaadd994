"""Every table of the filing room, and the class that each belongs to (law 13 of the design).

register     the truth; kept by `audit_log`, which tells the class of its own table
vault        what describes people, under keys that the database doesn't hold
projection   rebuilt from the register; the difference is empty
convenience  may be lost without harm
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

from store.tables.books import definitions, ledger_rows, meetings, numbers, outside_sheets, refusal_tally, tokens
from store.tables.cases import ANCESTORS, LEVEL_COLUMNS, case_readers, cases, matters, streams
from store.tables.metadata import metadata
from store.tables.notices import notices
from store.tables.organisation import areas, delegations, leaves, offices, organs, posts
from store.tables.timing import calendars, deadlines, escalations, policies, sweeps
from store.tables.vault import vault_files, vault_keys, vault_names, vault_values

TableClass = Literal["register", "vault", "projection", "convenience"]

TABLE_CLASSES: Final[Mapping[str, TableClass]] = MappingProxyType(
    {
        "register_entry": "register",
        "vault_keys": "vault",
        "vault_values": "vault",
        "vault_files": "vault",
        "vault_names": "vault",
        "cases": "projection",
        "case_readers": "projection",
        "matters": "projection",
        "streams": "projection",
        "meetings": "projection",
        "organs": "projection",
        "offices": "projection",
        "posts": "projection",
        "areas": "projection",
        "delegations": "projection",
        "leaves": "projection",
        "definitions": "projection",
        "tokens": "projection",
        "numbers": "projection",
        "outside_sheets": "projection",
        "ledger_rows": "projection",
        "deadlines": "projection",
        "escalations": "projection",
        "calendars": "projection",
        "policies": "projection",
        "refusal_tally": "convenience",
        "sweeps": "convenience",
        "notices": "convenience",
    }
)
"""The class of every table of an installation."""

__all__ = [
    "ANCESTORS",
    "LEVEL_COLUMNS",
    "TABLE_CLASSES",
    "TableClass",
    "areas",
    "calendars",
    "case_readers",
    "cases",
    "deadlines",
    "definitions",
    "delegations",
    "escalations",
    "leaves",
    "ledger_rows",
    "matters",
    "meetings",
    "metadata",
    "notices",
    "numbers",
    "offices",
    "organs",
    "outside_sheets",
    "policies",
    "posts",
    "refusal_tally",
    "streams",
    "sweeps",
    "tokens",
    "vault_files",
    "vault_keys",
    "vault_names",
    "vault_values",
]
