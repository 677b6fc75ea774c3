"""Published control charts through the real command: uploaded as weekly numbers, read back as JSON.

Values and expectations are those of `tests/metrics/published_charts.py`, here only where the limits come from the first
twelve points, as the product's do."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from playbook.cli.main import app
from tests.metrics.published_charts import PLOT_THE_DOTS, PlotTheDots

FIRST_SUNDAY = date(2026, 1, 11)
FILES = {
    "definitions/charter.yaml": "charter: {}",
    "definitions/experiments.yaml": "audit: {}",
    "definitions/stack.yaml": "layers: []",
    "definitions/gates.yaml": "gates: []",
    "definitions/risks.yaml": "risks: []",
    "records/charter.yaml": "start: 2026-01-05",
    "records/products.yaml": "products: [{id: workflow, owner: lead, stages: [{stage: spec, on: 2026-01-05}]}]",
}
BETTER = {1: "higher", -1: "lower", 0: "neutral"}
SLUGS = {"O": "outside_limits", "T": "trend", "S": "shift"}
EFFECTS = {"+": "improvement", "-": "concern", "^": "neutral", "v": "neutral"}
FROM_TWELVE = [case for case in PLOT_THE_DOTS if len(case.values) == 12 or case.baseline_rows == 12]


def charted(
    folder: Path, values: Sequence[float | None], better: str, target: float | None, notes: str = ""
) -> dict[str, Any]:
    """What `metrics --json` says of the values, one a week, the first in the first week of 2026."""
    targets = "" if target is None else f", targets: [{{date: 2026-04-04, value: {target}}}]"
    metric = f"{{id: m, pillar: quality, kind: score, better: {better}, owner: lead, source: published{targets}}}"
    texts = {**FILES, "definitions/metrics.yaml": f"metrics: [{metric}]", "records/notes.yaml": notes}
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"{text}\n", "utf-8")
    ends = [FIRST_SUNDAY + timedelta(weeks=week) for week in range(len(values))]
    rows = [f"{end},workflow,m,{value!r}" for end, value in zip(ends, values, strict=True) if value is not None]
    file = folder / "published.csv"
    file.write_text("\n".join(["week_ending,product,metric,value", *rows]) + "\n", "utf-8")

    def ask(*arguments: str) -> str:
        done = CliRunner().invoke(app, ["--playbook", str(folder), *arguments])
        assert done.exit_code == 0, done.stderr
        return done.stdout

    ask("upload", str(file))
    day = ends[-1] + timedelta(days=1)
    document = json.loads(ask("metrics", "--json", "--as-of", str(day), "--basis", "today", "--product", "workflow"))
    (series,) = document["series"]
    return dict(series)


@pytest.mark.parametrize("case", FROM_TWELVE, ids=lambda case: case.name)
def test_the_command_prints_the_published_limits_and_signals(tmp_path: Path, case: PlotTheDots) -> None:
    series = charted(tmp_path, case.values, BETTER[case.better], case.target)
    (limits,) = case.limits
    assert series["limits"]["state"] == "locked"
    assert [series["limits"][name] for name in ("mean", "lower", "upper")] == pytest.approx(limits)
    assert [point["signal"] for point in series["points"]] == [SLUGS.get(letter) for letter in case.signals]
    assert [point["signal_effect"] for point in series["points"]] == [EFFECTS.get(sign) for sign in case.effects]
    assert (series["variation"], series["assurance"]) == (case.variation, case.assurance)


def test_a_restart_gives_the_published_limits_of_both_stretches(tmp_path: Path) -> None:
    case = next(case for case in PLOT_THE_DOTS if case.restarts)
    values = [*case.values[: case.restarts[0]][:12], *case.values[case.restarts[0] :]]
    note = "{kind: restart, metric: m, product: workflow, week: 2026-W14, text: Rebased, by: lead, on: 2026-04-06}"
    series = charted(tmp_path, values, "lower", case.target, f"notes: [{note}]")
    assert [series["limits"][name] for name in ("mean", "lower", "upper")] == pytest.approx(case.limits[1])
    assert [stretch["weeks"] for stretch in series["stretches"]] == [12, 12]
    assert [point["signal"] for point in series["points"][12:]] == [
        SLUGS.get(letter) for letter in case.signals[case.restarts[0] :]
    ]


def test_a_constant_series_and_two_points_have_a_sentence_instead_of_limits(tmp_path: Path) -> None:
    constant = charted(tmp_path / "constant", [5.0] * 10, "higher", 5)
    assert constant["limits"]["state"] == "no variation"
    assert {constant["limits"][name] for name in ("mean", "lower", "upper")} == {None}
    assert (constant["variation"], constant["assurance"]) == (None, None)
    assert constant["sentence"] == "No variation yet: each of 10 weeks was 5."
    two = charted(tmp_path / "two", [1.0, 3.0], "higher", None)
    assert (two["limits"]["state"], two["limits"]["mean"], two["variation"]) == ("too early", None, None)
    assert two["sentence"] == "Too early to tell signal from noise: 2 of the 6 weeks that limits need."
