"""lm-evaluation-harness: the results of a run, and its samples, one on each line."""

import re
from collections.abc import Mapping
from datetime import date

from metrics.readers.tools import wording
from metrics.readers.tools.shared.given import Given, damaged
from metrics.readers.tools.shared.measures import Case, Measure, Measures, mean_of, proportion_from
from metrics.readers.tools.shared.values import Record, at, day_of, moment, number, record, text, whole

TOOL = "lm-eval"
_MADE_UP = re.compile(r"[a-z0-9]{8}")
_NO_METRICS = frozenset({"doc_id", "target", "filter", "doc_hash", "prompt_hash", "target_hash", "idx"})


def read(given: Given) -> Measures:
    """Reads each task's metrics with the number of their samples."""
    document = record(given.document)
    results = record(document.get("results"))
    if not results:
        raise damaged(given.name, TOOL, "its results are missing")
    when = moment(document.get("date"))
    day = day_of(when, given.zone)
    notes: list[str] = []
    measures: list[Measure] = []
    for task, values in results.items():
        measures += _task(str(task), record(values), document, day, notes)
    seconds = number(document.get("total_evaluation_time_seconds"))
    if seconds is not None:
        measures.append(Measure("evaluation_seconds", seconds, "seconds", first=day, last=day))
    if not any(measure.unit != "seconds" for measure in measures):
        raise damaged(given.name, TOOL, "no task has a metric with a number")
    n = [whole(at(document, f"n-samples.{task}.effective")) for task in results]
    known = [count for count in n if count is not None]
    groups = record(document.get("groups"))
    single = [count for task, count in zip(results, n, strict=True) if count is not None and task not in groups]
    model = _model(document)
    return Measures(
        TOOL,
        "results",
        given.name,
        when,
        (model,) if model else (),
        _candidate(document),
        tuple(measures),
        (),
        {"cases": sum(single)} if known else {},
        None,
        tuple(dict.fromkeys(notes)),
        "",
        True,
        {str(task): text(version) for task, version in record(document.get("versions")).items()},
        ", ".join(f"{task} {text(digest)[:12]}" for task, digest in record(document.get("task_hashes")).items()),
        given.digest,
        of_candidate=True,
    )


def _task(task: str, values: Record, document: Record, day: date | None, notes: list[str]) -> list[Measure]:
    samples = record(record(document.get("n-samples")).get(task))
    n, of = whole(samples.get("effective")), whole(samples.get("original"))
    if n is None:
        members = record(document.get("group_subtasks")).get(task)
        sizes = (
            [whole(at(document, f"n-samples.{member}.effective")) for member in members if isinstance(member, str)]
            if isinstance(members, list) and members
            else []
        )
        n = sum(size for size in sizes if size is not None) if sizes and None not in sizes else None
    if n is not None and of is not None and n < of:
        notes.append(f"{task}: {wording.subset(n, of)}")
    if n is None:
        notes.append(f"{task}: {wording.NO_SAMPLE_SIZE}")
    found: list[Measure] = []
    for key, value in values.items():
        metric, _, how = str(key).partition(",")
        if metric in {"alias", "name", "sample_len", "sample_count"} or metric.endswith("_stderr"):
            continue
        number_of = number(value)
        if number_of is None:
            continue
        spread = number(values.get(f"{metric}_stderr,{how}" if how else f"{metric}_stderr"))
        k = proportion_from(number_of, n, spread)
        parts = {"task": task} | ({"filter": how} if how not in {"", "none"} else {})
        if better := record(record(document.get("higher_is_better")).get(task)).get(metric):
            parts["higher_is_better"] = str(better).lower()
        unit = "share" if k is not None else "score"
        found.append(
            Measure(
                metric, number_of, unit, k, float(n) if k is not None and n else None, n, 0, day, day, parts, "", spread
            )
        )
    return found


def _numbers_of(sample: Record) -> list[str]:
    """The metrics of a sample of an older version, which lists no names of them."""
    return [
        str(key)
        for key, value in sample.items()
        if key not in _NO_METRICS and isinstance(value, int | float) and number(value) is not None
    ]


def _model(document: Record) -> str:
    """The model by its name; where no argument names one, the tool makes up a name for its files, which is none."""
    name, argument = text(document.get("model_name")), _from_arguments(document)
    made_up = not argument and _MADE_UP.fullmatch(name)
    return ("" if made_up else name) or argument or text(at(document, "config.model"))


def _from_arguments(document: Record) -> str:
    arguments = at(document, "config.model_args")
    if isinstance(arguments, Mapping):
        return text(arguments.get("pretrained") or arguments.get("model"))
    for part in text(arguments).split(","):
        key, _, value = part.partition("=")
        if key.strip() in {"pretrained", "model"}:
            return value.strip()
    return ""


def _candidate(document: Record) -> dict[str, str]:
    found = {
        "commit": text(document.get("git_hash")),
        "lm_eval": text(document.get("lm_eval_version")),
        "revision": text(at(document, "config.model_sha") or at(document, "config.model_revision")),
        "limit": text(at(document, "config.limit")),
    }
    return {key: value for key, value in found.items() if value}


def read_samples(given: Given) -> Measures:
    """Reads samples case by case; they name neither the model nor the day."""
    cases: list[Case] = []
    filters: dict[str, int] = {}
    for place, one in enumerate(given.records):
        doc = one.get("doc_id")
        if doc is None or isinstance(doc, dict | list):
            raise damaged(given.name, TOOL, f"sample {place + 1} has no doc_id")
        named = one.get("metrics")
        names = [str(name) for name in named] if isinstance(named, list) else _numbers_of(one)
        how = text(one.get("filter"))
        filters[how] = filters.get(how, 0) + 1
        scores = {name: number(one.get(name)) for name in names}
        cases.append(Case(text(doc), scores, cluster=text(at(one, "doc.cluster")) or None, candidate=how))
    notes = [wording.NO_DAY, "samples do not name the model; the results file beside them does"]
    measures: list[Measure] = []
    for how in filters:
        mine = [case for case in cases if case.candidate == how]
        parts = {"filter": how} if how not in {"", "none"} else {}
        for name in dict.fromkeys(key for case in mine for key in case.scores):
            known = [score for case in mine if (score := case.scores.get(name)) is not None]
            measures.append(mean_of(name, known, left_out=len(mine) - len(known), parts=parts))
            if len(known) < len(mine):
                notes.append(f"{name}: {wording.unscored(len(mine) - len(known), len(mine))}")
    data = ",".join(sorted({text(one.get("doc_hash"))[:8] for one in given.records})[:3])
    return Measures(
        TOOL, "samples", given.name, measures=tuple(measures), cases=tuple(cases),
        counted={"cases": len({case.case_id for case in cases})}, notes=tuple(notes), data=data, digest=given.digest,
        refused="" if measures else "no sample has a score",
    )  # fmt: skip
