"""The table of screens: the entry each is a tab of, its icon, and what draws it; in the order of the navigation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from playbook.loading.page_settings import logo_file, read_page_settings
from playbook.page.parts import wording
from playbook.page.parts.badges import badge
from playbook.page.parts.links import Screen, entry_link, link_to
from playbook.page.parts.text import escape_markdown
from playbook.page.screens import handbook, problems, resources, signals
from playbook.page.screens.accountability import page as accountability
from playbook.page.screens.charter import page as charter
from playbook.page.screens.compare import page as compare
from playbook.page.screens.due import page as due
from playbook.page.screens.experiments import page as experiments
from playbook.page.screens.gates import page as gates
from playbook.page.screens.governance import page as governance
from playbook.page.screens.north_star import page as north_star
from playbook.page.screens.overview import page as overview
from playbook.page.screens.record import page as record
from playbook.page.screens.review import page as review
from playbook.page.screens.risks import page as risks
from playbook.page.screens.stack import page as stack
from playbook.page.screens.start import page as start
from playbook.page.screens.team import page as team
from playbook.page.screens.upload import page as upload
from playbook.page.screens.value import page as value
from playbook.page.screens.vendors import page as vendors
from playbook.page.screens.what_if import page as what_if
from playbook.page.screens.workflow import page as workflow


@dataclass(frozen=True, slots=True)
class Row:
    """One screen; `symbol` is the name of one of Streamlit's Material symbols."""

    entry: str
    symbol: str
    show: Callable[[], None]

    @property
    def icon(self) -> str:
        """The symbol as Streamlit takes it."""
        return f":material/{self.symbol}:"


SCREENS = {
    Screen.OVERVIEW: Row(wording.OVERVIEW, "dashboard", overview.show),
    Screen.DUE: Row(wording.DECISIONS, "assignment_ind", due.show),
    Screen.REVIEW: Row(wording.DECISIONS, "groups", review.show),
    Screen.GATES: Row(wording.GATES, "fact_check", gates.show),
    Screen.WHAT_IF: Row(wording.GATES, "tune", what_if.show),
    Screen.NORTH_STAR: Row(wording.METRICS, "monitoring", north_star.show),
    Screen.COMPARE: Row(wording.METRICS, "difference", compare.show),
    Screen.VALUE: Row(wording.METRICS, "savings", value.show),
    Screen.CHARTER: Row(wording.PLAN, "flag", charter.show),
    Screen.EXPERIMENTS: Row(wording.PLAN, "science", experiments.show),
    Screen.STACK: Row(wording.PLAN, "stacks", stack.show),
    Screen.TEAM: Row(wording.TEAM, "groups", team.show),
    Screen.ACCOUNTABILITY: Row(wording.TEAM, "handshake", accountability.show),
    Screen.WORKFLOW: Row(wording.TEAM, "conversion_path", workflow.show),
    Screen.RISKS: Row(wording.RISK, "gpp_maybe", risks.show),
    Screen.GOVERNANCE: Row(wording.RISK, "account_balance", governance.show),
    Screen.VENDORS: Row(wording.RISK, "handshake", vendors.show),
    Screen.HANDBOOK: Row(wording.LIBRARY, "auto_stories", handbook.show),
    Screen.RESOURCES: Row(wording.LIBRARY, "menu_book", resources.show),
    Screen.SIGNALS: Row(wording.LIBRARY, "cell_tower", signals.show),
    Screen.UPLOAD: Row(wording.DATA, "upload", upload.show),
    Screen.RECORD: Row(wording.DATA, "edit_note", record.show),
    Screen.START: Row(wording.DATA, "flag_circle", start.show),
    Screen.PROBLEMS: Row(wording.DATA, "rule", problems.show),
}


def entries() -> dict[str, list[Screen]]:
    """The entries of the navigation, each with the screens that are its tabs."""
    found: dict[str, list[Screen]] = {}
    for screen, row in SCREENS.items():
        found.setdefault(row.entry, []).append(screen)
    return found


def begin_navigation(organization: str, *, is_sample: bool, folder: Path) -> DeltaGenerator:
    """Logo and organization in the sidebar, and the place for the entries: drawn before anything else, so that nothing
    moves aside for them."""
    logo = logo_file(folder, read_page_settings(folder)[0])
    if logo is not None:
        st.logo(str(logo), size="large")
    place = st.sidebar.container(key="navigation", gap="xxsmall")
    with place:
        if organization:
            st.markdown(f"**{escape_markdown(organization)}**")
        if is_sample:
            st.markdown(f":small[{badge(wording.SAMPLE, 'violet', 'science')} {wording.SAMPLE_BANNER}]")
            with st.container(key="start-yours"):  # no entry: only the entry of its page is marked as where one is
                link_to(Screen.START, wording.START_YOURS, icon=":material/flag_circle:")
    return place


def show_navigation(place: DeltaGenerator, current: Screen, counts: Mapping[str, int]) -> None:
    """The entries, each with how much of it needs attention."""
    with place:
        for entry, screens in entries().items():
            first = current if current in screens else screens[0]
            label = wording.entry_markdown(entry, counts.get(entry, 0))
            entry_link(first, label, icon=SCREENS[screens[0]].icon)


def show_tabs(current: Screen) -> None:
    """The screens beside the current one; none where it stands alone in its entry."""
    screens = next(screens for screens in entries().values() if current in screens)
    if len(screens) > 1:
        with st.container(key="tabs", horizontal=True, gap="xxsmall"):
            for screen in screens:
                link_to(screen, wording.SCREENS[screen].title, icon="")
