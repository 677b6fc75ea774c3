"""Weekly review: a step each for what is decided, promised, seen and closed; closed reviews as they were seen."""

import streamlit as st

from playbook.concerns.control.reviews import metric_controls
from playbook.documents.report import wording as report_words
from playbook.documents.review import wording
from playbook.page.parts.header import ScreenContext, badge, empty_state, escape_markdown, page_header, screen_context
from playbook.page.parts.headings import heading
from playbook.page.parts.record_links import record_link
from playbook.page.parts.selection import choose_view
from playbook.page.screens.overview.notices import notices
from playbook.page.screens.review import agenda as walk
from playbook.page.screens.review import tables
from playbook.page.screens.review import wording as words
from playbook.page.screens.review.changes import changes
from playbook.page.screens.review.closed import closed_reviews
from playbook.page.screens.review.closing import agreed, minutes, receipt
from playbook.page.screens.review.presenting import is_presented, present, present_link
from playbook.page.screens.review.wording import Step
from playbook.readiness import wording as overview
from playbook.readiness import wording_known
from playbook.readiness.agenda import Agenda, agenda_of
from playbook.readiness.changes.since_review import last_review


def show() -> None:
    """The page."""
    context = screen_context()
    assessment = context.assessment
    facts = () if assessment.start is None else (overview.headline(assessment),)
    with page_header(wording.PAGE_TITLE, context, *facts):
        present_link()
    if assessment.start is None:
        empty_state(wording_known.NOT_STARTED, overview.NOT_STARTED_MISSING, overview.NOT_STARTED_WAYS)
        return
    receipt(context)
    agenda = _agenda(context)
    if is_presented():
        present(agenda, context)
        return
    # an address that names a week is about its closed review
    step_of_week = str(Step.CLOSED) if "week" in st.query_params else ""
    labels = words.steps(agenda, len(context.playbook.reviews))
    step = Step(choose_view(words.STEP, labels, key="step", requested=step_of_week))
    _STEPS[step](agenda, context)


def _agenda(context: ScreenContext) -> Agenda:
    earlier = last_review(context.playbook.reviews, context.as_of)
    reviews = context.workspace.ask(metric_controls, context.as_of, context.basis)
    return agenda_of(context.assessment, reviews, None if earlier is None else earlier.as_of)


def _decisions(agenda: Agenda, context: ScreenContext) -> None:
    if not agenda.decisions and not agenda.signatures:
        st.markdown(report_words.NO_DECISIONS)
        return
    tables.decisions(agenda, context)


def _promises(agenda: Agenda, context: ScreenContext) -> None:
    if agenda.follow_ups or agenda.conditions:
        tables.promises(agenda, context)
    else:
        st.markdown(wording.NO_FOLLOW_UPS)
    record_link("follow-up", wording.AGREE_MORE)


def _standing(_: Agenda, context: ScreenContext) -> None:
    left, right = st.columns(2, gap="small")
    with left:
        walk.standing(context)
    with right, st.container(border=True):
        changes(context)
    notices(context)


def _metrics(agenda: Agenda, context: ScreenContext) -> None:
    if agenda.metrics:
        tables.metrics(agenda, context)
    else:
        st.markdown(badge(wording.NO_SIGNALS, "green", "check_circle"))
    walk.beside_the_metrics(agenda)


def _gates(agenda: Agenda, context: ScreenContext) -> None:
    if agenda.gates:
        tables.gates(agenda, context)
    else:
        st.markdown(wording.NO_GATES)


def _close(_: Agenda, context: ScreenContext) -> None:
    agreed(context)
    heading(escape_markdown(words.CLOSE_TITLE))
    minutes(context)


def _closed(_: Agenda, context: ScreenContext) -> None:
    closed_reviews(context)


_STEPS = {
    Step.DECISIONS: _decisions,
    Step.PROMISES: _promises,
    Step.STANDING: _standing,
    Step.METRICS: _metrics,
    Step.GATES: _gates,
    Step.CLOSE: _close,
    Step.CLOSED: _closed,
}
