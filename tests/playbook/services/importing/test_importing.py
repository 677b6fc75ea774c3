"""A spreadsheet of experiments: columns by their names, every problem at once, new ones against known ones."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner, Result

from playbook.cli.main import app
from playbook.cli.output import ExitCode
from playbook.loading.append_only import check_only_added
from playbook.services.importing.headings import SYNONYMS, field_of, heading_of
from tests.worlds import World

FILE = "records/experiments.yaml"
GOOD = """Experiment name;Key;Owner;Weekly users;Monthly cost (USD);Risk tier;Last used;Favourite colour
Desk bot;desk-bot;head-of-support;55;900;limited;2026-11-02;blue
Contract finder;;legal-counsel;3;"1,250.50";high;;red
Meeting notes sandbox;meeting-notes;head-of-sales;0;400;minimal;2026-07-01;
"""
BAD = """id,owner,weekly users,monthly cost,risk tier,last active,product,duplicate of
desk-bot,x,many,12,limited,2026-11-02,,
desk-bot,x,1,12,limitd,soon,,
,x,1,1,,,,
new-one,x,1,1,,,,
"""


def bring_in(world: World, path: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["--playbook", str(world.folder), "import", "experiments", str(path), *arguments])


def table(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "experiments.csv"
    path.write_text(text, "utf-8")
    return path


def test_new_ones_are_added_and_known_ones_get_what_was_seen(slipping: World, tmp_path: Path) -> None:
    before = slipping.text(FILE)
    result = bring_in(slipping, table(tmp_path, GOOD), "--json")
    assert result.exit_code == ExitCode.FINE, result.output
    document: Any = json.loads(result.stdout)
    assert [(row["id"], row["state"]) for row in document["rows"]] == [
        ("desk-bot", "seen"),
        ("contract-finder", "new"),
        ("meeting-notes", "unchanged"),
    ]
    assert document["ignored"] == ["Favourite colour"]
    after = slipping.text(FILE)
    assert check_only_added({FILE: before}, {FILE: after}) == ()
    experiments = {one.id: one for one in slipping.playbook().records.experiments.experiments}
    seen = experiments["desk-bot"].seen[-1]
    assert (seen.weekly_users, seen.owner, seen.risk_tier, seen.monthly_cost) == (
        55,
        "head-of-support",
        "limited",
        None,
    )
    found = experiments["contract-finder"]
    assert (found.owner, found.seen[0].monthly_cost) == ("legal-counsel", 1250.5)
    assert bring_in(slipping, table(tmp_path, GOOD), "--json").exit_code == ExitCode.FINE
    assert slipping.text(FILE) == after, "the same table again adds nothing"


def test_people_see_how_columns_were_read_and_what_each_row_does(slipping: World, tmp_path: Path) -> None:
    before = slipping.text(FILE)
    result = bring_in(slipping, table(tmp_path, GOOD), "--dry-run")
    assert "'Monthly cost (USD)' as monthly cost" in result.stdout
    assert "'Favourite colour' is passed over" in result.stdout
    assert "1 new experiment, 1 seen again, 1 unchanged" in result.stdout
    assert "+  - id: contract-finder" in result.stdout
    assert "Nothing was written." in result.stdout
    assert slipping.text(FILE) == before


def test_every_problem_comes_at_once_with_its_row_and_column(slipping: World, tmp_path: Path) -> None:
    before = slipping.text(FILE)
    result = bring_in(slipping, table(tmp_path, BAD))
    assert result.exit_code == ExitCode.NO
    for sentence in (
        "row 2, column 'weekly users': 'many' is not a number",
        "row 3, column 'risk tier': risk-tier has no 'limitd'; did you mean 'limited'?",
        "row 3, column 'last active': 'soon' is neither a week nor a day; expected a day such as 2026-11-06",
        "row 3, column 'id': 'desk-bot' stands in row 2 already",
        "row 4, column 'id': no id, and no name that one could be made of",
        "Nothing was written: mend the file and import it again.",
    ):
        assert sentence in result.stderr
    assert slipping.text(FILE) == before


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("owner,users\nx,1\n", "no column names the experiments; expected a column 'id' or 'name'"),
        ("id,users,weekly users\na,1,1\n", "the columns 'users' and 'weekly users' say the same"),
        ("id,product\nnew-one,nobody\n", "unknown product 'nobody'"),
        ("id,link\nnew-one,javascript:x\n", "a link that begins with https://"),
        ("", "the file is empty"),
    ],
)
def test_a_table_that_does_not_fit_is_a_sentence(slipping: World, tmp_path: Path, text: str, sentence: str) -> None:
    before = slipping.text(FILE)
    result = bring_in(slipping, table(tmp_path, text))
    assert result.exit_code == ExitCode.NO
    assert sentence in result.stderr
    assert slipping.text(FILE) == before


def test_what_the_records_say_otherwise_is_left_and_reported(slipping: World, tmp_path: Path) -> None:
    result = bring_in(slipping, table(tmp_path, "id,team,purpose\ndesk-bot,Sales,Answers\n"), "--json")
    document = json.loads(result.stdout)
    assert document["state"] == "nothing_to_add"
    assert document["rows"][0]["left_out"] == ["team", "purpose"]


def test_a_workbook_is_read_like_a_text(slipping: World, tmp_path: Path) -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["ID", "Users", "Cost"])
    sheet.append(["desk-bot", 41, 950.5])
    stream = io.BytesIO()
    book.save(stream)
    path = tmp_path / "experiments.xlsx"
    path.write_bytes(stream.getvalue())
    document = json.loads(bring_in(slipping, path, "--json").stdout)
    assert document["rows"][0]["entry"]["weekly_users"] == 41
    assert document["rows"][0]["entry"]["monthly_cost"] == 950.5


def test_many_known_experiments_are_seen_in_one_go(slipping: World, tmp_path: Path) -> None:
    many = "".join(f"  - {{id: one-{number}, found: 2026-09-10}}\n" for number in range(60))
    slipping.write(FILE, slipping.text(FILE) + many)
    rows = "".join(f"one-{number},{number}\n" for number in range(60))
    result = bring_in(slipping, table(tmp_path, "id,users\n" + rows + "last-new,3\n"))
    assert result.exit_code == ExitCode.FINE, result.output
    experiments = {one.id: one for one in slipping.playbook().records.experiments.experiments}
    assert all(experiments[f"one-{number}"].seen[0].weekly_users == number for number in range(60))
    assert list(experiments)[-1] == "last-new"


def test_the_sample_is_never_written_to(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["import", "experiments", str(table(tmp_path, GOOD))])
    assert result.exit_code == ExitCode.WRONG_USE
    assert "never written to" in result.stderr


def test_every_header_means_one_field() -> None:
    words = [word for listed in SYNONYMS.values() for word in listed.split("|")]
    assert len(set(words)) == len(words)
    assert field_of("Monthly_Cost (EUR)") == "monthly_cost"
    assert field_of("anything else") is None


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Abteilung", "team"), ("Verantwortlich", "owner"), ("Zweck", "purpose"), ("Erfasst am", "found"),
        ("Nutzer/Woche", "weekly_users"), ("Kosten/Monat EUR", "monthly_cost"), ("Zuletzt genutzt", "last_active"),
        ("Daten", "data"), ("Anbieter", "provider"), ("Risikoklasse", "risk_tier"),
        ("Date de découverte", "found"), ("Fecha de detección", "found"), ("Entdeckt am", "found"),
        ("Équipe", "team"), ("Responsable", "owner"), ("Coût mensuel (€)", "monthly_cost"), ("Nom", "name"),
        ("Dernière utilisation", "last_active"), ("Fournisseur", "provider"),
        ("Utilisateurs par semaine", "weekly_users"),
        ("Nombre", "name"), ("Departamento", "team"), ("Coste mensual [USD]", "monthly_cost"),
        ("Último uso", "last_active"),
        ("Proveedor", "provider"), ("Usuarios semanales", "weekly_users"), ("monthlyCost", "monthly_cost"),
        ("Cost per month (USD)", "monthly_cost"), ("COST PER MONTH, EUR", "monthly_cost"),
    ],
)  # fmt: skip
def test_headings_are_read_in_four_languages_and_with_currencies(header: str, field: str) -> None:
    assert field_of(header) == field


@pytest.mark.parametrize(
    "header", ["Cost per year", "Kosten (pro Jahr)", "Cost (k$)", "Kosten (T€)", "Nutzer/Monat", "Users per day"]
)
def test_a_heading_of_another_stretch_or_of_thousands_is_not_taken(header: str) -> None:
    assert heading_of(header) is None


def test_a_currency_that_is_not_the_audits_is_a_problem(slipping: World, tmp_path: Path) -> None:
    result = bring_in(slipping, table(tmp_path, "Name;Kosten/Monat EUR\nNew one;1.250,00\n"))
    assert result.exit_code == ExitCode.NO
    assert "row 1, column 'Kosten/Monat EUR': the heading names EUR, and the audit counts in USD" in result.stderr
    cell = bring_in(slipping, table(tmp_path, "Name;Monthly cost\nNew one;1250 €\n"))
    assert "row 2, column 'Monthly cost': '1250 €' has the unit '€'; expected a number in USD" in cell.stderr


DAYS = """Name;Found on;Last used
One;14.09.2026;2026-09-26T23:30:00Z
Two;2026-09-14;09/26/2026
Three;Sep 14, 2026;26.09.2026
Four;14/09/2026;2026-09-26 10:00
"""


def test_days_are_read_as_uploads_read_them(slipping: World, tmp_path: Path) -> None:
    document: Any = json.loads(bring_in(slipping, table(tmp_path, DAYS), "--dry-run", "--json").stdout)
    assert document["problems"] == []
    assert {row["entry"]["found"] for row in document["rows"]} == {"2026-09-14"}
    days = [row["entry"]["seen"][0]["last_active"] for row in document["rows"]]
    assert days == ["2026-09-27", "2026-09-26", "2026-09-26", "2026-09-26"]


def test_a_day_that_is_none_or_two_is_a_problem_of_its_row(slipping: World, tmp_path: Path) -> None:
    result = bring_in(slipping, table(tmp_path, "Name;Found\nOne;03/04/2026\nTwo;2026-W45\nThree;1762560000\n"))
    assert "row 2, column 'Found': '03/04/2026' can be 2026-04-03 or 2026-03-04" in result.stderr
    assert "row 3, column 'Found': '2026-W45' is longer than a day; expected a day such as 2026-11-06" in result.stderr
    assert "row 4, column 'Found': '1762560000' counts Unix seconds, and stands for 2025-11-08" in result.stderr


def test_owners_options_and_products_are_found_by_their_names(slipping: World, tmp_path: Path) -> None:
    text = (
        "Name;Owner;Provider;Leads to;Data;Risk tier\nOne;Head of Support;LangGraph;Support Copilot;Kundendaten;hoch\n"
    )
    (row,) = json.loads(bring_in(slipping, table(tmp_path, text), "--dry-run", "--json").stdout)["rows"]
    entry = row["entry"]
    assert (entry["owner"], entry["provider"], entry["product"]) == ("head-of-support", "langgraph", "support-copilot")
    assert (entry["data"], entry["risk_tier"]) == ("customer", "high")


def test_a_known_experiment_is_found_by_its_name_too(slipping: World, tmp_path: Path) -> None:
    (row,) = json.loads(bring_in(slipping, table(tmp_path, "Name;Users\nDESK BOT;5\n"), "--dry-run", "--json").stdout)[
        "rows"
    ]
    assert (row["id"], row["state"]) == ("desk-bot", "seen")


@pytest.mark.parametrize(
    ("label", "total"), [("Summe", "1.650,50"), ("Total", "1.650,50"), ("Gesamtergebnis", "1650,50")]
)
def test_a_total_row_is_no_experiment_and_has_to_add_up(
    slipping: World, tmp_path: Path, label: str, total: str
) -> None:
    rows = "Name;Monthly cost;Users\nOne;1.250,50;4\nTwo;400,00;6\n"
    fine = bring_in(slipping, table(tmp_path, f"{rows}{label};{total};10\n"), "--dry-run", "--json")
    assert [row["id"] for row in json.loads(fine.stdout)["rows"]] == ["one", "two"]
    wrong = bring_in(slipping, table(tmp_path, f"{rows}{label};9.999,99;10\n"))
    assert "row 4, column 'Monthly cost': the total 9.999,99 is not the sum of the rows above it" in wrong.stderr


def test_problems_of_the_records_name_the_rows_of_the_sheet(slipping: World, tmp_path: Path) -> None:
    text = "Name;Owner;Leads to\nOne;head-of-suport;\nTwo;;nobody-knows\n"
    result = bring_in(slipping, table(tmp_path, text))
    assert "experiments.csv, row 2, column 'Owner': nobody's seat 'head-of-suport'" in result.stderr
    assert "experiments.csv, row 3, column 'Leads to': unknown product 'nobody-knows'" in result.stderr
    assert "records/experiments.yaml:" not in result.stderr


def test_rows_filtered_out_of_a_workbook_are_named(slipping: World, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["Name", "Users"], ["One", 3], ["Two", 4]):
        sheet.append(row)
    sheet.row_dimensions[2].hidden = True
    path = tmp_path / "experiments.xlsx"
    book.save(path)
    result = bring_in(slipping, path, "--dry-run")
    assert "doubt: row 2: 1 row is hidden or filtered out in the sheet" in result.stdout


def test_names_beyond_ascii_make_ids(slipping: World, tmp_path: Path) -> None:
    text = "Name\nÜbersetzungs-Bot\nRésumé générateur\n"
    rows = json.loads(bring_in(slipping, table(tmp_path, text), "--dry-run", "--json").stdout)["rows"]
    assert [row["id"] for row in rows] == ["uebersetzungs-bot", "resume-generateur"]


def test_a_row_of_nothing_but_words_is_an_experiment_and_a_single_sentence_a_note(
    slipping: World, tmp_path: Path
) -> None:
    rows = "Name,Owner\nMy new chat bot,head-of-sales\n"
    document = json.loads(bring_in(slipping, table(tmp_path, rows), "--dry-run", "--json").stdout)
    assert [(row["id"], row["entry"]["owner"]) for row in document["rows"]] == [("my-new-chat-bot", "head-of-sales")]
    noted = bring_in(slipping, table(tmp_path, f"{rows}Exported on Monday by a job,\n"))
    assert "row 3: 'Exported on Monday by a job' is a note below the table" in noted.output


def test_what_the_file_itself_says_against_it_is_said_once(slipping: World, tmp_path: Path) -> None:
    path = tmp_path / "experiments.json"
    path.write_text(json.dumps({"experiments": [{"name": "A bot"}], "has_more": True}), "utf-8")
    result = bring_in(slipping, path, "--dry-run", "--json")
    assert result.exit_code == ExitCode.NO
    (problem,) = json.loads(result.stdout)["problems"]
    assert "'has_more' is true" in problem["message"]
