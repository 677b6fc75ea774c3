"""What the weeks of one series say: badges, the picture against its plan, limits and signals, notes."""

from collections.abc import Sequence

import streamlit as st

from metrics.definition import Metric, Per
from metrics.statistics.control_chart import Assurance, Variation
from metrics.weeks import WeekCalendar
from playbook.concerns.control import wording_chart, wording_page
from playbook.concerns.control.charts import control_chart
from playbook.concerns.control.charts_events import event_line
from playbook.concerns.control.charts_plan import plan_chart
from playbook.concerns.control.review import MetricControl
from playbook.concerns.control.shown import ControlChart
from playbook.concerns.control.wording import ASSURANCE_WORDS, STATE_WORDS, VARIATION_WORDS, written
from playbook.concerns.north_star.status import MetricStatus
from playbook.model.trajectory import to_date, trajectory_of
from playbook.page.parts.charts import show_chart
from playbook.page.parts.header import ScreenContext, badge, escape_markdown
from playbook.wording import week_text

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


def process_badges(review: MetricControl) -> str:
    """Variation and assurance, each as icon, word and colour; without limits, what they wait for."""
    if review.variation is None:
        return "" if review.limits is None else badge(STATE_WORDS[review.limits.state], "gray", "hourglass_empty")
    variation = badge(VARIATION_WORDS[review.variation].lower(), *_VARIATION_LOOKS[review.variation])
    if review.assurance is None:
        return variation
    return f"{variation} {badge(ASSURANCE_WORDS[review.assurance], *_ASSURANCE_LOOKS[review.assurance])}"


def shown_of(line: MetricStatus, review: MetricControl, metric: Metric, context: ScreenContext) -> ControlChart:
    """What the charts of one series are drawn from."""
    playbook = context.playbook
    totals = to_date(playbook, metric, line.series).points if metric.per is Per.CHARTER else ()
    version = context.workspace.version()
    about = (review.metric, review.product, playbook.digest, version, context.as_of, context.basis)
    trajectory = trajectory_of(playbook, metric, review.product)
    return ControlChart("|".join(map(str, about)), metric, review, trajectory, context.as_of, totals)


def show_picture(shown: ControlChart) -> None:
    """The picture people see first: actual against plan with the outlook, or rare events on a line."""
    build = event_line if shown.is_rare else plan_chart
    show_chart(build, shown, description=wording_chart.plan_alt(shown.metric, shown.review, shown.planned))


def show_limits(shown: ControlChart) -> None:
    """Limits and signals; a sentence where there are none."""
    if not shown.has_limits:
        st.markdown(escape_markdown(wording_page.no_limits(shown.review)))
        return
    description = wording_chart.chart_alt(shown.metric, shown.review, shown.review.sentence)
    show_chart(control_chart, shown, description=description)


def process_sentences(review: MetricControl) -> Sequence[str]:
    """What its sample proves, what is odd about its numbers; each as Markdown."""
    said = (review.samples_sentence, *review.remarks)
    return [escape_markdown(sentence) for sentence in said if sentence]


def show_notes(review: MetricControl, calendar: WeekCalendar) -> None:
    """What people wrote about its weeks, restarts of limits among them."""
    for note in review.notes:
        icon = "restart_alt" if note.is_restart else "edit_note"
        week = escape_markdown(week_text(calendar.week_named(note.week)))
        st.markdown(f":material/{icon}: **{week}** {escape_markdown(written(note))}")
