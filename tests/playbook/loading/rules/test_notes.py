"""Notes on metrics: one thing broken in a good world, and the whole message."""

import pytest

from tests.playbook.good_world import changed, good_world, reported

NOTES = "records/notes.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            NOTES,
            "metric: hallucination_rate",
            "metric: halucination_rate",
            "error: records/notes.yaml:2:14: unknown metric 'halucination_rate'; did you mean 'hallucination_rate'?",
        ),
        (
            NOTES,
            "product: copilot",
            "product: copilots",
            "error: records/notes.yaml:2:43: unknown product 'copilots'; did you mean 'copilot'?",
        ),
        (
            NOTES,
            "week: 2026-W44",
            "week: 2026-W46",
            (
                "error: records/notes.yaml:2:58: a note of 2026-11-03 about 2026-W46, which had not begun; expected "
                "2026-W45 or an earlier week"
            ),
        ),
        (
            NOTES,
            "week: 2026-W44",
            "week: 2026-W30",
            (
                "warning: records/notes.yaml:2:58: a note about 2026-W30, before the charter begins on 2026-09-07; "
                "expected 2026-W37 or a later week; it shows only where numbers reach back that far"
            ),
        ),
        (
            NOTES,
            "week: 2026-W44",
            "week: November",
            "error: records/notes.yaml:2:58: 'week' is 'November'; expected a week such as 2026-W44",
        ),
        (
            NOTES,
            "text: Few judged, ",
            "",
            "error: records/notes.yaml:2:5: 'text' is missing; expected text",
        ),
        (
            NOTES,
            "by: finance-partner, ",
            "",
            "error: records/notes.yaml:3:5: 'by' is missing; expected lower-case words joined by",
        ),
        (
            "definitions/metrics.yaml",
            "unit: USD\n",
            "unit: USD\n    level: organization\n    chart: p\n",
            (
                "error: definitions/metrics.yaml:27:12: 'token_spend' is of kind 'amount', and a p-chart is for rates; "
                "expected chart: xmr; take 'chart' out"
            ),
        ),
    ],
)
def test_what_is_broken_is_reported(file: str, old: str, new: str, expected: str) -> None:
    found = reported(changed(file, old, new))
    assert len(found) == 1
    assert found[0].startswith(expected)


def test_the_second_restart_of_a_week_and_the_same_note_again_are_reported() -> None:
    world = good_world()
    again = (
        "  - {kind: restart, metric: token_spend, week: 2026-W42, text: Other, by: vp-engineering, on: 2026-10-20}\n"
    )
    world[NOTES] += again
    first = "the first stands in line"
    assert reported(world) == [
        f"error: records/notes.yaml:4:21: second restart of 'token_spend' in 2026-W42; {first} 3; keep one"
    ]
    twice = "  - {metric: token_spend, week: 2026-W43, text: Paid late, by: finance-partner, on: 2026-11-02}\n"
    world[NOTES] = f"notes:\n{twice}{twice}"
    assert reported(world) == [
        f"error: records/notes.yaml:3:6: the same note again on 'token_spend' in 2026-W43; {first} 2; keep one"
    ]


def test_a_metric_of_the_organization_has_no_product_in_its_notes() -> None:
    world = changed("definitions/metrics.yaml", "    kind: nps\n", "    kind: nps\n    level: organization\n")
    world[NOTES] = world[NOTES].replace("metric: hallucination_rate", "metric: nps")
    found = "'nps' is measured once for the whole organization, and the note names a product; take 'product' out"
    assert reported(world) == [f"error: records/notes.yaml:2:28: {found}"]
