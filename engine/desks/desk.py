"""What every desk works with: the transaction, the world of this moment, and the pen that writes entries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any, Final

from engine.commands import Command
from engine.errors import Refused
from engine.law import ENGINE
from engine.organisation import Post
from engine.ports import Draft, Head, Ids, Moment, Register, Sealed, Secret, Transaction
from engine.registry import Registry
from engine.world import World

GOES_ON: Final = frozenset({"approve", "compare"})
"""Approvals after which the request still waits."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a command, re-made from its primary entry: so a repeated command gets the same answer."""

    outcome: str
    stream: str
    seq: int
    event: str
    state: str = ""
    version: int = 0
    data: Mapping[str, Any] = field(default_factory=dict)
    repeated: bool = field(default=False, compare=False)
    """Whether the command had been carried out before; the answer is the same."""

    @classmethod
    def of(cls, stream: str, seq: int, entry: Mapping[str, Any]) -> "Answer":
        """The answer that an entry stands for."""
        data = entry.get("data", {})
        changes = data.get("set", {})
        waits = entry["kind"] == "proposal" or (entry["kind"] == "approval" and entry["event"] in GOES_ON)
        told = {name: value for name, value in data.items() if name != "set"}
        return cls(
            "pending_approval" if waits else "applied",
            stream,
            seq,
            entry["event"],
            entry.get("to", ""),
            changes.get("version", 0),
            told | ({"issued": changes["issued"]} if "issued" in changes else {}),
        )

    @property
    def case(self) -> str:
        """The case's id, for an answer about a case."""
        return self.stream.removeprefix("case/") if self.stream.startswith("case/") else ""


@dataclass(frozen=True, slots=True)
class Said:
    """What a primary entry says: its kind, its event, its data, and the commitments to what the vault keeps."""

    kind: str
    event: str
    data: Mapping[str, Any]
    commits: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class By:
    """Whose entry it is: an officer's in a post, or the system's; of which command, and caused by which entry."""

    actor: str = "system"
    post: str = ""
    command: Mapping[str, str] | None = None
    cause: str | None = None


SYSTEM: Final = By()


@dataclass(frozen=True, slots=True)
class Desk:
    """One command being handled: everything it may read and write."""

    tx: Transaction
    register: Register
    registry: Registry
    ids: Ids
    moment: Moment
    world: World
    request: str

    @property
    def at(self) -> str:
        """The instant of every entry of this command."""
        return self.world.now.astimezone(UTC).isoformat()

    def versions(self, definition: str | None = None) -> dict[str, Any]:
        """The world versions that an entry names: of the organisation, the one that was looked at."""
        seen = {**self.moment.versions, "organisation": self.world.organisation.version}
        return seen | ({"definition": definition} if definition else {})

    def post(self, command: Command) -> Post | Refused:
        """The post a command is taken in."""
        return acting_post(self.world, command.actor, command.post)

    def write(self, draft: Draft) -> Sealed:
        """Seal an entry and append it."""
        sealed = self.register.seal(draft)
        self.tx.append(draft.stream, sealed)
        return sealed

    def commit(self, stream: str, seq: int, secrets: tuple[Secret, ...]) -> dict[str, str]:
        """Keep secrets in the vault; the commitments that the entry carries, by class (or class.field)."""
        return {_named(secret): self.tx.commit_secret(stream, seq, secret) for secret in secrets}

    def enter(self, stream: str, said: Said, by: By = SYSTEM, head: Head | None = None) -> int:
        """Append an entry to a stream that isn't a case's; its `seq`. `head`: the stream's end, where it is known."""
        head = head or self.tx.head(stream)
        draft = Draft(
            stream=stream,
            seq=head.next_seq,
            prev=head.leaf,
            kind=said.kind,
            event=said.event,
            actor=by.actor,
            post=by.post,
            at=self.at,
            world=self.versions(),
            data=said.data,
            command=by.command,
            caused_by=by.cause,
            commits=said.commits,
        )
        self.write(draft)
        return head.next_seq

    def primary(self, command: Command, post: Post, stream: str, head: Head, said: Said) -> Answer:
        """Append a command's primary entry to a stream that isn't a case's, and answer."""
        seq = self.enter(stream, said, self.by(command, post), head)
        return Answer.of(stream, seq, {"kind": said.kind, "event": said.event, "data": dict(said.data)})

    def by(self, command: Command, post: Post) -> By:
        """The command's own officer, in the post that it is taken in."""
        return By(command.actor, post.id, {"id": command.id, "request": self.request})


def acting_post(world: World, actor: str, named: str | None) -> Post | Refused:
    """The post that somebody acts in: the one named, or the only one held."""
    posts = world.posts(actor)
    if named is not None:
        found = next((post for post in posts if post.id == named), None)
        sentence = "本人目前不担任所选岗位。"
        return found or Refused("post_not_held", sentence, _offer(posts), ENGINE, ("post",))
    if len(posts) == 1:
        return posts[0]
    sentence = "请说明以哪一岗位办理。" if posts else "目前没有在任岗位，不能办理。"
    return Refused("post_required", sentence, _offer(posts), ENGINE, ("post",))


def _named(secret: Secret) -> str:
    return secret.kept_as if secret.field == secret.kept_as else f"{secret.kept_as}.{secret.field}"


def _offer(posts: tuple[Post, ...]) -> str:
    names = "、".join(post.id for post in posts)
    return f"本人现任岗位：{names}。" if names else "本人目前没有岗位，请联系安全保密管理员。"
