"""What is proved at the end: the register verifies, a case replays to what is stored, the projections rebuild."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.assembly import Installation
from app.auditing.opening import Audited
from app.auditing.rebuild import rebuild
from app.auditing.replay import replay
from app.auditing.verification import verify
from engine.case import Case

Say = Callable[[str], None]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Proofs:
    """The three proofs of one installation; each gives its faults in sentences, none when it holds."""

    found: Installation
    say: Say

    def verified(self, progress: Progress) -> Iterator[str]:
        """The register verifies: bytes, chain, tags, heads, legality of each step."""
        verdict = verify(self._audited, progress)
        for line in verdict.lines():
            self.say(f"  {line}")
        if not verdict.clean:
            yield f"登记簿核查发现 {verdict.count} 处问题"

    def replayed(self, case: Case) -> Iterator[str]:
        """A case folded from its own entries is the case that is stored, and its history can be read."""
        with self._audited.snapshot() as connection:
            again = replay(connection, case.id)
        if again is None or again.fault:
            yield f"{case.number} 无法重演：{again.fault if again else '登记簿中没有'}"
            return
        for line in again.lines():
            self.say(f"  {line}")
        if Case.read(again.body) != case:
            yield f"{case.number} 重演的结果与现行数据不同"

    def rebuilt(self, progress: Progress) -> Iterator[str]:
        """Every projection, made again from the register in a scratch database, is the live one."""
        for compared in rebuild(self._audited, progress):
            if not compared.same:
                yield f"表 {compared.table} 重建后不同"

    @property
    def _audited(self) -> Audited:
        return Audited.of(self.found)
