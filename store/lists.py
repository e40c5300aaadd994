"""Lists of cases, and counts by state."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

import orjson
from sqlalchemy import ColumnElement, FromClause, Select, and_, exists, func, select, true, tuple_, union

from engine.ports import Sought, Values
from engine.readers import Reader
from store.outbox import Outbox
from store.tables import LEVEL_COLUMNS, cases, vault_keys, vault_names, vault_values
from store.visible import Branches, below, has_key, may_see

MOST: Final = 500
"""The longest page."""
_PLAIN: Final = ("workflow", "state", "phase", "office", "matter", "number", "closed")
_RARE: Final = ("matter", "number", "name")
"""What only a few cases have: they are found first, and then asked whether they may be seen."""


class Lists(Outbox):
    """The part of a transaction that answers lists."""

    def cases(self, who: Reader, sought: Sought) -> Sequence[Values]:
        """A page of cases that the officer may see, newest first: body with `facts` opened for the page.

        The next page begins `after` the (opened_at, id) of the last one.
        """
        self.settle()
        page = self._page(who, sought)
        return [self._told(row) for row in self._execute(_with_facts(page))] if page is not None else []

    def opened_by(self, who: Reader, after: tuple[str, str] | None, limit: int) -> Sequence[Values]:
        """A page of the cases that the officer opened and others received, newest first: committed bodies."""
        self.settle()
        branches = Branches(who, (), after, min(limit, MOST))
        page = branches.page(branches.of_keys([f"+officer:{who.officer}"]))
        found = select(cases.c.body).select_from(page.join(cases, cases.c.id == page.c.id))
        newest = found.order_by(page.c.opened_at.desc(), page.c.id.desc())
        return [orjson.loads(body) for body in self._execute(newest).scalars()]

    def touching(self, organ: str, after: tuple[str, str], limit: int) -> Sequence[tuple[str, str]]:
        """Cases of the organ's subtree, and those elsewhere in which it is the competent one: opened_at and id."""
        self.settle()
        within = cases.c[LEVEL_COLUMNS[self.organisation().organs[organ].level]] == organ
        elsewhere = and_(cases.c.competent == organ, cases.c.competent != cases.c.organ)
        parts = [_oldest(where, after, limit).subquery() for where in (within, elsewhere)]
        found = union(*(select(part.c.opened_at, part.c.id) for part in parts)).subquery()
        oldest = select(found).order_by(found.c.opened_at, found.c.id).limit(limit)
        return [(row.opened_at, row.id) for row in self._execute(oldest)]

    def visible(self, who: Reader, case: str) -> bool:
        """Whether the list would show the case: the same question as `may_see`, answered by the database."""
        self.settle()
        statement = select(cases.c.id).where(cases.c.id == case, may_see(who, self.organisation()))
        return self._execute(statement).first() is not None

    def funnel(self, who: Reader, workflow: str | None = None) -> Sequence[tuple[str, str, str, int]]:
        """How many cases the officer may see by workflow, phase and state."""
        self.settle()
        by = (cases.c.workflow, cases.c.phase, cases.c.state)
        statement = select(*by, func.count()).where(may_see(who, self.organisation())).group_by(*by).order_by(*by)
        if workflow is not None:
            statement = statement.where(cases.c.workflow == workflow)
        return [tuple(row) for row in self._execute(statement)]

    def _page(self, who: Reader, sought: Sought) -> FromClause | None:
        limit = min(sought.limit, MOST)
        if sought.name is not None:
            # An auditor reads no names, so he doesn't find by them either.
            who = replace(who, scopes=frozenset())
        wanted, narrow = list(self._wanted(sought)), list(_narrow(who, sought))
        seen = may_see(who, self.organisation())
        if any(getattr(sought, name) is not None for name in _RARE):
            branches = Branches(who, [*wanted, seen, *map(has_key, narrow)], sought.after, limit)
            return branches.page([branches.of_scope(true())])
        if narrow:
            branches = Branches(who, [*wanted, seen, *map(has_key, narrow[1:])], sought.after, limit)
            found = branches.of_keys(narrow[0])
        else:
            branches = Branches(who, wanted, sought.after, limit)
            found = branches.of_keys(sorted(who.keys))
            found += [branches.of_scope(below(organ, self.organisation())) for organ in self._scopes(who, sought)]
        return branches.page(found) if found else None

    def _scopes(self, who: Reader, sought: Sought) -> Iterator[str]:
        """The organs whose subtrees are read for an auditor: his own, or the smaller one that he asks for."""
        organisation = self.organisation()
        for scope in sorted(who.scopes & organisation.organs.keys()):
            if sought.organ is None or sought.organ in {organ.code for organ in organisation.line(scope)}:
                yield scope
            elif scope in {organ.code for organ in organisation.line(sought.organ)}:
                yield sought.organ

    def _wanted(self, sought: Sought) -> Iterator[ColumnElement[bool]]:
        for name in _PLAIN:
            value = getattr(sought, name)
            if value is not None:
                yield cases.c[name] == value
        if sought.organ is not None:
            yield below(sought.organ, self.organisation())
        if sought.name is not None:
            index = self._shared.vault.name_index(sought.name)
            yield exists().where(vault_names.c.owner == cases.c.id, vault_names.c.index == index)

    def _told(self, row: Any) -> Values:
        body: dict[str, Any] = orjson.loads(row.body)
        facts: Values = {}
        if row.blob is not None and row.wrapped is not None:
            cipher = self._shared.vault.unwrap(row.id, "subject", row.wrapped)
            facts = self._shared.vault.open(cipher, f"case/{row.id}", row.facts_at, "subject", row.blob)
        return {**body, "facts": facts}


def _narrow(who: Reader, sought: Sought) -> Iterator[list[str]]:
    if sought.mine:
        yield [f"officer:{who.officer}"]
    if sought.waiting:
        yield [f"?{key}" for key in sorted(who.keys)]


def _with_facts(page: FromClause) -> Select[Any]:
    sealed = (
        vault_values.c.stream == "case/" + cases.c.id,
        vault_values.c.seq == cases.c.facts_at,
        vault_values.c.field == "subject",
    )
    key = and_(vault_keys.c.owner == cases.c.id, vault_keys.c["class"] == "subject")
    blob = select(vault_values.c.blob).where(*sealed).scalar_subquery().label("blob")
    return (
        select(cases.c.id, cases.c.body, cases.c.facts_at, blob, vault_keys.c.wrapped)
        .select_from(page.join(cases, cases.c.id == page.c.id).outerjoin(vault_keys, key))
        .order_by(page.c.opened_at.desc(), page.c.id.desc())
    )


def _oldest(where: ColumnElement[bool], after: tuple[str, str], limit: int) -> Select[Any]:
    place = tuple_(cases.c.opened_at, cases.c.id)
    ahead = select(cases.c.opened_at, cases.c.id).where(where, place > tuple_(*after))
    return ahead.order_by(cases.c.opened_at, cases.c.id).limit(limit)
