"""The metrics' page: pillars in order, one metric in full, guardrails, products, and calm before numbers come in."""

from collections.abc import Callable

import pytest

from metrics.observation import Series
from playbook import wording_north_star as wording
from playbook.screens._links import Screen
from playbook.wording import OUTCOME_WORDS
from tests.playbook.screens.looking import Onlooker, words
from tests.playbook.statuses import metric_status, points, rate_metric
from tests.worlds import WORLDS, World

LooksAt = Callable[[World], Onlooker]


@pytest.fixture
def tracked(on_track: World, looks_at: LooksAt) -> Onlooker:
    """The world in which all is well, with its numbers."""
    on_track.receive_all()
    return looks_at(on_track)


@pytest.mark.parametrize("name", list(WORLDS))
def test_the_page_has_a_card_for_every_metric_in_every_world(
    name: str, world: Callable[[str], World], looks_at: LooksAt
) -> None:
    built = world(name)
    if name != "broken_definitions":
        built.receive_all()
    one = looks_at(built)
    app = one.opens(Screen.NORTH_STAR)
    assert not app.exception
    assert [metric.label for metric in app.main.metric] == [status.name for status in one.workspace.assess().metrics]


def test_quality_cost_and_trust_come_before_value_and_service(tracked: Onlooker) -> None:
    heads = [head.value for head in tracked.opens(Screen.NORTH_STAR).header]
    assert [head for head in heads if head in wording.PILLAR_WORDS.values()] == ["Quality", "Cost", "Trust", "Service"]


def test_a_card_says_outcome_target_sample_and_age_in_words(tracked: Onlooker) -> None:
    said = words(tracked.opens(Screen.NORTH_STAR))
    status = tracked.workspace.assess().metrics[0]
    assert OUTCOME_WORDS[status.outcome] in said
    assert f"target today {wording.target_of(status)}" in said
    assert "n 1,700, " in said
    assert "5 days old" in said


def test_an_address_opens_a_metric_in_full(tracked: Onlooker) -> None:
    app = tracked.opens(Screen.NORTH_STAR, metric="hallucination_rate")
    said = words(app)
    assert "Share of judged answers that their sources do not support" in said
    assert "starts at 12% on 7 Sep, then 3% on 5 Dec" in said
    assert "answers judged unsupported by their sources, out of answers judged" in said
    numbers = app.table[-1].value
    assert len(numbers) == 8
    assert list(numbers.columns) == list(wording.NUMBER_COLUMNS)


def test_columns_that_say_nothing_are_left_out(tracked: Onlooker) -> None:
    app = tracked.opens(Screen.NORTH_STAR, metric="token_spend_usd")
    assert "numerator" not in list(app.table[-1].value.columns)


def test_a_metric_opened_from_its_card_stands_below_the_card(tracked: Onlooker) -> None:
    def place(**address: str) -> tuple[int, int]:
        heads = [head.value for head in tracked.opens(Screen.NORTH_STAR, **address).header]
        return heads.index("Hallucination rate"), heads.index("Quality")

    metric, pillar = place(metric="hallucination_rate")
    assert metric < pillar
    metric, pillar = place(metric="hallucination_rate", below="hallucination_rate")
    assert metric > pillar


def test_an_address_that_names_no_metric_gets_a_calm_sentence(tracked: Onlooker) -> None:
    app = tracked.opens(Screen.NORTH_STAR, metric="happiness")
    assert not app.exception
    assert any("happiness" in info.value for info in app.info)


def test_a_product_is_told_what_it_has_not_reported(tracked: Onlooker) -> None:
    app = tracked.opens(Screen.NORTH_STAR, product="contract-reader")
    (told,) = [info.value for info in app.info]
    assert told.startswith("Contract reader has not reported: Hallucination rate, Task success")
    assert [metric.label for metric in app.main.metric] == ["Net promoter score"]


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
