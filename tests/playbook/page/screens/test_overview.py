"""Overview: a sentence to read aloud, counts and effects that add up, and a first week without red zeros."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import quote_plus, unquote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1.element_tree import Block

from playbook.concerns.control.review import MetricControl, MetricControls
from playbook.concerns.north_star.status import MetricStatus
from playbook.page.parts.links import Screen
from playbook.page.screens.overview import alerts
from playbook.page.screens.overview.moved import SHOWN
from playbook.readiness import wording, wording_known, wording_screen
from playbook.readiness.changes.between import Change, by_subject, effects_that_add_up
from playbook.readiness.this_week import to_decide
from playbook.services.running_app import app as running_app
from playbook.settings import THIS_PROJECT
from playbook.verdict import Area, ChangeKind, Outcome
from playbook.wording import sentence_case
from playbook.workspace.workspace import Workspace
from tests.playbook.page.looking import Onlooker, lines_of, links, words
from tests.worlds import World

LooksAt = Callable[[World], Onlooker]


def test_the_title_says_how_far_from_the_plan_and_the_line_below_which_day(on_track: World, looks_at: LooksAt) -> None:
    on_track.receive_all()
    one = looks_at(on_track)
    assessment = one.workspace.assess()
    app = one.opens(Screen.OVERVIEW)
    score, plan = round(assessment.readiness.score), round(assessment.readiness.plan)
    side = "on plan" if score == plan else "behind plan" if score < plan else "ahead of plan"
    assert app.title[0].value.startswith(f"Readiness is {score} of 100, ")
    assert side in app.title[0].value
    assert "Day 61 of 90" in words(app)


def test_the_first_week_is_calm(week_one: World, looks_at: LooksAt) -> None:
    app = looks_at(week_one).opens(Screen.OVERVIEW)
    assert app.title[0].value == "Nothing due yet; one due by week 2"
    said = words(app)
    assert wording.FEED_TITLE in said
    assert "Send a first weekly file with" in said
    assert ":red" not in said
    assert "behind plan" not in said


def test_nobody_started_yet_lists_the_ways_out(empty: World, looks_at: LooksAt) -> None:
    app = looks_at(empty).opens(Screen.OVERVIEW)
    assert app.title[0].value == wording_known.NOT_STARTED
    said = words(app)
    for way in wording.NOT_STARTED_WAYS:
        assert way in said


def test_what_to_decide_has_owner_day_and_points_and_leads_to_its_subject(slipping: World, looks_at: LooksAt) -> None:
    slipping.receive_all()
    one = looks_at(slipping)
    assessment = one.workspace.assess()
    first = to_decide(assessment)[0]
    app = one.opens(Screen.OVERVIEW)
    what, owner, due, points = lines_of(app, "decide")[0]
    assert what["text"] == sentence_case(first.what)
    assert first.subject in unquote(what["to"])
    assert owner["text"]
    assert due["text"] == wording_screen.decide_due(first.due, first.late_days, slipping.today)[1]
    assert first.gain is not None
    assert points["text"] == wording.effect_words(first.gain)
    assert any("gate=" in address for _, address in links(app))


def test_every_gate_is_a_link_to_itself_and_says_verdict_score_and_day(slipping: World, looks_at: LooksAt) -> None:
    slipping.receive_all()
    one = looks_at(slipping)
    gates = one.workspace.assess().gates
    found = links(one.opens(Screen.OVERVIEW))
    for gate in gates:
        if gate.quiet and gate.planned is None:
            continue
        wanted = urlencode({"gate": f"{gate.product}/{gate.gate}"})
        labels = [label for label, address in found if wanted in address]
        cell = wording_screen.gate_cell(gate, slipping.today)
        assert any(cell.day in label and cell.verdict in label for label in labels), labels


def test_metrics_that_need_attention_stand_first(slipping: World, looks_at: LooksAt) -> None:
    slipping.receive_all()
    one = looks_at(slipping)
    metrics = one.workspace.assess().metrics
    said = words(one.opens(Screen.OVERVIEW))
    assert wording_screen.metrics_title(metrics) in said
    off = [status for status in metrics if status.outcome is Outcome.NOT_MET]
    met = [status for status in metrics if status.outcome is Outcome.MET]
    assert off
    labels = [label for label, _ in links(one.opens(Screen.OVERVIEW))]
    first = [labels.index(status.name) for status in off if status.name in labels]
    rest = [labels.index(status.name) for status in met if status.name in labels]
    assert max(first) < min(rest, default=len(labels))
    assert labels.index("Token spend") < labels.index("Hallucination rate"), "the wider gap to its target"


def test_causes_add_up_to_the_change_the_rest_in_one_line(
    own_sample_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Workspace.find(THIS_PROJECT.sample, str(own_sample_store), {}) as workspace:
        monkeypatch.setattr(running_app, "workspace", lambda: workspace)
        assessment = workspace.assess()
        app = Onlooker(workspace).opens(Screen.OVERVIEW)
    assert assessment.score_before is not None
    change = round(assessment.readiness.score, 1) - round(assessment.score_before, 1)
    effects = effects_that_add_up(by_subject(assessment.changes), change)
    assert len(effects) > SHOWN
    wanted = [*effects[:SHOWN], sum(effects[SHOWN:])]
    shown = lines_of(app, "moved")
    assert [(effect["text"], effect["tone"]) for effect, _ in shown] == [
        (wording.effect_words(effect), wording_screen.effect_color(effect)) for effect in wanted
    ]
    assert shown[-1][1]["text"] == wording.other_causes(effects[:SHOWN], effects[SHOWN:])
    for told, (_, cause) in zip(by_subject(assessment.changes), shown[:SHOWN], strict=False):
        assert told.item, "each of the sample is of one subject"
        assert f"={quote_plus(told.item)}" in cause["to"]


def test_an_exemption_in_force_is_said_below_the_title(slipping: World, looks_at: LooksAt) -> None:
    slipping.receive_all()
    one = looks_at(slipping)
    without = one.workspace.assess().readiness.without_exemptions
    assert f"{without:.0f} without the 1 active exemption" in words(one.opens(Screen.OVERVIEW))


def test_a_product_narrows_the_gates_and_says_whose_score_it_is(on_track: World, looks_at: LooksAt) -> None:
    on_track.receive_all()
    said = words(looks_at(on_track).opens(Screen.OVERVIEW, product="support-copilot"))
    assert wording_screen.WHOLE_SCORE in said


def change(effect: float) -> Change:
    return Change(ChangeKind.PERFORMANCE, Area.METRICS, "moved", effect)


@given(st.lists(st.floats(min_value=-30, max_value=30, allow_nan=False), min_size=1, max_size=12))
def test_effects_as_shown_add_up_to_the_change_as_shown(effects: list[float]) -> None:
    total = round(sum(effects), 1)
    shown = effects_that_add_up([change(effect) for effect in effects], total)
    assert round(sum(shown), 1) == pytest.approx(total)
    assert all(abs(one - other) <= 0.2 for one, other in zip(shown, effects, strict=True))


def test_the_sum_line_reads_as_arithmetic() -> None:
    assert wording.sum_line(65.1, 60.6, 14) == "65.1 − 4.5 = 60.6, by 14 causes"
    assert wording.sum_line(60.0, 61.5, 1) == "60.0 + 1.5 = 61.5, by 1 cause"


def test_a_gate_that_holds_is_never_late(on_track: World, looks_at: LooksAt) -> None:
    on_track.receive_all()
    gates = looks_at(on_track).workspace.assess().gates
    held = next(gate for gate in gates if gate.verdict.holds)
    past = replace(held, planned=date(2026, 10, 16), days_to_planned=-21)
    assert wording.gate_day(past, on_track.today) == "planned Oct 16"


def test_the_sample_says_its_regression_before_all_else(
    own_sample_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Workspace.find(THIS_PROJECT.sample, str(own_sample_store), {}) as workspace:
        monkeypatch.setattr(running_app, "workspace", lambda: workspace)
        app = Onlooker(workspace).opens(Screen.OVERVIEW)
    first, second = [label for label, address in links(app) if "metric=" in address][:2]
    assert first.startswith("Hallucination rate: 7.0%, off plan; concern: up from")
    assert "the last week broke the trend, no forecast" in first
    assert second == "Hallucination rate"


def test_more_than_two_metrics_that_broke_their_trend_are_counted(
    slipping: World, looks_at: LooksAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that readiness stays on the first screen; what is told of one product names it."""
    slipping.receive_all()

    def three(statuses: Sequence[MetricStatus], reviews: MetricControls) -> list[tuple[MetricStatus, MetricControl]]:
        every = ((status, part) for status in statuses for part in status.by_product or (status,))
        found = ((status, reviews.of(part.metric, part.product)) for status, part in every)
        return [(status, review) for status, review in found if review is not None][:3]

    monkeypatch.setattr(alerts, "broken_metrics", three)
    app = looks_at(slipping).opens(Screen.OVERVIEW)
    first, second = [label for label, address in links(app) if "metric=" in address][:2]
    assert first.startswith("Support copilot, ")
    assert first.endswith(".")
    folds = [each.proto.popover.label for each in app.main if isinstance(each, Block) and each.type == "popover"]
    assert "1 more metric broke its trend" in folds
    assert second != first
