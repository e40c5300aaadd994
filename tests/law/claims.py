"""Which test claims to prove which rule, read from the text of the tests: none of them is run.

`@pytest.mark.law("R1.5-01a")` says that the test shows the rule at work, `@pytest.mark.law_refuses("R1.5-01a")` that
a breach of it is refused. A case of a table may claim too: `pytest.param(…, marks=pytest.mark.law("R1.5-01a"))`.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
_MARKS: Final = {"pytest.mark.law": False, "pytest.mark.law_refuses": True}


@dataclass(frozen=True, order=True)
class Claim:
    """A test (path from the root, and name) that claims a row; `refuses`: it shows that a breach is refused."""

    row: str
    file: str
    test: str
    refuses: bool


def claims() -> tuple[Claim, ...]:
    """Every claim, by row, file and name. Raises ValueError for a mark where no test carries it."""
    return tuple(sorted({claim for file in (ROOT / "tests").rglob("test_*.py") for claim in claims_in(file, ROOT)}))


def claims_in(file: Path, root: Path) -> Iterator[Claim]:
    """The claims of one file."""
    tree, path = ast.parse(file.read_text(encoding="utf-8")), file.relative_to(root).as_posix()
    seen = set()
    for test in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        for mark in (mark for decorator in test.decorator_list for mark in _marks(decorator)):
            seen.add(mark)
            yield from (Claim(row, path, test.name, _MARKS[ast.unparse(mark.func)]) for row in _rows(mark))
    astray = [mark.lineno for mark in _marks(tree) if mark not in seen]
    if astray:
        raise ValueError(f"{path}, line {astray[0]}: a mark of the law stands at a test or at a case of its table")


def _marks(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) in _MARKS)


def _rows(mark: ast.Call) -> list[str]:
    return [str(ast.literal_eval(row)) for row in mark.args]
