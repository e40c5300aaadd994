"""How the command line tells a refusal."""

import json

import pytest
import typer

from app.cli.shared import Exit, refuse
from engine.errors import Refused
from engine.law import AJ94, ZJ

SURE = Refused("wrong_role", "须由案件监督管理室办理。", "请转案件监督管理室。", ZJ(23))
UNSURE = Refused("condition", "不符合延长条件。", "请报原批准立案的机关。", AJ94(39))


def told(refused: Refused, capsys: pytest.CaptureFixture[str], *, as_json: bool = False) -> str:
    """What the caller reads."""
    with pytest.raises(typer.Exit) as ended:
        refuse(refused, as_json=as_json)
    assert ended.value.exit_code == Exit.REFUSED
    printed = capsys.readouterr()
    return printed.out if as_json else printed.err


def test_the_article_of_a_refusal_shows_that_it_was_not_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert "依据：《中国共产党纪律检查机关案件检查工作条例》第39条〔B 待核〕\n" in told(UNSURE, capsys)


def test_an_article_that_was_read_shows_no_mark(capsys: pytest.CaptureFixture[str]) -> None:
    assert "依据：《中国共产党纪律检查机关监督执纪工作规则》第23条\n" in told(SURE, capsys)


def test_a_program_reads_the_grade_beside_the_article(capsys: pytest.CaptureFixture[str]) -> None:
    answer = json.loads(told(UNSURE, capsys, as_json=True))

    assert (answer["article"], answer["confidence"]) == (AJ94(39).label, "B")
