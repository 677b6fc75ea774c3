"""`playbook accountability`: the answer, the document as JSON, Markdown and HTML, and its wrong uses."""

import json
from pathlib import Path

from typer.testing import CliRunner, Result

from playbook.cli.main import app
from playbook.cli.output import ExitCode
from playbook.concerns.accountability import wording
from tests.worlds import World


def run(world: World, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["--playbook", str(world.folder), "accountability", *arguments])


def test_the_answer_says_who_has_still_to_agree_and_who_answers_for_what(slipping: World) -> None:
    result = run(slipping)
    assert result.exit_code == ExitCode.FINE
    assert "Legal and Data have still to agree" in result.stdout
    assert "Legal objected to version 1 on Sep 22 (lead AI engineer)" in result.stdout
    assert "Ship: AI engineering A, Legal C, Data R" in result.stdout


def test_the_document_as_json_holds_the_matrix(on_track: World) -> None:
    answer = json.loads(run(on_track, "--json").stdout)
    lines = {line["about"]: line for line in answer["raci"]}
    assert lines["north-star-metrics"]["roles"] == {"data": "AR", "ai-engineering": "C"}
    assert (lines["ship"]["kind"], lines["ship"]["accountable"]) == ("stage", "ai-engineering")
    assert [one["outcome"] for one in answer["agreements"]] == ["met", "met"]
    assert answer["topology"]["topology"] == "embedded"


def test_a_past_day_has_only_the_words_of_its_time(on_track: World) -> None:
    answer = json.loads(run(on_track, "--json", "--as-of", "2026-09-21").stdout)
    assert [one["outcome"] for one in answer["agreements"]] == ["no_data", "no_data"]


def test_the_document_as_markdown_goes_to_standard_output(on_track: World) -> None:
    result = run(on_track, "--format", "md")
    assert result.stdout.startswith(f"# {wording.DOCUMENT_TITLE}\n\nExample Works. Version 1, kept by lead AI engineer")
    for part in (
        "| Legal | legal counsel | Terms |",
        "Prompt guild (guild",
        "Embedded, since Sep 21",
        "5 working days",
    ):
        assert part in result.stdout


def test_the_document_as_html_goes_to_a_file_and_stands_alone(on_track: World, tmp_path: Path) -> None:
    on_track.change("definitions/accountability.yaml", "name: Legal,", 'name: "<script>x</script>",')
    target = tmp_path / "accountability.html"
    result = run(on_track, "--format", "html", "--output", str(target))
    assert result.exit_code == ExitCode.FINE
    assert result.stdout == ""
    text = target.read_text("utf-8")
    assert "<script" not in text
    assert "&lt;script&gt;x&lt;/script&gt;" in text
    assert "http" not in text.replace("http-equiv", "")


def test_wrong_uses_are_sentences(on_track: World, tmp_path: Path) -> None:
    for arguments, sentence in (
        (("--output", "x.md"), wording.OUTPUT_NEEDS_FORMAT),
        (("--json", "--format", "md"), wording.FORMAT_OR_JSON),
        (("--format", "md", "--output", str(tmp_path)), "name another file"),
    ):
        result = run(on_track, *arguments)
        assert result.exit_code == ExitCode.WRONG_USE
        assert sentence in result.stderr
