"""Lines of criteria fit their metric and can be met: one thing broken in a good world, and the whole message."""

import pytest

from tests.playbook.good_world import changed, reported

GATES = "definitions/gates.yaml"
METRICS = "definitions/metrics.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            GATES,
            'pass: "<= 0.03"',
            'pass: ">= 0.03"',
            [
                (
                    "error: definitions/gates.yaml:22:15: '>= 0.03' looks the wrong way: lower is better for "
                    "'hallucination_rate'; expected a line with '<='"
                )
            ],
        ),
    ],
)
def test_lines_look_the_better_way(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            GATES,
            'warn: "<= 0.05"',
            'warn: "<= 0.02"',
            [
                (
                    "error: definitions/gates.yaml:23:9: the warn line of 'grounded' can never warn: whatever "
                    "meets it passes already; expected a line looser than pass; move it higher, or take it "
                    "out"
                )
            ],
        ),
        (
            GATES,
            'warn: "<= 0.05"',
            'warn: "<= 0.03"',
            [
                (
                    "error: definitions/gates.yaml:23:9: the warn line of 'grounded' can never warn: whatever "
                    "meets it passes already; expected a line looser than pass; move it higher, or take it "
                    "out"
                )
            ],
        ),
        (
            GATES,
            'warn: "<= 0.05"',
            'warn: ["<= 0.05", "<= 0.01"]',
            [
                (
                    "error: definitions/gates.yaml:23:9: the warn line of 'grounded' can never warn: whatever "
                    "meets it passes already; expected a line looser than pass; move it higher, or take it "
                    "out"
                )
            ],
        ),
    ],
)
def test_a_warn_line_can_warn(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            GATES,
            'pass: "<= 0.03"',
            'pass: "<= 0"',
            [
                (
                    "error: definitions/gates.yaml:22:15: no sample proves '<= 0' for a rate; move the line, "
                    "or write confidence: none"
                )
            ],
        ),
    ],
)
def test_no_sample_proves_perfection(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            GATES,
            'pass: "<= 0.03"\n        warn: "<= 0.05"',
            'pass: "<= 1"',
            [
                (
                    "warning: definitions/gates.yaml:22:15: every value of 'hallucination_rate' (0 to 1) "
                    "meets the pass line of 'grounded'; move the line into the range"
                )
            ],
        ),
        (
            GATES,
            'pass: ">= 20"',
            'pass: ">= 120"',
            [
                (
                    "error: definitions/gates.yaml:38:15: no value of 'nps' (-100 to 100) meets the pass line "
                    "of 'loved'; move the line into the range"
                )
            ],
        ),
    ],
)
def test_lines_can_be_met_and_missed(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            GATES,
            'pass: ">= 20"',
            'pass: ">= -5%"',
            [
                (
                    "error: definitions/gates.yaml:38:15: '>= -5%' of a net promoter score; expected a "
                    "difference in points, such as '>= -5'"
                ),
                (
                    "warning: definitions/gates.yaml:38:15: 'loved' is only held against its own past, and "
                    "may slide a little every week; expected an absolute line beside it, such as pass: ['>= "
                    "0.85', '>= -2%']"
                ),
            ],
        ),
        (
            GATES,
            'pass: ">= 20"',
            'pass: [">= 10", ">= -5%"]',
            [
                (
                    "error: definitions/gates.yaml:38:15: '>= -5%' of a net promoter score; expected a "
                    "difference in points, such as '>= -5'"
                )
            ],
        ),
    ],
)
def test_no_percent_of_a_promoter_score(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            GATES,
            'pass: [">= 0.85", ">= -2%"]',
            'pass: ">= -2%"',
            [
                (
                    "warning: definitions/gates.yaml:29:15: 'no-worse' is only held against its own past, and "
                    "may slide a little every week; expected an absolute line beside it, such as pass: ['>= "
                    "0.85', '>= -2%']"
                )
            ],
        ),
    ],
)
def test_relative_lines_have_a_floor(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            GATES,
            'pass: [">= 0.85", ">= -2%"]',
            'pass: [">= 0.85", ">= -2%"]\n        pool_weeks: 2',
            [
                (
                    "error: definitions/gates.yaml:30:9: pool_weeks: 2 on 'task_success_rate', whose sample "
                    "is fixed; the same cases run again are no new evidence; take it out"
                )
            ],
        ),
        (
            GATES,
            'pass: ">= 20"',
            'pass: ">= 20"\n        pool_weeks: 2',
            [
                (
                    "error: definitions/gates.yaml:39:9: pool_weeks: 2 on 'nps', which is of kind nps; "
                    "expected a rate, a mean, or a metric with over_products: pool; use weeks: for the worst "
                    "of some weeks"
                )
            ],
        ),
    ],
)
def test_pooled_weeks_are_new_evidence(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            METRICS,
            "usual_n: 400\n    targets",
            "usual_n: 60\n    targets",
            [
                (
                    "warning: definitions/gates.yaml:22:15: 60 usual cases can never prove '<= 0.03' for "
                    "'grounded'; expected about 384 cases, to prove it at a rate of 0.015; write pool_weeks: "
                    "7, judge more cases, or move the line"
                )
            ],
        ),
        (
            METRICS,
            "usual_n: 400\n    targets",
            "usual_n: 200\n    targets",
            [
                (
                    "warning: definitions/gates.yaml:22:15: 200 usual cases can hardly prove '<= 0.03' for "
                    "'grounded'; expected about 384 cases, to prove it at a rate of 0.015; write pool_weeks: "
                    "2, judge more cases, or move the line"
                )
            ],
        ),
    ],
)
def test_usual_samples_are_large_enough(file: str, old: str, new: str, expected: list[str]) -> None:
    assert reported(changed(file, old, new)) == expected


@pytest.mark.parametrize(
    ("weeks", "expected"),
    [
        ("weeks: 2", []),
        ("weeks: 1", ["46% pass by chance in 12 weekly looks; write weeks: 2, which makes it 2.6%"]),
        ("confidence: 0.9", ["72% pass by chance in 12 weekly looks; write weeks: 2, which"]),
        ("pool_weeks: 2", ["37% pass by chance in 12 weekly looks; write weeks: 2, which"]),
        ("pool_weeks: 2\n        weeks: 1", []),
        ("confidence: none", []),
    ],
)
def test_a_key_rate_that_one_look_decides_says_what_the_looks_cost(weeks: str, expected: list[str]) -> None:
    said = reported(changed(GATES, "        weeks: 2\n        key: true", f"        {weeks}\n        key: true"))
    found = [line for line in said if "one look decides 'grounded'" in line]
    assert len(found) == len(expected)
    for line, wanted in zip(found, expected, strict=True):
        assert line.startswith("warning: definitions/gates.yaml:22:15:")
        assert wanted in line


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "{id: spend, metric: token_spend,",
            "{id: spend, labels_within_days: 30, metric: token_spend,",
            "labels_within_days on 'token_spend', which is no rate of a product; expected a metric of kind rate",
        ),
        (
            "{id: safe, risk: safety-debt}",
            "{id: safe, risk: safety-debt, labels_within_days: 30}",
            "labels_within_days is for a metric; take it out",
        ),
        (
            "        weeks: 2\n        key: true",
            "        pool_weeks: 2\n        labels_within_days: 30\n        key: true",
            "labels correct one week at a time; use weeks: instead of pool_weeks:",
        ),
        (
            "        weeks: 2\n        key: true",
            "        weeks: 2\n        labels_within_days: 30\n        key: true",
            "",
        ),
    ],
)
def test_labels_correct_a_rate_of_a_product_one_week_at_a_time(old: str, new: str, expected: str) -> None:
    said = reported(changed(GATES, old, new))
    assert (not said) if not expected else any(expected in line for line in said), said
