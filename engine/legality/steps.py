"""Transitions and acts that were carried out: declared, by whom, on which papers, and nothing waiting."""

from collections.abc import Iterator

from engine.asked import plays, served_before
from engine.conditions import label_of
from engine.definition import Chain, HandBack, HandTo, Otherwise, Step, Taken, When
from engine.jurisdiction import SETS
from engine.legality import beside, passage
from engine.legality.entry import Fault, illegal
from engine.legality.general import stays_within
from engine.legality.reviewed import Reviewed
from engine.outcome import issued
from engine.precedents import done


def declared(reviewed: Reviewed, step_id: str) -> Taken | None:
    """The step of this name in the state where the case stood."""
    return reviewed.definition.lookup.find(step_id, reviewed.before.state)


def not_declared(reviewed: Reviewed, step_id: str) -> Fault:
    """The fault of a step that the definition doesn't have there."""
    known = reviewed.definition.lookup.step(step_id)
    what, where = known.label if known else step_id, reviewed.label(reviewed.before.state)
    return illegal("not_declared", f"定义中没有从“{where}”办理“{what}”的规定。")


def moved(reviewed: Reviewed, step: Taken) -> Iterator[Fault]:
    """The case went where the step leads: state, phase, and whether it is closed."""
    to = reviewed.definition.lookup.state(step.to or reviewed.before.state)
    after = reviewed.after
    if step.corrects or reviewed.entry.kind != ("transition" if step.to else "act"):
        yield illegal("kind_other", f"“{step.label}”登记成了另一类条目。")
    if (after.state, after.phase, after.closed) != (to.id, to.phase, to.closed):
        yield illegal("to_not_declared", f"“{step.label}”应到“{to.label}”，登记的是“{reviewed.label(after.state)}”。")
    if after.times(step.id) != reviewed.before.times(step.id) + 1:
        yield illegal("miscounted", f"“{step.label}”的办理次数没有加一。")
    yield from stays_within(reviewed, _may_change(step))


def standing(reviewed: Reviewed, step: Taken) -> Iterator[Fault]:
    """What must hold when the step takes effect, whoever proposed it."""
    before, organisation = reviewed.before, reviewed.world.organisation
    if before.handover is not None and step.to and step.waits_for_approvals:
        yield illegal("handover_unsigned", f"移交尚未签收，就办理了“{step.label}”。")
    if step.at_most and before.times(step.id) >= step.at_most:
        yield illegal("at_most", f"“{step.label}”超过了{step.at_most}次。")
    level = step.organ_level_at_least
    if level and not organisation.reaches_level(before.organ, level):
        yield illegal("organ_level", f"承办机关的层级不够办理“{step.label}”。")
    yield from _preceded(reviewed, step)
    yield from beside.standing(reviewed, step)
    yield from _papers(reviewed, step)
    yield from _team(reviewed, step)
    yield from _handed(reviewed, step)
    yield from passage.moved(reviewed, step)
    yield from _numbered(reviewed, step)


def proposed(reviewed: Reviewed, step: Taken) -> Iterator[Fault]:
    """What must hold of whoever takes the step, or proposes it."""
    if reviewed.post and not any(plays(reviewed.post, role, reviewed.asked(step, reviewed.post)) for role in step.by):
        yield illegal("wrong_role", f"办理人的岗位无权办理“{step.label}”。")
    if reviewed.entry.actor in served_before(reviewed.asked(step)):
        yield illegal("separation", f"参与过前期工作的人员办理了“{step.label}”。")
    if step.signed_by and not _signed(reviewed, step):
        yield illegal("signature_missing", f"“{step.label}”没有工作组全体成员的签名。")


def demanded(reviewed: Reviewed, step: Taken) -> tuple[Step, ...] | Fault:
    """The approvals that the definition asks for, by the rule results that the entry logged."""
    rules = reviewed.entry.told.get("rules") or {}
    first = (step.concurs,) if step.concurs else ()
    for branch in reviewed.definition.lookup.approval(step.id):
        if isinstance(branch, When) and branch.condition not in rules:
            return illegal("rule_unlogged", f"没有登记规则“{branch.condition}”的结果。")
        if isinstance(branch, (Chain, Otherwise)) or rules[branch.condition]:
            chain = branch if isinstance(branch, Chain) else branch.chain
            return (*first, *chain.steps)
    return first


def alone(reviewed: Reviewed, step: Taken) -> Iterator[Fault]:
    """A step that took effect at once: nobody had to approve it, and no request was waiting."""
    chain = demanded(reviewed, step)
    if isinstance(chain, Fault):
        yield chain
    elif chain:
        yield illegal("approval_missing", f"“{step.label}”须经审批，登记中没有审批。")
    if reviewed.before.pending is not None and step.waits_for_approvals:
        yield illegal("approval_pending", f"另有一项正在报批时，办理了“{step.label}”。")
    yield from proposed(reviewed, step)


def _may_change(step: Taken) -> frozenset[str]:
    may = {"counts", "served", "pending", "approvers"}
    may |= {"state", "phase", "closed", "signed"} if step.to else set()
    may |= {"office", "handler", "custody", "handover"} if step.hands_to else set()
    may |= {"handler", "handover"} if step.signs_handover else set()
    may |= {"team", "teams"} if step.forms_team or isinstance(step.hands_to, HandBack) else set()
    may |= {"done", "let_in", "asides"}
    may |= SETS if step.moves else {"assigning"} if step.ends_task else set()
    may |= {"tallies"} if step.tallies else set()
    may |= {"links", "linked_as"} if step.opens or step.links_as else set()
    return frozenset(may | ({"issued"} if step.issues else set()))


def _preceded(reviewed: Reviewed, step: Taken) -> Iterator[Fault]:
    """What must have been done before was done, wherever the logged rules say that it must."""
    rules = reviewed.entry.told.get("rules") or {}
    for before in step.after:
        if before.when and before.when not in rules:
            yield illegal("rule_unlogged", f"没有登记规则“{before.when}”的结果。")
        elif (not before.when or rules[before.when]) and not done(before, reviewed.before):
            yield illegal("step_missing", f"“{step.label}”之前没有办理规定的步骤。")
    for name in step.only_with:
        if rules.get(name) is not True:
            yield illegal("condition", f"“{step.label}”登记的内容不符合“{label_of(reviewed.definition, name)}”。")


def _papers(reviewed: Reviewed, step: Taken) -> Iterator[Fault]:
    handed_in = frozenset(reviewed.entry.told.get("documents", ()))
    wanted = frozenset(step.documents) | {f"opinion@{body}" for body in step.consults}
    if wanted - handed_in:
        yield illegal("document_missing", f"“{step.label}”缺少规定的文书。")


def _team(reviewed: Reviewed, step: Taken) -> Iterator[Fault]:
    if step.forms_team is None:
        return
    team = frozenset(reviewed.after.team)
    if len(team) < step.forms_team.at_least:
        yield illegal("team_too_small", f"“{step.label}”组成的工作组不足{step.forms_team.at_least}人。")
    if team & (reviewed.before.barred() | served_before(reviewed.asked(step))):
        yield illegal("team_separation", f"“{step.label}”的工作组中有应当回避或参与过前期工作的人员。")


def _handed(reviewed: Reviewed, step: Taken) -> Iterator[Fault]:
    how, before, after = step.hands_to, reviewed.before, reviewed.after
    if step.signs_handover and (before.handover is None or after.handover is not None):
        yield illegal("nothing_signed", "登记了签收，但没有待签收的移交。")
    if how is None:
        return
    offices = reviewed.world.organisation.offices_of(before.organ, how.functions if isinstance(how, HandTo) else ())
    known = {office.code for office in offices} if isinstance(how, HandTo) else _held(reviewed, how)
    if reviewed.world.organisation.has_offices(before.organ) and after.office not in known:
        yield illegal("handed_elsewhere", f"“{step.label}”移交给了规定以外的部门。")
    if how.signed and after.handover is None:
        yield illegal("handover_unsigned", f"“{step.label}”的移交没有等待签收。")


def _held(reviewed: Reviewed, how: HandBack) -> set[str]:
    here = {office.code for office in reviewed.world.organisation.offices_of(reviewed.before.organ)}
    return {office for phase, office in reviewed.before.custody if phase == how.phase and office in here}


def _numbered(reviewed: Reviewed, step: Taken) -> Iterator[Fault]:
    before, after = reviewed.before.issued or {}, reviewed.after.issued or {}
    new = {series for series, number in after.items() if before.get(series) != number}
    due = {issue.series for issue in issued(step, reviewed.entry.told.get("rules") or {})}
    if new != due or before.keys() - after.keys():
        yield illegal("misnumbered", f"“{step.label}”登记的文号与规定的文号种类不符。")


def _signed(reviewed: Reviewed, step: Taken) -> bool:
    signed, team = reviewed.before.signed or {}, frozenset(reviewed.before.team)
    return bool(team) and signed.get("step") == step.id and team <= frozenset(signed.get("officers", ()))
