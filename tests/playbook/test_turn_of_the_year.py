"""A charter across the turn of a year with 53 weeks, asked through the command; every number is worked out by hand."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from playbook.cli.main import app

TEXTS = {
    "definitions/charter.yaml": """\
charter: {days: 90}
phases:
  - {id: all, weeks: [1, 13], deliverables: [{id: one, due_week: 12}, {id: close, due_week: 13}]}
""",
    "definitions/metrics.yaml": """\
due_week: 3
metrics:
  - id: latency
    pillar: quality
    kind: duration
    better: lower
    owner: lead
    source: traces
    targets: [{date: 2020-10-04, value: 13, kind: baseline}, {date: 2021-01-02, value: 4}]
  - {id: accuracy, pillar: quality, kind: rate, better: higher, owner: lead, source: evals}
  - {id: tokens, pillar: cost, kind: amount, unit: USD, per: week, grain: day, better: lower, owner: lead, source: bill}
""",
    "definitions/gates.yaml": """\
gates:
  - id: release
    stage: ship
    owner: vp
    criteria:
      - {id: steady, metric: latency, pass: "<= 8", weeks: 4, key: true}
      - {id: no-worse, metric: latency, pass: ["<= 8", "<= +10%"]}
      - {id: accurate, metric: accuracy, pass: ">= 0.8", pool_weeks: 3}
      - {id: spend, metric: tokens, pass: "<= 700"}
""",
    "definitions/experiments.yaml": "audit: {}\n",
    "definitions/stack.yaml": "layers: []\n",
    "definitions/risks.yaml": "risks: []\n",
    "records/charter.yaml": "start: 2020-10-05\n",
    "records/products.yaml": "products: [{id: desk, owner: po, stages: [{stage: spec, on: 2020-10-05}]}]\n",
}
WEEKS = """\
week,product,metric,value,numerator,denominator
2020-W50,desk,latency,7,,
2020-W51,desk,latency,7,,
2020-W52,desk,latency,6,,
2020-W53,desk,latency,6,,
2021-W01,desk,latency,5,,
2020-W52,desk,accuracy,,90,100
2020-W53,desk,accuracy,,90,100
2021-W01,desk,accuracy,,90,100
"""
DAYS = "date,product,metric,value\n" + "".join(
    f"{day},desk,tokens,100\n"
    for day in (*(f"2020-12-{day}" for day in range(28, 32)), *(f"2021-01-0{day}" for day in range(1, 5)))
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A playbook with five weeks and eight days around New Year."""
    folder = tmp_path_factory.mktemp("year") / "playbook"
    for name, text in TEXTS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    for name, text in (("weeks.csv", WEEKS), ("days.csv", DAYS)):
        file = folder / name
        file.write_text(text, "utf-8")
        sent = CliRunner().invoke(app, ["--playbook", str(folder), "upload", str(file)])
        assert sent.exit_code == 0, sent.stderr
    return folder


def answer(folder: Path, command: str, day: str) -> Any:
    requested = ["--playbook", str(folder), command, "--json", "--as-of", day, "--basis", "today"]
    return json.loads(CliRunner().invoke(app, requested).stdout)


@pytest.mark.parametrize(
    ("day", "charter_day", "plan", "outcomes"),
    [
        # Thursday: W53 runs until Sunday, 3 January; W49 is missing for four weeks, W50 and W51 for three
        ("2020-12-31", 88, 0.5, ["no_data", "met", "no_data", "no_data"]),
        # the charter's last day, on which its thirteenth week ends with it
        ("2021-01-02", 90, 1.0, ["no_data", "met", "no_data", "no_data"]),
        # Sunday: W53 closes, W50 to W53 are four weeks in a row, its seven days cost 700
        ("2021-01-03", 91, 1.0, ["met", "met", "no_data", "met"]),
        ("2021-01-09", 97, 1.0, ["met", "met", "no_data", "met"]),
        # W01 closes: 270 of 300 over three weeks; one of its seven days is known
        ("2021-01-10", 98, 1.0, ["met", "met", "met", "inconclusive"]),
    ],
)
def test_days_weeks_and_windows_run_on_across_new_year(
    folder: Path, day: str, charter_day: int, plan: float, outcomes: list[str]
) -> None:
    status = answer(folder, "status", day)
    assert (status["day"], status["days"], status["charter"]["plan"]) == (charter_day, 90, plan)
    assert [criterion["outcome"] for criterion in status["gates"][0]["criteria"]] == outcomes


def test_a_trajectory_and_a_baseline_reach_across_new_year(folder: Path) -> None:
    """From 13 on 4 October to 4 on 2 January it is a tenth a day: 4.6 on 27 December, and 4 from then on."""
    latency = {
        day: next(one for one in answer(folder, "status", day)["metrics"] if one["metric"] == "latency")
        for day in ("2020-12-31", "2021-01-03")
    }
    assert [(one["week"], one["target"], one["outcome"]) for one in latency.values()] == [
        ("2020-W52", pytest.approx(4.6), "not_met"),
        ("2020-W53", 4.0, "not_met"),
    ]
    no_worse = answer(folder, "gates", "2021-01-10")["gates"][0]["criteria"][1]
    assert "5 in Jan 4-10, needs <= 8 and <= 7.15 (the baseline +10%)" in no_worse["reason"]
    assert no_worse["distance"] == pytest.approx(1.1 * 6.5 - 5)


def test_the_weeks_of_the_turn_bear_their_iso_names(folder: Path) -> None:
    series = {one["metric"]: one for one in answer(folder, "metrics", "2021-01-05")["series"] if one["product"]}
    assert [(point["week"], point["period_end"], point["running"]) for point in series["tokens"]["points"]] == [
        ("2020-W53", "2021-01-03", False),
        ("2021-W01", "2021-01-10", True),
    ]
