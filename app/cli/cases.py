"""`mingjian case show`: one case as its caller may see it."""

from typing import Annotated, Any

import typer

from app.cli.periods import period_json, period_line
from app.cli.shared import Json, caller, installation, refuse, say, say_json
from engine import terms
from engine.errors import Refused
from engine.reading import CaseView

app = typer.Typer(help="事项。Cases.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Keeps `show` a command of its own."""


@app.command("show", epilog="例：MINGJIAN_TOKEN=… mingjian case show 3f2a…")
def show(case: Annotated[str, typer.Argument(help="事项编号 The case's id.")], as_json: Json = False) -> None:
    """显示一个事项：状态、承办、经过。Show a case: state, holders, history."""
    with installation() as found:
        officer = caller(found)
        view = found.reading.case(officer, case)
        if isinstance(view, Refused):
            refuse(view, as_json=as_json)
        periods = found.reading.periods(officer, case)
        history = found.reading.history(officer, case, limit=1000)
    entries = [] if isinstance(history, Refused) else history
    rounds = [] if isinstance(periods, Refused) else periods
    if as_json:
        told = {"case": dict(view.body), "fields": view.fields, "deadlines": [period_json(one) for one in rounds]}
        say_json({**told, "history": list(entries)})
        return
    for line in _lines(view):
        say(line)
    for one in rounds:
        say(period_line(one))
    for entry in entries:
        say(f"{entry['seq']:>4}  {entry['at'][:19]}  {entry['kind']:<10} {entry['event']:<24} {entry['actor']}")


def _lines(view: CaseView) -> list[str]:
    case, lookup = view.case, view.definition.lookup
    subject = view.fields.get("subject", {})
    waiting = [lookup.step(request.step) for request in case.requests]
    told: list[tuple[str, Any]] = [
        ("编号", case.number),
        ("对象", "，".join(str(subject[name]) for name in ("name", "unit_and_post") if subject.get(name))),
        ("流程", f"{view.definition.workflow.label}（{terms.TRACKS[case.track]}）"),
        ("状态", lookup.state(case.state).label),
        ("承办", "，".join(part for part in (case.organ, case.office or "", *case.team) if part)),
        ("待批", "，".join(step.label for step in waiting if step)),
    ]
    return [f"{label}：{value}" for label, value in told if value]
