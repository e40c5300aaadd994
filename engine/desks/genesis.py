"""The first entries of an installation: organisation, calendar and policy at version 0, and the bootstrap token."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from engine.desks.desk import Desk
from engine.ports import Draft

BOOTSTRAP: Final = "bootstrap"
MIGRATION: Final = "migration"
RUNS_FOR: Final = timedelta(days=7)
"""How long the bootstrap token and the migration post last."""


def found(desk: Desk, secret_hash: str) -> None:
    """Write the genesis entries. The bootstrap officer may issue tokens, the migration officer may only import."""
    today = desk.world.today
    ends = today + RUNS_FOR
    held = {"organ": "", "office": None, "valid_from": today.isoformat(), "valid_to": ends.isoformat()}
    posts = [
        {"officer": BOOTSTRAP, "position": "security_administrator", **held},
        {"officer": MIGRATION, "position": "migration", **held},
    ]
    token = {
        "id": "t0",
        "officer": BOOTSTRAP,
        "secret_hash": secret_hash,
        "valid_to": (desk.world.now + RUNS_FOR).isoformat(),
        "purpose": "bootstrap",
    }
    desk.tx.put_organisation({"posts": posts})
    desk.tx.put_token(token)
    for stream, data in (
        ("organisation", {"posts": posts}),
        ("calendar", {"base": "none"}),
        ("policy", {"lengths": {}}),
        ("identity", {"token": token}),
    ):
        _append(desk, stream, data)


def _append(desk: Desk, stream: str, data: Mapping[str, Any]) -> None:
    head = desk.tx.head(stream)
    draft = Draft(
        stream=stream,
        seq=head.next_seq,
        prev=head.leaf,
        kind="genesis",
        event="found",
        actor="system",
        post="",
        at=desk.at,
        world=desk.versions(),
        data=data,
    )
    desk.write(draft)
    if stream in {"calendar", "policy"}:
        desk.tx.put_book(stream, head.next_seq, data)
