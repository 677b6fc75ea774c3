"""The weekly workbook holds exactly our metrics by products, and an upload takes it as it is."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from metrics.problems import Problems
from playbook.cli.main import app
from playbook.cli.output import ExitCode
from playbook.documents.week_template import template_columns, template_rows, week_template
from playbook.documents.wording_week_template import REFERENCE
from tests.worlds import World

WEEK_45 = date(2026, 11, 8)


def workbook(world: World, end: date = WEEK_45) -> Any:
    with world.workspace() as workspace:
        known = workspace.measurements().known(world.today)
        return load_workbook(io.BytesIO(week_template(workspace.playbook().playbook, known, end)))


def filled(world: World, values: dict[tuple[str, str], float], end: date) -> bytes:
    """The workbook of a week with some cells filled in, by product and header."""
    book = workbook(world, end)
    sheet = book.active
    headers = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        for (product, header), value in values.items():
            if (row[2].value or "") == product:
                row[headers.index(header)].value = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def workbook_at(path: Path) -> Any:
    return load_workbook(path)


def is_grey(cell: Any) -> bool:
    return bool(cell.fill.fill_type == "solid")


def test_there_is_a_row_for_every_product_and_one_for_the_organization_with_every_metric(on_track: World) -> None:
    playbook = on_track.playbook()
    rows = template_rows(playbook, WEEK_45)
    assert [row.product for row in rows] == [*playbook.products, ""]
    columns = template_columns(playbook)
    assert dict.fromkeys(column.metric.id for column in columns) == dict.fromkeys(playbook.metrics)
    assert [column.header for column in columns if column.metric.id == "hallucination_rate"] == [
        "hallucination_rate numerator",
        "hallucination_rate denominator",
    ]
    sheet = workbook(on_track).active
    fillable = {
        (row[2].value or "", sheet.cell(1, cell.column).value)
        for row in sheet.iter_rows(min_row=2)
        for cell in row[3:]
        if not is_grey(cell)
    }
    assert ("", "nps") in fillable
    assert ("support-copilot", "nps") not in fillable
    assert ("support-copilot", "token_spend_usd") in fillable


def test_a_product_that_ended_is_left_out(on_track: World) -> None:
    on_track.change("records/products.yaml", "id: support-copilot", "id: support-copilot\n    ended: 2026-11-01")
    assert "support-copilot" not in {row.product for row in template_rows(on_track.playbook(), WEEK_45)}


def test_a_metric_by_the_day_has_a_row_a_day_it_is_reported_on(on_track: World) -> None:
    text = on_track.text("definitions/metrics.yaml").replace(
        "id: latency_p95_seconds", "id: latency_p95_seconds\n    grain: day\n    reported_on: [mon, fri]", 1
    )
    on_track.write("definitions/metrics.yaml", text)
    rows = template_rows(on_track.playbook(), WEEK_45)
    days = {row.day for row in rows if row.day is not None}
    assert days == {date(2026, 11, 2), date(2026, 11, 6)}
    assert all(row.product for row in rows if row.day is not None)


def test_last_values_stand_beside_for_reference_and_definitions_are_notes(on_track: World) -> None:
    on_track.receive_all()
    book = workbook(on_track)
    sheet = book.active
    headers = {cell.value: cell for cell in sheet[1]}
    metric = on_track.playbook().metrics["hallucination_rate"]
    note = headers["hallucination_rate numerator"].comment.text
    assert metric.definition in note
    assert f"Denominator: {metric.denominator or 'out of what'}" in note
    cell = sheet.cell(2, headers["hallucination_rate numerator"].column)
    assert cell.comment.text == "Last reported: 77 of 1,700 (4.5%) in Oct 26-Nov 1"
    lines = [tuple(cell.value for cell in row) for row in book[REFERENCE].iter_rows(min_row=2)]
    assert any(line[2] == "77 of 1,700 (4.5%) in Oct 26-Nov 1" for line in lines)


def test_what_is_filled_in_is_what_the_upload_reads_and_blank_cells_bring_nothing(on_track: World) -> None:
    on_track.receive_all()
    values = {
        ("support-copilot", "hallucination_rate numerator"): 60,
        ("support-copilot", "hallucination_rate denominator"): 1700,
        ("support-copilot", "token_spend_usd"): 5123.5,
        ("", "nps"): -4,
    }
    with on_track.workspace() as workspace:
        snapshot = workspace.read("week.xlsx", filled(on_track, values, date(2026, 11, 1)))
        read = {
            row["metric"]: (row["product"], row["value"], row["numerator"], row["denominator"])
            for row in snapshot.frame.astype(object).where(snapshot.frame.notna(), None).to_dict("records")
        }
    assert snapshot.weeks == ("2026-W44",)
    assert read["hallucination_rate"] == ("support-copilot", pytest.approx(60 / 1700), 60, 1700)
    assert read["token_spend_usd"] == ("support-copilot", 5123.5, None, None)
    assert read["nps"] == ("", -4, None, None)
    assert len(read) == 3


def test_days_are_read_on_their_day(on_track: World) -> None:
    text = on_track.text("definitions/metrics.yaml").replace(
        "id: latency_p95_seconds", "id: latency_p95_seconds\n    grain: day", 1
    )
    on_track.write("definitions/metrics.yaml", text)
    values = {("support-copilot", "latency_p95_seconds"): 3.25}
    with on_track.workspace() as workspace:
        book: Any = load_workbook(io.BytesIO(filled(on_track, {}, date(2026, 11, 1))))
        sheet = book.active
        headers = [cell.value for cell in sheet[1]]
        for row in sheet.iter_rows(min_row=2):
            if row[1].value is not None and row[2].value == "support-copilot":
                row[headers.index("latency_p95_seconds")].value = values["support-copilot", "latency_p95_seconds"]
        stream = io.BytesIO()
        book.save(stream)
        snapshot = workspace.read("week.xlsx", stream.getvalue())
    assert snapshot.rows == 7
    assert snapshot.weeks == ("2026-W44",)


def test_an_empty_workbook_is_refused_in_words(on_track: World) -> None:
    with on_track.workspace() as workspace, pytest.raises(Problems):
        workspace.read("week.xlsx", filled(on_track, {}, date(2026, 11, 1)))


def test_text_that_looks_like_a_formula_stays_text(on_track: World) -> None:
    text = on_track.text("definitions/metrics.yaml")
    name = on_track.playbook().metrics["nps"].name
    on_track.write("definitions/metrics.yaml", text.replace(f"name: {name}", "name: '=HYPERLINK(1)'", 1))
    assert on_track.playbook().metrics["nps"].name == "=HYPERLINK(1)"
    cells = [row[0] for row in workbook(on_track)[REFERENCE].iter_rows(min_row=2) if "HYPER" in str(row[0].value)]
    assert [cell.data_type for cell in cells] == ["s"]


def test_characters_that_no_workbook_holds_are_shown(on_track: World) -> None:
    name = on_track.playbook().metrics["nps"].name
    on_track.change("definitions/metrics.yaml", f"name: {name}", r'name: "a\0b\x1b"')
    book = workbook(on_track)
    assert [row[0].value for row in book[REFERENCE].iter_rows(min_row=2) if "b" in str(row[0].value)][
        -1
    ] == r"a\x00b\x1b"


def test_the_command_writes_the_file_of_the_last_closed_week_or_of_a_named_one(on_track: World, tmp_path: Path) -> None:
    target = tmp_path / "week.xlsx"
    arguments = ["--playbook", str(on_track.folder), "template", "week", "--output", str(target)]
    result = CliRunner().invoke(app, [*arguments, "--week", "2026-W44"])
    assert result.exit_code == ExitCode.FINE
    assert "rows to fill in for Oct 26-Nov 1; then: playbook upload" in result.stderr
    assert workbook_at(target).active.title == "2026-W44"
    raw = CliRunner().invoke(app, [*arguments[:4], "--week", "2026-W44"])
    assert raw.stdout_bytes.startswith(b"PK")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--week", "last", "-o", "x.xlsx"], "'last' is not a week; expected one such as 2026-W45"),
        (["-o", "/nowhere/x.xlsx"], "'/nowhere/x.xlsx' cannot be written"),
        (["--json"], "a workbook is no text: name a file with --output"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(on_track: World, arguments: list[str], sentence: str) -> None:
    result = CliRunner().invoke(app, ["--playbook", str(on_track.folder), "template", "week", *arguments])
    assert result.exit_code == ExitCode.WRONG_USE
    assert sentence in result.stderr


def test_without_a_product_the_organization_is_left_to_fill_in(empty: World, tmp_path: Path) -> None:
    target = str(tmp_path / "x.xlsx")
    result = CliRunner().invoke(app, ["--playbook", str(empty.folder), "template", "week", "-o", target])
    assert [row.product for row in template_rows(empty.playbook(), WEEK_45)] == [""]
    assert result.exit_code == ExitCode.FINE
