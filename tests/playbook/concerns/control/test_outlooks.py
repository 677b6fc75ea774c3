"""What becomes of the target is said with its interval, or that it cannot be said."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.statistics.control_chart import Assurance
from metrics.statistics.rare_events import rare_events
from playbook.concerns.control import wording
from playbook.concerns.control.as_json import series_row
from playbook.concerns.control.review import (
    OutlookState,
)
from playbook.concerns.control.reviews import metric_controls
from playbook.readiness.inquiry import Inquiry
from tests.playbook.building import measurements_of, playbook_of, week_row
from tests.playbook.concerns.control.reviewed import (
    DAY_90,
    METRICS,
    STEADY,
    latency,
    reviews,
    success,
    tuesday_after,
    weekly,
)


def test_an_outlook_says_where_it_is_heading_with_its_interval() -> None:
    # a falling series; scipy 1.17.1, least squares through the last eight weeks
    values = [99.0, 90, 86, 79, 76, 70, 61, 60]
    keys = "targets: [{date: 2026-09-07, value: 100, kind: baseline}, {date: 2026-12-05, value: 30}]"
    review = latency(*weekly(values), keys=keys, day=date(2026, 11, 3))
    assert review.outlook is not None
    assert (review.outlook.state, review.outlook.on) == (OutlookState.IN_DOUBT, DAY_90)
    assert (review.outlook.value, review.outlook.low, review.outlook.high) == pytest.approx(
        (30.9642857, 26.5117264, 35.4168450), abs=1e-6
    )
    assert review.sentence == "Latency: 60 s, off plan; in doubt for 30 s by Dec 5 (26.5 to 35.4 s)."


@pytest.mark.parametrize(
    ("target", "state", "said"),
    [
        (40, OutlookState.ON_COURSE, "on course for 40 s by Dec 5 (26.5 to 35.4 s)"),
        (20, OutlookState.OFF_COURSE, "off course for 20 s by Dec 5 (26.5 to 35.4 s)"),
    ],
)
def test_what_becomes_of_the_target_is_said(target: float, state: OutlookState, said: str) -> None:
    keys = f"targets: [{{date: 2026-09-07, value: 100, kind: baseline}}, {{date: 2026-12-05, value: {target}}}]"
    review = latency(*weekly([99.0, 90, 86, 79, 76, 70, 61, 60]), keys=keys, day=date(2026, 11, 3))
    assert review.outlook is not None
    assert review.outlook.state is state
    assert review.sentence.endswith(f"; {said}.")


def test_five_weeks_are_too_early_for_an_outlook() -> None:
    review = latency(*weekly([1.0, 2, 3, 4, 5]), day=tuesday_after(5))
    assert review.sentence.endswith("; too early for a forecast.")
    shown = series_row(review)
    assert shown.projection is not None
    assert shown.outlook is not None
    assert (shown.projection.state, shown.projection.course) == ("too early", None)
    assert (shown.outlook.state, shown.outlook.value) == (OutlookState.TOO_EARLY, None)


def test_an_outlook_of_a_rate_stays_between_0_and_1() -> None:
    outlook = success(*[(600 + 9 * week * week, 1000) for week in range(6)], day=tuesday_after(6)).outlook
    assert outlook is not None
    assert outlook.high is not None
    assert 0.9 < outlook.high <= 1


def test_a_budget_for_another_day_than_day_90_names_its_day() -> None:
    keys = "kind: amount, unit: USD, per: charter, targets: [{date: 2027-03-01, value: 13000}]"
    definitions = (
        METRICS.replace("kind: duration, unit: s, ", "").replace("KEYS", keys).replace("SUCCESS", "targets: []")
    )
    playbook = playbook_of(definitions_metrics=definitions)
    rows = [week_row("latency", week, value=1000 + 10 * (week % 2)) for week in range(1, 9)]
    review = metric_controls(Inquiry(playbook, measurements_of(playbook, *rows), date(2026, 11, 3)))
    found = review.of("latency", "support-copilot")
    assert found is not None
    assert found.outlook is not None
    assert (found.outlook.on, found.outlook.state) == (date(2027, 3, 1), OutlookState.OFF_COURSE)
    assert "off course to stay at or below $13,000 until Mar 1, 2027" in found.sentence


def test_money_for_the_whole_charter_is_projected_as_its_total_against_the_budget() -> None:
    definitions = METRICS.replace("KEYS", "targets: []").replace("SUCCESS", "targets: []") + (
        "  - {id: spend, pillar: cost, kind: amount, unit: USD, per: charter, level: organization, better: lower, "
        "owner: finance, source: books}\n"
    )
    playbook = playbook_of(
        definitions_metrics=definitions, records_charter="start: 2026-09-07\nbudget: {amount: 13000, currency: USD}"
    )
    rows = [week_row("spend", week, value=1000 + 10 * (week % 2), product="") for week in range(1, 9)]
    review = metric_controls(Inquiry(playbook, measurements_of(playbook, *rows), date(2026, 11, 3))).of("spend", None)
    assert review is not None
    assert review.outlook is not None
    assert review.outlook.value == pytest.approx(12921, abs=20)
    assert review.assurance is None
    assert review.sentence == (
        "Spend: $8,040, on plan; on course to stay at or below $13,000 until Dec 5 ($12,900 to $12,943)."
    )


def test_of_a_total_the_signal_says_that_it_is_about_its_weeks() -> None:
    definitions = METRICS.replace("KEYS", "targets: []").replace("SUCCESS", "targets: []") + (
        "  - {id: spend, pillar: cost, kind: amount, unit: USD, per: charter, level: organization, better: lower, "
        "owner: finance, source: books}\n"
    )
    playbook = playbook_of(
        definitions_metrics=definitions, records_charter="start: 2026-09-07\nbudget: {amount: 13000, currency: USD}"
    )
    values = [1000, 1010, 1000, 1010, 1000, 1010, 1000, 400]
    rows = [week_row("spend", place + 1, value=value, product="") for place, value in enumerate(values)]
    review = metric_controls(Inquiry(playbook, measurements_of(playbook, *rows), date(2026, 11, 3))).of("spend", None)
    assert review is not None
    assert review.sentence.startswith(
        "Spend: $7,430, on plan; improvement in the weekly amount: below the expected $976 to $1,033; on course"
    )


ODD = st.sampled_from([0.0, 1.0, -1.0, 0.1, 0.1 + 0.2, 0.3, 100.0, 1e16, 1e300, -1e308, 1.7e308, 5e-324])
SIZES = st.sampled_from([0, 1, 5, 100, 10**15])


@settings(deadline=None, max_examples=60)
@given(st.lists(ODD, max_size=16), st.lists(SIZES, max_size=16), ODD, st.sampled_from(["xmr", "p"]))
def test_whatever_the_numbers_no_sentence_and_no_json_is_without_a_number(
    values: list[float], sizes: list[int], target: float, chart: str
) -> None:
    counts = [week_row("success", week + 1, k=size // 2, n=size) for week, size in enumerate(sizes)]
    found = reviews(
        *weekly(values),
        *counts,
        keys=f"targets: [{{date: 2026-12-05, value: {target!r}}}]".replace("e+", "e"),
        success=f"chart: {chart}, targets: [{{date: 2026-12-05, value: 0.9}}]",
        day=date(2026, 11, 3),
    )
    assert all(review.sentence for review in found.reviews)


def test_after_day_90_the_outlook_is_past() -> None:
    review = latency(*weekly([99.0, 90, 86, 79, 76, 70, 61, 60]), keys="targets: [{date: 2026-12-05, value: 30}]")
    assert review.outlook is not None
    assert review.outlook.state is OutlookState.PAST
    assert review.sentence == "Latency: 60 s, off plan and stale; consistently misses 30 s."


def test_days_missing_from_every_week_leave_nothing_to_judge() -> None:
    rows = [replace(row, period_start=row.period_end, period_end=row.period_end) for row in weekly([1.0, 2.0, 3.0])]
    review = latency(*rows, keys="grain: day, over_time: mean, targets: []", day=tuesday_after(3))
    assert review.sentence == "No whole week is in yet; what lacks days or products is not judged."
    assert "are partial, so left out of limits and signals" in review.remarks[0]


def test_a_target_for_a_month_is_held_as_what_it_means_for_a_week() -> None:
    review = latency(*weekly(STEADY), keys="per: month, targets: [{date: 2026-12-05, value: 260.892857}]")
    assert review.target == pytest.approx(60)
    assert review.assurance is Assurance.MEETS


def test_events_in_weeks_that_are_left_out_are_still_told() -> None:
    none = rare_events(np.zeros((1, 5)), np.ones((1, 5), dtype=bool))
    assert wording.rare(none) == "None in 5 weeks; at most 0.74 a week at 95%."
    assert wording.rare(none, 1) == "None in 5 weeks that count, 1 in weeks left out; at most 0.74 a week at 95%."
