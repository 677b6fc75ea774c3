"""What changed since the last review, by cause; open conditions of release decisions."""

import streamlit as st

from playbook.documents.review import wording as review
from playbook.page.parts.header import (
    Screen,
    ScreenContext,
    badge,
    change_badge,
    download,
    escape_markdown,
    link_to,
    link_to_area,
)
from playbook.page.parts.headings import heading
from playbook.page.parts.record_links import record_link
from playbook.page.parts.wording import about
from playbook.page.screens.record import wording as form
from playbook.readiness import wording
from playbook.readiness.bars import wording_lowered as bar_words
from playbook.readiness.changes import wording as since_words
from playbook.readiness.changes.between import effects_that_add_up
from playbook.readiness.changes.results import SinceReview
from playbook.wording import AREA_WORDS, CHANGE_WORDS, seat_text

SHOWN_CHANGES = 4
MOST_IN_WORDS = 40


def changes(context: ScreenContext) -> None:
    """What moved the score since the last closed review, else since seven days ago, by cause; effects add up."""
    assessment = context.assessment
    since, before = assessment.changed_since, assessment.score_before
    if (own := assessment.own_review) is not None:
        st.caption(escape_markdown(since_words.as_reviewed(own.week_end, own.score, assessment.readiness.score)))
        ground(own)
    heading(escape_markdown(wording.changed_title(since, context.today)))
    if since is None or before is None:
        st.markdown(wording.nothing_to_compare(assessment.start))
        return
    found = assessment.changes
    if assessment.since_review is not None:
        compared_with(assessment.since_review, context)
    lowered_bars(context)
    if not found:
        st.markdown(wording.nothing_changed(since, context.today))
        if assessment.since_review is not None:
            ground(assessment.since_review)
        return
    after = assessment.readiness.score
    effects = effects_that_add_up(found, round(after, 1) - round(before, 1))
    st.caption(wording.sum_line(before, after, len(found)))
    parts = list(zip(found, effects, strict=True))
    for change, effect in parts[:SHOWN_CHANGES]:
        with st.container(gap="xxsmall"):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(f"**{wording.effect_words(effect)}** {change_badge(change.kind)}", width="content")
                link_to_area(change.area, AREA_WORDS[change.area])
            st.markdown(escape_markdown(change.text))
    rest = parts[SHOWN_CHANGES:]
    if rest:
        with st.expander(wording.other_causes_fold(effects[:SHOWN_CHANGES], effects[SHOWN_CHANGES:])):
            st.markdown(
                "\n".join(
                    f"- **{wording.effect_words(effect)}** {change_badge(change.kind)} {escape_markdown(change.text)}"
                    for change, effect in rest[:MOST_IN_WORDS]
                )
            )
            if len(rest) > MOST_IN_WORDS:
                st.caption(since_words.and_more(len(rest) - MOST_IN_WORDS))
    if assessment.since_review is not None:
        ground(assessment.since_review)
    download(
        (wording.COLUMN_KIND, wording.COLUMN_AREA, wording.COLUMN_WHAT, wording.COLUMN_EFFECT),
        [(CHANGE_WORDS[c.kind], AREA_WORDS[c.area], c.text, round(c.effect, 2)) for c in found],
        name="changes",
    )


def lowered_bars(context: ScreenContext) -> None:
    """Bars that were lowered since, with their reasons."""
    bars = bar_words.lowered_since(context.assessment.bar_changes, context.assessment.bar_metrics, context.as_of)
    if bars:
        points = "\n".join(f"- {escape_markdown(entry)}" for entry in bars)
        st.markdown(f"{badge(bar_words.LOWERED_SINCE, 'orange', 'south')}\n{points}")


def compared_with(since: SinceReview, context: ScreenContext) -> None:
    """What the page compares with."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            escape_markdown(since_words.compared_with(since.week_end, since.as_of, context.today)), width="stretch"
        )
        link_to(Screen.REVIEW, review.SEE_REVIEW, week=since.week)


def ground(since: SinceReview) -> None:
    """What is different about the ground that review stood on."""
    found = since_words.ground(since)
    if found:
        with st.expander(since_words.GROUND_TITLE):
            for title, entries in found:
                st.markdown(f"**{title}**")
                st.markdown("\n".join(f"- {escape_markdown(entry)}" for entry in entries[: since_words.MOST_LISTED]))
                if len(entries) > since_words.MOST_LISTED:
                    st.caption(since_words.and_more(len(entries) - since_words.MOST_LISTED))


def conditions(context: ScreenContext) -> None:
    """Conditions of release decisions that are not done."""
    found = context.assessment.open_conditions
    heading(wording.CONDITIONS_TITLE)
    if not found:
        st.markdown(wording.NO_CONDITIONS)
        return
    for condition in found:
        look = (wording.LATE, "red", "schedule") if condition.late_days else (wording.OPEN, "orange", "pending_actions")
        with st.container(gap="xxsmall"):
            st.markdown(f"{badge(*look)} {escape_markdown(condition.what)}")
            due = wording.condition_due(condition.due, condition.late_days, context.today)
            st.caption(escape_markdown(f"{seat_text(condition.owner)} · {due}"))
            subject = f"{condition.product}/{condition.gate}"
            with st.container(horizontal=True, gap="small"):
                link_to(Screen.GATES, about(wording.WHY, condition.what), gate=subject, product=condition.product)
                record_link(
                    "condition-done",
                    about(form.MET, condition.what),
                    about=condition.product,
                    gate=condition.gate,
                    what=condition.what,
                )
    columns = (
        wording.COLUMN_PRODUCT,
        wording.COLUMN_GATE,
        wording.COLUMN_WHAT,
        wording.COLUMN_OWNER,
        wording.COLUMN_DUE,
    )
    rows = [(c.product, c.gate, c.what, seat_text(c.owner), c.due) for c in found]
    download(columns, rows, name="release-conditions")
