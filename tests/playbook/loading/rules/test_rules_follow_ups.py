"""Follow-ups hold together: one thing broken in a good world, and the whole message."""

import pytest

from tests.playbook.good_world import good_world, reported

FILE = "records/follow_ups.yaml"
GOOD = """\
follow_ups:
  - what: Ask for the date
    owner: lead-ai-engineer
    on: 2026-10-20
    due: 2026-10-30
    done: 2026-10-29
    product: copilot
"""


def findings_of(text: str) -> list[str]:
    return [line for line in reported({**good_world(), FILE: text}) if FILE in line]


def test_a_good_follow_up_has_no_problem() -> None:
    assert findings_of(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "due: 2026-10-30",
            "due: 2026-10-19",
            "5:10: a follow-up due on 2026-10-19, before it was agreed on 2026-10-20",
        ),
        (
            "done: 2026-10-29",
            "done: 2026-10-01",
            "6:11: a follow-up done on 2026-10-01, before it was agreed on 2026-10-20",
        ),
    ],
)
def test_what_is_broken_is_said(old: str, new: str, expected: str) -> None:
    sentence = f"error: {FILE}:{expected}; expected a day from 2026-10-20 on"
    assert findings_of(GOOD.replace(old, new)) == [sentence]


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("product: copilot", "product: copilo", "unknown product 'copilo'; did you mean"),
        ("what: Ask for the date", "what: ''", "'what' is empty"),
        (
            "    product: copilot\n",
            "done:\n  - {what: Ask for a date, on: 2026-10-29, by: lead-ai-engineer}\n",
            "no follow-up was agreed as 'Ask for a date'; did you mean 'Ask for the date'?",
        ),
        (
            "    product: copilot\n",
            "done:\n  - {what: Ask for the date, on: 2026-10-02, by: lead-ai-engineer}\n",
            "done on 2026-10-02, before it was agreed on 2026-10-20",
        ),
        ("owner: lead-ai-engineer", "owner: Lead AI engineer", "write 'lead-ai-engineer'"),
        ("    due: 2026-10-30\n", "", "'due'"),
    ],
)
def test_what_is_missing_or_unknown_is_located(old: str, new: str, part: str) -> None:
    problems = findings_of(GOOD.replace(old, new))
    assert len(problems) == 1
    assert part in problems[0]
