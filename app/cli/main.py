"""`mingjian`: the command line. One file per group of commands; `shared` holds what they have in common."""

import sys
from tomllib import TOMLDecodeError

import typer
from pydantic import ValidationError
from sqlalchemy.exc import DatabaseError, OperationalError

from app.cli import (
    audit,
    calendar,
    cases,
    configuration,
    deadlines,
    demo,
    handover,
    interference,
    ledger,
    notices,
    organisation,
    system,
    tokens,
    workflows,
)
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
handover.register(app)
deadlines.register(app)
app.add_typer(organisation.app, name="organisation")
app.add_typer(ledger.app, name="ledger")
app.add_typer(cases.app, name="case")
app.add_typer(deadlines.app, name="deadlines")
app.add_typer(calendar.app, name="calendar")
app.add_typer(configuration.app, name="configuration")
app.add_typer(interference.app, name="interference")
app.add_typer(workflows.app, name="workflows")
app.add_typer(tokens.app, name="token")
app.add_typer(notices.app, name="notices")
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
    except ValidationError as error:
        if error.title != "Settings":
            raise
        names = "、".join(f"MINGJIAN_{str(each['loc'][0]).upper()}" for each in error.errors() if each["loc"])
        complain(f"设置不对：{names}；请更正该环境变量，或 MINGJIAN_HOME 中的 mingjian.toml。")
        sys.exit(Exit.UNUSABLE)
    except OperationalError:
        complain("连不上数据库，或数据库正忙；请核对 MINGJIAN_DATABASE_URL 和数据库服务，再试一次。")
        sys.exit(Exit.UNUSABLE)
    except TOMLDecodeError:
        complain("MINGJIAN_HOME 中的 mingjian.toml 不是有效的 TOML 文件；请改正，或删去该文件。")
        sys.exit(Exit.UNUSABLE)
    except DatabaseError as error:
        if type(error) is not DatabaseError:
            raise
        complain("数据库文件已损坏，或不是数据库；请核对 MINGJIAN_DATABASE_URL，或从备份恢复。")
        sys.exit(Exit.UNUSABLE)
    except OSError as error:
        complain(f"无法读写 {error.filename or ''}：{error.strerror or error}")
        sys.exit(Exit.BAD_INPUT)
