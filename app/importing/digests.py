"""Keyed digests of ledger rows: by them rows are known again, and nothing can be read from them.

The digest of a row's content has two halves: of what everybody who sees the case may read, and of the informant. An
export leaves the informant blank for who may not read him; such a row is the row that the system has, for a blank
says nothing against it. A row that tells an informant where the system has another one, or none, is another row.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from app.ledger.record import CONTENT_FIELDS

Keyed = Callable[[str], str]
"""A keyed digest, in hex."""

_SEALED: Final = ("informant", "informant_contact")
_HALF: Final = 16
_BLANK: Final = bytes(_HALF)
_SEPARATOR: Final = b"\x1f"


@dataclass(frozen=True, slots=True)
class Digests:
    """Digests under one installation's key."""

    keyed: Keyed

    def person(self, code: str) -> str:
        """Of a 人员编码."""
        return self.keyed(f"person|{code}")

    def clue(self, code: str) -> str:
        """Of a 线索编码."""
        return self.keyed(f"matter|{code}")

    def content(self, content: bytes) -> bytes:
        """Of `LedgerRow.content`: the open half, and the half of the informant (zeros where he is blank)."""
        fields = content.split(_SEPARATOR)
        sealed = [fields[at] for at in _SEALED_AT]
        fields = [field if at not in _SEALED_AT else b"" for at, field in enumerate(fields)]
        # With the code of the person in it, the halves of two rows about one informant don't look alike.
        of_informant = _SEPARATOR.join((fields[_PERSON_AT], *sealed))
        return self._half("content", _SEPARATOR.join(fields)) + (
            self._half("informant", of_informant) if any(sealed) else _BLANK
        )

    def _half(self, about: str, content: bytes) -> bytes:
        return bytes.fromhex(self.keyed(f"{about}|{content.decode()}"))[:_HALF]


def same_row(found: bytes, known: bytes) -> bool:
    """Whether a row of this digest is the one that is known under the other."""
    return found[:_HALF] == known[:_HALF] and found[_HALF:] in (known[_HALF:], _BLANK)


# The first field of the content is the version of its form.
_SEALED_AT: Final = tuple(CONTENT_FIELDS.index(name) + 1 for name in _SEALED)
_PERSON_AT: Final = CONTENT_FIELDS.index("person_code") + 1
