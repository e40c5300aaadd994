"""What officers try in vain on the way: each attempt with the code of the refusal that must come."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from app.demo import trials
from app.demo.walk import NotRefused, Walk
from engine.case import RECORDED
from engine.errors import Refused

Trial = Callable[[Walk, str], Refused]
"""Tries something on a case instead of the step named."""
Interference = Callable[[Walk], Refused]
"""Tries something on a case whose request waits."""

ENOUGH: Final = 5
"""How often each attempt is made in one demonstration."""


@dataclass
class Attempts:
    """Makes every attempt a few times where it fits; `faults` names those that ended otherwise than they must."""

    made: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def before(self, walk: Walk, step: str) -> None:
        """What is tried before a step is taken rightly; most of it is about offices, which a township doesn't have."""
        if walk.case.office is None and step != "allocate":
            return
        for code, trial in BEFORE.get(step, {}).items():
            self.one(step, code, partial(trial, walk, step))

    def meanwhile(self, walk: Walk) -> None:
        """What is tried while the pending request waits for its next decision."""
        link = walk.waiting().link
        stage = "compared" if link["status"] == RECORDED else link["kind"]
        for code, trial in MEANWHILE[stage].items():
            self.one(stage, code, partial(trial, walk))

    def one(self, what: str, code: str, trial: Callable[[], Refused]) -> None:
        """Make one attempt, and keep it as a fault unless it is refused with this code."""
        name = f"{what} {code}"
        if self.made[name] >= ENOUGH:
            return
        self.made[name] += 1
        try:
            found = trial()
        except NotRefused as error:
            self.faults.append(f"{name}：未被拒绝（{error}）")
            return
        if found.code != code:
            self.faults.append(f"{name}：实为 {found.code}（{found.sentence}）")


BEFORE: Final[Mapping[str, Mapping[str, Trial]]] = {
    "allocate": {
        "not_found": trials.by_a_stranger,
        "wrong_state": trials.out_of_turn,
        "wrong_role": trials.by_another_office,
        "hand_to_required": trials.without_receiver,
        "document_missing": trials.without_papers,
    },
    "receive": {"handover_unsigned": trials.before_signing_for_it},
    "inquire": {"study_missing": trials.without_study, "wrong_role": trials.by_the_registry},
    "verify": {
        "study_missing": trials.without_study,
        "study_not_carried": trials.against_the_study,
        "team_too_small": trials.alone,
        "document_not_uploaded": trials.without_upload,
        "wrong_role": trials.by_the_registry,
    },
    "report_verification": {"signature_missing": trials.unsigned, "not_in_team": trials.signed_by_another},
    "file_case": {"study_missing": trials.without_study, "wrong_state": trials.out_of_turn},
    "receive_file": {"handover_unsigned": trials.before_signing_for_it},
    "receive_trial_file": {"handover_unsigned": trials.before_signing_for_it},
    "transfer_to_trial": {"signature_missing": trials.unsigned, "wrong_role": trials.by_the_registry},
    "accept_for_trial": {"team_separation": trials.with_an_investigator, "wrong_role": trials.by_the_team_before},
    "decide": {"input_invalid": trials.unlawful_sanction, "study_not_carried": trials.against_the_study},
    "announce": {"signature_missing": trials.unsigned, "document_missing": trials.without_papers},
    "close": {"wrong_role": trials.by_the_registry, "wrong_state": trials.out_of_turn},
}
"""Before a step: the code of the refusal, and what earns it."""

MEANWHILE: Final[Mapping[str, Mapping[str, Interference]]] = {
    "rank": {
        "own_proposal": trials.approves_himself,
        "wrong_role": trials.approved_by_a_clerk,
        "approval_pending": trials.proposed_twice,
    },
    "collective": {
        "own_proposal": trials.approves_himself,
        "meeting_missing": trials.without_meeting,
        "not_carried": trials.not_carried,
    },
    "outside": {"sheet_missing": trials.without_sheet, "separation": trials.sheet_by_the_team},
    "compared": {"second_officer": trials.compared_by_the_same, "sheet_differs": trials.compared_wrongly},
}
"""While a step waits: by the kind of decision it waits for."""
