"""Definitions as JSON: round trip, canonical bytes, digest.

Fields equal to their default are left out, so that a new word of the vocabulary doesn't change an old digest.
"""

import dataclasses
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from engine import definition as words
from engine.definition import Workflow
from engine.law import Article

_WORDS: dict[str, type[Any]] = {
    name: word
    for name, word in vars(words).items()
    if isinstance(word, type)
    and dataclasses.is_dataclass(word)
    and word.__module__ == words.__name__
    and name[0] != "_"
} | {"Article": Article}


def encode(word: Any) -> Any:
    """A word of the vocabulary as JSON values: its name under "word", and every field that isn't its default."""
    if dataclasses.is_dataclass(word) and not isinstance(word, type):
        kept = ((item.name, getattr(word, item.name), item) for item in dataclasses.fields(word))
        fields = {name: encode(value) for name, value, item in kept if value != _default(item)}
        return {"word": type(word).__name__} | fields
    if isinstance(word, Sequence) and not isinstance(word, str):
        return [encode(item) for item in word]
    return word


def decode(value: Any) -> Any:
    """The words again from their JSON. Raises `ValueError` for a word that isn't in the vocabulary."""
    if isinstance(value, Mapping):
        name = value.get("word")
        if name not in _WORDS:
            raise ValueError(f"{name!r} is not a word of the vocabulary")
        return _WORDS[name](**{key: decode(item) for key, item in value.items() if key != "word"})
    if isinstance(value, list):
        return tuple(decode(item) for item in value)
    return value


def to_bytes(workflow: Workflow, rule_versions: Mapping[str, int]) -> bytes:
    """Canonical JSON of a definition together with the versions of the rules that it names."""
    document = {"rules": dict(rule_versions), "workflow": encode(workflow)}
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def from_bytes(body: bytes) -> tuple[Workflow, dict[str, int]]:
    """The definition and its rule versions from canonical JSON."""
    document = json.loads(body)
    workflow = decode(document["workflow"])
    if not isinstance(workflow, Workflow):
        raise ValueError("the document doesn't hold a Workflow")
    return workflow, {str(name): int(version) for name, version in document["rules"].items()}


def digest(body: bytes) -> str:
    """SHA-256 of a definition's canonical bytes, in hex: the name under which cases hold on to their version."""
    return hashlib.sha256(body).hexdigest()


def _default(item: "dataclasses.Field[Any]") -> Any:
    if item.default is not dataclasses.MISSING:
        return item.default
    return item.default_factory() if item.default_factory is not dataclasses.MISSING else dataclasses.MISSING
