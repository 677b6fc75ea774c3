"""Weights & Biases: the summary of a run (`wandb-summary.json`)."""

from metrics.readers.tools.shared.given import Given
from metrics.readers.tools.shared.measures import Measure, Measures
from metrics.readers.tools.shared.values import day_of, leaves, moment, number, record, text

TOOL = "W&B"


def read(given: Given) -> Measures:
    """Reads the last value of each metric; tables, pictures and the run's own counters are left out."""
    summary = record(given.document)
    when = moment(summary.get("_timestamp"))
    day = day_of(when, given.zone)
    left_out: list[str] = []
    measures: list[Measure] = []
    for key, value in summary.items():
        if str(key).startswith("_"):
            continue
        inside = record(value)
        if text(inside.get("_type")):
            left_out.append(str(key))
            continue
        for name, leaf in leaves({str(key): value}):
            found = number(leaf) if not isinstance(leaf, str) else None
            if found is None:
                left_out.append(name)
            else:
                measures.append(Measure(name, found, first=day, last=day))
    notes = ["a summary tells no sample size, so a rate cannot be proven"]
    if left_out:
        notes.append(f"{', '.join(left_out[:4])}{' …' if len(left_out) > 4 else ''}: no number, left out")
    return Measures(
        TOOL, "run summary", given.name, when, measures=tuple(measures), notes=tuple(notes), digest=given.digest,
        refused="" if measures else "it holds no metric",
    )  # fmt: skip
