"""Finds the declared workflows: every module of `workflows` that has a `WORKFLOW`. Adding one is adding a file."""

import importlib
import pkgutil
from typing import Final

import workflows
from engine.definition import Workflow


def declared() -> tuple[Workflow, ...]:
    """The workflows of the library, by name of file."""
    names = sorted(module.name for module in pkgutil.iter_modules(workflows.__path__) if not module.ispkg)
    found = (getattr(importlib.import_module(f"workflows.{name}"), "WORKFLOW", None) for name in names)
    return tuple(workflow for workflow in found if isinstance(workflow, Workflow))


DECLARED: Final = declared()
