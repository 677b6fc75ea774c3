"""A run that was kept to compare later ones with: its cases as columns, without questions and answers."""

from collections.abc import Mapping, Sequence
from typing import Any

from metrics.readers.tools.shared.given import Given, damaged
from metrics.readers.tools.shared.measures import Case, Measures
from metrics.readers.tools.shared.values import Record, amount, day_of, moment, number, record, text, truth, whole

TOOL = "kept run"
VERSION = 1
_KEPT: Mapping[str, Any] = {
    "id": lambda case: case.case_id,
    "epoch": lambda case: case.epoch,
    "cluster": lambda case: case.cluster,
    "passed": lambda case: case.passed,
    "cost": lambda case: case.cost,
    "latency": lambda case: case.latency,
    "tokens": lambda case: case.tokens,
    "refusal": lambda case: case.refusal,
}


def kept(run: Measures, cases: Sequence[Case]) -> Record:
    """The document of a run: what its tool said of it, and these of its cases. No text of a case is in it."""
    scores = dict.fromkeys(name for case in cases for name in case.scores)
    tags = dict.fromkeys(name for case in cases for name in case.tags)
    return {
        "kept_run": VERSION,
        "tool": run.tool,
        "file": run.file_name,
        "when": None if run.when is None else run.when.isoformat(),
        "model": cases[0].candidate if cases else "",
        "models": list(run.models),
        "complete": run.complete,
        "notes": list(run.notes),
        "scorers": dict(run.scorers),
        "data": run.data,
        "digest": run.digest,
        "cases": {name: [value_of(case) for case in cases] for name, value_of in _KEPT.items()}
        | {"error": [bool(case.error) for case in cases]},
        "scores": {name: [case.scores.get(name) for case in cases] for name in scores},
        "tags": {name: [case.tags.get(name) for case in cases] for name in tags},
    }


def read(given: Given) -> Measures:
    """Reads a kept run as the run that it was; raises Problems where its columns are not of one length."""
    document = record(given.document)
    if whole(document.get("kept_run")) != VERSION:
        raise damaged(given.name, TOOL, "its version is not known here", "compare with a run of this version")
    columns = record(document.get("cases"))
    scores, tags = record(document.get("scores")), record(document.get("tags"))
    ids = columns.get("id")
    wanted = [*(columns.get(name) for name in (*_KEPT, "error")), *scores.values(), *tags.values()]
    if not isinstance(ids, list) or any(not isinstance(one, list) or len(one) != len(ids) for one in wanted):
        raise damaged(given.name, TOOL, "its columns are missing or of different lengths", "take it from git again")
    model = text(document.get("model"))
    cases = tuple(_case(place, columns, scores, tags, model) for place in range(len(ids)))
    when = moment(document.get("when"))
    notes = document.get("notes")
    return Measures(
        text(document.get("tool")),
        TOOL,
        text(document.get("file")) or given.name,
        when if when is None or "T" in text(document.get("when")) else day_of(when, given.zone),
        models=(model,) if model else (),
        cases=cases,
        counted={"cases": len(cases)},
        notes=tuple(map(text, notes)) if isinstance(notes, list) else (),
        complete=truth(document.get("complete")) is True,
        scorers={str(name): text(value) for name, value in record(document.get("scorers")).items()},
        data=text(document.get("data")),
        digest=text(document.get("digest")),
    )


def _case(place: int, columns: Record, scores: Record, tags: Record, model: str) -> Case:
    at = {name: column[place] for name, column in columns.items() if isinstance(column, list)}
    return Case(
        text(at["id"]),
        {str(name): number(column[place]) for name, column in scores.items()},
        truth(at["passed"]),
        text(at["cluster"]) or None,
        whole(at["epoch"]) or 1,
        model,
        amount(at["cost"]),
        amount(at["latency"]),
        amount(at["tokens"]),
        error="error" if truth(at["error"]) is True else "",
        refusal=truth(at["refusal"]),
        tags={str(name): text(column[place]) for name, column in tags.items() if text(column[place])},
    )
