"""The drill with what steps do beside their own way: steps before, guests, lists, officers named, second cases."""

from dataclasses import replace
from typing import Any, Final

from engine.definition import (
    ANY_OPEN,
    Act,
    After,
    Condition,
    Field,
    Form,
    Issue,
    Outside,
    Rank,
    Transition,
    Workflow,
    chain,
)
from engine.law import JCF, ZJ
from tests.drill import ACTS, DRILL, TRANSITIONS

LEADERS: Final = ("principal", "deputy_leader", "office_head")

TALK: Final = Form(
    "talk_sheet",
    "谈话登记表",
    (
        Field("led_by", "主谈人", "officer", positions=LEADERS),
        Field("assisted_by", "参加谈话人", "officer", required=False, differs_from="led_by", serves=True),
    ),
)
CLOSING: Final = Form("closing_sheet", "了结登记表", (Field("counted_on", "统计时间", "date", required=False),))

CONDITIONS: Final = (
    *(one for one in DRILL.conditions if one.id != "minor"),
    Condition("party_matter", "党员的事项", rule="track", values=("discipline", "both")),
    Condition("official", "有公职的人员", rule="any_true", values="supervised"),
)


def _transition(step: str, **how: Any) -> Transition:
    return replace(next(one for one in TRANSITIONS if one.id == step), **how)


_CHANGED: Final[dict[str, dict[str, Any]]] = {
    "decide": {
        "after": [
            After("hear", since="phase", basis=[ZJ(56)]),
            After("form_panel", when="heavy", basis=[ZJ(54)]),
        ],
        "issues": [Issue("party_decision", when="party_matter"), Issue("administrative_decision", when="official")],
    },
    "dismiss": {"tallies": "disposal", "form": "closing_sheet", "only_if": ()},
    "submit": {"after": [After(("talk", "fill_in"), basis=[ZJ(28)])]},
}

REOPEN: Final = Transition(
    "reopen",
    "重新启动",
    at="dismissed",
    to="inquiring",
    by="handler",
    reopens=True,
    approval=[
        chain(
            Rank("office_head", office="case_supervision"),
            Rank("office_head", "superior", office="case_supervision"),
            Outside("same_level_party_committee", beside="superior"),
        )
    ],
    begins="inquiry",
    basis=[ZJ(35)],
)

MORE_ACTS: Final = (
    Act("hear", "听取意见", at="on_trial", by="handler", office="trial", basis=[ZJ(56)]),
    Act("talk", "谈话", at="inquiring", by="handler", form="talk_sheet", basis=[ZJ(28)]),
    Act("invite_trial", "商请提前介入", at="inquiring", by="handler", lets_in="trial", basis=[ZJ(55)]),
    Act("split", "另案登记", at=ANY_OPEN, by="handler", form="intake_sheet", opens="new_matter", basis=[ZJ(20)]),
    Act(
        "add_subject",
        "登记同案人员",
        at=ANY_OPEN,
        by="handler",
        form="intake_sheet",
        opens="same_matter",
        approval=[chain("overseeing_deputy")],
        basis=[ZJ(20)],
    ),
    Act(
        "merge",
        "并案",
        at=ANY_OPEN,
        by="handler",
        links_as="merged",
        approval=[chain("overseeing_deputy")],
        basis=[JCF(16)],
    ),
    Act("link_duplicate", "关联重复件", at=ANY_OPEN, by="handler", links_as="duplicate", basis=[ZJ(20)]),
)

RELATED: Final[Workflow] = replace(
    DRILL,
    version="related",
    takes_over=("received", "allocated", "inquiring", "closed"),
    transitions=(*(_transition(one.id, **_CHANGED.get(one.id, {})) for one in TRANSITIONS), REOPEN),
    acts=(*ACTS, *MORE_ACTS),
    forms=(*DRILL.forms, TALK, CLOSING),
    conditions=CONDITIONS,
)
"""What the drill is, and more; its forms, conditions and papers where nothing else is said."""
