"""What those whom an overdue period has reached may say of it, and what it does to the grace of their level. Pure.

Every answer is kept; none closes an escalation. 催办 and "dealt with by DATE" restart the grace of the highest level,
once; then it climbs. What asks for another act (extension, 督办, 提级, 交办) is a request that moves nothing by itself.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from engine.case import Case
from engine.deadlines.counting import day_of, midnight
from engine.definition import Deadline
from engine.errors import Refused, not_found
from engine.escalation.climbing import grace_ends
from engine.escalation.ladder import Ladder, Reached
from engine.escalation.levels import levels_of
from engine.law import ENGINE
from engine.organisation import Post
from engine.visibility import post_keys
from engine.world import World

RESTARTING: Final = frozenset({"chase", "promise"})
"""Answers that give the level its grace once more."""
_READ: Final = "acknowledge"
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: in which post, to which level, what (`engine.terms.ANSWERS`), and for a promise, until which day."""

    post: Post
    level: int
    answer: str
    until: date | None = None


Told = dict[str, Any]


def answered(deadline: Deadline, case: Case, said: Reply, world: World) -> tuple[Ladder, Told] | Refused:
    """The ladder after an answer, and what is told of it. Who was not reached gets what doesn't exist."""
    told = (case.ladders or {}).get(deadline.id)
    ladder = Ladder.read(told) if told else None
    reached = ladder.level(said.level) if ladder else None
    if ladder is None or reached is None or not reaches(reached.key, said.post, case, world):
        return not_found()
    heard = _Heard(deadline, case, said, world)
    return heard.acknowledged(ladder, reached) if said.answer == _READ else heard.replied(ladder, reached)


def reaches(key: str, post: Post, case: Case, world: World) -> bool:
    """Whether a level with this key is in the inbox of the post: its own, or its holder's as the handler."""
    own = {f"officer:{post.officer}", *post_keys(post, world.organisation)}
    return key in own and post.officer not in case.barred()


@dataclass(frozen=True, slots=True)
class _Heard:
    """An answer of who may give it."""

    deadline: Deadline
    case: Case
    said: Reply
    world: World

    def acknowledged(self, ladder: Ladder, reached: Reached) -> tuple[Ladder, Told] | Refused:
        """Who reads it first has read it for all who hold the post."""
        if reached.read:
            return _not_so("acknowledged_already", "该催办已有人签阅。", "无需再办。", "answer")
        return ladder.with_level(replace(reached, read=self._by())), {"event": _READ, "level": reached.level}

    def replied(self, ladder: Ladder, reached: Reached) -> tuple[Ladder, Told] | Refused:
        """The last answer stands with the level; some restart its grace."""
        refusal = self._bad_day()
        if refusal:
            return refusal
        until = {"until": self.said.until.isoformat()} if self.said.until else {}
        told: Told = {"event": "answer", "level": reached.level, "answer": self.said.answer, **until}
        answer = {**self._by(), "answer": self.said.answer, **until}
        kept = replace(reached, answer=answer, read=reached.read or self._by())
        if not self._restarts(ladder, reached):
            return ladder.with_level(kept), told
        ends = self._second_grace()
        if isinstance(ends, Refused):
            return ends
        return ladder.with_level(replace(kept, again=True), ends), {**told, "restarted": ends}

    def _restarts(self, ladder: Ladder, reached: Reached) -> bool:
        stands = reached.level == ladder.highest and reached.level > 0 and not ladder.top
        return stands and not reached.again and self.said.answer in RESTARTING

    def _by(self) -> dict[str, str]:
        return {"at": self.world.now.astimezone(UTC).isoformat(), "by": self.said.post.officer}

    def _bad_day(self) -> Refused | None:
        until = self.said.until
        if self.said.answer != "promise":
            return _not_so("input_invalid", "只有限期办结才填写日期。", "请去掉日期。", "until") if until else None
        if until is None or until < self.world.today:
            return _not_so("input_invalid", "请写明在哪一日以前办结。", "请填写今天或者以后的日期。", "until")
        return None

    def _second_grace(self) -> str | Refused:
        """When the level's second grace ends: with the day promised, which lies within it."""
        levels = levels_of(self.deadline, self.case, self.world)
        level = next((one for one in levels if one.number == self.said.level), None)
        if level is None:
            return not_found()
        ends, until = grace_ends(level, self.world), self.said.until
        if until is None:
            return ends
        promised = midnight(until + _DAY).isoformat()
        if promised > ends:
            last = day_of(datetime.fromisoformat(ends)) - _DAY
            sentence = f"办结日期不能晚于{last.isoformat()}：超过这一日将报上一级。"
            return _not_so("promise_too_late", sentence, "请填写更早的日期；确需延期的，请申请延长期限。", "until")
        return promised


def _not_so(code: str, sentence: str, remedy: str, field: str) -> Refused:
    return Refused(code, sentence, remedy, ENGINE, (field,))
