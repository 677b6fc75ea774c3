"""Measures of a tool's file as a table of ours, by what its source says of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import fsum

import numpy as np

from metrics.definition import Grain, Kind, Metric, OverTime
from metrics.problems import Problem, Problems, Severity, TablePlace
from metrics.readers.raw_table import RawTable, column_of
from metrics.readers.tools import wording
from metrics.readers.tools.shared.measures import Measure, Measures
from metrics.snapshot.context import IntakeContext
from metrics.snapshot.mapped_units import ADDED, COUNTED, added_up, factor_of, is_a_day, not_of_metric
from metrics.source import TABLE, Source, Taken
from metrics.tested import MeasuredOn
from metrics.weeks import week_text

_WHOLE_WEEK = "send the days of a whole week"
_OF_ANSWERS = "NPS survey"
"""People answer when they like: days without an answer are no days that are missing."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table that comes of it."""

    day: date | None
    product: str
    metric: str
    value: float | None
    numerator: float | None = None
    denominator: float | None = None


def sources_for(found: Measures, context: IntakeContext) -> list[Source]:
    """Sources of the tool to which a file belongs."""
    about = {**found.candidate, "model": " ".join(found.models), "shape": found.shape}
    return [
        source
        for source in context.sources
        if source.tool != TABLE
        and source.tool.casefold() == found.tool.casefold()
        and all(wanted.casefold() in about.get(key, "").casefold() for key, wanted in source.where.items())
    ]


def mapped_table(name: str, found: Measures, sources: Sequence[Source], context: IntakeContext) -> RawTable:
    """The table that a tool's file makes; raises Problems where the file may not be published or nothing fits."""
    if found.refused:
        raise Problems([Problem(TablePlace(name), wording.found(found), remedy=wording.SEND_A_WHOLE_ONE)])
    problems: list[Problem] = []
    doubts = [
        Problem(TablePlace(name), note, "", "", Severity.WARNING) for note in found.notes if note != wording.NO_DAY
    ]
    rows: list[Row] = []
    tested: dict[str, MeasuredOn] = {}
    for source in sources:
        for taken in source.takes:
            metric = context.metrics.get(taken.metric)
            if metric is not None:
                rows += _rows(name, found, source, taken, metric, context, problems, doubts, tested)
    if not rows and not problems:
        problems += [replace(doubt, severity=Severity.ERROR) for doubt in doubts if doubt.remedy == _WHOLE_WEEK]
    if not rows and not problems:
        takes = [taken for source in sources for taken in source.takes]
        chosen = {taken.measure for taken in takes if taken.where}
        names = {_with(one.name, one.about if one.name in chosen else {}) for one in found.measures}
        wanted = ", ".join(_with(f"'{taken.measure}'", taken.where) for taken in takes)
        holds = f"it holds {', '.join(sorted(names)[:8])}"
        problems.append(Problem(TablePlace(name), holds, wanted, "correct definitions/sources.yaml"))
    if problems:
        raise Problems(problems)
    return replace(_table(name, rows, tuple(doubts)), tested={product: one for product, one in tested.items() if one})


def _with(name: str, about: Mapping[str, str]) -> str:
    """A measure with what it is about, where only some of its kind are wanted."""
    return f"{name} ({', '.join(f'{key} {value}' for key, value in about.items())})" if about else name


def _rows(
    name: str, found: Measures, source: Source, taken: Taken, metric: Metric, context: IntakeContext,
    problems: list[Problem], doubts: list[Problem], tested: dict[str, MeasuredOn],
) -> Iterator[Row]:  # fmt: skip
    by_product: dict[str, list[Measure]] = {}
    for one in found.measures:
        if one.name == taken.measure and taken.where.items() <= one.about.items():
            product = _product(source, taken, one, context)
            if product is not None:
                by_product.setdefault(product, []).append(one)
    for product, measures in by_product.items():
        unknown = next((one for one in measures if one.value is None), None)
        if unknown is not None:
            said = f"{taken.measure}{_of(unknown)} is not known: {unknown.why}"
            problems.append(Problem(TablePlace(name), said, f"a number for {metric.id}", "send it once it is known"))
            continue
        whole = _whole(measures)
        if (refusal := not_of_metric(taken, whole, metric, context)) is not None:
            problems.append(Problem(TablePlace(name), *refusal))
            continue
        if found.of_candidate:
            tested[product] = _tested(found, whole, tested.get(product, MeasuredOn()))
        days = sorted({(one.first, one.last) for one in whole}, key=str)
        rows = [
            row
            for span in days
            for row in _joined([one for one in whole if (one.first, one.last) == span], product, metric, name, problems)
        ]
        doubts += added_up(name, taken, whole, metric)
        if metric.grain is Grain.WEEK and (len(days) > 1 or found.covers is not None or is_a_day(found, days, metric)):
            rows = list(_weeks(rows, metric, found, context, name, problems, doubts))
        yield from rows


def _tested(found: Measures, measures: Sequence[Measure], before: MeasuredOn) -> MeasuredOn:
    """What was measured, as an evaluation says: the models of the numbers that are taken, else those of the file."""
    named = [one.parts["model"] for one in measures if one.parts.get("model")] or found.models
    models = tuple(dict.fromkeys((*before.models, *named)))
    return MeasuredOn(models=models, prompts=found.prompts, commit=found.candidate.get("commit", ""))


def _product(source: Source, taken: Taken, one: Measure, context: IntakeContext) -> str | None:
    """The product of a measure; None where it is of one that the source does not know."""
    if source.product_from:
        named = one.parts.get(source.product_from, "")
        return source.products.get(named) or context.called.find(named)
    return taken.product or source.product or ""


def _ends(days: Sequence[date]) -> list[date]:
    return sorted({min(days), max(days)})


def _day(day: date) -> str:
    return f"{day:%b} {day.day}"


def _of(one: Measure) -> str:
    return f" of {one.first}" if one.first is not None else ""


def _whole(measures: Sequence[Measure]) -> list[Measure]:
    """Of measures of the same days, those that are of the whole rather than of a part of it."""
    fewest: dict[tuple[date | None, date | None], int] = {}
    for one in measures:
        span = (one.first, one.last)
        fewest[span] = min(fewest.get(span, len(one.parts)), len(one.parts))
    kept = [one for one in measures if len(one.parts) == fewest[(one.first, one.last)]]
    long = [one for one in kept if one.first is not None and one.first != one.last]
    # a file may say the whole beside each of its days, as surveys do
    return [one for one in kept if one not in long] if long and len(long) < len(kept) else kept


def _joined(same: Sequence[Measure], product: str, metric: Metric, name: str, problems: list[Problem]) -> Iterator[Row]:
    one = same[0]
    factor = factor_of(one, metric) or 1.0
    if len(same) == 1:
        counted = metric.kind in COUNTED
        value = None if one.numerator is not None and counted else (one.value or 0.0) * factor
        n = one.denominator if counted else float(one.n) if one.n and metric.kind is Kind.MEAN else None
        yield Row(one.last, product, metric.id, value, one.numerator if counted else None, n)
        return
    if metric.kind in ADDED:
        yield Row(
            one.last, product, metric.id, fsum((each.value or 0.0) * (factor_of(each, metric) or 1.0) for each in same)
        )
        return
    if metric.kind in COUNTED and all(each.numerator is not None for each in same):
        numerator = fsum(each.numerator or 0.0 for each in same)
        yield Row(one.last, product, metric.id, None, numerator, fsum(each.denominator or 0.0 for each in same))
        return
    about = "; ".join(", ".join(each.parts.values()) or "the whole" for each in same[:4])
    said = f"{len(same)} numbers of {one.name} for {metric.id}{_of(one)}: {about}"
    alike = all(dict(each.parts) == dict(one.parts) for each in same)
    remedy = "export one number a day" if alike else "say which in 'where' of definitions/sources.yaml"
    problems.append(Problem(TablePlace(name), said, "one", remedy))


def _weeks(
    rows: Sequence[Row], metric: Metric, found: Measures, context: IntakeContext, name: str,
    problems: list[Problem], doubts: list[Problem],
) -> Iterator[Row]:  # fmt: skip
    """Days added up to the weeks that the file holds whole; of the others nothing is taken, and it is said."""
    days = [day for one in found.measures for day in (one.first, one.last) if day is not None]
    first, last = found.covers or (min(days), max(days))
    by_week: dict[date, list[Row]] = {}
    for row in rows:
        if row.day is not None:
            by_week.setdefault(context.calendar.end_of(row.day), []).append(row)
    for end, inside in sorted(by_week.items()):
        if found.covers is not None and last < end:
            continue  # a week that still runs: the next pull brings it
        begins = end - timedelta(days=6)
        if found.tool == _OF_ANSWERS and (first > begins or last < end):
            answered = [row.day for row in inside if row.day is not None]
            said = f"{metric.id}: the answers of {week_text(end)} are of {' to '.join(map(_day, _ends(answered)))}"

            doubts.append(Problem(TablePlace(name), said, "", "send the file once all have answered", Severity.WARNING))
        elif first > begins or last < end:
            said = f"{metric.id}: {context.calendar.name_of(end)} is not whole in this file and is left out"
            doubts.append(Problem(TablePlace(name), said, "", _WHOLE_WEEK, Severity.WARNING))
            continue
        if metric.kind in ADDED:
            yield Row(end, inside[0].product, metric.id, fsum(row.value or 0.0 for row in inside))
        elif all(row.numerator is not None for row in inside):
            numerator = fsum(row.numerator or 0.0 for row in inside)
            yield Row(
                end, inside[0].product, metric.id, None, numerator, fsum(row.denominator or 0.0 for row in inside)
            )
        elif metric.over_time is OverTime.LAST or len(inside) == 1:
            yield max(inside, key=lambda row: row.day or date.min)
        elif metric.kind is Kind.MEAN and all(row.denominator for row in inside):
            n = fsum(row.denominator or 0.0 for row in inside)
            yield Row(
                end,
                inside[0].product,
                metric.id,
                fsum((row.value or 0.0) * (row.denominator or 0.0) for row in inside) / n,
                None,
                n,
            )
        else:
            said = f"{metric.id}: {len(inside)} days of {week_text(end)} make no number of the week"
            problems.append(Problem(TablePlace(name), said, "one number a week", "let the metric say 'grain: day'"))
            return


def _table(name: str, rows: Sequence[Row], doubts: tuple[Problem, ...]) -> RawTable:
    columns: Mapping[str, list[object]] = {
        "date": [row.day for row in rows],
        "product": [row.product or None for row in rows],
        "metric": [row.metric for row in rows],
        "value": [row.value for row in rows],
        "numerator": [row.numerator for row in rows],
        "denominator": [row.denominator for row in rows],
    }
    kept = [
        column_of(title, cells)
        for title, cells in columns.items()
        if title in {"metric", "value"} or any(cell is not None for cell in cells)
    ]
    return RawTable(name, None, tuple(kept), np.arange(1, len(rows) + 1, dtype=np.int64), doubts=doubts)
