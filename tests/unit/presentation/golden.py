"""Files that a person has looked at: the program must write them again, byte for byte.

`GOLDEN=write make test` writes them anew; read the difference before you commit it.
"""

import os
from pathlib import Path

ROOT = Path(__file__).parents[3]


def check(path: str, text: str) -> None:
    """Compare with the file of the repository, or write it when asked to."""
    file = ROOT / path
    if os.environ.get("GOLDEN") == "write":
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert file.exists(), f"{path} is missing; GOLDEN=write makes it"
    assert text == file.read_text(encoding="utf-8"), f"{path} is out of date; GOLDEN=write makes it anew"
