"""Where the file of rejected rows goes: a name that nothing bears yet, for a mended file must not be written over."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from app.ledger import Judged, Ledger, RejectedRows


def free_place(ledger: Path) -> Path:
    """Beside the ledger: 台账.rejected.xlsx, or 台账.rejected-2.xlsx where that is taken."""
    numbered = (ledger.with_name(f"{ledger.stem}.rejected{f'-{n}' if n > 1 else ''}.xlsx") for n in count(1))
    return next(path for path in numbered if not path.exists())


def require_writable(path: Path, ledger: Path) -> None:
    """Find out before the import begins. Raises `OSError` with the cure."""
    if path.absolute() == ledger.absolute():
        raise OSError(errno.EEXIST, "退回行的文件不能就是台账本身，请用 --rejected 另行指明", str(path))
    if not (path.parent.is_dir() and os.access(path.parent, os.W_OK)):
        raise OSError(errno.EACCES, "不能在此处写入退回行的文件，请用 --rejected 指明可以写入的位置", str(path))


@contextmanager
def rejected_rows(path: Path | None, ledger: Ledger) -> Iterator[Callable[[Judged], None]]:
    """What takes the rejected rows; without a path they are only reported."""
    if path is None:
        yield lambda _: None
        return
    with RejectedRows(path, ledger.layout) as rows:
        yield rows.add
