"""处分批准权限: who decides a sanction, as one table. Read from above: the first line that fits applies.

Which person (his seat in a committee, who manages him) and which sanction (light or heavy) give the chain.
"""

from typing import Final

from engine.definition import After, Branches, Collective, Condition, Otherwise, Outside, SameRankAs, When, chain
from engine.law import DZ, PZ, ZJ, ZWCF
from workflows.clue.common import PARTY_COMMITTEE, SITTING, SUPERIOR

PLENARY: Final = Outside("same_level_party_plenary")
PARTY_STANDING_COMMITTEE: Final = Outside("same_level_party_standing_committee")
SUPERIOR_SITTING: Final = Collective("standing_committee", "superior")
SUPERIOR_PARTY_COMMITTEE: Final = Outside("same_level_party_committee", beside="superior")

DECISION: Final[Branches] = (
    # 同级党委委员、候补委员: the superior agrees before any deliberation.
    When("seat_expelled_for_crime", chain("principal", SUPERIOR, SITTING, PARTY_STANDING_COMMITTEE)),
    When("seat_heavy_between", chain("principal", SUPERIOR, SITTING, SUPERIOR_SITTING, SUPERIOR_PARTY_COMMITTEE)),
    When("seat_heavy", chain("principal", SUPERIOR, SITTING, PLENARY)),
    When("seat_dismissed", chain("principal", SUPERIOR, SITTING, PARTY_COMMITTEE, SUPERIOR_SITTING)),
    When("party_committee_seat", chain("principal", SUPERIOR, SITTING, SUPERIOR_SITTING)),
    # 同级纪委委员（常委）、监委委员.
    When("watchdog_seat_heavy", chain("principal", SUPERIOR, SITTING, PARTY_COMMITTEE)),
    When("watchdog_seat", chain("principal", SUPERIOR, SITTING)),
    # 同级党委管理的其他人员.
    When("heavy_same_level", chain("principal", SITTING, PARTY_COMMITTEE)),
    # Light sanctions, and persons managed lower: 纪委常委会.
    Otherwise(chain("principal", SITTING)),
)
"""Always collective (PZ 4), and always 纪委常委会, on the supervision track too (ZJ 56)."""

AS_DECIDED: Final[Branches] = (
    When("township_heavy_with_county", chain("principal", SITTING, PARTY_COMMITTEE, SUPERIOR_SITTING)),
    SameRankAs("decide"),
)
"""Whoever decided or approved a heavy sanction, once more: a township's was approved by its county too."""

WITHOUT_SANCTION: Final[Branches] = (
    When("party_committee_seat", chain("principal", SUPERIOR, SITTING)),
    When("watchdog_seat", chain("principal", SUPERIOR, SITTING)),
    Otherwise(chain("principal", SITTING)),
)
"""不予处分 and 撤案: no sanction, so no Party committee; the superior agrees all the same."""

HEARD_BEFORE_COMMITTEE: Final = tuple(
    After("hear_opinions", since="phase", when=whose, basis=[ZJ(56)])
    for whose in ("seat_heavy", "seat_dismissed", "watchdog_seat_heavy", "heavy_same_level")
)
"""Before the Party committee is asked: the opinions of 组织部 and of the person's own committee."""

_PARTY_SEATS: Final = ("party_committee_member", "party_committee_alternate")
_WATCHDOG_SEATS: Final = ("discipline_standing_member", "discipline_member", "supervision_member")
_DISMISSED: Final = ("removal", "dismissal")

CONDITIONS: Final = (
    Condition(
        "party_committee_seat",
        "同级党委委员、候补委员",
        rule="fact_is",
        fact="committee_seat",
        values=_PARTY_SEATS,
        basis=[DZ(42), ZJ(55)],
    ),
    Condition(
        "watchdog_seat",
        "同级纪委委员（常委）、监委委员",
        rule="fact_is",
        fact="committee_seat",
        values=_WATCHDOG_SEATS,
        basis=[ZJ(55)],
    ),
    Condition(
        "heavy_party_sanction",
        "撤销党内职务以上党纪处分",
        rule="fact_is",
        fact="party_sanction",
        values=("removal_from_party_post", "probation_one_year", "probation_two_years", "expulsion"),
        basis=[PZ(6)],
    ),
    Condition(
        "dismissed",
        "撤职以上政务处分",
        rule="fact_is",
        fact="administrative_sanction",
        values=_DISMISSED,
        basis=[ZJ(56)],
    ),
    Condition(
        "heavy_sanction",
        "重处分",
        rule="fact_is",
        fact="party_sanction",
        values=("removal_from_party_post", "probation_one_year", "probation_two_years", "expulsion"),
        or_else="dismissed",
        basis=[PZ(6), ZJ(56)],
    ),
    Condition(
        "light_party_sanction",
        "警告、严重警告或者免予党纪处分",
        rule="fact_is",
        fact="party_sanction",
        values=("removal_from_party_post", "probation_one_year", "probation_two_years", "expulsion"),
        negated=True,
        basis=[DZ(42)],
    ),
    Condition(
        "seat_light",
        "同级党委委员、候补委员，轻处分",
        rule="fact_is",
        fact="committee_seat",
        values=_PARTY_SEATS,
        also="light_party_sanction",
        basis=[DZ(42)],
    ),
    Condition(
        "demoted_or_heavier",
        "降级以上政务处分",
        rule="fact_is",
        fact="administrative_sanction",
        values=("demotion", *_DISMISSED),
        basis=[ZWCF(54)],
    ),
    Condition(
        "heavy_same_level",
        "同级党委管理的干部，重处分",
        rule="managed_same_level",
        also="heavy_sanction",
        basis=[PZ(6), ZJ(56)],
    ),
    Condition(
        "seat_heavy",
        "同级党委委员、候补委员，撤销党内职务以上党纪处分",
        rule="fact_is",
        fact="committee_seat",
        values=_PARTY_SEATS,
        also="heavy_party_sanction",
        basis=[DZ(42)],
    ),
    Condition(
        "seat_heavy_between",
        "同级党委委员、候补委员，撤销党内职务以上党纪处分，全会闭会期间先行处理",
        rule="fact_is",
        fact="committee_route",
        values=("between_plenaries",),
        also="seat_heavy",
        basis=[DZ(42)],
    ),
    Condition(
        "seat_expelled_for_crime",
        "同级党委委员、候补委员，因犯罪开除党籍",
        rule="fact_is",
        fact="committee_route",
        values=("criminal_expulsion",),
        also=("seat_heavy", "expelled"),
        basis=[DZ(42)],
    ),
    Condition(
        "expelled",
        "开除党籍",
        rule="fact_is",
        fact="party_sanction",
        values=("expulsion",),
        basis=[PZ(28)],
    ),
    Condition(
        "seat_dismissed",
        "同级党委委员、候补委员，撤职以上政务处分",
        rule="fact_is",
        fact="committee_seat",
        values=_PARTY_SEATS,
        also="dismissed",
        basis=[DZ(42), ZJ(56)],
    ),
    Condition(
        "watchdog_seat_heavy",
        "同级纪委委员（常委）、监委委员，重处分",
        rule="fact_is",
        fact="committee_seat",
        values=_WATCHDOG_SEATS,
        also="heavy_sanction",
        basis=[ZJ(55), PZ(6), ZJ(56)],
    ),
)
