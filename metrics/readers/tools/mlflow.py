"""MLflow: runs as CSV or as the answer of a search, and the history of a metric."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from metrics.readers.tools.given import Given, damaged
from metrics.readers.tools.measures import Measure, Measures
from metrics.readers.tools.values import day_of, moment, number, text

TOOL = "MLflow"
_NO_N = "runs tell no sample size of their own, so a rate cannot be proven"


def read(given: Given) -> Measures:
    """Reads runs from a CSV; those that did not finish are left out."""
    if not any(title.startswith("metrics.") for title in given.header):
        raise damaged(given.name, TOOL, "no column holds a metric ('metrics.…')")
    runs = [
        (
            text(row.get("run_id")),
            text(row.get("status")),
            moment(row.get("end_time")) or moment(row.get("start_time")),
            {title.removeprefix("metrics."): cell for title, cell in row.items() if title.startswith("metrics.")},
            {
                title.removeprefix("params."): text(cell)
                for title, cell in row.items()
                if title.startswith("params.") and text(cell)
            },
        )
        for row in given.rows
    ]
    return _of_runs(given, runs, "")


Run = tuple[str, str, datetime | None, Mapping[str, object], Mapping[str, str]]


def _of_runs(given: Given, runs: Sequence[Run], refused: str) -> Measures:
    measures: list[Measure] = []
    unfinished: list[str] = []
    models: dict[str, None] = {}
    for run_id, status, when, metrics, params in runs:
        if status.upper() not in {"FINISHED", ""}:
            unfinished.append(status)
            continue
        day = day_of(when, given.zone)
        parts = {"run": run_id, **{key: value for key, value in params.items() if key != "run"}}
        models.update({params["model"]: None} if params.get("model") else {})
        for name, told in metrics.items():
            value = number(told)
            if value is not None:
                measures.append(Measure(name, value, first=day, last=day, parts=parts))
    notes = [_NO_N]
    if unfinished:
        said = ", ".join(sorted(set(unfinished)))
        notes.append(f"{len(unfinished):,} of {len(runs):,} runs did not finish ({said}) and are left out")
    return Measures(
        TOOL, "runs", given.name, models=tuple(models), measures=tuple(measures), notes=tuple(notes),
        digest=given.digest,
        counted={"runs": len(runs)}, refused=refused or ("" if measures else "no finished run has a metric"),
    )  # fmt: skip
