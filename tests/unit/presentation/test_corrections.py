"""Corrections on the page that is signed, and in the picture."""

import pytest

from app.presentation.diagram import diagram
from app.presentation.table import table
from tests.drill import DRILL

PAGE = table(DRILL)


def row(label: str) -> str:
    (found,) = (line for line in PAGE.splitlines() if f"| **{label}**（" in line)
    return found


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("更正事实", "批准过依据该事实所办环节的人员；没有的，分管领导批准"),
        ("更正事实", "更正登记的被反映人情况，原登记保留；列明由此改变的办理类型、有处分权的机关、条件、期限和审批"),
        ("更正上一步骤", "批准过该环节的人员；没有的，分管领导批准"),
        ("更正上一步骤", "其后已有办理的不得更正，已用文号作废"),
        ("更正上一步骤", "《更正呈批表》"),
    ],
)
def test_the_page_tells_what_a_correction_does_and_who_approves_it(label: str, told: str) -> None:
    assert told in row(label)


def test_the_picture_shows_no_corrections_because_they_lead_nowhere_new() -> None:
    assert "更正" not in diagram(DRILL)
