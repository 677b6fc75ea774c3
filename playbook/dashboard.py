"""Navigation: which pages there are, what product and day they are about, and what holds for all of them."""

import logging
from pathlib import Path

import streamlit as st

from metrics.problems import Problems
from metrics.store import StoreUnavailable
from playbook import asked, running_app
from playbook import wording_screens as wording
from playbook.load_state import Shown
from playbook.screens import (
    accountability,
    charter,
    due,
    experiments,
    gates,
    governance,
    handbook,
    north_star,
    overview,
    problems,
    record,
    resources,
    review,
    risks,
    signals,
    stack,
    team,
    upload,
    vendors,
    workflow,
)
from playbook.screens._access import NotAllowed, admitted, show_who
from playbook.screens._freshness import watch_for_news
from playbook.screens._links import Screen, remember_pages
from playbook.screens._parts import banners, escape_markdown, problem_table, screen_context, trouble_page
from playbook.screens._selection import choose_selection
from playbook.settings import WrongUse
from playbook.workspace import Workspace

LOG = logging.getLogger(__name__)

# a file of our own: Streamlit's named icons are fetched from another site
ICON = str(Path(__file__).parent / "icon.png")

ICONS = {
    Screen.OVERVIEW: ":material/dashboard:",
    Screen.REVIEW: ":material/groups:",
    Screen.GATES: ":material/fact_check:",
    Screen.CHARTER: ":material/flag:",
    Screen.NORTH_STAR: ":material/monitoring:",
    Screen.EXPERIMENTS: ":material/science:",
    Screen.STACK: ":material/stacks:",
    Screen.TEAM: ":material/groups:",
    Screen.RISKS: ":material/gpp_maybe:",
    Screen.ACCOUNTABILITY: ":material/handshake:",
    Screen.RECORD: ":material/edit_note:",
    Screen.WORKFLOW: ":material/conversion_path:",
    Screen.DUE: ":material/assignment_ind:",
    Screen.GOVERNANCE: ":material/account_balance:",
    Screen.VENDORS: ":material/handshake:",
    Screen.SIGNALS: ":material/cell_tower:",
    Screen.RESOURCES: ":material/menu_book:",
    Screen.HANDBOOK: ":material/auto_stories:",
    Screen.UPLOAD: ":material/upload:",
    Screen.PROBLEMS: ":material/rule:",
}
SHOW = {
    Screen.OVERVIEW: overview.show,
    Screen.REVIEW: review.show,
    Screen.GATES: gates.show,
    Screen.CHARTER: charter.show,
    Screen.NORTH_STAR: north_star.show,
    Screen.EXPERIMENTS: experiments.show,
    Screen.STACK: stack.show,
    Screen.TEAM: team.show,
    Screen.RISKS: risks.show,
    Screen.ACCOUNTABILITY: accountability.show,
    Screen.RECORD: record.show,
    Screen.WORKFLOW: workflow.show,
    Screen.DUE: due.show,
    Screen.GOVERNANCE: governance.show,
    Screen.VENDORS: vendors.show,
    Screen.SIGNALS: signals.show,
    Screen.RESOURCES: resources.show,
    Screen.HANDBOOK: handbook.show,
    Screen.UPLOAD: upload.show,
    Screen.PROBLEMS: problems.show,
}
GROUPS = {
    wording.GROUP_DECIDE: (Screen.OVERVIEW, Screen.REVIEW, Screen.GATES, Screen.DUE),
    wording.GROUP_RUN: (Screen.CHARTER, Screen.NORTH_STAR, Screen.EXPERIMENTS, Screen.STACK),
    wording.GROUP_FUNCTION: (Screen.TEAM, Screen.ACCOUNTABILITY),
    wording.GROUP_GOVERN: (
        Screen.RISKS,
        Screen.GOVERNANCE,
        Screen.VENDORS,
        Screen.SIGNALS,
        Screen.RESOURCES,
        Screen.HANDBOOK,
    ),
    wording.GROUP_GOVERN: (Screen.RISKS, Screen.GOVERNANCE, Screen.VENDORS),
    wording.GROUP_FUNCTION: (Screen.TEAM, Screen.ACCOUNTABILITY, Screen.WORKFLOW),
    wording.GROUP_GOVERN: (Screen.RISKS,),
    wording.GROUP_DATA: (Screen.RECORD, Screen.UPLOAD, Screen.PROBLEMS),
}
NEEDS_NO_NUMBERS = {Screen.PROBLEMS}


def run() -> None:
    """One run of the script: navigation, selection, banners, the page."""
    st.set_page_config(page_title=wording.APP_NAME, page_icon=ICON, layout="wide")
    if not admitted([str(screen) for screen in SHOW]):
        return
    pages = {
        screen: st.Page(
            show,
            title=wording.SCREEN_TITLES[screen],
            help=wording.SCREEN_HELP[screen],
            icon=ICONS[screen],
            url_path=str(screen),
            default=screen is Screen.OVERVIEW,
        )
        for screen, show in SHOW.items()
    }
    remember_pages(pages)
    groups = {group: [pages[screen] for screen in screens] for group, screens in GROUPS.items()}
    page = st.navigation(groups, expanded=True)  # else pages behind the twelfth hide behind a button
    show_who()
    current = next(screen for screen, known in pages.items() if known.url_path == page.url_path)
    try:
        workspace = running_app.workspace()
        if _frame(workspace, current):
            page.run()
    except StoreUnavailable as unavailable:
        trouble_page(wording.STORE_TITLE, unavailable.problem.message)
    except NotAllowed as refused:
        st.error(str(refused), icon=":material/lock:")
    except WrongUse as wrong:
        trouble_page(wording.WRONG_USE_TITLE, str(wrong))
    except Problems as broken:
        trouble_page(wording.NEVER_WHOLE_TITLE, *(problem.message for problem in broken.problems[:20]))


def _frame(workspace: Workspace, screen: Screen) -> bool:
    """Sidebar and banners; False where there is nothing whole that the page could show."""
    state = workspace.playbook()
    names = {product.id: product.title for product in state.playbook.records.products.products}
    sentences = choose_selection(names, workspace.today(), lambda text: asked.as_of(workspace, text))
    if screen in NEEDS_NO_NUMBERS:
        for sentence in sentences:
            st.info(escape_markdown(sentence), icon=":material/info:")
        return True
    if state.shown is Shown.NOTHING:
        trouble_page(wording.NEVER_WHOLE_TITLE, state.notice)
        problem_table(state.errors, name="problems")
        return False
    banners(screen_context(), sentences)
    watch_for_news()
    return True


run()
