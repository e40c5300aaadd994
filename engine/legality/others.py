"""Openings, signatures and recusals."""

from collections.abc import Iterator

from engine.case import Case
from engine.legality.beginnings import begun
from engine.legality.entry import Entry, Fault, illegal
from engine.legality.general import stays_within
from engine.legality.reviewed import Reviewed
from engine.legality.steps import declared, not_declared
from engine.opening import may_take_over
from engine.organisation import Organisation, Post
from engine.registry import Definition
from engine.world import World


def opened(entry: Entry, case: Case, definition: Definition, post: Post | None, world: World) -> Iterator[Fault]:
    """A case began as its definition says: in which state, by whom, named by its matter's entry."""
    taken_over, lookup, known = entry.event == "takeover", definition.lookup, world.organisation
    starts = definition.workflow.takes_over if taken_over else (definition.workflow.opening.to,)
    state = lookup.state(case.state)
    if case.state not in starts or entry.to != case.state or entry.from_:
        yield illegal("to_not_declared", f"事项不能以“{state.label}”开始。")
    if (case.phase, case.closed, case.version) != (state.phase, state.closed, 1):
        yield illegal("to_other", "事项开始时的阶段或版本不对。")
    if case.workflow != definition.workflow.id:
        yield illegal("definition_other", "事项的流程与所用定义不符。")
    if taken_over != case.imported:
        yield illegal("kind_other", "台账导入的标记与登记不符。")
    if post is None:
        yield illegal("post_not_held", "办理人当日不担任所登记的岗位。")
    elif not _may_begin(post, entry, case, definition, known):
        yield illegal("wrong_role", "办理人的岗位无权登记这一事项。")
    else:
        yield from begun(entry, case, definition, post, world)
    if not (entry.caused_by or "").startswith(f"matter/{case.matter}#"):
        yield illegal("matter_other", "事项没有由其线索的登记引出。")


def _may_begin(post: Post, entry: Entry, case: Case, definition: Definition, known: Organisation) -> bool:
    if entry.event == "takeover":
        return _may_take_over(post, entry, case, known)
    if entry.event == "open":
        return _may_open(post, definition, known)
    # By an act on another case, which is judged there: of the same organ, or of one above it that approved the act.
    if case.subject_officer and definition.workflow.opening.officers_to:
        # About an officer it may lie further up.
        return case.organ in {organ.code for organ in known.line(post.organ)}
    return post.organ in {organ.code for organ in known.line(case.organ)}


def _may_take_over(post: Post, entry: Entry, case: Case, known: Organisation) -> bool:
    return may_take_over(post, case.organ, entry.told.get("stated", case.organ), known)


def _may_open(post: Post, definition: Definition, known: Organisation) -> bool:
    opening = definition.workflow.opening
    anywhere = not known.has_offices(post.organ) or bool(frozenset(opening.by) - {"handler", "office_head"})
    return post.position != "migration" and (anywhere or known.function_of(post.office) in opening.office)


def on_signature(reviewed: Reviewed) -> Iterator[Fault]:
    """A member of the team signed for a step that all must sign."""
    signed, actor = reviewed.after.signed or {}, reviewed.entry.actor
    step = declared(reviewed, reviewed.entry.event)
    if step is None or not step.signed_by:
        yield not_declared(reviewed, reviewed.entry.event)
        return
    yield from stays_within(reviewed, frozenset({"signed"}))
    before = reviewed.before.signed or {}
    same = (before.get("step"), before.get("documents")) == (step.id, signed.get("documents"))
    officers = {*(before.get("officers", ()) if same else ()), actor}
    if signed.get("step") != step.id or frozenset(signed.get("officers", ())) != officers:
        yield illegal("signature_other", "登记的签名不是签名人本人的。")
    if actor not in reviewed.before.team:
        yield illegal("not_in_team", "签名的不是工作组成员。")


def on_recusal(reviewed: Reviewed) -> Iterator[Fault]:
    """A principal decided that an officer is kept from the case, and nothing else was changed with it."""
    officer = reviewed.entry.told.get("recused", "")
    yield from stays_within(reviewed, frozenset({"recused", "team", "handler", "pending", "asides"}))
    if [one for one in reviewed.before.requests if one.proposer != officer] != [*reviewed.after.requests]:
        yield illegal("changed_too_much", "回避时改动了他人提出的报批事项。")
    if frozenset(reviewed.after.recused) - frozenset(reviewed.before.recused) != {officer}:
        yield illegal("recusal_other", "回避的人员与登记不符。")
    if frozenset(reviewed.after.team) != frozenset(reviewed.before.team) - {officer}:
        yield illegal("changed_too_much", "回避时改动了工作组的其他成员。")
    leads = any(post.position == "principal" for post in reviewed.world.posts(reviewed.entry.actor))
    if not leads or reviewed.entry.actor == officer:
        yield illegal("wrong_role", "回避不是由主要负责人决定的。")
