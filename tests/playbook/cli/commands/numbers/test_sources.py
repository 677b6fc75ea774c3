"""`definitions/sources.yaml`: the next file of its kind needs nothing, and a silent source is owed."""

import json
from pathlib import Path

import pytest

from metrics.observation import Basis
from playbook.cli.output import ExitCode
from playbook.services.pulling.pull import Pulled
from playbook.services.pulling.request import Window
from playbook.services.pulling.standings import sources_document
from playbook.services.pulling.troubles import remember
from tests.metrics.readers.tools import files
from tests.playbook.cli.commands.numbers.test_uploads import document, run
from tests.worlds import World

SOURCE = """sources:
  - id: nightly-evaluation
    tool: promptfoo
    owner: evaluation-engineer
    product: support-copilot
    takes:
      - {measure: pass_rate, metric: task_success_rate}
"""


def evaluation(folder: Path) -> Path:
    """A run on Sep 16, 2026."""
    results = [files.promptfoo_result(place, passed=place < 17) for place in range(20)]
    run_of = files.promptfoo(results)
    run_of["results"]["timestamp"] = "2026-09-08T09:00:00.000Z"
    path = folder / "run.json"
    path.write_text(json.dumps(run_of), "utf-8")
    return path


def test_the_file_of_a_tool_is_stored_by_its_source_and_the_same_again_is_not(week_one: World, tmp_path: Path) -> None:
    week_one.write("definitions/sources.yaml", SOURCE)
    path = evaluation(tmp_path)
    stored = run(week_one, "upload", path, "--json")
    assert stored.exit_code == ExitCode.FINE, stored.output
    (entry,) = document(stored)["files"]
    assert (entry["state"], entry["metrics"], entry["products"]) == (
        "stored",
        ["task_success_rate"],
        ["support-copilot"],
    )
    (again,) = document(run(week_one, "upload", path, "--json"))["files"]
    assert again["state"] == "already_counts"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("promptfoo", "promtfoo", "no files of 'promtfoo' are read here; did you mean 'promptfoo'?"),
        ("metric: task_success_rate", "metric: task_sucess_rate", "unknown metric 'task_sucess_rate'"),
        ("product: support-copilot", "product: suport-copilot", "unknown product 'suport-copilot'"),
        ("takes:\n      - {measure: pass_rate, metric: task_success_rate}\n", "takes: []\n", "takes nothing"),
        ("tool: promptfoo\n", "headings: {KW: weeek}\n", "'KW' is 'weeek', which is neither a column nor a metric"),
    ],
)
def test_a_source_that_names_nothing_known_is_a_located_problem(
    week_one: World, old: str, new: str, message: str
) -> None:
    week_one.write("definitions/sources.yaml", SOURCE.replace(old, new))
    result = run(week_one, "validate")
    assert message in " ".join(result.output.split())
    assert "sources.yaml:" in result.output


def test_a_source_that_is_silent_past_its_day_is_owed_by_its_owner(slipping: World) -> None:
    slipping.write("definitions/sources.yaml", SOURCE.replace("    takes:", "    every: day\n    takes:"))
    listed = json.dumps(document(run(slipping, "due", "--json", "--as-of", str(slipping.today))))
    assert "Send: Nightly evaluation" in listed
    slipping.write("definitions/sources.yaml", SOURCE)
    assert "Nightly evaluation" not in json.dumps(
        document(run(slipping, "due", "--json", "--as-of", str(slipping.today)))
    )


def test_the_list_of_sources_says_what_came_what_is_due_and_which_is_silent(slipping: World) -> None:
    slipping.receive_all()
    day = ("--as-of", str(slipping.today))
    assert "No source is defined" in run(slipping, "sources", *day).stdout
    slipping.write(
        "definitions/sources.yaml",
        SOURCE.replace("    takes:", "    every: week\n    due_days: 3\n    takes:")
        + "  - {id: prices, owner: finance-partner, headings: {KW: week, Kosten: token_spend_usd}}\n"
        + "  - {id: nothing, owner: finance-partner, every: day, headings: {KW: week, Satz: hallucination_rate}}\n",
    )
    found = document(run(slipping, "sources", *day, "--json"))
    rows = {one["source"]: one for one in found["sources"]}
    nightly = rows["nightly-evaluation"]
    assert (nightly["state"], nightly["newest"], nightly["due"], nightly["late_days"]) == (
        "on_time",
        "2026-11-01",
        "2026-11-11",
        0,
    )
    assert (rows["prices"]["state"], rows["prices"]["due"]) == ("no_day", None)
    assert rows["nothing"]["state"] == "silent"
    assert rows["nothing"]["late_days"] > 0
    said = " ".join(run(slipping, "sources", *day).stdout.split())
    assert "3 sources: 1 silent." in said


def test_a_pull_on_schedule_that_failed_stands_in_the_list_until_the_next_one(slipping: World) -> None:
    slipping.write("definitions/sources.yaml", SOURCE)
    with slipping.workspace() as workspace:
        (source,) = workspace.playbook().playbook.definitions.sources.sources
        window = Window(slipping.today, slipping.today)
        remember(workspace.home, [Pulled(source, window, trouble="it refuses the key (401)")], workspace.now())
        (row,) = sources_document(workspace, slipping.today, Basis.KNOWN).sources
        assert row.trouble == "it refuses the key (401)"
        assert row.trouble_at == workspace.now()
        refused = {"state": "refused", "problems": [{"message": "week44.json: a day is missing"}]}
        remember(workspace.home, [Pulled(source, window, (refused,))], workspace.now())
        assert sources_document(workspace, slipping.today, Basis.KNOWN).sources[0].trouble.startswith("week44.json")
        remember(workspace.home, [Pulled(source, window)], workspace.now())
        assert not sources_document(workspace, slipping.today, Basis.KNOWN).sources[0].trouble
