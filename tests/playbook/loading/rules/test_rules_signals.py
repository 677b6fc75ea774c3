"""Rules of market signals: a name of its own, and everything its source needs."""

import pytest

from tests.playbook.good_world import good_world, reported

SIGNAL = (
    "{id: hiring, source: greenhouse, subject: board, matches: [AI], first: {on: 2025-10-28, hits: 21, total: 224}}"
)


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        ("id: hiring", "id: nps", "signal 'nps' bears the id of a metric"),
        ("matches: [AI]", "matches: []", "a job board without 'matches'; name the words that make a posting count"),
        ("hits: 21, total: 224", "hits: 21", "a first point without its number; write 'value', or 'hits' and 'total'"),
        ("hits: 21, total: 224", "hits: 300, total: 224", "more hits than postings in all"),
        ("source: greenhouse", "source: greenhose", "unknown source 'greenhose'; expected 'greenhouse'"),
        ("source: greenhouse", "source: json", "source json without 'value'"),
        ("source: greenhouse", "source: json, value: a.b", "source json without an address"),
    ],
)
def test_each_slip_in_a_signal_has_its_sentence(right: str, wrong: str, expected: str) -> None:
    texts = {**good_world(), "definitions/signals.yaml": f"signals:\n  - {SIGNAL.replace(right, wrong)}\n"}
    (said,) = reported(texts)
    assert said.startswith("error: definitions/signals.yaml:2:")
    assert expected in said


def test_a_signal_stands_once() -> None:
    texts = {**good_world(), "definitions/signals.yaml": f"signals:\n  - {SIGNAL}\n  - {SIGNAL}\n"}
    (said,) = reported(texts)
    assert "second signal 'hiring'; the first stands in line 2; rename one" in said
