"""The ten things that matter, with progress; each leads to its form."""

import streamlit as st

from playbook.page.parts.header import Screen, ScreenContext, badge, link_to
from playbook.page.parts.headings import heading
from playbook.page.parts.record_links import record_link
from playbook.page.screens.start import wording
from playbook.readiness.first_steps import FirstStep, Step, first_steps
from playbook.verdict import Outcome

_RECORDS = {
    Step.PRODUCTS: "product",
    Step.SEATS: "seat",
    Step.GATES: "gate-plan",
    Step.DECISIONS: "experiment-decision",
    Step.STACK: "stack-choice",
    Step.RISKS: "risk",
}
_SCREENS = {
    Step.START: Screen.CHARTER,
    Step.EXPERIMENTS: Screen.EXPERIMENTS,
    Step.NUMBERS: Screen.UPLOAD,
    Step.REVIEW: Screen.REVIEW,
}


def steps_of(context: ScreenContext) -> tuple[FirstStep, ...]:
    """The steps of the playbook that is shown."""
    reported = {status.metric for status in context.assessment.metrics if status.outcome is not Outcome.NO_DATA}
    return first_steps(context.playbook, len(reported))


def checklist(context: ScreenContext) -> None:
    """All ten."""
    steps = steps_of(context)
    done = sum(step.is_done for step in steps)
    heading(wording.CHECKLIST_TITLE)
    st.progress(done / len(steps), text=wording.progress(done, len(steps)))
    with st.container(key="rows-first-steps", gap="small"):
        for number, step in enumerate(steps, 1):
            _row(number, step)


def _row(number: int, step: FirstStep) -> None:
    title, action = wording.STEPS[step.step]
    look = (wording.DONE, "green", "task_alt") if step.is_done else (wording.OPEN, "orange", "pending_actions")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        counted = wording.counted(step)
        line = f"{badge(*look)} {number}. **{title}**" + (f" :gray[{counted}]" if counted else "")
        st.markdown(line, width="stretch")
        if step.step in _RECORDS:
            record_link(_RECORDS[step.step], action)
        else:
            link_to(_SCREENS[step.step], action, step="close" if step.step is Step.REVIEW else None)
