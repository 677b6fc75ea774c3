"""What comes of two runs: headline, interval, figures side by side, and what turned, case by case."""

from collections.abc import Sequence

import streamlit as st

from playbook.page.parts.charts import show_chart
from playbook.page.parts.header import badge, escape_markdown, show_table
from playbook.page.parts.headings import heading
from playbook.page.screens.compare import wording
from playbook.services.comparing.charts import difference_interval
from playbook.services.comparing.comparison import ComparisonDocument, Flip, FlipSide
from playbook.services.comparing.shown import beside_rows, slice_rows
from playbook.services.comparing.wording import BESIDE_HEAD, SLICE_HEAD, score_name
from playbook.wording import sentence_case

_LISTED = 20


def show_result(found: ComparisonDocument) -> None:
    """The verdict first, then what stands beside it, then the cases."""
    with st.container(border=True):
        heading(wording.RULING_TITLE)
        st.markdown(f"{badge(*wording.LOOKS[found.ruling])} {escape_markdown(found.sentence)}")
        st.caption(escape_markdown(" · ".join(sentence_case(note) for note in found.notes)))
        line = wording.chart_line(found)
        margin = found.margin if found.lower_is_better else -found.margin
        numbers = (found.low, found.difference, found.high, margin, found.scorer)
        st.markdown(escape_markdown(line))
        show_chart(difference_interval, *numbers, description=line)
    with st.container(border=True):
        heading(wording.BESIDE)
        show_table(BESIDE_HEAD, beside_rows(found), name="model-diff", alt=wording.BESIDE)
    worse, better, slices = st.tabs(
        [wording.tab(wording.WORSE, found.got_worse), wording.tab(wording.BETTER, found.got_better), wording.SLICES]
    )
    with worse:
        _turned([flip for flip in found.flips if flip.worse], found, found.got_worse, "worse")
    with better:
        _turned([flip for flip in found.flips if not flip.worse], found, found.got_better, "better")
    with slices:
        _slices(found)


def _turned(flips: Sequence[Flip], found: ComparisonDocument, total: int, name: str) -> None:
    if not flips:
        st.markdown(wording.NO_TURNS)
        return
    st.markdown(wording.first_cases(len(flips), total))
    cases = {flip.case: flip for flip in flips}
    chosen = st.selectbox(
        wording.CASE,
        ["", *cases],
        format_func=lambda one: wording.case_label(one, cases[one].question) if one else wording.CHOOSE,
        key=f"compare-case-{name}",
    )
    if chosen:
        _case(cases[chosen], found.scorer)
    rows = [(flip.case, *(_score(side, found.scorer) for side in (flip.base, flip.candidate))) for flip in flips]
    show_table(wording.CASES_HEAD, rows, name=f"model-diff-{name}", alt=name, limit=_LISTED)


def _case(flip: Flip, scorer: str) -> None:
    with st.container(border=True):
        if flip.question:
            st.markdown(f"**{wording.QUESTION}:** {escape_markdown(flip.question)}")
        if flip.tags:
            st.caption(escape_markdown(", ".join(f"{name}: {value}" for name, value in flip.tags.items())))
        sides = (flip.base, flip.candidate)
        rows: list[tuple[str, ...]] = [(score_name(scorer), *(_score(side, scorer) for side in sides))]
        if any(side.answer for side in sides):
            rows.append((wording.ANSWER, *(side.answer or wording.NOT_KNOWN for side in sides)))
        named = dict.fromkeys(name for side in sides for name in side.scores)
        rows += [(name, *(wording.side_value(side.scores.get(name), "score") for side in sides)) for name in named]
        for name, unit in (("cost", "USD"), ("latency", "seconds"), ("tokens", "tokens"), ("refused", "share")):
            values = [getattr(side, name) for side in sides]
            if any(value is not None for value in values):
                rows.append((name, *(wording.side_value(value, unit) for value in values)))
        show_table(wording.SIDES_HEAD, rows, name="model-diff-case", alt=flip.case, downloadable=False)


def _score(side: FlipSide, scorer: str) -> str:
    return wording.passed(side.score) if scorer == "passed" else wording.side_value(side.score, "score")


def _slices(found: ComparisonDocument) -> None:
    if not found.tags:
        st.markdown(wording.NO_TAGS)
        return
    st.selectbox(wording.TAG, ["", *found.tags], format_func=lambda one: one or wording.CHOOSE, key="compare-tag")
    if found.slices:
        show_table(SLICE_HEAD, slice_rows(found), name="model-diff-slices", alt=wording.SLICES)
