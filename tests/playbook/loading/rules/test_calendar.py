"""Weeks without reporting name what can be meant."""

import pytest

from playbook.loading.loader import check_texts
from tests.playbook.good_world import good_world, said


@pytest.mark.parametrize(
    ("closure", "expected"),
    [
        ("{weeks: [2026-W52, 2026-W53], reason: Shutdown, by: vp-engineering, on: 2026-11-02}", []),
        (
            "{weeks: [2026-W52], products: [copilott], reason: r, by: b, on: 2026-11-02}",
            ["error: definitions/calendar.yaml:2:36: unknown product 'copilott'; did you mean 'copilot'?"],
        ),
        (
            "{weeks: [2026-W52, 2026-W52], reason: r, by: b, on: 2026-11-02}",
            ["error: definitions/calendar.yaml:2:24: 2026-W52 is closed twice; it stands in line 2; keep one"],
        ),
        (
            "{weeks: [2026-W30], reason: r, by: b, on: 2026-11-02}",
            [
                (
                    "warning: definitions/calendar.yaml:2:14: 2026-W30 is closed, before the charter begins on "
                    "2026-09-07; expected 2026-W37 or a later week"
                )
            ],
        ),
        (
            "{weeks: [2026-W48, 2026-W49, 2026-W50, 2026-W51], reason: r, by: b, on: 2026-11-02}",
            [
                (
                    "warning: definitions/calendar.yaml:2:6: 4 weeks without reporting in a row; nothing is stale in "
                    "them; are so many meant?"
                )
            ],
        ),
        (
            "{weeks: [week 52], reason: r, by: b, on: 2026-11-02}",
            ["error: definitions/calendar.yaml:2:14: item 1 of 'weeks' is 'week 52'; expected a week such as 2026-W44"],
        ),
        (
            "{weeks: [2026-W52], by: b, on: 2026-11-02}",
            ["error: definitions/calendar.yaml:2:5: 'reason' is missing; expected text"],
        ),
    ],
)
def test_closures(closure: str, expected: list[str]) -> None:
    texts = {**good_world(), "definitions/calendar.yaml": f"closures:\n  - {closure}\n"}
    assert [said(problem) for problem in check_texts(texts)] == expected
