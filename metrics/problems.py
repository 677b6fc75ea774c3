"""The one error type that people see: where it is, what was found, what was expected, what to do."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import computed_field

from metrics.likeness import nearest

_FEW, _SHORT = 12, 600


class Severity(StrEnum):
    """An error stops the file it stands in; a warning is shown and stops nothing."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class YamlPlace:
    """A place in a text file; line and column count from 1, as editors do; None where the whole file is meant."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


@dataclass(frozen=True, slots=True, order=True)
class TablePlace:
    """A cell of an uploaded table; rows count from 1 as the spreadsheet shows them, the header included."""

    file: str
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        parts = [self.file]
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column is not None:
            parts.append(f"column '{self.column}'")
        return ", ".join(parts)


Place = YamlPlace | TablePlace


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. `found` is a phrase ("unknown metric 'x'"), `expected` completes "expected …",
    `remedy` is an instruction or a question ("did you mean 'y'?"); the last two may be empty."""

    where: Place
    found: str
    expected: str = ""
    remedy: str = ""
    severity: Severity = Severity.ERROR

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, without the place."""
        parts = [self.found]
        if self.expected:
            parts.append(f"expected {self.expected}")
        if self.remedy:
            parts.append(self.remedy)
        return "; ".join(parts)

    @computed_field
    @property
    def message(self) -> str:
        """The whole sentence: `gates.yaml:41:13: unknown metric 'x'; did you mean 'y'?`"""
        return f"{self.where}: {self.sentence}"


def problem_from_json(content: Mapping[str, Any]) -> Problem:
    """The problem that a document holds; raises KeyError or ValueError for anything else."""
    where = content["where"]
    place: Place
    if "line" in where:
        place = YamlPlace(where["file"], where["line"], where["column"])
    else:
        place = TablePlace(where["file"], where["row"], where["column"])
    severity = Severity(content["severity"])
    return Problem(place, content["found"], content["expected"], content["remedy"], severity)


class Problems(Exception):
    """Raised where a whole file or folder is refused; carries every problem of it, in reading order."""

    def __init__(self, problems: Iterable[Problem], total: int | None = None) -> None:
        self.problems = tuple(problems)
        self.total = len(self.problems) if total is None else total
        """How many there are; more than `len(problems)` where only the first ones are kept."""
        super().__init__("\n".join(problem.message for problem in self.problems))


def did_you_mean(word: str, known: Iterable[str], *, strict: bool = False) -> str:
    """A question that names the nearest known word, else the list of what is known when it is short, else ''. Never
    asked about is what means another thing: another unit, direction, role or number; `strict` is as in `nearest`."""
    choices = known if isinstance(known, Collection) else tuple(known)
    near = nearest(word, choices, strict=strict)
    return known_names(choices) if near is None else f"did you mean '{near}'?"


def known_names(names: Collection[str]) -> str:
    """`known: 'a', 'b'`, where the list is short; '' for a long one, or none."""
    if not 0 < len(names) <= _FEW or sum(map(len, names)) > _SHORT:
        return ""
    return "known: " + ", ".join(f"'{name}'" for name in sorted(names))
