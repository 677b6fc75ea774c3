"""An organization's three raw systems come in with sources alone: the finance workbook by week, the warehouse's CSV by
day with names of its own, the nested JSON of a nightly job."""

import io
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook

from playbook.cli.output import ExitCode
from tests.playbook.cli.commands.numbers.test_uploads import document, run, uploads
from tests.worlds import World

SOURCES = """sources:
  - id: finance-workbook
    owner: head-of-data
    sheet: Kosten
    totals: [Summe]
    headings: {Anwendung: product, Kalenderwoche: week, Tokenkosten: token_spend_usd, Konto: ""}
    products: {Kundendienst: support-copilot}
  - id: warehouse
    owner: head-of-data
    where: {stage: prod}
    headings: {ds: date, svc: product, kpi_key: metric, kpi_num: numerator, kpi_den: denominator, stage: ""}
    products: {supp: support-copilot}
    metrics: {HALLU_RT_D: hallucination_rate}
    every: day
  - id: nightly-job
    owner: head-of-data
    records: job.results
    week_from: file_name
    headings: {app: product, quality.ok: task_success_rate numerator, quality.all: task_success_rate n}
    products: {supp: support-copilot}
"""
MONDAY = date(2026, 9, 7)


def workbook(folder: Path) -> Path:
    """Two weeks in the second sheet, a total below them."""
    book = Workbook()
    notes = book.active
    assert notes is not None
    notes.append(["Anwendung", "Kalenderwoche", "Tokenkosten", "Konto"])
    costs = book.create_sheet("Kosten")
    for line in (
        ["Anwendung", "Kalenderwoche", "Tokenkosten", "Konto"],
        ["Kundendienst", "2026-W37", 5211.25, "4711"],
        ["Kundendienst", "2026-W38", 5307.5, "4711"],
        ["Summe", None, 10518.75, None],
    ):
        costs.append(line)
    written = io.BytesIO()
    book.save(written)
    path = folder / "Kostenbericht.xlsx"
    path.write_bytes(written.getvalue())
    return path


def warehouse(folder: Path) -> Path:
    """A week of days, and what was only tried beside them."""
    lines = ["ds,svc,kpi_key,kpi_num,kpi_den,stage"]
    for number in range(7):
        day = MONDAY + timedelta(days=number)
        lines += [f"{day},supp,HALLU_RT_D,{10 + number},200,prod", f"{day},supp,HALLU_RT_D,90,200,staging"]
    path = folder / "export_ai_daily.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def job(folder: Path) -> Path:
    """One evaluation, its week in the name of the file."""
    results = [{"app": "supp", "quality": {"ok": 1021, "all": 1200}, "model": {"name": "m-1", "seed": 3}}]
    path = folder / "job_2026-W38.json"
    path.write_text(json.dumps({"job": {"status": "ok", "results": results}, "took": {"seconds": 7}}), "utf-8")
    return path


def test_all_three_come_in_as_they_are_and_again_change_nothing(week_one: World, tmp_path: Path) -> None:
    week_one.write("definitions/sources.yaml", SOURCES)
    week_one.change("definitions/metrics.yaml", "id: hallucination_rate\n", "id: hallucination_rate\n    grain: day\n")
    files = [make(tmp_path) for make in (workbook, warehouse, job)]
    sent = run(week_one, "upload", *files, "--json")
    assert sent.exit_code == ExitCode.FINE, sent.output
    assert [entry["state"] for entry in document(sent)["files"]] == ["stored"] * 3
    series = {
        (one["metric"], point["week"]): point
        for one in document(run(week_one, "metrics", "--json", "--as-of", "2026-09-21", "--basis", "today"))["series"]
        if one["product"] == "support-copilot"
        for point in one["points"]
    }
    assert series["token_spend_usd", "2026-W37"]["value"] == 5211.25
    assert series["token_spend_usd", "2026-W38"]["value"] == 5307.5
    rate = series["hallucination_rate", "2026-W37"]
    assert (rate["numerator"], rate["denominator"]) == (sum(range(10, 17)), 1400)
    assert rate["value"] == pytest.approx(91 / 1400, abs=1e-4)
    success = series["task_success_rate", "2026-W38"]
    assert (success["numerator"], success["denominator"]) == (1021, 1200)
    again = document(run(week_one, "upload", *files, "--json"))
    assert [entry["state"] for entry in again["files"]] == ["already_counts"] * 3
    assert len(uploads(week_one)) == 3
