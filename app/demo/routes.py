"""The ways through the main line that the demonstration walks, each ending in a state where clues are seen to stand."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from app.demo.walk import Walk

Detour = Callable[[Walk], object]


@dataclass(frozen=True, slots=True)
class Step:
    """A step with what is entered in its form."""

    id: str
    inputs: tuple[tuple[str, Any], ...] = ()


Move = str | Step | Detour
"""A step by its id, a step with inputs, or a detour."""


@dataclass(frozen=True, slots=True)
class Route:
    """From a state (of an imported clue, or of one opened for it) to a state, by steps and detours in order."""

    begins: str
    ends: str
    moves: tuple[Move, ...] = ()


def returned(step: str) -> Detour:
    """The step is proposed, and the approver returns it for more material."""

    def detour(walk: Walk) -> None:
        walk.propose(step)
        walk.decided("return", "（示例）请补充材料后再报。")

    return detour


def refused(step: str) -> Detour:
    """The step is proposed, and the approver refuses it."""

    def detour(walk: Walk) -> None:
        walk.propose(step)
        walk.decided("refuse", "（示例）理由不充分，不予同意。")

    return detour


def withdrawn(step: str) -> Detour:
    """The step is proposed, and the proposer takes it back."""

    def detour(walk: Walk) -> None:
        walk.propose(step)
        walk.withdrawn()

    return detour


def proposed(step: str) -> Detour:
    """The step is proposed and still waits: somebody finds it in his list of approvals."""
    return lambda walk: walk.propose(step)


def half_approved(step: str) -> Detour:
    """The step is proposed, the first of its approvals is given if there are several, the next one waits."""

    def detour(walk: Walk) -> None:
        walk.propose(step)
        pending = walk.case.pending
        if pending is not None and len(pending.steps) > 1:
            walk.approve()

    return detour


def member_recused(walk: Walk) -> None:
    """A member of the team is recused, and the team is formed anew without him."""
    walk.recused(walk.case.team[0])
    walk.take("change_trial_team" if walk.state == "on_trial" else "change_team")


VERIFIED: Final = ("verify", "add_evidence", "report_verification")
FILED: Final = (*VERIFIED, "file_case", "receive_file")
TRANSFERRED: Final = (*FILED, "add_talk_record", "transfer_to_trial", "receive_trial_file")
TRIED: Final = (*TRANSFERRED, "accept_for_trial")
LIGHT: Final = Step("decide", (("party_sanction", "serious_warning"), ("administrative_sanction", "major_demerit")))
HEAVY: Final = Step("decide", (("party_sanction", "expulsion"), ("administrative_sanction", "dismissal")))
ENDED: Final = ("announce", "record_post_pay_change", "close")
AGAIN: Final = ("receive_file", "transfer_to_trial", "receive_trial_file")

ROUTES: Final = (
    Route("registered", "registered"),
    Route("registered", "registered", (proposed("allocate"),)),
    Route("registered", "allocated", ("allocate",)),
    Route("registered", "allocated", (returned("allocate"), "allocate", "receive", half_approved("verify"))),
    Route("registered", "closed", ("allocate", "receive", *TRIED, HEAVY, *ENDED)),
    Route("allocated", "shelved", (withdrawn("shelve"), "shelve")),
    Route("allocated", "settled", ("settle",)),
    Route("shelved", "settled", ("settle",)),
    Route("allocated", "inquiry", ("inquire", "send_inquiry_letter")),
    Route("inquiry", "settled", ("record_reply", "accept_reply")),
    Route("allocated", "verifying", ("inquire", "hold_inquiry_talk", "verify", "add_evidence")),
    Route("shelved", "verifying", ("verify",)),
    Route("verifying", "verified", ("change_team", "add_talk_record", "report_verification")),
    Route("allocated", "verified", (*VERIFIED, "return_verification", "report_verification", refused("file_case"))),
    Route("allocated", "settled", (*VERIFIED, "settle_after_verification")),
    Route("allocated", "investigating", FILED),
    Route("allocated", "investigating", (*TRANSFERRED, "refuse_transfer", "receive_file")),
    Route("allocated", "transferred", TRANSFERRED),
    Route("allocated", "on_trial", (*TRIED, member_recused, half_approved("decide"))),
    Route("allocated", "on_trial", (*TRIED, "return_for_supplement", *AGAIN, "accept_for_trial")),
    Route("allocated", "decided", (*TRIED, "return_for_reinvestigation", *AGAIN, "accept_for_trial", LIGHT)),
    Route("allocated", "executing", (*TRIED, HEAVY, "announce")),
    Route("allocated", "closed", (*TRIED, LIGHT, *ENDED)),
)
"""What every county and the prefecture walk: every state of the main line is the end of at least one."""

TOWNSHIP: Final = Route("registered", "verified", ("allocate", "receive", "inquire", "send_inquiry_letter", *VERIFIED))
"""A township verifies; filing is for the county."""

OPENED_HERE: Final = {
    "registered": (),
    "allocated": ("allocate", "receive"),
    "shelved": ("allocate", "receive", "shelve"),
    "inquiry": ("allocate", "receive", "inquire", "send_inquiry_letter"),
    "verifying": ("allocate", "receive", "verify"),
}
"""What brings a fresh clue to the state in which a route begins, where the ledger has none left."""
