"""Lists of cases: the SQL face of `engine.visibility`, and counts by state."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import orjson
from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select, tuple_

from engine.ports import Sought, Values
from engine.readers import Reader
from store.organisations import Organisations
from store.tables import LEVEL_COLUMNS, case_readers, cases, vault_keys, vault_names, vault_values

MOST: Final = 500
"""The longest page."""
_FACTS: Final = vault_values.alias("facts")


class Lists(Organisations):
    """The part of a transaction that answers lists."""

    def cases(self, who: Reader, sought: Sought) -> Sequence[Values]:
        """A page of cases that the officer may see, newest first: body with `facts` opened for the page.

        The next page begins `after` the (opened_at, id) of the last one.
        """
        self.settle()
        statement = self._page(who, sought)
        return [self._told(row) for row in self._execute(statement)]

    def visible(self, who: Reader, case: str) -> bool:
        """Whether the list would show the case: the same question as `may_see`, answered by the database."""
        self.settle()
        statement = select(cases.c.id).where(cases.c.id == case, self._may_see(who))
        return self._execute(statement).first() is not None

    def funnel(self, who: Reader, workflow: str | None = None) -> Sequence[tuple[str, str, str, int]]:
        """How many cases the officer may see by workflow, phase and state."""
        self.settle()
        by = (cases.c.workflow, cases.c.phase, cases.c.state)
        statement = select(*by, func.count()).where(self._may_see(who)).group_by(*by).order_by(*by)
        if workflow is not None:
            statement = statement.where(cases.c.workflow == workflow)
        return [tuple(row) for row in self._execute(statement)]

    def _page(self, who: Reader, sought: Sought) -> Select[Any]:
        facts = and_(
            _FACTS.c.stream == "case/" + cases.c.id, _FACTS.c.seq == cases.c.facts_at, _FACTS.c.field == "subject"
        )
        key = and_(vault_keys.c.owner == cases.c.id, vault_keys.c["class"] == "subject")
        return (
            select(cases.c.id, cases.c.body, cases.c.facts_at, _FACTS.c.blob, vault_keys.c.wrapped)
            .select_from(cases.outerjoin(_FACTS, facts).outerjoin(vault_keys, key))
            .where(self._may_see(who), *self._wanted(who, sought))
            .order_by(cases.c.opened_at.desc(), cases.c.id.desc())
            .limit(min(sought.limit, MOST))
        )

    def _may_see(self, who: Reader) -> ColumnElement[bool]:
        barred = _has_key((f"-officer:{who.officer}",))
        by_scope = [self._below(organ) for organ in sorted(who.scopes)]
        return and_(or_(_has_key(sorted(who.keys)), *by_scope), ~barred)

    def _below(self, organ: str) -> ColumnElement[bool]:
        """Cases of the organ and of everything under it: the ancestor column of its level."""
        found = self.organisation().organs.get(organ)
        return cases.c[LEVEL_COLUMNS[found.level]] == organ if found else false()

    def _wanted(self, who: Reader, sought: Sought) -> Iterable[ColumnElement[bool]]:
        for name in ("workflow", "state", "phase", "office", "matter", "number", "closed"):
            value = getattr(sought, name)
            if value is not None:
                yield cases.c[name] == value
        if sought.organ is not None:
            yield self._below(sought.organ)
        if sought.name is not None:
            index = self._shared.vault.name_index(sought.name)
            yield exists().where(vault_names.c.owner == cases.c.id, vault_names.c.index == index)
        if sought.mine:
            yield _has_key((f"officer:{who.officer}",))
        if sought.waiting:
            yield _has_key([f"?{key}" for key in sorted(who.keys)])
        if sought.after is not None:
            yield tuple_(cases.c.opened_at, cases.c.id) < tuple_(*sought.after)

    def _told(self, row: Any) -> Values:
        body: dict[str, Any] = orjson.loads(row.body)
        facts: Values = {}
        if row.blob is not None and row.wrapped is not None:
            cipher = self._shared.vault.unwrap(row.id, "subject", row.wrapped)
            facts = self._shared.vault.open(cipher, f"case/{row.id}", row.facts_at, "subject", row.blob)
        return {**body, "facts": facts}


def _has_key(keys: Sequence[str]) -> ColumnElement[bool]:
    return exists().where(case_readers.c.case_id == cases.c.id, case_readers.c.key.in_(keys))
