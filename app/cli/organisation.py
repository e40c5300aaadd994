"""`mingjian organisation import`: the organ tree, offices, officers and their posts."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.shared import Exit, Json, caller, complain, installation, refuse, say, say_json
from app.importing.organisation import OrganisationUnreadable, import_organisation, read_organisation
from engine.errors import Refused

app = typer.Typer(help="组织机构。Organs, offices, officers and posts.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Keeps `import` a command of its own."""


@app.command("import", epilog="例：mingjian organisation import examples/prefecture/organisation.json")
def import_(
    file: Annotated[Path, typer.Argument(help="organisation.json")],
    post: Annotated[str | None, typer.Option(help="以哪一岗位导入。The acting post.")] = None,
    as_json: Json = False,
) -> None:
    """导入组织机构、部门、人员和岗位；文件中没有的岗位即告结束。Import the organisation of today.

    退出码：0 已导入或没有变化，3 无权导入，4 文件有误（未作任何改动）。
    """
    try:
        read = read_organisation(file)
    except OrganisationUnreadable as unreadable:
        _show_faults(unreadable, as_json=as_json)
        raise typer.Exit(Exit.BAD_INPUT) from None
    with installation() as found:
        answer = import_organisation(found, caller(found, or_migration=True), read, post)
    if isinstance(answer, Refused):
        refuse(answer, as_json=as_json)
    if as_json:
        say_json({**read.counts, "changed": answer})
    else:
        told = "、".join(f"{label} {count}" for label, count in read.labelled())
        say(f"{told} 已导入。" if answer else f"{told}：与现有组织机构相同，没有变化。")


def _show_faults(unreadable: OrganisationUnreadable, *, as_json: bool) -> None:
    if as_json:
        say_json({"faults": list(unreadable.faults)})
        return
    complain(f"{unreadable.filename} 有 {len(unreadable.faults)} 处错误，未作任何改动：")
    for fault in unreadable.faults:
        complain(f"  {fault}")
