"""The numbers of one metric: products as a list, weeks as a table, both to be taken away."""

import re
from collections.abc import Sequence

import streamlit as st

from metrics.definition import Metric
from metrics.series.weekly_figures import WeeklyFigures
from playbook.concerns.control import wording_page as page_words
from playbook.concerns.control.review import MetricControl, MetricControls
from playbook.concerns.control.wording import written
from playbook.concerns.control.wording_chart import limits_words, point_words
from playbook.concerns.north_star import wording
from playbook.concerns.north_star.status import MetricStatus
from playbook.concerns.weekly_figures.wording import figures_words
from playbook.page.parts.grid import Entry, Export, Field, Line, grid
from playbook.page.parts.header import (
    Cell,
    Screen,
    ScreenContext,
    download,
    escape_markdown,
    link_to,
    outcome_badge,
)
from playbook.page.parts.text import typeset
from playbook.page.screens.north_star.card import review_of
from playbook.page.screens.north_star.process import process_badges
from playbook.verdict import Outcome
from playbook.wording import sentence_case, value_text, week_text

WEEK, VALUE, TARGET, LIMITS, SAYS = wording.NUMBER_COLUMNS
NUMBER_FIELDS = (
    Field(WEEK, width=90),
    Field(VALUE, right=True, width=130),
    Field(TARGET, right=True),
    Field(LIMITS),
    Field(SAYS),
)
WEEKS_A_PAGE = 13
MOST_PRODUCTS = 8
"""Listed beside a metric, the worst first; all of them are a matrix of their own."""
_GRAVEST = {Outcome.NOT_MET: 0, Outcome.WARNING: 1, Outcome.STALE: 2, Outcome.INCONCLUSIVE: 3, Outcome.NO_DATA: 4}
_NUMBER = re.compile(r"[-−+]?[$€£¥]?\d")


def products_of(
    products: Sequence[MetricStatus], metric: Metric, reviews: MetricControls, context: ScreenContext
) -> None:
    """The gravest products with their outcome, process, numbers and reason; the rest counted, with the way to all."""
    rows: list[tuple[Cell, ...]] = []
    for number, status in enumerate(sorted(products, key=lambda each: _GRAVEST.get(each.outcome, len(_GRAVEST)))):
        if number < MOST_PRODUCTS:
            name = escape_markdown(context.product_names.get(status.product or "", status.product or ""))
            numbers = escape_markdown(wording.product_numbers(status, metric))
            badges = " ".join(filter(None, (outcome_badge(status.outcome), process_badges(review_of(status, reviews)))))
            st.markdown(f"{badges} **{name}**: {numbers}  \n{escape_markdown(status.reason)}")
        rows.append(
            (
                status.product,
                status.week,
                status.value,
                status.numerator,
                status.n,
                status.low,
                status.high,
                status.target,
                status.outcome,
                status.reason,
            )
        )
    if len(products) > MOST_PRODUCTS:
        label = page_words.more_products(len(products) - MOST_PRODUCTS)
        link_to(Screen.NORTH_STAR, label, metric=metric.id, view=page_words.PORTFOLIO)
    download(wording.PRODUCT_COLUMNS, rows, name=f"{metric.id}-products")


def numbers_of(review: MetricControl, metric: Metric) -> None:
    """Weeks with what they were counted from and what the chart says of them, the newest first; the download holds
    bare numbers."""
    points = review.points[::-1]
    shown = [
        (
            Entry(week_text(each.point.period_end), order=each.point.period_end.isoformat()),
            Entry(
                value_text(each.point.value, metric),
                wording.counted_from(each.point, each.low, each.high, metric),
                order=each.point.value,
            ),
            Entry() if each.target is None else Entry(value_text(each.target, metric), order=each.target),
            Entry() if each.lower is None else Entry(limits_words(each, metric), order=each.lower),
            Entry(
                "" if each.mean is None and not page_words.is_odd(each.point) else point_words(each),
                page_words.notes_count(each.notes),
            ),
        )
        for each in points
    ]
    bare: list[tuple[Cell, ...]] = [
        (
            each.point.week,
            each.point.period_end,
            each.point.value,
            each.point.numerator,
            each.point.denominator,
            each.low,
            each.high,
            each.target,
            each.mean,
            each.lower,
            each.upper,
            each.signal,
            each.effect,
            wording.point_state(each.point),
            "; ".join(written(note) for note in each.notes),
        )
        for each in points
    ]
    name = f"{metric.id}-{review.product or 'all'}"
    filled = [column for column in range(len(NUMBER_FIELDS)) if any(line[column] != Entry() for line in shown)]
    grid(
        name,
        [NUMBER_FIELDS[column] for column in filled],
        [Line(each.point.week, [line[column] for column in filled]) for each, line in zip(points, shown, strict=True)],
        label=wording.table_alt(metric.name, len(shown)),
        size=WEEKS_A_PAGE,
        dense=True,
    )
    download(wording.NUMBER_DOWNLOAD_COLUMNS, bare, name=name)


def weekly_of(review: WeeklyFigures | None, metric: Metric, product: str) -> None:
    """Six weeks, what has run so far of month and quarter, and months, each beside what it is compared with."""
    if review is None:
        return
    found = figures_words(review, metric)
    st.markdown(escape_markdown(typeset(found.sentence)))
    for table in found.tables:
        st.subheader(escape_markdown(page_words.table_title(table.title, product)), anchor=False)
        name = f"{metric.id}-{review.product or 'all'}-{table.title}".lower().replace(" ", "-")
        numbers = [place for place in range(1, len(table.head)) if _counts([row[place] for row in table.rows])]
        words = [place for place in range(1, len(table.head)) if place not in numbers]
        fields = [Field(sentence_case(table.head[0]))]
        fields += [Field(sentence_case(table.head[place]), right=True) for place in numbers]
        lines = [
            Line(
                row[0],
                [
                    Entry(row[0], ", ".join(filter(None, (row[place] for place in words)))),
                    *(row[place] for place in numbers),
                ],
            )
            for row in table.rows
        ]
        export, label = Export(table.head, table.rows, name=name), wording.table_alt(metric.name, len(lines))
        grid(name, fields, lines, label=label, export=export, dense=True)
    for note in found.notes:
        st.caption(escape_markdown(note))


def _counts(cells: Sequence[str]) -> bool:
    """Whether a column holds numbers alone, which stand at the right."""
    return all(_NUMBER.match(cell) for cell in cells if cell)


def take_away(statuses: Sequence[MetricStatus]) -> None:
    """Every metric with its products as one table to download."""
    rows = [
        (
            status.metric,
            status.name,
            status.pillar,
            status.product,
            status.week,
            status.period_end,
            status.value,
            status.numerator,
            status.n,
            status.low,
            status.high,
            status.target,
            status.outcome,
            status.age_days,
            status.partial,
            status.change,
            status.reason,
            status.owner,
            status.unit,
        )
        for total in statuses
        for status in (total, *total.by_product)
    ]
    download(wording.DOWNLOAD_COLUMNS, rows, name="north-star-metrics")
