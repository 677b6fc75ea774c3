"""Weekly reviews of the series as known on a day, held against the metric's plan and baseline."""

from dataclasses import replace

from metrics.definition import Metric, Per
from metrics.series.series import KnownSeries
from metrics.series.weekly_figures import Figure, Move, WeeklyReview, move_between, weekly_review
from playbook.model.playbook import Playbook
from playbook.model.trajectory import WEEKS_PER_MONTH, baseline_target, target_on, to_date


class WeeklyReviews:
    """Answers for one playbook and one day; what was rolled up is kept with the measurements."""

    def __init__(self, playbook: Playbook, known: KnownSeries) -> None:
        self._playbook = playbook
        self._known = known
        self._metrics = playbook.metrics

    def of(self, metric_id: str, product: str | None) -> WeeklyReview | None:
        """The review of one product, or of the organization (`product` None); None where no week has a number."""
        metric = self._metrics.get(metric_id)
        review = None if metric is None else weekly_review(self._known, metric, product)
        if metric is None or review is None:
            return None
        return replace(
            review,
            against_baseline=self._against_baseline(metric, review.last.figure),
            against_plan=self._against_plan(metric, review),
        )

    def _against_baseline(self, metric: Metric, week: Figure) -> Move | None:
        baseline = baseline_target(metric)
        if baseline is None or metric.per is Per.CHARTER:
            return None
        value = baseline.value / WEEKS_PER_MONTH if metric.per is Per.MONTH else baseline.value
        return move_between(metric, value, week)

    def _against_plan(self, metric: Metric, review: WeeklyReview) -> Move | None:
        """What is planned over the whole charter is held against the sum since its start."""
        plan = target_on(self._playbook, metric, review.through)
        week: Figure = review.last.figure
        if metric.per is Per.CHARTER:
            series = to_date(self._playbook, metric, self._known.series(metric.id, review.product))
            sums = {point.period_end: (point.value, point.partial) for point in series.closed}
            value, partial = sums.get(review.through, (None, None))
            week = replace(week, value=value, partial=partial)
        return move_between(metric, plan, week)
