"""What had been received by a day, as it stood then, is the same at the command, over HTTP and on the page."""

import json
from datetime import date, datetime

import pytest
from typer.testing import CliRunner

from playbook.cli.main import app
from playbook.page.parts.links import Screen
from playbook.services.received import uploads_by
from tests.playbook.api_client import open_api
from tests.playbook.page.looking import onlooker, words
from tests.worlds import World

EARLIER = date(2026, 10, 15)


def test_at_the_end_of_today_it_is_what_counts_now(on_track: World) -> None:
    on_track.receive_all()
    with on_track.workspace() as workspace:
        assert uploads_by(workspace, on_track.today) == workspace.uploads()
        before = uploads_by(workspace, date(2026, 11, 5))
        assert {one.upload_id: one.counting_rows for one in before} == {
            one.upload_id: one.counting_rows for one in workspace.uploads()
        }


def test_what_came_later_is_not_listed_and_what_was_withdrawn_later_still_counts(on_track: World) -> None:
    on_track.receive_all()
    with on_track.workspace() as workspace:
        withdrawn = min(workspace.uploads(), key=lambda upload: upload.received_at)
        workspace.revoke(withdrawn.upload_id, actor="head-of-data")
        then = {upload.upload_id: upload for upload in uploads_by(workspace, EARLIER)}
    assert {upload.received_at < datetime(2026, 10, 16) for upload in then.values()} == {True}
    assert len(then) == 5
    assert then[withdrawn.upload_id].revoked_at is None
    assert then[withdrawn.upload_id].counting_rows == withdrawn.rows


def test_what_was_replaced_later_still_counted(on_track: World) -> None:
    on_track.receive_all()
    with on_track.workspace() as workspace:
        first = min(workspace.uploads(), key=lambda upload: upload.received_at)
        row = b"week,product,metric,value,numerator,denominator\n2026-W37,support-copilot,token_spend_usd,6000,,\n"
        workspace.receive("again.csv", row, source="test", actor="head-of-data")
        now = next(one for one in workspace.uploads() if one.upload_id == first.upload_id)
        then = next(one for one in uploads_by(workspace, EARLIER) if one.upload_id == first.upload_id)
    assert (now.counting_rows, then.counting_rows) == (first.rows - 1, first.rows)


def test_the_api_lists_the_same_files(on_track: World, monkeypatch: pytest.MonkeyPatch) -> None:
    on_track.receive_all()
    listed = open_api(on_track, monkeypatch).get(f"/api/uploads?as_of={EARLIER}").json()["uploads"]
    assert len(listed) == 5


def test_command_and_page_list_the_same_files(on_track: World, monkeypatch: pytest.MonkeyPatch) -> None:
    on_track.receive_all()
    arguments = ["--playbook", str(on_track.folder), "uploads", "--json", "--as-of", f"{EARLIER}"]
    listed = json.loads(CliRunner().invoke(app, arguments).stdout)["uploads"]
    assert [row["file"] for row in listed] == [f"2026-W{week}.csv" for week in (41, 40, 39, 38, 37)]
    looks = onlooker(on_track, monkeypatch)
    said = words(looks.opens(Screen.UPLOAD, as_of=f"{EARLIER}"))
    looks.workspace.close()
    assert all(row["file"] in said for row in listed)
    assert "2026-W42.csv" not in said
