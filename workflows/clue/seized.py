"""涉案财物: listed by two, returned within three days once found unrelated, handed on where a decision says so."""

from typing import Final

from engine.definition import Act, After, Deadline, Field, Form, Span
from engine.law import JCF
from workflows.clue.common import DEPUTY, LADDER

ACTS: Final = (
    Act(
        "record_property",
        "登记涉案财物",
        at="investigation",
        by="team",
        documents="property_list",
        form="property",
        basis=[JCF(28), JCF(44)],
    ),
    Act(
        "find_property_unrelated",
        "查明财物与案件无关",
        at=("investigation", "on_trial"),
        by="team",
        after=[After("record_property", basis=[JCF(28)])],
        form="property_found",
        begins="unfreeze",
        basis=[JCF(26), JCF(28)],
    ),
    Act(
        "return_property",
        "退还财物、解除冻结",
        at=("investigation", "trial", "sanction", "execution", "withdrawn", "no_sanction"),
        by=("handler", "team"),
        after=[After("find_property_unrelated", basis=[JCF(28)])],
        approval=[DEPUTY],
        documents=("property_list", "service_receipt"),
        form="property",
        fulfils="unfreeze",
        basis=[JCF(26), JCF(28)],
    ),
)

FORMS: Final = (
    Form(
        "property",
        "涉案财物登记",
        (
            Field("item", "财物名称、数量、特征"),
            Field("worth", "价值（元）", "amount", required=False),
            Field("handled_by", "经办人", "officer"),
            Field("checked_by", "另一名经办人", "officer", differs_from="handled_by"),
        ),
    ),
    Form(
        "property_found",
        "财物查明登记",
        (
            Field("item", "财物名称"),
            Field("found", "查明的情况"),
            Field("found_on", "查明日期", "date", happened=True),
        ),
    ),
)

DEADLINES: Final = (
    # A case has one such period, counted from its last find: what was found before goes back before more is registered.
    Deadline(
        "unfreeze",
        "退还、解除冻结与案件无关的财物",
        "duty",
        length=[Span(days=3)],
        catalogue="UNFREEZE",
        warn=[Span(days=1)],
        ladder=LADDER,
        basis=[JCF(26), JCF(28)],
        counts_from="found_on",
    ),
)
