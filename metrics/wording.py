"""Sentences and phrases of the ground floor: what snapshots look like, what is wrong with one, and what to do."""

from collections.abc import Iterable, Sequence

from metrics.definition import Grain, Kind, Metric
from metrics.problems import Problem, TablePlace

COLUMNS_WANTED = (
    "a table with the columns week (or date), product, metric and value, or with one column for each metric"
)
FORMATS = "a table as CSV, TSV, XLSX, Parquet or JSON"

RENAME_THE_COLUMNS = "rename those that say the week, the product and what was measured, and leave the others out"
_TITLES_NAMED = 6

READING = "Reading the file"
OF_CANDIDATE = "numbers of the candidate's product"
SEND_BY_PRODUCT = "send the files of each product by themselves"
CHECKING_NAMES = "Checking products, metrics and weeks"
CHECKING_NUMBERS = "Checking the numbers"
COMPARING_ROWS = "Comparing the rows"
DONE = "Checked"
DELETE_NOTES = "delete notes below the table"
DEFINE_THE_METRIC = "define it in definitions/metrics.yaml first"
SAY_THE_PRODUCT = "write it in the column 'product', or say it for the whole file with --product"
SAY_THE_WEEK = "add the column, or say the week for the whole file with --week"


def no_header_row(name: str, first_lines: str = "") -> Problem:
    """No row of the file names columns."""
    first = next((line.strip() for line in first_lines.splitlines() if line.strip()), "")
    found = "no row that names the columns"
    if first:
        found += f"; the file begins with '{shortened(first)}'"
    return Problem(TablePlace(name), found, COLUMNS_WANTED, "add a header row above the numbers")


def unknown_header_row(name: str, row: int, titles: Sequence[str]) -> Problem:
    """The first row names columns, and none of them is one that is known here."""
    named = ", ".join(f"'{shortened(title, 30)}'" for title in titles[:_TITLES_NAMED])
    more = " …" if len(titles) > _TITLES_NAMED else ""
    found = f"none of the columns is known here: {named}{more}"
    return Problem(TablePlace(name, row), found, COLUMNS_WANTED, RENAME_THE_COLUMNS)


def note_below(text: str, more: int) -> str:
    """A sentence stands where rows of measurements are looked for."""
    others = "" if not more else ", and one more row" if more == 1 else f", and {more} more rows"
    return f"'{shortened(text)}' is a note below the table{others}"


def shortened(text: str, longest: int = 60) -> str:
    """A cell as it can stand in a sentence: one line, and not too long."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def number(value: float) -> str:
    """A number in a sentence, without groups and without noise."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.10g}"


def share_or_percent(cell: str, metric_id: str, as_percent: str) -> tuple[str, str, str]:
    """A bare share beside cells in percent: found, expected, remedy."""
    found = f"'{shortened(cell)}' has no percent sign, and other cells of {metric_id} are in percent"
    remedy = f"write {shortened(cell)}% if it is in percent too, or {as_percent}% if it is a share"
    return found, "one way of writing them", remedy


def range_in_words(metric: Metric) -> str:
    """What a metric's value may be: 'a share between 0 and 1', 'a number of 0 or more'."""
    low, high = metric.valid_range
    noun = {Kind.RATE: "a share", Kind.COUNT: "a whole number"}.get(metric.kind, "a number")
    if low is not None and high is not None:
        return f"{noun} between {number(low)} and {number(high)}"
    if low is not None:
        return f"{noun} of {number(low)} or more"
    if high is not None:
        return f"{noun} of {number(high)} or less"
    return noun


def partial_words(
    products: int, of_products: int, reported: int = 0, expected: int = 0, grain: Grain = Grain.WEEK
) -> str | None:
    """What a number lacks: '1 of 2' products, '3 of 7 days', '3 of 4 weeks', or both; None where it is whole."""
    parts = []
    if products < of_products:
        parts.append(f"{products} of {of_products}")
    if reported < expected:
        parts.append(f"{reported} of {expected} {grain}s")
    return ", ".join(parts) or None


def no_candidate(products: Iterable[str], candidate: str) -> str:
    """Numbers of products that have no such candidate on record."""
    return f"numbers of {', '.join(products) or 'no product'}, which has no candidate '{candidate}' on record"
