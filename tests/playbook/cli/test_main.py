"""The command: its answers, its documents, its options before and behind, and its exit codes."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from playbook.cli.main import app
from playbook.cli.output import ExitCode, plain
from playbook.readiness.assessment import Area
from playbook.verdict import Verdict
from tests.paths import ROOT
from tests.worlds import World

AS_OF = ("--as-of", "2026-11-06")


def run(world: World, *arguments: str) -> Result:
    """The command on a world, standard output and standard error apart."""
    return CliRunner().invoke(app, ["--playbook", str(world.folder), *arguments])


def document(result: Result) -> Any:
    """The one document on standard output."""
    return json.loads(result.stdout)


def test_status_reads_from_the_top_down(tracked: World) -> None:
    result = run(tracked, "status", *AS_OF)
    assert result.exit_code == ExitCode.FINE
    assert result.stderr == ""
    lines = result.stdout.splitlines()
    assert "Day 61 of 90: readiness is" in lines[1]
    places = [result.stdout.index(text) for text in ("area", "What blocks, and who must act", "What to do next")]
    assert places == sorted(places)
    assert not any(line != line.rstrip() for line in lines)
    assert "\x1b" not in result.stdout


def test_status_as_a_document_is_the_assessment(tracked: World) -> None:
    answer = document(run(tracked, "status", "--json", *AS_OF))
    with tracked.workspace() as workspace:
        assessment = workspace.assess()
    assert answer["schema"] == 1
    assert answer["sample"] is False
    assert (answer["as_of"], answer["basis"], answer["day"], answer["days"]) == ("2026-11-06", "known", 61, 90)
    assert answer["readiness"]["score"] == round(assessment.readiness.score, 1)
    assert set(answer["readiness"]["areas"]) == {str(area) for area in Area}
    assert [problem for problem in answer["problems"] if problem["severity"] == "error"] == []


def test_status_in_week_one_is_calm(week_one: World) -> None:
    result = run(week_one, "status", "--as-of", "2026-09-09")
    assert result.exit_code == ExitCode.FINE
    assert "nothing due yet" in result.stdout
    assert "readiness is 0" not in result.stdout


def test_status_before_anybody_started_says_how_to(empty: World) -> None:
    result = run(empty, "status")
    assert result.exit_code == ExitCode.FINE
    assert "playbook init" in result.stdout


@pytest.mark.parametrize("after", [True, False])
def test_options_stand_before_the_command_or_after_it(tracked: World, after: bool) -> None:
    options = ["--playbook", str(tracked.folder), "--store", tracked.store_url, "--json", *AS_OF, "--basis", "today"]
    arguments = ["status", *options] if after else [*options, "status"]
    answer = document(CliRunner().invoke(app, arguments))
    assert (answer["as_of"], answer["basis"]) == ("2026-11-06", "today")


def test_what_stands_after_it_wins(tracked: World) -> None:
    answer = document(run(tracked, "--as-of", "2026-10-01", "--json", "status", *AS_OF))
    assert answer["as_of"] == "2026-11-06"


def test_the_environment_names_playbook_and_store(tracked: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAYBOOK_DIR", str(tracked.folder))
    monkeypatch.setenv("PLAYBOOK_STORE", tracked.store_url)
    assert document(CliRunner().invoke(app, ["status", "--json", *AS_OF]))["readiness"]["coverage"] == 1


def test_a_verdict_never_stands_without_its_reason(late: World) -> None:
    result = run(late, "gates", *AS_OF)
    assert result.exit_code == ExitCode.NO
    with late.workspace() as workspace:
        words = [gate.words for gate in workspace.assess().gates if not gate.quiet]
    flat = " ".join(result.stdout.split())
    assert words
    assert all(" ".join(text.split()) in flat for text in words)


def test_gates_answer_yes_with_conditions_unless_strict(tracked: World) -> None:
    with tracked.workspace() as workspace:
        verdicts = {gate.gate: gate.verdict for gate in workspace.assess().gates if gate.product == "support-copilot"}
    assert verdicts == {"prototype-exit": Verdict.GO, "limited-release": Verdict.GO_WITH_CONDITIONS}
    product = ("--product", "support-copilot", *AS_OF)
    assert run(tracked, "gates", *product, "--gate", "prototype-exit", "--strict").exit_code == ExitCode.FINE
    assert run(tracked, "gates", *product, "--gate", "limited-release").exit_code == ExitCode.FINE
    assert run(tracked, "gates", *product, "--gate", "limited-release", "--strict").exit_code == ExitCode.NO


def test_gates_as_a_document_hold_what_was_asked_for(late: World) -> None:
    result = run(late, "gates", "--json", "--product", "support-copilot", "--gate", "limited-release", *AS_OF)
    assert result.exit_code == ExitCode.NO
    (gate,) = document(result)["gates"]
    assert (gate["product"], gate["gate"]) == ("support-copilot", "limited-release")
    assert gate["verdict"] in {str(verdict) for verdict in Verdict}
    assert gate["words"]
    assert gate["criteria"]


def test_one_gate_is_spelled_out_in_full(tracked: World) -> None:
    result = run(tracked, "gates", "--product", "support-copilot", "--gate", "prototype-exit", *AS_OF)
    with tracked.workspace() as workspace:
        gate = next(gate for gate in workspace.assess().gates if gate.gate == "prototype-exit")
    assert all(criterion.name in result.stdout for criterion in gate.criteria)


def test_an_unknown_gate_is_a_wrong_use(tracked: World) -> None:
    result = run(tracked, "gates", "--gate", "limited-relase")
    assert result.exit_code == ExitCode.WRONG_USE
    assert result.stdout == ""
    assert "unknown gate 'limited-relase'; did you mean 'limited-release'?" in result.stderr


def test_metrics_list_the_weeks_of_one_metric(tracked: World) -> None:
    answer = document(
        run(tracked, "metrics", "--json", "--metric", "hallucination_rate", "--product", "support-copilot", *AS_OF)
    )
    (series,) = answer["series"]
    assert (series["metric"], series["product"]) == ("hallucination_rate", "support-copilot")
    assert [point["week"] for point in series["points"]] == [f"2026-W{week}" for week in range(37, 45)]
    assert series["points"][0]["denominator"] == 1700
    assert (series["limits"]["state"], series["variation"]) == ("trial", "common_cause")
    shown = run(tracked, "metrics", "--metric", "hallucination_rate", *AS_OF).stdout
    assert "Sep 7-13" in shown
    assert series["sentence"] in " ".join(shown.split())


def test_a_past_day_shows_what_was_known_then_and_today_what_came_since(tracked: World) -> None:
    def weeks(*arguments: str) -> list[str]:
        answer = document(run(tracked, "metrics", "--json", "--metric", "nps", "--as-of", "2026-09-14", *arguments))
        return [point["week"] for point in answer["series"][0]["points"] if not point["running"]]

    assert weeks() == []
    assert weeks("--basis", "today") == ["2026-W37"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("status", "--as-of", "soon"), "'soon' is not a day; expected a date such as 2026-11-06"),
        (("status", "--as-of", "2926-11-06"), "out of reach"),
        (("gates", "--product", "suport-copilot"), "did you mean 'support-copilot'?"),
        (("metrics", "--metric", "nsp"), "did you mean 'nps'?"),
        (("status", "--basis", "then"), "known"),
        (("status", "--colour", "red"), "--colour"),
        (("stauts",), "stauts"),
        (("upload",), "FILE"),
    ],
)
def test_wrong_use_is_a_sentence_and_exit_code_2(tracked: World, arguments: Sequence[str], message: str) -> None:
    result = run(tracked, *arguments)
    assert result.exit_code == ExitCode.WRONG_USE
    assert result.stdout == ""
    assert message in result.stderr


def test_errors_are_documents_too(tracked: World) -> None:
    result = run(tracked, "status", "--json", "--as-of", "soon")
    assert document(result)["error"]["code"] == "wrong_use"
    assert "not a day" in result.stderr


def test_broken_definitions_are_an_answer_of_no_and_never_blank(tracked: World) -> None:
    assert run(tracked, "status", *AS_OF).exit_code == ExitCode.FINE
    tracked.change("definitions/metrics.yaml", "kind: duration", "kind: time")
    result = run(tracked, "status", *AS_OF)
    assert result.exit_code == ExitCode.NO
    assert "Day 61 of 90" in result.stdout
    assert "last version that was whole" in result.stderr
    assert "definitions/metrics.yaml:" in result.stderr
    answer = document(run(tracked, "status", "--json", *AS_OF))
    assert answer["day"] == 61
    errors = [problem for problem in answer["problems"] if problem["severity"] == "error"]
    assert [problem["where"]["file"] for problem in errors] == ["definitions/metrics.yaml"]


def test_broken_from_the_first_day_lists_the_problems_and_shows_nothing_made_up(broken_definitions: World) -> None:
    for command in ("status", "gates", "metrics"):
        result = run(broken_definitions, command)
        assert result.exit_code == ExitCode.NO
        assert result.stdout == ""
        assert "no earlier version was whole" in result.stderr


def test_a_store_that_is_in_use_is_exit_code_3(tracked: World) -> None:
    script = "import sys, duckdb; held = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", script, tracked.store_url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        for arguments in (["status"], ["uploads"], ["revoke", "x"]):
            result = run(tracked, *arguments)
            assert result.exit_code == ExitCode.NO_STORE
            assert result.stdout == ""
            assert "in use by another process" in result.stderr
        answer = document(run(tracked, "status", "--json"))
        assert answer["error"]["code"] == "store_unavailable"
        holder.communicate("")


def test_a_file_that_is_no_store_is_exit_code_3(tracked: World, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a store\n" * 2000, "utf-8")
    result = run(tracked, "status", "--store", str(tmp_path / "notes.txt"))
    assert result.exit_code == ExitCode.NO_STORE
    assert "not a DuckDB file" in result.stderr


def test_the_whole_process_prints_one_document_and_nothing_else(tracked: World) -> None:
    command = [sys.executable, "-m", "playbook.cli.main", "--playbook", str(tracked.folder), "status", "--json", *AS_OF]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == ExitCode.FINE
    assert json.loads(done.stdout)["day"] == 61
    assert done.stderr == ""


def test_a_reader_that_leaves_early_is_no_accident(tracked: World) -> None:
    shell = (
        f"{sys.executable} -m playbook.cli.main --playbook {tracked.folder} status --json {' '.join(AS_OF)} | head -c 1"
    )
    done = subprocess.run(shell, shell=True, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S602
    assert done.stdout == "{"
    assert "Traceback" not in done.stderr


def test_status_brings_in_no_pandas_and_no_page(tracked: World) -> None:
    script = (
        "import sys; from playbook.cli.main import app\n"
        f"try: app(['--playbook', {str(tracked.folder)!r}, 'status', '--json', '--as-of', '2026-11-06'])\n"
        "except SystemExit: pass\n"
        "heavy = ('pandas', 'streamlit', 'altair', 'pyarrow', 'openpyxl')\n"
        "print([name for name in heavy if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_text_from_files_cannot_move_the_cursor_of_a_terminal(tracked: World) -> None:
    tracked.change("records/charter.yaml", "organization:", 'organization: "A\\e[2Jb" #')
    result = run(tracked, "status", *AS_OF)
    assert "\x1b" not in result.stdout
    assert plain("a\x1b[31mb\nc") == "a\\x1b[31mb\nc"


def test_help_names_every_command_and_its_options() -> None:
    result = CliRunner().invoke(app, ["--help"])
    assert result.exit_code == ExitCode.FINE
    for name in ("status", "gates", "metrics", "upload", "uploads", "revoke", "validate", "init", "serve"):
        assert name in result.stdout
        assert CliRunner().invoke(app, [name, "--help"]).exit_code == ExitCode.FINE
    for option in ("--json", "--as-of", "--basis", "--playbook", "--store"):
        assert option in CliRunner().invoke(app, ["status", "--help"]).stdout
