"""Where a row must go: mandatory routes to the lawful office, always up the line of the organ the ledger names. Pure.

A clue about an inspection officer belongs to 干部监督 or to the superior (ZJ 22); one about an organ's own principal
belongs to the superior from its first save (JJ 15). Nobody's own office handles it, no lower organ that of a higher
one. Where the lawful organ is off the platform, nothing of the row is kept: the notice tells who is to get it on
paper, and the row counts neither as imported nor as rejected.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from app.importing.recognition import Recognition
from app.ledger import LedgerRow, Notice
from engine.organisation import Office, Organ, Organisation, Post


@dataclass(frozen=True, slots=True)
class Routed:
    """Where a row goes. `office` is what the ledger or the law says, `holding` who holds it where both say nothing.

    `notice`: why it isn't where the ledger said; `officer`: whom the row seems to be about; `off_platform`: the
    organ (or "") that is to get the matter on paper, while nothing is kept here.
    """

    organ: str
    office: str | None
    holding: str | None = None
    notice: Notice | None = None
    officer: str | None = None
    off_platform: str | None = None


@dataclass(frozen=True, slots=True)
class _Lawful:
    """The organ that the law names, with its 干部监督 if it has one; no organ: nobody stands above."""

    organ: Organ | None
    office: str | None = None


@dataclass(frozen=True)
class Router:
    """Routes rows on one day, by one version of the organisation and the officers' names."""

    organisation: Organisation
    names: Mapping[str, str]
    day: date

    @cached_property
    def recognition(self) -> Recognition:
        """Who is recognised."""
        return Recognition(self.organisation, self.names, self.day)

    def route(self, number: int, row: LedgerRow) -> Routed:
        """Where this row must go. `number` is the sheet's row, for the notice."""
        post = self.recognition.post(row)
        if post is None and not row.inspection_cadre:
            return self._at(row.organ, row.office)
        lawful = self._superior_of(post, row) if _is_principal(post) else self._cadre_supervision(post, row)
        if lawful.organ is None or not lawful.organ.on_platform:
            return self._off_platform(number, row, post, lawful.organ)
        to = self._at(lawful.organ.code, lawful.office)
        if post is None:
            moved = (to.organ, to.office) != (row.organ, row.office)
            return replace(to, notice=self._notice(number, "cadre_to_wrong_office", row, to)) if moved else to
        code = "principal_to_superior" if _is_principal(post) else "officer_recognised"
        return replace(to, notice=self._notice(number, code, row, to), officer=post.officer)

    def _at(self, organ: str, office: str | None) -> Routed:
        """案管 holds what is given to no office; an organ without offices is one office."""
        keepers = self.organisation.offices_of(organ, ("case_supervision",))
        return Routed(organ, office, office or (keepers[0].code if keepers else None))

    def _superior_of(self, post: Post | None, row: LedgerRow) -> _Lawful:
        """The first organ above the one whose principal he is."""
        for organ in self.organisation.line(row.organ):
            if post and self._stands_above(organ.code, post.organ):
                office = self._cadre_office(organ.code)
                return _Lawful(organ, office.code if office else None)
        return _Lawful(None)

    def _cadre_supervision(self, post: Post | None, row: LedgerRow) -> _Lawful:
        """The first 干部监督 that he neither works in nor oversees, and not of an organ below his own.

        One that he oversees takes it where no other can: he is kept from the case himself. One that he works in
        never does; then the matter leaves the platform.
        """
        line = [o for o in self.organisation.line(row.organ) if not (post and self._stands_above(post.organ, o.code))]
        offices = [(organ, self._cadre_office(organ.code)) for organ in line if organ.on_platform]
        places = [(organ, office) for organ, office in offices if office]
        posts = self.recognition.posts(post.officer) if post else ()
        apart = [place for place in places if not any(held.office == place[1].code for held in posts)]
        free = [place for place in apart if not any(place[1].code in held.oversees for held in posts)]
        if free or apart:
            organ, office = (free or apart)[0]
            return _Lawful(organ, office.code)
        if places or not offices:
            return _Lawful(next((organ for organ in line if not organ.on_platform), None))
        return _Lawful(line[0], row.office if line[0].code == row.organ else None)

    def _stands_above(self, organ: str, other: str) -> bool:
        return organ != other and any(item.code == organ for item in self.organisation.line(other))

    def _cadre_office(self, organ: str) -> Office | None:
        return next(iter(self.organisation.offices_of(organ, ("cadre_supervision",))), None)

    def _off_platform(self, number: int, row: LedgerRow, post: Post | None, organ: Organ | None) -> Routed:
        stated = Routed(row.organ, None)
        to = organ.name if organ else "上级机关"
        who = "本机关主要负责人" if _is_principal(post) else "本机关不能办理的纪检监察干部"
        code = "principal_off_platform" if _is_principal(post) else "officer_off_platform"
        message = f"疑似涉及{who}，依规由{to}处理：本系统未登记任何内容，请书面直接报送，并请核对身份。"
        notice = Notice(number, code, message, self._name(row.organ, row.office), to)
        return replace(stated, notice=notice, off_platform=organ.code if organ else "")

    def _notice(self, number: int, code: str, row: LedgerRow, to: Routed) -> Notice:
        origin, now = self._name(row.organ, row.office), self._name(to.organ, to.office)
        moved = f"由{origin}改交{now}" if origin != now else f"由{now}办理"
        return Notice(number, code, f"{_REASONS[code]}：{moved}{_CHECK.get(code, '')}。", origin, now)

    def _name(self, organ: str, office: str | None) -> str:
        return "".join(self._names(organ, office))

    def _names(self, organ: str, office: str | None) -> Iterator[str]:
        yield self.organisation.organs[organ].name
        if office:
            yield self.organisation.offices[office].name


_REASONS: Mapping[str, str] = {
    "principal_to_superior": "疑似涉及纪检监察机关主要负责人，依规由上级机关处理",
    "officer_recognised": "疑似涉及在职纪检监察干部，依规由纪检监察干部监督部门处理",
    "cadre_to_wrong_office": "涉及纪检监察干部，依规由纪检监察干部监督部门处理",
}
_CHECK: Mapping[str, str] = {
    "principal_to_superior": "，其本人不能查看，请核对身份",
    "officer_recognised": "，其本人不能查看，请核对身份",
}


def _is_principal(post: Post | None) -> bool:
    return post is not None and post.position == "principal"
