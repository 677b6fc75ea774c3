"""The model diff on the page: verdict, figures side by side, cases that turned, slices, and the record with its run."""

import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from playbook.page import access as _access
from playbook.page.parts.links import Screen
from playbook.page.screens.compare import wording
from playbook.page.screens.record import wording as record_wording
from tests.metrics.readers.tools import files
from tests.playbook.page.looking import words
from tests.playbook.page.screens.test_upload import LooksAt, press
from tests.worlds import World


def run(passed: set[int], n: int = 40, cost: float = 0.001) -> bytes:
    """A run of promptfoo whose cases have a question, an answer, a sentiment and a tag."""
    results = []
    for place in range(n):
        result = files.promptfoo_result(place, passed=place in passed, cost=cost)
        result |= {
            "vars": {"question": f"What about {place}?"},
            "namedScores": {"sentiment": 0.2 if place in passed else 0.1},
            "testCase": {"metadata": {"language": "en" if place % 2 else "de"}},
        }
        result["response"] |= {"output": f"Answer {place}", "finishReason": "stop"}
        results.append(result)
    run: Any = files.promptfoo(results)
    return json.dumps(run).encode()


@pytest.fixture(autouse=True)
def at_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever looks sits at the machine the page runs on."""
    monkeypatch.setattr(_access, "from_this_machine", lambda *_: True)


def sends(app: AppTest, candidate: bytes | None, base: bytes | None) -> AppTest:
    for place, content in ((0, candidate), (1, base)):
        if content is not None:
            app.file_uploader[place].set_value((f"run{place}.json", content, "application/json"))
            app = app.run()
    return app


def selected(app: AppTest, key: str, value: str) -> AppTest:
    next(one for one in app.selectbox if one.key == key).set_value(value)
    return app.run()


@pytest.mark.parametrize("product", [None, "support-copilot"])
def test_two_files_show_verdict_figures_and_cases(on_track: World, looks_at: LooksAt, product: str | None) -> None:
    address = {"product": product} if product else {}
    app = looks_at(on_track).opens(Screen.COMPARE, **address)
    assert len(app.columns) == (2 + 2 if product else 2 + 3)  # no place is kept for a product that is chosen already
    app = sends(app, run(set(range(5, 40))), run(set(range(20))))
    assert not app.exception
    said = words(app)
    assert "The candidate is better: pass rate +37.5 points" in said
    assert wording.tab(wording.WORSE, 5) in said or "Got worse (5)" in [tab.label for tab in app.tabs]
    for row in ("pass rate", "cost per case", "latency, median", "tokens per case", "refusals", "sentiment"):
        assert row in said, row
    app = selected(app, "compare-case-worse", "3")
    assert not app.exception
    assert "What about 3?" in words(app)
    assert "Answer 3" in words(app)
    app = selected(app, "compare-tag", "language")
    assert not app.exception
    assert "de" in [str(cell) for table in app.table for cell in table.value.iloc[:, 0]]


def test_what_cannot_be_compared_says_why(on_track: World, looks_at: LooksAt) -> None:
    one = looks_at(on_track)
    assert "Both are the same file." in words(sends(one.opens(Screen.COMPARE), run(set()), run(set())))
    app = sends(one.opens(Screen.COMPARE), b"week,nps\n2026-W44,3\n", None)
    assert "this is no file of an evaluation or cost tool" in words(app)


def test_one_file_waits_for_a_run_and_is_compared_with_the_last_one(on_track: World, looks_at: LooksAt) -> None:
    on_track.write("settings.yaml", "edit: true\n")
    one = looks_at(on_track)
    app = one.opens(Screen.COMPARE, product="support-copilot")
    app = sends(app, run(set(range(20))), None)
    assert "No run of 'support-copilot' is recorded" in words(app)
    app = sends(app, None, run(set(range(18))))
    app = selected(app, "compare-by", "lead-ai-engineer")
    app = press(app, record_wording.WRITE)
    assert not app.exception
    assert "run: support-copilot-2026-11-06-" in on_track.text("records/evidence.yaml")
    kept = list((Path(on_track.folder) / "records" / "runs").iterdir())
    assert len(kept) == 1
    assert "What about" not in kept[0].read_text("utf-8")
    app = sends(one.opens(Screen.COMPARE, product="support-copilot"), run(set(range(35))), None)
    assert "which nobody has reviewed" in words(app)
    assert "The candidate is better" in words(app)
    on_track.change("records/evidence.yaml", "run: support", "reviewer: head-of-data, run: support")
    app = sends(one.opens(Screen.COMPARE, product="support-copilot"), run(set(range(34))), None)
    assert not app.exception
    assert "Compared with the last admitted run" in words(app)
    kept[0].unlink()
    app = sends(one.opens(Screen.COMPARE, product="support-copilot"), run(set(range(33))), None)
    assert "the run that its evidence names is not there" in words(app)


def test_where_the_page_does_not_write_the_entry_is_prepared(on_track: World, looks_at: LooksAt) -> None:
    app = looks_at(on_track).opens(Screen.COMPARE, product="support-copilot")
    app = selected(sends(app, run(set(range(20))), run(set(range(18)))), "compare-by", "lead-ai-engineer")
    assert record_wording.PREPARE_TITLE in words(app)
    assert "run: support-copilot-" in app.code[-1].value
    assert not (on_track.folder / "records" / "runs").exists()
