"""Weekly series of a 90-day charter through the real command: uploaded as weekly numbers, read back as JSON.

Series and what a statistician says of each are those of `tests/metrics/statistics/test_verdicts.py`; a published case
(NHSRplotthedots) shows how limits restart."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from playbook.cli.main import app
from tests.metrics.published_charts import PLOT_THE_DOTS
from tests.metrics.statistics.test_verdicts import BATCHES, BREAK, DRIFT, LOOSE, RAMP, SHOCK, STEP

LAST = date(2026, 11, 15)
START = "targets: [{date: 2026-09-07, value: FROM, kind: baseline}, {date: 2026-12-05, value: TO}]"
CEILING = "targets: [{date: 2026-08-24, value: TO}]"
FILES = {
    "definitions/charter.yaml": "charter: {}",
    "definitions/experiments.yaml": "audit: {}",
    "definitions/stack.yaml": "layers: []",
    "definitions/gates.yaml": "gates: []",
    "definitions/risks.yaml": "risks: []",
    "records/charter.yaml": "start: 2026-09-07",
    "records/products.yaml": "products: [{id: workflow, owner: lead, stages: [{stage: spec, on: 2026-08-24}]}]",
}


def charted(
    folder: Path,
    values: Sequence[float],
    cases: Sequence[float] | None = None,
    *,
    kind: str = "amount",
    better: str = "lower",
    keys: str = "targets: []",
    notes: str = "",
) -> dict[str, Any]:
    """What `metrics --json` says on 2026-11-18 of the values, one a week, the last in 2026-W46."""
    metric = f"{{id: m, pillar: quality, kind: {kind}, better: {better}, owner: lead, source: books, {keys}}}"
    texts = {**FILES, "definitions/metrics.yaml": f"metrics: [{metric}]", "records/notes.yaml": notes}
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"{text}\n", "utf-8")
    ends = [LAST - timedelta(weeks=len(values) - 1 - week) for week in range(len(values))]
    head = "week_ending,product,metric,value" if cases is None else "week_ending,product,metric,numerator,denominator"
    cells = [repr(value) for value in values]
    if cases is not None:
        cells = [f"{cell},{size}" for cell, size in zip(cells, cases, strict=True)]
    file = folder / "weeks.csv"
    file.write_text(
        "\n".join([head, *(f"{end},workflow,m,{cell}" for end, cell in zip(ends, cells, strict=True))]), "utf-8"
    )

    def ask(*arguments: str) -> str:
        done = CliRunner().invoke(app, ["--playbook", str(folder), *arguments])
        assert done.exit_code == 0, done.stderr
        return done.stdout

    ask("upload", str(file))
    document = json.loads(
        ask("metrics", "--json", "--as-of", "2026-11-18", "--basis", "today", "--product", "workflow")
    )
    (series,) = document["series"]
    return dict(series)


def signals(series: dict[str, Any]) -> list[tuple[str, str]]:
    return [(point["week"], point["signal_effect"]) for point in series["points"] if point["signal"]]


def plan(text: str, *, start: float = 0, to: float) -> str:
    return text.replace("FROM", str(start)).replace("TO", str(to))


def test_a_linear_ramp(tmp_path: Path) -> None:
    series = charted(tmp_path, RAMP, kind="count", better="higher", keys=plan(START, start=10, to=600))
    assert (series["shape"], signals(series), series["plan_run"]) == ("line", [], "around")
    newest = series["points"][-1]
    assert newest["mean"] == pytest.approx(466.3, abs=0.05)
    assert newest["upper"] - newest["mean"] == pytest.approx(16.08, abs=0.005)
    outlook = series["outlook"]
    assert (outlook["state"], outlook["on"]) == ("in_doubt", "2026-12-05")
    assert [outlook[side] for side in ("value", "low", "high")] == pytest.approx([596.1, 589.1, 603.2], abs=0.06)
    assert series["sentence"] == "M: 462, off plan; in doubt for 600 by Dec 5 (589 to 603)."


def test_a_ramp_that_breaks(tmp_path: Path) -> None:
    series = charted(tmp_path, *BREAK, kind="rate", keys=plan(START, start=0.12, to=0.03))
    assert (series["status"], series["shape"], signals(series)) == ("off_plan", "line", [("2026-W46", "concern")])
    assert (series["signal"]["kind"], series["signal"]["week"]) == ("concern", "2026-W46")
    assert (series["outlook"]["state"], series["outlook"]["value"]) == ("withheld", None)
    assert series["sentence"].endswith("; the last week broke the trend, no forecast.")


def test_a_step(tmp_path: Path) -> None:
    series = charted(tmp_path, *STEP, kind="rate", better="higher", keys=plan(START, start=0.78, to=0.88))
    assert (series["shape"], series["signal"]["kind"], series["outlook"]["state"]) == ("step", "step", "off_course")
    assert series["signal"]["text"] == "improvement: stepped from 78.1% to 86% with the week to Oct 25"
    assert "concern" not in [effect for _, effect in signals(series)]
    assert any("If the step in Oct 19-25 is here to stay" in remark for remark in series["remarks"])
    assert "is reached" not in json.dumps(series)


def test_one_shock(tmp_path: Path) -> None:
    series = charted(tmp_path, *SHOCK, kind="rate", keys=plan(CEILING, to=0.27))
    assert (series["shape"], series["signal"], series["outlook"]["state"]) == ("flat", None, "on_course")
    assert [week for week, _ in signals(series)] == ["2026-W38"]
    limits = [series["limits"][name] for name in ("mean", "lower", "upper")]
    assert limits == pytest.approx([0.25, 0.2394, 0.2606], rel=0.02)
    assert series["assurance"] == "meets"


def test_cases_that_explain_too_little(tmp_path: Path) -> None:
    series = charted(tmp_path, *LOOSE, kind="rate", keys=f"chart: p, {plan(CEILING, to=0.0205)}")
    assert (series["shape"], signals(series)) == ("flat", [])
    assert [series["limits"][name] for name in ("lower", "upper")] == pytest.approx([0.01605, 0.02447], rel=0.02)


def test_rare_events(tmp_path: Path) -> None:
    series = charted(tmp_path, BATCHES, kind="count", keys=plan(CEILING, to=1))
    assert (series["shape"], signals(series), series["limits"]) == ("rare", [], None)
    assert series["outlook"]["value"] is None
    assert any("10 in 3 of 12 weeks" in remark and "They come in batches." in remark for remark in series["remarks"])


def test_a_slow_drift(tmp_path: Path) -> None:
    series = charted(tmp_path, DRIFT, kind="duration", keys=plan(CEILING, to=4.5))
    assert (series["shape"], series["signal"]["kind"], series["signal"]["effect"]) == ("line", "drift", "concern")
    assert "improvement" not in [effect for _, effect in signals(series)]
    outlook = series["outlook"]
    assert outlook["state"] == "on_course"
    assert [outlook[side] for side in ("value", "low", "high")] == pytest.approx([4.173, 4.125, 4.221], abs=5e-4)
    assert series["signal"]["text"] == "concern: drifting up by 0.0134 a week"


def test_a_restart_leaves_the_weeks_before_it_as_they_were(tmp_path: Path) -> None:
    case = next(case for case in PLOT_THE_DOTS if case.restarts)
    values = list(case.values)
    note = "{kind: restart, metric: m, product: workflow, week: WEEK, text: Rebased, by: lead, on: 2026-11-16}"
    first = LAST - timedelta(weeks=len(values) - 1 - case.restarts[0])
    week = f"{first.isocalendar().year}-W{first.isocalendar().week:02}"
    series = charted(tmp_path, values, notes=f"notes: [{note.replace('WEEK', week)}]")
    since = values[case.restarts[0] :]
    assert [stretch["weeks"] for stretch in series["stretches"]] == [case.restarts[0], len(since)]
    assert series["limits"]["weeks"] == len(since)
    assert series["points"][case.restarts[0] - 1]["mean"] is not None
    assert series["points"][case.restarts[0]]["mean"] is None


def test_a_constant_series_and_two_points_have_a_sentence_instead_of_limits(tmp_path: Path) -> None:
    constant = charted(
        tmp_path / "constant", [5.0] * 10, better="higher", keys=plan(CEILING.replace("2026-08-24", "2026-12-05"), to=5)
    )
    assert constant["limits"]["state"] == "no variation"
    assert {constant["limits"][name] for name in ("mean", "lower", "upper")} == {None}
    assert (constant["variation"], constant["assurance"]) == (None, None)
    assert constant["remarks"] == ["No variation yet: each of 10 weeks was 5."]
    two = charted(tmp_path / "two", [1.0, 3.0])
    assert (two["limits"]["state"], two["limits"]["mean"], two["variation"]) == ("too early", None, None)
    assert two["remarks"] == ["Too early to tell signal from noise: 5 more weeks needed."]
