"""`playbook report`: to a file or to standard output, for the board or the team, of a day or of a week."""

import sys
from pathlib import Path

import pytest

from playbook.cli.output import ExitCode
from playbook.documents.report.content import Report
from tests.playbook.cli.test_main import document, run
from tests.worlds import World


@pytest.fixture
def late(slipping: World) -> World:
    """Slipping, its files received."""
    slipping.receive_all()
    return slipping


AS_OF = ("--as-of", "2026-11-06")


def test_html_goes_to_standard_output_and_nothing_else_does(late: World) -> None:
    result = run(late, "report", *AS_OF)
    assert result.exit_code == ExitCode.FINE
    assert result.stdout.startswith("<!DOCTYPE html>")
    assert result.stdout.rstrip().endswith("</html>")


@pytest.mark.parametrize(
    ("name", "begins"), [("html", b"<!DOCTYPE"), ("md", b"# Day"), ("pdf", b"%PDF"), ("pptx", b"PK")]
)
def test_each_format_goes_to_a_file_whole(name: str, begins: bytes, late: World, tmp_path: Path) -> None:
    file = tmp_path / f"report.{name}"
    result = run(late, "report", "--format", name, "--output", str(file), *AS_OF)
    assert (result.exit_code, result.stdout) == (ExitCode.FINE, "")
    assert file.read_bytes().startswith(begins)
    assert "KB written." in result.stderr
    assert [path.name for path in tmp_path.glob(".report*")] == []


def test_the_board_gets_no_appendix(late: World) -> None:
    board = run(late, "report", "--format", "md", "--audience", "board", *AS_OF).stdout
    team = run(late, "report", "--format", "md", *AS_OF).stdout
    assert "# Appendix for the team" in team
    assert "Appendix" not in board
    assert team.startswith(board.rstrip("\n"))


def test_as_a_document_it_is_the_content(late: World) -> None:
    answer = document(run(late, "report", "--json", *AS_OF))
    assert answer["schema"] == 1
    assert Report.model_validate(answer).title == answer["title"]
    assert isinstance(answer["score"]["value"], float)


def test_a_week_stands_for_the_day_its_numbers_are_in(late: World) -> None:
    week = run(late, "report", "--format", "md", "--week", "2026-W42").stdout
    assert week == run(late, "report", "--format", "md", "--as-of", "2026-10-25").stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--week", "last"), "'last' is not a week; write it as 2026-W45"),
        (("--week", "2099-W01"), "its review comes after that"),
        (("--week", "2026-W42", *AS_OF), "give one of them"),
        (("--output", "no/such/folder/report.html", *AS_OF), "cannot be written (No such file or directory)"),
    ],
)
def test_what_cannot_be_is_a_sentence(arguments: tuple[str, ...], sentence: str, late: World) -> None:
    result = run(late, "report", *arguments)
    assert result.exit_code == ExitCode.WRONG_USE
    assert sentence in result.stderr
    assert result.stdout == ""


def test_a_full_disk_leaves_the_old_file_as_it_was(
    late: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "report.md"
    file.write_text("as it was", "utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("playbook.whole_file.os.fsync", full)
    result = run(late, "report", "--format", "md", "--output", str(file), *AS_OF)
    assert result.exit_code == ExitCode.WRONG_USE
    assert "No space left on device" in result.stderr
    assert file.read_text("utf-8") == "as it was"
    assert {path.name for path in tmp_path.iterdir()} == {"report.md", "slipping"}


def test_a_missing_library_is_wrong_use_and_says_how_to_get_it(
    late: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "playbook.documents.report.pdf", raising=False)
    monkeypatch.setitem(sys.modules, "typst", None)
    result = run(late, "report", "--format", "pdf", "--output", str(tmp_path / "r.pdf"), *AS_OF)
    assert result.exit_code == ExitCode.WRONG_USE
    assert "a PDF needs typst" in result.stderr
    assert not (tmp_path / "r.pdf").exists()


def test_without_the_drawing_engine_the_report_is_whole_but_for_its_charts_and_says_so(
    late: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = run(late, "report", *AS_OF)
    for module in ("playbook.services.reporting", "playbook.cli.commands.report"):
        monkeypatch.setattr(f"{module}.can_draw", lambda: False)
    result = run(late, "report", *AS_OF)
    assert result.exit_code == ExitCode.FINE
    assert "<figure>" in drawn.stdout
    assert "<figure>" not in result.stdout
    assert "This copy has no charts." in result.stdout
    assert "This copy has no charts." not in drawn.stdout
    assert "pip install 'ai-engineering-playbook[report]'" in result.stderr


def test_broken_definitions_report_nothing_and_answer_no(broken_definitions: World) -> None:
    result = run(broken_definitions, "report", *AS_OF)
    assert result.exit_code == ExitCode.NO
    assert result.stdout == ""


def test_what_was_whole_before_is_reported_with_a_notice(late: World) -> None:
    assert run(late, "report", "--format", "md", *AS_OF).exit_code == ExitCode.FINE
    late.change("definitions/gates.yaml", "exemptible: false", "exemptable: false")
    result = run(late, "report", "--format", "md", *AS_OF)
    assert result.exit_code == ExitCode.NO
    assert "> The playbook has 1 problem; what you see is the last version that was whole." in result.stdout
