"""What stands beside the list of records in JSON: that there is more, that something failed, that it is a rehearsal."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum, isclose

from metrics.likeness import is_production, normalized
from metrics.problems import Problem, Severity, TablePlace
from metrics.wording import shortened

_MORE = "there is more than this file holds"
_FAILED = "what made this file did not finish well"
_SEND_ALL = "send the file with all of its records"
_SEND_AGAIN = "make the file again once it succeeds"
_LOOK_AGAIN = "make sure that these are the numbers to publish"

_MORE_IF_TRUE = frozenset(
    [
        "truncated", "is truncated", "partial", "is partial", "incomplete", "incomplete results", "has more",
        "has next", "has next page", "more", "more results", "more available", "more records", "timed out", "timeout",
        "limit reached", "limit exceeded", "exceeded transfer limit", "more data available", "more results available",
    ]
)  # fmt: skip
_MORE_IF_FALSE = frozenset(
    ["complete", "is complete", "completed", "final", "is final", "last", "is last", "is last page", "finished", "done"]
)
_FAILED_IF_FALSE = frozenset(["success", "ok", "succeeded", "successful", "is success"])
_NEXT = re.compile(
    r"next|next (?:page|url|link|uri|cursor|token|offset|page token|page url|records url|marker)|(?:odata )?next ?link"
    r"|continuation(?: token)?|continue|last evaluated key|scroll id"
)
_ERRORS = frozenset(
    [
        "error", "errors", "error message", "error code", "exception", "exceptions", "failure", "failures", "fault",
        "failed", "failed shards", "failed rows", "dropped", "skipped", "rejected",
    ]
)  # fmt: skip
_WARNINGS = frozenset(["warning", "warnings", "notice", "notices"])
_STATUS = frozenset(["status", "state", "status code", "statuscode", "http status", "outcome", "query status"])
_FINE = frozenset(
    [
        "ok", "okay", "success", "succeeded", "successful", "complete", "completed", "done", "finished", "ready",
        "final", "fine", "true", "published", "active", "closed",
    ]
)  # fmt: skip
_NOT_FINE = re.compile(
    r"err|fail|partial|incomplete|time ?d? ?out|running|pending|cancel|abort|in ?progress|queued|denied|forbidden"
    r"|unavailable|invalid|stale|expired|degraded|throttl|truncat|started|creating|processing|unknown"
)
_TOTALS = re.compile(
    r"total(?: (?:count|items|rows|records|results|hits|elements|entries|size|number|observations|matched))?"
    r"|(?:row|record|item|result|element|entry|observation) count|count|num (?:found|rows|records|results|items)"
    r"|(?:rows|records|items|results) total|n rows|n records|matched|available"
)
_PAGES = re.compile(r"(?:total|num|number of|n) ?pages|pages|page count|last page|pages total")
_PAGE = frozenset(["page", "page number", "current page", "page index", "page no"])
_BEFORE = frozenset(["offset", "skip", "skipped rows", "start index", "from index"])
_LIMITS = frozenset(["limit", "page size", "per page", "max results", "max rows", "row limit", "size", "top", "first"])
_ENVIRONMENTS = frozenset(["environment", "env", "deployment environment", "source environment"])
_PLACES = frozenset(["deployment", "stage", "tier", "instance", "cluster", "database", "db", "dataset", "source"])
_REHEARSAL = re.compile(
    r"(?:.* )?(?:staging|stage|stg|test|testing|tests|dev|devel|development|qa|uat|sandbox|demo|canary|pre ?prod|sit"
    r"|nonprod|non prod|integration|rehearsal|playground|dummy)(?: .*)?"
)
"""Names of what stands beside production."""
_NAMES_OF_REHEARSALS = frozenset(["staging", "stg", "sandbox", "uat", "preprod", "nonprod", "demo", "dummy", "mock"])
_NOT_REAL = frozenset(
    [
        "sample", "is sample", "sampled", "test", "is test", "test data", "demo", "is demo", "mock", "mocked", "dummy",
        "synthetic", "dry run", "draft", "is draft", "preview", "estimated", "is estimated", "preliminary",
        "provisional", "fake",
    ]
)  # fmt: skip
_DEEPEST = 4
_REDIRECTS = 300


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
        settled |= _TOTALS.fullmatch(_key(path)) is not None or _key(path) in _MORE_IF_TRUE
        if sentence is not None:
            faults.append(Problem(TablePlace(name, row), *sentence))
        elif (doubt := _doubt(path, value)) is not None:
            doubts.append(Problem(TablePlace(name, row), *doubt, severity=Severity.WARNING))
    for path, value in said if not settled and not faults else ():
        if _key(path) in _LIMITS and _whole(value) == len(records) and records:
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
    words = re.split(r"[\s_\-.]+", name.casefold())
    if _NAMES_OF_REHEARSALS.isdisjoint(words):
        return None
    found = "the name of the file says that its numbers are not of production"
    return Problem(TablePlace(name), found, "", _LOOK_AGAIN, Severity.WARNING)


def is_done(status: str) -> bool:
    """Whether a status says that all went well, by a word or as HTTP does."""
    number = _whole(status)
    return normalized(status) in _FINE if number is None else 0 <= number < _REDIRECTS


def _leaves(document: Mapping[str, object], left_out: str | None, path: str = "") -> Iterator[tuple[str, object]]:
    """Every value with its path; a list is one value."""
    for key, value in document.items():
        if not path and key == left_out:
            continue
        here = f"{path}.{key}" if path else key
        if isinstance(value, Mapping) and value and here.count(".") < _DEEPEST:
            yield from _leaves(value, None, here)
        else:
            yield here, value


def _key(path: str) -> str:
    """The last part of a path in words: `meta.totalPages` is 'total pages'."""
    last = path.rpartition(".")[2] if not path.casefold().endswith(".nextlink") else "next link"
    return normalized(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", last).lstrip("@_"))


def _fault(path: str, value: object, records: Sequence[object]) -> tuple[str, str, str] | None:
    """Found, expected, remedy of what stops the file; None where nothing does."""
    key, shown = _key(path), f"'{shortened(path)}' is {_shown(value)}"
    if (key in _MORE_IF_TRUE and _is_true(value)) or (key in _MORE_IF_FALSE and value is False):
        return f"{shown}: {_MORE}", "", _SEND_ALL
    if _is_next(path) and _says_something(value):
        return f"{shown}: {_MORE}", "", _SEND_ALL
    if (key in _ERRORS and _says_something(value)) or (key in _FAILED_IF_FALSE and value is False):
        return f"{shown}: {_FAILED}", "", _SEND_AGAIN
    if key in _STATUS and _is_bad(value):
        return f"{shown}: {_FAILED}", "", _SEND_AGAIN
    if _PAGES.fullmatch(key) and (_whole(value) or 0) > 1:
        return f"{shown}: this is one page of them", "", _SEND_ALL
    if _TOTALS.fullmatch(key) and key not in _LIMITS:
        return _fault_of_total(shown, value, records)
    return None


def _fault_of_total(shown: str, value: object, records: Sequence[object]) -> tuple[str, str, str] | None:
    """A total counts the records, or adds up one of their numbers."""
    value = value if isinstance(value, float) else _whole(value)
    if value is None or value == len(records):
        return None
    if any(isclose(value, total, rel_tol=1e-6) for total in _sums(records)):
        return None
    plural = "record is" if len(records) == 1 else "records are"
    if isinstance(value, int) and value > len(records):
        return f"{shown}, and {len(records):,} {plural} here", "", _SEND_ALL
    if isinstance(value, float) and not value.is_integer():
        return f"{shown}, and no column of the records adds up to it", "a total that adds up", _SEND_ALL
    return None


def _sums(records: Sequence[object]) -> Iterator[float]:
    columns: dict[str, list[float]] = {}
    for record in records:
        for key, value in record.items() if isinstance(record, Mapping) else ():
            if isinstance(value, int | float) and not isinstance(value, bool):
                columns.setdefault(str(key), []).append(float(value))
    return (fsum(numbers) for numbers in columns.values())


def _doubt(path: str, value: object) -> tuple[str, str, str] | None:
    """Found, expected, remedy of what is worth a second look."""
    key, shown = _key(path), f"'{shortened(path)}' is {_shown(value)}"
    if isinstance(value, str) and value.strip() and _is_elsewhere(key, value):
        return f"{shown}, which is not production", "", _LOOK_AGAIN
    if key in _NOT_REAL and _is_true(value):
        return shown, "", _LOOK_AGAIN
    if key in _WARNINGS and _says_something(value):
        return shown, "", _LOOK_AGAIN
    if key in _STATUS and isinstance(value, str) and value.strip() and not is_done(value):
        return shown, "", _LOOK_AGAIN
    if (key in _PAGE and (_whole(value) or 0) > 1) or (key in _BEFORE and (_whole(value) or 0) > 0):
        return f"{shown}: there are records before these", "", _LOOK_AGAIN
    return None


def _is_elsewhere(key: str, value: str) -> bool:
    if key in _ENVIRONMENTS:
        return not is_production(value)
    return key in _PLACES and bool(_REHEARSAL.fullmatch(normalized(value)))


def _is_next(path: str) -> bool:
    parts = [_key(part) for part in path.split(".")]
    return bool(_NEXT.fullmatch(_key(path))) or "next" in parts[:-1]


def _is_bad(value: object) -> bool:
    number = _whole(value)
    if number is not None:
        return not 0 <= number < _REDIRECTS
    return isinstance(value, str) and bool(_NOT_FINE.search(normalized(value)))


def _says_something(value: object) -> bool:
    if isinstance(value, str):
        return normalized(value) not in {"", "none", "null", "no", "false", "0", "n a"}
    return bool(value)


def _is_true(value: object) -> bool:
    return (
        value is True
        or (isinstance(value, int) and value == 1)
        or (isinstance(value, str) and value.strip().casefold() in {"true", "yes", "1"})
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
