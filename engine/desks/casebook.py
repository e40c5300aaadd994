"""What every desk writes of a case: its projection, its vault values, its numbers."""

from collections.abc import Mapping
from typing import Any

from engine import terms
from engine.case import Case, fold, state_hash
from engine.deadlines.rows import Entered, period_rows
from engine.desks.desk import SYSTEM, By, Desk, Said
from engine.escalation.rows import escalation_rows
from engine.organisation import Organisation
from engine.ports import CaseRow, Draft, Secret, StoredCase
from engine.registry import Definition
from engine.visibility import pending_keys, reader_keys


def ancestors(organ: str, organisation: Organisation) -> dict[str, str]:
    """The organ and its superiors by level: the ancestor columns of a case."""
    return {item.level: item.code for item in organisation.line(organ)}


def case_row(
    definition: Definition, body: Mapping[str, Any], organisation: Organisation, entered: Entered | None = None
) -> CaseRow:
    """The projection of a committed body, with the rows of the periods that its newest entry has touched.

    It is the same for the door and for a rebuild.
    """
    case = Case.read(body)
    keys = reader_keys(definition, case, organisation)
    barred = {f"-officer:{officer}" for officer in case.barred()}
    waiting = {f"?{key}" for key in pending_keys(case)}
    # Who opened what others receive is found as its opener; it isn't a key that shows him the case.
    opening = definition.workflow.opening
    given = opening.received_by or (opening.officers_to and case.subject_officer)
    opened = {f"+officer:{case.opened_by}"} if given else set[str]()
    readers = frozenset(keys | barred | waiting | opened)
    above = ancestors(case.organ, organisation)
    periods = period_rows(definition, entered, above) if entered else ()
    escalations = escalation_rows(definition, entered) if entered else ()
    return CaseRow(body, state_hash(body), readers, above, periods, escalations)


def enter_in_place(desk: Desk, stored: StoredCase, definition: Definition, said: Said, by: By = SYSTEM) -> Draft:
    """Append an entry that leaves the case in its state; `said.data["set"]` are the fields that change all the same."""
    body, head = stored.body, stored.head
    after = fold(body, said.data["set"])
    entered = Entered(body, after, head.next_seq, desk.at, said.data)
    row = case_row(definition, after, desk.world.organisation, entered)
    draft = Draft(
        stream=f"case/{body['id']}",
        seq=head.next_seq,
        prev=head.leaf,
        kind=said.kind,
        event=said.event,
        from_=body["state"],
        to=body["state"],
        state_hash=row.state_hash,
        actor=by.actor,
        post=by.post,
        at=desk.at,
        world=desk.versions(body["definition"]),
        command=by.command,
        caused_by=by.cause,
        data=said.data,
        commits=said.commits,
    )
    desk.tx.put_case(row, stored, desk.write(draft).head)
    return draft


def secrets_of(
    case: str,
    subject: Mapping[str, Any] | None,
    content: Mapping[str, Any] | None,
    informant: Mapping[str, str],
) -> tuple[Secret, ...]:
    """The vault values of a command on a case: one per class, informant fields one by one."""
    kept = [Secret(case, "subject", "subject", subject)] if subject else []
    kept += [Secret(case, "content", "content", content)] if content else []
    kept += [Secret(case, "informant", name, {name: value}) for name, value in sorted(informant.items())]
    return tuple(kept)


def drawn_number(desk: Desk, organ: str, series: str) -> dict[str, Any]:
    """The next number of an organ's series this year, as the entry tells it: the register keeps every series."""
    year = desk.world.today.year
    return {"organ": organ, "series": series, "year": year, "number": desk.tx.next_number(organ, series, year)}


def document_number(drawn: Mapping[str, Any]) -> str:
    """A drawn number as it stands on the document: 990101纪立〔2026〕3号."""
    sign = terms.SERIES_SIGNS.get(drawn["series"], "")
    return f"{drawn['organ']}{sign}〔{drawn['year']}〕{drawn['number']}号"
