"""The repository's pages, as tests read them."""

import re
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
READMES: Final = (ROOT / "README.md", ROOT / "README.zh-CN.md")
PAGES: Final = (*READMES, ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md")))


def session(page: Path) -> str:
    """The first session of a README: the block behind the mark."""
    found = re.search(r"<!-- session -->\n```bash\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    assert found, f"{page.name} has no session"
    return found[1]


def links(page: Path) -> list[str]:
    """The places in the repository that a page links to."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = re.findall(r"\]\(([^)\s]+)\)", text)
    return [target.partition("#")[0] for target in targets if "://" not in target and not target.startswith("#")]
