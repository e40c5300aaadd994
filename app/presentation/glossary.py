"""`docs/glossary.md`: every 中文 term with its one identifier, made from the tables in the code."""

from collections.abc import Mapping

from app.presentation.markdown import grid, page
from app.presentation.vocabulary import KEYWORDS, WORDS
from engine import terms

HEADINGS = ("中文", "identifier")


def glossary() -> str:
    """The glossary as Markdown: the terms of the domain by table, then the words and keywords of a declaration."""
    sections = (f"## {kind}\n\n{_table(table)}" for kind, table in terms.GLOSSARY.items())
    return page(
        "# 术语表 Glossary",
        "Made from `engine/terms.py` and `app/presentation/vocabulary.py`; a test keeps it up to date. "
        "One term has one identifier, in code, register, API and interface alike.",
        *sections,
        f"## 流程声明用词 Words of a declaration\n\n{_table(WORDS)}",
        f"## 声明中的关键字 Keywords\n\n{_table(KEYWORDS)}",
    )


def _table(table: Mapping[str, str]) -> str:
    return grid(HEADINGS, ((label, f"`{name}`") for name, label in table.items()))
