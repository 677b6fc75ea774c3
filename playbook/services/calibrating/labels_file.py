"""A table of people's labels: which column names the case, which says yes or no, and what each row says."""

from collections.abc import Mapping

from metrics.problems import Problem, Problems, TablePlace
from metrics.readers import read_table
from metrics.readers.header import Holds
from metrics.readers.raw_table import RawColumn, RawTable
from playbook.services.calibrating import wording

_CASES = ("case", "case id", "case_id", "id", "sample", "sample id", "sample_id", "test", "testidx")
_LABELS = ("label", "human", "human label", "human_label", "people", "passed", "pass", "verdict", "correct")
_YES = {"yes", "y", "true", "1", "1.0", "pass", "passed", "correct", "c"}
_NO = {"no", "n", "false", "0", "0.0", "fail", "failed", "incorrect", "i"}


class _Headings:
    """Whatever stands in the first row that can be a header."""

    def knows(self, header: str) -> bool:
        return bool(header)

    def holds(self, header: str) -> Holds:  # noqa: ARG002 - whatever the header
        return Holds.TEXT


def read_labels(name: str, content: bytes) -> Mapping[str, bool]:
    """What people say of each case; raises Problems for every row that says nothing, or two things."""
    table = read_table(name, content, _Headings(), lambda *_: None)
    cases, labels = _column(table, _CASES), _column(table, _LABELS)
    if cases is None or labels is None:
        found = wording.no_columns([column.header for column in table.columns])
        raise Problems([Problem(TablePlace(name), found, expected=wording.COLUMNS)])
    said: dict[str, bool] = {}
    problems: list[Problem] = []
    for place in range(len(table)):
        row, case, word = int(table.rows[place]), cases.shown(place), labels.shown(place)
        if not case and not word:
            continue
        label = _truth(word)
        if label is None:
            where = TablePlace(name, row, labels.header)
            problems.append(Problem(where, wording.no_label(word), expected=wording.ONE_WORD))
        elif said.setdefault(case, label) is not label:
            problems.append(Problem(TablePlace(name, row, cases.header), wording.twice(case)))
    if problems:
        raise Problems(problems)
    return said


def _column(table: RawTable, names: tuple[str, ...]) -> RawColumn | None:
    by_name = {column.header.strip().casefold(): column for column in table.columns}
    return next((by_name[name] for name in names if name in by_name), None)


def _truth(word: str) -> bool | None:
    plain = word.casefold()
    return True if plain in _YES else False if plain in _NO else None
