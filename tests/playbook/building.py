"""Small playbooks and measurements put together in memory, for tests of pure judging."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from metrics.definition import Metric
from metrics.observation import Observation, ObservationBook
from metrics.series.series import Measurements
from playbook.model.playbook import DEFINITION_FILES, RECORD_FILES, Definitions, Playbook, Records
from playbook.yaml_text import source as yaml_source

START = date(2026, 9, 7)
"""A Monday; week 9 of the charter ends on 2026-11-08."""

METRICS = """
metrics:
  - {id: hallucination_rate, pillar: quality, kind: rate, better: lower, owner: lead-ai-engineer, source: sample,
     denominator: answers judged,
     targets: [{date: 2026-09-07, value: 0.12, kind: baseline}, {date: 2026-12-05, value: 0.03}]}
  - {id: task_success_rate, pillar: quality, kind: rate, better: higher, owner: lead-ai-engineer, source: evals,
     denominator: tasks, targets: [{date: 2026-12-05, value: 0.85}]}
  - {id: token_spend_usd, pillar: cost, kind: amount, unit: USD, per: week, better: lower, owner: finance, source: bill,
     targets: [{date: 2026-12-05, value: 18000}]}
  - {id: latency_p95_seconds, pillar: service, kind: duration, unit: s, better: lower, owner: platform, source: traces,
     targets: [{date: 2026-12-05, value: 4}]}
"""

PRODUCTS = """
products:
  - id: support-copilot
    name: Support copilot
    owner: product-lead
    risk_tier: limited
    stages: [{stage: spec, on: 2026-09-14}, {stage: prototype, on: 2026-10-05}]
    planned: [{gate: limited-release, on: 2026-11-20}]
"""


def playbook_of(**texts: str) -> Playbook:
    """A playbook of YAML texts: `definitions_gates="…"`, `records_charter="…"`; products and metrics have defaults."""
    texts = {
        "definitions_metrics": METRICS,
        "records_products": PRODUCTS,
        "records_charter": "start: 2026-09-07",
        **texts,
    }

    def read(prefix: str, files: Mapping[str, Any]) -> dict[str, Any]:
        read_files = {}
        for name, model in files.items():
            text = texts.pop(f"{prefix}_{name}", "")
            read_files[name] = model.model_validate(_read(text))
        return read_files

    playbook = Playbook(
        Definitions(**read("definitions", DEFINITION_FILES)), Records(**read("records", RECORD_FILES)), digest="test"
    )
    assert not texts, f"no such file: {sorted(texts)}"
    return playbook


def _read(text: str) -> Any:
    return (yaml_source.read(text, "test.yaml").data or {}) if text.strip() else {}


def week_row(
    metric: str,
    week: int,
    *,
    value: float | None = None,
    k: float | None = None,
    n: float | None = None,
    product: str = "support-copilot",
    received: date | None = None,
    upload: str = "",
    revoked: date | None = None,
) -> Observation:
    """One row of charter week `week`, received on the Tuesday after it unless said otherwise."""
    start = START + timedelta(weeks=week - 1)
    end = start + timedelta(days=6)
    day = received or end + timedelta(days=2)
    measured = value if value is not None else (k or 0.0) / (n or 1.0)
    return Observation(
        product=product,
        metric=metric,
        period_start=start,
        period_end=end,
        value=measured,
        numerator=k,
        denominator=n,
        upload_id=upload or f"u{day}",
        received_at=datetime(day.year, day.month, day.day, 9),
        revoked_at=None if revoked is None else datetime(revoked.year, revoked.month, revoked.day, 9),
    )


def measurements_of(playbook: Playbook, *rows: Observation) -> Measurements:
    """What was measured, in order of arrival."""
    book: dict[tuple[str, str], list[Observation]] = {}
    for row in sorted(rows, key=lambda row: row.received_at):
        book.setdefault((row.product, row.metric), []).append(row)
    metrics: dict[str, Metric] = playbook.metrics
    received = ObservationBook({key: tuple(found) for key, found in book.items()})
    return Measurements(received, metrics, playbook.calendar, ended=playbook.ended, off=playbook.weeks_off)


def friday_after(week: int) -> date:
    """The Friday after charter week `week`: its numbers are in."""
    return START + timedelta(weeks=week, days=4)
