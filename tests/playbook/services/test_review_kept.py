"""A week is closed once and in order, what was closed is kept whole, and a mistaken closing is taken back."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from metrics.problems import Severity
from playbook.loading import review_files
from playbook.loading.review_files import CannotClose
from playbook.model.reviews.closed_review import ASSESSMENT, HEAD, KNOWN, REPORT
from playbook.services import reviewing
from playbook.settings import WrongUse
from tests.playbook.services.closing import A_WEEK_LATER, CLOSED_ON, close, folder_of, workspace_on
from tests.worlds import World


def test_a_week_is_closed_once(late: World) -> None:
    close(late)
    with pytest.raises(CannotClose, match=r"closed already, and what was said then stands: .* show 2026-W43"):
        close(late)


def test_reviews_are_closed_in_order(late: World) -> None:
    close(late)
    with pytest.raises(CannotClose, match="closed in the order of their weeks; Sep 28-Oct 4 comes too late"):
        close(late, week="2026-W40")


@pytest.mark.parametrize(
    ("week", "sentence"),
    [
        ("2026-W44", "its review comes after its end"),
        ("2026-W20", "ended before the charter began"),
        ("soon", "'soon' is not a week"),
        ("2026-W60", "'2026-W60' is not a week"),
    ],
)
def test_a_week_that_cannot_be_reviewed_is_a_sentence(week: str, sentence: str, late: World) -> None:
    with pytest.raises(WrongUse, match=sentence):
        close(late, week=week)


def test_the_last_week_that_ended_is_the_one_under_review(late: World) -> None:
    assert close(late, week=None).week == "2026-W43"


def test_a_broken_playbook_is_not_frozen(broken_definitions: World) -> None:
    with workspace_on(broken_definitions, CLOSED_ON) as workspace, pytest.raises(CannotClose, match="6 problems"):
        reviewing.close_review(workspace, week=None, day=CLOSED_ON, by="vp-engineering")
    assert not (broken_definitions.folder / "records" / "reviews").exists()


def test_nothing_is_reviewed_before_the_start(empty: World) -> None:
    with workspace_on(empty, CLOSED_ON) as workspace, pytest.raises(CannotClose, match="has not started"):
        reviewing.close_review(workspace, week=None, day=CLOSED_ON, by="vp-engineering")


@pytest.mark.parametrize("failing", ["fsync", "rename"])
def test_a_full_disk_leaves_nothing(failing: str, late: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    if failing == "fsync":
        monkeypatch.setattr("playbook.loading.review_files.os.fsync", full)
    else:
        monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(CannotClose, match=r"No space left on device.*nothing was closed"):
        close(late)
    assert list((late.folder / "records" / "reviews").iterdir()) == []


@pytest.mark.parametrize("file", [HEAD, KNOWN, ASSESSMENT, REPORT])
def test_a_review_that_was_tampered_with_is_a_located_warning_and_left_out(file: str, late: World) -> None:
    close(late)
    path = folder_of(late) / file
    text = path.read_text("utf-8")
    changed = (
        text.replace('"closed_by": "vp-', '"closed_by": "svp-') if file == HEAD else text.replace("2026", "2027", 1)
    )
    assert changed != text
    path.write_text(changed, "utf-8")
    with workspace_on(late, A_WEEK_LATER) as workspace:
        state = workspace.playbook()
        (problem,) = [problem for problem in state.problems if "/reviews/" in problem.where.file]
        assessment = workspace.assess(A_WEEK_LATER)
    assert problem.where.file == f"records/reviews/2026-W43/{file}"
    assert problem.severity is Severity.WARNING
    assert "changed after it was closed" in problem.found
    assert state.is_current
    assert state.playbook.reviews == ()
    assert assessment.since_review is None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"week": 1}', b"\xff\xfe", b"[" * 100_000])
def test_a_head_that_is_none_is_a_located_warning(content: bytes, late: World) -> None:
    close(late)
    (folder_of(late) / HEAD).write_bytes(content)
    reviews, problems = review_files.read_reviews(late.folder / "records")
    assert reviews == ()
    assert [problem.where.file for problem in problems] == [f"records/reviews/2026-W43/{HEAD}"]


def test_a_missing_file_of_a_review_is_a_located_warning(late: World) -> None:
    close(late)
    (folder_of(late) / REPORT).unlink()
    (problem,) = review_files.read_reviews(late.folder / "records")[1]
    assert problem.where.file.endswith("report.json")
    assert "restore it from git" in problem.remedy


def test_line_ends_of_a_checkout_are_no_tampering(late: World) -> None:
    close(late, comment="one\ntwo")
    for path in folder_of(late).iterdir():
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    reviews, problems = review_files.read_reviews(late.folder / "records")
    assert (len(reviews), problems) == (1, ())


def test_what_else_lies_there_is_reported(late: World) -> None:
    close(late)
    (late.folder / "records" / "reviews" / "notes").mkdir()
    shutil.copytree(folder_of(late), folder_of(late, "2026-W41"))
    found = {problem.where.file: problem.found for problem in review_files.read_reviews(late.folder / "records")[1]}
    assert found["records/reviews/notes"] == "not the folder of a closed review"
    assert "lies in the folder of another week" in found[f"records/reviews/2026-W41/{HEAD}"]


def test_an_open_page_notices_a_review_that_was_closed(late: World) -> None:
    with workspace_on(late, A_WEEK_LATER) as page:
        assert page.assess(A_WEEK_LATER).since_review is None
        with workspace_on(late, CLOSED_ON) as other:
            page.close()
            reviewing.close_review(other, week=None, day=CLOSED_ON, by="vp-engineering")
        assert page.assess(A_WEEK_LATER).since_review is not None


@pytest.mark.parametrize("name", ["on_track", "slipping", "week_one"])
def test_the_same_review_is_frozen_the_same(name: str, world: Callable[[str], World], tmp_path: Path) -> None:
    built = world(name)
    built.receive_all()
    day = built.today if name == "week_one" else CLOSED_ON
    if name == "week_one":
        with workspace_on(built, day) as workspace, pytest.raises(WrongUse, match="before the charter began"):
            reviewing.close_review(workspace, week="2026-W36", day=day, by="vp-engineering")
        return
    close(built)
    first = {path.name: path.read_bytes() for path in folder_of(built).iterdir()}
    shutil.move(folder_of(built), tmp_path / "first")
    close(built)
    assert {path.name: path.read_bytes() for path in folder_of(built).iterdir()} == first


# closing what should not be closed, and taking it back


def test_a_week_whose_numbers_are_not_there_asks_first(late: World) -> None:
    """The worlds have numbers for eight weeks, the last of them 2026-W44."""
    with workspace_on(late, date(2026, 11, 13)) as workspace:
        with pytest.raises(reviewing.NotConfirmed, match="came for the week before and not for Nov 2-8"):
            reviewing.close_review(workspace, week="2026-W45", day=date(2026, 11, 13), by="vp-engineering")
        assert reviewing.find_review(workspace, "2026-W45") is None
        assert reviewing.doubts_of_closing(workspace, date(2026, 11, 15), date(2026, 11, 20)) == (
            "No metric has numbers for Nov 9-15.",
        )
        reviewing.close_review(workspace, week="2026-W45", day=date(2026, 11, 13), by="vp-engineering", confirmed=True)
        assert reviewing.find_review(workspace, "2026-W45") is not None


def test_a_week_that_is_not_the_last_asks_first(tracked: World) -> None:
    with (
        workspace_on(tracked, A_WEEK_LATER) as workspace,
        pytest.raises(reviewing.NotConfirmed, match=r"Oct 12-18 is not the last week .*: that is Oct 26-Nov 1"),
    ):
        reviewing.close_review(workspace, week="2026-W42", day=A_WEEK_LATER, by="vp-engineering")


def test_nothing_speaks_against_the_last_week_with_its_numbers(tracked: World) -> None:
    with workspace_on(tracked, A_WEEK_LATER) as workspace:
        assert reviewing.doubts_of_closing(workspace, date(2026, 11, 1), A_WEEK_LATER) == ()


def test_a_mistaken_closing_is_withdrawn_by_a_record_and_the_week_closed_again(tracked: World) -> None:
    mistaken = close(tracked, comment="Too early")
    withdrawal = "review: 2026-W43, on: 2026-10-30, by: vp-engineering, why: Closed before the numbers were in"
    tracked.write("records/review_withdrawals.yaml", f"withdrawals:\n  - {{{withdrawal}}}\n")
    with workspace_on(tracked, CLOSED_ON) as workspace:
        assert reviewing.find_review(workspace, "2026-W43") is None
        assert [review.name for review in reviewing.withdrawn_reviews(workspace)] == ["2026-W43"]
        assert workspace.assess(A_WEEK_LATER).since_review is None
    again = close(tracked, comment="In order now")
    assert (again.name, again.week, again.comment) == ("2026-W43-2", "2026-W43", "In order now\n")
    assert (tracked.folder / "records/reviews/2026-W43/comment.md").read_text("utf-8") == mistaken.comment
    with workspace_on(tracked, A_WEEK_LATER) as workspace:
        assert [review.name for review in reviewing.reviews(workspace)] == ["2026-W43-2"]
        since = workspace.assess(A_WEEK_LATER).since_review
    assert since is not None


def test_a_withdrawal_of_what_was_never_closed_is_reported(tracked: World) -> None:
    withdrawal = "review: 2026-W40, on: 2026-10-30, by: vp-engineering, why: A slip"
    tracked.write("records/review_withdrawals.yaml", f"withdrawals:\n  - {{{withdrawal}}}\n")
    close(tracked)
    with workspace_on(tracked, CLOSED_ON) as workspace:
        assert any("no closed review '2026-W40'" in problem.found for problem in workspace.playbook().problems)
