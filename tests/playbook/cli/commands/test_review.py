"""`playbook review`: draft, close, show and list, with their exit codes and documents."""

from pathlib import Path

import pytest

from playbook.cli.output import ExitCode
from tests.playbook.cli.test_main import document, run
from tests.worlds import World


@pytest.fixture
def late(slipping: World) -> World:
    """Slipping, its files received."""
    slipping.receive_all()
    return slipping


AS_OF = ("--as-of", "2026-10-30")
CLOSE = ("review", "close", "--week", "2026-W43", "--by", "vp-engineering", *AS_OF)


def test_the_draft_walks_the_agenda_in_its_order(late: World) -> None:
    result = run(late, "review", "draft", "--as-of", "2026-11-06")
    assert result.exit_code == ExitCode.FINE
    headings = [line for line in result.stdout.splitlines() if line.startswith("#")]
    assert headings == [
        "# Review of Oct 26-Nov 1",
        "## Incidents, deadlines and budget",
        "## Follow-ups",
        "## What changed since Oct 30",
        "## Metrics to discuss",
        "## Gates due within three weeks",
        "## Signatures waiting",
        "## Decisions asked for",
        "## What was said",
    ]


def test_the_draft_goes_to_a_file(late: World, tmp_path: Path) -> None:
    file = tmp_path / "review.md"
    result = run(late, "review", "draft", "--output", str(file), "--as-of", "2026-11-06")
    assert (result.exit_code, result.stdout) == (ExitCode.FINE, "")
    assert file.read_text("utf-8").startswith("# Review of Oct 26-Nov 1\n")


def test_the_edited_draft_is_the_comment_of_the_closed_review(late: World, tmp_path: Path) -> None:
    file = tmp_path / "review.md"
    file.write_text("# What we said\n\nWe **wait** <script>.\n", "utf-8")
    result = run(late, *CLOSE, "--comment", str(file))
    assert result.exit_code == ExitCode.FINE
    assert "The review of Oct 19-25 is closed in records/reviews/2026-W43" in result.stdout
    assert (late.folder / "records/reviews/2026-W43/comment.md").read_text("utf-8") == file.read_text("utf-8")
    shown = run(late, "review", "show", "2026-W43").stdout
    assert shown.startswith("# Review of Oct 19-25\n\nAs it was seen on Friday, Oct 30, 2026; closed ")
    assert r"> We \*\*wait\*\* \<script>." in shown


def test_what_is_shown_does_not_move_with_the_data(late: World) -> None:
    before = run(late, "report", "--format", "md", *AS_OF).stdout
    assert run(late, *CLOSE).exit_code == ExitCode.FINE
    late.change("definitions/gates.yaml", 'pass: [">= 0.70"', 'pass: [">= 0.95"')
    shown = run(late, "review", "show", "2026-W43").stdout
    assert shown.endswith(before)
    assert run(late, "report", "--format", "md", "--week", "2026-W43").stdout == before
    board = run(late, "report", "--format", "md", "--week", "2026-W43", "--audience", "board").stdout
    assert before.startswith(board.rstrip("\n"))


def test_as_documents(late: World) -> None:
    seen = document(run(late, "status", "--json", *AS_OF))
    closed = document(run(late, *CLOSE, "--json", "--comment", "We wait."))
    assert (closed["week"], closed["folder"]) == ("2026-W43", "records/reviews/2026-W43")
    shown = document(run(late, "review", "show", "2026-W43", "--json"))
    assert shown["assessment"] == seen
    assert shown["review"]["comment"] == "We wait.\n"
    (listed,) = document(run(late, "review", "list", "--json"))["reviews"]
    assert (listed["week"], listed["closed_by"]) == ("2026-W43", "vp-engineering")


def test_status_tells_the_change_from_the_closed_review(late: World) -> None:
    run(late, *CLOSE)
    late.change("definitions/gates.yaml", 'pass: [">= 0.70"', 'pass: [">= 0.95"')
    result = run(late, "status", "--as-of", "2026-11-06")
    assert "Compared with the review of Oct 19-25, closed as it was seen on Oct 30." in result.stdout
    assert "Rules changed since:" in result.stdout
    answer = document(run(late, "status", "--json", "--as-of", "2026-11-06"))
    assert answer["since_review"]["week"] == "2026-W43"
    assert any("0.95" in rule for rule in answer["since_review"]["rules"])


def test_a_week_is_closed_once_and_the_answer_is_no(late: World) -> None:
    run(late, *CLOSE)
    again = run(late, *CLOSE)
    assert again.exit_code == ExitCode.NO
    assert "the review of this week is closed already" in again.stderr
    error = document(run(late, *CLOSE, "--json"))["error"]
    assert error["code"] == "cannot_close"


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("review", "close", "--week", "2026-W44", *AS_OF), ExitCode.WRONG_USE, "its review comes after its end"),
        (("review", "close", "--week", "x", *AS_OF), ExitCode.WRONG_USE, "'x' is not a week"),
        (("review", "show", "2026-W41"), ExitCode.NO, "the review of '2026-W41' is not closed"),
        (("review", "show", "x"), ExitCode.WRONG_USE, "'x' is not a week"),
        (("--as-of", "2026-11-06", "review", "list"), ExitCode.WRONG_USE, "does not take --as-of; leave it out"),
        ((*CLOSE, "--comment", "notes.md"), ExitCode.WRONG_USE, "notes.md cannot be read (there is no such file)"),
        (("review", "draft", "--output", "no/such/x.md"), ExitCode.WRONG_USE, "cannot be written"),
    ],
)
def test_what_cannot_be_is_a_sentence(arguments: tuple[str, ...], code: ExitCode, sentence: str, late: World) -> None:
    result = run(late, *arguments)
    assert result.exit_code == code
    assert sentence in result.stderr


def test_a_comment_that_is_no_text_is_a_sentence(late: World, tmp_path: Path) -> None:
    file = tmp_path / "picture.png"
    file.write_bytes(b"\x89PNG\xff\xfe")
    result = run(late, *CLOSE, "--comment", str(file))
    assert result.exit_code == ExitCode.WRONG_USE
    assert "cannot be read (not UTF-8 text); nothing was closed" in result.stderr
    assert not (late.folder / "records" / "reviews").exists()


def test_a_tampered_review_says_so_when_it_is_asked_for_and_validate_lists_it(late: World) -> None:
    run(late, *CLOSE)
    path = late.folder / "records/reviews/2026-W43/assessment.json"
    path.write_text(path.read_text("utf-8").replace("2026", "2025", 1), "utf-8")
    shown = run(late, "review", "show", "2026-W43")
    assert shown.exit_code == ExitCode.NO
    assert "records/reviews/2026-W43/assessment.json: a closed review was changed after it was closed" in shown.stderr
    assert "changed after it was closed" in run(late, "validate").stdout


def test_broken_definitions_close_nothing(broken_definitions: World) -> None:
    result = run(broken_definitions, *CLOSE)
    assert result.exit_code == ExitCode.NO
    assert "a review freezes only what is whole" in result.stderr


def test_no_review_is_closed_yet(late: World) -> None:
    assert "No review is closed yet." in run(late, "review", "list").stdout


def test_a_week_that_is_not_the_last_needs_a_yes(late: World) -> None:
    early = ("review", "close", "--week", "2026-W41", "--by", "vp-engineering", *AS_OF)
    refused = run(late, *early)
    assert refused.exit_code == ExitCode.NO
    assert "Oct 5-11 is not the last week that has ended" in refused.stderr
    assert "Nothing was closed. Close it all the same with --yes." in refused.stderr
    assert document(run(late, *early, "--json"))["error"]["code"] == "not_confirmed"
    assert run(late, *early, "--yes").exit_code == ExitCode.FINE


def test_a_withdrawn_closing_is_listed_as_such_and_shown_no_more(late: World) -> None:
    run(late, *CLOSE)
    withdrawal = "review: 2026-W43, on: 2026-10-30, by: vp-engineering, why: Closed too early"
    late.write("records/review_withdrawals.yaml", f"withdrawals:\n  - {{{withdrawal}}}\n")
    (listed,) = document(run(late, "review", "list", "--json"))["reviews"]
    assert listed["withdrawn"] is True
    shown = run(late, "review", "show", "2026-W43")
    assert (shown.exit_code, "withdrawn by a record" in shown.stderr) == (ExitCode.NO, True)
    assert "records/reviews/2026-W43-2" in run(late, *CLOSE).stdout
