"""How each metric stands against its dated trajectory, with the sample size taken into account."""

from dataclasses import dataclass, replace
from datetime import date
from math import inf

from pydantic import computed_field

from metrics.definition import Direction, Kind, Level, Metric, OverProducts, Per, Pillar
from metrics.lines import beyond, towards
from metrics.observation import Point, Series
from metrics.series.age import Age, age_of
from metrics.statistics.proportion import CONFIDENCE, sample_interval, settled, wilson_bounds
from playbook.concerns.north_star.wording_reasons import against_plan, unplanned
from playbook.concerns.weekly_figures.wording import DAYS_WITHOUT_WEEKS, partial_of
from playbook.json_values import NotShown, Number
from playbook.model.trajectory import final_target, is_planned_in_sum, target_on, to_date
from playbook.results.questions import Questions
from playbook.verdict import Outcome
from playbook.wording import (
    Worded,
    age_text,
    plural,
    set_aside_text,
    value_text,
    week_text,
    worst_words,
)


@dataclass(frozen=True, slots=True)
class MetricStatus(Worded):
    """One metric of one product, or of the organization (`product` None), on the as-of day.

    `value`, `target`, `change` are in the metric's unit (rates 0..1); `low` and `high` are the two-sided 95% Wilson
    interval of a whole week with a sample; `change` is against the week before. Where products do not roll up, `worst`
    names the one that speaks for all; its numbers are in `by_product`. `days_off` of its age lie in weeks off.
    `outcome_before` is what the week before the last one came to; `planned_in_sum` is true of a product where only the
    sum over products has a plan: it has to report, and is not judged by what it reports."""

    metric: str
    name: str
    pillar: Pillar
    kind: Kind
    better: Direction
    unit: str
    owner: str
    product: str | None
    week: str | None
    period_end: date | None
    value: Number | None
    numerator: Number | None
    n: Number | None
    low: Number | None
    high: Number | None
    target: Number | None
    final_target: Number | None
    final_date: date | None
    outcome: Outcome
    age_days: int | None
    partial: str | None
    change: Number | None
    reason: str
    series: NotShown[Series]
    by_product: tuple["MetricStatus", ...] = ()
    worst: str | None = None
    product_name: NotShown[str] = ""
    days_off: int = 0
    outcome_before: Outcome | None = None
    decimals: NotShown[int | None] = None
    planned_in_sum: NotShown[bool] = False

    @property
    def days_waited(self) -> int | None:
        """Its age without the days in weeks off, in which nobody waits for it."""
        return None if self.age_days is None else self.age_days - self.days_off

    @computed_field
    @property
    def lower_bound(self) -> Number | None:
        """The one-sided 95% Wilson bound of a rate's last closed week; None where there is no whole sample."""
        return self._one_sided_bounds[0]

    @computed_field
    @property
    def upper_bound(self) -> Number | None:
        """As `lower_bound`: outcomes are decided by the one on the side of the target."""
        return self._one_sided_bounds[1]

    @property
    def _one_sided_bounds(self) -> tuple[float | None, float | None]:
        if self.kind is not Kind.RATE or self.partial or self.numerator is None or not self.n:
            return None, None
        return wilson_bounds(self.numerator, self.n, CONFIDENCE, sides=1)


WORST_FIRST = (
    Outcome.NOT_MET,
    Outcome.NO_DATA,
    Outcome.STALE,
    Outcome.INCONCLUSIVE,
    Outcome.NOT_APPLICABLE,
    Outcome.MET,
)


def metric_statuses(questions: Questions) -> tuple[MetricStatus, ...]:
    """Every metric of the organization in the order of the file, each with its products."""

    def work() -> tuple[MetricStatus, ...]:
        return tuple(organization_status(questions, metric) for metric in questions.playbook.metrics.values())

    return questions.once(metric_statuses, work)


def organization_status(questions: Questions, metric: Metric) -> MetricStatus:
    """One metric for the whole organization; where products do not roll up, the worst of them speaks for all."""
    listed = questions.explains or metric.over_products is OverProducts.NONE
    by_product = tuple(
        metric_status(questions, metric, product)
        for product in (questions.known.products(metric.id) if listed else ())
        if not has_ended(questions, product)
    )
    status = metric_status(questions, metric, None)
    several = len(questions.known.products(metric.id)) > 1
    if metric.over_products is OverProducts.NONE and several and by_product and metric.level is Level.PRODUCT:
        worst = min(by_product, key=lambda each: (WORST_FIRST.index(each.outcome), _above_plan(each)))
        return replace(
            status,
            outcome=worst.outcome,
            target=worst.target,
            age_days=worst.age_days,
            days_off=worst.days_off,
            week=worst.week,
            period_end=worst.period_end,
            reason=f"{worst_words(worst.product_name, len(by_product))}, {worst.reason}",
            by_product=by_product,
            worst=worst.product,
        )
    return replace(status, by_product=by_product)


def _above_plan(status: MetricStatus) -> float:
    """How far the value lies on the good side of its plan, as a share of it; nothing known comes last."""
    if status.value is None or status.target is None:
        return inf
    wants_high = status.better is Direction.HIGHER
    return beyond(status.value, status.target, wants_high=wants_high) / (abs(status.target) or 1.0)


def has_ended(questions: Questions, product: str) -> bool:
    """True where nobody waits for the product's numbers any more."""
    known = questions.playbook.products.get(product)
    return known is not None and known.ended is not None and known.ended <= questions.day


def metric_status(questions: Questions, metric: Metric, product: str | None) -> MetricStatus:
    """One metric for one product (or the organization) against its trajectory on the last closed week."""
    return questions.once((metric_status, metric.id, product), lambda: _metric_status(questions, metric, product))


def _metric_status(questions: Questions, metric: Metric, product: str | None) -> MetricStatus:
    series = questions.known.series(metric.id, product)
    age = age_of(series, questions.day)
    closed = to_date(questions.playbook, metric, series).closed
    last = closed[-1] if closed else None
    target = target_on(questions.playbook, metric, last.period_end if last else questions.day, product)
    goal = final_target(questions.playbook, metric, product)
    low, high = (None, None) if last is None or last.partial else sample_interval(metric, last)
    status = MetricStatus(
        metric=metric.id,
        name=metric.name,
        pillar=metric.pillar,
        kind=metric.kind,
        better=metric.better,
        unit=metric.unit,
        owner=metric.owner,
        product=product,
        week=last.week if last else None,
        period_end=last.period_end if last else None,
        value=last.value if last else None,
        numerator=last.numerator if last else None,
        n=last.denominator if last else None,
        low=low,
        high=high,
        target=target,
        final_target=goal[1] if goal else None,
        final_date=goal[0] if goal else None,
        outcome=Outcome.NO_DATA,
        age_days=None if age is None else age.days,
        days_off=0 if age is None else age.off,
        partial=last.partial if last else None,
        change=None if metric.per is Per.CHARTER else _change(series),
        reason="",
        series=series,
        decimals=metric.decimals,
        product_name="" if product is None else questions.playbook.product_title(product),
        planned_in_sum=goal is None and is_planned_in_sum(questions.playbook, metric, product),
    )
    days_only = last is None and questions.known.has_days_without_weeks(metric, product)
    if (goal is None and not status.planned_in_sum) or metric.better is Direction.NEUTRAL:
        said = (
            DAYS_WITHOUT_WEEKS
            if days_only
            else set_aside_text(series.set_aside)
            if last is None and series.set_aside
            else "nothing reported"
            if last is None
            else f"{value_text(last.value, metric)} in {week_text(last.period_end, questions.day)}"
        )
        return replace(status, outcome=Outcome.NOT_APPLICABLE, reason=f"{said}; no target is set")
    outcome, reason = _judge(metric, last, target, age, explains=questions.explains)
    if last is None and series.set_aside:
        reason = set_aside_text(series.set_aside)
    before = None
    if len(closed) > 1:
        planned = target_on(questions.playbook, metric, closed[-2].period_end, product)
        before = None if planned is None else outcome_of_week(metric, closed[-2], planned)
    return replace(status, outcome=outcome, outcome_before=before, reason=DAYS_WITHOUT_WEEKS if days_only else reason)


def _change(series: Series) -> float | None:
    """Difference to the week right before, weeks off passed over; None where either is missing or partial."""
    if len(series.closed) < 2:
        return None
    before, last = series.closed[-2:]
    if series.weeks_to(last.period_end, 2)[1] != before.period_end or last.partial or before.partial:
        return None
    return last.value - before.value


def _judge(
    metric: Metric, last: Point | None, target: float | None, age: Age | None, *, explains: bool
) -> tuple[Outcome, str]:
    """Outcome and sentence (SEMANTICS: projection's last paragraph, stale and partial); the outcome alone is to be had
    without (`explains`). Without a target a week comes to nothing by itself."""
    if last is None or age is None:
        return Outcome.NO_DATA, "no closed week is reported yet"
    by_itself = Outcome.NOT_APPLICABLE if target is None else outcome_of_week(metric, last, target)
    outcome = Outcome.INCONCLUSIVE if last.partial and by_itself is Outcome.MET else by_itself
    is_old = age.is_over(metric.max_age_days)
    if is_old and outcome is not Outcome.NOT_MET:
        outcome = Outcome.STALE
    if not explains:
        return outcome, ""
    value = value_text(last.value, metric)
    limit = plural(metric.max_age_days, "day")
    old = f"last reported for {week_text(last.period_end)}, {age_text(age.days, age.off)} ago; {limit} is the limit"
    if outcome is Outcome.STALE:
        return outcome, f"{value} is stale: {old}"
    partial = f"partial ({partial_of(last.partial)})" if last.partial else ""
    if partial and by_itself is Outcome.MET:
        return outcome, f"{value} is {partial}, so it cannot count as met"
    reason = unplanned(last, value) if target is None else against_plan(metric, last, target, value, by_itself)
    return outcome, reason + (f"; {partial}" if partial else "") + (f"; and stale: {old}" if is_old else "")


def outcome_of_week(metric: Metric, week: Point, target: float) -> Outcome:
    """What a week came to by itself, however long ago it was."""
    operator = towards(metric.better)
    if metric.kind is not Kind.RATE:
        return Outcome.MET if operator.holds(week.value, target) else Outcome.NOT_MET
    if week.numerator is None or not week.denominator:
        return Outcome.INCONCLUSIVE
    answer = settled(week.numerator, week.denominator, target, operator, CONFIDENCE)
    return Outcome.INCONCLUSIVE if answer is None else Outcome.MET if answer else Outcome.NOT_MET
