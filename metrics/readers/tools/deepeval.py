"""DeepEval: `.latest_test_run.json`, a test run of `deepeval test run`, and the results of `evaluate()`."""

import re
from collections.abc import Sequence
from hashlib import sha256
from math import fsum

from metrics.readers.tools import wording
from metrics.readers.tools.shared.given import Given, damaged
from metrics.readers.tools.shared.measures import Case, Measure, Measures, latency_measures, mean_of, share_of
from metrics.readers.tools.shared.values import Record, amount, number, record, records, spoken, text, truth, whole

TOOL = "DeepEval"
_MODEL_KEYS = {"model", "model_name", "llm", "llm_model"}
_NAME = re.compile(r"[\w.-]{1,80}")


def read(given: Given) -> Measures:
    """Reads the test cases with each metric's score; what `evaluationCost` tells is what the judge cost."""
    document = record(given.document)
    run = record(document.get("testRunData")) or document
    if not any(isinstance(_of(run, key), list) for key in ("testCases", "conversationalTestCases", "testResults")):
        raise damaged(given.name, TOOL, "the list of test cases is missing")
    listed = [one for key in ("testCases", "conversationalTestCases", "testResults") for one in records(_of(run, key))]
    cases = [_case(one, place) for place, one in enumerate(listed)]
    metrics = [metric for one in listed for metric in records(_of(one, "metricsData"))]
    judges = sorted({text(_of(metric, "evaluationModel")) for metric in metrics} - {""})
    notes = [wording.NO_DAY]
    measures = [*_pass_rate(cases), *_metrics(listed, notes)]
    if judges or any(amount(_of(metric, "evaluationCost")) for metric in metrics) or amount(_of(run, "evaluationCost")):
        cost = amount(_of(run, "evaluationCost"))
        spent = f" (${wording.money(cost)})" if cost else ""
        notes.append(f"evaluationCost{spent} is the judge's, not the product's")
    costs = [case.cost for case in cases if case.cost is not None]
    if costs:
        known = len(costs) == len(cases)
        why = "" if known else wording.not_priced(len(cases) - len(costs), len(cases), fsum(costs), "cases")
        measures.append(Measure("cost", fsum(costs) if known else None, "USD", n=len(costs), why=why))
    measures += latency_measures([case.latency for case in cases if case.latency is not None])
    if len(cases) == 1:
        notes.append(wording.ONE_CASE)
    counts = {
        "cases": len(cases),
        "passed": sum(case.passed is True for case in cases),
        "failed": sum(case.passed is False for case in cases),
        "errors": sum(bool(case.error) for case in cases),
    }
    return Measures(
        TOOL,
        "test run",
        given.name,
        models=_models(run),
        candidate={"judge": ", ".join(judges)} if judges else {},
        measures=tuple(measures),
        cases=tuple(cases),
        counted=counts,
        cost_known=bool(costs) and len(costs) == len(cases) if costs else None,
        notes=tuple(notes),
        refused=_refused(run, cases),
        complete=not counts["errors"],
        scorers=_scorers(metrics),
        data=text(_of(run, "datasetAlias") or _of(run, "testFile")),
        digest=given.digest,
        of_candidate=True,
        prompts=_prompts(run),
    )


def _models(run: Record) -> tuple[str, ...]:
    """The models that were tested, as the run's hyperparameters name them, else its prompts; never the judge's."""
    given = record(_of(run, "hyperparameters"))
    values = [value for key, value in given.items() if re.sub(r"[ -]", "_", str(key).casefold()) in _MODEL_KEYS]
    named = [text(value) or text(record(value).get("name")) for value in values]
    if not any(named):
        named = [text(record(_of(prompt, "modelSettings")).get("name")) for prompt in records(_of(run, "prompts"))]
    return tuple(dict.fromkeys(name for name in named if name))


def _prompts(run: Record) -> tuple[str, ...]:
    """Prompts of the run by their aliases and the digests of their texts."""
    named = [(text(one.get("alias")), _of(one, "textTemplate")) for one in records(_of(run, "prompts"))]
    return tuple(
        dict.fromkeys(
            f"{alias}@{sha256(said.encode()).hexdigest()}"
            for alias, said in named
            if isinstance(said, str) and said and _NAME.fullmatch(alias)
        )
    )


def _of(entry: Record, key: str) -> object:
    """A value by its key, written as in the file of a run (`metricsData`) or as in Python (`metrics_data`)."""
    if key in entry:
        return entry[key]
    return entry.get("".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in key))


def _case(one: Record, place: int) -> Case:
    metrics = records(_of(one, "metricsData"))
    scores = {text(_of(metric, "name")): _score(metric) for metric in metrics}
    failed_metrics = [text(_of(metric, "error")) for metric in metrics if text(_of(metric, "error"))]
    success = truth(_of(one, "success"))
    if metrics and all(score is None for score in scores.values()):
        success = None  # nothing was judged: every metric was skipped
    seconds, cost = amount(_of(one, "completionTime")), amount(_of(one, "tokenCost"))
    return Case(
        text(_of(one, "name")) or str(place),
        scores,
        None if failed_metrics else success,
        cost=cost or None,
        latency=seconds or None,
        error=failed_metrics[0] if failed_metrics else "",
        question=spoken(_of(one, "input")),
        answer=spoken(_of(one, "actualOutput")),
    )


def _score(metric: Record) -> float | None:
    if text(_of(metric, "error")) or truth(_of(metric, "skipped")) is True:
        return None
    return number(_of(metric, "score"))


def _pass_rate(cases: Sequence[Case]) -> list[Measure]:
    passed, failed = (sum(case.passed is wanted for case in cases) for wanted in (True, False))
    return [share_of("pass_rate", passed, passed + failed, left_out=len(cases) - passed - failed)]


def _metrics(listed: Sequence[Record], notes: list[str]) -> list[Measure]:
    found: list[Measure] = []
    by_name: dict[str, list[Record]] = {}
    for one in listed:
        for metric in records(_of(one, "metricsData")):
            by_name.setdefault(text(_of(metric, "name")), []).append(metric)
    for name, metrics in by_name.items():
        scores = [score for metric in metrics if (score := _score(metric)) is not None]
        left_out = len(metrics) - len(scores)
        judged = [metric for metric in metrics if _score(metric) is not None]
        passed = sum(truth(_of(metric, "success")) is True for metric in judged)
        failed = sum(truth(_of(metric, "success")) is False for metric in judged)
        parts = {"scorer": name}
        mean = mean_of(name, scores, left_out=left_out, parts=parts)
        if mean.numerator is not None:  # a judge's scores are graded, even where all of them are 0 or 1
            mean = Measure(name, mean.value, "score", n=mean.n, left_out=left_out, parts=parts, why=mean.why)
        found.append(mean)
        found.append(share_of(f"{name} pass rate", passed, passed + failed, left_out=left_out, parts=parts))
        if left_out:
            notes.append(f"{name}: {wording.unscored(left_out, len(metrics), 'error or skipped')}")
    return found


def _refused(run: Record, cases: Sequence[Case]) -> str:
    if not cases:
        return "it holds no test cases"
    reported = [whole(_of(run, key)) for key in ("testPassed", "testFailed")]
    known = [count for count in reported if count is not None]
    if len(known) == 2 and sum(known) > len(cases):
        return f"it speaks of {sum(known):,} test cases, and {len(cases):,} are in the file"
    return ""


def _scorers(metrics: Sequence[Record]) -> dict[str, str]:
    found: dict[str, str] = {}
    for metric in metrics:
        threshold, judge = number(_of(metric, "threshold")), text(_of(metric, "evaluationModel"))
        said = [f"threshold {threshold:g}" if threshold is not None else "", f"judge {judge}" if judge else ""]
        found[text(_of(metric, "name"))] = ", ".join(part for part in said if part)
    return found
