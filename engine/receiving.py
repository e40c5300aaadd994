"""Where a case lies when it is opened, about which officer, and to which cases it is linked. Pure.

A matter about an organ's own principal, or about somebody of the office that would receive it, belongs to the
superior (JJ 15), and one about somebody of a higher organ never lies below him. An organ without offices has none
that could keep it from all his colleagues: the next one above receives it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from engine.definition import Form, Opening
from engine.errors import Refused, not_found
from engine.jurisdiction import may_hold
from engine.law import ENGINE, Article
from engine.organisation import Office, Post, spelled
from engine.world import World

_UNIT: Final = "请在姓名后注明其单位，如“某某（某单位）”"


@dataclass(frozen=True, slots=True)
class Opener:
    """Who opens, and where: a post of the organ."""

    organ: str
    post: Post | None


def begins_at(
    opening: Opening, form: Form | None, opener: Opener, values: Mapping[str, Any], world: World
) -> dict[str, Any] | Refused:
    """The fields of the first body that the form decides: organ, office, subject's officer, links."""
    officer = values.get(opening.about_officer) if opening.about_officer else None
    namesakes = () if values.get(opening.told_apart) else world.namesakes.get(spelled(values["name"]), ())
    links = list(dict.fromkeys(values[name] for name in case_fields(form) if name in values))
    if not {*links} <= {case.id for case in world.linked}:
        return not_found()
    if officer is None and namesakes:
        return _namesake(opening, form, namesakes)
    place = receiving_place(opening, opener, officer, world)
    if place is None:
        return _on_paper(opening, opener.organ, officer, world)
    organ, office = place
    return {"organ": organ, "office": office, "subject_officer": officer, "links": links or None}


def case_fields(form: Form | None) -> tuple[str, ...]:
    """The fields of a form that name cases."""
    return tuple(field.id for field in form.fields if field.kind == "case") if form else ()


def receiving_place(
    opening: Opening, opener: Opener, officer: str | None, world: World
) -> tuple[str, str | None] | None:
    """The organ and office where a case about this officer lies first; None: no organ on the platform may hold it."""
    functions = opening.officers_to if officer and opening.officers_to else opening.received_by
    if not functions:
        whole = not world.organisation.has_offices(opener.organ)
        return opener.organ, None if whole or opener.post is None else opener.post.office
    posts = world.posts(officer) if officer else ()
    apart = [office for office in _offices(functions, opener.organ, posts, world) if not _works_in(posts, office)]
    # One that he oversees takes it where no other can: he is kept from the case himself.
    free = [office for office in apart if not any(office.code in held.oversees for held in posts)]
    return next(((office.organ, office.code) for office in free or apart), None)


def _offices(functions: Sequence[str], organ: str, posts: tuple[Post, ...], world: World) -> Iterator[Office]:
    """The office of each organ that receives such cases, the nearest organ's first."""
    for item in world.organisation.line(organ):
        if item.on_platform and may_hold(item.code, posts, world.organisation):
            office = _receiving(functions, item.code, world)
            if office is not None:
                yield office


def _receiving(functions: Sequence[str], organ: str, world: World) -> Office | None:
    """The first staffed office in the order of preference. An organ without offices has none."""
    organisation, day = world.organisation, world.today
    return next(
        (
            office
            for function in functions
            for office in organisation.offices_of(organ, (function,))
            if any(organisation.holders(position, office.code, day) for position in ("handler", "office_head"))
        ),
        None,
    )


def _works_in(posts: tuple[Post, ...], office: Office) -> bool:
    return any(held.office == office.code for held in posts)


def _namesake(opening: Opening, form: Form | None, officers: tuple[str, ...]) -> Refused:
    """The name alone doesn't say whether it is the colleague, who must be kept from it: a person decides."""
    ids = "、".join(officers)
    labels = {field.id: field.label for field in form.fields} if form else {}
    told = f"请填写“{labels[opening.told_apart]}”" if opening.told_apart else _UNIT
    return Refused(
        "namesake",
        "该姓名与本机关或者上级机关的在任人员相同，须先说明是否其本人。",
        f"如系其本人，请填写人员编号（{ids}）；如系同名的他人，{told}。",
        _article(opening),
        (opening.about_officer,) + ((opening.told_apart,) if opening.told_apart else ()),
    )


def _on_paper(opening: Opening, organ: str, officer: str | None, world: World) -> Refused:
    organisation, posts = world.organisation, world.posts(officer) if officer else ()
    outside = (item for item in organisation.line(organ) if not item.on_platform)
    lawful = next((item.name for item in outside if may_hold(item.code, posts, organisation)), "上级机关")
    return Refused(
        "off_platform",
        f"依规应由{lawful}受理，该机关未接入本系统；本系统没有登记任何内容。",
        f"请书面直接报送{lawful}，并由其登记备案。",
        _article(opening),
    )


def _article(opening: Opening) -> Article:
    return opening.basis[0] if opening.basis else ENGINE
