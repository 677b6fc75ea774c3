"""Which of the first rows is the header: the one that says most of the words a snapshot can have."""

import re
from collections.abc import Callable, Iterable, Sequence

KnownWord = Callable[[str], bool]
"""Whether a text is a column of snapshots, or one of the playbook's metrics."""

ROWS_LOOKED_AT = 60
_DIGITS = re.compile(r"[ (]*[-+−$€£]?[ ]?[0-9][0-9.,' \u00a0]*[ )%€$£]*")


def find_header(rows: Iterable[Sequence[str]], is_known: KnownWord) -> tuple[int, int] | None:
    """Position of the header among `rows` and how many of its words are known; None where there is none.

    A row with a bare number in it is data, never a header. Title rows above the header are passed over.
    """
    best: tuple[int, int] | None = None
    first: int | None = None
    for position, cells in enumerate(rows):
        words = [cell.strip() for cell in cells if cell.strip()]
        if not words or any(_DIGITS.fullmatch(word) for word in words):
            continue
        known = sum(1 for word in dict.fromkeys(words) if is_known(word))
        if first is None and len(words) > 1:
            first = position
        if known and (best is None or known > best[1]):
            best = (position, known)
    if best is not None and best[1] == 1 and first is not None and first < best[0]:
        return None
    return best
