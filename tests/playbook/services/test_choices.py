"""What a person asked for is checked at the API, and a bad question is answered with what was expected."""

import pytest

from playbook.services import choices
from playbook.settings import WrongUse
from tests.worlds import World


@pytest.mark.parametrize("text", ["yesterday", "2026-13-01", "06.11.2026", ""])
def test_a_day_that_is_no_date_is_refused(on_track: World, text: str) -> None:
    with on_track.workspace() as workspace, pytest.raises(WrongUse, match="is not a day; expected a date such as"):
        choices.as_of(workspace, text)


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31", "2062-11-06"])
def test_a_day_out_of_reach_is_refused(on_track: World, text: str) -> None:
    with on_track.workspace() as workspace, pytest.raises(WrongUse, match="out of reach"):
        choices.as_of(workspace, text)


def test_a_day_before_the_start_is_answered_calmly(on_track: World) -> None:
    with on_track.workspace() as workspace:
        assessment = workspace.assess(choices.as_of(workspace, "2026-08-01"))
        assert assessment.day is not None
        assert assessment.day < 1
        assert assessment.blockers == ()


def test_unknown_names_come_with_their_nearest_neighbour(on_track: World) -> None:
    with on_track.workspace() as workspace:
        with pytest.raises(WrongUse, match="unknown product 'suport-copilot'; did you mean 'support-copilot'"):
            choices.product(workspace, "suport-copilot")
        with pytest.raises(WrongUse, match="unknown metric 'np'; did you mean 'nps'"):
            choices.metric(workspace, "np")
        with pytest.raises(WrongUse, match="unknown gate 'prototype'; did you mean 'prototype-exit'"):
            choices.gate(workspace, "prototype")
    with pytest.raises(WrongUse, match="expected 'known'"):
        choices.basis("then")


@pytest.mark.parametrize("name", ["support-copilot", "Support copilot", "SUPPORT COPILOT", "Support-Copilot"])
def test_a_product_is_found_by_any_of_its_names(on_track: World, name: str) -> None:
    with on_track.workspace() as workspace:
        assert choices.product(workspace, name) == "support-copilot"


def test_metrics_gates_and_seats_are_found_by_their_names_too(on_track: World) -> None:
    with on_track.workspace() as workspace:
        assert choices.metric(workspace, "Hallucination rate") == "hallucination_rate"
        assert choices.gate(workspace, "Limited release") == "limited-release"
        assert choices.seat(workspace, "Head of Data") == "head-of-data"
        assert choices.seat(workspace, "staff-102") == "head-of-data"
        with pytest.raises(WrongUse, match="unknown seat 'haed-of-data'; did you mean 'head-of-data'"):
            choices.seat(workspace, "haed-of-data")
