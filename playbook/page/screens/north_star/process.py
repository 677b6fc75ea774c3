"""A process in two badges and a chart: does it change, can it meet its target."""

from collections.abc import Sequence

import streamlit as st

from metrics.definition import Metric, Per
from metrics.statistics.control_chart import Assurance, Variation
from playbook.concerns.control import wording_chart as wording
from playbook.concerns.control.charts import ControlChart, control_chart
from playbook.concerns.control.review import MetricReview
from playbook.concerns.control.wording import ASSURANCE_WORDS, STATE_WORDS, VARIATION_WORDS, written
from playbook.model.trajectory import trajectory_of
from playbook.page.parts.charts import show_chart
from playbook.page.parts.header import ScreenContext, badge, escape_markdown

_VARIATION_LOOKS = {
    Variation.COMMON_CAUSE: ("gray", "waves"),
    Variation.IMPROVEMENT: ("blue", "thumb_up"),
    Variation.CONCERN: ("orange", "priority_high"),
    Variation.NEUTRAL: ("violet", "swap_vert"),
}
_ASSURANCE_LOOKS = {
    Assurance.MEETS: ("green", "verified"),
    Assurance.HIT_AND_MISS: ("gray", "shuffle"),
    Assurance.MISSES: ("orange", "gpp_bad"),
}


def process_badges(review: MetricReview) -> str:
    """Variation and assurance, each as icon, word and colour; without limits, what they wait for."""
    if review.variation is None:
        return "" if review.limits is None else badge(STATE_WORDS[review.limits.state], "gray", "hourglass_empty")
    variation = badge(VARIATION_WORDS[review.variation].lower(), *_VARIATION_LOOKS[review.variation])
    if review.assurance is None:
        return variation
    return f"{variation} {badge(ASSURANCE_WORDS[review.assurance], *_ASSURANCE_LOOKS[review.assurance])}"


def show_control_chart(review: MetricReview, metric: Metric, context: ScreenContext) -> None:
    """The chart of one series; nothing where no week is in."""
    if not review.points:
        return
    about = (
        review.metric,
        review.product,
        context.playbook.digest,
        context.workspace.version(),
        context.as_of,
        context.basis,
    )
    # what is counted over the whole charter has no target for a week
    trajectory = () if metric.per is Per.CHARTER else trajectory_of(context.playbook, metric)
    shown = ControlChart("|".join(map(str, about)), metric, review, trajectory, context.as_of)
    show_chart(control_chart, shown, description=wording.chart_alt(metric, review, review.sentence))


def process_sentences(review: MetricReview) -> Sequence[str]:
    """What its sample proves, what is odd about its numbers; each as Markdown."""
    return [escape_markdown(said) for said in (review.samples_sentence, *review.remarks) if said]


def show_notes(review: MetricReview) -> None:
    """What people wrote about its weeks, restarts of limits among them."""
    for note in review.notes:
        icon = "restart_alt" if note.is_restart else "edit_note"
        st.markdown(f":material/{icon}: **{escape_markdown(note.week)}** {escape_markdown(written(note))}")
