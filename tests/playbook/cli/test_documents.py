"""Every command that answers `--json` has its schema, made of the same type, and its answers fit it in every world."""

import json
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from typer.testing import CliRunner

from playbook.cli.documents import DOCUMENTS, schema_of
from playbook.cli.main import app
from playbook.services.recording.kinds import KINDS
from tests import worlds
from tests.documentation.command import subcommands
from tests.playbook.projects import HEAD
from tests.worlds import World

ASKING = [
    "accountability", "calendar", "due", "gates", "governance", "metrics", "report", "resources", "review list",
    "risks", "signals", "sources", "status", "store", "team", "token list", "uploads", "validate", "value", "verify",
    "workflow",
]  # fmt: skip


@cache
def validator(command: str) -> Draft202012Validator:
    """Holds an answer against the schema of a command; a field that no schema knows is an error."""
    schema = schema_of(command)
    for part in schema["$defs"].values():
        if part.get("type") == "object" and "properties" in part:
            part["additionalProperties"] = False
    return Draft202012Validator(schema, format_checker=FormatChecker())


def answer(command: str, *arguments: str | Path, playbook: Path | None = None) -> Any:
    """What a command prints, held against its schema."""
    place = ["--playbook", str(playbook)] if playbook is not None else []
    result = CliRunner().invoke(app, [*place, *command.split(), *map(str, arguments), "--json"])
    document = json.loads(result.stdout)
    kind = "record" if command.startswith("record ") else command
    assert next(iter(document)) == "schema", command
    validator(kind).validate(document)
    return document


def test_every_command_that_answers_json_has_its_schema() -> None:
    named = {
        name.removeprefix("playbook ")
        for name, command in subcommands()
        if any("--json" in parameter.opts for parameter in command.params)
    }
    records = {f"record {kind.kind}" for kind in KINDS}
    assert named - records == DOCUMENTS.keys() - {"record"}


@pytest.mark.parametrize("name", worlds.WORLDS)
def test_answers_fit_their_schema_in_every_world(name: str, tmp_path: Path) -> None:
    world = worlds.WORLDS[name](tmp_path / name)
    if name != "broken_definitions":
        world.receive_all()
    for command in ASKING:
        day = (
            ()
            if command in ("store", "token list", "uploads", "validate", "verify", "review list")
            else ("--as-of", world.today)
        )
        answer(command, *map(str, day), playbook=world.folder)


@pytest.mark.parametrize("command", ASKING)
def test_answers_fit_their_schema_in_the_sample(command: str) -> None:
    answer(command)


def test_what_a_refused_question_gets_fits_the_schema(on_track: World) -> None:
    assert answer("gates", "--gate", "nope", playbook=on_track.folder)["error"]["code"]
    assert answer("status", "--as-of", "never", playbook=on_track.folder)["error"]["code"]


def test_answers_of_what_is_done_fit_their_schema(on_track: World, tmp_path: Path) -> None:
    folder = on_track.folder
    files = {"good": "2026-W44,,nps,25,,\n", "better": "2026-W44,,nps,35,,\n", "bad": "2026-W44,,nsp,abc,,\n"}
    for name, rows in files.items():
        (tmp_path / f"{name}.csv").write_text(HEAD + rows, "utf-8")
    for name in ("good", "better", "bad"):
        answer("upload", tmp_path / f"{name}.csv", "--dry-run", playbook=folder)
        answer("upload", tmp_path / f"{name}.csv", playbook=folder)
    upload = answer("uploads", playbook=folder)["uploads"][0]["upload_id"]
    answer("revoke", upload, playbook=folder)
    note = ("--metric", "nps", "--week", "2026-W44", "--text", "Two days only", "--by", "lead-ai-engineer")
    answer("record note", *note, "--dry-run", playbook=folder)
    answer("record note", *note, playbook=folder)
    answer("record note", "--metric", "nsp", *note[2:], playbook=folder)
    table = tmp_path / "found.csv"
    table.write_text("id,name,found,team,monthly_cost\nnew-one,New one,2026-11-02,support,12\n", "utf-8")
    answer("import experiments", table, "--dry-run", playbook=folder)
    answer("add-pack", "--list", playbook=folder)
    answer("add-pack", "dora", playbook=folder)
    answer("template week", "--output", tmp_path / "week.xlsx", playbook=folder)
    answer("handbook", tmp_path / "handbook", playbook=folder)
    answer("init", tmp_path / "acme", "--name", "Acme", "--start", "2027-01-04", "--product", "Bot", "--tier", "high")


def test_answers_about_store_and_tokens_fit_their_schema(on_track: World, tmp_path: Path) -> None:
    on_track.receive_all()
    folder = on_track.folder
    answer("store tidy", playbook=folder)
    answer("store export", tmp_path / "backup", playbook=folder)
    other = worlds.week_one(tmp_path / "other")
    answer("store import", tmp_path / "backup", playbook=other.folder)
    answer("token create", "nightly", playbook=folder)
    answer("token list", playbook=folder)
    answer("token revoke", "nightly", playbook=folder)


def test_answers_about_closed_reviews_fit_their_schema(on_track: World) -> None:
    on_track.receive_all()
    day = ("--as-of", on_track.today.isoformat())
    week = answer("review close", *day, "--by", "vp-engineering", playbook=on_track.folder)["week"]
    answer("review show", week, playbook=on_track.folder)
    answer("review show", "2026-W01", playbook=on_track.folder)
    answer("status", *day, playbook=on_track.folder)


def test_the_answer_about_a_change_of_definitions_fits_its_schema(slipping: World) -> None:
    for step in (("init", "-q"), ("add", "."), ("-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "a")):
        subprocess.run(["git", "-C", str(slipping.folder), *step], check=True)  # noqa: S607  (this machine's git)
    slipping.receive_all()
    slipping.change("definitions/gates.yaml", 'pass: "<= 0.06"', 'pass: "<= 0.07"')
    day = ("--as-of", slipping.today.isoformat())
    assert answer("impact", *day, playbook=slipping.folder)["moves"]
    assert answer("impact", *day, "--since", "nope", playbook=slipping.folder)["error"]["code"] == "cannot_compare"


def test_the_answer_about_what_is_supposed_fits_its_schema(slipping: World) -> None:
    slipping.receive_all()
    day = ("--as-of", slipping.today.isoformat())
    edit = ("--set", "gates.limited-release.go=50", "--met", "legal-review")
    assert answer("whatif", *day, *edit, playbook=slipping.folder)["moves"]
    assert answer("whatif", *day, playbook=slipping.folder)["error"]["code"] == "wrong_use"


def test_answers_about_tools_files_fit_their_schema(tmp_path: Path) -> None:
    suite = '<testsuite name="evals" tests="2"><testcase name="a"/><testcase name="b">{}</testcase></testsuite>'
    report = f"<testsuites>{suite}</testsuites>"
    for name, inside in (("base", ""), ("candidate", "<failure/>"), ("none", None)):
        text = "nothing" if inside is None else report.format(inside)
        (tmp_path / f"{name}.xml").write_text(text, "utf-8")
    assert answer("read", tmp_path / "base.xml", tmp_path / "none.xml")["files"]
    answer("compare", tmp_path / "base.xml", tmp_path / "candidate.xml")
    answer("calibrate", tmp_path / "base.xml", tmp_path / "none.xml")
    for candidate in ("pilot-1", "pilot-2", "pilot-9"):
        answer("admitted", "--product", "support-copilot", "--candidate", candidate)
    assert answer("compare", tmp_path / "base.xml", tmp_path / "none.xml")["error"]["code"]
