"""One metric in full, in tabs: against its plan, limits and signals, weeks and months, numbers, what it means."""

from collections.abc import Callable

import streamlit as st

from metrics.definition import Metric
from playbook.concerns.control import wording_page as page_words
from playbook.concerns.control.review import MetricControls
from playbook.concerns.north_star import wording
from playbook.concerns.north_star.status import MetricStatus
from playbook.concerns.north_star.views import lines_of, speaks_for
from playbook.concerns.weekly_figures.wording import sentence as weekly_sentence
from playbook.page.parts.header import Screen, ScreenContext, escape_markdown, link_to, outcome_badge
from playbook.page.parts.headings import heading
from playbook.page.parts.selection import choose_view
from playbook.page.parts.text import typeset
from playbook.page.screens.north_star.card import review_of, value_facts
from playbook.page.screens.north_star.process import (
    process_badges,
    process_sentences,
    show_limits,
    show_notes,
    show_picture,
    shown_of,
)
from playbook.page.screens.north_star.tables import numbers_of, products_of, weekly_of
from playbook.services import choices


def one_metric(status: MetricStatus, metric: Metric, reviews: MetricControls, context: ScreenContext) -> None:
    """The metric large, for the product (or the whole organization) its status is about; only the tab that is open is
    worked out and sent."""
    shown = speaks_for(status)
    review = review_of(shown, reviews)
    heading(escape_markdown(metric.name))
    st.markdown(f"{outcome_badge(status.outcome)} {process_badges(review)}")
    st.markdown(f"**{escape_markdown(review.sentence or wording.NO_POINTS)}**")
    if facts := value_facts(status, shown, week=True):
        st.caption(escape_markdown(" · ".join(facts)))
    draws: dict[str, Callable[[], None]] = {
        page_words.PLAN_TAB: lambda: _pictures(status, metric, reviews, context),
        page_words.LIMITS_TAB: lambda: _limits(status, metric, reviews, context),
        page_words.WEEKS_TAB: lambda: _weeks(status, metric, context),
        page_words.NUMBERS_TAB: lambda: _numbers(status, metric, reviews, context),
        page_words.DEFINITION_TAB: lambda: _definition(metric, context),
    }
    draws[choose_view(page_words.TAB, page_words.TABS, key="tab")]()


def _pictures(status: MetricStatus, metric: Metric, reviews: MetricControls, context: ScreenContext) -> None:
    weekly = choices.all_weekly_figures(context.workspace, context.as_of, context.basis)
    for line in lines_of(status):
        _heading(status, line, context)
        review = review_of(line, reviews)
        if not review.points:
            st.markdown(wording.NO_POINTS)
            continue
        if line.product != speaks_for(status).product:
            st.markdown(f"{process_badges(review)} {escape_markdown(review.sentence)}")
        show_picture(shown_of(line, review, metric, context))
        week = weekly.of(metric.id, line.product)
        said = [] if week is None else [escape_markdown(typeset(weekly_sentence(week, metric)))]
        st.markdown("  \n".join([*said, *process_sentences(review)]))
        show_notes(review, context.playbook.calendar)
    if status.by_product:
        st.subheader(wording.PRODUCTS, anchor=False)
        products_of(status.by_product, metric, reviews, context)


def _limits(status: MetricStatus, metric: Metric, reviews: MetricControls, context: ScreenContext) -> None:
    for line in lines_of(status):
        _heading(status, line, context)
        review = review_of(line, reviews)
        if not review.points:
            st.markdown(wording.NO_POINTS)
            continue
        show_limits(shown_of(line, review, metric, context))


def _weeks(status: MetricStatus, metric: Metric, context: ScreenContext) -> None:
    weekly = choices.all_weekly_figures(context.workspace, context.as_of, context.basis)
    for line in lines_of(status):
        weekly_of(weekly.of(metric.id, line.product), metric, _name(status, line, context))


def _numbers(status: MetricStatus, metric: Metric, reviews: MetricControls, context: ScreenContext) -> None:
    for line in lines_of(status):
        st.subheader(escape_markdown(wording.numbers_title(_name(status, line, context))), anchor=False)
        numbers_of(review_of(line, reviews), metric)


def _definition(metric: Metric, context: ScreenContext) -> None:
    st.markdown(_meaning(metric, context))
    with st.container(horizontal=True):
        link_to(Screen.GATES, wording.TO_GATES)
        link_to(Screen.UPLOAD, wording.TO_UPLOAD)


def _heading(status: MetricStatus, line: MetricStatus, context: ScreenContext) -> None:
    """Says whose a series is before it is drawn, where there are several."""
    if name := _name(status, line, context):
        st.subheader(escape_markdown(name), anchor=False)


def _name(status: MetricStatus, line: MetricStatus, context: ScreenContext) -> str:
    """Whose a series is, where there are several."""
    several = len(lines_of(status)) > 1 and line.product is not None
    return context.product_names.get(line.product or "", line.product or "") if several else ""


def _meaning(metric: Metric, context: ScreenContext) -> str:
    """Definition, owner, source, targets and how the number is made."""
    names = {other.id: other.name for other in context.playbook.metrics.values()}
    guarded_by = [other.name for other in context.playbook.metrics.values() if metric.id in other.guardrail_for]
    facts = (
        ("", metric.definition or wording.NOT_SAID),
        (wording.COUNTED, wording.counted_words(metric)),
        (
            wording.TARGETS,
            wording.targets_words(metric, context.as_of, context.product_names) or wording.no_targets(metric),
        ),
        (wording.OWNER, wording.owner_words(metric.owner)),
        (wording.SOURCE, metric.source or wording.NOT_SAID),
        (wording.DIRECTION, wording.DIRECTION_WORDS[metric.better]),
        (wording.ROLL_UP, wording.roll_up_words(metric)),
        (page_words.REPORTED, page_words.reported_words(metric)),
        (wording.SAMPLES, wording.samples_words(metric)),
        (wording.FRESHNESS, wording.freshness_words(metric)),
        (wording.GUARDS, ", ".join(names.get(guarded, guarded) for guarded in metric.guardrail_for)),
        (wording.GUARDED_BY, ", ".join(guarded_by)),
    )
    return "\n\n".join(
        f"**{name}:** {escape_markdown(text)}" if name else escape_markdown(text) for name, text in facts if text
    )
