"""The table of tools: what each one's files are recognized by, and the module that reads them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date
from importlib import import_module

from metrics.readers.tools import nps, ragas
from metrics.readers.tools.shared.given import Broken, Format, Given, damaged
from metrics.readers.tools.shared.measures import Measures
from metrics.readers.tools.shared.values import at, day_of, moment, record

PULLED = "pulled"
"""The key under which a pull says which days its joined pages are of."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of file of one tool. `markers` are lists of keys (paths into a document, headings, names in an
    archive); a file has the shape where all of one list are in it, and `only` says so too. One that ends in `*` is a
    beginning."""

    tool: str
    format: Format
    module: str
    markers: tuple[str, ...]
    read: str = "read"
    listed: bool = False
    """True where the signs are those of each record of a list."""
    only: Callable[[Given], bool] | None = None


def _means_only(given: Given) -> bool:
    document = record(given.document)
    known = [key for key in document if str(key).partition("(")[0] in ragas.MEASURED]
    return bool(known) and len(known) == len(document)


def _is_ragas(given: Given) -> bool:
    keys = given.header if given.format is Format.TABLE else tuple(str(key) for key in given.records[0])
    return any(re.split(r"\(", key)[0].strip().casefold() in ragas.IN_TABLES for key in keys)


def _is_nps(given: Given) -> bool:
    plain = {title.casefold() for title in given.header}
    named = nps.column_of(given.header, nps.SCORES)
    if named is None or nps.column_of(given.header, nps.MOMENTS) is None or plain & {"metric", "product", "week"}:
        return False
    return named.casefold() not in {"score", "rating"} or bool(
        plain & {"response_id", "respondent_id", "response id", "comment", "feedback", "user_id", "respondent", "id"}
    )


def _is_grafana(given: Given) -> bool:
    titles = [title.casefold() for title in given.header]
    return len(titles) >= 2 and titles[0] in {"time", "series"} and "time" in titles and b'"' in given.start[:16]


def _is_candidate(given: Given) -> bool:
    status = "Status" in given.header or re.search(rb"\[(?:PASS|FAIL|ERROR)\]", given.start) is not None
    return status and any(re.match(r"\ufeff?\[[^\]]+\]", title) for title in given.header)


def _is_history(given: Given) -> bool:
    listed = record(given.document).get("metrics")
    keys = record(listed[0]).keys() if isinstance(listed, list) and listed else record(listed).keys()
    return {"key", "value", "timestamp"} <= keys


def _is_rows(given: Given) -> bool:
    data = record(given.document).get("data")
    keys = [str(key) for key in record(data[0])] if isinstance(data, list) and data else []
    return any(re.fullmatch(r"(sum|avg|count|min|max|p50|p75|p90|p95|p99|uniq)_[a-z]\w*", key) for key in keys)


def _says_anthropic(given: Given) -> bool:
    return _first_of(given, "data", {"starting_at", "results"})


def _says_langfuse(given: Given) -> bool:
    return _first_of(given, "data", {"date", "usage"}) or _first_of(given, "data", {"date", "countTraces"})


def _says_openai(given: Given) -> bool:
    return _first_of(given, "data", {"start_time", "results"}) or _first_of(given, "data", {"start_time", "result"})


def _first_of(given: Given, path: str, keys: set[str]) -> bool:
    listed = at(given.document, path)
    return isinstance(listed, list) and bool(listed) and keys <= record(listed[0]).keys()


def _is_activity(given: Given) -> bool:
    listed = record(given.document).get("results")
    return isinstance(listed, list) and bool(listed) and "spend" in record(record(listed[0]).get("metrics"))


def _is_statistic(given: Given) -> bool:
    return bool(given.records) and "name" in record(given.records[0].get("name"))


def _is_lm_eval(given: Given) -> bool:
    tasks = record(record(given.document).get("results"))
    return any(
        "alias" in record(values) or any("," in str(key) or f"{key}_stderr" in record(values) for key in record(values))
        for values in tasks.values()
    )


def _is_test_run(given: Given) -> bool:
    document = record(given.document)
    run = record(document.get("testRunData")) or document
    listed = next((run[key] for key in ("testCases", "test_cases", "testResults", "test_results") if key in run), None)
    if not isinstance(listed, list):
        return "testRunData" in document
    if not listed:
        return "testRunData" in document or "metricsScores" in run
    return any(key in record(listed[0]) for key in ("metricsData", "metrics_data"))


D, T = Format.DOCUMENT, Format.TABLE
SHAPES: tuple[Shape, ...] = (
    Shape("kept run", D, "kept_run", ("kept_run, cases",)),
    Shape("Inspect", Format.ARCHIVE, "inspect_archive", ("header.json", "_journal/start.json")),
    Shape("JUnit", Format.MARKUP, "junit", ("testsuites", "testsuite")),
    Shape("Inspect", D, "inspect_log", ("eval.task, plan", "eval.task, status", "eval.model, status")),
    Shape(
        "promptfoo",
        D,
        "promptfoo",
        (
            "results.results, results.stats",
            "results.results, results.prompts",
            "evalId, results",
            "results.results, config",
            "results, stats.successes",
        ),
    ),
    Shape(
        "DeepEval",
        D,
        "deepeval",
        ("testCases", "testRunData", "testResults", "test_results", "test_cases"),
        only=_is_test_run,
    ),
    Shape(
        "lm-eval",
        D,
        "lm_eval",
        ("results, n-shot", "results, versions", "results, n-samples", "results, configs"),
        only=_is_lm_eval,
    ),
    Shape("HELM", D, "helm", ("scenario_spec, adapter_spec",), "read_specification"),
    Shape("OpenTelemetry", D, "opentelemetry", ("resourceMetrics",)),
    Shape("Prometheus", D, "prometheus", ("data.resultType", "status, errorType, error")),
    Shape("Datadog", D, "datadog", ("series, from_date", "series, query", "series, res_type", "series, resp_version")),
    Shape("CloudWatch", D, "cloudwatch", ("MetricDataResults",)),
    Shape("CloudWatch", D, "cloudwatch", ("Datapoints, Label",), "read_statistics"),
    Shape("MLflow", D, "mlflow", ("metrics",), "read_history", only=_is_history),
    Shape(
        "MLflow", D, "mlflow", ("runs",), "read_search", only=lambda given: _first_of(given, "runs", {"info", "data"})
    ),
    Shape("W&B", D, "wandb", ("_runtime, _timestamp", "_step, _timestamp", "_wandb, _runtime", "_step, _runtime")),
    Shape("LiteLLM", D, "litellm", ("results",), "read_activity", only=_is_activity),
    Shape("Langfuse", D, "langfuse", ("data",), only=_says_langfuse),
    Shape("Langfuse", D, "langfuse", ("data",), "read_rows", only=_is_rows),
    Shape("Anthropic", D, "anthropic_usage", ("data",), only=_says_anthropic),
    Shape("OpenAI", D, "openai_usage", ("data",), only=_says_openai),
    Shape("Ragas", D, "ragas", ("",), "read_means", only=_means_only),
    Shape("HELM", D, "helm", ("instance_id, stats",), "read_instances", listed=True),
    Shape("HELM", D, "helm", ("name, count",), listed=True, only=_is_statistic),
    Shape("lm-eval", D, "lm_eval", ("doc_id, filtered_resps", "doc_id, resps"), "read_samples", listed=True),
    Shape(
        "LiteLLM", D, "litellm", ("spend, startTime", "spend, call_type", "call_type, startTime, api_key"), listed=True
    ),
    Shape(
        "Helicone",
        D,
        "helicone",
        ("request_created_at", "response_status, delay_ms", "request_id, costUSD"),
        listed=True,
    ),
    Shape("Ragas", D, "ragas", ("user_input, response", "question, answer", "user_input"), listed=True, only=_is_ragas),
    Shape("promptfoo", D, "promptfoo", ("promptIdx, testIdx", "promptIdx, gradingResult"), "read_lines", listed=True),
    Shape("promptfoo", T, "promptfoo_table", ("",), only=_is_candidate),
    Shape("MLflow", T, "mlflow", ("run_id, metrics.*", "run_id, experiment_id")),
    Shape("LiteLLM", T, "litellm", ("Date, Spend ($), Requests",), "read_export"),
    Shape(
        "Anthropic",
        T,
        "anthropic_usage",
        ("usage_date_utc, cost_usd", "usage_date_utc, usage_output_tokens"),
        "read_console",
    ),
    Shape("FOCUS", T, "focus", ("BilledCost, ChargePeriodStart", "EffectiveCost, ChargePeriodStart")),
    Shape("Ragas", T, "ragas", ("user_input", "question, answer", "question, contexts"), only=_is_ragas),
    Shape("NPS survey", T, "nps", ("",), only=_is_nps),
    Shape("Grafana", T, "grafana", ("",), only=_is_grafana),
)
"""Asked in this order; the plain ones come last."""


def shape_of(given: Given) -> Shape | None:
    """The first shape that a file has; None for a file of no tool that is known. Raises Broken for what is damaged."""
    return next((shape for shape in SHAPES if shape.format is given.format and _has(given, shape)), None)


def _keys(markers: str) -> list[str]:
    return [marker for marker in markers.split(", ") if marker]


def _has(given: Given, shape: Shape) -> bool:
    if not any(all(_is_there(given, shape, marker) for marker in _keys(markers)) for markers in shape.markers):
        return False
    return shape.only is None or shape.only(given)


def _is_there(given: Given, shape: Shape, marker: str) -> bool:
    if shape.format is Format.ARCHIVE:
        return marker in given.members
    if shape.format is Format.MARKUP:
        return re.search(rb"<(?:\w+:)?" + marker.encode() + rb"[\s/>]", given.start) is not None
    if shape.format is Format.TABLE:
        titles = {title.lstrip("\ufeff") for title in given.header}
        return any(title.startswith(marker[:-1]) for title in titles) if marker.endswith("*") else marker in titles
    if shape.listed:
        return bool(given.records) and marker in given.records[0]
    document = (
        given.document[0]
        if isinstance(given.document, list) and given.document and shape.tool == "OpenTelemetry"
        else given.document
    )
    keys = marker.split(".")
    parent = at(document, ".".join(keys[:-1])) if len(keys) > 1 else document
    return isinstance(parent, Mapping) and keys[-1] in parent


def read(given: Given) -> Measures | None:
    """What a tool's file holds; None where it is of no tool that is known here. Raises Problems that name the tool."""
    try:
        shape = shape_of(given)
    except Broken as broken:
        tool = _looks_like(given)
        if tool is None:
            return None
        raise damaged(given.name, tool, broken.found) from None
    if shape is None:
        return None
    reader: Callable[[Given], Measures] = getattr(import_module(f"metrics.readers.tools.{shape.module}"), shape.read)
    try:
        found = reader(given)
    except Broken as broken:
        raise damaged(given.name, shape.tool, broken.found) from None
    return replace(found, covers=_covers(given)) if shape.format is Format.DOCUMENT else found


def _covers(given: Given) -> tuple[date, date] | None:
    """The days that a pull asked for and got whole, as it wrote beside the pages it joined."""
    days = record(record(given.document).get(PULLED))
    first, last = (day_of(moment(days.get(key)), UTC) for key in ("first", "last"))
    return None if first is None or last is None else (first, last)


def _looks_like(given: Given) -> str | None:
    """The tool whose keys stand in a text that cannot be parsed."""
    text = given.text[:2_000_000]
    for shape in SHAPES:
        if shape.format is not Format.DOCUMENT:
            continue
        for markers in shape.markers:
            keys = [key for marker in _keys(markers) for key in marker.split(".")]
            if len(keys) >= 2 and all(f'"{key}"' in text for key in keys):
                return shape.tool
    for tool, marks in _MARKS.items():
        if all(f'"{mark}"' in text for mark in marks):
            return tool
    return None


_MARKS = {
    "Inspect": ("eval", "task", "model"),
    "promptfoo": ("evalId",),
    "DeepEval": ("metricsData",),
    "lm-eval": ("exact_match,none",),
    "Langfuse": ("countTraces",),
    "Anthropic": ("starting_at",),
    "OpenAI": ("start_time", "bucket"),
    "LiteLLM": ("metrics", "spend"),
    "Helicone": ("request_created_at",),
    "CloudWatch": ("MetricDataResults",),
    "OpenTelemetry": ("resourceMetrics",),
    "Prometheus": ("resultType",),
    "Datadog": ("series",),
    "MLflow": ("metrics", "timestamp"),
    "W&B": ("_step",),
}
"""Keys that name a tool even where the rest of its file is lost."""
