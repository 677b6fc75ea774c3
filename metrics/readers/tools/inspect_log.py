"""Inspect: a log as one JSON document, and what a log says whichever way it was written."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import fsum, isclose

from metrics.readers.tools import wording
from metrics.readers.tools.inspect_samples import Samples, add_sample
from metrics.readers.tools.inspect_scores import MEANS, of_group, reduced, scores_by_case
from metrics.readers.tools.shared.given import Given, damaged
from metrics.readers.tools.shared.measures import (
    Case,
    Measure,
    Measures,
    latency_measures,
    mean_of,
    proportion_from,
    too_many_left_out,
)
from metrics.readers.tools.shared.values import (
    Record,
    amount,
    at,
    day_of,
    moment,
    number,
    record,
    records,
    text,
    whole,
)

TOOL = "Inspect"
_JUDGED = ("model_graded", "model_graded_qa", "model_graded_fact")


def read(given: Given) -> Measures:
    """Reads a log of `inspect log dump` or one written as JSON."""
    log = record(given.document)
    samples = Samples()
    listed = log.get("samples")
    for sample in listed if isinstance(listed, list) else ():
        add_sample(samples, sample)
    return measures_of(given, log, samples if log.get("samples") is not None else None)


def measures_of(given: Given, log: Record, samples: Samples | None) -> Measures:
    """What a log says: `samples` is None where it was written without them."""
    spec = record(log.get("eval"))
    if not spec:
        raise damaged(given.name, TOOL, "what was run ('eval') is missing")
    if (version := whole(log.get("version"))) is not None and version > 2:
        raise damaged(given.name, TOOL, f"its version {version} is not known here", "export it with an older Inspect")
    results, stats = record(log.get("results")), record(log.get("stats"))
    when = moment(stats.get("completed_at")) or moment(spec.get("created")) or moment(stats.get("started_at"))
    day = day_of(when, given.zone)
    cases = samples.cases if samples is not None else []
    notes: list[str] = []
    refused = _refused(log, results, cases, samples)
    judged = _judges(spec)
    measures = _scores(results, cases, day, notes, spec) if not refused else []
    measures += _usage(stats, spec, judged, day, notes)
    if judged[0] or judged[1]:
        notes.append("the time of a sample holds the judge's time, so it is no latency of the product")
        cases = [replace(case, latency=None) for case in cases]
    measures += latency_measures([case.latency for case in cases if case.latency is not None and not case.error], day)
    errors = sum(bool(case.error) for case in cases)
    total = whole(results.get("total_samples"))
    done = whole(results.get("completed_samples"))
    _say_what_is_missing(spec, total, done, cases, samples, notes)
    of_set, ran = whole(at(spec, "dataset.samples")), _ids(spec, cases)
    if of_set and ran and ran < of_set:
        notes.append(wording.subset(ran, of_set))
    epochs = whole(at(spec, "config.epochs")) or 1
    several = len({case.case_id for case in cases}) if epochs > 1 and cases else None
    counts = {"cases": several or (done if done is not None else len(cases))} | ({"errors": errors} if errors else {})
    complete = not errors and (total is None or done is None or done >= total) and not refused
    if counts["cases"] == 1:
        notes.append(wording.ONE_CASE)
    return Measures(
        TOOL,
        "log",
        given.name,
        when,
        (text(spec.get("model")),) if text(spec.get("model")) else (),
        _candidate(spec),
        tuple(measures),
        tuple(cases),
        counts,
        None,
        tuple(notes),
        refused,
        complete,
        _scorers(spec, judged),
        _data(spec),
        given.digest,
        of_candidate=True,
    )


def _refused(log: Record, results: Record, cases: Sequence[Case], samples: Samples | None) -> str:
    status = text(log.get("status"))
    if log.get("invalidated") is True:
        return "somebody marked the log as invalid"
    done = whole(results.get("completed_samples"))
    so_far = len(cases) or done or 0
    if status != "success":
        return wording.failed_run(status or "none", f"{so_far:,} samples are in the file" if so_far else "")
    if not results:
        return "it holds no results"
    if not records(results.get("scores")):
        return "it holds no scores"
    if samples is not None and cases and done is not None and len(cases) < done:
        return f"it speaks of {done:,} samples, and {len(cases):,} are in the file"
    return ""


def _say_what_is_missing(
    spec: Record, total: int | None, done: int | None, cases: Sequence[Case], samples: Samples | None, notes: list[str]
) -> None:
    if total is not None and done is not None and done < total:
        notes.append(wording.missing(done, total, "samples"))
    if samples is None or not cases:
        notes.append("the samples are not in the file, so there is nothing case by case")
    epochs = whole(at(spec, "config.epochs")) or 1
    if epochs > 1:
        notes.append(wording.repeated(epochs))


def _ids(spec: Record, cases: Sequence[Case]) -> int:
    listed = at(spec, "dataset.sample_ids")
    return len({case.case_id for case in cases}) or (len(listed) if isinstance(listed, list) else 0)


def _scores(results: Record, cases: Sequence[Case], day: date | None, notes: list[str], spec: Record) -> list[Measure]:
    found: list[Measure] = []
    for score in records(results.get("scores")):
        scorer = text(score.get("scorer") or score.get("name"))
        by_case = scores_by_case(cases, text(score.get("name"))) or scores_by_case(cases, scorer)
        for key, metric in record(score.get("metrics")).items():
            name = text(record(metric).get("name") or key).rpartition("/")[2]
            if name in {"stderr", "std", "var"} or name.startswith("bootstrap"):
                continue
            value = number(record(metric).get("value"))
            parts = {"task": text(spec.get("task")).rpartition("/")[2], "scorer": text(score.get("name")) or scorer}
            if text(record(metric).get("group")):
                found.append(of_group(name, value, record(metric), by_case, cases, parts, day))
                continue
            reducer = text(score.get("reducer"))
            if reducer not in {"", "mean"}:  # of the runs of a sample not their mean: only the log knows it
                ids = len({case.case_id for case in cases}) or None
                parts["reducer"] = reducer
                found.append(reduced(name, value, ids, number(at(score, "metrics.stderr.value")), parts, day))
                continue
            found.append(_measure(name, value, by_case, score, results, cases, parts, day, notes))
    return found


def _measure(
    name: str,
    value: float | None,
    by_case: Mapping[str, float],
    score: Record,
    results: Record,
    cases: Sequence[Case],
    parts: dict[str, str],
    day: date | None,
    notes: list[str],
) -> Measure:
    scored = whole(score.get("scored_samples"))
    unscored = whole(score.get("unscored_samples")) or 0
    n = scored if scored is not None else whole(results.get("completed_samples"))
    spread = number(at(score, "metrics.stderr.value"))
    if value is None:
        return Measure(name, None, "score", first=day, last=day, parts=parts, why="its value is no number")
    if by_case and name in MEANS:
        ids = len({case.case_id for case in cases})
        left_out = max(unscored, ids - len(by_case))
        mean = mean_of(name, list(by_case.values()), left_out=left_out, day=day, parts=parts, some=True)
        if left_out:
            notes.append(wording.unscored(left_out, ids))
        if mean.value is None or not isclose(mean.value, value, rel_tol=1e-3, abs_tol=1e-4):
            why = f"the log says {value:g}, and its samples come to {mean.value or 0:g}"
            return Measure(name, None, "score", n=mean.n, left_out=left_out, first=day, last=day, parts=parts, why=why)
        if why := too_many_left_out(len(by_case), left_out):
            return Measure(
                name, None, mean.unit, n=mean.n, left_out=left_out, first=day, last=day, parts=parts, why=why
            )
        mean = replace(mean, stderr=spread)
        if mean.numerator is None and (said := wording.no_proportion(parts["scorer"])) not in notes:
            notes.append(said)
        return mean
    if unscored:
        notes.append(wording.unscored(unscored, unscored + (n or 0)))
    k = proportion_from(value, n, spread) if name in MEANS else None
    unit = "share" if k is not None else "score"
    return Measure(
        name, value, unit, k, float(n) if k is not None and n else None, n, unscored, day, day, parts, "", spread
    )


def _judges(spec: Record) -> tuple[set[str], bool]:
    """Models that judge, and whether the product's own model may be one of them."""
    model = text(spec.get("model"))
    roles = record(spec.get("model_roles"))
    named = {text(record(role).get("model")) or text(role) for role in roles.values()}
    graded = False
    for scorer in records(spec.get("scorers")):
        if text(scorer.get("name")).rpartition("/")[2].startswith(_JUDGED):
            judge = text(at(scorer, "options.model")) or text(record(roles.get("grader")).get("model"))
            named.add(judge)
            graded |= not judge or judge == model
    named.discard("")
    return named - {model}, graded or model in named


def _usage(
    stats: Record, spec: Record, judged: tuple[set[str], bool], day: date | None, notes: list[str]
) -> list[Measure]:
    model, usage = text(spec.get("model")), record(stats.get("model_usage"))
    judges, mixed = judged
    others = [name for name in usage if name != model]
    if others:
        tokens = fsum(amount(record(usage[name]).get("total_tokens")) or 0 for name in others)
        whose = "the judge" if set(others) <= judges else "other models"
        notes.append(f"{tokens:,.0f} tokens of {whose} ({', '.join(others[:3])}) are not counted as the product's")
    own = dict(record(usage.get(model)))
    if not own:
        return []
    role = record(record(stats.get("role_usage")).get("grader"))
    if mixed and not role:
        why = f"{model} also judges, and its tokens as the judge cannot be told apart"
        return [Measure("tokens", None, "tokens", first=day, last=day, parts={"model": model}, why=why)]
    found = []
    for name, key in (
        ("tokens", "total_tokens"),
        ("input_tokens", "input_tokens"),
        ("output_tokens", "output_tokens"),
        ("cache_read_tokens", "input_tokens_cache_read"),
        ("cache_write_tokens", "input_tokens_cache_write"),
    ):
        value = amount(own.get(key))
        if value is None:
            continue
        value -= (amount(role.get(key)) or 0) if mixed else 0
        found.append(Measure(name, value, "tokens", first=day, last=day, parts={"model": model}))
    return found


def _candidate(spec: Record) -> dict[str, str]:
    places = {"task": "task", "commit": "revision.commit", "inspect_ai": "packages.inspect_ai", "run": "run_id"}
    return {key: value for key, place in places.items() if (value := text(at(spec, place)))}


def _data(spec: Record) -> str:
    name = text(at(spec, "dataset.name") or at(spec, "dataset.location")) or text(spec.get("task"))
    return f"{name}, version {text(spec.get('task_version'))}" if spec.get("task_version") else name


def _scorers(spec: Record, judged: tuple[set[str], bool]) -> dict[str, str]:
    found = {
        text(one.get("name")).rpartition("/")[2]: text(at(one, "options.model")) for one in records(spec.get("scorers"))
    }
    if judged[0]:
        found["judge"] = ", ".join(sorted(judged[0]))
    return found
