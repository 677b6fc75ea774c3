"""Weekly figures of the series as known on a day, held against the metric's plan and baseline."""

from dataclasses import replace

from metrics.definition import Metric, Per
from metrics.series.series import KnownSeries
from metrics.series.weekly_figures import Figure, Move, WeeklyFigures, move_between, weekly_figures
from playbook.model.playbook import Playbook
from playbook.model.trajectory import WEEKS_PER_MONTH, baseline_target, target_on, targets_of, to_date


class AllWeeklyFigures:
    """Answers for one playbook and one day; what was rolled up is kept with the measurements."""

    def __init__(self, playbook: Playbook, known: KnownSeries) -> None:
        self._playbook = playbook
        self._known = known
        self._metrics = playbook.metrics

    def of(self, metric_id: str, product: str | None) -> WeeklyFigures | None:
        """The figures of one product, or of the organization (`product` None); None where no week has a number."""
        metric = self._metrics.get(metric_id)
        figures = None if metric is None else weekly_figures(self._known, metric, product)
        if metric is None or figures is None:
            return None
        return replace(
            figures,
            against_baseline=self._against_baseline(metric, figures.last.figure, product),
            against_plan=self._against_plan(metric, figures),
        )

    def _against_baseline(self, metric: Metric, week: Figure, product: str | None) -> Move | None:
        baseline = baseline_target(targets_of(self._playbook, metric, product))
        if baseline is None or metric.per is Per.CHARTER:
            return None
        value = baseline.value / WEEKS_PER_MONTH if metric.per is Per.MONTH else baseline.value
        return move_between(metric, value, week)

    def _against_plan(self, metric: Metric, figures: WeeklyFigures) -> Move | None:
        """What is planned over the whole charter is held against the sum since its start."""
        plan = target_on(self._playbook, metric, figures.through, figures.product)
        week: Figure = figures.last.figure
        if metric.per is Per.CHARTER:
            series = to_date(self._playbook, metric, self._known.series(metric.id, figures.product))
            sums = {point.period_end: (point.value, point.partial) for point in series.closed}
            value, partial = sums.get(figures.through, (None, None))
            week = replace(week, value=value, partial=partial)
        return move_between(metric, plan, week)
