"""HELM: `stats.json`, `per_instance_stats.json` and `run_spec.json` of a run."""

from collections.abc import Sequence
from math import fsum, isclose

from metrics.readers.tools import wording
from metrics.readers.tools.shared.given import Given, damaged
from metrics.readers.tools.shared.measures import Case, Measure, Measures, latency_measures, mean_of
from metrics.readers.tools.shared.values import Record, amount, at, number, record, records, text, whole

TOOL = "HELM"
_EXACT = ("exact_match", "quasi_exact_match", "prefix_exact_match", "quasi_prefix_exact_match")
_UNITS = {
    "inference_runtime": "seconds", "num_prompt_tokens": "tokens", "num_completion_tokens": "tokens",
    "num_output_tokens": "tokens", "num_instances": "cases",
}  # fmt: skip
_ABOUT_RUN = (
    "num_", "batch_size", "finish_reason", "prompt_truncated", "max_prob", "training_", "logprob", "perplexity",
    "bits_per", "inference_",
)  # fmt: skip
_NO_MODEL = "the file names neither model nor day; run_spec.json beside it names the model"


def read(given: Given) -> Measures:
    """Reads statistics over a run; `count` is of trials, the number of instances stands in a statistic of its own."""
    stats = given.records
    instances = {_place(one): whole(number(one.get("mean"))) for one in stats if _name(one) == "num_instances"}
    measures: list[Measure] = []
    notes = [_NO_MODEL]
    for one in stats:
        count, mean = whole(one.get("count")), number(one.get("mean"))
        if not count or mean is None:
            continue
        measures.append(_measure(one, mean, count, _instances(one, instances)))
    if not measures:
        raise damaged(given.name, TOOL, "no statistic has a mean")
    if not instances:
        notes.append(wording.NO_SAMPLE_SIZE)
    if any("perturbation" in measure.parts for measure in measures):
        notes.append("numbers under a perturbation stand apart from those without")
    measures.sort(key=lambda one: (one.unit not in {"share", "score"}, "perturbation" in one.parts))
    n = max((count for count in instances.values() if count), default=None)
    return Measures(
        TOOL, "statistics", given.name, measures=tuple(measures), notes=tuple(notes), digest=given.digest,
        counted={} if n is None else {"cases": n},
    )  # fmt: skip


def _name(one: Record) -> str:
    return text(record(one.get("name")).get("name"))


def _place(one: Record) -> tuple[str, str]:
    name = record(one.get("name"))
    return text(name.get("split")), text(at(name, "perturbation.name"))


def _instances(one: Record, instances: dict[tuple[str, str], int | None]) -> int | None:
    split, perturbation = _place(one)
    return instances.get((split, perturbation)) or instances.get((split, ""))


def _parts(one: Record) -> dict[str, str]:
    split, perturbation = _place(one)
    found = {"split": split, "perturbation": perturbation, "worst": text(at(one, "name.perturbation.computed_on"))}
    return {key: value for key, value in found.items() if value}


def _measure(one: Record, mean: float, trials: int, n: int | None) -> Measure:
    name, parts = _name(one), _parts(one)
    if name in _UNITS:
        return Measure(name, mean, _UNITS[name], n=None if name == "num_instances" else n, parts=parts)
    if name.partition("@")[0] in _EXACT and n and trials == 1 and isclose(mean * n, round(mean * n), abs_tol=1e-6):
        return Measure(name, mean, "share", float(round(mean * n)), float(n), n, parts=parts)
    return Measure(name, mean, "" if name.startswith(_ABOUT_RUN) else "score", n=n, parts=parts)


def read_instances(given: Given) -> Measures:
    """Reads statistics of each instance, so that every number has its cases."""
    cases: list[Case] = []
    for place, one in enumerate(given.records):
        stats = [stat for stat in records(one.get("stats")) if (whole(stat.get("count")) or 0) > 0]
        scores = {_name(stat): number(stat.get("mean")) for stat in stats if not _name(stat).startswith(_ABOUT_RUN)}
        found = {_name(stat): amount(stat.get("mean")) for stat in stats if _name(stat) in _UNITS}
        if not text(one.get("instance_id")):
            raise damaged(given.name, TOOL, f"instance {place + 1} has no id")
        perturbation = text(at(one, "perturbation.name"))
        tokens = [found.get("num_prompt_tokens"), found.get("num_output_tokens") or found.get("num_completion_tokens")]
        known = [value for value in tokens if value is not None]
        cases.append(
            Case(
                text(one.get("instance_id")) + (f" ({perturbation})" if perturbation else ""),
                scores,
                epoch=(whole(one.get("train_trial_index")) or 0) + 1,
                latency=found.get("inference_runtime") or None,
                tokens=sum(known) if len(known) == 2 else None,
            )
        )
    plain = [case for case, one in zip(cases, given.records, strict=True) if not text(at(one, "perturbation.name"))]
    measures = [*_means(plain), *latency_measures([case.latency for case in plain if case.latency is not None])]
    notes = [_NO_MODEL]
    if len(plain) < len(cases):
        notes.append(f"{len(cases) - len(plain):,} perturbed instances are not in the means")
    return Measures(
        TOOL, "instances", given.name, measures=tuple(measures), cases=tuple(cases), notes=tuple(notes),
        counted={"cases": len({case.case_id for case in plain})}, digest=given.digest,
        refused="" if measures else "no instance has a statistic",
    )  # fmt: skip


def _means(cases: Sequence[Case]) -> list[Measure]:
    found: list[Measure] = []
    for name in dict.fromkeys(key for case in cases for key in case.scores if not key.startswith(_ABOUT_RUN)):
        trials: dict[str, list[float]] = {}
        for case in cases:
            if (score := case.scores.get(name)) is not None:
                trials.setdefault(case.case_id, []).append(score)
        scores = [fsum(values) / len(values) for values in trials.values()]
        left_out = len({case.case_id for case in cases}) - len(scores)
        found.append(mean_of(name, scores, left_out=left_out, parts={"scorer": name}))
    return found


def read_specification(given: Given) -> Measures:
    """A run's specification says what was run, and holds no number."""
    spec = record(given.document)
    model = text(at(spec, "adapter_spec.model"))
    parts = {"task": text(spec.get("name")), "instances": text(at(spec, "adapter_spec.max_eval_instances"))}
    return Measures(
        TOOL, "run specification", given.name, models=(model,) if model else (), candidate=parts, digest=given.digest,
        refused="it says what was run and holds no numbers; send stats.json or per_instance_stats.json",
    )  # fmt: skip
