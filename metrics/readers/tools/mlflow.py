"""MLflow: runs as CSV or as the answer of a search, and the history of a metric."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from metrics.readers.tools import wording
from metrics.readers.tools.shared.given import Given, damaged
from metrics.readers.tools.shared.measures import Measure, Measures
from metrics.readers.tools.shared.values import Record, at, day_of, moment, number, record, records, text

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


def read_search(given: Given) -> Measures:
    """Reads the answer of a search for runs."""
    document = record(given.document)
    runs = []
    for run in records(document.get("runs")):
        info, data = record(run.get("info")), record(run.get("data"))
        runs.append(
            (
                text(info.get("run_id") or info.get("run_uuid")),
                text(info.get("status")),
                moment(info.get("end_time")) or moment(info.get("start_time")),
                _by_key(data.get("metrics")),
                {key: text(value) for key, value in _by_key(data.get("params")).items()},
            )
        )
    return _of_runs(given, runs, wording.MORE_PAGES if text(document.get("next_page_token")) else "")


def _by_key(listed: object) -> dict[str, object]:
    if isinstance(listed, Mapping):
        return {str(key): value for key, value in listed.items()}
    return {text(one.get("key")): one.get("value") for one in records(listed)}


_STATES = {"1": "RUNNING", "2": "SCHEDULED", "3": "FINISHED", "4": "FAILED", "5": "KILLED"}
Run = tuple[str, str, datetime | None, Mapping[str, object], Mapping[str, str]]


def _of_runs(given: Given, runs: Sequence[Run], refused: str) -> Measures:
    measures: list[Measure] = []
    unfinished: list[str] = []
    models: dict[str, None] = {}
    for run_id, written, when, metrics, params in runs:
        status = _STATES.get(written, written)
        if status.upper() not in {"FINISHED", ""}:
            unfinished.append(status)
            continue
        day = day_of(when, given.zone)
        parts = {"run": run_id, **{key: value for key, value in params.items() if key != "run"}}
        models.update({params["model"]: None} if params.get("model") else {})
        for name, reported in metrics.items():
            value = number(reported)
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


def read_history(given: Given) -> Measures:
    """Reads the history of metrics: of each day the last value, by step and time."""
    document = record(given.document)
    last: dict[tuple[str, object], tuple[tuple[float, float], float, Record]] = {}
    entries = records(document.get("metrics"))
    unread = 0
    for entry in entries:
        when, value = moment(entry.get("timestamp")), number(entry.get("value"))
        if when is None or value is None or not text(entry.get("key")):
            unread += 1
            continue
        place = (when.timestamp(), number(entry.get("step")) or 0.0)
        key = (text(entry.get("key")), day_of(when, given.zone))
        if key not in last or place >= last[key][0]:
            last[key] = (place, value, entry)
    measures = []
    for (name, _), (_, value, entry) in last.items():
        day = day_of(moment(entry.get("timestamp")), given.zone)
        parts = {"step": text(entry.get("step"))} if text(entry.get("step")) else {}
        measures.append(Measure(name, value, first=day, last=day, parts=parts))
    notes = [_NO_N]
    if unread:
        notes.append(f"{unread:,} of {len(entries):,} points have no number or no time and are left out")
    if earlier := len(entries) - unread - len(last):
        notes.append(f"{earlier:,} earlier values of the same day are left out")
    more = (
        wording.MORE_PAGES
        if text(document.get("next_page_token")) or text(at(document, "metrics.next_page_token"))
        else ""
    )
    return Measures(
        TOOL, "history", given.name, measures=tuple(measures), notes=tuple(notes), digest=given.digest,
        refused=more or ("" if measures else "no point has a number and a time"),
    )  # fmt: skip
