"""A file that nobody mapped, on the upload page: one sentence, the mapping with its numbers, the source written."""

import io
import json
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook
from streamlit.testing.v1 import AppTest

from playbook.page import access as _access
from playbook.page.parts.links import Screen
from playbook.page.screens.record import wording as record_wording
from playbook.page.screens.upload import wording, wording_mapping
from playbook.services.pulling.pull import Pulled
from playbook.services.pulling.request import Window
from playbook.services.pulling.troubles import remember
from tests.metrics.readers.tools import files
from tests.playbook.page.looking import words
from tests.playbook.page.screens.test_upload import LooksAt, press, sends
from tests.worlds import World

FINANCE = (
    b"Kalenderwoche;Anwendung;Kosten in Dollar;Bemerkung\n"
    b"2026-W43;Kundendienst;5211.25;x\n2026-W44;Kundendienst;5307.50;y\n"
)


def evaluation(day: str = "2026-11-03", n: int = 20) -> bytes:
    """A run of promptfoo."""
    results = [files.promptfoo_result(place, passed=place < n - 3) for place in range(n)]
    run: Any = files.promptfoo(results)
    run["results"]["timestamp"] = f"{day}T09:00:00.000Z"
    return json.dumps(run).encode()


@pytest.fixture(autouse=True)
def at_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever looks sits at the machine the page runs on."""
    monkeypatch.setattr(_access, "from_this_machine", lambda *_: True)


def chosen(app: AppTest, **values: Any) -> AppTest:
    """The fields of the mapping filled in."""
    for key, value in values.items():
        name = f"mapping-{key.replace('_', '-')}"
        found = [*app.selectbox, *app.multiselect, *app.text_input]
        next(one for one in found if one.key == name).set_value(value)
        app = app.run()
    return app


def mapped(app: AppTest) -> AppTest:
    """The pass rate as task success, every week."""
    app = chosen(app, id="nightly-evaluation", owner="head-of-data", measures=["pass_rate, share"])
    next(one for one in app.selectbox if str(one.key).startswith("mapping-metric")).set_value("task_success_rate")
    return chosen(app.run(), product="support-copilot", every="week")


def test_an_unmapped_file_says_what_it_is_and_is_mapped_once_and_for_all(on_track: World, looks_at: LooksAt) -> None:
    on_track.write("settings.yaml", "edit: true\n")
    one = looks_at(on_track)
    app = sends(one.opens(Screen.UPLOAD), "run.json", evaluation("2026-10-28"))
    assert (
        "promptfoo, Oct 28, 20 cases, openai:gpt-4o-mini: 17 passed, 3 failed, score 17 of 20, 800 tokens, $0.02."
        in words(app)
    )
    assert wording_mapping.NEEDED in words(app)
    app = mapped(app)
    assert wording_mapping.would_count(1, 1, [date(2026, 11, 1)]) in words(app)
    app = press(app, record_wording.WRITE)
    assert not app.exception
    assert "id: nightly-evaluation" in on_track.text("definitions/sources.yaml")
    assert wording.PREVIEW_TITLE in words(app)
    app = press(app, wording.PUBLISH)
    assert one.workspace.uploads()[0].rows == 1
    app = sends(app, "another.json", evaluation("2026-10-29", 40))
    assert wording.PREVIEW_TITLE in words(app)


def test_where_the_page_does_not_write_the_entry_is_prepared(on_track: World, looks_at: LooksAt) -> None:
    app = mapped(sends(looks_at(on_track).opens(Screen.UPLOAD), "run.json", evaluation("2026-10-28")))
    assert record_wording.PREPARE_TITLE in words(app)
    assert not any(button.label == record_wording.WRITE for button in app.button)
    assert "takes:" in app.code[-1].value
    assert "due_days: 1" in app.code[-1].value


def test_a_table_with_headings_of_its_own_is_mapped_heading_by_heading(on_track: World, looks_at: LooksAt) -> None:
    on_track.write("settings.yaml", "edit: true\n")
    app = sends(looks_at(on_track).opens(Screen.UPLOAD), "finance.csv", FINANCE)
    assert "A table of 2 rows with 'Kalenderwoche', 'Anwendung', 'Kosten in Dollar' and 'Bemerkung'." in words(app)
    app = chosen(app, id="finance", owner="head-of-data", heading_0="week", heading_1="product")
    app = chosen(app, heading_2="token_spend_usd", product_0="support-copilot")
    assert wording_mapping.would_count(2, 1, [date(2026, 10, 25), date(2026, 11, 1)]) in words(app)
    app = press(app, record_wording.WRITE)
    assert not app.exception
    assert wording.PREVIEW_TITLE in words(app)
    assert "Kundendienst: support-copilot" in on_track.text("definitions/sources.yaml")


@pytest.mark.parametrize(
    "content",
    [
        b"week,product,metric,value\n2026-W44,support-copilot,hallucination_rat,1\n",
        b"week,product,hallucination_rate\n2026-W99,support-copilot,0.1\n",
        json.dumps({"evalId": "e", "results": {"version": 3, "results": []}}).encode(),
        b"",
    ],
)
def test_a_file_that_says_what_it_holds_or_holds_nothing_is_not_to_be_mapped(
    on_track: World, looks_at: LooksAt, content: bytes
) -> None:
    app = sends(looks_at(on_track).opens(Screen.UPLOAD), "week44.csv", content)
    assert wording.REFUSED_TITLE in words(app)
    assert wording_mapping.TITLE not in words(app)


def test_a_source_that_is_silent_is_owed_on_the_page(slipping: World, looks_at: LooksAt) -> None:
    source = {
        "id": "nightly-evaluation", "tool": "promptfoo", "owner": "evaluation-engineer", "product": "support-copilot",
        "every": "day", "takes": [{"measure": "pass_rate", "metric": "task_success_rate"}],
    }  # fmt: skip
    slipping.write("definitions/sources.yaml", json.dumps({"sources": [source]}))
    one = looks_at(slipping)
    assert "Send: Nightly evaluation" in words(one.opens(Screen.DUE))
    (nightly,) = one.workspace.playbook().playbook.definitions.sources.sources
    window = Window(slipping.today, slipping.today)
    remember(one.workspace.home, [Pulled(nightly, window, trouble="it refuses the key (401)")], one.workspace.now())
    said = words(one.opens(Screen.UPLOAD))
    assert "Nightly evaluation could not be pulled on Nov 6, 13:00 CET: it refuses the key (401)" in said
    assert "silent" in said
    remember(one.workspace.home, [Pulled(nightly, window)], one.workspace.now())
    assert "could not be pulled" not in words(one.opens(Screen.UPLOAD))


def workbook() -> bytes:
    """Two sheets with a table each; of the one that counts some rows are of tests, and one is a total."""
    book = Workbook()
    notes = book.active
    assert notes is not None
    for name in (("Name", "Phone"), ("kim", "1"), ("sam", "2")):
        notes.append(name)
    costs = book.create_sheet("Costs")
    for row in (
        ("Kalenderwoche", "Umgebung", "Kosten in Dollar"),
        ("2026-W43", "prod", 5211.25),
        ("2026-W43", "test", 11.5),
        ("2026-W44", "prod", 5307.5),
        ("Gesamt", "prod", 10518.75),
    ):
        costs.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_a_workbook_is_mapped_by_its_sheet_its_rows_that_count_and_its_totals(
    on_track: World, looks_at: LooksAt
) -> None:
    on_track.write("settings.yaml", "edit: true\n")
    app = sends(looks_at(on_track).opens(Screen.UPLOAD, product="support-copilot"), "finance.xlsx", workbook())
    assert wording_mapping.SHEET_LINE in words(app)
    app = chosen(app, sheet="Costs")
    assert "A table of 4 rows with 'Kalenderwoche', 'Umgebung' and 'Kosten in Dollar'." in words(app)
    app = chosen(app, id="finance", owner="head-of-data", heading_0="week", heading_2="token_spend_usd")
    next(one for one in app.selectbox if one.key == "upload-product").set_value("support-copilot")
    app = chosen(app.run(), where=["Umgebung: prod"], totals="Gesamt")
    assert wording_mapping.would_count(2, 1, [date(2026, 10, 25), date(2026, 11, 1)]) in words(app)
    app = press(app, record_wording.WRITE)
    assert not app.exception
    written = on_track.text("definitions/sources.yaml")
    for part in ("sheet: Costs", "Umgebung: prod", "totals: [Gesamt]"):
        assert part in written, written
    assert wording.PREVIEW_TITLE in words(app)
