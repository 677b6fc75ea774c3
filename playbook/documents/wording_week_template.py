"""Words of the weekly workbook: its columns, the notes on its cells, what is said about it."""

from datetime import date

from metrics.definition import Kind, Metric
from metrics.observation import Point
from metrics.weeks import WeekOff
from playbook.wording import plural, value_text, week_text

KEYS = ("week", "date", "product")
"""The columns that say what a row is about, by the names that the upload reads."""
REFERENCE = "for reading"
REFERENCE_COLUMNS = ("what is measured", "for", "last reported", "in", "what is meant")
ORGANIZATION = "the organization"

GROUP_HELP = "Files to fill in."
WEEK_SHORT = "The workbook of a week, to fill in and upload."
WEEK_HELP = "Week of the file, as 2026-W45 (default: the last week that has ended)."
OUTPUT_HELP = "Where to write it (default: standard output)."
TO_A_TERMINAL = (
    "a workbook is no text: name a file with --output, or send it on, as in: playbook template week > week.xlsx"
)
NO_STORE = "What was last reported is left out: the store belongs to the running app."
NO_METRICS = "definitions/metrics.yaml lists no metric, or records/products.yaml no product that is there in that week"
GREY = "Grey cells stay empty."


def closed(week: WeekOff) -> str:
    """Nothing is asked for in a week without reporting."""
    return f"nothing is reported for {week_text(week.end)}: {week.reason}"


def last(metric: Metric, point: Point) -> str:
    """What was reported before: the value, its counts, its week."""
    value, week = value_text(point.value, metric), week_text(point.period_end)
    if point.denominator is None:
        return f"{value} in {week}"
    if point.numerator is None:
        return f"{value}, n {point.denominator:,.0f} in {week}"
    return f"{point.numerator:,.0f} of {point.denominator:,.0f} ({value}) in {week}"


def last_note(last: str) -> str:
    """What a cell held before."""
    return f"Last reported: {last}"


def note(metric: Metric) -> str:
    """Everything somebody needs to fill in a metric."""
    lines = [metric.name or metric.id, metric.definition]
    if metric.kind is Kind.RATE:
        lines.append(f"Numerator: {metric.numerator or 'what is counted'}")
        lines.append(f"Denominator: {metric.denominator or 'out of what'}")
    elif metric.unit:
        lines.append(f"Unit: {metric.unit}")
    low, high = metric.valid_range
    if low is not None or high is not None:
        lines.append(f"Valid: {'-∞' if low is None else f'{low:g}'} to {'∞' if high is None else f'{high:g}'}")
    lines += [f"{word}: {text}" for word, text in (("Source", metric.source), ("Owner", metric.owner)) if text]
    lines.append(GREY)
    return "\n".join(line for line in lines if line)


def written(name: str, week_end: date, rows: int) -> str:
    """A file was written."""
    return f"{name}: {plural(rows, 'row')} to fill in for {week_text(week_end)}; then: playbook upload {name}"


def not_a_week(text: str) -> str:
    """Text where a week was expected."""
    return f"'{text}' is not a week; expected one such as 2026-W45"


def cannot_write(name: str, reason: str) -> str:
    """The file cannot be written."""
    return f"'{name}' cannot be written ({reason}); name another place with --output"
