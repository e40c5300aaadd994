"""What every entry of a case must show, of whatever kind."""

from collections.abc import Iterator
from datetime import datetime

from engine.case import Body, Case, state_hash
from engine.legality.entry import CLOCK, REPLAY, Entry, Fault, illegal
from engine.legality.reviewed import Reviewed


def replayed(entry: Entry, body: Body) -> Iterator[Fault]:
    """The hash in the entry is that of the case folded from the entries so far."""
    if entry.state_hash != state_hash(body):
        yield Fault(REPLAY, "state_hash", "逐条重演得到的事项状态与本条登记的状态摘要不符。")


def identity(entry: Entry, opens: bool, body: Body) -> Iterator[Fault]:  # noqa: FBT001 - the question itself
    """The stream is the case's own, and what names a case never changes."""
    if entry.stream != f"case/{body.get('id')}":
        yield illegal("stream_other", "本条登记属于另一事项。")
    for name in () if opens else sorted(_LASTING & entry.changes.keys()):
        yield illegal("identity_changed", f"本条登记改动了不得改动的“{name}”。")


_LASTING = frozenset(
    {"id", "matter", "workflow", "definition", "number", "opened_at", "opened_by", "received_on", "imported"}
)


def acting(reviewed: Reviewed) -> Iterator[Fault]:
    """The acting post was held on that day, by the organisation of the version named; who is barred doesn't act."""
    if reviewed.post is None:
        yield illegal("post_not_held", "办理人当日不担任所登记的岗位。")
    if reviewed.entry.actor in reviewed.before.barred():
        yield illegal("barred", "应当回避的人员办理了本步骤。")


def counted(reviewed: Reviewed) -> Iterator[Fault]:
    """Each entry raises the version by one, but for escalations; and it starts where the case stood."""
    entry, before, after = reviewed.entry, reviewed.before, reviewed.after
    if after.version != before.version + (entry.kind != "escalation"):
        yield illegal("version", "事项版本没有逐条加一。")
    if entry.from_ != before.state:
        yield illegal("from_other", f"登记的起点与事项当时的状态“{reviewed.label(before.state)}”不符。")
    if entry.to != after.state:
        yield illegal("to_other", f"登记的终点与变更后的状态“{reviewed.label(after.state)}”不符。")


def dated(reviewed: Reviewed) -> Iterator[Fault]:
    """A stated date is never after its entry, and never before the step it follows."""
    occurred = reviewed.entry.occurred_at
    if occurred is None:
        return
    if datetime.fromisoformat(occurred) > reviewed.entry.moment:
        yield Fault(CLOCK, "occurred_later", "填写的发生时间晚于登记时间。")
    if datetime.fromisoformat(occurred) < datetime.fromisoformat(reviewed.before.last_occurred_at):
        yield Fault(CLOCK, "occurred_earlier", "填写的发生时间早于上一步。")


def committed(entry: Entry, after: Case) -> Iterator[Fault]:
    """Facts of the subject are named by the entry that carries their commitment."""
    commits = entry.commits or {}
    # A step taken back leads back to the facts of before, which an earlier entry committed to.
    if entry.kind == "correction" and "subject" not in commits:
        return
    if ("subject" in commits) != ("facts_at" in entry.changes):
        yield illegal("facts_unnamed", "对象事实的承诺与事项中的记载不一致。")
    elif "subject" in commits and (after.facts_at, after.facts_hash) != (entry.seq, commits["subject"]):
        yield illegal("facts_other", "事项所记的对象事实不是本条登记的承诺。")


def stays_within(reviewed: Reviewed, allowed: frozenset[str]) -> Iterator[Fault]:
    """Only what the step's declaration changes was changed."""
    for name in sorted(reviewed.changed - allowed - _ALWAYS):
        yield illegal("changed_too_much", f"本步骤无权改动“{name}”。")


_ALWAYS = frozenset({"version", "last_occurred_at", "facts_at", "facts_hash", "clocks", "due", "rounds", "ladders"})
"""Of periods `engine.legality.periods` asks more, of every entry; of ladders `engine.legality.ladders`."""
