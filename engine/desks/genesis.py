"""The first entries of an installation: organisation, calendar and policy at version 0, and the bootstrap token."""

from datetime import timedelta
from typing import Final

from engine.desks.desk import Desk, Said

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
        seq = desk.enter(stream, Said("genesis", "found", data))
        if stream in {"calendar", "policy"}:
            desk.tx.put_book(stream, seq, data)
