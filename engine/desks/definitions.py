"""The desk for definitions: a workflow is an entry of the register before any case uses it."""

import base64
from typing import Final

from engine.desks.desk import Desk, Said
from engine.errors import Unusable
from engine.registry import Definition

STREAM: Final = "definition"
_BYTES: Final = 30_000
"""Bytes of a definition in one entry, before base64: an entry stays under 60,000 bytes."""


def define(desk: Desk, definition: Definition) -> None:
    """Register a definition once. Raises `Unusable` when another one has the same workflow and version."""
    workflow = definition.workflow
    known = desk.tx.definition_digest(workflow.id, workflow.version)
    if known == definition.digest:
        return
    if known is not None:
        raise _edited(workflow.id, workflow.version, known, definition.digest)
    desk.tx.put_definition(definition.digest, workflow.id, workflow.version, definition.body)
    parts = [definition.body[start : start + _BYTES] for start in range(0, len(definition.body), _BYTES)]
    for number, part in enumerate(parts):
        about = {"digest": definition.digest, "workflow": workflow.id, "version": workflow.version}
        told = {**about, "part": number, "parts": len(parts), "bytes": base64.b64encode(part).decode()}
        desk.enter(STREAM, Said("definition", "register", told))


def _edited(workflow: str, version: str, known: str, now: str) -> Unusable:
    return Unusable(
        f"流程 {workflow} 版本 {version} 的内容已被改动：登记簿中的摘要为 {known[:16]}，文件的摘要为 {now[:16]}。"
        "已发布的版本不得改动；请恢复原文件，或使用新的版本号。"
    )
