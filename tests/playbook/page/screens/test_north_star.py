"""The metrics' page: pillars in order, one metric in full, guardrails, products, and calm before numbers come in."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
import streamlit as st

from metrics.definition import Day, Grain
from metrics.observation import Series
from playbook.concerns.control import wording_page as page_words
from playbook.concerns.north_star import wording
from playbook.concerns.weekly_figures.wording import MONTHS, TO_DATE, WEEKS
from playbook.documents.spreadsheet_text import could_run
from playbook.page.parts.links import Screen
from playbook.page.screens.north_star.portfolio import GRID, open_cell
from playbook.wording import OUTCOME_WORDS
from tests.playbook.page.looking import Onlooker, words, words_of
from tests.playbook.statuses import metric_status, points, rate_metric
from tests.worlds import WORLDS, World

LooksAt = Callable[[World], Onlooker]


@pytest.fixture
def tracked(on_track: World, looks_at: LooksAt) -> Onlooker:
    """The world in which all is well, with its numbers."""
    on_track.receive_all()
    return looks_at(on_track)


@pytest.fixture
def steady(tracked: Onlooker) -> Onlooker:
    """The same world, but for task success, which has varied as usual around 85%."""
    lines = ["week,product,metric,numerator,denominator"]
    for week, hits in enumerate((1020, 1032, 1015, 1029, 1018, 1030, 1021, 1026), start=37):
        lines.append(f"2026-W{week},support-copilot,task_success_rate,{hits},1200")
    tracked.workspace.receive("steady.csv", "\n".join(lines).encode(), source="test", actor="test")
    return tracked


@pytest.mark.parametrize("name", list(WORLDS))
def test_every_metric_is_open_closed_or_named_as_not_reported_in_every_world(
    name: str, world: Callable[[str], World], looks_at: LooksAt
) -> None:
    built = world(name)
    if name != "broken_definitions":
        built.receive_all()
    one = looks_at(built)
    app = one.opens(Screen.NORTH_STAR)
    assert not app.exception
    opened = {head.value for head in app.subheader}
    closed = {fold.label.split(":")[0] for fold in app.expander}
    silent = " ".join(line.value for line in app.main.markdown if line.value.startswith(page_words.NOT_REPORTED))
    for status in one.workspace.assess().metrics:
        assert (status.name in opened) + (status.name in closed) + (status.name in silent) == 1


def test_what_varies_as_usual_is_counted_and_drawn_only_when_it_is_opened(steady: Onlooker) -> None:
    app = steady.opens(Screen.NORTH_STAR)
    assert app.title[0].value == "North-star metrics: 5 metrics vary as usual"
    assert page_words.routine_words(1, 2) == "1 of 2 varies as usual."
    assert page_words.routine_words(2, 2) in words(app)
    (fold,) = [fold for fold in app.expander if fold.label.startswith("Task success: 85.5%, common cause")]
    assert not list(fold.children)
    app.session_state["routine-task_success_rate"] = True
    (fold,) = [fold for fold in app.run().expander if fold.label.startswith("Task success")]
    assert "Task success: 85.5%, " in words_of(fold)


def test_when_everything_varies_as_usual_the_title_says_so() -> None:
    assert page_words.title(0, 3) == "North-star metrics: 3 metrics vary as usual"
    assert page_words.title(1, 0) == "North-star metrics: 1 of 1 needs attention"


def test_quality_cost_and_trust_come_before_value_and_service(tracked: Onlooker) -> None:
    heads = [head.value for head in tracked.opens(Screen.NORTH_STAR).header]
    assert [head for head in heads if head in wording.PILLAR_WORDS.values()] == ["Quality", "Cost", "Trust", "Service"]


def test_an_open_metric_says_outcome_process_sample_projection_and_age_in_words(tracked: Onlooker) -> None:
    app = tracked.opens(Screen.NORTH_STAR)
    app.session_state["routine-hallucination_rate"] = True
    said = words(app.run())
    status = tracked.workspace.assess().metrics[0]
    assert OUTCOME_WORDS[status.outcome] in said
    assert f"target today {wording.target_of(status)}" in said
    assert "n 1,700, 3.6% to 5.6%" in said
    assert "5 days old" in said
    assert "Hallucination rate: 4.5%, on plan; on course for 3% by 5 Dec (2.2% to 2.8%)." in said
    assert "-1.0 pp (-100 bp) on the week before" in said


def test_an_address_opens_a_metric_in_full(tracked: Onlooker) -> None:
    app = tracked.opens(Screen.NORTH_STAR, metric="hallucination_rate")
    said = words(app)
    assert "Share of judged answers that their sources do not support" in said
    assert "starts at 12% on 7 Sep, then 3% on 5 Dec" in said
    assert "answers judged unsupported by their sources, out of answers judged" in said
    numbers = app.table[-1].value
    assert len(numbers) == 8
    assert list(numbers.columns) == [column for column in wording.NUMBER_COLUMNS if column != "notes"]


def test_columns_that_say_nothing_are_left_out(tracked: Onlooker) -> None:
    app = tracked.opens(Screen.NORTH_STAR, metric="token_spend_usd")
    assert "numerator" not in list(app.table[-1].value.columns)


def test_weeks_months_and_what_has_run_so_far_stand_beside_the_numbers(tracked: Onlooker) -> None:
    app = tracked.opens(Screen.NORTH_STAR, metric="hallucination_rate")
    heads = [head.value for head in app.subheader]
    assert [head for head in heads if head not in (wording.PRODUCTS, wording.DEFINITION)] == [
        WEEKS,
        TO_DATE,
        MONTHS,
        wording.NUMBERS,
    ]
    assert len(app.table[0].value) == 6


def test_the_portfolio_is_a_grid_of_metrics_by_products(tracked: Onlooker) -> None:
    app = tracked.opens(Screen.NORTH_STAR, view="portfolio")
    grid = app.dataframe[0].value
    assert list(grid.columns) == [page_words.ALL_PRODUCTS, "Support copilot"]
    assert list(grid.index) == [status.name for status in tracked.workspace.assess().metrics]
    assert grid.loc["Hallucination rate", "Support copilot"] == "● 4.5%"
    assert grid.loc["Net promoter score", "Support copilot"] == ""


def test_names_in_the_grid_do_not_run_where_its_own_download_is_opened(on_track: World, looks_at: LooksAt) -> None:
    on_track.receive_all()
    on_track.change("definitions/metrics.yaml", "name: Hallucination rate", "name: '=HYPERLINK(1)'")
    on_track.change("records/products.yaml", "name: Support copilot", "name: '@SUM(1)'")
    grid = looks_at(on_track).opens(Screen.NORTH_STAR, view="portfolio").dataframe[0].value
    assert "'=HYPERLINK(1)" in grid.index
    assert "'@SUM(1)" in grid.columns
    assert not [name for name in (*grid.index, *grid.columns) if could_run(name)]


def test_a_cell_of_the_portfolio_opens_its_chart(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = SimpleNamespace(selection=SimpleNamespace(cells=[(1, "Support copilot")]))
    session: dict[str, object] = {GRID: chosen}
    monkeypatch.setattr(st, "session_state", session)
    columns = {page_words.ALL_PRODUCTS: None, "Support copilot": "support-copilot"}

    def opened(*cells: tuple[int, str]) -> tuple[object, ...]:
        chosen.selection.cells = list(cells)
        open_cell(["nps", "hallucination_rate"], columns)
        return tuple(session.get(key) for key in ("metric", "product", "view"))

    assert opened() == (None, None, None)
    assert opened((1, "Support copilot")) == ("hallucination_rate", "support-copilot", page_words.REVIEW)
    assert opened((0, page_words.ALL_PRODUCTS)) == ("nps", "all", page_words.REVIEW)
    assert opened() == ("nps", "all", page_words.REVIEW)


def test_an_address_that_names_no_view_gets_a_calm_sentence(tracked: Onlooker) -> None:
    app = tracked.opens(Screen.NORTH_STAR, view="mosaic")
    assert any("mosaic" in info.value for info in app.info)
    assert app.header


def test_an_address_that_names_no_metric_gets_a_calm_sentence(tracked: Onlooker) -> None:
    app = tracked.opens(Screen.NORTH_STAR, metric="happiness")
    assert not app.exception
    assert any("happiness" in info.value for info in app.info)


def test_a_product_is_told_what_it_has_not_reported(tracked: Onlooker) -> None:
    app = tracked.opens(Screen.NORTH_STAR, product="contract-reader")
    (told,) = [info.value for info in app.info]
    assert told.startswith("Contract reader has not reported: Hallucination rate, Task success")
    assert [fold.label.split(":")[0] for fold in app.expander] == ["Net promoter score"]


def test_a_metric_the_product_has_not_reported_shows_the_others(tracked: Onlooker) -> None:
    app = tracked.opens(Screen.NORTH_STAR, product="contract-reader", metric="hallucination_rate")
    assert wording.OTHERS_BELOW in app.info[0].value
    assert "Hallucination rate" in [head.value for head in app.header]


def test_before_numbers_come_in_the_page_is_calm(week_one: World, looks_at: LooksAt) -> None:
    app = looks_at(week_one).opens(Screen.NORTH_STAR)
    said = words(app)
    assert app.title[0].value == wording.TITLE
    assert wording.NOTHING_YET in said
    assert wording.WAY_UPLOAD in said
    assert "None is expected before the end of week 3" in said
    assert wording.GUARDRAILS not in said


def test_a_guardrail_that_gives_way_is_said(tracked: Onlooker) -> None:
    said = words(tracked.opens(Screen.NORTH_STAR))
    assert wording.GUARDRAILS_LINE in said
    assert "Hallucination rate guards Token spend" in said


def test_the_alt_text_says_from_where_to_where() -> None:
    alt = wording.chart_alt(rate_metric(), points(0.12, 0.05, running=True), metric_status())
    assert alt == (
        "Hallucination rate by week, from 12% in 2026-W37 to 5% in 2026-W38 (so far), lower is better. 5% of 1,000."
    )
    empty = metric_status(series=Series("m", None))
    assert wording.chart_alt(rate_metric(), (), empty) == f"Hallucination rate: {wording.NO_POINTS}"


def test_the_definition_says_on_which_days_a_daily_metric_is_reported() -> None:
    weekly = rate_metric()
    daily = weekly.model_copy(update={"grain": Grain.DAY})
    weekdays = daily.model_copy(update={"reported_on": (Day.MONDAY, Day.FRIDAY)})
    assert page_words.reported_words(weekly) == ""
    assert page_words.reported_words(daily) == "every day; a closed week that lacks one of them is partial"
    assert page_words.reported_words(weekdays).startswith("on Monday and Friday; a closed week")
