"""Sentences of the mapping on the upload page: which of a file's numbers become which metrics."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from playbook.wording import plural, weeks_text

TITLE = "Use this file from now on"
FOUND = "found"
NEEDED = "still needed"
PREVIEW = "would count"
LINE = (
    "Say once which of its numbers is which metric. It is written as a source; the next file of its kind needs nothing."
)
ID = "Name of the source"
OWNER = "Who answers for it"
PRODUCT = "Product"
ORGANIZATION = "None of them"
CHOOSE = "Choose"
LEFT_OUT = "Left out"
EVERY = "How often it comes"
EVERY_WORDS = {"": "Whenever it comes", "day": "Every day", "week": "Every week"}
DUE = "Days after its day or week by which it is here"
TIMEZONE = "Time zone of its days"
TIMEZONE_HELP = "As Europe/Berlin; blank: the charter's."
MEASURES = "Numbers to take"
SHEET = "Sheet with the table"
SHEET_LINE = "Choose the sheet that holds the table."
ROWS = "Only rows with"
FILES = "Only files of"
ALL_OF_THEM = "All of them"
TOTALS = "Rows that are totals"
TOTALS_HELP = "What stands in the first column of rows that add up others, with commas between: Total, Subtotal."
COLUMNS = {
    "week": "Week",
    "date": "Date",
    "product": "Product",
    "metric": "Name of the metric",
    "value": "Value",
    "numerator": "Numerator",
    "denominator": "Denominator",
}


def or_choose(name: str) -> str:
    """A seat, or the invitation to choose one."""
    return name or CHOOSE


def usual_id(tool: str) -> str:
    """The name that a source gets unless another is given."""
    return f"{tool.casefold().replace(' ', '-').replace('&', 'and')}-files"


def becomes(label: str) -> str:
    """Above the choice of a metric."""
    return f"{label} is the metric"


def parts_of(metrics: Mapping[str, str], rates: Collection[str]) -> dict[str, str]:
    """The numerator and the denominator of each rate, by what a source calls them."""
    parts = ("numerator", "denominator")
    return {f"{name} {part}": f"{title}: {part}" for name, title in metrics.items() if name in rates for part in parts}


def filter_label(key: str, value: str) -> str:
    """A value that rows or files can be told by."""
    return f"{key}: {value}"


def product_named(name: str) -> str:
    """Above the choice of a product."""
    return f"'{name}' is the product"


def would_count(rows: int, metrics: int, week_ends: Sequence[date]) -> str:
    """The preview in a sentence."""
    span = f", {weeks_text(week_ends)}" if week_ends else ""
    return f"{plural(rows, 'number')} of {plural(metrics, 'metric')}{span}."
