"""The form that records: filled in from the address, checked as typed, written only where the playbook lets it."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest
from streamlit.testing.v1 import AppTest

from playbook.page import access as _access
from playbook.page.parts.links import Screen
from playbook.page.parts.wording_access import ONLY_HERE, OPEN
from playbook.page.screens.record import outcome as _record_outcome
from playbook.page.screens.record import wording
from playbook.services.recording import recording
from playbook.services.recording.commit import Author
from playbook.services.recording.draft import Draft
from playbook.services.recording.kinds import KINDS
from playbook.workspace.workspace import Workspace
from tests.playbook.page.screens.test_every_screen import is_sound, opened, store_let_go, texts
from tests.worlds import World

__all__ = ["store_let_go"]
pytestmark = pytest.mark.usefixtures("at_the_machine")
SEAT = {"seat": "head-of-support", "holder": "staff-0042"}


def git(world: World, *arguments: str) -> str:
    """Git in the folder of the world."""
    who = ["-c", "user.name=Page", "-c", "user.email=page@example.org"]
    done = subprocess.run(["git", *who, *arguments], cwd=world.folder, capture_output=True, text=True, check=True)  # noqa: S607
    return done.stdout


def in_git(world: World) -> None:
    world.write("settings.yaml", "edit: true\ncommit: true\n")
    git(world, "init", "-q", "-b", "main")
    git(world, "config", "user.name", "Page")
    git(world, "config", "user.email", "page@example.org")
    git(world, "add", "definitions", "records")
    git(world, "commit", "-q", "-m", "start")


def button(app: AppTest, label: str) -> bool:
    return any(one.label == label for one in app.button)


@pytest.mark.parametrize("kind", [kind.kind for kind in KINDS])
def test_every_kind_has_a_form_that_says_what_is_still_needed(form: Callable[..., AppTest], kind: str) -> None:
    app = form(kind)
    is_sound(app)
    assert wording.STILL_NEEDED in texts(app)


def test_an_address_fills_the_form_and_the_entry_stands_there_to_copy(form: Callable[..., AppTest]) -> None:
    app = form("seat", **SEAT)
    is_sound(app)
    assert wording.READY in texts(app)
    assert any(code.value.startswith("  - {seat: head-of-support, holder: staff-0042, since: ") for code in app.code)
    assert wording.COPY_LINE in texts(app)
    assert not button(app, wording.WRITE)


def test_what_is_typed_is_checked_at_once(form: Callable[..., AppTest]) -> None:
    app = form(
        "exemption", gate="limited-release", criterion="legal-review", reason="No time", product="support-copilot"
    )
    app.selectbox(key="record-exemption-asked_by").set_value("lead-ai-engineer").run()
    app.selectbox(key="record-exemption-approved_by").set_value("head-of-security").run()
    assert "- Last day is missing" in texts(app)
    app.date_input(key="record-exemption-last_day").set_value(app.date_input(key="record-exemption-on").value).run()
    assert wording.PROBLEMS_TITLE in [one.value for one in app.header]
    assert "exempt" in str([table.value.to_string() for table in app.table])


def test_entries_inside_a_record_have_fields_of_their_own(form: Callable[..., AppTest]) -> None:
    app = form("decision", product="support-copilot", gate="limited-release", decided="hold", by="vp-engineering")
    app.number_input(key="record-decision-conditions-count").set_value(1).run()
    app.text_input(key="record-decision-conditions-0-what").set_value("Rehearse, twice").run()
    app.selectbox(key="record-decision-conditions-0-owner").set_value("head-of-support").run()
    assert "needs 'due" in texts(app)
    app.date_input(key="record-decision-conditions-0-due").set_value(
        app.date_input(key="record-decision-on").value
    ).run()
    entry = "".join(code.value for code in app.code)
    assert '- {what: "Rehearse, twice", owner: head-of-support, due: ' in entry
    assert "verdict_seen: " in entry


def test_what_is_still_needed_is_said_in_the_words_of_the_form() -> None:
    said = texts(opened(Screen.RECORD, record="progress"))
    assert "- State is missing: Not started, In progress, Done, Blocked or Dropped" in said
    assert "not_started" not in said.replace("\\", "")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"gate": "limited-relese"}, "did you mean 'limited-release'?"),
        ({"gat": "limited-release"}, "did you mean 'gate'?"),
        ({"on": "some day"}, "which is no on here"),
        ({"decision": "perhaps"}, "which is no decision here"),
        ({f"k{number}": "x" for number in range(40)}, wording.UNREADABLE),
    ],
)
def test_an_address_that_does_not_fit_is_reported_and_fills_nothing(
    form: Callable[..., AppTest], fields: dict[str, str], sentence: str
) -> None:
    app = form("sign-off", **fields)
    is_sound(app)
    assert any(sentence in info.value for info in app.info)
    assert app.selectbox(key="record-sign-off-gate").value == ""


def test_the_chosen_product_comes_along() -> None:
    app = opened(Screen.RECORD, record="product-stage", product="support-copilot")
    assert app.selectbox(key="record-product-stage-product").value == "support-copilot"


def test_with_leave_the_form_writes_the_file(form: Callable[..., AppTest], on_track: World) -> None:
    on_track.write("settings.yaml", "edit: true\n")
    app = form("seat", **SEAT)
    app.button(key="record-write").click().run()
    assert "{seat: head-of-support, holder: staff-0042" in on_track.text("records/team.yaml")
    assert wording.WRITTEN in texts(app)
    assert "commit it when you are done" in texts(app)


def test_a_commit_holds_that_file_alone_in_the_name_of_who_signed_in(
    form: Callable[..., AppTest], on_track: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_git(on_track)
    on_track.write("records/risks.yaml", on_track.text("records/risks.yaml") + "# somebody's work\n")
    git(on_track, "add", "records/risks.yaml")
    author = Author("Ada <Lovelace>\n", "ada@example.org")
    monkeypatch.setattr(_record_outcome, "signed_in", lambda: author)
    app = form("seat", **SEAT)
    app.button(key="record-write").click().run()
    assert git(on_track, "log", "-1", "--format=%an|%ae|%s") == (
        "Ada Lovelace|ada@example.org|Record seat: head-of-support, staff-0042\n"
    )
    assert git(on_track, "show", "--name-only", "--format=").split() == ["records/team.yaml"]
    assert git(on_track, "status", "--porcelain").split("\n")[0] == "M  records/risks.yaml"
    assert git(on_track, "rev-parse", "--short", "HEAD").strip() in texts(app)


def detach(world: World) -> None:
    git(world, "checkout", "-q", "--detach")


def edit(world: World) -> None:
    world.write("records/team.yaml", world.text("records/team.yaml") + "# not committed\n")


def forget(world: World) -> None:
    git(world, "rm", "-q", "--cached", "records/team.yaml")
    git(world, "commit", "-q", "-m", "forget")


def refuse(world: World) -> None:
    hook = world.folder / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'the lead reviews records' >&2\nexit 1\n", "utf-8")
    hook.chmod(0o755)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (detach, "It cannot be committed: the checkout is on no branch (detached head)"),
        (edit, "team.yaml has changes that were not committed"),
        (forget, "git does not know team.yaml yet"),
        (refuse, "Git did not take the commit: the lead reviews records; nothing was written"),
    ],
)
def test_what_git_cannot_take_is_a_sentence_and_the_file_is_as_it_was(
    form: Callable[..., AppTest], on_track: World, spoil: Callable[[World], None], sentence: str
) -> None:
    in_git(on_track)
    spoil(on_track)
    before = on_track.text("records/team.yaml")
    app = form("seat", **SEAT)
    app.button(key="record-write").click().run()
    said = texts(app).replace("\\", "")
    assert wording.NOT_WRITTEN in said
    assert sentence in said
    assert on_track.text("records/team.yaml") == before


def test_without_a_checkout_or_git_nothing_is_committed(
    form: Callable[..., AppTest], on_track: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_track.write("settings.yaml", "edit: true\ncommit: true\n")
    before = on_track.text("records/team.yaml")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(on_track.folder.parent))
    app = form("seat", **SEAT)
    app.button(key="record-write").click().run()
    assert "does not lie in a git checkout" in texts(app)
    monkeypatch.setenv("PATH", "")
    app.button(key="record-write").click().run()
    assert "there is no git on this machine" in texts(app)
    assert on_track.text("records/team.yaml") == before


def test_a_file_that_changed_while_the_page_was_open_is_drafted_anew(
    form: Callable[..., AppTest], on_track: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_track.write("settings.yaml", "edit: true\n")
    app = form("seat", **SEAT)
    write = recording.write

    def meanwhile(workspace: Workspace, record: Draft) -> None:
        on_track.write("records/team.yaml", on_track.text("records/team.yaml") + "# meanwhile\n")
        write(workspace, record)

    monkeypatch.setattr(recording, "write", meanwhile)
    app.button(key="record-write").click().run()
    assert "the file changed since it was read, and nothing was written" in texts(app)
    assert "staff-0042" not in on_track.text("records/team.yaml")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("edit: perhaps\n", "perhaps"),
        ("edti: true\n", "did you mean 'edit'?"),
        ("commit: true\n", "commit: true without edit: true"),
        ("edit: [\n", "settings.yaml"),
    ],
)
def test_broken_settings_allow_nothing_and_are_reported(
    form: Callable[..., AppTest], on_track: World, text: str, sentence: str
) -> None:
    on_track.write("settings.yaml", text)
    app = form("seat", **SEAT)
    assert sentence in texts(app) + str([table.value.to_string() for table in app.table])
    assert not button(app, wording.WRITE)


def test_where_nobody_signs_in_it_takes_records_only_from_a_browser_on_the_machine_itself(
    form: Callable[..., AppTest], on_track: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_track.write("settings.yaml", "edit: true\n")
    before = on_track.text("records/team.yaml")
    app = form("seat", **SEAT)
    monkeypatch.setattr(_access, "from_this_machine", lambda *_: False)
    app.button(key="record-write").click().run()
    assert on_track.text("records/team.yaml") == before
    app = form("seat", **SEAT)
    assert not button(app, wording.WRITE)
    assert ONLY_HERE in [info.value for info in app.info]
    assert OPEN in [warning.value for warning in app.warning]


def test_the_sample_is_never_written_to_and_says_so(tmp_path: Path) -> None:
    del tmp_path
    app = opened(Screen.RECORD, record="seat", **{"with": urlencode(SEAT)})
    assert wording.SAMPLE_LINE in texts(app)
    assert not any(one.key == "record-write" for one in app.button)
    assert app.code


def test_a_broken_playbook_is_mended_first(form: Callable[..., AppTest], on_track: World) -> None:
    app = form("seat", **SEAT)
    on_track.change("definitions/metrics.yaml", "kind: duration", "kind: time")
    app.run()
    is_sound(app)
    assert wording.BROKEN in texts(app)
    assert any("kind" in table.value.to_string() for table in app.table)
