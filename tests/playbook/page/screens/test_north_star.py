"""The metrics' page: rows by urgency, the detail in tabs, guardrails, products, and calm before numbers come in."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from metrics.definition import Day, Grain
from playbook.concerns.control import wording_page as page_words
from playbook.concerns.control.review import MetricReview, ShapeName
from playbook.concerns.north_star import wording
from playbook.concerns.weekly_figures.wording import MONTHS, TO_DATE, WEEKS
from playbook.documents.spreadsheet_text import could_run
from playbook.page.parts.links import Screen
from playbook.page.screens.north_star.portfolio import GRID, open_cell
from playbook.services.running_app import app as running_app
from playbook.settings import THIS_PROJECT
from playbook.wording import OUTCOME_WORDS
from playbook.workspace.workspace import Workspace
from tests.playbook.page.looking import Onlooker, words
from tests.playbook.statuses import rate_metric
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


def tab(app: AppTest, name: str) -> AppTest:
    """The page with another tab of its detail open."""
    app.session_state["metric-tab"] = name
    return app.run()


def listed(app: AppTest) -> list[str]:
    """Names of the rows, in their order."""
    return [link.proto.label for link in app.get("page_link") if "metric=" in link.proto.query_string]


@pytest.mark.parametrize("name", list(WORLDS))
def test_every_metric_has_one_row_in_every_world(name: str, world: Callable[[str], World], looks_at: LooksAt) -> None:
    built = world(name)
    if name != "broken_definitions":
        built.receive_all()
    one = looks_at(built)
    app = one.opens(Screen.NORTH_STAR)
    assert not app.exception
    assert sorted(listed(app)) == sorted(status.name for status in one.workspace.assess().metrics)


def test_rows_stand_in_heaps_with_their_counts(steady: Onlooker) -> None:
    app = steady.opens(Screen.NORTH_STAR)
    assert app.title[0].value == "North-star metrics: all 5 metrics are as expected"
    assert page_words.routine_heading(5) in [head.value for head in app.header]
    assert page_words.title(0, 1) == "North-star metrics: the 1 metric is as expected"
    assert page_words.title(1, 0) == "North-star metrics: 1 of 1 needs attention"


def test_the_sample_says_its_regression_first(own_sample_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Workspace.find(THIS_PROJECT.sample, str(own_sample_store), {}) as workspace:
        monkeypatch.setattr(running_app, "workspace", lambda: workspace)
        app = Onlooker(workspace).opens(Screen.NORTH_STAR)
    assert listed(app)[0] == "Hallucination rate"
    assert app.header[-1].value == "Hallucination rate", "its detail is the one that is open"
    assert "the last week broke the trend, no forecast" in words(app)


def test_the_detail_says_outcome_sample_outlook_and_age_in_words(tracked: Onlooker) -> None:
    app = tracked.opens(Screen.NORTH_STAR, metric="hallucination_rate")
    said = words(app)
    status = tracked.workspace.assess().metrics[0]
    assert OUTCOME_WORDS[status.outcome] in said
    assert f"target today {wording.target_of(status)}" in said
    assert "n 1,700, 3.6% to 5.6%" in said
    assert "5 days old" in said
    assert "Hallucination rate: 4.5%, on plan; on course for 3% by Dec 5 (2.2% to 2.8%)." in said
    assert "-1.0 pp (-100 bp) on the week before" in said


def test_only_the_open_tab_is_drawn(tracked: Onlooker) -> None:
    app = tracked.opens(Screen.NORTH_STAR, metric="hallucination_rate")
    assert len(app.get("vega_lite_chart")) == 1
    limits = tab(app, page_words.LIMITS_AND_SIGNALS)
    (drawn,) = limits.get("vega_lite_chart")
    assert "Control chart of" in drawn.proto.spec
    assert page_words.no_limits(MetricReview("m", None, shape=ShapeName.RARE)).startswith("Rare events")
    assert "6 whole weeks" in page_words.no_limits(MetricReview("m", None, shape=ShapeName.TOO_EARLY))


def test_an_address_opens_a_metric_in_full(tracked: Onlooker) -> None:
    app = tab(tracked.opens(Screen.NORTH_STAR, metric="hallucination_rate"), wording.DEFINITION)
    said = words(app)
    assert "Share of judged answers that their sources do not support" in said
    assert "starts at 12% on Sep 7, then 3% on Dec 5" in said
    assert "answers judged unsupported by their sources, out of answers judged" in said
    numbers = tab(app, wording.NUMBERS).table[-1].value
    assert len(numbers) == 8
    assert list(numbers.columns) == [column for column in wording.NUMBER_COLUMNS if column != "notes"]


def test_columns_that_say_nothing_are_left_out(tracked: Onlooker) -> None:
    app = tab(tracked.opens(Screen.NORTH_STAR, metric="token_spend_usd"), wording.NUMBERS)
    assert "numerator" not in list(app.table[-1].value.columns)


def test_weeks_months_and_what_has_run_so_far_have_a_tab(tracked: Onlooker) -> None:
    app = tab(tracked.opens(Screen.NORTH_STAR, metric="hallucination_rate"), page_words.WEEKLY)
    assert [head.value for head in app.subheader] == [WEEKS, TO_DATE, MONTHS]
    assert len(app.table[0].value) == 6


def test_the_portfolio_is_a_grid_of_metrics_by_products(tracked: Onlooker) -> None:
    app = tracked.opens(Screen.NORTH_STAR, view="portfolio")
    grid = app.dataframe[0].value
    assert list(grid.columns) == [page_words.PILLAR, page_words.ALL_PRODUCTS, "Support copilot"]
    assert list(dict.fromkeys(grid[page_words.PILLAR])) == ["Quality", "Cost", "Trust", "Service"]
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
    assert page_words.silent_heading(4) in [head.value for head in app.header]
    assert listed(app)[0] == "Net promoter score"
    assert not app.info


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
    assert wording.GUARDRAILS in said
    assert "Hallucination rate guards Token spend" in said


def test_the_definition_says_on_which_days_a_daily_metric_is_reported() -> None:
    weekly = rate_metric()
    daily = weekly.model_copy(update={"grain": Grain.DAY})
    weekdays = daily.model_copy(update={"reported_on": (Day.MONDAY, Day.FRIDAY)})
    assert page_words.reported_words(weekly) == ""
    assert page_words.reported_words(daily) == "every day; a closed week that lacks one of them is partial"
    assert page_words.reported_words(weekdays).startswith("on Monday and Friday; a closed week")
