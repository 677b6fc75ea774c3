"""What stands as an alert, told once each time it begins or changes, and once when it is over."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from playbook.model.incidents import Severity
from playbook.readiness.alerts import wording
from playbook.readiness.alerts.news import OVER, Event, News, news_of
from playbook.readiness.alerts.standing import RETIRED, Alert, AlertKind, Reported, alerts_of, grounds_of
from playbook.readiness.alerts.turned import VerdictsThen, turned_gates
from playbook.verdict import Verdict
from tests.playbook.cli.commands.numbers.test_sources import SOURCE
from tests.playbook.eventful import make_eventful
from tests.worlds import World


def standing(world: World, day: date | None = None) -> tuple[Alert, ...]:
    with world.workspace() as workspace:
        return alerts_of(workspace.assess(day), workspace.ask(grounds_of, day))


def of_kind(world: World, kind: AlertKind, day: date | None = None) -> list[Alert]:
    return [alert for alert in standing(world, day) if alert.kind is kind]


def after(news: tuple[News, ...], reported: dict[str, Reported]) -> dict[str, Reported]:
    """What is known once all of it was kept."""
    return {**reported, **{one.now.key: one.now for one in news}}


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("empty", set()),
        ("week_one", set()),
        ("on_track", {AlertKind.VERDICT}),
        ("slipping", {*AlertKind} - {AlertKind.SOURCE, AlertKind.CONTRACT, AlertKind.BAR}),
    ],
)
def test_each_world_has_the_alerts_that_are_its_own(
    world: Callable[[str], World], name: str, kinds: set[AlertKind]
) -> None:
    one = world(name)
    one.receive_all()
    assert {alert.kind for alert in standing(one)} == kinds


def test_the_gravest_stands_first_and_says_whom_it_touches(slipping: World) -> None:
    first = standing(make_eventful(slipping))[0]
    assert (first.kind, first.severity, first.products) == (
        AlertKind.INCIDENT,
        Severity.CRITICAL,
        ("support-copilot",),
    )
    assert wording.title(first) == "Critical incident: Customer data in a prompt log"
    assert "head of security" in wording.lines(first, slipping.today)[0]


@pytest.mark.parametrize(
    ("left", "state", "title"),
    [
        (91, None, ""),
        (90, "90", "Model retires within 90 days: model-1 (Provider)"),
        (61, "90", "Model retires within 90 days: model-1 (Provider)"),
        (60, "60", "Model retires within 60 days: model-1 (Provider)"),
        (30, "30", "Model retires within 30 days: model-1 (Provider)"),
        (0, "30", "Model retires within 30 days: model-1 (Provider)"),
        (-1, RETIRED, "Model retired: model-1 (Provider)"),
    ],
)
def test_a_model_is_told_of_ninety_sixty_and_thirty_days_ahead(
    slipping: World, left: int, state: str | None, title: str
) -> None:
    world = make_eventful(slipping)
    retires = world.today + timedelta(days=left)
    world.change("records/vendors.yaml", "retires: 2026-12-20", f"retires: {retires}")
    found = of_kind(world, AlertKind.RETIREMENT)
    assert [alert.state for alert in found] == ([] if state is None else [state])
    assert [wording.title(alert) for alert in found] == ([title] if title else [])


def test_each_alert_is_told_once_and_so_is_its_end(slipping: World) -> None:
    world = make_eventful(slipping)
    alerts, day = standing(world), world.today
    first = news_of(alerts, {}, day)
    assert {one.event for one in first} == {Event.BEGAN, Event.SEEN}
    reported = after(first, {})
    assert news_of(alerts, reported, day) == ()
    without = tuple(alert for alert in alerts if alert.kind is not AlertKind.INCIDENT)
    (ended,) = news_of(without, reported, day)
    assert (ended.event, ended.now.state) == (Event.ENDED, OVER)
    assert ended.before is not None
    assert wording.over(ended.before) == "Incident no longer open: Customer data in a prompt log"
    reported = after((ended,), reported)
    assert news_of(without, reported, day) == ()
    (again,) = news_of(alerts, reported, day)
    assert again.event is Event.BEGAN


def test_a_verdict_that_was_never_looked_at_did_not_turn_and_another_one_did(slipping: World) -> None:
    slipping.receive_all()
    verdict = of_kind(slipping, AlertKind.VERDICT)[0]
    (seen,) = news_of([verdict], {}, slipping.today)
    assert seen.event is Event.SEEN
    reported = {verdict.key: replace(seen.now, state=str(Verdict.GO))}
    (turned,) = news_of([verdict], reported, slipping.today)
    assert turned.event is Event.CHANGED
    assert wording.title(verdict, turned.before).endswith("NO-GO, was GO")
    assert news_of([], reported, slipping.today) == (), "a gate that is no longer due is not over"


def test_an_incident_that_became_graver_is_told_of_again(slipping: World) -> None:
    world = make_eventful(slipping)
    world.change("records/incidents.yaml", "severity: critical", "severity: high")
    reported = after(news_of(standing(world), {}, world.today), {})
    world.change("records/incidents.yaml", "severity: high, on: 2026-11-03", "severity: critical, on: 2026-11-03")
    (graver,) = news_of(standing(world), reported, world.today)
    assert (graver.event, graver.now.severity) == (Event.CHANGED, Severity.CRITICAL)


def test_a_weaker_bar_on_record_is_told_of_with_its_reason(slipping: World) -> None:
    slipping.receive_all()
    slipping.write(
        "records/bar_changes.yaml",
        "changes:\n  - {what: gates.limited-release.go, from: 90, to: 85, why: Fewer lines, by: head-of-ai,"
        f" on: {slipping.today}}}\n",
    )
    (bar,) = of_kind(slipping, AlertKind.BAR)
    assert wording.title(bar) == "Bar lowered: limited-release, go"
    assert "90 → 85. Fewer lines" in wording.lines(bar, slipping.today)[0]
    assert of_kind(slipping, AlertKind.BAR, slipping.today - timedelta(days=1)) == []


def test_a_source_that_is_silent_past_its_day_is_an_alert(on_track: World) -> None:
    on_track.receive_all()
    on_track.write("definitions/sources.yaml", SOURCE.replace("    takes:", "    every: day\n    takes:"))
    (silent,) = of_kind(on_track, AlertKind.SOURCE)
    assert (silent.subject, wording.title(silent)) == (
        "nightly-evaluation",
        "No numbers from Nightly evaluation",
    )


def test_a_gate_turned_where_it_says_something_else_than_on_the_earlier_day(slipping: World) -> None:
    slipping.receive_all()
    with slipping.workspace() as workspace:
        assessment = workspace.assess()
        then = workspace.ask(VerdictsThen(slipping.today))
        assert turned_gates(assessment, then) == ()
        key = next((gate.product, gate.gate) for gate in assessment.gates if not gate.quiet)
        (turned,) = turned_gates(assessment, {**then, key: Verdict.GO})
        assert (turned.gate.product, turned.gate.gate, turned.before) == (*key, Verdict.GO)
        assert workspace.ask(VerdictsThen(date(2026, 9, 6))) == {}
