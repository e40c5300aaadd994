"""Write `docs/law/coverage.md`."""

from tests.law.page import PAGE, current

if __name__ == "__main__":
    PAGE.write_text(current(), encoding="utf-8")
