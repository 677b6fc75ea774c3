"""What an upload would change: metrics that become known, outcomes and verdicts that turn, coverage from and to."""

import pytest

from playbook.json_values import plain
from playbook.readiness.preview import wording
from playbook.readiness.preview.results import WouldChange
from playbook.readiness.preview.what_would_change import what_would_change
from playbook.workspace.arriving import Preview
from tests.playbook.projects import HEAD
from tests.worlds import World


def preview(world: World, rows: str) -> WouldChange:
    """What a file would change on the world's today."""
    with world.workspace() as workspace:
        seen: Preview = workspace.preview("next.csv", (HEAD + rows).encode())
    assert seen.change is not None
    return seen.change


def test_nothing_turns_between_an_assessment_and_itself(on_track: World) -> None:
    on_track.receive_all()
    with on_track.workspace() as workspace:
        assessment = workspace.assess()
    change = what_would_change(assessment, assessment)
    assert (change.known, change.outcomes, change.verdicts) == ((), (), ())
    assert wording.lines(change)[0] == wording.NOTHING_TURNS


def test_a_first_number_becomes_known(week_one: World) -> None:
    change = preview(week_one, "2026-W36,support-copilot,hallucination_rate,,170,1700\n")
    (known,) = change.known
    assert (known.metric, known.product, known.week, known.before_week) == (
        "hallucination_rate",
        "support-copilot",
        "2026-W36",
        None,
    )
    assert known.value == 0.1
    assert "known: Hallucination rate (Support copilot): 10% in Aug 31-Sep 6, not known before" in wording.lines(change)


def test_a_newer_week_names_the_week_before(on_track: World) -> None:
    on_track.receive_all()
    change = preview(on_track, "2026-W45,support-copilot,latency_p95_seconds,3.3,,\n")
    assert change.known == ()  # the week is still running, and a running week is not judged
    with on_track.workspace() as workspace:
        uploads = workspace.uploads()
        workspace.revoke(uploads[0].upload_id, actor="me")
    change = preview(on_track, "2026-W44,support-copilot,latency_p95_seconds,3.3,,\n")
    assert [(known.week, known.before_week) for known in change.known] == [("2026-W44", "2026-W43")]


def test_a_bad_week_turns_outcomes_and_the_verdict(on_track: World) -> None:
    on_track.receive_all()
    change = preview(on_track, "2026-W44,support-copilot,hallucination_rate,,900,1700\n")
    turned = {(flip.gate, flip.id): (str(flip.before), str(flip.after)) for flip in change.outcomes}
    assert turned[None, "hallucination_rate"] == ("met", "not_met")
    assert turned["prototype-exit", "grounded-answers"] == ("met", "not_met")
    verdicts = {flip.gate: (str(flip.before), str(flip.after)) for flip in change.verdicts}
    assert verdicts["prototype-exit"] == ("go", "no_go")
    assert change.score_after < change.score_before
    reported = wording.lines(change)
    assert reported[0].startswith("verdict: Support copilot, Prototype exit: GO → NO-GO: ")
    assert any(line.startswith("outcome: Hallucination rate (Support copilot): met → not met: ") for line in reported)


def test_numbers_that_arrive_at_last_raise_coverage(slipping: World) -> None:
    slipping.receive_all()
    rows = "2026-W44,support-copilot,latency_p95_seconds,3.3,,\n2026-W44,,nps,25,,\n"
    change = preview(slipping, rows)
    assert change.coverage_before is not None
    assert change.coverage_after is not None
    assert change.coverage_after > change.coverage_before
    assert "coverage" in wording.lines(change)[-1]


def test_the_document_says_the_same(on_track: World) -> None:
    on_track.receive_all()
    change = preview(on_track, "2026-W44,support-copilot,hallucination_rate,,900,1700\n")
    document = plain(change)
    outcomes = document["outcomes"]
    assert {key: outcomes[0][key] for key in ("metric", "product", "gate")} == {
        "metric": "hallucination_rate",
        "product": "support-copilot",
        "gate": None,
    }
    assert document["coverage"] == {"from": change.coverage_before, "to": change.coverage_after}


def test_a_file_too_long_to_compare_says_so(week_one: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("playbook.workspace.arriving.MOST_ROWS_TO_COMPARE", 0)
    with week_one.workspace() as workspace:
        seen = workspace.preview("w.csv", (HEAD + "2026-W36,,nps,5,,\n").encode())
    assert seen.change is None
    assert wording.lines(seen.change) == [wording.TOO_LONG]
