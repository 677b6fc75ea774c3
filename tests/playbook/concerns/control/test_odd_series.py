"""Series that are not as one wishes them: each has its sentence on every face, no two that cannot both be true, and no
NaN anywhere: uploaded as a file, read back as JSON, and opened on the page."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from typer.testing import CliRunner

from playbook.cli.main import app as command
from playbook.page.parts.links import Screen
from playbook.services.running_app import app as running_app
from tests.playbook.concerns.control.test_ramps import CEILING, START, charted, plan
from tests.playbook.page.looking import onlooker, words
from tests.worlds import World

DAY = date(2026, 11, 18)


class Odd(NamedTuple):
    """One series with the beginning of what is said of it, and its shape."""

    values: Sequence[float]
    says: str
    shape: str = "flat"
    cases: Sequence[float] | None = None
    kind: str = "amount"
    better: str = "lower"
    keys: str = plan(CEILING, to=60)


UP, DOWN = plan(START, start=1, to=10), plan(START, start=0.12, to=0.03)
ODD = {
    "one point": Odd([5.0], "M: 5, off plan; too early for a forecast.", "too_early", better="higher", keys=UP),
    "one point of a rate": Odd([9], "M: 9%, off plan; too early", "too_early", [100], "rate", keys=DOWN),
    "all equal": Odd([7.0] * 9, "M: 7, off plan; off course for 10", better="higher", keys=UP),
    "all equal rates": Odd([50] * 9, "M: 5%, not enough data; off course", "flat", [1000] * 9, "rate", keys=DOWN),
    "all nothing": Odd([0.0] * 9, "M: 0, on plan; on course to stay at or below 60"),
    "no case of many": Odd(
        [0] * 9, "M: 0%, on plan; too near 0% for a forecast.", "small", [1000] * 9, "rate", keys=DOWN
    ),
    "one enormous value, now": Odd([5.0, 6, 5, 7, 6, 5, 6, 7, 1e15], "M: 1,000,000,000,000,000, off plan; concern"),
    "one enormous value, then": Odd([5.0, 6, 5, 1e15, 6, 5, 6, 7, 6], "M: 6, on plan; on course"),
    "one case a week": Odd([0, 1, 0, 0, 1, 0, 0, 0, 1], "M: 100%, off plan", "small", [1] * 9, "rate", keys=DOWN),
    "tiny samples": Odd(
        [1, 0, 2, 1, 0, 1, 2, 1, 0],
        "M: 0%, not enough data; too few cases for a forecast.",
        "small",
        [12, 9, 14, 11, 8, 10, 13, 9, 10],
        "rate",
        keys=DOWN,
    ),
    "250,000 cases a week": Odd(
        [25000 - 200 * week + 60 * (-1) ** week for week in range(9)],
        "M: 9.4%, off plan; off course for 3%",
        "line",
        [250_000] * 9,
        "rate",
        keys=DOWN,
    ),
    "250,000 cases at a line": Odd(
        [25010, 24990, 25030, 24970, 25020, 24985, 25015, 24995, 25025, 24980, 25010, 25000],
        "M: 10%, on plan; on course to stay at or below 10.1%",
        "flat",
        [250_000] * 12,
        "rate",
        keys=plan(CEILING, to=0.101),
    ),
    "a week of few cases": Odd(
        [270, 279, 288, 297, 306, 315, 324, 333, 5],
        "M: 55.6%, off plan; off course for 90%",
        "line",
        [450, 450, 450, 450, 450, 450, 450, 450, 9],
        "rate",
        "higher",
        plan(START, start=0.6, to=0.9),
    ),
    "a line without noise": Odd(
        [40.0 * week for week in range(1, 11)],
        "M: 400, on plan; on course for 450 by Dec 5 (514).",
        "line",
        better="higher",
        keys=plan(START, start=200, to=450),
    ),
    "halved until nothing is left": Odd(
        [1000, 500, 250, 125, 62, 31, 15.5],
        "M: 15.5, on plan; on course for 5 by Dec 5 (0).",
        "line",
        keys=plan(START, start=1000, to=5) + ", range: [0, null]",
    ),
    "what slows down where it was to go": Odd(
        [900, 920, 940, 955, 968, 978, 985, 990, 994, 996, 998, 1000],
        "M: 100%, on plan; slowing down; on course for 99%",
        "line",
        [1000] * 12,
        "rate",
        "higher",
        plan(START, start=0.9, to=0.99),
    ),
    "two good weeks apart": Odd(
        [8.1, 8, 8.2, 7.9, 8.1, 8, 5.1, 5],
        "M: 5, off plan; improvement: below the expected 7.49 to 8.51; too early for a forecast.",
        keys=plan(START, start=8, to=4),
    ),
    "from below nothing to above": Odd(
        [-500.0, -420, -300, -250, -120, -30, 40, 150, 230],
        "M: 230, off plan; off course for 600",
        "line",
        better="higher",
        keys=plan(START, start=-600, to=600),
    ),
    "a plateau": Odd(
        [100, 160, 220, 280, 330, 360, 375, 380, 382, 383],
        "M: 383, off plan; slowing down; off course for 500",
        "line",
        better="higher",
        keys=plan(START, start=50, to=500),
    ),
    "a plateau for weeks": Odd(
        [50, 120, 190, 260, 330, 400, 402, 398, 405, 396, 401, 399],
        "M: 399, off plan; slowing down; off course for 600",
        "line",
        better="higher",
        keys=plan(START, start=10, to=600),
    ),
    "never at its target": Odd(
        [50, 52, 49, 51, 50, 52, 51, 49], "M: 49, off plan; off course for 60 by", better="higher"
    ),
    "a shock, now": Odd(
        [50, 52, 49, 51, 50, 52, 51, 49, 50, 51, 50, 90],
        "M: 90, off plan; concern: above the expected 46 to 54.9; the last week broke the trend, no forecast.",
    ),
    "every other week": Odd(
        [40, 55, 41, 54, 40, 56, 40, 55, 42, 55, 41, 54],
        "M: 54, on plan; in doubt to stay at or below 55",
        keys=plan(CEILING, to=55),
    ),
    "a four-week cycle": Odd(
        [100, 80, 82, 140, 101, 79, 83, 141, 99, 81, 80, 139, 102, 80],
        "M: 80, on plan; in doubt to stay at or below 120",
        keys=plan(CEILING, to=120),
    ),
    "rare incidents": Odd(
        [0, 0, 1, 0, 0, 0, 0, 2, 0, 0, 0, 0],
        "M: 0, on plan; rare events, no forecast.",
        "rare",
        kind="count",
        keys=plan(CEILING, to=0),
    ),
    "a burst of them": Odd(
        [0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 5],
        "M: 5, off plan; concern: more in one week than chance explains; rare events",
        "rare",
        kind="count",
        keys=plan(CEILING, to=0),
    ),
    "an exponential ramp": Odd(
        [10 * 1.35**week for week in range(10)],
        "M: 149, off plan; speeding up; off course for 400 by Dec 5 at the pace of the last 4 weeks (",
        "line",
        better="higher",
        keys=plan(START, start=10, to=400),
    ),
    "what halves and halves, and never falls below nothing": Odd(
        [round(9 * 0.78**week, 2) for week in range(10)],
        "M: 0.96, on plan; slowing down; on course for 0.5 by Dec 5 (0 to 0.169)",
        "line",
        keys=plan(START, start=9, to=0.5),
    ),
    "a shock": Odd([50, 52, 49, 51, 120, 50, 51, 49, 52, 50], "M: 50, on plan; on course to stay at or below 60"),
    "a step": Odd([50, 52, 49, 51, 50, 70, 71, 69, 72, 70], "M: 70, off plan; concern: stepped from 50.4", "step"),
    "a step and its recovery": Odd([50, 52, 49, 51, 70, 71, 69, 72, 50, 51, 49], "M: 49, on plan; on course to stay"),
    "two weeks off": Odd(
        [50, 51, 49, 50, 52, 50, 49, 51, 80, 81],
        "M: 81, off plan; concern: above the expected 45.6 to 54.4; the trend broke in Nov 2-8, no forecast.",
    ),
    "two weeks of a rate off": Odd(
        [54, 55, 53, 56, 54, 52, 55, 130, 128],
        "M: 16%, off plan; concern: up from 6.9% of 800 before Nov 2-8; the trend broke in Nov 2-8, no forecast.",
        cases=[800] * 9,
        kind="rate",
        keys=plan(CEILING, to=0.08),
    ),
    "a good week apart from all others": Odd(
        [50, 51, 49, 50, 50, 52, 49, 51, 50, 5],
        "M: 5, on plan; improvement: below the expected 46 to 54.4; on course to stay at or below 60 until Dec 5 (48.7",
    ),
    "what falls so fast that it cannot go on": Odd(
        [400 * 0.7**week for week in range(10)],
        "M: 16.1, on plan; slowing down; it cannot go on at this pace, no forecast.",
        "line",
        keys=plan(START, start=500, to=5),
    ),
    "a cost that speeds up": Odd(
        [10 * 1.35**week for week in range(10)],
        "M: 149, on plan; speeding up; on course to stay at or below 300 until Dec 5 at the pace of the last 4 weeks (",
        "line",
        keys=plan(CEILING, to=300),
    ),
    "a hair beyond its target": Odd(
        [300, 240, 192, 153, 122, 98, 78, 62, 50, 40],
        "M: 4%, on plan; slowing down; off course for 2% by Dec 5 (2.03% to 2.13%).",
        "line",
        [1000] * 10,
        "rate",
        keys=plan(START, start=0.3, to=0.02),
    ),
    "a drift through its peaks": Odd(
        [3 + 0.05 * week + 0.02 * (week % 2) for week in range(12)],
        "M: 3.57, on plan; concern: drifting up by 0.05 a week; on course to stay at or below 4 until",
        "line",
        keys=plan(CEILING, to=4),
    ),
    "neither way is better": Odd([5, 6, 5, 7, 6, 5, 6, 9], "M: 9, no target; ", better="neutral", keys="targets: []"),
}


@pytest.mark.parametrize("name", ODD)
def test_each_has_its_sentence_everywhere_and_no_nan(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = ODD[name]
    series = charted(tmp_path, odd.values, odd.cases, kind=odd.kind, better=odd.better, keys=odd.keys)
    assert series["sentence"].startswith(odd.says)
    assert series["shape"] == odd.shape
    json.dumps(series, allow_nan=False)
    assert not {"nan", "inf", "-0"} & set(" ".join(said_of(series)).lower().replace(";", "").split())
    assert can_all_be_true(series)
    looked = onlooker(World("odd", tmp_path, DAY), monkeypatch)
    page = looked.opens(Screen.NORTH_STAR, basis="today")
    assert not page.exception
    assert series["sentence"] in words(page)
    for chart in page.get("vega_lite_chart"):
        spec = json.loads(chart.proto.spec)
        json.dumps(spec, allow_nan=False)
        assert "NaN" not in chart.proto.spec
    looked.workspace.close()
    running_app.close()


def said_of(series: dict[str, Any]) -> list[str]:
    return [series["sentence"], series["samples_words"] or "", *series["remarks"]]


def can_all_be_true(series: dict[str, Any]) -> bool:
    """Holds every two of the facts that are said of a series against each other."""
    outlook, signal, points = series["outlook"] or {}, series["signal"], series["points"]
    state, bad = outlook.get("state"), signal is not None and signal["effect"] == "concern"
    says: Callable[[str], bool] = lambda words: any(words in said for said in said_of(series))  # noqa: E731
    return all(
        (
            state != "withheld" or outlook["value"] is None,
            state not in ("on_course", "off_course") or series["assurance"] != "hit_and_miss",
            state != "on_course" or series["assurance"] != "misses",
            series["status"] != "on_plan" or not says("is missed"),
            series["status"] != "not_enough_data" or not says("Proven against"),
            series["status"] in ("on_plan", None) or not says(" reached with the week"),
            state != "off_course" or not says(" reached with the week"),
            not says(" week is high") or not says(" reached with the week"),
            not (bad and state == "on_course" and "slowing down" in signal["text"]),
            series["assurance"] is None or signal is None or signal["kind"] in ("bend", "drift", "step"),
            not (bad and series["shape"] == "line" and state == "on_course" and signal["kind"] == "concern"),
            signal is None or signal["kind"] in ("bend", "drift", "step") or points[-1]["signal"] is not None,
            series["shape"] not in ("rare", "small") or series["limits"] is None,
        )
    )


def test_what_missed_its_target_for_four_weeks_of_twelve_does_not_consistently_meet_it(tmp_path: Path) -> None:
    series = charted(tmp_path, [50, 51, 49, 50, 80, 81, 79, 80, 50, 51, 49, 50], keys=plan(CEILING, to=55))
    assert (series["shape"], series["assurance"], series["outlook"]["state"]) == ("flat", None, "on_course")


def test_limits_without_width_say_that_the_weeks_lie_on_a_line(tmp_path: Path) -> None:
    series = charted(tmp_path, [10, 12, 14, 16, 18, 20, 5], keys=plan(CEILING, to=60))
    assert "The weeks before lie on one straight line, so any value but 22 is a signal." in series["remarks"]


@pytest.mark.parametrize(("values", "cases"), [([9, 8, 0], [100, 90, 0]), ([0] * 3, [0] * 3)])
def test_no_cases_are_reported_where_they_stand_and_are_never_a_zero(
    values: Sequence[float], cases: Sequence[float], tmp_path: Path
) -> None:
    with pytest.raises(AssertionError, match="0 cases: m has no value where nothing was counted"):
        charted(tmp_path, values, cases, kind="rate", keys=DOWN)


def test_without_a_single_number_the_metric_says_that_no_week_is_in(tmp_path: Path) -> None:
    charted(tmp_path, [5.0])
    requested = ("--playbook", str(tmp_path), "metrics", "--json", "--as-of", "2026-10-01", "--basis", "today")
    done = CliRunner().invoke(command, requested)
    (series,) = json.loads(done.stdout)["series"]
    assert series["sentence"] == "No closed week is in yet."
    assert series["outlook"] is None


def test_gaps_are_reported_and_the_chart_goes_on(tmp_path: Path) -> None:
    series = charted(tmp_path, [50, 51, 52, 50, 49, 51, 50, 52], keys=plan(CEILING, to=60))
    (tmp_path / "late").mkdir()
    assert series["missing"] == []
    rows = ["week_ending,product,metric,value"]
    rows += [
        f"2026-{day},workflow,m,50" for day in ("09-13", "09-20", "10-04", "10-11", "10-18", "10-25", "11-01", "11-15")
    ]
    for name in ("definitions", "records"):
        (tmp_path / name).rename(tmp_path / "late" / name)
    file = tmp_path / "late" / "gaps.csv"
    file.write_text("\n".join(rows), "utf-8")
    ask = ("--playbook", str(tmp_path / "late"))
    assert CliRunner().invoke(command, [*ask, "upload", str(file)]).exit_code == 0
    done = CliRunner().invoke(command, [*ask, "metrics", "--json", "--as-of", "2026-11-18", "--basis", "today"])
    found = json.loads(done.stdout)["series"][0]
    assert found["missing"] == ["2026-W39", "2026-W45"]
    assert "Sep 21-27 and Nov 2-8 are missing; the chart goes on with the next reported week." in found["remarks"]
