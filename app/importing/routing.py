"""Where a row must go: mandatory routes to the lawful office, officers recognised by name and unit. Pure.

A clue about an inspection officer belongs to 干部监督 or to the superior (ZJ 22); one about an organ's own principal
belongs to the superior from its first save (JJ 15). Recognition is by name and unit against current posts; it holds
the clue there until a person decides.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from app.ledger import LedgerRow, Notice
from engine.organisation import Organisation, Post

_TITLES = frozenset({"principal", "deputy_leader", "office_head", "handler", "registrar"})
"""Positions that make somebody an officer of the organ; the others come on top of one of these."""


@dataclass(frozen=True, slots=True)
class Routed:
    """The organ and office that the row goes to, the notice if it isn't where the ledger said, the officer if one.

    `holding`: the office that holds it, also where the ledger names none.
    """

    organ: str
    office: str | None
    holding: str | None = None
    notice: Notice | None = None
    officer: str | None = None
    off_platform: str | None = None


@dataclass(frozen=True)
class Router:
    """Routes rows on one day, by one version of the organisation and the officers' names."""

    organisation: Organisation
    names: Mapping[str, str]
    day: date

    @cached_property
    def _by_name(self) -> Mapping[str, Sequence[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for officer, name in self.names.items():
            found[name].append(officer)
        return found

    def route(self, number: int, row: LedgerRow) -> Routed:
        """Where this row must go. `number` is the sheet's row, for the notice."""
        stated = Routed(row.organ, row.office)
        post = self._recognised(row)
        if post is not None and post.position == "principal":
            return self._up(number, post, stated)
        if post is not None:
            return self._to_cadre_supervision(number, stated, post)
        if row.inspection_cadre:
            return self._to_cadre_supervision(number, stated, None)
        return stated

    def _recognised(self, row: LedgerRow) -> Post | None:
        """The current post of the officer whom name and unit point to; a principal's comes first."""
        posts = [
            post
            for officer in self._by_name.get(row.name, ())
            for post in self.organisation.posts_of(officer, self.day)
            if post.position in _TITLES and self._names_unit(row.unit_and_post or "", post)
        ]
        return min(posts, key=lambda post: post.position != "principal", default=None)

    def _names_unit(self, unit: str, post: Post) -> bool:
        organ = self.organisation.organs.get(post.organ)
        return organ is not None and organ.name in unit

    def _up(self, number: int, post: Post, stated: Routed) -> Routed:
        """To the superior of the organ whose principal he is; a superior off the platform gets it on paper."""
        superior = self.organisation.superior(post.organ)
        origin = self._name(stated.organ, None)
        if superior is None or not superior.on_platform:
            to = superior.name if superior else "上级机关"
            message = f"疑似涉及本机关主要负责人，依规由{to}处理：请书面直接报送，本系统不登记内容。"
            notice = Notice(number, "principal_off_platform", message, origin, to)
            away = superior.code if superior else ""
            return Routed(stated.organ, None, notice=notice, officer=post.officer, off_platform=away)
        office = self._cadre_office(superior.code)
        to = self._name(superior.code, office)
        message = f"疑似涉及纪检监察机关主要负责人，依规由上级机关处理：已交{to}，请核对身份。"
        notice = Notice(number, "principal_to_superior", message, origin, to)
        return Routed(superior.code, office, notice=notice, officer=post.officer)

    def _to_cadre_supervision(self, number: int, stated: Routed, post: Post | None) -> Routed:
        organ = self._nearest_with_cadre_office(stated.organ, post)
        office = self._cadre_office(organ) if organ else None
        officer = post.officer if post else None
        if organ is None or (organ, office) == (stated.organ, stated.office):
            return replace(stated, officer=officer)
        origin, to = self._name(stated.organ, stated.office), self._name(organ, office)
        code = "officer_recognised" if post else "cadre_to_wrong_office"
        what = "疑似涉及在职纪检监察干部" if post else "涉及纪检监察干部"
        message = f"{what}，依规由纪检监察干部监督部门处理：已由{origin}改交{to}。"
        return Routed(organ, office, notice=Notice(number, code, message, origin, to), officer=officer)

    def _nearest_with_cadre_office(self, organ: str, post: Post | None) -> str | None:
        """The organ or the first above it with 干部监督, passing over the one whose 干部监督 he works in himself."""
        for item in self.organisation.line(organ):
            office = self._cadre_office(item.code)
            if item.on_platform and office and not (post and post.office == office):
                return item.code
        return None

    def _cadre_office(self, organ: str) -> str | None:
        found = self.organisation.offices_of(organ, ("cadre_supervision",))
        return found[0].code if found else None

    def _name(self, organ: str, office: str | None) -> str:
        name = self.organisation.organs[organ].name
        return name + (self.organisation.offices[office].name if office else "")
