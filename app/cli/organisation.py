"""`mingjian organisation import`: the organ tree, offices, officers and their posts."""

import hashlib
from pathlib import Path
from typing import Annotated

import typer

from app.cli.shared import (
    Exit,
    Json,
    caller,
    complain,
    installation,
    progress,
    refusal_json,
    refuse,
    say,
    say_json,
)
from app.importing.organisation import OrganisationUnreadable, import_organisation, read_organisation
from engine.commands import Reorganise
from engine.errors import Refused
from engine.succeeding import succeed as handing_over

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


@app.command(epilog="例：mingjian organisation succeed 990101001 --to 990101005 --document 机构调整文件.pdf")
def succeed(
    organ: Annotated[str, typer.Argument(help="撤销、拆分或者改由另一上级领导的机关。The organ as it was.")],
    *,
    to: Annotated[str, typer.Option(help="承接的机关；只是上级变更的，填写该机关本身。Its successor.")],
    document: Annotated[Path, typer.Option(help="机构调整文件。The paper that orders it.")],
    office: Annotated[str | None, typer.Option(help="只移交这一部门的事项（拆分）。One office only.")] = None,
    post: Annotated[str | None, typer.Option(help="以哪一岗位办理。The acting post.")] = None,
    as_json: Json = False,
) -> None:
    """机构调整后，将原机关承办的全部事项移交承接机关，登记为一项批量办理。Hand over what an organ held.

    先导入调整后的组织机构。中断后用同一命令继续，不会重复移交。

    退出码：0 已全部移交，1 有未移交的，3 无权办理，4 文件不能读取。
    """
    digest = hashlib.sha256(document.read_bytes()).hexdigest()
    act = f"reorganisation-{hashlib.sha256('|'.join((organ, to, office or '', digest)).encode()).hexdigest()[:32]}"
    with installation() as found, progress("机构调整移交", hidden=as_json) as bar:
        command = Reorganise(
            id=act, actor=caller(found), post=post, act=act, organ=organ, to=to, document=digest, office=office
        )
        done = handing_over(found.service, found.reading, command, bar)
    if isinstance(done, Refused):
        refuse(done, as_json=as_json)
    if as_json:
        left = [{"number": number} | refusal_json(why) for number, why in done.left]
        say_json({"act": done.act, "met": done.met, "changed": done.changed, "left": left})
    else:
        say(f"涉及 {done.met} 件，本次移交 {done.changed} 件（编号 {done.act}）。")
        for number, why in done.left:
            complain(f"  {number} 尚未移交：{why.sentence}{why.remedy}")
    raise typer.Exit(Exit.FOUND if done.left else 0)


def _show_faults(unreadable: OrganisationUnreadable, *, as_json: bool) -> None:
    if as_json:
        say_json({"faults": list(unreadable.faults)})
        return
    complain(f"{unreadable.filename} 有 {len(unreadable.faults)} 处错误，未作任何改动：")
    for fault in unreadable.faults:
        complain(f"  {fault}")
