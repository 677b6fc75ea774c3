"""Closed reviews on the page: which there are, and one of them as it was seen then, to the letter."""

import streamlit as st

from playbook.documents.report import wording as report_words
from playbook.documents.report.content import MetricLine, Report
from playbook.documents.report.drawing import Spec, draw
from playbook.documents.report.formats import FORMATS, ReportFormat, file_name, written
from playbook.documents.review import wording
from playbook.model.reviews.closed_review import ASSESSMENT, ClosedReview
from playbook.page.parts.badges import OUTCOME_LOOKS, VERDICT_LOOKS
from playbook.page.parts.header import (
    Cell,
    ScreenContext,
    Shown,
    badge,
    choose_subject,
    empty_state,
    escape_markdown,
    show_table,
)
from playbook.page.parts.headings import heading
from playbook.page.parts.selection import choose_view
from playbook.page.screens.review import wording as words
from playbook.services import reviewing
from playbook.verdict import Outcome, Verdict


def closed_reviews(context: ScreenContext) -> None:
    """A choice of the closed reviews, the newest first, and the chosen one."""
    found = {review.week: review for review in reversed(context.playbook.reviews)}
    if not found:
        empty_state(wording.NONE_TITLE, wording.NONE_LINE, wording.NONE_WAYS)
        return
    end_of = context.playbook.calendar.week_named
    names = {week: wording.review_name(end_of(week), review.as_of) for week, review in found.items()}
    review = found[choose_subject(wording.WEEK, names, key="week")]
    report, charts = reviewing.closed_report(review)
    heading(escape_markdown(wording.review_title(end_of(review.week))))
    head = review.head
    timezone = context.playbook.definitions.charter.charter.timezone
    st.markdown(f"**{escape_markdown(report.title)}**")
    st.caption(escape_markdown(wording.closed_words(head.as_of, head.closed_at, head.closed_by, timezone)))
    if choose_view(words.SHOWN, words.SHOWN_VIEWS, key="shown") == words.SEEN_VIEW:
        _report(report)
    else:
        _said(review)
        _lists(review)
    with st.container(horizontal=True):
        _download(report, charts, review)


def _said(review: ClosedReview) -> None:
    st.markdown(f"**{wording.SAID_TITLE}**")
    st.markdown("\n\n".join(map(escape_markdown, review.paragraphs)) or wording.NOTHING_SAID)


def _lists(review: ClosedReview) -> None:
    head = review.head
    parts = (
        (wording.TAKEN_TITLE, [wording.taken_words(entry, head.as_of) for entry in head.taken], wording.NONE_TAKEN),
        (
            wording.REQUESTED_TITLE,
            [wording.requested_words(entry, head.as_of) for entry in head.asked],
            report_words.NO_DECISIONS,
        ),
        (
            wording.FOLLOW_UPS_TITLE,
            [wording.frozen_follow_up(entry, head.as_of) for entry in head.follow_ups],
            wording.NO_FOLLOW_UPS,
        ),
    )
    for title, entries, nothing in parts:
        st.markdown(f"**{title}**")
        st.markdown("\n".join(f"- {escape_markdown(entry)}" for entry in entries) or nothing)


def _report(report: Report) -> None:
    """The first page of the report as it was frozen."""
    st.markdown(
        f"**{report_words.READINESS} {escape_markdown(report.score.text)}**, {report_words.PLAN.lower()} "
        f"{escape_markdown(report.plan.text)}. {escape_markdown(report.beside)}"
    )
    show_table(
        (report_words.AREA, report_words.SCORE, report_words.PLAN_COLUMN, report_words.WHY),
        [(area.name, area.score.text, area.plan.text, area.reason) for area in report.areas],
        name="closed-areas",
        alt=report_words.AREAS,
        downloadable=False,
    )
    show_table(
        (report_words.METRIC, report_words.STATUS, report_words.NOW, report_words.PLAN_NOW, report_words.WHY),
        [_metric(line) for line in report.metrics],
        name="closed-metrics",
        alt=report_words.METRICS,
    )
    show_table(
        (report_words.GATE, report_words.VERDICT, report_words.SCORE, report_words.DUE, report_words.WORDS),
        [(gate.name, _looks(gate.verdict, gate.label), gate.score.text, gate.day, gate.words) for gate in report.gates],
        name="closed-gates",
        alt=report_words.GATES,
    )


def _metric(line: MetricLine) -> tuple[Cell, ...]:
    return line.name, _looks(line.outcome, line.word), line.value.text, line.plan.text, line.reason


def _looks(slug: str, word: str) -> Shown:
    """A frozen status in today's look; one that is not known any more keeps its word."""
    if slug in tuple(Verdict):
        look = VERDICT_LOOKS[Verdict(slug)]
    elif slug in tuple(Outcome):
        look = OUTCOME_LOOKS[Outcome(slug)]
    else:
        look = ("gray", "help")
    return Shown(badge(word, *look), word)


def _download(report: Report, charts: dict[str, Spec], review: ClosedReview) -> None:
    st.download_button(
        wording.DOWNLOAD_REPORT,
        data=lambda: written(report, ReportFormat.HTML, draw(charts.items())),
        file_name=file_name(review.as_of, ReportFormat.HTML, report.audience),
        mime=FORMATS[ReportFormat.HTML].media_type,
        key="download-closed-report",
        icon=":material/download:",
        on_click="ignore",
    )
    st.download_button(
        wording.DOWNLOAD_JSON,
        data=review.texts[ASSESSMENT].encode,
        file_name=f"{review.week}-assessment.json",
        mime="application/json",
        key="download-closed-json",
        icon=":material/download:",
        on_click="ignore",
    )
