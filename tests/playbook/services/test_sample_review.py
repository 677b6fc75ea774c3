"""The sample's closed review was written by the command, is as it was written, and what differs since is told."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from playbook.loading.review_files import FOLDER, read_reviews
from playbook.model.reviews.closed_review import ClosedReview
from playbook.readiness.changes.entries import rules_of
from playbook.readiness.changes.recorded import added, records_of
from playbook.services import sample_review
from playbook.settings import THIS_PROJECT
from playbook.workspace.workspace import Workspace

RECORDS = THIS_PROJECT.sample / "records"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    store = tmp_path_factory.mktemp("sample-review") / "sample.duckdb"
    with Workspace.find(THIS_PROJECT.sample, str(store), {}) as found:
        yield found


@pytest.fixture(scope="module")
def frozen() -> ClosedReview:
    (review,), problems = read_reviews(RECORDS)
    assert problems == ()
    return review


def test_it_is_of_the_eighth_week_and_as_it_was_written(frozen: ClosedReview) -> None:
    assert (frozen.week, frozen.as_of) == (sample_review.WEEK, date(2026, 11, 6))
    assert frozen.head.closed_at.date() == frozen.as_of
    assert frozen.comment.startswith("We released the support copilot")
    assert frozen.head.title == "Day 61 of 90: readiness is 65, 16 below the plan for today"


def test_the_command_writes_it_again_to_the_letter_while_the_ground_is_the_same(
    frozen: ClosedReview, workspace: Workspace, tmp_path: Path
) -> None:
    """It is frozen on purpose: definitions and records go on, and the page tells how. Where they are what they were,
    closing the week again must give the same files."""
    playbook = workspace.playbook().playbook
    same_rules = rules_of(playbook.definitions) == frozen.known.rules
    same_records = records_of(playbook.records, frozen.as_of) == frozen.known.records
    made = {path.name: path.read_text("utf-8") for path in sample_review.made_anew(THIS_PROJECT, tmp_path).iterdir()}
    kept = {path.name: path.read_text("utf-8") for path in (RECORDS / FOLDER / frozen.week).iterdir()}
    assert made.keys() == kept.keys()
    if same_rules and same_records and made["known.json"] == kept["known.json"]:
        assert made["review.json"] == kept["review.json"]
    else:
        assert made["known.json"] != kept["known.json"]


def test_what_differs_from_its_ground_is_reported_on_the_page(frozen: ClosedReview, workspace: Workspace) -> None:
    playbook, since = workspace.playbook().playbook, workspace.assess().since_review
    assert since is not None
    assert since.week == frozen.week
    assert bool(since.rules) == (rules_of(playbook.definitions) != frozen.known.rules)
    written_later = {entry.words for entry in added(playbook.records, frozen.known.records, frozen.as_of)}
    assert all(any(words in entry for words in written_later) for entry in since.dated_back)
    assert any("received Nov 11, 2026" in entry for entry in since.late_data), "the correction came after the review"


def test_follow_ups_of_the_sample_are_done_late_and_open(workspace: Workspace) -> None:
    entries = workspace.assess().follow_ups
    assert [entry.late_days for entry in entries if entry.done is None] == [2, 0, 0]
    assert sum(entry.done is not None for entry in entries) == 2
