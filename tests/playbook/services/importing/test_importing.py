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
from playbook.services.importing.table import SYNONYMS, field_of
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
        "row 2, column 'weekly users': weekly-users: 'many' is not a whole number",
        "row 3, column 'risk tier': risk-tier has no 'limitd'; did you mean 'limited'?",
        "row 3, column 'last active': last-active: 'soon' is not a day",
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


def test_what_the_records_say_otherwise_is_left_and_told(slipping: World, tmp_path: Path) -> None:
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
