"""Reviews of two metrics from a few rows, for tests."""

import json
from datetime import date, timedelta
from typing import Any

from metrics.observation import Observation
from playbook.concerns.control.as_json import metrics_document
from playbook.concerns.control.review import (
    MetricControl,
    MetricControls,
)
from playbook.concerns.control.reviews import metric_controls
from playbook.readiness.inquiry import Inquiry
from tests.playbook.building import START, measurements_of, playbook_of, week_row

STEADY = [50.0, 52, 49, 51, 48, 50, 53, 49, 51, 50, 52, 48]
"""The first eleven have mean 50.4545 and average range 2.4, which put the twelfth between 43.787 and 57.122."""
DAY_90 = date(2026, 12, 5)
METRICS = """
metrics:
  - {id: latency, pillar: service, kind: duration, unit: s, better: lower, owner: platform, source: traces, KEYS}
  - {id: success, pillar: quality, kind: rate, better: higher, owner: lead, source: evals, SUCCESS}
"""


def reviews(
    *rows: Observation,
    keys: str = "targets: [{date: 2026-12-05, value: 60}]",
    success: str = "targets: [{date: 2026-12-05, value: 0.9}]",
    day: date = date(2027, 3, 1),
    **texts: str,
) -> MetricControls:
    definitions = METRICS.replace("KEYS", keys).replace("SUCCESS", success)
    playbook = playbook_of(definitions_metrics=definitions, **texts)
    answer = metric_controls(Inquiry(playbook, measurements_of(playbook, *rows), day))
    json.dumps(metrics_document(day, answer.reviews).to_json(), allow_nan=False)
    for review in answer.reviews:
        assert "nan" not in " ".join((review.sentence, review.samples_sentence, *review.remarks)).lower().split()
    return answer


def tuesday_after(week: int) -> date:
    """The day the numbers of a charter week come in."""
    return START + timedelta(weeks=week, days=1)


def weekly(values: list[float], *, first: int = 1, metric: str = "latency") -> list[Observation]:
    return [week_row(metric, first + place, value=value) for place, value in enumerate(values)]


def latency(*rows: Observation, **options: Any) -> MetricControl:
    found = reviews(*rows, **options).of("latency", "support-copilot")
    assert found is not None
    return found


def success(*counts: tuple[float, float], **options: Any) -> MetricControl:
    rows = [week_row("success", place + 1, k=k, n=n) for place, (k, n) in enumerate(counts)]
    found = reviews(*rows, **options).of("success", "support-copilot")
    assert found is not None
    return found
