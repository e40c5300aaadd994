"""The desk for tokens: who may act through the API and the command line, until when."""

import re
from datetime import timedelta
from typing import Final

from engine.commands import IssueToken, RevokeToken
from engine.desks.desk import Answer, Desk, Said
from engine.errors import Refused
from engine.law import ENGINE
from engine.organisation import Post

STREAM: Final = "identity"
_SECRET: Final = re.compile(r"[0-9a-f]{64}")
_PURPOSE: Final = re.compile(r"[a-z0-9-]{0,40}")
"""A word, not a sentence: it stands in the register."""
LONGEST: Final = timedelta(days=366)


def on_issue(desk: Desk, command: IssueToken) -> Answer | Refused:
    """Issue a token to an officer who has a post. Only the security administrator may."""
    post = _security(desk, command)
    if isinstance(post, Refused):
        return post
    if not _SECRET.fullmatch(command.secret_hash) or not _PURPOSE.fullmatch(command.purpose):
        return Refused(
            "input_invalid", "令牌摘要或用途不正确。", "用途限小写字母、数字和连字符。", ENGINE, ("purpose",)
        )
    if not desk.world.posts(command.officer):
        return Refused("input_invalid", "该人员目前没有岗位。", "请核对人员编号。", ENGINE, ("officer",))
    if not desk.world.now < command.valid_to <= desk.world.now + LONGEST:
        return Refused("input_invalid", "有效期须在今后一年以内。", "请重新填写有效期。", ENGINE, ("valid_to",))
    head = desk.tx.head(STREAM)
    token = {
        "id": f"t{head.next_seq}",
        "officer": command.officer,
        "secret_hash": command.secret_hash,
        "valid_to": command.valid_to.isoformat(),
        "purpose": command.purpose,
    }
    desk.tx.put_token(token)
    return desk.primary(command, post, STREAM, head, Said("identity", "token.issue", {"token": token}))


def on_revoke(desk: Desk, command: RevokeToken) -> Answer | Refused:
    """End a token now."""
    post = _security(desk, command)
    if isinstance(post, Refused):
        return post
    known = desk.tx.token(command.token_id)
    if known is None or known.get("revoked_at"):
        return Refused("no_such_token", "没有这一有效令牌。", "请核对令牌编号。", ENGINE, ("token_id",))
    token = {**known, "revoked_at": desk.at}
    desk.tx.put_token(token)
    return desk.primary(command, post, STREAM, desk.tx.head(STREAM), Said("identity", "token.revoke", {"token": token}))


def _security(desk: Desk, command: IssueToken | RevokeToken) -> Post | Refused:
    own = [post for post in desk.world.posts(command.actor) if post.position == "security_administrator"]
    post = own[0] if own and command.post is None else desk.post(command)
    if isinstance(post, Refused) or post.position == "security_administrator":
        return post
    return Refused("wrong_role", "令牌由安全保密管理员发放和撤销。", "请转安全保密管理员。", ENGINE)
