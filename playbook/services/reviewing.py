"""Wires the weekly review for the faces: drafting it, closing it, finding a closed one."""

import json
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from metrics.problems import Problems
from metrics.series.moments import end_of_day
from metrics.weeks import week_name
from playbook.concerns.control.reviews import metric_controls
from playbook.documents.report.build import build_report, for_board
from playbook.documents.report.charts import exception_charts
from playbook.documents.report.content import Audience, Report
from playbook.documents.review import wording
from playbook.documents.review.freeze import Closing, frozen_texts
from playbook.loading.review_files import FOLDER, CannotClose, write_review
from playbook.loading.wording import closed_already
from playbook.model.reviews.closed_review import CHARTS, REPORT, ClosedReview, FrozenUpload
from playbook.readiness.as_json import status_document
from playbook.readiness.changes.since_review import last_review
from playbook.services.receipts import sealing
from playbook.services.receipts.results import RECORDED
from playbook.settings import WrongUse
from playbook.workspace.workspace import Workspace

_A_WEEK = timedelta(days=7)

__all__ = ["FOLDER", "CannotClose", "NotConfirmed", "close_review", "closed_report", "find_review", "week_to_review"]


def reviews(workspace: Workspace) -> tuple[ClosedReview, ...]:
    """The closed reviews, the earliest week first."""
    return workspace.playbook().playbook.reviews


def withdrawn_reviews(workspace: Workspace) -> tuple[ClosedReview, ...]:
    """Reviews that were closed by mistake, as a newer record says."""
    return workspace.playbook().playbook.withdrawn_reviews


def find_review(workspace: Workspace, week: str) -> ClosedReview | None:
    """The closed review of a week; None where it is not closed. Raises WrongUse for what is no week."""
    name = week_name(_week(workspace, week))
    return next((review for review in reviews(workspace) if review.week == name), None)


def _week(workspace: Workspace, text: str) -> date:
    calendar = workspace.playbook().playbook.calendar
    try:
        return calendar.week_named(text)
    except ValueError as reason:
        raise WrongUse(wording.not_a_week(text)) from reason


def week_to_review(workspace: Workspace, day: date, week: str | None = None) -> date:
    """The last day of the week under review on a day: the one named, else the last that has ended. Raises WrongUse for
    a week that is none, has not ended by the day, or ended before the charter began."""
    playbook = workspace.playbook().playbook
    calendar = playbook.calendar
    if week is None:
        return date.fromordinal(calendar.start_of(day).toordinal() - 1)
    end = _week(workspace, week)
    if end >= day:
        raise WrongUse(wording.not_over(end, day))
    start = playbook.records.charter.start
    if start is not None and end < start:
        raise WrongUse(wording.before_the_start(end, start))
    return end


def doubts_of_closing(workspace: Workspace, end: date, day: date) -> tuple[str, ...]:
    """What speaks against closing a week now, a sentence each: it is not the last that has ended, or its numbers are
    not there."""
    playbook = workspace.playbook().playbook
    latest = playbook.last_week(day)
    doubts = [wording.not_the_latest(end, latest)] if end < latest else []
    missing, there, before = _without_numbers(workspace, end, day)
    if missing:
        doubts.append(wording.without_numbers(end, missing, before))
    elif not there and before:
        doubts.append(wording.no_numbers(end))
    return tuple(doubts)


def _without_numbers(workspace: Workspace, end: date, day: date) -> tuple[list[str], int, int]:
    """Names of metrics that were reported the week before and not for this one; how many are there for this one, and
    how many ever came."""
    playbook, known = workspace.playbook().playbook, workspace.measurements().known(day)
    missing: list[str] = []
    there = came = 0
    for metric in playbook.metrics.values():
        listed = [known.series(metric.id, None), *known.product_series(metric.id)]
        ends = {point.period_end for series in listed for point in series.points}
        before = {series.weeks_to(end, 2)[1] for series in listed}
        off = {week.end for series in listed for week in series.off}
        there, came = there + (end in ends), came + bool(ends)
        if ends & before and end not in ends | off:
            missing.append(metric.name)
    return missing, there, came


class NotConfirmed(Exception):
    """Something speaks against closing, and nobody said to go on; carries the sentences."""

    def __init__(self, doubts: Sequence[str]) -> None:
        self.doubts = tuple(doubts)
        super().__init__(" ".join(self.doubts))


def close_review(
    workspace: Workspace, *, week: str | None, day: date, by: str, comment: str = "", confirmed: bool = False
) -> tuple[ClosedReview | None, str]:
    """Freezes the review of a week as it is seen on `day`, whole or not at all; returns it with its week. Raises
    WrongUse for a day or week that cannot be reviewed, CannotClose for a week that is closed, a playbook that is
    broken or has not started, a folder that cannot be written, a playbook that is part of an installed package, and
    NotConfirmed where something speaks against it and nobody `confirmed`."""
    if workspace.home.stays_as_installed:
        raise CannotClose(wording.INSTALLED_STAYS)
    state = workspace.playbook()
    if not state.is_current:
        raise CannotClose(wording.broken(len(state.errors)))
    playbook = state.playbook
    if playbook.records.charter.start is None:
        raise CannotClose(wording.NOT_STARTED)
    if day > workspace.today():
        raise WrongUse(wording.not_yet(day))
    end = week_to_review(workspace, day, week)
    name = week_name(end)
    if any(review.week == name for review in playbook.reviews):
        raise CannotClose(closed_already(name))
    later = max((review.week for review in playbook.reviews), default="")
    if name < later:
        raise CannotClose(wording.out_of_order(end, playbook.calendar.week_named(later)))
    doubts = () if confirmed else doubts_of_closing(workspace, end, day)
    if doubts:
        raise NotConfirmed(doubts)
    earlier = last_review(playbook.reviews, day)
    # what arrives meanwhile waits: numbers, uploads and charts are those of one moment, and the playbook is one
    still, store = workspace.judging_by(state), workspace.store()
    with nullcontext() if store.read_only else store.together():
        assessment = still.assess(day)
        charted = still.ask(metric_controls, day)
        texts = frozen_texts(
            Closing(name, by, still.now(), comment, day - _A_WEEK if earlier is None else earlier.as_of),
            playbook,
            assessment,
            counting(still, day),
            status_document(assessment, sample=still.is_sample, problems=state.problems, reviews=charted).to_json(),
            build_report(assessment, Audience.TEAM, reviews=charted).model_dump(mode="json"),
            _charts(still, day),
        )
    withdrawn = {review.name for review in playbook.withdrawn_reviews if review.week == name}
    write_review(workspace.home.records, name, texts, withdrawn)
    decided = sealing.new_entries(playbook, workspace.playbook().playbook)
    # a review whose receipt cannot be written stands without one, which `playbook verify` says
    with suppress(Problems):
        sealing.add_receipts(workspace.home.records, sealing.receipts_of(workspace, decided, RECORDED))
    return find_review(workspace, name), name


def _charts(workspace: Workspace, day: date) -> dict[str, Any]:
    reviews = workspace.ask(metric_controls, day)
    return dict(exception_charts(workspace.playbook().playbook, workspace.assess(day), reviews))


def counting(workspace: Workspace, day: date) -> list[FrozenUpload]:
    """Uploads that had been received by the end of the day and not been withdrawn by then, in their order."""
    measurements = workspace.measurements()
    end = end_of_day(day, measurements.timezone)
    return [
        FrozenUpload(
            upload_id=upload.upload_id,
            digest=upload.digest,
            file_name=upload.file_name,
            received_at=upload.received_at,
            rows=upload.rows,
        )
        for upload in reversed(workspace.uploads())
        if upload.counts_from < end and (upload.revoked_at is None or upload.revoked_at >= end)
    ]


def closed_report(review: ClosedReview, audience: Audience = Audience.TEAM) -> tuple[Report, dict[str, Any]]:
    """The report of a closed review to the letter, with the charts that were frozen beside it."""
    report = _report_of(review.texts[REPORT])
    charts = json.loads(review.texts.get(CHARTS, "{}") or "{}")
    return (for_board(report), {}) if audience is Audience.BOARD else (report, charts)


@lru_cache(maxsize=8)
def _report_of(text: str) -> Report:
    return Report.model_validate_json(text)
