"""A backfill counts as known from its day, is always shown as one, and leaves closed reviews as they were."""

from datetime import UTC, date, datetime

import pytest

from metrics.observation import Basis
from playbook.concerns.control.reviews import metric_controls
from playbook.documents.review.markdown import closed_markdown, draft
from playbook.readiness.agenda import agenda_of
from playbook.services import reviewing
from playbook.services.as_json import ReceivedDocument
from playbook.services.backfilling import backfill_of, known_from
from playbook.services.receiving import SentFile, preview_files, receive_files
from playbook.settings import WrongUse
from playbook.workspace.workspace import Workspace
from tests.worlds import World

TODAY = date(2026, 11, 6)
OLD_SHEET = (
    b"week,product,metric,value\n"
    b"2026-W37,support-copilot,token_spend_usd,7000\n2026-W38,support-copilot,token_spend_usd,7100\n"
)


def workspace_on(world: World, day: date = TODAY) -> Workspace:
    return Workspace.find(
        world.folder, environ={}, clock=lambda: datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    )


def files(content: bytes = OLD_SHEET) -> list[SentFile]:
    return [SentFile("old sheet.csv", lambda: content)]


@pytest.fixture
def empty_store(on_track: World) -> World:
    """On track, and nothing received yet."""
    return on_track


def replaced(received: ReceivedDocument) -> int:
    replaces = received.files[0].replaces
    assert replaces is not None
    return replaces.numbers


def values(workspace: Workspace, day: date, basis: Basis = Basis.KNOWN) -> list[float]:
    series = workspace.measurements().known(day, basis).series("token_spend_usd", "support-copilot")
    return [point.value for point in series.points]


def test_it_counts_as_known_from_its_day(empty_store: World) -> None:
    with workspace_on(empty_store) as workspace:
        moved = backfill_of(workspace, "2026-10-06", "moved from the old sheet")
        received = receive_files(workspace, files(), None, None, source="s", actor="a", backfill=moved)
        assert values(workspace, date(2026, 10, 5)) == []
        assert values(workspace, date(2026, 10, 6)) == [7000, 7100]
        (upload,) = workspace.uploads()
        assert known_from(upload, "Europe/Berlin") == date(2026, 10, 6)
    (entry,) = received.files
    assert (entry.state, entry.backfilled, entry.why) == ("stored", True, "moved from the old sheet")
    assert "Backfilled: counts as known from Oct 6, 2026 (moved from the old sheet)." in entry.sentences


def test_what_was_received_later_goes_on_counting(empty_store: World) -> None:
    real = b"week,product,metric,value\n2026-W38,support-copilot,token_spend_usd,5000\n"
    with workspace_on(empty_store, date(2026, 10, 13)) as workspace:
        receive_files(workspace, files(real), None, None, source="s", actor="b")
    with workspace_on(empty_store) as workspace:
        moved = backfill_of(workspace, "2026-10-06", "moved from the old sheet")
        preview = preview_files(workspace, files(), None, None, moved)
        assert replaced(preview) == 0
        received = receive_files(workspace, files(), None, None, source="s", actor="a", backfill=moved)
        assert values(workspace, TODAY) == [7000, 5000]
        assert values(workspace, date(2026, 10, 7)) == [7000, 7100]
        assert values(workspace, date(2026, 10, 7), Basis.TODAY) == [7000, 5000]
    assert replaced(received) == 0
    assert "1 row of 2 count today; files received later have the other weeks." in received.files[0].sentences


def test_it_replaces_what_was_known_before_its_day(empty_store: World) -> None:
    early = b"week,product,metric,value\n2026-W37,support-copilot,token_spend_usd,1\n"
    with workspace_on(empty_store, date(2026, 9, 15)) as workspace:
        receive_files(workspace, files(early), None, None, source="s", actor="b")
    with workspace_on(empty_store) as workspace:
        moved = backfill_of(workspace, "2026-10-06", "corrected in the sheet that day")
        received = receive_files(workspace, files(), None, None, source="s", actor="a", backfill=moved)
        assert values(workspace, date(2026, 10, 5)) == [1]
        assert values(workspace, TODAY) == [7000, 7100]
    assert replaced(received) == 1


def test_the_metric_says_which_weeks_were_backfilled(empty_store: World) -> None:
    with workspace_on(empty_store) as workspace:
        moved = backfill_of(workspace, "2026-10-06", "moved")
        receive_files(workspace, files(), None, None, source="s", actor="a", backfill=moved)
        review = workspace.ask(metric_controls, TODAY).of("token_spend_usd", "support-copilot")
    assert review is not None
    assert review.backfilled == ("2026-W37", "2026-W38")
    assert any("were backfilled" in remark or "are backfilled" in remark for remark in review.remarks)


def test_the_review_says_so_in_its_draft_and_when_it_is_closed(on_track: World) -> None:
    on_track.receive_all()
    line = "Token spend (Support copilot): Sep 7-13 and Sep 14-20 are backfilled"
    with workspace_on(on_track) as workspace:
        moved = backfill_of(workspace, "2026-10-06", "moved")
        receive_files(workspace, files(), None, None, source="s", actor="a", backfill=moved)
        agenda = agenda_of(workspace.assess(TODAY), workspace.ask(metric_controls, TODAY))
        assert any(said.startswith(line) for said in agenda.backfilled), agenda.backfilled
        assert f"- {line}" in draft(workspace.assess(TODAY), agenda, date(2026, 11, 1))
        review, _ = reviewing.close_review(workspace, week="2026-W44", day=TODAY, by="head-of-data", confirmed=True)
        assert review is not None
        assert f"- {line}" in closed_markdown(review, date(2026, 11, 1), reviewing.closed_report(review)[0], "UTC")


def test_the_same_file_again_is_stored_once(empty_store: World) -> None:
    with workspace_on(empty_store) as workspace:
        moved = backfill_of(workspace, "2026-10-06", "moved")
        states = [
            receive_files(workspace, files(), None, None, source="s", actor="a", backfill=moved).files[0].state
            for _ in range(2)
        ]
        earlier = backfill_of(workspace, "2026-10-01", "moved")
        states.append(
            receive_files(workspace, files(), None, None, source="s", actor="a", backfill=earlier).files[0].state
        )
    assert states == ["stored", "already_counts", "stored"]


@pytest.mark.parametrize(
    ("received", "why", "sentence"),
    [
        ("Oct 6", "moved", "'Oct 6' is not a day; write it as 2026-10-06"),
        ("2026-11-06", "moved", "2026-11-06 is not before today, 2026-11-06"),
        ("2026-10-06", " ", "A backfill needs its reason"),
        ("2026-10-06", "x" * 301, "longer than 300 characters"),
        (None, "moved", "say with --received from which day"),
    ],
)
def test_what_is_no_backfill_is_a_sentence(received: str | None, why: str, sentence: str, empty_store: World) -> None:
    with workspace_on(empty_store) as workspace, pytest.raises(WrongUse, match=sentence):
        backfill_of(workspace, received, why)


def test_a_closed_review_keeps_it_out_unless_two_persons_agreed(on_track: World) -> None:
    on_track.receive_all()
    with workspace_on(on_track, date(2026, 10, 30)) as workspace:
        reviewing.close_review(workspace, week="2026-W43", day=date(2026, 10, 30), by="vp-engineering", confirmed=True)
    with workspace_on(on_track) as workspace:
        assert backfill_of(workspace, "2026-10-31", "moved") is not None
        reported = (
            "The review of Oct 19-25 was closed as of Oct 30, 2026.*playbook record backfill --received 2026-10-06"
        )
        with pytest.raises(WrongUse, match=reported):
            backfill_of(workspace, "2026-10-06", "moved")
    agreement = "received: 2026-10-06, on: 2026-11-06, asked_by: head-of-data, why: Found in the archive"
    on_track.write("records/backfills.yaml", f"agreements:\n  - {{{agreement}, approved_by: head-of-data}}\n")
    with workspace_on(on_track) as workspace:
        assert not workspace.playbook().is_current  # one person asked and approved
    on_track.write("records/backfills.yaml", f"agreements:\n  - {{{agreement}, approved_by: vp-engineering}}\n")
    with workspace_on(on_track) as workspace:
        moved = backfill_of(workspace, "2026-10-06", "moved")
        received = receive_files(workspace, files(), None, None, source="s", actor="a", backfill=moved)
        assert received.stored
        changes = workspace.assess(TODAY)
    assert changes.since_review is not None
    assert any("old sheet" in line or "Sep 7-13" in line for line in changes.since_review.late_data)
