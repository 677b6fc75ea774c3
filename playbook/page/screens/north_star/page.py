"""North-star metrics as a weekly review: what asks for attention is open, what varies as usual is counted."""

from collections.abc import Sequence

import streamlit as st

from playbook.concerns.control import wording_page as page_words
from playbook.concerns.control.attention import Sorted, alarmed, sorted_by_attention
from playbook.concerns.control.review import MetricReviews
from playbook.concerns.control.reviews import metric_reviews
from playbook.concerns.north_star import wording
from playbook.concerns.north_star.guardrails import guardrail_pairs
from playbook.concerns.north_star.status import MetricStatus
from playbook.concerns.north_star.views import by_pillar, of_product
from playbook.page.parts.header import (
    Screen,
    ScreenContext,
    empty_state,
    escape_markdown,
    link_to,
    page_header,
    screen_context,
)
from playbook.page.parts.selection import choose_subject, choose_view
from playbook.page.screens.north_star.guardrails import guardrails
from playbook.page.screens.north_star.metric import one_metric
from playbook.page.screens.north_star.portfolio import portfolio
from playbook.page.screens.north_star.review import metric_in_review, routine
from playbook.page.screens.north_star.tables import take_away
from playbook.services import choices

ALL = ""
SELECT_WIDTH = 420


def show() -> None:
    """The whole page."""
    context = screen_context()
    metrics = context.playbook.metrics
    whole = context.workspace.assess(context.as_of, context.basis)
    reviews = context.workspace.ask(metric_reviews, context.as_of, context.basis)
    statuses, silent = of_product(tuple(metrics.values()), whole.metrics, context.product)
    heaps = sorted_by_attention(statuses, reviews)
    measured = bool(heaps.attention or heaps.routine)
    page_header(page_words.title(len(heaps.attention), len(heaps.routine)) if measured else wording.TITLE, context)
    if not metrics:
        empty_state(wording.EMPTY, wording.EMPTY_WHY, (wording.WAY_DEFINE,))
        return
    if measured:
        st.markdown(f"**{escape_markdown(wording.summary(statuses))}**")
    else:
        _nothing_yet(context)
    names = {ALL: wording.ALL_METRICS} | {metric.id: metric.name for metric in metrics.values()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        view = choose_view(page_words.VIEW, page_words.VIEWS, key="view")
        with st.container(width=SELECT_WIDTH):
            chosen = choose_subject(wording.METRIC, names, key="metric")
    if view == page_words.PORTFOLIO:
        portfolio(whole.metrics, reviews, context)
        return
    if chosen:
        status = next(status for status in (*statuses, *silent) if status.metric == chosen)
        if status in silent:
            _silent([status], context, wording.OTHERS_BELOW)
        one_metric(status, metrics[chosen], reviews, context)
        link_to(Screen.NORTH_STAR, page_words.ALL_METRICS, icon=":material/arrow_back:")
    else:
        _review(heaps, reviews, context)
        if silent:
            _silent(silent, context)
    take_away(statuses)


def _review(heaps: Sorted, reviews: MetricReviews, context: ScreenContext) -> None:
    """Pillar by pillar in their fixed order."""
    every = (*heaps.attention, *heaps.routine, *heaps.silent)
    order = {metric: place for place, metric in enumerate(context.playbook.metrics)}
    if heaps.attention or heaps.routine:
        guardrails(guardrail_pairs(context.playbook.metrics, every, alarmed(every, reviews)))
    weekly = choices.weekly_reviews(context.workspace, context.as_of, context.basis)
    for pillar, of_pillar in by_pillar(sorted(every, key=lambda each: order[each.metric])).items():
        st.header(wording.PILLAR_WORDS[pillar], anchor=False)
        usual = [status for status in of_pillar if status in heaps.routine]
        unknown = [status for status in of_pillar if status in heaps.silent]
        counted = page_words.routine_words(len(usual), len(of_pillar) - len(unknown))
        st.caption(" ".join(part for part in (wording.pillar_line(pillar, of_pillar), counted) if part))
        for status in of_pillar:
            if status in heaps.attention:
                metric_in_review(status, reviews, weekly, context)
        for status in usual:
            routine(status, reviews, weekly, context)
        if unknown:
            st.markdown(escape_markdown(page_words.silent_line(unknown)))


def _silent(silent: Sequence[MetricStatus], context: ScreenContext, more: str = "") -> None:
    """What the chosen product has not reported, and where to bring it."""
    name = context.product_names.get(context.product or "", "")
    st.info(escape_markdown(f"{wording.silent_words(silent, name)} {more}"), icon=":material/info:")
    link_to(Screen.UPLOAD, wording.TO_UPLOAD)


def _nothing_yet(context: ScreenContext) -> None:
    why = wording.nothing_yet(context.playbook.definitions.metrics.due_week, context.assessment.week)
    ways = (wording.WAY_UPLOAD, wording.WAY_COMMAND, wording.WAY_LATER)
    empty_state(wording.NOTHING_YET, why, ways, links=[(Screen.UPLOAD, wording.TO_UPLOAD)])
