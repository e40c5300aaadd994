"""`mingjian organisation import`: the organ tree, offices, officers and their posts."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.shared import Json, caller, installation, refuse, say, say_json
from app.importing.organisation import read_organisation
from engine.commands import ImportOrganisation
from engine.errors import Refused

app = typer.Typer(help="组织机构。Organs, offices, officers and posts.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Keeps `import` a command of its own."""


@app.command("import", epilog="例：mingjian organisation import examples/prefecture/organisation.json")
def import_(
    file: Annotated[Path, typer.Argument(help="organisation.json")],
    as_json: Json = False,
) -> None:
    """导入组织机构、部门、人员和岗位。Import the organisation; the same file again is no change."""
    read = read_organisation(file)
    with installation() as found:
        command = ImportOrganisation(
            id=f"organisation-{read.digest[:40]}",
            actor=caller(found, or_migration=True),
            post=None,
            snapshot=read.snapshot,
            names=read.names,
        )
        answer = found.service.handle(command)
    if isinstance(answer, Refused):
        refuse(answer, as_json=as_json)
    if as_json:
        say_json(read.counts)
    else:
        say("、".join(f"{label} {count}" for label, count in read.labelled()) + " 已导入。")
