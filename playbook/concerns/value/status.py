"""Promised against realized value, by product and together; what is missing counts as nothing, never as good."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import fsum

from metrics.lines import Operator
from metrics.observation import Series
from metrics.series.age import age_of
from playbook.concerns.north_star.status import metric_status
from playbook.concerns.value.funnel import FunnelStep, funnel_of
from playbook.json_values import NotShown, Number
from playbook.model.dated import last_of
from playbook.model.products import STAGE_ORDER, Product, Stage
from playbook.model.workflow_records import ProductCase
from playbook.results.questions import Questions


class Standing(StrEnum):
    """How a product stands against what it promised."""

    KEPT = "kept"
    SHORT = "short"
    NOT_DUE = "not_due"
    NOT_REPORTED = "not_reported"
    NOT_PROMISED = "not_promised"


@dataclass(frozen=True, slots=True)
class OutcomeCost:
    """What one outcome cost over the last closed weeks; None where any of the numbers is missing, or nothing came."""

    metric: str
    name: str
    cost: Number | None


@dataclass(frozen=True, slots=True)
class ProductValue:
    """One product. Amounts are in the unit of the metrics; `promised` and `realised` are of one week, `so_far` and
    `spent` of all closed weeks that were reported since the charter's start. None is not known, never zero."""

    product: str
    name: str
    stage: Stage | None
    promised: Number | None
    due: date | None
    realised: Number | None
    week: str | None
    share: Number | None
    standing: Standing
    so_far: Number | None
    spent: Number | None
    costs: tuple[OutcomeCost, ...]

    @property
    def runs(self) -> bool:
        """Whether users have it, so that its numbers belong in the sum of all."""
        return self.stage is not None and STAGE_ORDER.index(self.stage) >= STAGE_ORDER.index(Stage.SHIP)


@dataclass(frozen=True, slots=True)
class Portfolio:
    """All products together: what was promised, and what of it came; `reported` of `promises` products said what they
    realised. A cost is None while any product that runs lacks a number."""

    promised: Number | None
    realised: Number | None
    share: Number | None
    promises: int
    reported: int
    kept: int
    so_far: Number | None
    spent: Number | None
    costs: tuple[OutcomeCost, ...]


@dataclass(frozen=True, slots=True)
class ValueStatus:
    """Value on a day; `unit` is '' while no metric is named, `spent_names` are the metrics that count spending."""

    unit: str
    products: tuple[ProductValue, ...]
    portfolio: Portfolio
    funnel: tuple[FunnelStep, ...]
    spent_names: NotShown[tuple[str, ...]] = ()


@dataclass(frozen=True, slots=True)
class _Sums:
    """Cost and count of one outcome over the same weeks."""

    cost: float
    count: float


def value_status(questions: Questions) -> ValueStatus:
    """Everything about value on the day of the questions."""
    definitions = questions.playbook.definitions.value
    metric = questions.playbook.metrics.get(definitions.realised or "")
    existing = [product for product in questions.playbook.products.values() if product.exists_on(questions.day)]
    products = tuple(_product(questions, product) for product in existing)
    return ValueStatus(
        unit="" if metric is None else metric.unit,
        products=products,
        portfolio=_portfolio(questions, products),
        funnel=funnel_of(questions),
        spent_names=tuple(one.name for one in questions.playbook.metrics.values() if one.id in definitions.spent),
    )


def case_of(questions: Questions, product: str) -> ProductCase | None:
    """The last case made for it by the day, in the money that value is followed in; any, where none is followed."""
    metric = questions.playbook.metrics.get(questions.playbook.definitions.value.realised or "")
    known = [
        case
        for case in questions.playbook.records.workflow.cases
        if case.product == product and case.on <= questions.day
    ]
    case = last_of(known) if known else None
    return (
        case
        if case is None or metric is None or (case.currency or questions.playbook.currency) == metric.unit
        else None
    )


def _product(questions: Questions, product: Product) -> ProductValue:
    definitions = questions.playbook.definitions.value
    case = case_of(questions, product.id)
    promised = None if case is None else case.weekly_value
    due = _due(case, product, questions.day)
    realised, week = _last_week(questions, product.id)
    share = realised / promised if promised and realised is not None else None
    sums = {name: _sums(questions, (product.id,), name) for name in definitions.outcomes}
    return ProductValue(
        product=product.id,
        name=product.title,
        stage=product.stage_on(questions.day),
        promised=promised,
        due=due,
        realised=realised,
        week=week,
        share=share,
        standing=_standing(promised, due, realised, questions.day),
        so_far=_so_far(questions, (definitions.realised,) if definitions.realised else (), product.id),
        spent=_so_far(questions, definitions.spent, product.id),
        costs=_costs(questions, sums),
    )


def _last_week(questions: Questions, product: str) -> tuple[float | None, str | None]:
    """What it realised in its last closed week; nothing where that is too old to count, or lacks a part."""
    metric = questions.playbook.metrics.get(questions.playbook.definitions.value.realised or "")
    if metric is None:
        return None, None
    status = metric_status(questions, metric, product)
    if status.value is None or status.partial or _too_old(questions, status.series):
        return None, None
    return status.value, status.week


def _too_old(questions: Questions, series: Series) -> bool:
    """Whether its last closed week is older than its metric allows, weeks off not counted."""
    age = age_of(series, questions.day)
    return age is None or age.is_over(questions.playbook.metrics[series.metric].max_age_days)


def _due(case: ProductCase | None, product: Product, day: date) -> date | None:
    """The day from which its weeks are held against the case; None where that has not come and no day was named."""
    if case is None or case.due is not None:
        return None if case is None else case.due
    entered = [record.on for record in product.stages if record.stage is Stage.MONITOR and record.on <= day]
    return min(entered, default=None)


def _standing(promised: float | None, due: date | None, realised: float | None, day: date) -> Standing:
    if promised is None:
        return Standing.NOT_PROMISED
    if realised is not None and Operator.AT_LEAST.holds(realised, promised):
        return Standing.KEPT
    if due is None or day < due:
        return Standing.NOT_DUE
    return Standing.NOT_REPORTED if realised is None else Standing.SHORT


def _so_far(questions: Questions, metrics: Iterable[str], product: str) -> float | None:
    start = questions.playbook.records.charter.start
    values = [
        point.value
        for metric in metrics
        for point in questions.known.series(metric, product).closed
        if start is not None and point.period_end >= start
    ]
    return fsum(values) if values else None


def _sums(questions: Questions, products: Sequence[str], outcome: str) -> _Sums | None:
    """Cost and outcomes of the same closed weeks; None where a week of any number is missing."""
    definitions = questions.playbook.definitions.value
    costs: list[float] = []
    counts: list[float] = []
    for product in products:
        series = [questions.known.series(name, product) for name in (outcome, *definitions.spent)]
        ends = [one.closed[-1].period_end for one in series if one.closed and not _too_old(questions, one)]
        if len(ends) < len(series) or len(series) < 2:
            return None
        weeks = series[0].weeks_to(min(ends), definitions.weeks)
        for number, one in enumerate(series):
            found = {point.period_end: point.value for point in one.closed if not point.partial}
            if any(week not in found for week in weeks):
                return None
            (costs if number else counts).extend(found[week] for week in weeks)
    return _Sums(fsum(costs), fsum(counts)) if products else None


def _costs(questions: Questions, sums: dict[str, _Sums | None]) -> tuple[OutcomeCost, ...]:
    metrics = questions.playbook.metrics
    return tuple(
        OutcomeCost(name, metrics[name].name, found.cost / found.count if found and found.count > 0 else None)
        for name, found in sums.items()
        if name in metrics
    )


def _portfolio(questions: Questions, products: Sequence[ProductValue]) -> Portfolio:
    promised = [one for one in products if one.promised is not None]
    total = fsum(one.promised or 0.0 for one in promised)
    realised = [one.realised for one in promised if one.realised is not None]
    running = [one.product for one in products if one.runs]
    sums = {name: _sums(questions, running, name) for name in questions.playbook.definitions.value.outcomes}
    return Portfolio(
        promised=total if promised else None,
        realised=fsum(realised) if realised else None,
        share=fsum(realised) / total if realised and total else None,
        promises=len(promised),
        reported=len(realised),
        kept=sum(one.standing is Standing.KEPT for one in promised),
        so_far=_known_sum(one.so_far for one in products),
        spent=_known_sum(one.spent for one in products),
        costs=_costs(questions, sums),
    )


def _known_sum(values: Iterable[float | None]) -> float | None:
    found = [value for value in values if value is not None]
    return fsum(found) if found else None
