"""Navigation: which pages there are, what product and day they are about, and what holds for all of them."""

import logging
from pathlib import Path

import streamlit as st

from metrics.problems import Problems
from metrics.store.location import StoreUnavailable
from playbook.loading.state import Shown, looking_once
from playbook.page.access import NotAllowed, admitted, say_if_open, show_who
from playbook.page.navigation import SCREENS, begin_navigation, show_navigation, show_tabs
from playbook.page.parts import wording
from playbook.page.parts.context import workspace_shown
from playbook.page.parts.counts import counts_of
from playbook.page.parts.freshness import watch_for_news
from playbook.page.parts.grid import help_keys
from playbook.page.parts.header import (
    banners,
    escape_markdown,
    export,
    problem_table,
    screen_context,
    top_bar,
    trouble_page,
)
from playbook.page.parts.links import Screen, remember_pages, settle_choices
from playbook.page.parts.look import SIDEBAR_WIDTH, apply_look
from playbook.page.parts.selection import choose_selection
from playbook.page.parts.this_run import one_run
from playbook.page.screens.review.presenting import go_where_it_is_presented
from playbook.page.screens.start.page import show_first
from playbook.services import choices
from playbook.services.running_app import app as running_app
from playbook.settings import WrongUse
from playbook.workspace.workspace import Workspace

LOG = logging.getLogger(__name__)

# a file of our own: Streamlit's named icons are fetched from another site
ICON = str(Path(__file__).parent / "icon.png")

NEEDS_NO_NUMBERS = {Screen.PROBLEMS}
WRITES = {Screen.COMPARE, Screen.RECORD, Screen.REVIEW, Screen.UPLOAD}
"""Whatever is written here stands by today's definitions."""


def run() -> None:
    """One run of the script: navigation, selection, banners, the page."""
    st.set_page_config(page_title=wording.APP_NAME, page_icon=ICON, layout="wide", initial_sidebar_state=SIDEBAR_WIDTH)
    if not admitted([str(screen) for screen in SCREENS]):
        return
    apply_look()
    organization = _organization()
    pages = {
        screen: st.Page(
            row.show,
            title=wording.tab_title(screen, organization),
            help=wording.SCREENS[screen].help,
            icon=row.icon,
            url_path=str(screen),
            default=screen is Screen.OVERVIEW,
        )
        for screen, row in SCREENS.items()
    }
    remember_pages(pages)
    page = st.navigation(list(pages.values()), position="hidden")
    current = next(screen for screen, known in pages.items() if known.url_path == page.url_path)
    empty = running_app.empty_folder_here()
    if empty is not None and not running_app.shows_the_sample_meanwhile():
        show_first(empty)
        show_who()
        return
    try:
        workspace = workspace_shown()
        if _frame(workspace, current, organization):
            page.run()
            export()
            help_keys()
    except StoreUnavailable as unavailable:
        trouble_page(wording.STORE_TITLE, unavailable.problem.message)
    except NotAllowed as refused:
        st.error(str(refused), icon=":material/lock:")
    except WrongUse as wrong:
        trouble_page(wording.WRONG_USE_TITLE, str(wrong))
    except Problems as broken:
        trouble_page(wording.NEVER_WHOLE_TITLE, *(problem.message for problem in broken.problems[:20]))
    show_who()


def _organization() -> str:
    """The organization's name; '' while nothing can be opened, which the page then says."""
    try:
        return workspace_shown().organization
    except (StoreUnavailable, WrongUse, Problems):
        return ""


def _frame(workspace: Workspace, screen: Screen, organization: str) -> bool:
    """Bar, navigation and banners; False where there is nothing whole that the page could show."""
    state = workspace.playbook()
    names = {product.id: product.title for product in state.playbook.records.products.products}
    navigation = begin_navigation(organization, is_sample=workspace.is_sample, folder=workspace.folder)
    with top_bar():
        sentences = choose_selection(
            names, workspace.today(), lambda text: choices.as_of(workspace, text), writes=screen in WRITES
        )
    settle_choices()
    go_where_it_is_presented(screen)
    counts: dict[str, int] = {}
    try:
        if state.shown is not Shown.NOTHING:
            counts = counts_of(screen_context())
    finally:  # the ways out stand there, too, where the numbers cannot be reached
        show_navigation(navigation, screen, counts)
    show_tabs(screen)
    say_if_open()
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


with one_run(), looking_once():
    run()
