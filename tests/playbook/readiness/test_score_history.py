"""Readiness week by week: as it was known then, a sentence about the way, a picture of both lines."""

from datetime import timedelta

from playbook.readiness import wording_history as wording
from playbook.readiness.charts import LIGHT
from playbook.readiness.charts_history import readiness_history
from playbook.readiness.score_history import ScorePoint, score_history
from tests.worlds import START, World


def a_point(week: int, score: float, plan: float) -> ScorePoint:
    return ScorePoint(START + timedelta(days=7 * week - 1), week, score, plan)


def test_every_charter_week_has_the_score_that_was_known_then(on_track: World) -> None:
    on_track.receive_all()
    with on_track.workspace() as workspace:
        points = workspace.ask(score_history)
        assert [point.day for point in points[:-1]] == [
            START + timedelta(days=7 * week - 1) for week in range(1, len(points))
        ]
        assert [point.week for point in points] == list(range(1, len(points) + 1))
        assert points[-1].day == workspace.today()
        for point in points:
            readiness = workspace.assess(point.day).readiness
            assert (point.score, point.plan) == (readiness.score, readiness.plan)


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


def test_the_sentence_says_the_way_and_where_the_plan_is() -> None:
    assert wording.line([a_point(1, 0, 0), a_point(2, 20, 30), a_point(3, 30, 50)]) == (
        "From 0 to 30 in 2 weeks; now 20 below its plan, further away than the week before."
    )
    assert "closer than the week before" in wording.line([a_point(1, 0, 50), a_point(2, 30, 50)])
    assert "as in the week before" in wording.line([a_point(1, 0, 50), a_point(2, 10, 60)])
    assert wording.line([a_point(1, 0, 50), a_point(2, 70, 60)]) == "From 0 to 70 in 1 week; now on its plan."


def test_the_picture_holds_both_lines_and_says_them_in_words() -> None:
    points = [a_point(1, 0, 10.04), a_point(2, 20.26, 30)]
    spec = readiness_history(points, palette=LIGHT, description=wording.alt(points))
    assert spec["description"].endswith("week 1: 0, plan 10; week 2: 20, plan 30")
    drawn = {
        (row["score"], row["plan"]) for layer in spec["layer"] for row in layer["data"]["values"] if "score" in row
    }
    assert drawn == {(0, 10.0), (20.3, 30)}
    dashed = [layer for layer in spec["layer"] if "strokeDash" in layer["mark"]]
    assert len(dashed) == 1
    labels = {row["label"] for layer in spec["layer"] for row in layer["data"]["values"] if "label" in row}
    assert labels == {"readiness 20", "plan 30"}
