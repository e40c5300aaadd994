"""问题线索处置: from the registered clue to the executed sanction, the main line.

Read the pages in order: registration and intake, disposal, inquiry, verification, investigation, trial with the
sanctions, execution. Each page is the same form: states, steps, records, deadlines.
"""

from typing import Final

from engine.definition import Choice, OfficeOf, Rank, Workflow
from workflows.clue import (
    disposal,
    execution,
    inquiry,
    intake,
    investigation,
    registration,
    sanction,
    trial,
    verification,
)

WORKFLOW: Final = Workflow(
    "clue_disposal",
    "问题线索处置",
    "2026.2",
    about="从受理、分办、处置到立案审查调查、审理、处分决定及其执行的全过程。",
    phases=(
        Choice("intake", "受理"),
        Choice("disposal", "处置"),
        Choice("inquiry", "谈话函询"),
        Choice("verification", "初步核实"),
        Choice("investigation", "审查调查"),
        Choice("trial", "审理"),
        Choice("sanction", "处分决定"),
        Choice("execution", "执行"),
        Choice("closed", "办结"),
    ),
    opening=intake.OPENING,
    takes_over=("registered", "allocated", "inquiry", "verifying", "shelved", "settled"),
    must_pass=(("investigation", "verification"), ("sanction", "trial"), ("execution", "trial")),
    seen_by=(
        Rank("principal"),
        Rank("overseeing_deputy"),
        OfficeOf("case_supervision"),
        Rank("principal", "superior"),
    ),
    states=(
        *intake.STATES,
        *disposal.STATES,
        *inquiry.STATES,
        *verification.STATES,
        *investigation.STATES,
        *trial.STATES,
        *execution.STATES,
    ),
    transitions=(
        *intake.TRANSITIONS,
        *disposal.TRANSITIONS,
        *inquiry.TRANSITIONS,
        *verification.TRANSITIONS,
        *investigation.TRANSITIONS,
        *trial.TRANSITIONS,
        *execution.TRANSITIONS,
    ),
    acts=(
        *intake.ACTS,
        *inquiry.ACTS,
        *verification.ACTS,
        *investigation.ACTS,
        *trial.ACTS,
        *execution.ACTS,
    ),
    forms=(registration.REGISTRATION, *inquiry.FORMS, sanction.FORM, *execution.FORMS),
    conditions=(*disposal.CONDITIONS, *sanction.CONDITIONS),
    deadlines=(
        *disposal.DEADLINES,
        *inquiry.DEADLINES,
        *verification.DEADLINES,
        *investigation.DEADLINES,
        *trial.DEADLINES,
        *execution.DEADLINES,
    ),
    periodic=intake.PERIODIC,
)
