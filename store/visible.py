"""The SQL face of `engine.visibility`: which cases an officer may see, as conditions and as ordered branches.

A page could be asked as "cases where one of the keys fits, newest first", and the database would then read either
every case of the tree or every case of a key. So it is asked branch by branch: the newest of each key, the newest of
each scope, each by one range of one index; the page is the newest of those.
"""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    and_,
    exists,
    false,
    or_,
    select,
    tuple_,
    union_all,
)

from engine.organisation import Organisation
from engine.readers import Reader
from store.tables import LEVEL_COLUMNS, case_readers, cases

Conditions = Sequence[ColumnElement[bool]]
_NEWEST: Final = ("opened_at", "id")


def may_see(who: Reader, organisation: Organisation) -> ColumnElement[bool]:
    """The condition under which the officer may see a case: a key or a scope fits, and he isn't barred."""
    scopes = [below(organ, organisation) for organ in sorted(who.scopes)]
    return and_(or_(has_key(sorted(who.keys)), *scopes), _not_barred(who))


def has_key(keys: Sequence[str]) -> ColumnElement[bool]:
    """Whether the case offers one of the keys."""
    return exists().where(case_readers.c.case_id == cases.c.id, case_readers.c.key.in_(keys))


def below(organ: str, organisation: Organisation) -> ColumnElement[bool]:
    """Cases of the organ and of everything under it: the ancestor column of its level."""
    found = organisation.organs.get(organ)
    return cases.c[LEVEL_COLUMNS[found.level]] == organ if found else false()


class Branches:
    """The newest cases that fit the conditions, from each of several ways of seeing them."""

    def __init__(self, who: Reader, conditions: Conditions, after: tuple[str, str] | None, limit: int) -> None:
        self._conditions = (*conditions, _not_barred(who))
        self._after = after
        self._limit = limit

    def of_keys(self, keys: Sequence[str]) -> list[Select[Any]]:
        """By keys, one branch each: so the database plans for a key of two cases and for one of a million."""
        return [self._whole(self._of_key(key).subquery()) for key in keys]

    def of_scope(self, scope: ColumnElement[bool]) -> Select[Any]:
        """By an organ's subtree."""
        statement = select(cases.c.opened_at, cases.c.id).where(scope, *self._conditions)
        return self._whole(self._newest(statement, cases.c.opened_at, cases.c.id).subquery())

    def page(self, branches: Sequence[Select[Any]]) -> FromClause:
        """The newest of all branches, each case once."""
        found = union_all(*branches).subquery("found")
        return self._newest(select(found.c.opened_at, found.c.id).distinct(), found.c.opened_at, found.c.id).subquery(
            "page"
        )

    def _of_key(self, key: str) -> Select[Any]:
        readers = case_readers.alias()
        statement = (
            select(readers.c.opened_at, readers.c.case_id.label("id"))
            .select_from(readers.join(cases, cases.c.id == readers.c.case_id))
            .where(readers.c.key == key, *self._conditions)
        )
        return self._newest(statement, readers.c.opened_at, readers.c.case_id)

    def _newest(self, statement: Select[Any], opened_at: Any, case: Any) -> Select[Any]:
        if self._after is not None:
            statement = statement.where(tuple_(opened_at, case) < tuple_(*self._after))
        return statement.order_by(opened_at.desc(), case.desc()).limit(self._limit)

    @staticmethod
    def _whole(newest: FromClause) -> Select[Any]:
        return select(*(newest.c[name] for name in _NEWEST))


def _not_barred(who: Reader) -> ColumnElement[bool]:
    return ~has_key((f"-officer:{who.officer}",))
