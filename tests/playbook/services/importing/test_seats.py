"""A register of seats from a spreadsheet: who holds what, since when, in which role; problems at the sheet's rows."""

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner, Result

from playbook.cli.main import app
from playbook.cli.output import ExitCode
from playbook.loading.append_only import check_only_added
from playbook.model.team import holder_of
from playbook.services.importing.seats import SYNONYMS, field_of
from tests.worlds import World

FILE = "records/team.yaml"


def bring_in(world: World, path: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["--playbook", str(world.folder), "import", "seats", str(path), *arguments])


def sheet(tmp_path: Path, text: str, name: str = "seats.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


def test_seats_and_roles_are_added_and_what_stands_is_left(slipping: World, tmp_path: Path) -> None:
    before = slipping.text(FILE)
    text = (
        "Stelle;Inhaber;Seit;Rolle;Kostenstelle\n"
        "Lead AI engineer;staff-0042;02.11.2026;lead;7\n"
        "Head of Support;staff-0007;07.09.2026;;7\n"
        "Evaluation engineer;offen;;;8\n"
    )
    result = bring_in(slipping, sheet(tmp_path, text), "--json")
    assert result.exit_code == ExitCode.FINE, result.output
    document: Any = json.loads(result.stdout)
    assert [(row["row"], row["id"], row["name"], row["state"]) for row in document["rows"]] == [
        (2, "lead-ai-engineer", "staff-0042", "changed"),
        (3, "head-of-support", "staff-0007", "new"),
        (4, "evaluation-engineer", "", "new"),
    ]
    assert document["ignored"] == ["Kostenstelle"]
    assert check_only_added({FILE: before}, {FILE: slipping.text(FILE)}) == ()
    team = slipping.playbook().records.team
    assert holder_of("lead-ai-engineer", team.seats, date(2026, 11, 1)) == ""
    assert holder_of("lead-ai-engineer", team.seats, date(2026, 11, 2)) == "staff-0042"
    assert holder_of("head-of-support", team.seats, date(2026, 9, 7)) == "staff-0007"
    assert len([role for role in team.roles if role.seat == "lead-ai-engineer"]) == 1
    again = json.loads(bring_in(slipping, sheet(tmp_path, text), "--json").stdout)
    assert again["state"] == "nothing_to_add"


def test_people_are_shown_columns_rows_and_the_difference(slipping: World, tmp_path: Path) -> None:
    result = bring_in(slipping, sheet(tmp_path, "seat,holder\nhead-of-sales,staff-0001\n"), "--dry-run")
    assert result.exit_code == ExitCode.FINE, result.output
    assert "1 new seat, 0 changed, 0 unchanged" in result.output
    assert "+  - {seat: head-of-sales, holder: staff-0001, since: " in result.output
    assert "head-of-sales" not in slipping.text(FILE)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("holder\nx\n", "no column names the seats"),
        ("seat,holder\n42,x\n", "row 2, column 'seat': no seat, and nothing that one could be made of"),
        ("seat,role\nhead-of-data,leed\n", "row 2, column 'role': unknown role 'leed'; did you mean 'lead'?"),
        ("seat,holder,since\nhead-of-data,x,soon\n", "row 2, column 'since': 'soon' is"),
        ("seat,role,products\nhead-of-data,lead,nobody\n", "row 2, column 'products': unknown product 'nobody'"),
        (
            "seat,holder,since\nhead-of-data,a,2026-11-02\nhead-of-data,b,2026-11-02\n",
            "row 3, column 'holder': second holder of 'head-of-data' since 2026-11-02",
        ),
    ],
)
def test_problems_stand_at_their_rows_and_nothing_is_written(
    slipping: World, tmp_path: Path, text: str, sentence: str
) -> None:
    before = slipping.text(FILE)
    result = bring_in(slipping, sheet(tmp_path, text))
    assert result.exit_code == ExitCode.NO
    assert sentence in result.output
    assert slipping.text(FILE) == before


def test_a_workbook_with_products_and_levels_is_read(slipping: World, tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["Position", "Name", "Valid from", "Role", "Works on"])
    page.append(["Data lead", "staff-0003", date(2026, 10, 1), "lead", "Support copilot"])
    content = io.BytesIO()
    book.save(content)
    path = tmp_path / "seats.xlsx"
    path.write_bytes(content.getvalue())
    result = bring_in(slipping, path)
    assert result.exit_code == ExitCode.FINE, result.output
    (role,) = [one for one in slipping.playbook().records.team.roles if one.seat == "data-lead"]
    assert (role.since, role.products) == (date(2026, 10, 1), ("support-copilot",))


@pytest.mark.parametrize("header", ["Role;Name;Since", "Name;Holder;Since", "Position;Person;Valid from"])
def test_a_register_may_call_the_seat_a_role_or_a_name(slipping: World, tmp_path: Path, header: str) -> None:
    text = f"Team register\n\n{header}\nHead of data;staff-0011;2026-10-01\n"
    result = bring_in(slipping, sheet(tmp_path, text))
    assert result.exit_code == ExitCode.FINE, result.output
    assert holder_of("head-of-data", slipping.playbook().records.team.seats, date(2026, 10, 1)) == "staff-0011"


def test_a_slip_of_a_known_seat_is_reported_at_its_row(slipping: World, tmp_path: Path) -> None:
    result = bring_in(slipping, sheet(tmp_path, "Seat;Holder\nHaed of support;staff-0007\n"), "--dry-run")
    said = " ".join(result.output.split())
    assert "doubt: row 2, column 'Seat': 'haed-of-support' is a new seat, and 'head-of-support' is a known one" in said
    assert "did you mean 'head-of-support'?" in said


def test_a_seat_takes_turns_in_the_order_of_the_days(slipping: World, tmp_path: Path) -> None:
    text = "seat,holder,since\nhead-of-data,a,2026-09-07\nhead-of-data,b,2026-10-05\nhead-of-data,vacant,2026-11-02\n"
    assert bring_in(slipping, sheet(tmp_path, text)).exit_code == ExitCode.FINE
    seats = slipping.playbook().records.team.seats
    days = [date(2026, 10, 4), date(2026, 10, 5), date(2026, 11, 2)]
    assert [holder_of("head-of-data", seats, day) for day in days] == ["a", "b", ""]


def test_every_heading_means_one_field() -> None:
    words = [word for known in SYNONYMS.values() for word in known.split("|")]
    assert len(words) == len(set(words))
    assert all(field_of(word.title()) == name for name, known in SYNONYMS.items() for word in known.split("|"))
