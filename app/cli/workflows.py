"""`mingjian workflows`: check, print and draw the declared procedures. Reads declarations only, no installation."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.shared import Exit, Json, complain, say, say_json, stop
from app.presentation.diagram import diagram as draw
from app.presentation.rules import rules as rules_page
from app.presentation.table import table as table_page
from app.workflows import DECLARED
from engine.definition import Workflow
from engine.rules import NEWEST
from engine.soundness import findings

app = typer.Typer(help="流程定义。Declared workflows.", no_args_is_help=True)
Id = Annotated[str, typer.Argument(help="流程编号，如 clue_disposal。The workflow's id.")]


@app.command("check", epilog="例：mingjian workflows check")
def check(as_json: Json = False) -> None:
    """列出每个流程的全部缺陷。List every defect of every workflow."""
    found = [(workflow.id, finding) for workflow in DECLARED for finding in findings(workflow, NEWEST)]
    if as_json:
        fields = ("code", "place", "reason", "cure")
        say_json([{"workflow": name} | {field: getattr(f, field) for field in fields} for name, f in found])
    for name, finding in found if not as_json else ():
        complain(f"{name} {finding.code} {finding.place}：{finding.reason}{finding.cure}")
    if not found and not as_json:
        say(f"{len(DECLARED)} 个流程，没有缺陷。")
    raise typer.Exit(Exit.FOUND if found else 0)


@app.command("table", epilog="例：mingjian workflows table clue_disposal")
def table(workflow: Id) -> None:
    """打印供法律专家审签的流程表。Print the page that a legal expert signs."""
    typer.echo(table_page(_known(workflow)))


@app.command("rules", epilog="例：mingjian workflows rules clue_disposal")
def rules(workflow: Id) -> None:
    """列出各条款和期限目录在何处引用。Which articles and catalogue ids are declared where."""
    typer.echo(rules_page(_known(workflow)))


@app.command("diagram", epilog="例：mingjian workflows diagram clue_disposal --to clue.svg")
def diagram(
    workflow: Id,
    to: Annotated[Path | None, typer.Option(help="写入文件，默认输出到屏幕。File to write.")] = None,
) -> None:
    """画出流程图（SVG）。Draw the workflow as SVG."""
    svg = draw(_known(workflow))
    if to is None:
        typer.echo(svg)
    else:
        to.write_text(svg, encoding="utf-8")
        say(f"流程图已写入 {to}")


def _known(name: str) -> Workflow:
    found = next((workflow for workflow in DECLARED if workflow.id == name), None)
    return found or stop(f"没有流程 {name}；现有：{'、'.join(workflow.id for workflow in DECLARED)}", Exit.BAD_INPUT)
