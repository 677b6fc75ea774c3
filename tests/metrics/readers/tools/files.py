"""Small files of every tool in the shape that the tool documents or writes, made here by hand."""

import io
import json
import zipfile
import zlib
from typing import Any

import pyarrow as pa

from metrics.readers.tools.shared.given import given
from metrics.readers.tools.shared.measures import Measure, Measures
from metrics.readers.tools.table import read

Json = dict[str, Any]


def found(document: object, name: str = "file") -> Measures:
    """What is read from a document, or from text or bytes as they stand."""
    if isinstance(document, bytes):
        content = document
    else:
        content = (document if isinstance(document, str) else json.dumps(document)).encode()
    measures = read(given(name, content))
    assert measures is not None
    return measures


def one(file: Measures, name: str, **parts: str) -> Measure:
    """The only measure of a name whose parts hold these; without any, the one that has no parts first."""
    named = [m for m in file.measures if m.name == name and parts.items() <= dict(m.parts).items()]
    assert named, f"no {name} {parts} among {[(m.name, dict(m.parts)) for m in file.measures]}"
    return min(named, key=lambda measure: len(measure.parts))


def promptfoo_result(place: int, *, passed: bool = True, **more: Any) -> Json:
    usage = {"total": 40, "prompt": 30, "completion": 10, "numRequests": 1}
    result = {
        "id": f"r{place}", "testIdx": place, "promptIdx": 0, "success": passed, "score": float(passed),
        "latencyMs": 500 + place, "cost": 0.001, "failureReason": 0 if passed else 1,
        "provider": {"id": "openai:gpt-4o-mini", "label": ""}, "response": {"tokenUsage": usage},
        "gradingResult": {"pass": passed, "score": float(passed), "reason": ""},
    }  # fmt: skip
    return result | more


def promptfoo(results: list[Json], *, stats: Json | None = None, prompts: list[Json] | None = None) -> Json:
    errors = sum(one["failureReason"] == 2 for one in results)
    passed = sum(one["success"] for one in results)
    counts = {"successes": passed, "failures": len(results) - passed - errors, "errors": errors}
    return {
        "evalId": "eval-abc-2026-11-03T09:00:00",
        "results": {
            "version": 3, "timestamp": "2026-11-03T09:00:00.000Z", "results": results,
            "prompts": prompts or [{"provider": "openai:gpt-4o-mini", "label": "p1"}],
            "stats": counts | {"tokenUsage": {"total": 0, "prompt": 0, "completion": 0}} | (stats or {}),
        },
        "config": {"description": "support"},
    }  # fmt: skip


def inspect_log(values: list[Any], **more: Any) -> Json:
    known = [value for value in values if value is not None]
    numbers = [{"C": 1.0, "I": 0.0, "P": 0.5}.get(value, value) for value in known]
    mean = sum(numbers) / len(numbers) if numbers else 0.0
    stderr = (mean * (1 - mean) / max(len(numbers) - 1, 1)) ** 0.5
    metrics = {name: {"name": name, "value": value} for name, value in (("accuracy", mean), ("stderr", stderr))}
    usage = {"input_tokens": 620, "output_tokens": 20, "total_tokens": 640}
    log = {
        "version": 2, "status": "success",
        "eval": {
            "task": "popularity", "model": "openai/gpt-4o-mini", "created": "2026-11-05T15:18:04-05:00",
            "dataset": {"name": "popularity", "samples": 100}, "scorers": [{"name": "match"}],
        },
        "plan": {"steps": []},
        "results": {
            "total_samples": len(values), "completed_samples": len(values),
            "scores": [{"name": "match", "scorer": "match", "metrics": metrics}],
        },
        "stats": {"completed_at": "2026-11-05T15:18:08-05:00", "model_usage": {"openai/gpt-4o-mini": usage}},
        "samples": [
            {"id": place + 1, "epoch": 1, "scores": {"match": {"value": value}} if value is not None else {}}
            for place, value in enumerate(values)
        ],
    }  # fmt: skip
    return log | more


def eval_file(
    log: Json, *, samples: list[Json] | None = None, summaries: list[Json] | None = None, stored: bool = False
) -> bytes:
    """A log as Inspect writes it: a ZIP, deflated unless its members are to be `stored`."""
    written = io.BytesIO()
    listed = log.get("samples", []) if samples is None else samples
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("header.json", json.dumps({key: value for key, value in log.items() if key != "samples"}))
        archive.writestr("summaries.json", json.dumps(listed if summaries is None else summaries))
        for place, sample in enumerate(listed):
            archive.writestr(f"samples/{place + 1}_epoch_1.json", json.dumps(sample))
    return written.getvalue()


def packed_with_zstandard(archive_bytes: bytes) -> bytes:
    """The same archive as Inspect writes it where Zstandard is asked for: way to pack 93."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive_bytes)) as plain, zipfile.ZipFile(written, "w") as archive:
        for name in plain.namelist():
            content = plain.read(name)
            archive.writestr(name, pa.compress(content, codec="zstd", asbytes=True))
            info = archive.getinfo(name)
            info.compress_type, info.file_size, info.CRC = 93, len(content), zlib.crc32(content)
    return written.getvalue()


def lm_eval(tasks: dict[str, tuple[float, float, int, int]]) -> Json:
    """Results by task: value, standard error, samples that ran, samples there are."""
    return {
        "results": {
            task: {"alias": task, "exact_match,none": value, "exact_match_stderr,none": stderr}
            for task, (value, stderr, _, _) in tasks.items()
        },
        "group_subtasks": {task: [] for task in tasks},
        "configs": {task: {"task": task} for task in tasks},
        "versions": dict.fromkeys(tasks, 1.0),
        "n-samples": {task: {"original": of, "effective": n} for task, (_, _, n, of) in tasks.items()},
        "higher_is_better": {task: {"exact_match": True} for task in tasks},
        "model_name": "org/model",
        "date": 1768964383.86,
        "total_evaluation_time_seconds": "2677.7320792819373",
    }


def deepeval(scores: list[Any], *, cost: float | None = None) -> Json:
    metric = {"name": "Hallucination", "threshold": 0.5, "evaluationModel": "judge-1"}
    cases = [
        {
            "name": f"t{place}", "success": score is not None and score <= 0.5, "runDuration": 5.3,
            "metricsData": [
                metric
                | {"score": score, "success": score is not None and score <= 0.5, "evaluationCost": cost}
                | ({"error": "no answer"} if score is None else {})
            ],
        }
        for place, score in enumerate(scores)
    ]  # fmt: skip
    return {"testRunData": {"testCases": cases, "conversationalTestCases": [], "metricsScores": []}}


def helm(mean: float, instances: int | None, *, trials: int = 1) -> list[Json]:
    stats = [{"name": {"name": "exact_match", "split": "test"}, "count": trials, "sum": mean * trials, "mean": mean}]
    if instances is not None:
        name = {"name": "num_instances", "split": "test"}
        stats.append({"name": name, "count": 1, "sum": instances, "mean": float(instances)})
    return stats


def spend(place: int, **more: Any) -> Json:
    request = {
        "request_id": f"r{place}", "call_type": "acompletion", "spend": 0.004, "total_tokens": 400,
        "prompt_tokens": 300, "completion_tokens": 100, "startTime": "2026-11-02T23:30:00.000Z",
        "endTime": "2026-11-02T23:30:02.100Z", "model": "gpt-x", "cache_hit": "False", "status": "success",
        "request_duration_ms": 2100,
    }  # fmt: skip
    return request | more


def lines(records: list[Json]) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)
