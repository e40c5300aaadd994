"""What the transactions of one storage share: compiled statements, the vault, the organisation they last saw."""

from dataclasses import dataclass, field

from engine.organisation import Organisation
from store.known import RegisterReads
from store.prepared import Prepared
from store.vault import Vault
from store.writing import Writer


@dataclass
class Shared:
    """Safe for threads: everything in it is immutable, locked, or replaced as a whole."""

    prepared: Prepared
    writer: Writer
    vault: Vault
    register: RegisterReads
    embedded: bool
    organisation: Organisation | None = None
    officer_names: tuple[int, dict[str, str]] = field(default=(-1, {}))
