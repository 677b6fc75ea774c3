"""What a closed review shows again, and what has changed since, cause by cause."""

import json
import re
from datetime import date

import pytest

from playbook.concerns.control.reviews import metric_controls
from playbook.documents.report.build import build_report
from playbook.model.reviews.closed_review import ASSESSMENT
from playbook.readiness.as_json import status_document
from playbook.readiness.assessment import Assessment
from playbook.results.experiments import ExperimentStatus
from playbook.services import reviewing
from playbook.verdict import ChangeKind
from tests.playbook.services.closing import A_WEEK_LATER, CLOSED_ON, assessed, close, workspace_on
from tests.worlds import World


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
