"""What stands beside the list of records in JSON: that there is more, that something failed, that it is a rehearsal."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum, isclose

from metrics.likeness import normalized
from metrics.problems import Problem, Severity, TablePlace
from metrics.readers import beside_words as words
from metrics.wording import shortened

_MORE = "there is more than this file holds"
_FAILED = "what made this file did not finish well"
_SEND_ALL = "send the file with all of its records"
_SEND_AGAIN = "make the file again once it succeeds"
_LOOK_AGAIN = "make sure that these are the numbers to publish"
_DEEPEST = 4
_REDIRECTS = 300
_YES, _NO = frozenset({"true", "yes", "1", "y", "on"}), frozenset({"false", "no", "0", "n", "off"})


@dataclass(frozen=True, slots=True)
class Beside:
    """What speaks against a file: faults stop it, doubts are named before it is published. `said_once` are texts and
    numbers that may be meant for every record, such as their week, product or currency."""

    faults: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()
    said_once: Mapping[str, object] = field(default_factory=dict)


def beside_the_list(
    name: str,
    document: Mapping[str, object],
    records: Sequence[object],
    list_key: str | None = None,
    row: int | None = None,
) -> Beside:
    """Reads every key of the document but the list of records itself; `row` where the document is a line of a file."""
    faults: list[Problem] = []
    doubts: list[Problem] = []
    said = [(path, value) for path, value in _leaves(document, list_key)]
    settled = False
    for path, value in said:
        sentence = _fault(path, value, records)
        settled |= bool(words.TOTALS.fullmatch(_key(path)) or words.MORE_IF_TRUE.fullmatch(_key(path)))
        if sentence is not None:
            faults.append(Problem(TablePlace(name, row), *sentence))
        elif (doubt := _doubt(path, value)) is not None:
            doubts.append(Problem(TablePlace(name, row), *doubt, severity=Severity.WARNING))
    for path, value in said if not settled and not faults else ():
        if _key(path) in words.LIMITS and _whole(value) == len(records) and records:
            found = f"'{path}' is {value}, and so many records are here: others may have been left out"
            doubts.append(Problem(TablePlace(name, row), found, "", _LOOK_AGAIN, Severity.WARNING))
    once = {
        key: value
        for key, value in document.items()
        if key != list_key and isinstance(value, str | int | float) and not isinstance(value, bool)
    }
    return Beside(tuple(faults), tuple(doubts), once)


def rehearsal_in_name(name: str) -> Problem | None:
    """A doubt about a file whose own name says that it is no production."""
    if not words.names_a_rehearsal(name, of_file=True):
        return None
    return _no_production(name, "the name of the file says that its numbers are not of production")


def rehearsal_in_sheet(name: str, title: str) -> Problem | None:
    """A doubt about a sheet whose title says that it is no production."""
    if not words.names_a_rehearsal(title):
        return None
    return _no_production(name, f"the sheet is called '{shortened(title)}', which is not production")


def rehearsals_above(name: str, lines: Sequence[Sequence[str]]) -> list[Problem]:
    """A doubt about each line above the header that says that what follows is no production."""
    found: list[Problem] = []
    for row, cells in enumerate(lines, start=1):
        filled = [cell.strip() for cell in cells if cell.strip()]
        said = next((cell for cell in filled if words.names_a_rehearsal(cell)), None)
        if said is None and words.says_an_environment(": ".join(part.strip(" :") for part in filled)):
            said = ": ".join(part.strip(" :") for part in filled)
        if said is not None:
            found.append(_no_production(name, f"'{shortened(said)}' stands above the table: it is not production", row))
    return found


def _no_production(name: str, found: str, row: int | None = None) -> Problem:
    return Problem(TablePlace(name, row), found, "", _LOOK_AGAIN, Severity.WARNING)


def is_done(status: str) -> bool:
    """Whether a status says that all went well, by a word or as HTTP does."""
    number = _whole(status)
    return normalized(status) in words.FINE if number is None else 0 <= number < _REDIRECTS


def _leaves(document: Mapping[str, object], left_out: str | None, path: str = "") -> Iterator[tuple[str, object]]:
    """Every value with its path; a list is one value, but for one of links, which is read by what each leads to."""
    for key, value in document.items():
        if not path and key == left_out:
            continue
        here = f"{path}.{key}" if path else key
        if isinstance(value, list) and value and all(isinstance(one, Mapping) and "rel" in one for one in value):
            yield from ((f"{here}.{one['rel']}", one.get("href", one.get("url", True))) for one in value)
        elif isinstance(value, Mapping) and value and here.count(".") < _DEEPEST:
            yield from _leaves(value, None, here)
        else:
            yield here, value


def _key(path: str) -> str:
    """The last part of a path in words: `meta.totalPages` is 'total pages', and `hits.total.value` is 'total'."""
    parts = path.split(".")
    last = parts[-1] if not path.casefold().endswith(".nextlink") else "next link"
    if last == "value" and len(parts) > 1 and words.TOTALS.fullmatch(_key(parts[-2])):
        last = parts[-2]
    if last.casefold() in {"current", "last"} and len(parts) > 1 and words.OF_PAGES.fullmatch(_key(parts[-2])):
        last = f"{last} page"
    return normalized(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", last).lstrip("@_"))


def _fault(path: str, value: object, records: Sequence[object]) -> tuple[str, str, str] | None:
    """Found, expected, remedy of what stops the file; None where nothing does."""
    key, shown = _key(path), f"'{shortened(path)}' is {_shown(value)}"
    if (words.MORE_IF_TRUE.fullmatch(key) and _is_true(value)) or (
        words.MORE_IF_FALSE.fullmatch(key) and _is_false(value)
    ):
        return f"{shown}: {_MORE}", "", _SEND_ALL
    if (_is_next(path) and _says_something(value)) or (words.REMAINING.fullmatch(key) and (_whole(value) or 0) > 0):
        return f"{shown}: {_MORE}", "", _SEND_ALL
    if (words.ERRORS.fullmatch(key) and _says_something(value)) or (
        words.FAILED_IF_FALSE.fullmatch(key) and _is_false(value)
    ):
        return f"{shown}: {_FAILED}", "", _SEND_AGAIN
    if words.STATUS.fullmatch(key) and _is_bad(value) and not (key == "result" and isinstance(value, int)):
        return f"{shown}: {_FAILED}", "", _SEND_AGAIN
    if _pages(key, value) > 1:
        return f"{shown}: this is one page of them", "", _SEND_ALL
    if words.TOTALS.fullmatch(key) and key not in words.LIMITS:
        return _fault_of_total(key, shown, value, records)
    parents = [_key(part) for part in path.split(".")[:-1]]
    if words.SUMS.fullmatch(key) or any(map(words.SUMS.fullmatch, parents)):
        return _fault_of_sum(path, shown, value, records)
    return None


def _pages(key: str, value: object) -> int:
    """How many pages there are, as a number of its own or as in '1 of 3'."""
    if words.PAGES.fullmatch(key):
        return _whole(value) or 0
    match = words.PAGE_OF.fullmatch(value) if key in words.PAGE and isinstance(value, str) else None
    return int(match["pages"]) if match is not None else 0


def _fault_of_total(key: str, shown: str, value: object, records: Sequence[object]) -> tuple[str, str, str] | None:
    """A total counts the records, or adds up one of their numbers."""
    value = value if isinstance(value, float) else _whole(value)
    if value is None or value == len(records):
        return None
    if key in words.MAY_BE_SUMS and any(
        isclose(value, total, rel_tol=1e-6) for total in map(fsum, _columns(records).values())
    ):
        return None
    plural = "record is" if len(records) == 1 else "records are"
    if isinstance(value, int) and value > len(records):
        return f"{shown}, and {len(records):,} {plural} here", "", _SEND_ALL
    if isinstance(value, float) and not value.is_integer():
        return f"{shown}, and no column of the records adds up to it", "a total that adds up", _SEND_ALL
    return None


def _fault_of_sum(path: str, shown: str, value: object, records: Sequence[object]) -> tuple[str, str, str] | None:
    """A sum beside the records is that of the column of its name, or of any where it names none; what cannot be added
    up, such as a rate, has a total among its values."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    columns = _columns(records)
    last = path.rpartition(".")[2]
    mine = [columns[last]] if last in columns else list(columns.values())
    for numbers in mine:
        low, high = min(numbers), max(numbers)
        if isclose(value, fsum(numbers), rel_tol=1e-6) or (len(numbers) > 1 and low <= value <= high):
            return None
    if not mine:
        return None
    return f"{shown}, and no column of the records adds up to it", "a total that adds up", _SEND_ALL


def _columns(records: Sequence[object]) -> dict[str, list[float]]:
    columns: dict[str, list[float]] = {}
    for record in records:
        for key, value in record.items() if isinstance(record, Mapping) else ():
            if isinstance(value, int | float) and not isinstance(value, bool):
                columns.setdefault(str(key), []).append(float(value))
    return columns


def _doubt(path: str, value: object) -> tuple[str, str, str] | None:
    """Found, expected, remedy of what is worth a second look."""
    key, shown = _key(path), f"'{shortened(path)}' is {_shown(value)}"
    if isinstance(value, str) and value.strip() and words.is_elsewhere(key, value):
        return f"{shown}, which is not production", "", _LOOK_AGAIN
    if (words.NOT_REAL.fullmatch(key) and _is_true(value)) or (
        words.NOT_REAL_IF_FALSE.fullmatch(key) and _is_false(value)
    ):
        return shown, "", _LOOK_AGAIN
    if words.SCALED.fullmatch(key) and _multiplies(value):
        return f"{shown}: the numbers may have to be multiplied by it", "", _LOOK_AGAIN
    if key in words.WARNINGS and _says_something(value):
        return shown, "", _LOOK_AGAIN
    if words.PASSED_OVER.fullmatch(key) and _says_something(value):
        return f"{shown}: something was left out", "", _LOOK_AGAIN
    if words.SAMPLED.fullmatch(key) and isinstance(value, int | float) and value not in (1, 100):
        return f"{shown}: these are numbers of a sample", "", _LOOK_AGAIN
    if words.CURSOR.fullmatch(key) and _says_something(value) and not isinstance(value, bool):
        return f"{shown}: there may be more than this file holds", "", _LOOK_AGAIN
    if words.STATUS.fullmatch(key) and isinstance(value, str) and value.strip() and not is_done(value):
        return shown, "", _LOOK_AGAIN
    before = (key in words.PAGE and (_whole(value) or 0) > 1) or (key in words.BEFORE and (_whole(value) or 0) > 0)
    if before:
        return f"{shown}: there are records before these", "", _LOOK_AGAIN
    return None


def _multiplies(value: object) -> bool:
    if isinstance(value, str) and normalized(value) in {"1", "1.0", "one", "units"}:
        return False
    return value != 1 if isinstance(value, int | float) and not isinstance(value, bool) else _says_something(value)


def _is_next(path: str) -> bool:
    parts = [_key(part) for part in path.split(".")]
    return bool(words.NEXT.fullmatch(_key(path))) or any(map(words.NEXT.fullmatch, parts[:-1]))


def _is_bad(value: object) -> bool:
    number = _whole(value)
    if number is not None:
        return not 0 <= number < _REDIRECTS or number in words.NOT_WHOLE_CODES
    return isinstance(value, str) and bool(words.NOT_FINE.search(normalized(value)))


def _says_something(value: object) -> bool:
    if isinstance(value, str):
        return normalized(value) not in {"", "none", "null", "no", "false", "0", "n a"}
    return bool(value)


def _is_true(value: object) -> bool:
    return (
        value is True
        or (isinstance(value, int) and value == 1)
        or (isinstance(value, str) and value.strip().casefold() in _YES)
    )


def _is_false(value: object) -> bool:
    return (
        value is False
        or (isinstance(value, int) and value == 0)
        or (isinstance(value, str) and value.strip().casefold() in _NO)
    )


def _whole(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, str) and value.strip().isdigit() and len(value) < 10:
        return int(value)
    return value if isinstance(value, int) else None


def _shown(value: object) -> str:
    if isinstance(value, bool) or value is None:
        return str(value).lower()
    if isinstance(value, list):
        return f"'{shortened('; '.join(str(one) for one in value))}'"
    return f"'{shortened(value)}'" if isinstance(value, str) else shortened(str(value))
