"""Stored numbers by today's names and definitions: renamed, converted, left out, or set aside until somebody says."""

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from metrics.definition import ORGANIZATION, Level, Metric
from metrics.meaning import Meaning, StoredMeaning, meaning_of
from metrics.observation import Observation, ObservationBook
from metrics.tested import MeasuredByProduct
from metrics.weeks import WeekCalendar

_WEEK = "week_ends"
_LEVEL = "level"


@dataclass(frozen=True, slots=True)
class OlderRule:
    """What becomes of numbers of periods that ended before a day, of one metric or (None) of all whose week changed:
    `factor` times each of them is a number of today (None: they are left out)."""

    metric: str | None
    before: date
    factor: float | None = 1.0


@dataclass(frozen=True, slots=True)
class SetAside:
    """So many periods of a metric and product were sent when it meant `then`; nobody said what becomes of them."""

    metric: str
    product: str
    periods: int
    then: Meaning
    last: date


@dataclass(frozen=True, slots=True)
class Names:
    """Ids of today by those that were given up."""

    metrics: Mapping[str, str]
    products: Mapping[str, str]


def under_todays_names(
    book: ObservationBook, meanings: Sequence[StoredMeaning], names: Names
) -> tuple[ObservationBook, tuple[StoredMeaning, ...]]:
    """The same rows and meanings, those of an id that was given up beside those of the one that took its place."""
    renamed = tuple(replace(one, metric=names.metrics.get(one.metric, one.metric)) for one in meanings)
    if not any(product in names.products or metric in names.metrics for product, metric in book.rows):
        return book, renamed
    found: dict[tuple[str, str], list[Observation]] = {}
    for (product, metric), rows in book.rows.items():
        key = (names.products.get(product, product), names.metrics.get(metric, metric))
        found.setdefault(key, []).extend(replace(row, product=key[0], metric=key[1]) for row in rows)
    ordered = {key: tuple(sorted(rows, key=_moments)) for key, rows in sorted(found.items())}
    return replace(book, rows=ordered, tested=_renamed(book, names)), renamed


def _renamed(book: ObservationBook, names: Names) -> dict[str, MeasuredByProduct]:
    return {
        upload: {names.products.get(product, product): tested for product, tested in of.items()}
        for upload, of in book.tested.items()
    }


def as_they_mean_today(
    book: ObservationBook,
    metrics: Mapping[str, Metric],
    calendar: WeekCalendar,
    meanings: Sequence[StoredMeaning],
    rules: Sequence[OlderRule],
    products: Collection[str] = (),
) -> tuple[ObservationBook, tuple[SetAside, ...]]:
    """Rows that were sent under another definition, as the rules say; what no rule speaks of does not count. `products`
    are those on record: the only one there is takes over what was the organization's, and the other way round."""
    log: dict[str, list[StoredMeaning]] = {}
    for one in sorted(meanings, key=lambda one: one.received_at):
        log.setdefault(one.metric, []).append(one)
    today = {name: meaning_of(metrics[name], calendar) for name in log if name in metrics}
    changed = {name for name, meaning in today.items() if any(one.meaning != meaning for one in log[name])}
    if not changed:
        return book, ()
    ordered = sorted(rules, key=lambda rule: rule.before)
    kept: dict[tuple[str, str], list[Observation]] = {}
    aside: list[SetAside] = []
    for (product, metric), rows in book.rows.items():
        if metric not in changed:
            kept.setdefault((product, metric), []).extend(rows)
            continue
        reading = _Reading(metrics[metric], today[metric], log[metric], ordered, _heir(book, metric, products))
        for row in rows:
            read = reading.read(row)
            if read is not None:
                kept.setdefault((read.product, metric), []).append(read)
        aside += reading.aside(product)
    book_of_today = {key: tuple(sorted(rows, key=_moments)) for key, rows in sorted(kept.items())}
    return replace(book, rows=book_of_today), tuple(aside)


def _moments(row: Observation) -> tuple[datetime, datetime, date]:
    return row.received_at, row.sent_at or row.received_at, row.period_start


def _heir(book: ObservationBook, metric: str, products: Collection[str]) -> Mapping[Level, str | None]:
    """Whose the rows become where a level changed; None where it is not known."""
    sent = {product for product, name in book.rows if name == metric and product != ORGANIZATION}
    alone = next(iter(products)) if len(products) == 1 else None
    return {Level.ORGANIZATION: ORGANIZATION if len(sent) <= 1 else None, Level.PRODUCT: alone}


class _Reading:
    """Rows of one product and metric, read one by one."""

    def __init__(
        self,
        metric: Metric,
        today: Meaning,
        log: Sequence[StoredMeaning],
        rules: Sequence[OlderRule],
        heir: Mapping[Level, str | None],
    ) -> None:
        self._metric = metric
        self._today = today
        self._moments = [one.received_at for one in log]
        self._log = log
        self._rules = rules
        self._heir = heir
        self._aside: dict[Meaning, set[tuple[date, date]]] = {}

    def read(self, row: Observation) -> Observation | None:
        """The row as it is meant today; None where it is left out or set aside."""
        sent = row.sent_at or row.received_at
        # what was sent before anybody wrote down what it meant is taken for what was written down first
        then = self._log[max(bisect_right(self._moments, sent) - 1, 0)].meaning
        changes = then.changes_to(self._today)
        if not changes:
            return row
        only_the_week = changes == (_WEEK,)
        rules = [
            rule
            for rule in self._rules
            if row.period_end < rule.before
            and (rule.metric == self._metric.id or (rule.metric is None and only_the_week))
        ]
        owner = self._heir[self._metric.level] if _LEVEL in changes else row.product
        left_out = any(rule.factor is None for rule in rules)
        if not rules or (owner is None and not left_out):
            self._aside.setdefault(then, set()).add((row.period_start, row.period_end))
            return None
        if left_out or owner is None:
            return None
        factor = 1.0
        for rule in rules:
            factor *= rule.factor or 1.0
        return replace(_times(row, factor), product=owner)

    def aside(self, product: str) -> list[SetAside]:
        """What nobody spoke of."""
        return [
            SetAside(self._metric.id, product, len(periods), then, max(end for _, end in periods))
            for then, periods in self._aside.items()
        ]


def _times(row: Observation, factor: float) -> Observation:
    """Value and total, so many times what they are."""
    if factor == 1.0:
        return row
    numerator = None if row.numerator is None else row.numerator * factor
    value = row.value and row.value * factor  # None where a row brought its counts alone
    return replace(row, value=value, numerator=numerator)
