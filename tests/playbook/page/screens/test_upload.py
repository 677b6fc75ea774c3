"""Upload: problems before anything is stored, a preview of what would change, publishing, and withdrawing."""

import gzip
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from streamlit.elements.widgets.file_uploader import FileUploaderSerde
from streamlit.runtime.uploaded_file_manager import DeletedFile
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from metrics.problems import Problem, YamlPlace
from metrics.store.location import StoreUnavailable
from playbook.page import access
from playbook.page.parts import wording as screens
from playbook.page.parts.links import Screen
from playbook.page.parts.problem_table import SHOWN_PROBLEMS
from playbook.page.screens.upload import chosen, wording
from playbook.services.notify import wording_page
from playbook.wording import sentence_case
from playbook.wording_moments import moment_text
from playbook.workspace.workspace import Workspace
from tests.playbook.page.looking import Onlooker, words
from tests.playbook.services.notify.running import HOOK, SECRET, Running, channels, incidents
from tests.worlds import World

LooksAt = Callable[[World], Onlooker]

HEADER = b"week,product,metric,value,numerator,denominator\n"
GOOD = HEADER + b"2026-W44,support-copilot,hallucination_rate,,20,1700\n"
BAD = HEADER + b"2026-W44,support-copilot,halucination_rate,,20,1700\n2026-W44,nobody,nps,12,,\n"
CANDIDATES = """candidates:
  - {id: first, product: support-copilot, "on": 2026-10-26, commit: 4f1c2d9a7b30}
  - {id: second, product: support-copilot, "on": 2026-11-02, commit: 9be07714c2ad}
"""
WITHOUT_PRODUCT_AND_WEEK = b"metric,value,numerator,denominator\nhallucination_rate,,20,1700\n"


@pytest.fixture(autouse=True)
def at_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever looks sits at the machine the page runs on."""
    monkeypatch.setattr(access, "from_this_machine", lambda *_: True)


def sends(app: AppTest, name: str, content: bytes) -> AppTest:
    """The page after a file was chosen."""
    app.file_uploader[0].set_value((name, content, "text/csv"))
    return app.run()


def press(app: AppTest, label: str) -> AppTest:
    """The page after a button was pressed."""
    next(button for button in app.button if button.label == label).click()
    return app.run()


def test_a_refused_file_shows_every_problem_with_row_column_and_fix(on_track: World, looks_at: LooksAt) -> None:
    one = looks_at(on_track)
    app = sends(one.opens(Screen.UPLOAD), "week44.csv", BAD)
    said = words(app)
    assert wording.refused("week44.csv", 2) in said
    table = app.main.table[0].value
    assert [str(row) for row in table["Row"]] == ["2", "3"]
    assert list(table["Column"]) == ["metric", "product"]
    assert "did you mean 'hallucination\\_rate'?" in table[sentence_case(screens.COLUMN_WRONG)].iloc[0]
    assert one.workspace.uploads() == ()
    assert not any(button.label == wording.PUBLISH for button in app.button)


def test_of_many_problems_the_first_are_listed_and_the_rest_is_counted(on_track: World, looks_at: LooksAt) -> None:
    # each row but the first also repeats the week
    rows = b"".join(b"2026-W44,support-copilot,hallucination_rate,,x%d,1700\n" % row for row in range(1000))
    app = sends(looks_at(on_track).opens(Screen.UPLOAD), "week44.csv", HEADER + rows)
    assert len(app.main.table[0].value) == SHOWN_PROBLEMS
    assert "The first 200 of 1,999 problems; 1,799 more are counted, not listed." in words(app)


def test_a_good_file_is_previewed_published_and_taken_back(on_track: World, looks_at: LooksAt) -> None:
    one = looks_at(on_track)
    app = sends(one.opens(Screen.UPLOAD), "week44.csv", GOOD)
    said = words(app)
    assert wording.PREVIEW_TITLE in said
    assert "Hallucination rate" in words(app)
    assert one.workspace.uploads() == ()
    app = press(app, wording.PUBLISH)
    upload = one.workspace.uploads()[0]
    assert wording.stored(upload, 1, [date(2026, 11, 1)], "Europe/Berlin") in words(app)
    assert app.file_uploader[0].value == []
    app = press(app, wording.WITHDRAW_SURE)
    assert wording.withdrawn(upload) in words(app)
    assert one.workspace.uploads()[0].revoked_at is not None


def test_who_sends_it_stands_beside_the_file(on_track: World, looks_at: LooksAt) -> None:
    one = looks_at(on_track)
    app = one.opens(Screen.UPLOAD)
    app.text_input[0].set_value("head-of-data").run()
    press(sends(app, "week44.csv", GOOD), wording.PUBLISH)
    assert one.workspace.uploads()[0].actor == "head-of-data"


def test_the_same_file_again_is_no_second_upload(on_track: World, looks_at: LooksAt) -> None:
    one = looks_at(on_track)
    app = press(sends(one.opens(Screen.UPLOAD), "week44.csv", GOOD), wording.PUBLISH)
    app = sends(app, "again.csv", GOOD)
    assert wording.already_counts("again.csv", one.workspace.uploads()[0], "Europe/Berlin") in words(app)
    assert len(one.workspace.uploads()) == 1


def test_product_and_week_can_be_said_beside_the_file(on_track: World, looks_at: LooksAt) -> None:
    one = looks_at(on_track)
    app = sends(one.opens(Screen.UPLOAD), "rates.csv", WITHOUT_PRODUCT_AND_WEEK)
    assert wording.REFUSED_TITLE in words(app)
    app.selectbox(key="upload-product").set_value("support-copilot")
    app.selectbox(key="upload-week").set_value("2026-W44")
    app.run()
    assert wording.PREVIEW_TITLE in words(app)


def test_nobody_is_asked_for_a_candidate_where_none_is_on_record(on_track: World, looks_at: LooksAt) -> None:
    app = looks_at(on_track).opens(Screen.UPLOAD)
    assert wording.PRODUCT in [each.label for each in app.selectbox]
    assert wording.CANDIDATE not in [each.label for each in app.selectbox]


def test_the_candidate_that_was_measured_can_be_said_beside_the_file(on_track: World, looks_at: LooksAt) -> None:
    on_track.write("records/candidates.yaml", CANDIDATES)
    one = looks_at(on_track)
    app = one.opens(Screen.UPLOAD)
    field = app.selectbox(key="upload-candidate")
    assert field.options == [wording.THE_FILE_SAYS, "Support copilot: second", "Support copilot: first"]
    field.set_value("second")
    app = sends(app, "week44.csv", GOOD)
    assert "Measured on candidate second." in words(app)
    app = press(app, wording.PUBLISH)
    assert "Measured on candidate second." in words(app)
    upload_id = one.workspace.uploads()[0].upload_id
    assert one.workspace.store().tested(upload_id)[upload_id][""].candidate == "second"


@pytest.mark.parametrize(
    ("name", "content"),
    [("empty.csv", b""), ("picture.csv", b"\x89PNG\r\n\x1a\n\x00\x00"), ("half.xlsx", b"PK\x03\x04half")],
)
def test_a_file_that_is_none_is_refused_in_words(name: str, content: bytes, on_track: World, looks_at: LooksAt) -> None:
    app = sends(looks_at(on_track).opens(Screen.UPLOAD), name, content)
    assert not app.exception
    assert wording.REFUSED_TITLE in words(app)


def test_what_was_told_is_listed_with_what_failed_and_when_it_is_tried_again(
    on_track: World, looks_at: LooksAt
) -> None:
    on_track.write("settings.yaml", channels(HOOK + ", sends: [alerts]}", "{id: chat, service: slack, address: NONE}"))
    incidents(on_track, 1)
    running = Running(on_track, {"HOOK": "http://127.0.0.1:9/", "SIGNED": SECRET})
    running.run()
    running.workspace.close()
    app = looks_at(on_track).opens(Screen.UPLOAD)
    said = words(app)
    assert wording_page.TITLE in said
    assert "0 of 2 messages were sent, 2 still to go." in said
    assert "Critical incident: Incident 0" in said
    assert "the environment variable NONE is not set" in said.replace("The env", "the env")
    assert said.count("failed, tried again") >= 2
    assert "next try Nov 6" in said


def test_nothing_received_yet_lists_the_ways_out(week_one: World, looks_at: LooksAt) -> None:
    said = words(looks_at(week_one).opens(Screen.UPLOAD))
    for way in wording.NO_UPLOADS_WAYS:
        assert way in said


def test_a_store_that_fails_while_publishing_is_reported_and_the_file_is_kept(
    on_track: World, looks_at: LooksAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = sends(looks_at(on_track).opens(Screen.UPLOAD), "week44.csv", GOOD)

    def full(*_: object, **__: object) -> None:
        raise StoreUnavailable(Problem(YamlPlace("playbook.duckdb"), "the disk is full", "", "make room and try again"))

    monkeypatch.setattr(Workspace, "keep", full)
    app = press(app, wording.PUBLISH)
    assert not app.exception
    assert "make room and try again" in words(app)
    assert wording.PREVIEW_TITLE in words(app)


EARLIER = HEADER + b"2026-W44,support-copilot,hallucination_rate,,40,1700\n"


def test_what_a_file_replaces_is_reported_before_it_is_published_and_after(on_track: World, looks_at: LooksAt) -> None:
    one = looks_at(on_track)
    earlier = one.workspace.receive("earlier.csv", EARLIER, source="test", actor="data-analyst").upload
    received = moment_text(earlier.received_at, one.workspace.playbook().playbook.definitions.charter.charter.timezone)
    app = sends(one.opens(Screen.UPLOAD), "week44.csv", GOOD)
    said = words(app)
    assert f"replaces 1 number that counts now: 1 of 'earlier.csv' by data-analyst, {received} (" in said
    assert "Hallucination rate (Support copilot), Oct 26-Nov 1: 2.4% → 1.2%" in said
    said = words(press(app, wording.PUBLISH))
    assert "replaced 1 number that counted: 1 of 'earlier.csv' by data-analyst" in said


def test_a_publish_that_was_overtaken_is_reported_instead_of_done(on_track: World, looks_at: LooksAt) -> None:
    one = looks_at(on_track)
    app = sends(one.opens(Screen.UPLOAD), "week44.csv", GOOD)
    one.workspace.receive("hers.csv", EARLIER, source="test", actor="her")
    app = press(app, wording.PUBLISH)
    assert wording.overtaken("hers.csv", "her") in words(app)
    assert "1 of 'hers.csv' by her" in words(app)
    assert [upload.file_name for upload in one.workspace.uploads()][:1] == ["hers.csv"]
    press(app, wording.PUBLISH)
    assert one.workspace.uploads()[0].file_name == "week44.csv"


def test_doubts_are_named_before_a_file_is_published(on_track: World, looks_at: LooksAt) -> None:
    one = looks_at(on_track)
    one.workspace.receive("earlier.csv", EARLIER, source="test", actor="data-analyst")
    odd = HEADER + b"2026-W44,support-copilot,hallucination_rate,,700,1700\n"
    assert "of support-copilot in Oct 26-Nov 1 is 18 times the" in words(sends(one.opens(Screen.UPLOAD), "w.csv", odd))


@pytest.mark.parametrize("name", ["week44.tab", "week44", "week44.csv.gz", "week44.CSV", "week44.xlsm"])
def test_the_page_takes_a_file_whatever_its_name_says(on_track: World, looks_at: LooksAt, name: str) -> None:
    content = gzip.compress(GOOD) if name.endswith(".gz") else GOOD
    assert wording.PREVIEW_TITLE in words(sends(looks_at(on_track).opens(Screen.UPLOAD), name, content))


OTHER = HEADER + b"2026-W44,support-copilot,token_spend_usd,7000,,\n"


def send_both(app: AppTest, second: bytes) -> AppTest:
    app.file_uploader[0].set_value([("one.csv", GOOD, "text/csv"), ("two.csv", second, "text/csv")])
    return app.run()


def test_two_files_are_previewed_and_published_together(on_track: World, looks_at: LooksAt) -> None:
    one = looks_at(on_track)
    app = send_both(one.opens(Screen.UPLOAD), OTHER)
    said = words(app)
    assert wording.preview_title("one.csv", 2) in said
    assert wording.preview_title("two.csv", 2) in said
    app = press(app, wording.publish(2))
    assert not app.exception
    assert [upload.file_name for upload in one.workspace.uploads()] == ["two.csv", "one.csv"]
    said = words(app)
    for upload in one.workspace.uploads():
        assert wording.stored(upload, 1, [date(2026, 11, 1)], "Europe/Berlin") in said
    assert app.file_uploader[0].value == []


def test_one_file_with_problems_holds_back_the_other(on_track: World, looks_at: LooksAt) -> None:
    one = looks_at(on_track)
    app = send_both(one.opens(Screen.UPLOAD), BAD)
    assert wording.refused("two.csv", 2) in words(app)
    assert wording.held_back(["one.csv"]) in words(app)
    assert not any(button.label.startswith(wording.PUBLISH) for button in app.button)


def test_a_preview_survives_a_visit_to_another_page(on_track: World, looks_at: LooksAt) -> None:
    one = looks_at(on_track)
    app = sends(one.opens(Screen.UPLOAD), "week44.csv", GOOD)
    for screen in (Screen.RISKS, Screen.UPLOAD):
        app._page_hash = calc_hash(str(screen))
        app.run()
    assert app.file_uploader[0].value == []
    assert wording.kept(["week44.csv"]) in words(app)
    assert wording.PREVIEW_TITLE in words(app)
    app.button(key="upload-let-go").click().run()
    assert wording.PREVIEW_TITLE not in words(app)


def test_a_file_that_the_app_lost_by_a_restart_says_what_to_do(
    on_track: World, looks_at: LooksAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert chosen.is_lost([DeletedFile("f1")])
    assert chosen.is_lost(DeletedFile("f1"))
    assert not chosen.is_lost([])
    assert not chosen.is_lost(None)
    monkeypatch.setattr(FileUploaderSerde, "deserialize", lambda *_: [DeletedFile("f1")])
    app = looks_at(on_track).opens(Screen.UPLOAD)
    assert not app.exception
    assert wording.LOST in words(app)


def test_several_files_are_published_together_or_not_at_all(
    on_track: World, looks_at: LooksAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = looks_at(on_track)
    app = sends(one.opens(Screen.UPLOAD), "week44.csv", GOOD)
    keep = Workspace.keep

    def then_full(self: Workspace, *given: Any, **more: Any) -> None:
        keep(self, *given, **more)
        raise StoreUnavailable(Problem(YamlPlace("playbook.duckdb"), "the disk is full", "", "make room and try again"))

    before = len(one.workspace.uploads())
    with monkeypatch.context() as patched:
        patched.setattr(Workspace, "keep", then_full)
        assert "make room and try again" in words(press(app, wording.PUBLISH))
    assert len(one.workspace.uploads()) == before, "what was stored before the fault is taken back with it"


def test_files_that_came_after_the_day_are_not_listed_as_of_it(on_track: World, looks_at: LooksAt) -> None:
    on_track.receive_all()
    said = words(looks_at(on_track).opens(Screen.UPLOAD, as_of="2026-10-20"))
    listed = [file.name for file in on_track.files if file.name in said.replace("\u2011", "-")]
    assert listed == [file.name for file in on_track.files if file.received.date().isoformat() <= "2026-10-20"]
    assert wording.received_later(len(on_track.files) - len(listed)) in said
