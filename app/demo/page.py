"""The page that is printed when the demonstration stands: what to look at, three commands that work, tokens."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.demo.casting import Cast
from engine.case import Case
from engine.registry import Definition

ADDRESS = "/api/v1"


@dataclass(frozen=True, slots=True)
class Page:
    """What the page is about: where the server listens, whose tokens there are, and a case that waits for approval."""

    url: str
    cast: Sequence[Cast]
    waiting: Case
    definition: Definition

    def lines(self) -> Iterator[str]:
        """The page, line by line."""
        yield f"明鉴演示  {self.url}{ADDRESS}  （Ctrl+C 结束）"
        yield ""
        yield "看什么 What to look at"
        yield from (f"  {self.url}{ADDRESS}{path:<44}{what}" for path, what in self._places())
        yield ""
        yield f"三条命令 Three commands（事项 {self.waiting.number}，待主要负责人审批）"
        yield from (f"\n  # {what}\n  {command}" for what, command in self.commands())
        yield ""
        yield "令牌 Tokens（1日内有效；括号内为 Acting-Post）"
        yield from (f"  {cast.role}  {cast.token}  （{cast.post.id}）" for cast in self.cast)

    def commands(self) -> Iterator[tuple[str, str]]:
        """The three commands, each with what it shows."""
        head, drafter = self._who("县主要负责人"), self._who("案件监督管理室承办人")
        yield "主要负责人的待批事项", f"curl -s -H 'Authorization: Bearer {head.token}' {self.url}{ADDRESS}/approvals"
        yield "无权的人审批：被拒绝，说明依据和怎么办，并登记在册", self._decision(drafter, "demo-decision-1")
        yield "主要负责人批准：步骤生效（再发一次，答复相同）", self._decision(head, "demo-decision-2")

    def _decision(self, cast: Cast, key: str) -> str:
        request = self.waiting.pending.id if self.waiting.pending else ""
        headers = (
            f"Authorization: Bearer {cast.token}",
            f"Acting-Post: {cast.post.id}",
            f"Idempotency-Key: {key}",
            f'If-Match: "{self.waiting.version}"',
            "Content-Type: application/json",
        )
        told = " ".join(f"-H '{header}'" for header in headers)
        return f'curl -s {told} -d \'{{"decision": "approve"}}\' {self.url}{ADDRESS}/approvals/{request}/decision'

    def _places(self) -> tuple[tuple[str, str], ...]:
        workflow = self.definition.workflow.id
        return (
            ("/openapi.json", "接口说明（无需令牌）"),
            ("/metrics", "指标（无需令牌）"),
            (f"/workflows/{workflow}/diagram.svg", "流程图（任一令牌）"),
            ("/cases?state=on_trial", "审理中的事项（案件审理室承办人）"),
            (f"/cases/{self.waiting.id}/actions", "每一步：可办，或者不可办的理由（案件监督管理室承办人）"),
            (f"/cases/{self.waiting.id}/history", "经过：登记簿中的每一条（县主要负责人）"),
        )

    def _who(self, role: str) -> Cast:
        return next(cast for cast in self.cast if cast.role == role)
