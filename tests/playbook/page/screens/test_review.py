"""The weekly review on the page: the meeting in its order, and closed reviews as they were seen."""

from datetime import date

import pytest
from streamlit.testing.v1.element_tree import Element

from playbook.documents.review import wording
from playbook.page.parts.links import Screen
from playbook.services import reviewing
from tests.playbook.page.screens.test_every_screen import is_sound, opened, texts
from tests.worlds import World


def test_the_meeting_walks_its_six_parts_in_order() -> None:
    app = opened(Screen.REVIEW)
    is_sound(app)
    headings = [header.value for header in app.header if header.value[:1].isdigit()]
    assert headings == [
        "1. Follow-ups",
        "2. Where we stand against the plan",
        "3. Metrics to discuss",
        "4. Gates due within three weeks",
        "5. Signatures waiting",
        "6. Decisions asked for",
    ]


def test_the_sample_s_closed_review_is_shown_to_the_letter() -> None:
    app = opened(Screen.REVIEW, week="2026-W44")
    is_sound(app)
    said = texts(app)
    assert "Day 61 of 90: readiness is 65, 16 below the plan for today" in said
    assert "We released the support copilot to three named customers" in said
    assert "Released: Support copilot at Limited release, 5 Nov by VP engineering" in said


def test_without_a_closed_review_the_page_says_how_to_close_one(
    on_track: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_track.receive_all()
    for key, value in on_track.environment.items():
        monkeypatch.setenv(key, value)
    app = opened(Screen.REVIEW, as_of=on_track.today.isoformat(), week="2026-W43")
    is_sound(app)
    assert wording.NONE_TITLE in texts(app)


def test_only_the_tab_that_is_open_is_worked_out() -> None:
    said = texts(opened(Screen.REVIEW))
    assert "1. Follow-ups" in said
    assert "We released the support copilot to three named customers" not in said
    assert "1. Follow-ups" not in texts(opened(Screen.REVIEW, week="2026-W44"))


def test_the_review_compares_with_the_closed_one_and_names_the_changed_rule(
    on_track: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_track.receive_all()
    with on_track.workspace() as workspace:
        reviewing.close_review(workspace, week="2026-W43", day=date(2026, 10, 30), by="vp-engineering")
    on_track.change("definitions/gates.yaml", 'pass: [">= 0.70"', 'pass: [">= 0.99"')
    for key, value in on_track.environment.items():
        monkeypatch.setenv(key, value)
    app = opened(Screen.REVIEW, as_of=on_track.today.isoformat())
    is_sound(app)
    said = texts(app)
    assert "Compared with the review of 2026-W43" in said
    assert "Rules changed since" in said
    assert "rule changed" in said


def test_signatures_and_decisions_lead_to_their_reason_and_to_the_form_that_settles_them() -> None:
    app = opened(Screen.REVIEW)
    addresses = [f"{link.page}?{link.query_string}" for link in app.get("page_link") if isinstance(link, Element)]
    signing = [address for address in addresses if "record=sign-off" in address]
    assert any(
        "product=support-copilot" in one and "criterion%3Dlegal" in one.replace("%253D", "%3D") for one in signing
    )
    for kind in ("decision", "stack-choice", "experiment-decision"):
        assert any(f"record={kind}&" in f"{address}&" and "with=" in address for address in addresses), kind
    assert any("experiment=" in address and "record=" not in address for address in addresses)
