"""The calendar of the charter holds together: one thing broken in a good world, and the whole message."""

import pytest

from tests.playbook.good_world import changed, reported

CHARTER = "definitions/charter.yaml"
AUDIT = "definitions/experiments.yaml"
METRICS = "definitions/metrics.yaml"
STACK = "definitions/stack.yaml"
RECORDED_CHARTER = "records/charter.yaml"
RECORDED_SIGN_OFFS = "records/sign_offs.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            CHARTER,
            "Europe/Berlin",
            "Europe/Berln",
            [
                (
                    "error: definitions/charter.yaml:4:13: unknown timezone 'Europe/Berln'; expected a name "
                    "such as 'Europe/Berlin'; did you mean 'Europe/Berlin'?"
                )
            ],
        ),
        (
            CHARTER,
            "Europe/Berlin",
            "Berlin",
            [
                (
                    "error: definitions/charter.yaml:4:13: unknown timezone 'Berlin'; expected a name such as "
                    "'Europe/Berlin'; did you mean 'Europe/Berlin'?"
                )
            ],
        ),
        (
            CHARTER,
            "Europe/Berlin",
            "../../etc/passwd",
            [
                (
                    "error: definitions/charter.yaml:4:13: unknown timezone '../../etc/passwd'; expected a "
                    "name such as 'Europe/Berlin'"
                )
            ],
        ),
        (
            CHARTER,
            "week_ends: sunday",
            "week_ends: sonday",
            ["error: definitions/charter.yaml:5:14: unknown day 'sonday'; did you mean 'sunday'?"],
        ),
    ],
)
def test_the_calendar_is_known(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            CHARTER,
            "{charter: 25, experiments: 15, metrics: 25, stack: 10, gates: 25}",
            "{charter: 0, experiments: 0, metrics: 0, stack: 0, gates: 0}",
            [
                (
                    "error: definitions/charter.yaml:6:3: every area of readiness has weight 0; expected at "
                    "least one weight above 0"
                )
            ],
        ),
    ],
)
def test_readiness_weighs_something(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            CHARTER,
            "weeks: [4, 12]",
            "weeks: [12, 4]",
            [
                (
                    "error: definitions/charter.yaml:24:12: phase 'ship' runs from week 12 to week 4; "
                    "expected the earlier week first"
                )
            ],
        ),
        (
            CHARTER,
            "weeks: [4, 12]",
            "weeks: [4, 14]",
            [
                (
                    "error: definitions/charter.yaml:24:12: phase 'ship' runs from week 4 to week 14; "
                    "expected weeks 1 to 13 of the charter"
                )
            ],
        ),
        (
            CHARTER,
            "weeks: [4, 12]",
            "weeks: [3, 12]",
            [
                (
                    "error: definitions/charter.yaml:24:12: phase 'ship' overlaps phase 'measure' in week 3; "
                    "move one of the two"
                )
            ],
        ),
    ],
)
def test_phases_follow_each_other(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            CHARTER,
            "due_week: 12",
            "due_week: 13",
            [
                (
                    "error: definitions/charter.yaml:27:19: 'flagship' is due in week 13, outside its phase "
                    "'ship'; expected week 4 to 12"
                )
            ],
        ),
        (
            CHARTER,
            "        due_week: 3\n",
            "        due_week: 1\n",
            [
                (
                    "warning: definitions/charter.yaml:18:19: 'north-star' is due in week 1, and "
                    "'experiment-audit', which comes first, in week 2; move one of the two"
                )
            ],
        ),
    ],
)
def test_deliverables_are_due_in_their_phase(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            METRICS,
            "due_week: 3",
            "due_week: 30",
            [
                (
                    "error: definitions/metrics.yaml:1:11: the metrics are due in week 30, outside the "
                    "charter; expected week 1 to 13"
                )
            ],
        ),
        (
            AUDIT,
            "due_week: 2",
            "due_week: 20",
            [
                (
                    "error: definitions/experiments.yaml:2:13: the audit is due in week 20, outside the "
                    "charter; expected week 1 to 13"
                )
            ],
        ),
        (
            STACK,
            "    due_week: 6\n    options:\n      - {id: lang",
            "    due_week: 16\n    options:\n      - {id: lang",
            [
                (
                    "error: definitions/stack.yaml:11:15: layer 'orchestration' is due in week 16, outside "
                    "the charter; expected week 1 to 13"
                )
            ],
        ),
    ],
)
def test_due_weeks_lie_in_the_charter(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            RECORDED_CHARTER,
            "on: 2026-09-09",
            "on: 2026-09-01",
            [
                (
                    "error: records/charter.yaml:4:61: progress of 'experiment-audit' on 2026-09-01, before "
                    "the charter's start, 2026-09-07; expected a day from 2026-09-07 on; mend the date, or "
                    "the charter's start"
                )
            ],
        ),
        (
            RECORDED_SIGN_OFFS,
            "on: 2026-11-12",
            "on: 2025-11-12",
            [
                (
                    "warning: records/sign_offs.yaml:2:110: a sign-off of 2025-11-12, before the charter's "
                    "start, 2026-09-07; is the year right?"
                )
            ],
        ),
    ],
)
def test_progress_falls_into_the_charter(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            RECORDED_CHARTER,
            "start: 2026-09-07\n",
            "",
            [
                (
                    "warning: records/charter.yaml:3:5: records, while the charter has no start; add 'start: "
                    "' with the first day to records/charter.yaml; until then the sample may be shown"
                )
            ],
        ),
    ],
)
def test_the_charter_has_a_start(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            RECORDED_CHARTER,
            "on: 2026-09-09",
            "on: 1970-09-09",
            [("error: records/charter.yaml:4:61: the day 1970-09-09 lies before 2000; is the year right?")],
        ),
        (
            RECORDED_CHARTER,
            "on: 2026-09-20",
            "on: 2062-09-20",
            [
                (
                    "warning: records/charter.yaml:9:51: the day 2062-09-20 lies 36 years after the charter's "
                    "start; is the year right?"
                )
            ],
        ),
    ],
)
def test_days_can_be_meant(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


SPEND = """\
  - {id: charter_spend, pillar: cost, kind: amount, unit: USD, per: charter, better: lower, owner: cfo, source: books}
"""
IN_ONE_CURRENCY = "write the budget in the currency of the metric, or the metric's `unit` as the code of the budget's"
HOURS = (
    "  - {id: gpu_hours, pillar: cost, kind: amount, unit: hours, per: charter, better: lower, owner: it, source: x}\n"
)


@pytest.mark.parametrize(
    ("budget", "metric", "expected"),
    [
        ("{amount: 900, currency: USD}", SPEND, []),
        ("{amount: 900}", SPEND, []),
        ("{amount: 900, currency: EUR}", SPEND + SPEND.replace("USD", "EUR").replace("_spend", "_spend_eur"), []),
        (
            "{amount: 900, currency: EUR}",
            SPEND,
            [
                (
                    "error: records/charter.yaml:3:33: the budget is in EUR, and what is spent of it, 'charter_spend', "
                    f"in USD; expected USD; {IN_ONE_CURRENCY}"
                )
            ],
        ),
        (
            "{amount: 900, currency: USD}",
            SPEND.replace("USD", "usd"),
            [
                (
                    "error: records/charter.yaml:3:33: the budget is in USD, and what is spent of it, 'charter_spend', "
                    f"in usd; expected USD; {IN_ONE_CURRENCY}"
                )
            ],
        ),
        (
            "{amount: 900, currency: USD}",
            HOURS,
            [
                (
                    "warning: records/charter.yaml:3:1: a budget, and no metric that adds up what is spent of it; "
                    "define a metric with `per: charter`, `better: lower` and `unit: USD`"
                )
            ],
        ),
        (
            "{amount: 900, currency: eur}",
            SPEND,
            ["error: records/charter.yaml:3:33: unknown currency 'eur'; did you mean 'EUR'?"],
        ),
    ],
)
def test_the_budget_is_in_the_currency_of_what_is_spent(budget: str, metric: str, expected: list[str]) -> None:
    texts = changed(RECORDED_CHARTER, "progress:", f"budget: {budget}\nprogress:")
    texts[METRICS] += metric
    # what else the good world counts in dollars is another rule's
    assert [line for line in reported(texts) if "amounts of two currencies" not in line] == expected


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (AUDIT, "audit:\n", "audit:\n  currency: EURO\n"),
        ("records/workflow.yaml", "weekly_value: 9", "currency: Usd, weekly_value: 9"),
        ("records/team.yaml", "currency: EUR", "currency: €"),
    ],
)
def test_a_currency_is_a_code_wherever_it_stands(file: str, old: str, new: str) -> None:
    (problem,) = reported(changed(file, old, new))
    assert "unknown currency '" in problem
    assert "'; did you mean 'EUR'?" in problem or "'; did you mean 'USD'?" in problem
