"""Readiness week by week: as it was known then, a sentence about the way, a picture of both lines."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from metrics.observation import Basis
from playbook.readiness import wording_screen
from playbook.readiness.burn_up import BurnUp, PlannedPoint, burn_up
from playbook.readiness.charts import LIGHT
from playbook.readiness.charts_history import readiness_burn_up
from playbook.readiness.inquiry import Inquiry
from playbook.readiness.items import Item, items_of
from playbook.readiness.score_history import ScorePoint, score_history
from tests import worlds
from tests.playbook.projects import HEAD
from tests.worlds import START, World


def a_point(week: int, score: float, plan: float) -> ScorePoint:
    return ScorePoint(START + timedelta(days=7 * week - 1), week, score, plan)


@pytest.mark.parametrize("name", ["on_track", "slipping"])
def test_every_charter_week_has_the_score_that_was_known_then(name: str, tmp_path: Path) -> None:
    world = worlds.WORLDS[name](tmp_path)
    world.receive_all()
    with world.workspace() as workspace:
        points = workspace.ask(score_history)
        assert [point.day for point in points[:-1]] == [
            START + timedelta(days=7 * week - 1) for week in range(1, len(points))
        ]
        assert [point.week for point in points] == list(range(1, len(points) + 1))
        assert points[-1].day == workspace.today()
        for point in points:
            readiness = workspace.assess(point.day).readiness
            assert (point.score, point.plan) == (readiness.score, readiness.plan)


def test_weeks_that_are_over_are_not_judged_again_when_numbers_come(
    on_track: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[date] = []

    def judging(requested: Inquiry) -> tuple[Item, ...]:
        judged.append(requested.day)
        return items_of(requested)

    monkeypatch.setattr("playbook.readiness.score_history.items_of", judging)
    on_track.receive_all()
    with on_track.workspace() as workspace:
        first = workspace.ask(score_history)
        assert judged == [point.day for point in first]
        judged.clear()
        receipt = workspace.receive(
            "late.csv", (HEAD + "2026-W40,,nps,40,,\n").encode(), source="s", actor="data-analyst"
        )
        assert receipt.upload is not None
        assert workspace.ask(score_history)[:-1] == first[:-1]
        assert judged == [on_track.today]
        workspace.revoke(receipt.upload.upload_id, actor="data-analyst")
        workspace.ask(score_history, basis=Basis.TODAY)
        assert judged[1:] == [point.day for point in first]


def test_before_the_start_and_without_one_there_is_no_history(empty: World, on_track: World) -> None:
    with empty.workspace() as workspace:
        assert workspace.ask(score_history) == ()
    with on_track.workspace() as workspace:
        assert workspace.ask(score_history, START - timedelta(days=1)) == ()
        assert len(workspace.ask(score_history, START)) == 1


def test_the_last_day_of_a_week_stands_once(on_track: World) -> None:
    with on_track.workspace() as workspace:
        points = workspace.ask(score_history, START + timedelta(days=13))
        assert [point.week for point in points] == [1, 2]


def test_the_picture_holds_both_lines_the_plan_ahead_and_the_pace() -> None:
    points = (a_point(1, 0, 10.04), a_point(2, 20.26, 30))
    end = START + timedelta(days=89)
    picture = BurnUp(points, (PlannedPoint(end, 100.0),), 71.3, end)
    spec = readiness_burn_up(picture, START, palette=LIGHT, description=wording_screen.burn_up_alt(picture, START))
    assert spec["description"] == "Readiness 20, plan 30 on Sep 20; at the pace of the last weeks 71 on Dec 5"
    rows = [row for layer in spec["layer"] for row in layer["data"]["values"]]
    assert {(row["score"], row["plan"]) for row in rows if {"score", "plan"} <= row.keys()} == {(0, 10.0), (20.3, 30)}
    assert {"day": end.isoformat(), "plan": 100.0} in rows
    assert {"day": end.isoformat(), "score": 71.3} in rows
    assert {row["label"] for row in rows if "label" in row} == {"20", "plan 100", "pace 71"}


def test_the_plan_ahead_ends_at_all_that_is_planned_and_the_pace_stays_on_the_scale(on_track: World) -> None:
    on_track.receive_all()
    with on_track.workspace() as workspace:
        picture, today = workspace.ask(burn_up), workspace.assess().readiness
    assert picture.last_day == START + timedelta(days=89)
    assert picture.ahead[-1].day == picture.last_day
    plans = [today.plan, *(point.plan for point in picture.ahead)]
    assert plans == sorted(plans)
    assert picture.ahead[-1].plan > 90
    assert picture.outlook is not None
    assert 0 <= picture.outlook <= 100


def test_a_charter_that_ended_looks_no_further(on_track: World) -> None:
    on_track.receive_all()
    with on_track.workspace() as workspace:
        picture = workspace.ask(burn_up, START + timedelta(days=96))
    assert picture.ahead == ()
    assert picture.outlook is None


def test_a_score_of_nothing_stands_above_its_point_and_not_on_the_days() -> None:
    def side(score: float) -> str:
        picture = BurnUp((a_point(1, score, 10),), (), None, START + timedelta(days=89))
        spec = readiness_burn_up(picture, START, palette=LIGHT, description="x")
        return next(
            str(layer["mark"]["baseline"])
            for layer in spec["layer"]
            if layer["data"]["values"][0].get("label") == f"{score:.0f}" and layer["mark"]["type"] == "text"
        )

    assert (side(0), side(60)) == ("bottom", "top")
