"""Which of the first rows is the header: the one that says most of the words a snapshot can have."""

import re
from collections.abc import Iterable, Sequence
from enum import Enum, auto
from typing import Protocol


class Holds(Enum):
    """What sort of cells a column has by its header: numbers, a few names over and over, or any text."""

    NUMBERS = auto()
    NAMES = auto()
    TEXT = auto()


class Words(Protocol):
    """The words that headers can have."""

    def knows(self, header: str) -> bool:
        """Whether a text is a column of snapshots, or one of the playbook's metrics."""
        ...

    def holds(self, header: str) -> Holds:
        """What the cells below a header are."""
        ...


class AsWritten:
    """The same words, with every cell kept as it is written: slower, and needed where a problem must quote cells."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def knows(self, header: str) -> bool:
        """As the words themselves."""
        return self._words.knows(header)

    def holds(self, header: str) -> Holds:  # noqa: ARG002 - whatever the header
        """Text, always."""
        return Holds.TEXT


ROWS_LOOKED_AT = 60
_DIGITS = re.compile(r"[ (]*[-+−$€£]?[ ]?[0-9][0-9.,' \u00a0]*[ )%€$£]*")


def find_header(rows: Iterable[Sequence[str]], words: Words) -> tuple[int, int] | None:
    """Position of the header among `rows` and how many of its words are known; None where there is none.

    A row with a bare number in it is data, never a header. Title rows above the header are passed over.
    """
    best: tuple[int, int] | None = None
    first: int | None = None
    for position, cells in enumerate(rows):
        said = [cell.strip() for cell in cells if cell.strip()]
        if not said or any(_DIGITS.fullmatch(word) for word in said):
            continue
        known = sum(1 for word in dict.fromkeys(said) if words.knows(word))
        if first is None and len(said) > 1:
            first = position
        if known and (best is None or known > best[1]):
            best = (position, known)
    if best is not None and best[1] == 1 and first is not None and first < best[0]:
        return None
    return best


def looks_like_header(rows: Sequence[Sequence[str]]) -> int | None:
    """Position of a row that names columns in words unknown here: several different words without a number, above rows
    of as many cells with numbers in them; None where there is none."""
    for position, cells in enumerate(rows[:-1]):
        said = [cell.strip() for cell in cells if cell.strip()]
        if len(said) < 2:
            continue
        below = next((row for row in rows[position + 1 :] if any(cell.strip() for cell in row)), ())
        numbers = [cell for cell in below if any(character.isdigit() for character in cell)]
        different = len(set(said)) == len(said)
        plain = not any(_DIGITS.fullmatch(word) for word in said)
        return position if plain and different and len(below) == len(cells) and numbers else None
    return None
