"""The metrics' page: rows by urgency, the detail in tabs, guardrails, products, and calm before numbers come in."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from metrics.definition import Day, Grain
from playbook.concerns.control import wording_page as page_words
from playbook.concerns.control.attention import sorted_by_attention
from playbook.concerns.control.review import MetricControl, ShapeName
from playbook.concerns.control.reviews import metric_controls
from playbook.concerns.north_star import wording
from playbook.concerns.weekly_figures.wording import MONTHS, TO_DATE, WEEKS
from playbook.page.parts.links import Screen
from playbook.page.screens.north_star import tables
from playbook.readiness.wording_screen import metrics_title
from playbook.services.running_app import app as running_app
from playbook.settings import THIS_PROJECT
from playbook.verdict import Outcome
from playbook.wording import OUTCOME_WORDS
from playbook.workspace.workspace import Workspace
from tests.playbook.page.looking import Onlooker, grids, words
from tests.playbook.page.screens.test_every_screen import opened
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
    app.session_state["tab"] = name
    return app.run()


def listed(app: AppTest) -> list[str]:
    """Names of the rows, in their order."""
    return [row["c"][0][0] for row in grids(app).get("metrics", {}).get("rows", ())]


def heaps(app: AppTest) -> dict[str, int]:
    """How many rows stand below each heading."""
    return dict(Counter(row["g"][0] for row in grids(app)["metrics"]["rows"]))


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
    assert heaps(app) == {page_words.ROUTINE: 5}
    assert "5 on plan" in app.caption[0].value
    assert page_words.title(0, 1, 0) == "North-star metrics: the 1 metric is as expected"
    assert page_words.title(1, 0, 0) == "North-star metrics: 1 of 1 needs attention"
    assert page_words.title(1, 2, 10) == "North-star metrics: 1 needs attention, 10 of 13 not reported"


def test_the_sample_says_its_regression_first(own_sample_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Below the title, which counts what needs attention, stands how that fits with what is on plan."""
    with Workspace.find(THIS_PROJECT.sample, str(own_sample_store), {}) as workspace:
        monkeypatch.setattr(running_app, "workspace", lambda: workspace)
        statuses = workspace.assess().metrics
        heaps = sorted_by_attention(statuses, workspace.ask(metric_controls))
        app = Onlooker(workspace).opens(Screen.NORTH_STAR)
    watched = [status for status in heaps.attention if status.outcome is Outcome.MET]
    counts = metrics_title(statuses).removeprefix("Metrics: ")
    assert watched
    assert f"{counts}, {len(watched)} of these with a concern or off course" in app.caption[0].value
    assert listed(app)[0] == "Hallucination rate"
    assert app.header[-1].value == "Hallucination rate", "its detail is the one that is open"
    assert "the last week broke the trend, no forecast" in words(app)


def test_the_detail_says_outcome_sample_outlook_and_age_in_words(tracked: Onlooker) -> None:
    app = tracked.opens(Screen.NORTH_STAR, metric="hallucination_rate")
    said = words(app)
    status = tracked.workspace.assess().metrics[0]
    assert OUTCOME_WORDS[status.outcome] in said
    assert f"planned by Nov 1: {wording.target_of(status)}" in said
    assert "n 1,700, 3.6% to 5.6%" in said
    assert "5 days old" in said
    assert "Hallucination rate: 4.5%, on plan; on course for 3% by Dec 5 (2.2% to 2.8%)." in said
    assert "−1.0 pp (−100 bp) on the week before" in said


def test_only_the_open_tab_is_drawn(tracked: Onlooker) -> None:
    app = tracked.opens(Screen.NORTH_STAR, metric="hallucination_rate")
    assert len(app.get("vega_lite_chart")) == 1
    limits = tab(app, page_words.LIMITS_TAB)
    (drawn,) = limits.get("vega_lite_chart")
    assert "Control chart of" in drawn.proto.spec
    assert page_words.no_limits(MetricControl("m", None, shape=ShapeName.RARE)).startswith("Rare events")
    assert "6 whole weeks" in page_words.no_limits(MetricControl("m", None, shape=ShapeName.TOO_EARLY))


def test_an_address_opens_a_metric_in_full(tracked: Onlooker) -> None:
    app = tab(tracked.opens(Screen.NORTH_STAR, metric="hallucination_rate"), page_words.DEFINITION_TAB)
    said = words(app)
    assert "Share of judged answers that their sources do not support" in said
    assert "starts at 12% on Sep 7, then 3% on Dec 5" in said
    assert "answers judged unsupported by their sources, out of answers judged" in said
    numbers = grids(tab(app, page_words.NUMBERS_TAB))["hallucination_rate-all"]
    assert [field["title"] for field in numbers["fields"]] == list(wording.NUMBER_COLUMNS)
    assert len(numbers["rows"]) == 8
    week, value, target, *_ = numbers["rows"][0]["c"]
    assert (week[0], value[0], target[0]) == ("Oct 26-Nov 1", "4.5%", "6.4%")
    assert value[1] == "77 of 1,700, 95%: 3.6% to 5.6%"


def test_columns_that_say_nothing_are_left_out(tracked: Onlooker) -> None:
    early = tracked.opens(Screen.NORTH_STAR, metric="hallucination_rate", as_of="2026-09-25")
    numbers = grids(tab(early, page_words.NUMBERS_TAB))["hallucination_rate-all"]
    assert [field["title"] for field in numbers["fields"]] == list(wording.NUMBER_COLUMNS[:3])
    assert [len(row["c"]) for row in numbers["rows"]] == [3, 3]


def test_weeks_months_and_what_has_run_so_far_have_a_tab(tracked: Onlooker) -> None:
    app = tab(tracked.opens(Screen.NORTH_STAR, metric="hallucination_rate"), page_words.WEEKS_TAB)
    assert [head.value for head in app.subheader] == [WEEKS, TO_DATE, MONTHS]
    weeks, *_ = [drawn for name, drawn in grids(app).items() if name.startswith("hallucination_rate-all-")]
    assert [(field["title"], field["right"]) for field in weeks["fields"]] == [
        ("Week", False),
        ("Value", True),
        ("On the week before", True),
    ]
    assert len(weeks["rows"]) == 6
    assert weeks["rows"][-1]["c"][2][0] == "−1.0 pp (−100 bp)"


def test_a_row_leads_to_its_detail_with_its_trend_and_what_it_says_in_words(tracked: Onlooker) -> None:
    table = grids(tracked.opens(Screen.NORTH_STAR, metric="token_spend_usd"))["metrics"]
    row = next(row for row in table["rows"] if row["k"] == "hallucination_rate")
    name, actual, plan, gap, trend, *_ = row["c"]
    assert (name[0], name[3]) == ("Hallucination rate", "north-star?metric=hallucination_rate")
    assert (actual[0], actual[2]) == ("4.5%", pytest.approx(0.0453, abs=1e-3))
    assert plan[0] == wording.target_of(tracked.workspace.assess().metrics[0])
    assert gap[0] == "−1.9 pp"
    assert len(trend[6]) == 8
    assert trend[5].startswith("From 11.5% to 4.5% in 7 weeks. Hallucination rate: 4.5%, on plan")
    assert table["selected"] == "token_spend_usd"


def test_by_product_it_is_a_matrix_of_metrics_by_products_pillar_by_pillar(tracked: Onlooker) -> None:
    table = grids(tracked.opens(Screen.NORTH_STAR, view="portfolio", metric="nps"))["portfolio"]
    assert [field["title"] for field in table["fields"]] == [
        page_words.METRIC,
        page_words.ALL_PRODUCTS,
        "Support copilot",
    ]
    assert list(dict.fromkeys(row["g"][0] for row in table["rows"])) == ["Quality", "Cost", "Trust", "Service"]
    cells = {row["k"]: row["c"] for row in table["rows"]}
    assert cells["hallucination_rate"][2][0] == "4.5%"
    assert (
        cells["hallucination_rate"][2][3]
        == "north-star?metric=hallucination_rate&product=support-copilot&view=portfolio"
    )
    assert cells["nps"][2] == []
    assert table["current"] == "north-star?metric=nps&product=all&view=portfolio"


def test_a_cell_says_in_words_what_is_more_than_expected(
    own_sample_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Workspace.find(THIS_PROJECT.sample, str(own_sample_store), {}) as workspace:
        monkeypatch.setattr(running_app, "workspace", lambda: workspace)
        table = grids(Onlooker(workspace).opens(Screen.NORTH_STAR, view="portfolio"))["portfolio"]
    cells = {row["k"]: row["c"] for row in table["rows"]}
    assert [badge[0] for badge in cells["hallucination_rate"][1][4]] == ["off plan; concern"]
    # each number is that of the sentence it carries: of a sum that lacks a product, too
    whole = [entry for row in cells.values() for entry in row[1:] if entry and not entry[0].endswith("K")]
    assert [entry for entry in whole if entry[0] not in entry[5]] == []
    assert cells["gpu_hours"][1][0] == "214 hours"


def test_an_address_that_names_no_view_gets_a_calm_sentence(tracked: Onlooker) -> None:
    app = tracked.opens(Screen.NORTH_STAR, view="mosaic")
    assert any("mosaic" in info.value for info in app.info)
    assert app.header


def test_an_address_that_names_no_metric_gets_a_calm_sentence(tracked: Onlooker) -> None:
    app = tracked.opens(Screen.NORTH_STAR, metric="happiness")
    assert not app.exception
    assert any("happiness" in info.value for info in app.info)


def test_a_product_is_reported_what_it_has_not_reported(tracked: Onlooker) -> None:
    app = tracked.opens(Screen.NORTH_STAR, product="contract-reader")
    assert heaps(app)[page_words.NOT_REPORTED] == 4
    assert listed(app)[0] == "Net promoter score"
    assert not app.info


def test_a_metric_the_product_has_not_reported_shows_the_others(tracked: Onlooker) -> None:
    app = tracked.opens(Screen.NORTH_STAR, product="contract-reader", metric="hallucination_rate")
    assert wording.OTHERS_BELOW in app.info[0].value
    assert app.header[-1].value == "Hallucination rate"


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


def test_of_many_products_the_gravest_are_listed_and_a_link_leads_to_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_PRODUCTS", 1)
    said = words(opened(Screen.NORTH_STAR, metric="hallucination_rate"))
    assert "**Support copilot**: 7.2%" in said  # misses its plan
    assert "**Contract summarizer**" not in said  # cannot be told yet
    assert page_words.more_products(1) in said
