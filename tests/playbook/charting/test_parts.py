"""Every chart of the sample is valid Vega-Lite, by the schema that Altair carries; none asks Altair to be drawn."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from importlib.resources import files
from inspect import getmembers, isfunction, signature
from itertools import product
from typing import Any

import pytest
from jsonschema import Draft7Validator, ValidationError

from metrics.definition import Per
from playbook.charting.parts import (
    chart,
    datum,
    distinct,
    layer,
    mark,
    nominal,
    quantitative,
    rows,
    until,
    value,
    where,
)
from playbook.concerns.charter.charts import charter_timeline
from playbook.concerns.control.charts import control_chart
from playbook.concerns.control.charts_events import event_line
from playbook.concerns.control.charts_plan import plan_chart
from playbook.concerns.control.reviews import metric_controls
from playbook.concerns.control.shown import ControlChart
from playbook.concerns.experiments.charts import cost_against_use
from playbook.concerns.governance.charts import coverage_bars
from playbook.concerns.governance.status import governance_status
from playbook.concerns.north_star.views import speaks_for
from playbook.concerns.stack.charts import radar_blips, stack_radar
from playbook.concerns.stack.charts_matrix import matrix_bars
from playbook.model.trajectory import to_date, trajectory_of
from playbook.readiness.burn_up import burn_up
from playbook.readiness.charts import DARK, LIGHT, Palette, Spec
from playbook.readiness.charts_history import readiness_burn_up
from playbook.services.comparing.charts import difference_interval
from playbook.settings import THIS_PROJECT
from playbook.workspace.workspace import Workspace
from tests.paths import ROOT

Drawn = tuple[Callable[..., Spec], tuple[Any, ...]]
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in (ROOT / "playbook").rglob("charts*.py")
    if not {"page", "documents"} & set(path.relative_to(ROOT).parts)
)


def chart_builders() -> set[str]:
    """Names of all functions that make a whole chart, in every module of charts."""
    return {
        name
        for module in MODULES
        for name, made in getmembers(import_module(module), isfunction)
        if made.__module__ == module and {"palette", "description"} <= signature(made).parameters.keys()
    } - {chart.__name__}


def _drawn(workspace: Workspace) -> Iterator[Drawn]:
    playbook, assessment = workspace.playbook().playbook, workspace.assess()
    today, reviews = assessment.as_of, workspace.ask(metric_controls)
    end = max(phase.end for phase in assessment.charter.phases)
    yield charter_timeline, (assessment.charter.phases, end, today)
    yield cost_against_use, (assessment.audit.experiments, "EUR", 20.0)
    yield coverage_bars, (workspace.ask(governance_status).frameworks,)
    yield readiness_burn_up, (workspace.ask(burn_up), assessment.start)
    yield difference_interval, (-0.5, -0.35, -0.2, -0.02, "passed")
    layers = assessment.stack.layers
    yield stack_radar, (layers, radar_blips(layers), today)
    yield from ((matrix_bars, (matrix,)) for matrix in assessment.stack.matrices)
    for status in assessment.metrics:
        shown, metric = speaks_for(status), playbook.metrics[status.metric]
        trajectory, review = trajectory_of(playbook, metric), reviews.of(shown.metric, shown.product)
        if review is not None:
            totals = to_date(playbook, metric, shown.series).points if metric.per is Per.CHARTER else ()
            drawn = ControlChart(metric.id, metric, review, trajectory, today, totals)
            yield event_line if drawn.is_rare else plan_chart, (drawn,)
            yield control_chart, (drawn,)


@pytest.fixture(scope="module")
def sample_charts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Drawn, ...]:
    store = tmp_path_factory.mktemp("charts") / "sample.duckdb"
    with Workspace.find(THIS_PROJECT.sample, str(store), {}) as workspace:
        return tuple(_drawn(workspace))


def test_every_chart_of_the_sample_is_valid_vega_lite_in_both_themes(sample_charts: tuple[Drawn, ...]) -> None:
    assert {build.__name__ for build, _ in sample_charts} == chart_builders(), "a new chart is drawn here too"
    for (build, shown), palette in product(sample_charts, (LIGHT, DARK)):
        check(build(*shown, palette=palette, description="in words"))


def test_every_tooltip_has_titles_and_formats_and_no_other_mark_has_one(sample_charts: tuple[Drawn, ...]) -> None:
    explained = 0
    for build, shown in sample_charts:
        for each in build(*shown, palette=LIGHT, description="in words")["layer"]:
            fields = each["encoding"].get("tooltip")
            if fields is None:
                assert each["mark"]["tooltip"] is None, build.__name__
                continue
            for field in fields:
                explained += 1
                assert field["title"], build.__name__
                assert field["type"] == "nominal" or field["format"], f"{build.__name__}: {field['title']}"
    assert explained > 50


@cache
def vega_lite() -> Any:
    """Checks against the schema of layered charts."""
    text = (files("altair.vegalite.v6.schema") / "vega-lite-schema.json").read_text(encoding="utf-8")
    return Draft7Validator({**json.loads(text), "$ref": "#/definitions/TopLevelLayerSpec"})


def check(spec: Spec) -> None:
    """Raises ValidationError where the schema does not know a key or a value."""
    vega_lite().validate(spec)
    assert spec["description"] == "in words"
    assert "data" not in spec
    assert all("values" in each["data"] for each in spec["layer"])


@pytest.mark.parametrize(
    "wrong",
    [
        layer([], mark("line", colour="#000000"), x=quantitative("a")),
        layer([], mark("lines"), x=quantitative("a")),
        layer([], mark("line"), x=quantitative("a", scales={})),
        layer([], mark("line"), x=quantitative("a"), across=value(0)),
    ],
)
def test_the_check_finds_a_key_or_a_mark_that_vega_lite_does_not_have(wrong: Spec) -> None:
    with pytest.raises(ValidationError):
        check(chart([wrong], LIGHT, "in words", height=10))


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_every_part_is_valid_where_it_is_meant_to_stand(palette: Palette) -> None:
    data = rows([{"a": 1, "b": 2, "name": "x"}])
    parts = layer(
        data,
        mark("bar", color=palette.blue),
        x=quantitative("a"),
        x2=until("b"),
        y=nominal("name"),
        opacity=where("datum.a > 1", 0.5, 0.1),
    )
    reported = layer(
        data, mark("point"), x=datum(3), y=value(0), **distinct("name", ["x"], {"x": "red"}, {"x": "square"})
    )
    spec = chart([parts, reported], palette, "in words", height={"step": 20}, title="Title")
    check(spec)
    assert spec["title"] == "Title"
    assert reported["encoding"]["shape"]["legend"] is None, "names stand beside what they mean"


def test_drawing_needs_neither_altair_nor_streamlit() -> None:
    imports = "; ".join(f"import {name}" for name in (*MODULES, "playbook.documents.report.charts"))
    script = (
        f"import sys; {imports}; sys.exit(bool(dict.fromkeys(('altair', 'streamlit')).keys() & sys.modules.keys()))"
    )
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode == 0
