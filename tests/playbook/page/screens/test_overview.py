"""Overview: a sentence to read aloud, counts and effects that add up, and a first week without red zeros."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1.element_tree import Element

from metrics.weeks import WeekCalendar
from playbook.page.parts.links import Screen
from playbook.page.parts.text import with_days
from playbook.page.screens.overview.lists import SHOWN_CHANGES
from playbook.readiness import wording, wording_blockers, wording_known
from playbook.readiness.changes.between import Change
from playbook.verdict import Area, ChangeKind, Outcome
from tests.playbook.page.looking import Onlooker, words, words_of
from tests.worlds import World

LooksAt = Callable[[World], Onlooker]


def test_the_title_says_the_day_and_how_far_from_the_plan(on_track: World, looks_at: LooksAt) -> None:
    on_track.receive_all()
    one = looks_at(on_track)
    readiness = one.workspace.assess().readiness
    title = one.opens(Screen.OVERVIEW).title[0].value
    assert title.startswith(f"Day 61 of 90: readiness is {readiness.score:.0f}, ")
    assert title.endswith(wording.against_plan(round(readiness.score), round(readiness.plan)))


def test_the_first_week_is_calm(week_one: World, looks_at: LooksAt) -> None:
    app = looks_at(week_one).opens(Screen.OVERVIEW)
    assert app.title[0].value == "Day 3 of 90: nothing due yet; one due by week 2"
    said = words(app)
    assert wording.FEED_TITLE in said
    assert "Send a first weekly file with" in said
    assert ":red" not in said
    assert "0 / 100" not in said


def test_nobody_started_yet_lists_the_ways_out(empty: World, looks_at: LooksAt) -> None:
    app = looks_at(empty).opens(Screen.OVERVIEW)
    assert app.title[0].value == wording_known.NOT_STARTED
    said = words(app)
    for way in wording.NOT_STARTED_WAYS:
        assert way in said


def test_the_badges_count_every_criterion_of_the_gates_due_soon(slipping: World, looks_at: LooksAt) -> None:
    slipping.receive_all()
    one = looks_at(slipping)
    gates = [gate for gate in one.workspace.assess().gates if not gate.quiet]
    counts = wording.outcome_counts(gates)
    assert sum(counts.values()) == sum(len(gate.criteria) for gate in gates)
    said = words(one.opens(Screen.OVERVIEW))
    assert wording.counts_line(sum(counts.values()), len(gates)) in said
    for outcome, count in counts.items():
        assert wording.counted(outcome, count) in said


def test_what_blocks_names_who_must_act(slipping: World, looks_at: LooksAt) -> None:
    slipping.receive_all()
    one = looks_at(slipping)
    blockers = one.workspace.assess().blockers
    said = words(one.opens(Screen.OVERVIEW))
    assert wording.BLOCKS_TITLE in said
    assert with_days(blockers[0].reason, WeekCalendar()) in said
    assert wording.who_words(blockers[0].who) in said


def test_every_reason_of_what_blocks_is_on_the_page_with_who_acts(slipping: World, looks_at: LooksAt) -> None:
    slipping.receive_all()
    one = looks_at(slipping)
    blockers = one.workspace.assess().blockers
    app = one.opens(Screen.OVERVIEW)
    fold = next(each for each in app.expander if each.label.startswith("Every reason"))
    assert fold.label == wording_blockers.every_reason(len(blockers), max(each.late_days for each in blockers))
    folded = words_of(fold)
    for blocker in blockers:
        assert with_days(blocker.reason, WeekCalendar()) in folded
        assert wording.who_words(blocker.who) in folded


def test_the_steps_of_an_action_are_folded_below_it(slipping: World, looks_at: LooksAt) -> None:
    slipping.receive_all()
    one = looks_at(slipping)
    steps = next(action.steps for action in one.workspace.assess().actions if action.steps)
    folds = [each for each in one.opens(Screen.OVERVIEW).expander if each.label == wording.steps_words(len(steps))]
    assert any(all(step in words_of(fold) for step in steps) for fold in folds)


def test_causes_that_are_folded_are_summed_in_the_label(slipping: World, looks_at: LooksAt) -> None:
    slipping.receive_all()
    one = looks_at(slipping)
    assessment = one.workspace.assess()
    assert assessment.score_before is not None
    change = round(assessment.readiness.score, 1) - round(assessment.score_before, 1)
    effects = wording.effects_that_add_up(assessment.changes, change)
    rest = effects[SHOWN_CHANGES:]
    labels = [each.label for each in one.opens(Screen.OVERVIEW).expander]
    assert (wording.smaller_causes_fold(len(rest), sum(rest)) in labels) is bool(rest)


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ((), ""),
        (("Legal review",), "Also: Legal review."),
        (("A", "B", "C"), "Also: A, B and C."),
        (("A", "B", "C", "D"), "Also: A, B and 2 more."),
        (("", "B"), "Also: B."),
    ],
)
def test_other_reasons_are_named_as_far_as_there_is_room(names: tuple[str, ...], said: str) -> None:
    assert wording_blockers.also(names) == said


def test_a_seat_that_nobody_holds_is_said_among_those_who_must_act() -> None:
    assert wording_blockers.all_who(("head-of-legal", "")) == "head of legal and nobody owns it"


def test_actions_come_with_their_gain(slipping: World, looks_at: LooksAt) -> None:
    slipping.receive_all()
    one = looks_at(slipping)
    actions = one.workspace.assess().actions
    said = words(one.opens(Screen.OVERVIEW))
    assert actions
    for action in actions:
        assert wording.sentence_case(action.action) in said
        assert wording.gain_words(action.gain) in said


def test_actions_and_blockers_lead_to_the_forms_that_settle_them(slipping: World, looks_at: LooksAt) -> None:
    slipping.receive_all()
    app = looks_at(slipping).opens(Screen.OVERVIEW)
    links = [link for link in app.get("page_link") if isinstance(link, Element)]
    addresses = [f"{link.page}?{link.query_string}" for link in links]
    forms = [address for address in addresses if "record=" in address]
    assert forms
    assert any("product=support-copilot" in address and "record=evidence" in address for address in forms)
    assert all("with=" in address for address in forms)


def test_an_exemption_in_force_is_said_beside_the_score(slipping: World, looks_at: LooksAt) -> None:
    slipping.receive_all()
    one = looks_at(slipping)
    readiness = one.workspace.assess().readiness
    words_of_it = wording.exemption_words(readiness.score, readiness.without_exemptions, 1)
    assert words_of_it in words(one.opens(Screen.OVERVIEW))


def test_stale_metrics_are_named(on_track: World, looks_at: LooksAt) -> None:
    on_track.receive_all()
    one = looks_at(on_track)
    month_later = on_track.today + timedelta(days=30)
    stale = [metric for metric in one.workspace.assess(month_later).metrics if metric.outcome is Outcome.STALE]
    assert stale
    assert wording_known.stale_words(stale) in words(one.opens(Screen.OVERVIEW, as_of=month_later.isoformat()))


def test_a_product_narrows_the_gates_and_says_whose_score_it_is(on_track: World, looks_at: LooksAt) -> None:
    on_track.receive_all()
    said = words(looks_at(on_track).opens(Screen.OVERVIEW, product="support-copilot"))
    assert wording.OF_PRODUCT in said


def change(effect: float) -> Change:
    return Change(ChangeKind.PERFORMANCE, Area.METRICS, "moved", effect)


@given(st.lists(st.floats(min_value=-30, max_value=30, allow_nan=False), min_size=1, max_size=12))
def test_effects_as_shown_add_up_to_the_change_as_shown(effects: list[float]) -> None:
    total = round(sum(effects), 1)
    shown = wording.effects_that_add_up([change(effect) for effect in effects], total)
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
    assert wording.gate_day(past, on_track.today) == "planned 16 Oct"
