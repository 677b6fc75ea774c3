"""What the public services answer, read as a number: the shapes of Greenhouse, Ashby, PyPI Stats and GitHub."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from playbook.concerns.signals import wording
from playbook.model.signals import Signal, SignalSource


class SignalTroubleError(Exception):
    """A source that could not be counted, as a sentence for people."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One number as it was counted; for job boards the postings that matched and all that are listed."""

    value: float
    hits: int | None = None
    total: int | None = None


def counted(signal: Signal, answer: Any) -> Counted:
    """The number in a parsed answer; raises SignalTroubleError where it is not in the shape that was expected."""
    match signal.source:
        case SignalSource.GREENHOUSE:
            return _postings(signal, _jobs(answer))
        case SignalSource.ASHBY:
            return _postings(signal, [job for job in _jobs(answer) if job.get("isListed") is not False])
        case SignalSource.PYPI:
            return Counted(_number(answer, "data.last_month"))
        case SignalSource.GITHUB:
            if isinstance(answer, Mapping) and answer.get("incomplete_results") is True:
                raise SignalTroubleError(wording.INCOMPLETE)
            return Counted(_number(answer, "total_count"))
        case SignalSource.JSON:
            return Counted(_number(answer, signal.value.strip()))


def _jobs(answer: Any) -> list[Mapping[str, Any]]:
    jobs = answer.get("jobs") if isinstance(answer, Mapping) else None
    if not isinstance(jobs, list) or not all(isinstance(job, Mapping) for job in jobs):
        raise SignalTroubleError(wording.no_such_key("jobs"))
    return jobs


def _postings(signal: Signal, jobs: list[Mapping[str, Any]]) -> Counted:
    if not jobs:
        raise SignalTroubleError(wording.EMPTY_BOARD)
    words = "|".join(re.escape(word.strip()) for word in signal.matches if word.strip())
    pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
    hits = sum(pattern.search(" | ".join(_texts(job))) is not None for job in jobs)
    return Counted(hits / len(jobs), hits, len(jobs))


def _texts(job: Mapping[str, Any]) -> Iterable[str]:
    """Title, department and team of a posting; fields that are null or missing say nothing."""
    for key in ("title", "department", "team"):
        if isinstance(job.get(key), str):
            yield job[key]
    departments = job.get("departments")
    for department in departments if isinstance(departments, list) else ():
        if isinstance(department, Mapping) and isinstance(department.get("name"), str):
            yield department["name"]


def _number(answer: Any, keys: str) -> float:
    for key in keys.split("."):
        answer = answer.get(key) if isinstance(answer, Mapping) else None
    if isinstance(answer, bool) or not isinstance(answer, int | float) or not isfinite(answer) or answer < 0:
        raise SignalTroubleError(wording.no_such_key(keys))
    return float(answer)
