"""Model diff: two runs over the same cases, the verdict against a margin, what turned, and the record of it."""

from dataclasses import dataclass

import streamlit as st

from metrics.problems import Problems
from metrics.readers.tools.shared.measures import Measures
from playbook.page.access import only_for
from playbook.page.parts.header import (
    ScreenContext,
    badge,
    empty_state,
    escape_markdown,
    page_header,
    problem_table,
    screen_context,
)
from playbook.page.parts.people import Role
from playbook.page.screens.compare import wording
from playbook.page.screens.compare.files import choose_file, chosen_run
from playbook.page.screens.compare.keeping import keep_it
from playbook.page.screens.compare.result import show_result
from playbook.page.screens.record.outcome import show_receipt
from playbook.services.comparing.comparison import ComparisonDocument, compared
from playbook.services.comparing.pairs import NoComparison
from playbook.services.comparing.runs import base_of
from playbook.settings import WrongUse
from playbook.wording import sentence_case

_FOUND = "_compared"
_CANDIDATE, _BASE = "compare-candidate", "compare-base"


@dataclass(frozen=True, slots=True)
class Settings:
    """How two runs are compared."""

    product: str | None
    margin: float
    scorer: str | None
    lower_is_better: bool
    models: tuple[str, str]


def show() -> None:
    """The page."""
    context = screen_context()
    page_header(wording.TITLE, context, wording.FACT)
    show_receipt()
    with st.container(border=True):
        if not only_for(Role.UPLOADER):
            return
        st.markdown(wording.LINE)
        candidate_place, base_place = st.columns(2, gap="medium")
        with candidate_place:
            choose_file(wording.CANDIDATE, _CANDIDATE, wording.FILE_HELP)
        with base_place:
            choose_file(wording.BASE, _BASE, wording.FILE_HELP)
        settings = _settings(context)
    try:
        candidate, base = chosen_run(_CANDIDATE), chosen_run(_BASE)
    except Problems as problems:
        problem_table(problems.problems, name="compare-problems", total=problems.total)
        return
    if candidate is None:
        empty_state(wording.NO_FILE, wording.NO_FILE_WHY, wording.NO_FILE_WAYS)
        return
    _compare(context, base, candidate, settings)


def _settings(context: ScreenContext) -> Settings:
    fields = iter(st.columns(2 if context.product else 3, gap="medium", vertical_alignment="bottom"))
    names = context.product_names
    product = context.product or next(fields).selectbox(
        wording.PRODUCT,
        ["", *names] if len(names) != 1 else list(names),
        format_func=lambda one: names.get(one, wording.CHOOSE),
        key="compare-product",
        persist_state="session",
    )
    second, third = fields
    margin = second.number_input(
        wording.MARGIN,
        min_value=0.0,
        value=0.0,
        step=0.01,
        format="%.3f",
        key="compare-margin",
        help=wording.MARGIN_HELP,
        persist_state="session",
    )
    with third.popover(wording.MORE):
        scorer = st.text_input(wording.SCORER, key="compare-scorer", help=wording.SCORER_HELP, max_chars=120).strip()
        lower = st.toggle(wording.LOWER, key="compare-lower")
        models = tuple(
            st.text_input(label, key=f"compare-{side}-model", help=wording.SEVERAL, max_chars=120).strip()
            for side, label in (("base", wording.BASE_MODEL), ("candidate", wording.CANDIDATE_MODEL))
        )
    return Settings(product or None, float(margin), scorer or None, bool(lower), (models[0], models[1]))


def _compare(context: ScreenContext, base: Measures | None, candidate: Measures, settings: Settings) -> None:
    note = ""
    try:
        if base is None:
            base, note = base_of(context.workspace, settings.product)
        tag = st.session_state.get("compare-tag") or None
        found = _found(base, candidate, settings, note, tag)
    except (NoComparison, WrongUse) as reason:
        words = escape_markdown(sentence_case(str(reason)))
        st.markdown(f"{badge(wording.NOT_COMPARED, 'orange', 'do_not_disturb_on')} {words}.")
        return
    except Problems as problems:
        problem_table(problems.problems, name="compare-problems", total=problems.total)
        return
    show_result(found)
    keep_it(context, found, candidate, settings.product, settings.models[1])


def _found(base: Measures, candidate: Measures, settings: Settings, note: str, tag: str | None) -> ComparisonDocument:
    """Compared once while files and settings stay the same."""
    known = (base.digest, candidate.digest, settings, note, tag)
    kept = st.session_state.get(_FOUND)
    if kept is None or kept[0] != known:
        found = compared(
            base,
            candidate,
            margin=settings.margin,
            scorer=settings.scorer,
            lower_is_better=settings.lower_is_better,
            tag=tag,
            models=settings.models,
            first_note=note,
        )
        kept = st.session_state[_FOUND] = known, found
    result: ComparisonDocument = kept[1]
    return result
