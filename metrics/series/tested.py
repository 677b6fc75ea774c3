"""What the numbers of a product's weeks were measured on, as their uploads say."""

from datetime import date

from metrics.definition import Metric
from metrics.series.series import KnownSeries
from metrics.tested import MeasuredOn


def tested_weeks(
    known: KnownSeries, metric: Metric, product: str, first: date, last: date
) -> tuple[tuple[date, MeasuredOn | None], ...]:
    """What the numbers that count between two days were measured on, beside the first days they speak of, oldest first;
    None where their upload does not say. Blank where no upload ever said."""
    if not known.book.tested:
        return ()
    counting = known.counting(product, metric)
    inside = sorted((start, placed.row.upload_id) for (start, end), placed in counting.items() if first <= end <= last)
    said = ((day, known.book.tested.get(upload, {})) for day, upload in inside)
    return tuple((day, of.get(product) or of.get("")) for day, of in said)
