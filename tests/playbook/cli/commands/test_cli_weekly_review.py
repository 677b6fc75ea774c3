"""Days through the real command: uploaded, rolled up, partial where some are missing, reviewed in tables and JSON."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from playbook.cli.main import app

FILES = {
    "definitions/charter.yaml": "charter: {}",
    "definitions/metrics.yaml": """\
metrics:
  - {id: calls, pillar: value, kind: count, better: higher, grain: day, owner: lead, source: gateway}
  - {id: tickets, pillar: value, kind: count, better: lower, grain: day, owner: lead, source: desk,
     reported_on: [mon, tue, wed, thu, fri]}
""",
    "definitions/experiments.yaml": "audit: {}",
    "definitions/stack.yaml": "layers: []",
    "definitions/risks.yaml": "risks: []",
    "definitions/gates.yaml": "gates: []",
    "records/charter.yaml": "start: 2026-09-07",
    "records/products.yaml": """\
products:
  - {id: copilot, owner: lead}
  - {id: pilot, owner: lead, ended: 2026-09-17}
""",
}
MONDAY = date(2026, 9, 7)


class Case:
    """A playbook of its own that only the command touches."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name, text in FILES.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(f"{text}\n", "utf-8")

    def ask(self, *arguments: str) -> Result:
        return CliRunner().invoke(app, ["--playbook", str(self.folder), *arguments])

    def upload(self, *rows: tuple[int, str, str, int]) -> None:
        """Rows of (days after the first Monday, product, metric, value)."""
        lines = [f"{MONDAY + timedelta(days=day)},{product},{metric},{value}" for day, product, metric, value in rows]
        file = self.folder / "days.csv"
        file.write_text("\n".join(["date,product,metric,value", *lines]) + "\n", "utf-8")
        sent = self.ask("upload", str(file))
        assert sent.exit_code == 0, sent.stderr

    def series(self, metric: str, as_of: str) -> dict[str | None, Any]:
        """The series of a metric by product, None for the organization."""
        requested = ("metrics", "--json", "--metric", metric, "--as-of", as_of, "--basis", "today")
        return {one["product"]: one for one in json.loads(self.ask(*requested).stdout)["series"]}


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case(tmp_path / "playbook")


def points(series: Any) -> list[tuple[float, str | None]]:
    return [(point["value"], point["partial"]) for point in series["points"]]


def test_a_closed_week_of_three_days_is_partial_and_a_whole_one_is_not(case: Case) -> None:
    case.upload(*[(day, "copilot", "calls", 10) for day in range(10)])
    assert points(case.series("calls", "2026-09-20")["copilot"]) == [(70, None), (30, "3 of 7 days")]
    running = case.series("calls", "2026-09-19")["copilot"]
    assert points(running) == [(70, None), (30, None)]
    assert [point["running"] for point in running["points"]] == [False, True]
    assert running["review"]["week"] == "2026-W37"


def test_weekdays_that_are_not_reported_are_not_missed(case: Case) -> None:
    case.upload(*[(day, "copilot", "tickets", 1) for day in (*range(5), *range(7, 11))])
    assert points(case.series("tickets", "2026-09-20")["copilot"]) == [(5, None), (4, "4 of 5 days")]


def test_weeks_after_a_product_ended_do_not_lack_it(case: Case) -> None:
    case.upload(
        *[(day, "copilot", "calls", 10) for day in range(28)],
        *[(day, "pilot", "calls", 1) for day in range(9)],
    )
    together = points(case.series("calls", "2026-10-04")[None])
    # it ended on Thursday of the second week, and Wednesday is missing
    assert together == [(77, None), (72, "2 of 3 days"), (70, None), (70, None)]


def test_the_review_of_every_series_is_printed(case: Case) -> None:
    case.upload(
        *[(day, "copilot", "calls", 10) for day in range(28)],
        *[(day, "pilot", "calls", 1) for day in range(9)],
    )
    shown = case.ask("metrics", "--metric", "calls", "--as-of", "2026-10-04", "--basis", "today").stdout
    assert "Calls, all products: weekly figures" in shown
    assert "Calls, Copilot: weekly figures" in shown
    assert "Sep 28-Oct 4: 70; no change on the week before." in shown
    assert "Oct 2026 to date" in shown
    assert "partial (24 of 30 days)" in shown
    assert "Year on year begins once 52 weeks lie between; 4 are known." in shown


def test_without_a_metric_the_list_stays_short(case: Case) -> None:
    case.upload((0, "copilot", "calls", 10))
    assert "weekly review" not in case.ask("metrics", "--as-of", "2026-10-04", "--basis", "today").stdout
