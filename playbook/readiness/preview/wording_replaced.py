"""What a file takes the place of, and what is doubtful about it, in sentences; the command, the page and HTTP say the
same."""

from collections.abc import Mapping, Sequence
from datetime import date

from metrics.definition import Metric
from metrics.problems import Problem, TablePlace
from metrics.replaced import Replaced, ReplacedUpload, Replacement
from playbook.wording import NO_VALUE, join_words, number_text, plural, value_text, week_text
from playbook.wording_moments import moment_text

_MOST_UPLOADS = 3
DOUBT = "doubt"
EARLIER_FILE = "a file before it"


def finding_lines(
    replaced: Replaced,
    doubts: Sequence[Problem],
    metrics: Mapping[str, Metric],
    products: Mapping[str, str],
    timezone: str,
    *,
    stored: bool,
) -> list[str]:
    """Everything there is to say; nothing for a file that only adds numbers nobody doubts."""
    lines = [replaced_line(replaced, timezone, stored=stored)] if replaced.numbers else []
    lines += [f"  {largest_line(one, metrics, products)}" for one in replaced.largest]
    return [*lines, *(doubt_line(doubt) for doubt in doubts)]


def replaced_line(replaced: Replaced, timezone: str, *, stored: bool) -> str:
    """How many numbers stop counting, and whose they are."""
    verb = "replaced" if stored else "replaces"
    counting = "that counted" if stored else "that counts now" if replaced.numbers == 1 else "that count now"
    same = replaced.numbers - replaced.changed
    equal = ", all by the same value" if not replaced.changed else f", {same} by the same value" if same else ""
    others = len(replaced.uploads) - _MOST_UPLOADS
    named = [_whose(upload, timezone) for upload in replaced.uploads[:_MOST_UPLOADS]]
    named += [f"{plural(others, 'more upload')}"] if others > 0 else []
    return f"{verb} {plural(replaced.numbers, 'number')} {counting}{equal}: {join_words(named)}"


def largest_line(one: Replacement, metrics: Mapping[str, Metric], products: Mapping[str, str]) -> str:
    """One of the largest changes with both values."""
    metric = metrics.get(one.metric)
    name = one.metric if metric is None else metric.name
    where = f" ({products.get(one.product, one.product)})" if one.product else ""

    def said(value: float | None) -> str:
        if value is None or metric is None:
            return NO_VALUE if value is None else number_text(value)
        return value_text(value, metric)

    before, after = said(one.before), said(one.after)
    return f"{name}{where}, {_period(one.period_start, one.period_end)}: {before} → {after}"


def doubt_line(doubt: Problem) -> str:
    """One doubt as a line of its own."""
    return f"{DOUBT}: {doubt_text(doubt)}"


def doubt_text(doubt: Problem) -> str:
    """One doubt, with its place where it has one."""
    place = place_text(doubt)
    return f"{place}: {doubt.sentence}" if place else doubt.sentence


def place_text(doubt: Problem) -> str:
    """Row and column without the name of the file, which stands above."""
    where = doubt.where
    if not isinstance(where, TablePlace):
        return str(where)
    parts = [f"row {where.row}" if where.row is not None else "", f"column '{where.column}'" if where.column else ""]
    return ", ".join(part for part in parts if part)


def _whose(upload: ReplacedUpload, timezone: str) -> str:
    file = f"'{upload.file_name}'" if upload.file_name else EARLIER_FILE
    if not upload.actor:
        return f"{upload.numbers} of {file}"
    received = moment_text(upload.received_at, timezone)
    return f"{upload.numbers} of {file} by {upload.actor}, {received} ({upload.upload_id})"


def _period(start: date, end: date) -> str:
    return start.isoformat() if start == end else week_text(end)
