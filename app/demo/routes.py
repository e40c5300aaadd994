"""The ways through the main line that the demonstration walks, each ending in a state where clues are seen to stand."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from app.demo.walk import Walk
from engine.commands import OpenMatter

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
    """From a state (of an imported clue, or of one opened for it) to a state, by steps and detours in order.

    `person`: facts of somebody about whom a clue is opened for this route, whatever the ledger has.
    """

    begins: str
    ends: str
    moves: tuple[Move, ...] = ()
    person: tuple[tuple[str, Any], ...] = ()


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


def letter_recorded(walk: Walk) -> None:
    """A ledger brings inquiries along whose letter went out before."""
    if walk.case.imported:
        walk.take("record_earlier_letter")


def linked_as_duplicate(walk: Walk) -> None:
    """The clue turns out to say what another one of the organ said before."""
    _linked(walk, "link_duplicate")


def linked_as_merged(walk: Walk) -> None:
    """The clue belongs to what another one is about."""
    _linked(walk, "merge")


def _linked(walk: Walk, name: str) -> None:
    """A second letter about the same person comes in at the same office, and the step links it."""
    scene = walk.door.scene(walk.id)
    step = scene.definition.lookup.step(name)
    post = scene.right_post(step) if step else None
    if post is None:
        raise LookupError(f"nobody may {name} {walk.id}")
    known = {key: scene.facts[key] for key in ("name", "authority", "party_member") if key in scene.facts}
    second = OpenMatter(
        id=walk.door.new_id(),
        actor=post.officer,
        post=post.id,
        workflow=scene.case.workflow,
        subjects=(known,),
        received_on=scene.world.today,
    )
    walk.take(name, by=post.officer, other=walk.opened(second))


def member_recused(walk: Walk) -> None:
    """A member of the team is recused, and the team is formed anew without him."""
    walk.recused(walk.case.team[0])
    walk.take("change_trial_team" if walk.state == "on_trial" else "change_team")


NOBODYS_PRINCIPAL: Final = (("next_lower_principal", False), ("unit_principal", False))
"""Whose own principal may be entrusted with the talk."""
CADRE: Final = (("inspection_cadre", True),)
"""An officer of discipline inspection, whose clue goes to 干部监督室."""
MANAGED_ABOVE: Final = (("authority", "superior"),)
"""Somebody whom the committee beside the superior organ manages."""
VERIFIED: Final = ("verify", "add_evidence", "report_verification")
FILED: Final = (*VERIFIED, "file_case", "receive_file")
INVESTIGATED: Final = (
    "approve_plan",
    "announce_filing",
    "notify_unit_of_filing",
    "restrict_person",
    "add_talk_record",
    "verify_facts",
)
TRANSFERRED: Final = (*FILED, *INVESTIGATED, "transfer_to_trial", "receive_trial_file")
TRIED: Final = (*TRANSFERRED, "accept_for_trial", "hold_trial_talk", "hear_opinions")
LIGHT: Final = Step("decide", (("party_sanction", "serious_warning"), ("administrative_sanction", "major_demerit")))
HEAVY: Final = Step("decide", (("party_sanction", "expulsion"), ("administrative_sanction", "dismissal")))
FILED_AWAY: Final = ("announce", "record_post_pay_change", "report_execution", "archive_file", "close")
ENDED: Final = ("lift_restrictions", *FILED_AWAY)
AGAIN: Final = ("receive_file", "verify_facts", "transfer_to_trial", "receive_trial_file")
TRIED_AGAIN: Final = (*AGAIN, "accept_for_trial", "hold_trial_talk")
RELIED: Final = (
    Step("rely_on_document", (("legal_ground", "judgment"),)),
    "refer_on_judgment",
    "receive_trial_file",
)
REFERRED: Final = (*RELIED, "accept_referral", "hold_trial_talk", "hear_opinions")
PROSECUTED: Final = (*TRIED, HEAVY, "announce", "transfer_to_procuratorate")
SUPPLEMENTED: Final = ("return_by_procuratorate", "receive_file", "transfer_supplement", "receive_trial_file")

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
    Route("registered", "shelved", ("allocate", "receive", *VERIFIED, "shelve_after_verification", "restudy_shelved")),
    Route("inquiry", "settled", (letter_recorded, "record_reply", "accept_reply", "file_to_integrity_archive")),
    Route(
        "allocated", "inquiry", ("inquire", "entrust_talk", "record_entrusted_talk", "inquire_again"), NOBODYS_PRINCIPAL
    ),
    Route("registered", "merged", ("allocate", "receive", linked_as_merged, "close_as_merged")),
    Route("allocated", "verifying", ("verify", "reallocate", "receive_reallocated", "change_team")),
    Route("registered", "allocated", ("allocate_to_cadre_supervision", "receive"), CADRE),
    Route("registered", "registered", ("forward", "take_back"), MANAGED_ABOVE),
    Route("allocated", "first_form", ("inquire", "hold_inquiry_talk", "treat_first_form", "spot_check")),
    Route("allocated", "first_form", (*VERIFIED, "treat_first_form_after_verification")),
    Route("allocated", "handed_to_party", (*VERIFIED, "hand_to_party_organisation")),
    Route("allocated", "allocated", ("settle", "reopen")),
    Route("registered", "kept_as_duplicate", (linked_as_duplicate, "keep_as_duplicate")),
    Route("registered", "forwarded", ("forward", "record_forward_receipt"), MANAGED_ABOVE),
    Route("allocated", "verifying", ("inquire", "hold_inquiry_talk", "verify", "add_evidence")),
    Route("shelved", "verifying", ("verify",)),
    Route("verifying", "verified", ("change_team", "add_talk_record", "report_verification")),
    Route("allocated", "verified", (*VERIFIED, "return_verification", "report_verification", refused("file_case"))),
    Route("allocated", "settled", (*VERIFIED, "settle_after_verification")),
    Route("allocated", "investigating", FILED),
    Route("allocated", "investigating", (*TRANSFERRED, "refuse_transfer", "receive_file")),
    Route("allocated", "transferred", TRANSFERRED),
    Route("allocated", "on_trial", (*TRIED, member_recused, half_approved("decide"))),
    Route("allocated", "on_trial", (*TRIED, "return_for_supplement", *TRIED_AGAIN)),
    Route("allocated", "decided", (*TRIED, "return_for_reinvestigation", *TRIED_AGAIN, LIGHT)),
    Route("allocated", "executing", (*TRIED, HEAVY, "announce")),
    Route("allocated", "filed_simple", (*VERIFIED, "file_simple_case")),
    Route("allocated", "transferred", (*VERIFIED, "file_simple_case", *INVESTIGATED, "transfer_simple_case")),
    Route("allocated", "no_sanction", (*TRIED, "decide_no_sanction")),
    Route("allocated", "withdrawn", (*TRIED, "withdraw_case", "notify_withdrawal")),
    Route("allocated", "established", (Step("rely_on_document", (("legal_ground", "administrative_penalty"),)),)),
    Route("allocated", "referred", RELIED),
    Route("allocated", "referral_on_trial", REFERRED),
    Route("allocated", "closed", (*REFERRED, LIGHT, *FILED_AWAY)),
    Route("allocated", "with_procuratorate", PROSECUTED),
    Route("allocated", "supplementing", (*PROSECUTED, "return_by_procuratorate")),
    Route("allocated", "supplement_transferred", (*PROSECUTED, *SUPPLEMENTED)),
    Route(
        "allocated",
        "closed",
        (*PROSECUTED, *SUPPLEMENTED, "resubmit_to_procuratorate", "record_criminal_result", *FILED_AWAY[1:]),
    ),
    Route("allocated", "closed", (*TRIED, LIGHT, *ENDED)),
)
"""What every county and the prefecture walk: every state in which a case of theirs may stand is the end of one."""

TOWNSHIP: Final = Route("registered", "verified", ("allocate", "receive", "inquire", "send_inquiry_letter", *VERIFIED))
"""A township verifies; what isn't simple is for the county."""

REVIEWED: Final = (
    "allocate",
    "receive",
    *VERIFIED,
    "file_in_township",
    "approve_plan",
    "announce_filing",
    "notify_unit_of_filing",
    "verify_facts",
    "submit_for_county_review",
    "talk_before_decision",
)
MEMBER: Final = (("party_member", True), ("supervised", False))
"""Whom a township may sanction: a Party member who is no official."""

TOWNSHIP_REVIEW: Final = Route("registered", "county_reviewed", REVIEWED, MEMBER)
TOWNSHIP_SANCTION: Final = Route(
    "registered",
    "closed",
    (
        *REVIEWED,
        Step("decide_in_township", (("party_sanction", "warning"),)),
        "announce",
        "report_execution",
        "archive_file",
        "close",
    ),
    MEMBER,
)
"""A simple case of a Party member that the township sanctions itself, once the county has reviewed it."""

OPENED_HERE: Final = {
    "registered": (),
    "allocated": ("allocate", "receive"),
    "shelved": ("allocate", "receive", "shelve"),
    "inquiry": ("allocate", "receive", "inquire", "send_inquiry_letter"),
    "verifying": ("allocate", "receive", "verify"),
}
"""What brings a fresh clue to the state in which a route begins, where the ledger has none left."""
