"""The report says what the assessment says: every figure is the assessment's, and lists stop where the page ends."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from playbook.documents.report.build import MOST_GATES, MOST_METRICS, MOST_RISKS, build_report
from playbook.documents.report.content import Audience, Figure, Report, figures
from playbook.readiness import wording as overview
from playbook.readiness.as_json import status_document
from playbook.readiness.assessment import Assessment
from playbook.readiness.changes.between import effects_that_add_up
from playbook.readiness.wording_known import areas_words, coverage_words
from playbook.settings import THIS_PROJECT
from playbook.wording import sentence_case
from playbook.workspace.workspace import Workspace
from tests.playbook.documents.report.worlds_reported import HOSTILE, assessed, make_hostile
from tests.worlds import World


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    store = tmp_path_factory.mktemp("report") / "sample.duckdb"
    with Workspace.find(THIS_PROJECT.sample, str(store), {}) as workspace:
        return workspace.assess()


def expected_figures(assessment: Assessment) -> dict[str, float | None]:
    """Every number that the report may show, by its path in the report, read from `status --json` and the assessment
    rather than from the report's own code."""
    answer = status_document(assessment).to_json()
    readiness = answer["readiness"]
    wanted: dict[str, float | None] = {
        "score": readiness["score"],
        "plan": readiness["plan"],
        "without": readiness["without_exemptions"],
        "coverage": readiness["coverage"],
        "change": None if answer["score_before"] is None else round(readiness["score"] - answer["score_before"], 1),
    }
    for index, area in enumerate(readiness["areas"].values()):
        wanted |= {f"areas[{index}].{key}": area[key] for key in ("score", "plan", "weight")}
    for index, metric in enumerate(answer["metrics"]):
        wanted |= _metric(f"metrics[{index}]", metric)
    off = [metric for metric in answer["metrics"] if metric["outcome"] not in ("met", "not_applicable")]
    for index, metric in enumerate(off):
        wanted |= _metric(f"appendix.exceptions[{index}].line", metric)
    due = sorted(
        (gate for gate in answer["gates"] if not gate["quiet"]), key=lambda gate: (_rank(gate), gate["days_to_planned"])
    )
    for prefix, gates in (("gates", due), ("appendix.gates", answer["gates"])):
        for index, gate in enumerate(gates):
            wanted[f"{prefix}[{index}].score"] = gate["score"]
            wanted[f"{prefix}[{index}].without"] = gate["score_without_exemptions"]
    for index, action in enumerate(answer["actions"]):
        wanted[f"actions[{index}].gain"] = action["gain"]
    spend = answer["spend"]
    if spend is not None:
        wanted |= {f"spend.{key}": spend[key] for key in ("spent", "planned", "budget")}
        wanted["spend.share"] = None if spend["spent"] is None else spend["spent"] / spend["budget"]
    for index, risk in enumerate(_each_once(answer["open_risks"])[:MOST_RISKS]):
        wanted[f"risks[{index}].level"] = risk["level"]
    total = wanted["change"]
    if total is not None:
        effects = effects_that_add_up(assessment.changes, total)
        wanted |= {f"appendix.changes[{index}].effect": effect for index, effect in enumerate(effects)}
    return wanted


def _each_once(risks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first line of each risk: its highest."""
    return [risk for index, risk in enumerate(risks) if risk["risk"] not in {one["risk"] for one in risks[:index]}]


def _rank(gate: dict[str, Any]) -> int:
    return ("no_go", "not_evaluated", "inconclusive", "go_with_conditions", "go").index(gate["verdict"])


def _metric(path: str, metric: dict[str, Any]) -> dict[str, float | None]:
    shown = next((each for each in metric["by_product"] if each["product"] == metric["worst"]), metric)
    return {f"{path}.value": shown["value"], f"{path}.plan": shown["target"], f"{path}.target": shown["final_target"]}


def compared(report: Report, assessment: Assessment) -> None:
    """Every figure of the report is an expected one, and every expected one is there."""
    wanted = expected_figures(assessment)
    found = {path: figure.value for path, figure in figures(report)}
    assert set(found) == set(wanted)
    for path, value in wanted.items():
        assert found[path] == (None if value is None else pytest.approx(value, rel=1e-9, abs=1e-9)), path


def test_every_figure_of_the_sample_s_report_is_the_assessment_s(sample: Assessment) -> None:
    compared(build_report(sample), sample)


@pytest.mark.parametrize("name", ["on_track", "slipping"])
def test_every_figure_of_a_world_s_report_is_the_assessment_s(name: str, world: Callable[[str], World]) -> None:
    with assessed(world(name)) as (assessment, _):
        compared(build_report(assessment), assessment)


def test_every_text_of_a_figure_is_made_of_its_number(sample: Assessment) -> None:
    report = build_report(sample)
    assert (report.score.text, report.plan.text) == (
        f"{sample.readiness.score:.0f}",
        f"{sample.readiness.plan:.0f}",
    )
    assert report.title == overview.headline(sample)
    assert [gate.words for gate in report.gates if gate.gate == "limited-release"] == [
        sentence_case(gate.because) for gate in sample.gates if gate.gate == "limited-release" and not gate.quiet
    ]


def test_the_first_page_names_what_is_stale_and_what_is_partial(sample: Assessment) -> None:
    assert build_report(sample).unknown == (
        "Stale: Net promoter score (19 days old).",
        "Partial: GPU hours (1 of 2).",
        "Known by area: Gates 80%, Metrics 85%, Experiments 98%.",
    )


def test_a_report_survives_its_journey_through_json(sample: Assessment) -> None:
    report = build_report(sample, notice="As it was.")
    assert Report.model_validate_json(report.model_dump_json()) == report


def test_a_newer_version_s_report_is_read_by_an_older_one(sample: Assessment) -> None:
    content = build_report(sample).model_dump(mode="json") | {"something_new": {"a": 1}}
    assert Report.model_validate(content) == build_report(sample)


def test_the_board_s_page_has_no_appendix_and_no_address(slipping: World) -> None:
    with assessed(make_hostile(slipping)) as (assessment, _):
        board, team = build_report(assessment, Audience.BOARD), build_report(assessment, Audience.TEAM)
    assert board.appendix is None
    assert "intranet.example.org" not in board.model_dump_json()
    assert "(link left out)" in board.organization
    assert "intranet.example.org" in team.model_dump_json()


def test_texts_are_one_line_without_control_characters() -> None:
    assert Figure(text="a\n\tb\x00\u202ec").text == "a b\\x00\\u202ec"


def test_an_unstarted_charter_is_reported_as_such(empty: World) -> None:
    with assessed(empty) as (assessment, _):
        report = build_report(assessment)
    assert not report.started
    assert report.appendix is None
    assert not report.decisions
    assert not report.risks


def test_lists_of_the_first_page_stop_and_say_how_much_is_left(sample: Assessment) -> None:
    many = replace(
        sample,
        metrics=sample.metrics * 3,
        gates=tuple(replace(gate, quiet=False) for gate in sample.gates),
    )
    report = build_report(many)
    assert len(report.metrics) == MOST_METRICS
    assert report.more_metrics == f"{3 * len(sample.metrics) - MOST_METRICS} metrics more."
    assert {line.outcome for line in report.metrics} >= {"not_met", "stale", "inconclusive"}
    assert len(report.gates) == MOST_GATES
    assert report.more_gates.endswith("more due.")


def test_the_same_assessment_gives_the_same_report(sample: Assessment) -> None:
    assert build_report(sample) == build_report(sample)
    assert build_report(sample).as_of == date(2026, 11, 13)


def test_hostile_text_is_kept_to_the_letter(slipping: World) -> None:
    with assessed(make_hostile(slipping)) as (assessment, _):
        assert build_report(assessment).organization == HOSTILE


def test_nothing_is_said_to_be_known_that_is_counted_as_unknown(sample: Assessment) -> None:
    areas = sample.readiness.areas
    assert areas_words(replace(area, coverage=1.0) for area in areas) == ()
    nearly = [replace(area, coverage=0.999) for area in areas]
    assert all("99%" in line and "100%" not in line for line in areas_words(nearly))
    assert coverage_words(0.999).startswith("99%")
