"""Definitions change under numbers that are stored: told at their place, and settled by a record (SEMANTICS 2)."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from playbook.cli.main import app
from playbook.concerns.north_star.status import MetricStatus
from playbook.json_values import plain
from tests.worlds import World

SPEND = "  - {id: token_spend_usd,"


def spend(world: World, metric: str = "token_spend_usd") -> MetricStatus:
    with world.workspace() as workspace:
        return next(status for status in workspace.assess().metrics if status.metric == metric)


def findings(world: World) -> list[str]:
    with world.workspace() as workspace:
        return [problem.message for problem in workspace.stored_problems()]


def say(world: World, *changes: str) -> None:
    world.write("records/meaning_changes.yaml", "changes:\n" + "".join(f"  - {{{change}}}\n" for change in changes))


@pytest.fixture
def world(on_track: World) -> World:
    on_track.receive_all()
    return on_track


def test_numbers_that_fit_their_definitions_are_not_spoken_of(world: World) -> None:
    assert findings(world) == []
    assert spend(world).value == 5200


def test_another_unit_is_reported_at_its_key_and_the_numbers_wait(world: World) -> None:
    unit = next(line for line in world.text("definitions/metrics.yaml").splitlines() if "unit: USD" in line)
    world.change("definitions/metrics.yaml", unit, unit.replace("unit: USD", "unit: EUR"))
    (problem,) = findings(world)
    assert problem.startswith("definitions/metrics.yaml:")
    assert "'token_spend_usd' has unit EUR, and 8 weeks of it were sent with unit USD; say in" in problem
    waiting = spend(world)
    assert (waiting.outcome.value, waiting.value) == ("no_data", None)
    assert "8 weeks sent under another definition do not count until records/meaning_changes.yaml" in waiting.reason
    say(world, "metric: token_spend_usd, on: 2026-11-02, older: convert, factor: 0.5, by: finance-partner")
    assert (findings(world), spend(world).value) == ([], 2600)
    say(world, "metric: token_spend_usd, on: 2026-11-02, older: same_meaning, by: finance-partner")
    assert (findings(world), spend(world).value) == ([], 5200)
    say(world, "metric: token_spend_usd, on: 2026-11-02, older: start_anew, by: finance-partner")
    assert (findings(world), spend(world).value) == ([], None)


def test_a_new_file_after_the_change_counts_and_is_previewed_as_such(world: World) -> None:
    world.change("definitions/metrics.yaml", "unit: USD", "unit: EUR")
    content = b"week,product,metric,value\n2026-W44,support-copilot,token_spend_usd,4000\n"
    with world.workspace() as workspace:
        preview = workspace.preview("w44.csv", content)
        assert preview.change is not None
        assert "token_spend_usd" in str(plain(preview.change))
        workspace.receive("w44.csv", content, source="s", actor="a")
        status = next(one for one in workspace.assess().metrics if one.metric == "token_spend_usd")
    assert (status.value, status.series.set_aside) == (4000, 8)
    assert len(findings(world)) == 1


def test_a_metric_that_was_renamed_is_missed_until_it_says_so(world: World) -> None:
    for file in [*world.folder.glob("definitions/*.yaml"), *world.folder.glob("records/*.yaml")]:
        file.write_text(file.read_text("utf-8").replace("token_spend_usd", "llm_spend_usd"), "utf-8")
    (problem,) = findings(world)
    assert "the store holds 8 weeks of 'token_spend_usd', which no definition names" in problem
    assert problem.endswith(
        "add 'formerly: [token_spend_usd]' to the metric that it is now, which may be 'llm_spend_usd'"
    )
    assert spend(world, "llm_spend_usd").value is None
    changed = world.text("definitions/metrics.yaml")
    said = changed.replace("- id: llm_spend_usd", "- formerly: [token_spend_usd]\n    id: llm_spend_usd")
    world.write("definitions/metrics.yaml", said)
    assert (findings(world), spend(world, "llm_spend_usd").value) == ([], 5200)
    with world.workspace() as workspace:
        under_the_old_name = b"week,product,metric,value\n2026-W44,support-copilot,token_spend_usd,4900\n"
        workspace.receive("old name.csv", under_the_old_name, source="s", actor="a")
    assert spend(world, "llm_spend_usd").value == 4900


def test_a_product_that_was_renamed_keeps_its_numbers_and_its_records(world: World) -> None:
    text = world.text("records/products.yaml")
    world.write("records/products.yaml", text.replace("id: support-copilot", "id: help-copilot", 1))
    with world.workspace() as workspace:
        assert not workspace.playbook().is_current  # records still name the old id
    world.write(
        "records/products.yaml",
        text.replace("id: support-copilot", "id: help-copilot\n    formerly: [support-copilot]", 1),
    )
    with world.workspace() as workspace:
        assert workspace.playbook().is_current, workspace.playbook().problems
        assert workspace.stored_problems() == ()
        assessment = workspace.assess()
        series = workspace.measurements().known(world.today).series("token_spend_usd", "help-copilot")
    assert len(series.points) == 8
    assert {gate.product for gate in assessment.gates} == {"help-copilot", "contract-reader"}
    records = workspace.playbook().playbook.records.sign_offs.sign_offs
    assert {record.product for record in records} <= {"help-copilot", "contract-reader"}


def test_the_last_day_of_a_week_is_reported_once_for_all_metrics(world: World) -> None:
    world.change("definitions/charter.yaml", "charter:\n", "charter:\n  week_ends: saturday\n")
    (problem,) = findings(world)
    assert problem.startswith("definitions/charter.yaml:")
    assert "weeks end on saturday here, and" in problem
    assert spend(world).value is None
    say(world, "on: 2026-11-02, older: same_meaning, by: vp-engineering")
    assert findings(world) == []
    assert spend(world).value == 5200


def test_validate_and_status_tell_it(world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("PLAYBOOK_STORE", raising=False)
    world.change("definitions/metrics.yaml", "unit: USD", "unit: EUR")
    result = CliRunner().invoke(app, ["validate", str(world.folder)])
    assert result.exit_code == 0
    assert "warning: definitions/metrics.yaml:" in result.stdout
    assert "were sent with unit USD" in " ".join(result.stdout.split())
    requested = CliRunner().invoke(app, ["status", "--playbook", str(world.folder), "--as-of", "2026-11-06", "--json"])
    assert "were sent with unit USD" in json.dumps(json.loads(requested.stdout)["problems"])
    elsewhere = tmp_path / "none"
    monkeypatch.setenv("PLAYBOOK_STORE", str(elsewhere / "store.duckdb"))
    without = CliRunner().invoke(app, ["validate", str(world.folder)])
    assert without.exit_code == 0
    assert not elsewhere.exists()
