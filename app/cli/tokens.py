"""`mingjian token issue` and `revoke`: bearer tokens for officers, by the security administrator."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from app.assembly import hash_secret, new_secret
from app.cli.shared import Json, caller, installation, refuse, say, say_json
from engine.commands import IssueToken, RevokeToken
from engine.errors import Refused

app = typer.Typer(help="令牌。Tokens.", no_args_is_help=True)


@app.command("issue", epilog="例：MINGJIAN_TOKEN=… mingjian token issue o00150 --days 30")
def issue(
    officer: Annotated[str, typer.Argument(help="人员编号 The officer's id.")],
    days: Annotated[int, typer.Option(min=1, max=366, help="有效天数 Days of validity.")] = 30,
    purpose: Annotated[str, typer.Option(help="用途 What for.")] = "",
    as_json: Json = False,
) -> None:
    """向人员发放令牌（只显示一次）。Issue a token; its secret is shown once."""
    secret = new_secret()
    with installation() as found:
        command = IssueToken(
            id=secrets.token_hex(12),
            actor=caller(found),
            officer=officer,
            valid_to=datetime.now(UTC) + timedelta(days=days),
            secret_hash=hash_secret(secret),
            purpose=purpose,
        )
        answer = found.service.handle(command)
    if isinstance(answer, Refused):
        refuse(answer, as_json=as_json)
    token = answer.data["token"]
    if as_json:
        say_json({"id": token["id"], "officer": officer, "valid_to": token["valid_to"], "token": secret})
    else:
        say(f"令牌 {token['id']}（{officer}，至 {token['valid_to'][:10]}）：{secret}")


@app.command("revoke", epilog="例：MINGJIAN_TOKEN=… mingjian token revoke t12")
def revoke(token: Annotated[str, typer.Argument(help="令牌编号 The token's id.")], as_json: Json = False) -> None:
    """立即撤销令牌。End a token now."""
    with installation() as found:
        answer = found.service.handle(RevokeToken(id=secrets.token_hex(12), actor=caller(found), token_id=token))
    if isinstance(answer, Refused):
        refuse(answer, as_json=as_json)
    say(f"令牌 {token} 已撤销。")
