"""`mingjian interference`: who was asked about a case, pressed or pleaded with records it, and sees that he did."""

from typing import Annotated, Any

import typer

from app.assembly import Installation
from app.cli.ledger import today
from app.cli.shared import Json, caller, installation, refuse, say, say_json
from engine.commands import OpenMatter
from engine.errors import Refused, not_found
from engine.ports import Sought

WORKFLOW = "interference"
app = typer.Typer(help="干预过问登记。Interference with cases: record it.", no_args_is_help=True)


@app.command("record", epilog="例：MINGJIAN_TOKEN=… mingjian interference record --kind plea --way phone")
def record(
    *,
    kind: Annotated[
        str, typer.Option(prompt="类别（inquiry、pressure、plea、contact、other）", help="类别 What it was.")
    ],
    name: Annotated[str, typer.Option(prompt="何人", help="何人 Who did it.")],
    happened_on: Annotated[str, typer.Option(prompt="何时（YYYY-MM-DD）", help="何时 When: YYYY-MM-DD.")],
    way: Annotated[
        str,
        typer.Option(prompt="何种方式（in_person、phone、message、letter、through_another）", help="何种方式 How."),
    ],
    said: Annotated[str, typer.Option(prompt="说了什么、做了什么", help="说了什么、做了什么 What was said.")],
    answered: Annotated[str, typer.Option(help="如何答复 What was answered.")] = "",
    unit_and_post: Annotated[str, typer.Option("--unit", help="其工作单位及职务 Unit and post.")] = "",
    officer: Annotated[str, typer.Option(help="其人员编号（本系统人员）The officer, if he is one.")] = "",
    number: Annotated[str, typer.Option("--case", help="所涉事项的编号 The number of the case concerned.")] = "",
    about: Annotated[str, typer.Option(help="所涉案件（无法选取事项的）The case, in words.")] = "",
    post: Annotated[str | None, typer.Option(help="以哪一岗位登记。The acting post.")] = None,
    as_json: Json = False,
) -> None:
    """登记打听案情、过问案件、说情干预、私自接触；登记后不能撤回。Record it; nobody can withdraw it.

    未给出的必填项逐项询问。登记后由干部监督部门接收，本人只能查看回执。
    """
    given = {"kind": kind, "name": name, "happened_on": happened_on, "way": way, "said": said, "answered": answered}
    given |= {"unit_and_post": unit_and_post, "officer": officer, "about": about}
    with installation() as found:
        actor = caller(found)
        given["concerned"] = _case_of(found, actor, number, as_json=as_json)
        command = OpenMatter(
            id=found.service.ids.new(),
            actor=actor,
            post=post,
            workflow=WORKFLOW,
            subjects=({field: value for field, value in given.items() if value},),
            received_on=today(),
        )
        answer = found.service.handle(command)
    if isinstance(answer, Refused):
        refuse(answer, as_json=as_json)
    _tell(answer.data["cases"][0]["number"], as_json=as_json)


@app.command("list", epilog="例：MINGJIAN_TOKEN=… mingjian interference list")
def list_receipts(*, as_json: Json = False) -> None:
    """本人登记的回执。What the caller recorded: that he did, and when."""
    with installation() as found:
        receipts = [one for one in found.reading.receipts(caller(found), limit=500) if one.workflow == WORKFLOW]
    if as_json:
        say_json([{"number": one.number, "opened_at": one.opened_at} for one in receipts])
        return
    for one in receipts:
        say(f"{one.number}  {one.opened_at[:19]}")


def _case_of(found: Installation, actor: str, number: str, *, as_json: bool) -> str:
    """The id of the case with this number that the caller may see; ends for one that he may not."""
    if not number:
        return ""
    cases = found.reading.cases(actor, Sought(number=number, limit=1))
    if not cases:
        refuse(not_found(), as_json=as_json)
    return str(cases[0]["id"])


def _tell(number: str, *, as_json: bool) -> None:
    told: dict[str, Any] = {"number": number}
    if as_json:
        say_json(told)
    else:
        say(f"已登记，编号 {number}。")
