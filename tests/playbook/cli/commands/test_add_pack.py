"""`playbook add-pack`: whole or not at all, comments stay, nothing twice, and nothing looks better for it."""

import json
from collections.abc import Callable

import pytest
from typer.testing import CliRunner, Result

from playbook.cli.main import app
from playbook.cli.output import ExitCode
from playbook.services.packs import packs
from tests.worlds import World

FILE = "definitions/metrics.yaml"
PACKS = sorted(packs())


def add(world: World, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["--playbook", str(world.folder), "add-pack", *arguments])


def test_the_list_shows_every_pack_and_what_is_there(on_track: World) -> None:
    before = json.loads(add(on_track, "--list", "--json").stdout)
    assert [row["id"] for row in before["packs"]] == PACKS
    assert all(row["source"].startswith("https://") and not row["there"] for row in before["packs"])
    assert (before["pack"], before["written"]) == (None, False)
    add(on_track, "dora")
    after = {row["id"]: row for row in json.loads(add(on_track, "--list", "--json").stdout)["packs"]}
    assert after["dora"]["there"] == after["dora"]["metrics"]
    assert "in the playbook" in add(on_track, "--list").stdout


@pytest.mark.parametrize("name", ["empty", "week_one", "on_track", "slipping"])
def test_every_pack_fits_every_world_and_keeps_what_stands_there(name: str, world: Callable[[str], World]) -> None:
    found = world(name)
    found.receive_all()
    commented = found.text(FILE).replace("metrics:\n", "metrics:   # ours\n  # the first one\n", 1)
    found.write(FILE, commented)
    with found.workspace() as workspace:
        readiness = workspace.assess().readiness
    for pack in PACKS:
        result = add(found, pack)
        assert result.exit_code == ExitCode.FINE, result.stderr
        assert found.text(FILE).startswith(commented.rstrip("\n"))
    with found.workspace() as workspace:
        state = workspace.playbook()
        assert not state.errors
        assert {metric.id for pack in packs().values() for metric in pack.metrics} <= set(state.playbook.metrics)
        after = workspace.assess().readiness
    assert after.score <= readiness.score
    assert (after.coverage or 0) <= (readiness.coverage or 0)


def test_a_dry_run_shows_the_lines_and_writes_nothing(on_track: World) -> None:
    before = on_track.text(FILE)
    shown = add(on_track, "dora", "--dry-run")
    assert "+  - id: dora_deployments" in shown.stdout
    document = json.loads(add(on_track, "dora", "--dry-run", "--json").stdout)
    assert (document["written"], document["added"][0]) == (False, "dora_deployments")
    assert document["difference"] in shown.stdout
    assert on_track.text(FILE) == before


@pytest.mark.parametrize(
    "line",
    [
        "id: dora_rework_rate, name: Ours",
        "id: ours, name: rework rate",
        "id: ours, formerly: [dora_rework_rate]",
        "id: ours, aliases: [Rework rate]",
    ],
)
def test_what_is_there_already_is_refused_with_its_line(on_track: World, line: str) -> None:
    other = f"  - {{{line}, pillar: quality, kind: count, better: lower, owner: head-of-data, source: sheet}}\n"
    on_track.write(FILE, on_track.text(FILE).rstrip("\n") + "\n" + other)
    before = on_track.text(FILE)
    refused = add(on_track, "dora")
    assert refused.exit_code == ExitCode.NO
    assert f"{FILE}:{before.count(chr(10))}:" in refused.stderr
    assert "stands there already" in refused.stderr
    assert on_track.text(FILE) == before


def test_the_same_pack_twice_is_refused_with_every_metric(on_track: World) -> None:
    assert add(on_track, "dx").exit_code == ExitCode.FINE
    again = add(on_track, "dx")
    assert again.exit_code == ExitCode.NO
    assert again.stderr.count("stands there already") == len(packs()["dx"].metrics)


def test_money_is_in_the_playbooks_currency(on_track: World) -> None:
    on_track.change("definitions/experiments.yaml", "currency: USD", "currency: EUR")
    assert add(on_track, "dx").exit_code == ExitCode.FINE
    with on_track.workspace() as workspace:
        assert workspace.playbook().playbook.metrics["dx_ai_spend"].unit == "EUR"


def test_broken_definitions_are_not_added_to(broken_definitions: World) -> None:
    before = broken_definitions.text(FILE)
    refused = add(broken_definitions, "dora")
    assert refused.exit_code == ExitCode.NO
    assert "task_sucess_rate" in refused.stderr
    assert broken_definitions.text(FILE) == before


@pytest.mark.parametrize(("arguments", "said"), [(["dorra"], "did you mean 'dora'?"), ([], "--list")])
def test_an_unknown_pack_or_none_is_wrong_use(on_track: World, arguments: list[str], said: str) -> None:
    refused = add(on_track, *arguments)
    assert (refused.exit_code, refused.stdout) == (ExitCode.WRONG_USE, "")
    assert said in refused.stderr
