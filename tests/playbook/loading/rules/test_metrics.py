"""Metrics are fed, and their targets make sense: one thing broken in a good world, and the whole message."""

import pytest

from tests.playbook.good_world import changed, reported

METRICS = "definitions/metrics.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            METRICS,
            "    source: survey\n",
            "",
            [
                (
                    "warning: definitions/metrics.yaml:29:5: metric 'nps' has no source, and gate "
                    "'limited-release' waits for its numbers; say where the numbers come from"
                )
            ],
        ),
        (
            METRICS,
            "    owner: finance-partner\n    source: invoices\n",
            "",
            [
                (
                    "warning: definitions/metrics.yaml:22:5: metric 'token_spend' has no owner and no source, "
                    "and gate 'limited-release' waits for its numbers; say who answers for it and where the "
                    "numbers come from"
                )
            ],
        ),
    ],
)
def test_somebody_feeds_each_metric(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            METRICS,
            "    usual_n: 400\n    targets",
            "    usual_n: 400\n    range: [1, 0]\n    targets",
            [
                (
                    "error: definitions/metrics.yaml:8:12: the range of 'hallucination_rate' runs from 1 to "
                    "0; expected the lower value first"
                )
            ],
        ),
    ],
)
def test_ranges_run_upwards(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            METRICS,
            "date: 2026-09-07",
            "date: 2026-12-05",
            [
                (
                    "error: definitions/metrics.yaml:10:10: second target of 'hallucination_rate' for "
                    "2026-12-05; the first stands in line 9; keep one"
                )
            ],
        ),
        (
            METRICS,
            "date: 2026-09-07",
            "date: 2026-12-07",
            [
                (
                    "error: definitions/metrics.yaml:9:10: the baseline of 'hallucination_rate' is dated "
                    "after its target of 2026-12-05; expected a baseline before every target"
                )
            ],
        ),
        (
            METRICS,
            "value: 0.03",
            "value: 3",
            [
                (
                    "error: definitions/metrics.yaml:10:35: the target 3 lies outside the range of "
                    "'hallucination_rate'; expected a value within 0 to 1; write 0.03 for 3%"
                ),
                (
                    "warning: definitions/metrics.yaml:10:35: 'hallucination_rate' is to go from 0.12 to 3, "
                    "and lower is better; check 'better' and the two values"
                ),
            ],
        ),
        (
            METRICS,
            "value: 0.03",
            "value: -1",
            [
                (
                    "error: definitions/metrics.yaml:10:35: the target -1 lies outside the range of "
                    "'hallucination_rate'; expected a value within 0 to 1"
                )
            ],
        ),
        (
            METRICS,
            "    better: neutral\n",
            "    better: neutral\n    targets: [{date: 2026-12-05, value: 300}]\n",
            [
                (
                    "error: definitions/metrics.yaml:39:5: targets for 'active_users', for which neither way "
                    "is better; say better: lower or better: higher, or take them out"
                )
            ],
        ),
    ],
)
def test_targets_make_a_trajectory(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            METRICS,
            "value: 0.03",
            "value: 0.2",
            [
                (
                    "warning: definitions/metrics.yaml:10:35: 'hallucination_rate' is to go from 0.12 to 0.2, "
                    "and lower is better; check 'better' and the two values"
                )
            ],
        ),
    ],
)
def test_targets_lead_the_better_way(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


OF_TOKENS = "    unit: USD\n    better: lower\n"


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ("{copilot: [{date: 2026-12-05, value: 900}]}", []),
        (
            "{copilott: [{date: 2026-12-05, value: 900}]}",
            ["error: definitions/metrics.yaml:27:26: unknown product 'copilott'; did you mean 'copilot'?"],
        ),
        (
            "{copilot: [{date: 2026-12-05, value: 900}, {date: 2026-12-05, value: 800}]}",
            [
                (
                    "error: definitions/metrics.yaml:27:69: second target of 'token_spend' for 2026-12-05; the first "
                    "stands in line 27; keep one"
                )
            ],
        ),
        (
            "{copilot: [{date: 2026-09-07, value: 900, kind: baseline}, {date: 2026-12-05, value: 1000}]}",
            [
                (
                    "warning: definitions/metrics.yaml:27:110: 'token_spend' is to go from 900 to 1000, and lower is "
                    "better; check 'better' and the two values"
                )
            ],
        ),
    ],
)
def test_targets_of_a_product_are_a_trajectory_of_their_own(own: str, expected: list[str]) -> None:
    assert reported(changed(METRICS, OF_TOKENS, f"{OF_TOKENS}    targets_by_product: {own}\n")) == expected


@pytest.mark.parametrize(
    ("key", "value", "found"),
    [
        ("level", "organization", "which is measured once for the organization; say level: product"),
        ("better", "neutral", "for which neither way is better; say better: lower or better: higher"),
    ],
)
def test_a_metric_that_no_product_is_judged_by_has_no_targets_by_product(key: str, value: str, found: str) -> None:
    own = "    targets_by_product: {copilot: [{date: 2026-12-05, value: 900}]}\n"
    texts = changed(METRICS, OF_TOKENS, OF_TOKENS.replace("    better: lower\n", "") + own)
    better = "" if key == "better" else "    better: lower\n"
    (problem,) = reported(changed(METRICS, own, f"{better}    {key}: {value}\n{own}", texts))
    assert f"for 'token_spend', {found}, or take them out" in problem


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "    reported_on: [mon, tue]\n",
            (
                "25:5: weekdays for 'token_spend', which is measured by the week; say grain: day, or take "
                "'reported_on' out"
            ),
        ),
        (
            "    grain: day\n    reported_on: [mon, fri, mon]\n",
            "26:5: 'mon' stands more than once in 'reported_on' of 'token_spend'; expected each weekday once",
        ),
        (
            "    grain: day\n    reported_on: [monday]\n",
            (
                "26:19: unknown reported_on 'monday'; expected 'mon', 'tue', 'wed', 'thu', 'fri', 'sat' or 'sun'; "
                "did you mean 'mon'?"
            ),
        ),
        (
            "    grain: day\n    reported_on: fri\n",
            "26:18: 'reported_on' is 'fri'; expected a list such as [mon, tue]; write [fri]",
        ),
    ],
)
def test_reported_days_fit_the_grain(lines: str, expected: str) -> None:
    (problem,) = reported(changed(METRICS, "    kind: amount\n", f"    kind: amount\n{lines}"))
    assert problem == f"error: definitions/metrics.yaml:{expected}"


def test_the_days_a_metric_is_reported_on_are_its_own_choice() -> None:
    lines = "    kind: amount\n    grain: day\n    reported_on: [mon, tue, wed, thu, fri]\n"
    assert reported(changed(METRICS, "    kind: amount\n", lines)) == []
