"""Rules of resources and the research backlog: break one thing, and read the sentence."""

import pytest

from tests.playbook.good_world import good_world, reported

BACKLOG = """\
backlog:
  - id: paper
    title: A paper
    found: 2026-10-01
    by: lead
    layers: [retrieval]
    triage:
      - {state: seen, on: 2026-10-02, by: lead}
      - {state: adopted, on: 2026-10-20, by: lead, why: It held}
"""
RESOURCES = "resources:\n  - {id: docs, group: documentation, layers: [retrieval]}\n"


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        ("layers: [retrieval]", "layers: [retreival]", "error: unknown layer 'retreival'; did you mean 'retrieval'?"),
        (
            "on: 2026-10-02",
            "on: 2026-09-02",
            "error: 'paper' is triaged on 2026-09-02, before it was found on 2026-10-01",
        ),
        ("on: 2026-10-20", "on: 2026-10-01", "warning: a step of 2026-10-01 below one of 2026-10-02; write the newest"),
        (", why: It held", "", "warning: 'paper' is adopted without a word; say in 'why' what decided it"),
        ("state: seen", "state: read", "error: unknown state 'read'"),
    ],
)
def test_each_slip_has_its_sentence(right: str, wrong: str, expected: str) -> None:
    (said,) = reported({**good_world(), "records/research.yaml": BACKLOG.replace(right, wrong)})
    severity, _, rest = expected.partition(": ")
    assert said.startswith(f"{severity}: records/research.yaml:")
    assert rest in said


def test_resources_and_entries_stand_once_and_name_layers() -> None:
    twice = RESOURCES + "  - {id: docs, group: research, layers: [nowhere]}\n"
    said = reported({**good_world(), "definitions/resources.yaml": twice})
    assert "second resource 'docs'; the first stands in line 2; rename one" in said[0]
    assert "unknown layer 'nowhere'" in said[1]
    again = BACKLOG + "  - {id: paper, title: Again, found: 2026-10-01, by: lead}\n"
    (repeated,) = reported({**good_world(), "records/research.yaml": again})
    assert "second entry of the backlog 'paper'; the first stands in line 2" in repeated
