"""Inspect: the samples of a log, one after the other, each as a case."""

from dataclasses import dataclass, field

from metrics.readers.tools.shared.measures import Case
from metrics.readers.tools.shared.values import Record, amount, number, record, records, spoken, text, whole

_LETTERS = {"C": 1.0, "P": 0.5, "I": 0.0, "N": 0.0, "yes": 1.0, "true": 1.0, "no": 0.0, "false": 0.0}


@dataclass(slots=True)
class Samples:
    """Samples as they come by: cases, and how many stand in the file without one."""

    cases: list[Case] = field(default_factory=list)
    unreadable: int = 0


def add_sample(samples: Samples, sample: object) -> None:
    """One more sample; what has no id is counted as unreadable."""
    found = record(sample)
    if found.get("id") is None or isinstance(found.get("id"), dict | list):
        samples.unreadable += 1
        return
    scores: dict[str, float | None] = {}
    for name, score in record(found.get("scores")).items():
        value = record(score).get("value")
        if isinstance(value, dict):  # a scorer that gives several scores: the log sums up each by its own name
            scores |= {str(part): score_value(inner) for part, inner in value.items()}
        else:
            scores[str(name)] = score_value(value)
    error = found.get("error")
    usage = [record(one) for one in record(found.get("model_usage")).values()]
    tokens = [amount(one.get("total_tokens")) for one in usage]
    single = len(usage) == 1
    seconds = (
        amount(found.get("working_time")) if found.get("working_time") is not None else amount(found.get("total_time"))
    )
    metadata = record(found.get("metadata"))
    samples.cases.append(
        Case(
            text(found.get("id")),
            scores,
            cluster=text(metadata.get("cluster") or metadata.get("group")) or None,
            epoch=whole(found.get("epoch")) or 1,
            latency=seconds or None,
            tokens=tokens[0] if single else None,
            error=(text(record(error).get("message")) or text(error) or "error") if error else "",
            refusal=_refusal(record(found.get("output"))),
            tags={str(key): text(value) for key, value in metadata.items() if text(value)},
            question=spoken(found.get("input")),
            answer=_answer(record(found.get("output"))),
        )
    )


def _answer(output: Record) -> str:
    return spoken(output.get("completion")) or spoken(
        [one.get("message") for one in records(output.get("choices"))[:1]]
    )


def _refusal(output: Record) -> bool | None:
    """Whether the model refused; None where no answer tells how it ended."""
    ended = [reason for one in records(output.get("choices")) if (reason := text(one.get("stop_reason")))]
    return "content_filter" in ended if ended else None


def score_value(value: object) -> float | None:
    """A score as Inspect turns it into a number: C is 1, P is 1/2, I and N are 0. None where it is no single number."""
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, str):
        return _LETTERS[value] if value in _LETTERS else _LETTERS.get(value.lower(), number(value))
    return number(value)
