"""The weekly review on the page: the meeting in its order, and closed reviews as they were seen."""

import shlex
from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from playbook.documents.review import wording
from playbook.page import access
from playbook.page.parts import drafts
from playbook.page.parts.links import Screen
from playbook.page.screens.review import wording as words
from playbook.services import reviewing
from tests.playbook.page.looking import grids
from tests.playbook.page.looking import words as said_by
from tests.playbook.page.screens.test_every_screen import is_sound, opened, texts
from tests.playbook.page.screens.test_record import git, in_git
from tests.worlds import World


def test_the_review_leads_with_what_is_decided_and_has_a_step_for_the_rest() -> None:
    app = opened(Screen.REVIEW)
    is_sound(app)
    names = [option.content for option in app.segmented_control(key="step").proto.options]
    assert [name.partition(" (")[0] for name in names] == [
        *("Decisions", "Follow-ups", "Where we stand", "Metrics", "Gates", "Close the week", "Closed reviews"),
    ]
    listed = grids(app)["decisions"]["rows"]
    assert names[0] == f"Decisions ({len(listed)})"
    assert any(row["c"][0][0].startswith("Confirm or withdraw Support copilot") for row in listed)
    assert any(row["c"][0][0].startswith("Approve or decline: Legal review") for row in listed)


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ("follow-ups", "Repeat the guardrail test on the new index"),
        ("standing", "Incidents, deadlines and budget"),
        ("metrics", "Hallucination rate: 7.0%, off plan"),
        ("gates", "released Nov 5 as pilot-1, pilot-2 is newer, does not hold now"),
        ("close", words.AGREE_TITLE),
        ("closed", "We released the support copilot to three named customers"),
    ],
)
def test_each_step_has_an_address_and_says_its_part_alone(step: str, told: str) -> None:
    app = opened(Screen.REVIEW, step=step)
    is_sound(app)
    assert told in said_by(app)
    assert told not in said_by(opened(Screen.REVIEW))


def test_what_a_release_was_tied_to_is_promised_once_with_its_form() -> None:
    listed = grids(opened(Screen.REVIEW, step="follow-ups"))["promises"]["rows"]
    named = [row["c"][0][0] for row in listed]
    assert len(named) == len(set(named))
    assert any("record=condition-done" in row["c"][4][3] for row in listed)
    assert any("record=follow-up-done" in row["c"][4][3] for row in listed if len(row["c"]) > 4)


def test_the_sample_s_closed_review_is_shown_to_the_letter() -> None:
    app = opened(Screen.REVIEW, week="2026-W44")
    is_sound(app)
    said = texts(app)
    assert "Day 61 of 90: readiness is 65, 16 below the plan for today" in said
    assert "We released the support copilot to three named customers" in said
    assert "Released: Support copilot at Limited release, Nov 5 by VP engineering" in said


def test_without_a_closed_review_the_page_says_how_to_close_one(
    on_track: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_track.receive_all()
    for key, value in on_track.environment.items():
        monkeypatch.setenv(key, value)
    app = opened(Screen.REVIEW, as_of=on_track.today.isoformat(), week="2026-W43")
    is_sound(app)
    assert wording.NONE_TITLE in texts(app)


def test_the_review_compares_with_the_closed_one_and_names_the_changed_rule(
    on_track: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_track.receive_all()
    with on_track.workspace() as workspace:
        reviewing.close_review(workspace, week="2026-W43", day=date(2026, 10, 30), by="vp-engineering")
    on_track.change("definitions/gates.yaml", 'pass: [">= 0.70"', 'pass: [">= 0.99"')
    for key, value in on_track.environment.items():
        monkeypatch.setenv(key, value)
    app = opened(Screen.REVIEW, as_of=on_track.today.isoformat(), step="standing")
    is_sound(app)
    said = texts(app)
    assert "Compared with the review of Oct 19-25" in said
    assert "Rules changed since" in said
    assert "rule changed" in said


def test_signatures_and_decisions_lead_to_their_reason_and_to_the_form_that_settles_them() -> None:
    app = opened(Screen.REVIEW)
    addresses = [cell[3] for row in grids(app)["decisions"]["rows"] for cell in row["c"] if len(cell) > 3]
    signing = [address for address in addresses if "record=sign-off" in address]
    assert any(
        "product=support-copilot" in one and "criterion%3Dlegal" in one.replace("%253D", "%3D") for one in signing
    )
    for kind in ("decision", "stack-choice", "experiment-decision"):
        assert any(f"record={kind}&" in f"{address}&" and "with=" in address for address in addresses), kind
    assert any("experiment=" in address and "record=" not in address for address in addresses)


@pytest.fixture
def meeting(on_track: World, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """The weekly review of the world on_track, its files received, at the machine the page runs on."""
    on_track.receive_all()
    monkeypatch.setenv("PLAYBOOK_DIR", str(on_track.folder))
    monkeypatch.setattr(access, "from_this_machine", lambda *_: True)

    def hold(**address: str) -> AppTest:
        step = {} if address else {"step": "close"}
        return opened(Screen.REVIEW, as_of=on_track.today.isoformat(), **step, **address)

    return hold


def close(app: AppTest, minutes: str = "We wait.") -> AppTest:
    """Types minutes and closes the week."""
    app.selectbox(key="review-by").set_value("vp-engineering").run()
    app.text_area(key="review-minutes").set_value(minutes).run()
    return app.button(key="review-close").click().run()


def closings(world: World) -> list[str]:
    """Names of the closed reviews' folders."""
    folder = world.folder / "records" / "reviews"
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_the_week_is_closed_on_the_page_with_its_minutes(meeting: Callable[..., AppTest], on_track: World) -> None:
    on_track.write("settings.yaml", "edit: true\n")
    app = close(meeting())
    is_sound(app)
    assert words.closed(date(2026, 11, 1), "records/reviews/2026-W44", "") in texts(app).replace("\\", "")
    assert (on_track.folder / "records/reviews/2026-W44/comment.md").read_text("utf-8") == "We wait.\n"
    assert words.NOTHING_TO_CLOSE in texts(app)


def test_a_closing_is_committed_alone_where_the_page_commits(meeting: Callable[..., AppTest], on_track: World) -> None:
    on_track.write("settings.yaml", "edit: true\ncommit: true\n")
    in_git(on_track)
    on_track.write("records/evidence.yaml", on_track.text("records/evidence.yaml") + "# not meant to go along\n")
    is_sound(close(meeting()))
    assert git(on_track, "log", "-1", "--format=%s").strip() == "Close the weekly review of Oct 26-Nov 1, 2026"
    files = git(on_track, "show", "--format=", "--name-only").split()
    assert "records/receipts.jsonl" in files
    assert len(files) > 1
    assert all(name.startswith("records/reviews/2026-W44/") for name in files if name != "records/receipts.jsonl")


def test_without_git_a_closing_that_would_be_committed_is_not_made(
    meeting: Callable[..., AppTest], on_track: World
) -> None:
    on_track.write("settings.yaml", "edit: true\ncommit: true\n")
    app = close(meeting())
    assert "does not lie in a git checkout" in texts(app)
    assert closings(on_track) == []


def test_what_speaks_against_closing_is_asked_before_it_is_done(
    meeting: Callable[..., AppTest], on_track: World
) -> None:
    on_track.write("settings.yaml", "edit: true\n")
    app = meeting()
    app.selectbox(key="review-week").set_value("2026-W43").run()
    app = close(app)
    assert "Oct 19-25 is not the last week that has ended: that is Oct 26-Nov 1" in texts(app)
    assert closings(on_track) == []
    app.button(key="review-close-anyway").click().run()
    assert closings(on_track) == ["2026-W43"]


def test_who_closes_it_is_asked_for(meeting: Callable[..., AppTest], on_track: World) -> None:
    on_track.write("settings.yaml", "edit: true\n")
    app = meeting().button(key="review-close").click().run()
    assert words.NO_BY in texts(app)
    assert closings(on_track) == []


def test_where_nothing_is_written_the_command_that_closes_is_prepared(meeting: Callable[..., AppTest]) -> None:
    app = meeting()
    assert words.PREPARE_TITLE in [one.value for one in app.subheader]
    app.selectbox(key="review-by").set_value("vp-engineering").run()
    app.text_area(key="review-minutes").set_value("It's fine; $(rm -rf .)").run()
    line = next(code.value for code in app.code if code.value.startswith("playbook review close"))
    assert shlex.split(line)[3:] == [
        *("--week", "2026-W44", "--as-of", "2026-11-06", "--by", "vp-engineering"),
        *("--comment", "It's fine; $(rm -rf .)"),
    ]


def test_what_the_meeting_agrees_on_is_recorded_there(meeting: Callable[..., AppTest], on_track: World) -> None:
    on_track.write("settings.yaml", "edit: true\n")
    app = meeting()
    app.segmented_control(key="review-agree").set_value("follow-up").run()
    app.text_input(key="record-follow-up-what").set_value("Repeat the test").run()
    app.selectbox(key="record-follow-up-owner").set_value("lead-ai-engineer").run()
    app.date_input(key="record-follow-up-due").set_value(date(2026, 12, 31)).run()
    app.button(key="record-write").click().run()
    is_sound(app)
    assert "Repeat the test" in on_track.text("records/follow_ups.yaml")


def test_minutes_come_back_to_their_browser_after_a_refresh(
    meeting: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "browser", lambda: "this-browser")
    meeting().text_area(key="review-minutes").set_value("We wait.").run()
    assert meeting().text_area(key="review-minutes").value == "We wait."


def test_the_meeting_room_shows_one_item_a_screen(meeting: Callable[..., AppTest]) -> None:
    app = meeting(present="1")
    is_sound(app)
    seen = [app.header[0].value]
    while not app.button(key="walk-next").disabled:
        app.button(key="walk-next").click().run()
        is_sound(app)
        seen.append(app.header[0].value)
    assert seen[:2] == ["Follow-ups", "Where we stand against the plan"]
    assert seen[-1] == words.CLOSE_TITLE
    assert len(seen) > 6
    assert app.query_params["item"] in (str(len(seen)), [str(len(seen))])


@pytest.mark.parametrize("item", ["0", "-3", "99999", "two", "²", ""])
def test_the_meeting_room_takes_any_address(meeting: Callable[..., AppTest], item: str) -> None:
    is_sound(meeting(present="1", item=item))
