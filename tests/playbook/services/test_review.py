"""Closing a review freezes what was seen; from then on what changed is told from it, each cause apart."""

import json
import re
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from metrics.problems import Severity
from playbook.concerns.control.reviews import metric_controls
from playbook.documents.report.build import build_report
from playbook.loading import review_files
from playbook.loading.review_files import CannotClose
from playbook.model.reviews.closed_review import ASSESSMENT, HEAD, KNOWN, REPORT, ClosedReview
from playbook.readiness.as_json import status_document
from playbook.readiness.assessment import Assessment
from playbook.results.experiments import ExperimentStatus
from playbook.services import reviewing
from playbook.settings import WrongUse
from playbook.verdict import ChangeKind
from playbook.workspace.workspace import Workspace
from tests.worlds import World

CLOSED_ON = date(2026, 10, 30)
A_WEEK_LATER = date(2026, 11, 6)


def workspace_on(world: World, day: date) -> Workspace:
    """The workspace of a world at noon of a day."""
    return Workspace.find(
        world.folder, environ={}, clock=lambda: datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    )


def close(world: World, *, week: str | None = "2026-W43", day: date = CLOSED_ON, comment: str = "") -> ClosedReview:
    """Closes a review on its day; the world's files have been received."""
    with workspace_on(world, day) as workspace:
        review, _ = reviewing.close_review(workspace, week=week, day=day, by="vp-engineering", comment=comment)
    assert review is not None
    return review


def assessed(world: World, day: date = A_WEEK_LATER) -> Assessment:
    with workspace_on(world, day) as workspace:
        return workspace.assess(day)


@pytest.fixture
def tracked(on_track: World) -> World:
    """On track, its files received."""
    on_track.receive_all()
    return on_track


@pytest.fixture
def late(slipping: World) -> World:
    """Slipping, its files received."""
    slipping.receive_all()
    return slipping


def folder_of(world: World, week: str = "2026-W43") -> Path:
    return world.folder / "records" / "reviews" / week


def test_what_was_seen_stands_still_to_the_letter(late: World) -> None:
    with workspace_on(late, CLOSED_ON) as workspace:
        seen, charted = workspace.assess(CLOSED_ON), workspace.ask(metric_controls, CLOSED_ON)
        problems = workspace.playbook().problems
    review = close(late, comment="We wait.\nUntil Monday.")
    late.change("definitions/gates.yaml", 'pass: [">= 0.70"', 'pass: [">= 0.95"')
    with workspace_on(late, A_WEEK_LATER) as workspace:
        found = reviewing.find_review(workspace, "2026-W43")
    assert found == review
    assert json.loads(found.texts[ASSESSMENT]) == status_document(seen, reviews=charted, problems=problems).to_json()
    assert reviewing.closed_report(found)[0] == build_report(seen, reviews=charted)
    assert found.comment == "We wait.\nUntil Monday.\n"
    assert (found.as_of, found.head.closed_by, found.score) == (CLOSED_ON, "vp-engineering", seen.readiness.score)


def test_it_keeps_the_uploads_that_counted_and_the_digests_of_definitions(late: World) -> None:
    known = close(late).known
    assert [upload.file_name for upload in known.uploads] == [f"2026-W{week}.csv" for week in range(37, 44)]
    assert set(known.digests) >= {"charter.yaml", "gates.yaml", "metrics.yaml"}
    assert all(len(digest) == 64 for digest in known.digests.values())


def test_the_next_weeks_are_compared_with_it(late: World) -> None:
    before = assessed(late)
    assert before.changed_since == date(2026, 10, 30)
    assert before.since_review is None
    close(late, day=date(2026, 10, 28))
    after = assessed(late)
    assert after.changed_since == date(2026, 10, 28)
    assert after.since_review is not None
    assert after.since_review.week == "2026-W43"
    assert after.score_before == pytest.approx(assessed(late, date(2026, 10, 28)).readiness.score)


def test_a_day_before_it_and_its_own_day_are_compared_with_what_came_earlier(late: World) -> None:
    close(late)
    assert assessed(late, CLOSED_ON).since_review is None
    assert assessed(late, date(2026, 10, 20)).since_review is None


def adds_up(assessment: Assessment) -> None:
    assert assessment.score_before is not None
    effect = sum(change.effect for change in assessment.changes)
    assert effect == pytest.approx(assessment.readiness.score - assessment.score_before, abs=0.1)


def test_where_nothing_of_the_ground_changed_only_what_happened_is_reported(tracked: World) -> None:
    close(tracked)
    assessment = assessed(tracked)
    adds_up(assessment)
    since = assessment.since_review
    assert since is not None
    assert (since.rules, since.late_data, since.dated_back, since.taken_away) == ((), (), (), ())
    assert {change.kind for change in assessment.changes} <= {
        ChangeKind.PERFORMANCE,
        ChangeKind.SCOPE,
        ChangeKind.DATA,
    }


def test_a_changed_rule_is_named_with_its_line_and_apart(tracked: World) -> None:
    close(tracked)
    tracked.change("definitions/gates.yaml", 'pass: [">= 0.70"', 'pass: [">= 0.99"')
    assessment = assessed(tracked)
    adds_up(assessment)
    assert assessment.since_review is not None
    rules = [rule for rule in assessment.since_review.rules if "pass" in rule]
    assert len(rules) == 1
    assert rules[0].startswith("gates.yaml: ")
    assert ">= 0.7" in rules[0].partition("→")[0]
    assert ">= 0.99" in rules[0].partition("→")[2]
    changed = [change for change in assessment.changes if change.kind is ChangeKind.RULE]
    assert changed
    assert all(change.effect < 0 for change in changed)
    assert any(rules[0] in change.text for change in changed)


def test_prose_is_no_rule(tracked: World) -> None:
    close(tracked)
    tracked.change("definitions/metrics.yaml", "name: Task success", "name: Success of tasks")
    since = assessed(tracked).since_review
    assert since is not None
    assert since.rules == ()


def test_changed_weights_of_the_areas_are_a_rule(tracked: World) -> None:
    close(tracked)
    text = tracked.text("definitions/charter.yaml")
    weights = "weights: {charter: 5, experiments: 5, metrics: 5, stack: 80, gates: 5}"
    changed = re.sub(r"weights: \{[^}]*\}", weights, text)
    assert changed != text
    tracked.write("definitions/charter.yaml", changed)
    assessment = assessed(tracked)
    adds_up(assessment)
    assert assessment.since_review is not None
    assert any("weights" in rule for rule in assessment.since_review.rules)


def test_data_that_arrived_late_is_told_apart_and_by_upload(tracked: World) -> None:
    close(tracked, day=CLOSED_ON)
    head = "week,product,metric,value,numerator,denominator\n"
    rows = "2026-W43,support-copilot,latency_p95_seconds,9.9,,\n2026-W43,support-copilot,hallucination_rate,,900,1700\n"
    with workspace_on(tracked, date(2026, 11, 4)) as workspace:
        workspace.receive("late.csv", (head + rows).encode(), source="late export", actor="data-analyst")
    assessment = assessed(tracked)
    adds_up(assessment)
    assert assessment.since_review is not None
    (late,) = assessment.since_review.late_data
    assert late.startswith("2 rows of Oct 19-25 (Hallucination rate and Latency, 95th percentile), received Nov 4")
    texts = [change.text for change in assessment.changes if change.kind is ChangeKind.DATA]
    assert any("with data that arrived since" in text for text in texts)


def test_new_weeks_are_not_late(tracked: World) -> None:
    close(tracked)
    since = assessed(tracked).since_review
    assert since is not None
    assert since.late_data == ()


def test_records_dated_back_are_told_apart_and_named(late: World) -> None:
    close(late)
    text = late.text("records/charter.yaml")
    entry = "  - {deliverable: accountability, state: done, on: 2026-10-12, owner: vp-engineering}\n"
    late.write("records/charter.yaml", text + entry)
    assessment = assessed(late)
    adds_up(assessment)
    assert assessment.since_review is not None
    assert assessment.since_review.dated_back == (
        "charter.yaml: progress: accountability, done, 2026-10-12; written after Oct 30, 2026",
    )


def test_a_record_dated_back_that_moves_the_score_has_a_cause_of_its_own(late: World) -> None:
    close(late)
    late.write(
        "records/evidence.yaml",
        "evidence:\n"
        "  - {kind: audit-report, on: 2026-10-12, by: lead-ai-engineer, reviewer: head-of-data, link: 'https://example.org/a'}\n",
    )
    late.change(
        "records/experiments.yaml",
        "    duplicate_of: meeting-notes\n",
        (
            "    duplicate_of: meeting-notes\n    risk_tier: minimal\n    data: internal\n"
            "    decisions:\n      - {decided: stop, on: 2026-10-12, by: head-of-sales, why: Same as the other}\n"
        ),
    )
    assessment = assessed(late)
    adds_up(assessment)
    assert assessment.since_review is not None
    files = {entry.partition(":")[0] for entry in assessment.since_review.dated_back}
    assert files == {"experiments.yaml", "evidence.yaml"}
    kinds = {change.kind for change in assessment.changes}
    assert ChangeKind.RULE not in kinds
    assert ChangeKind.DATED_BACK in kinds


def test_what_is_filled_in_later_is_not_dated_back(tracked: World) -> None:
    tracked.write(
        "records/follow_ups.yaml",
        "follow_ups:\n  - {what: Ask, owner: lead-ai-engineer, on: 2026-10-20, due: 2026-11-06}\n",
    )
    close(tracked)
    tracked.change("records/follow_ups.yaml", "due: 2026-11-06", "due: 2026-11-06, done: 2026-11-04")
    since = assessed(tracked).since_review
    assert since is not None
    assert (since.dated_back, since.taken_away) == ((), ())


def test_the_normal_file_of_monday_is_not_late_whatever_days_it_holds(tracked: World) -> None:
    """A row is late once the review of its own week was closed, not because an earlier review was."""
    tracked.change(
        "definitions/metrics.yaml", "  - id: latency_p95_seconds\n", "  - id: latency_p95_seconds\n    grain: day\n"
    )
    close(tracked)
    days = "".join(f"2026-10-{day},support-copilot,latency_p95_seconds,3.5\n" for day in (28, 29, 30, 31))
    with workspace_on(tracked, date(2026, 11, 2)) as workspace:
        workspace.receive("monday.csv", f"day,product,metric,value\n{days}".encode(), source="export", actor="analyst")
    since = assessed(tracked).since_review
    assert since is not None
    assert since.late_data == ()
    close(tracked, week="2026-W44", day=date(2026, 11, 6))
    again = days.replace("3.5", "3.6")
    with workspace_on(tracked, date(2026, 11, 9)) as workspace:
        workspace.receive("again.csv", f"day,product,metric,value\n{again}".encode(), source="export", actor="analyst")
    after = assessed(tracked, date(2026, 11, 13)).since_review
    assert after is not None
    (late,) = after.late_data
    assert late.startswith("4 rows of Oct 26-Nov 1 (Latency, 95th percentile), received Nov 9")


def test_what_is_written_on_its_own_day_is_not_dated_back_even_after_the_review(late: World) -> None:
    close(late)
    charter = late.text("records/charter.yaml")
    same_day = "  - {deliverable: accountability, state: done, on: 2026-10-30, owner: lead-ai-engineer}\n"
    late.write("records/charter.yaml", charter + same_day)
    assessment = assessed(late)
    adds_up(assessment)
    assert assessment.since_review is not None
    assert assessment.since_review.dated_back == ()
    late.write("records/charter.yaml", charter + same_day.replace("2026-10-30", "2026-10-29"))
    since = assessed(late).since_review
    assert since is not None
    assert since.dated_back == ("charter.yaml: progress: accountability, done, 2026-10-29; written after Oct 30, 2026",)


def test_what_belongs_to_a_later_record_is_not_dated_back(tracked: World) -> None:
    """Conditions bear no day of their own, a new product only the days of its stages."""
    close(tracked)
    tracked.write(
        "records/decisions.yaml",
        tracked.text("records/decisions.yaml")
        + "  - product: support-copilot\n    gate: limited-release\n    decided: hold\n    by: vp-engineering\n"
        "    on: 2026-11-04\n    conditions: [{what: Ask again, owner: head-of-support, due: 2026-11-20}]\n",
    )
    tracked.write(
        "records/products.yaml",
        tracked.text("records/products.yaml")
        + "  - {id: new-one, owner: head-of-sales, stages: [{stage: spec, on: 2026-11-03}]}\n",
    )
    since = assessed(tracked).since_review
    assert since is not None
    assert (since.dated_back, since.taken_away) == ((), ())


def test_a_retirement_that_is_announced_later_changes_no_earlier_day_and_a_model_goes_by_its_name(late: World) -> None:
    vendor = "vendors:\n  - {id: provider, name: Provider, owner: data-lead, on: 2026-09-10,\n"
    model = "     models: [{model: model-1, on: 2026-09-10%s}]}\n"
    late.write("records/vendors.yaml", vendor + model % "")
    close(late)
    retires = ", retires: 2026-12-20, announced: 2026-11-03, replacement: model-2"
    late.write("records/vendors.yaml", vendor + model % retires)
    since = assessed(late).since_review
    assert since is not None
    assert (since.dated_back, since.taken_away) == ((), ())
    second = "}, {model: model-3, on: 2026-10-01}]}"
    late.write("records/vendors.yaml", vendor + (model % retires).replace("}]}", second))
    since = assessed(late).since_review
    assert since is not None
    assert since.dated_back == ("vendors.yaml: models: model-3, of Provider, 2026-10-01; written after Oct 30, 2026",)


def test_a_key_without_a_date_that_was_changed_is_named_with_both_values(late: World) -> None:
    close(late)
    before = assessed(late, CLOSED_ON)
    late.change("records/experiments.yaml", "    product: support-copilot\n", "")
    late.write("records/charter.yaml", late.text("records/charter.yaml") + "budget: {amount: 1000}\n")
    since = assessed(late).since_review
    assert since is not None
    assert since.dated_back == ()
    assert "experiments.yaml: experiments: Desk bot, 2026-09-08, product: support-copilot → not set" in (
        since.taken_away
    )
    assert any(entry.startswith("charter.yaml, budget: not set →") for entry in since.taken_away)
    assert before.audit.experiments[0].product == "support-copilot"


def test_a_product_that_is_seen_later_leaves_the_earlier_day_as_it_was(late: World) -> None:
    seen = "      - {on: 2026-09-09, weekly_users: 0, monthly_cost: 400, last_active: 2026-07-01}\n"
    later = "      - {on: 2026-11-03, product: support-copilot, data: internal, provider: hosted-model, evals: Ten}\n"
    late.change("records/experiments.yaml", seen, seen + later)

    def notes(day: date) -> ExperimentStatus:
        return next(one for one in assessed(late, day).audit.experiments if one.id == "meeting-notes")

    then, now = notes(CLOSED_ON), notes(A_WEEK_LATER)
    assert (then.product, then.data, then.provider, then.evals) == (None, None, "", "")
    assert (now.product, str(now.data), now.provider, now.evals) == (
        "support-copilot",
        "internal",
        "hosted-model",
        "Ten",
    )


def test_the_day_of_a_review_asked_again_says_what_differs_from_what_was_seen(late: World) -> None:
    close(late)
    own = assessed(late, CLOSED_ON).own_review
    assert own is not None
    assert (own.week, own.rules, own.late_data, own.dated_back, own.taken_away) == ("2026-W43", (), (), (), ())
    assert own.score == assessed(late, CLOSED_ON).readiness.score
    late.change("records/experiments.yaml", "    product: support-copilot\n", "")
    differs = assessed(late, CLOSED_ON).own_review
    assert differs is not None
    assert "product: support-copilot → not set" in differs.taken_away[0]
    assert assessed(late).own_review is None


def test_a_record_that_is_gone_is_named(tracked: World) -> None:
    close(tracked)
    text = tracked.text("records/decisions.yaml")
    tracked.write("records/decisions.yaml", "# none\n")
    assert "prototype-exit" in text
    since = assessed(tracked).since_review
    assert since is not None
    assert since.taken_away == ("decisions.yaml: decisions: prototype-exit, support-copilot, release, 2026-10-30",)


def test_a_week_is_closed_once(late: World) -> None:
    close(late)
    with pytest.raises(CannotClose, match=r"closed already, and what was said then stands: .* show 2026-W43"):
        close(late)


def test_reviews_are_closed_in_order(late: World) -> None:
    close(late)
    with pytest.raises(CannotClose, match="closed in the order of their weeks; Sep 28-Oct 4 comes too late"):
        close(late, week="2026-W40")


@pytest.mark.parametrize(
    ("week", "sentence"),
    [
        ("2026-W44", "its review comes after its end"),
        ("2026-W20", "ended before the charter began"),
        ("soon", "'soon' is not a week"),
        ("2026-W60", "'2026-W60' is not a week"),
    ],
)
def test_a_week_that_cannot_be_reviewed_is_a_sentence(week: str, sentence: str, late: World) -> None:
    with pytest.raises(WrongUse, match=sentence):
        close(late, week=week)


def test_the_last_week_that_ended_is_the_one_under_review(late: World) -> None:
    assert close(late, week=None).week == "2026-W43"


def test_a_broken_playbook_is_not_frozen(broken_definitions: World) -> None:
    with workspace_on(broken_definitions, CLOSED_ON) as workspace, pytest.raises(CannotClose, match="6 problems"):
        reviewing.close_review(workspace, week=None, day=CLOSED_ON, by="vp-engineering")
    assert not (broken_definitions.folder / "records" / "reviews").exists()


def test_nothing_is_reviewed_before_the_start(empty: World) -> None:
    with workspace_on(empty, CLOSED_ON) as workspace, pytest.raises(CannotClose, match="has not started"):
        reviewing.close_review(workspace, week=None, day=CLOSED_ON, by="vp-engineering")


@pytest.mark.parametrize("failing", ["fsync", "rename"])
def test_a_full_disk_leaves_nothing(failing: str, late: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    if failing == "fsync":
        monkeypatch.setattr("playbook.loading.review_files.os.fsync", full)
    else:
        monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(CannotClose, match=r"No space left on device.*nothing was closed"):
        close(late)
    assert list((late.folder / "records" / "reviews").iterdir()) == []


@pytest.mark.parametrize("file", [HEAD, KNOWN, ASSESSMENT, REPORT])
def test_a_review_that_was_tampered_with_is_a_located_warning_and_left_out(file: str, late: World) -> None:
    close(late)
    path = folder_of(late) / file
    text = path.read_text("utf-8")
    changed = (
        text.replace('"closed_by": "vp-', '"closed_by": "svp-') if file == HEAD else text.replace("2026", "2027", 1)
    )
    assert changed != text
    path.write_text(changed, "utf-8")
    with workspace_on(late, A_WEEK_LATER) as workspace:
        state = workspace.playbook()
        (problem,) = [problem for problem in state.problems if "/reviews/" in problem.where.file]
        assessment = workspace.assess(A_WEEK_LATER)
    assert problem.where.file == f"records/reviews/2026-W43/{file}"
    assert problem.severity is Severity.WARNING
    assert "changed after it was closed" in problem.found
    assert state.is_current
    assert state.playbook.reviews == ()
    assert assessment.since_review is None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"week": 1}', b"\xff\xfe", b"[" * 100_000])
def test_a_head_that_is_none_is_a_located_warning(content: bytes, late: World) -> None:
    close(late)
    (folder_of(late) / HEAD).write_bytes(content)
    reviews, problems = review_files.read_reviews(late.folder / "records")
    assert reviews == ()
    assert [problem.where.file for problem in problems] == [f"records/reviews/2026-W43/{HEAD}"]


def test_a_missing_file_of_a_review_is_a_located_warning(late: World) -> None:
    close(late)
    (folder_of(late) / REPORT).unlink()
    (problem,) = review_files.read_reviews(late.folder / "records")[1]
    assert problem.where.file.endswith("report.json")
    assert "restore it from git" in problem.remedy


def test_line_ends_of_a_checkout_are_no_tampering(late: World) -> None:
    close(late, comment="one\ntwo")
    for path in folder_of(late).iterdir():
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    reviews, problems = review_files.read_reviews(late.folder / "records")
    assert (len(reviews), problems) == (1, ())


def test_what_else_lies_there_is_reported(late: World) -> None:
    close(late)
    (late.folder / "records" / "reviews" / "notes").mkdir()
    shutil.copytree(folder_of(late), folder_of(late, "2026-W41"))
    found = {problem.where.file: problem.found for problem in review_files.read_reviews(late.folder / "records")[1]}
    assert found["records/reviews/notes"] == "not the folder of a closed review"
    assert "lies in the folder of another week" in found[f"records/reviews/2026-W41/{HEAD}"]


def test_an_open_page_notices_a_review_that_was_closed(late: World) -> None:
    with workspace_on(late, A_WEEK_LATER) as page:
        assert page.assess(A_WEEK_LATER).since_review is None
        with workspace_on(late, CLOSED_ON) as other:
            page.close()
            reviewing.close_review(other, week=None, day=CLOSED_ON, by="vp-engineering")
        assert page.assess(A_WEEK_LATER).since_review is not None


@pytest.mark.parametrize("name", ["on_track", "slipping", "week_one"])
def test_the_same_review_is_frozen_the_same(name: str, world: Callable[[str], World], tmp_path: Path) -> None:
    built = world(name)
    built.receive_all()
    day = built.today if name == "week_one" else CLOSED_ON
    if name == "week_one":
        with workspace_on(built, day) as workspace, pytest.raises(WrongUse, match="before the charter began"):
            reviewing.close_review(workspace, week="2026-W36", day=day, by="vp-engineering")
        return
    close(built)
    first = {path.name: path.read_bytes() for path in folder_of(built).iterdir()}
    shutil.move(folder_of(built), tmp_path / "first")
    close(built)
    assert {path.name: path.read_bytes() for path in folder_of(built).iterdir()} == first


# closing what should not be closed, and taking it back


def test_a_week_whose_numbers_are_not_there_asks_first(late: World) -> None:
    """The worlds have numbers for eight weeks, the last of them 2026-W44."""
    with workspace_on(late, date(2026, 11, 13)) as workspace:
        with pytest.raises(reviewing.NotConfirmed, match="came for the week before and not for Nov 2-8"):
            reviewing.close_review(workspace, week="2026-W45", day=date(2026, 11, 13), by="vp-engineering")
        assert reviewing.find_review(workspace, "2026-W45") is None
        assert reviewing.doubts_of_closing(workspace, date(2026, 11, 15), date(2026, 11, 20)) == (
            "No metric has numbers for Nov 9-15.",
        )
        reviewing.close_review(workspace, week="2026-W45", day=date(2026, 11, 13), by="vp-engineering", confirmed=True)
        assert reviewing.find_review(workspace, "2026-W45") is not None


def test_a_week_that_is_not_the_last_asks_first(tracked: World) -> None:
    with (
        workspace_on(tracked, A_WEEK_LATER) as workspace,
        pytest.raises(reviewing.NotConfirmed, match=r"Oct 12-18 is not the last week .*: that is Oct 26-Nov 1"),
    ):
        reviewing.close_review(workspace, week="2026-W42", day=A_WEEK_LATER, by="vp-engineering")


def test_nothing_speaks_against_the_last_week_with_its_numbers(tracked: World) -> None:
    with workspace_on(tracked, A_WEEK_LATER) as workspace:
        assert reviewing.doubts_of_closing(workspace, date(2026, 11, 1), A_WEEK_LATER) == ()


def test_a_mistaken_closing_is_withdrawn_by_a_record_and_the_week_closed_again(tracked: World) -> None:
    mistaken = close(tracked, comment="Too early")
    withdrawal = "review: 2026-W43, on: 2026-10-30, by: vp-engineering, why: Closed before the numbers were in"
    tracked.write("records/review_withdrawals.yaml", f"withdrawals:\n  - {{{withdrawal}}}\n")
    with workspace_on(tracked, CLOSED_ON) as workspace:
        assert reviewing.find_review(workspace, "2026-W43") is None
        assert [review.name for review in reviewing.withdrawn_reviews(workspace)] == ["2026-W43"]
        assert workspace.assess(A_WEEK_LATER).since_review is None
    again = close(tracked, comment="In order now")
    assert (again.name, again.week, again.comment) == ("2026-W43-2", "2026-W43", "In order now\n")
    assert (tracked.folder / "records/reviews/2026-W43/comment.md").read_text("utf-8") == mistaken.comment
    with workspace_on(tracked, A_WEEK_LATER) as workspace:
        assert [review.name for review in reviewing.reviews(workspace)] == ["2026-W43-2"]
        since = workspace.assess(A_WEEK_LATER).since_review
    assert since is not None


def test_a_withdrawal_of_what_was_never_closed_is_reported(tracked: World) -> None:
    withdrawal = "review: 2026-W40, on: 2026-10-30, by: vp-engineering, why: A slip"
    tracked.write("records/review_withdrawals.yaml", f"withdrawals:\n  - {{{withdrawal}}}\n")
    close(tracked)
    with workspace_on(tracked, CLOSED_ON) as workspace:
        assert any("no closed review '2026-W40'" in problem.found for problem in workspace.playbook().problems)
