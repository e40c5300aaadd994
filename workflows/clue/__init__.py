"""Clue disposal, phase by phase: each file is one page of the form, `workflows.clue_disposal` binds them."""
