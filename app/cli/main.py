"""`mingjian`: the command line. One file per group of commands; `shared` holds what they have in common."""

import sys

import typer

from app.cli import audit, cases, demo, ledger, organisation, system, tokens, workflows
from app.cli.shared import Exit, complain
from app.ledger import LedgerError
from engine.errors import MingjianError

app = typer.Typer(
    name="mingjian",
    help="明鉴：纪检监察办案流程引擎。Case management whose every step is declared, enforced and registered.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
system.register(app)
demo.register(app)
app.add_typer(organisation.app, name="organisation")
app.add_typer(ledger.app, name="ledger")
app.add_typer(cases.app, name="case")
app.add_typer(workflows.app, name="workflows")
app.add_typer(tokens.app, name="token")
app.add_typer(audit.app, name="audit")


def main() -> None:
    """Run the command line; what can't be done is said in one sentence, never as a traceback with values."""
    try:
        app()
    except LedgerError as error:
        complain(str(error))
        sys.exit(Exit.BAD_INPUT)
    except MingjianError as error:
        complain(str(error))
        sys.exit(Exit.UNUSABLE)
    except OSError as error:
        complain(f"无法读写 {error.filename or ''}：{error.strerror or error}")
        sys.exit(Exit.BAD_INPUT)
