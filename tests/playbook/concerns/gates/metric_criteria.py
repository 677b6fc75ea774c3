"""Criteria on one metric and the weeks they are held against."""

from datetime import date
from typing import Any

from metrics.observation import Observation
from metrics.series.age import age_days
from playbook.concerns.gates.metric_criterion import MetricJudgement, judge_metric
from playbook.model.criteria import Criterion
from tests.playbook.building import friday_after, measurements_of, playbook_of, week_row


def judged(
    criterion: dict[str, Any], *rows: Observation, metric: str = "task_success_rate", on: date | None = None
) -> MetricJudgement:
    """A criterion on one metric, held against weeks."""
    playbook = playbook_of()
    day = on or friday_after(9)
    series = measurements_of(playbook, *rows).known(day).series(metric, "support-copilot")
    written = Criterion.model_validate({"id": "line", "metric": metric, **criterion})
    return judge_metric(written, playbook.metrics[metric], series, age_days(series, day))


def tasks(week: int, k: float, n: float) -> Observation:
    """A week in which k of n tasks succeeded."""
    return week_row("task_success_rate", week, k=k, n=n)
