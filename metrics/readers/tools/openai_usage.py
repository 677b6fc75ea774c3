"""OpenAI: pages of the organization's costs and of its usage, in buckets of UTC time."""

from datetime import UTC, date

from metrics.readers.tools import wording
from metrics.readers.tools.shared.given import Given, damaged
from metrics.readers.tools.shared.measures import Measure, Measures
from metrics.readers.tools.shared.values import Record, amount, at, day_of, moment, number, record, records, text, truth

TOOL = "OpenAI"
_USAGE = (
    ("requests", "num_model_requests", "requests"),
    ("input_tokens", "input_tokens", "tokens"),
    ("output_tokens", "output_tokens", "tokens"),
    ("cache_read_tokens", "input_cached_tokens", "tokens"),
    ("input_audio_tokens", "input_audio_tokens", "tokens"),
    ("output_audio_tokens", "output_audio_tokens", "tokens"),
    ("images", "images", "images"),
    ("characters", "characters", "characters"),
    ("seconds", "seconds", "seconds"),
    ("sessions", "num_sessions", "sessions"),
    ("bytes", "usage_bytes", "bytes"),
)
_ABOUT = (
    "model",
    "project_id",
    "project_name",
    "user_id",
    "api_key_id",
    "batch",
    "service_tier",
    "line_item",
    "size",
    "source",
)


def read(given: Given) -> Measures:
    """Reads buckets of a day; input tokens hold the cached ones, as OpenAI counts them."""
    document = record(given.document)
    buckets = records(document.get("data"))
    if not isinstance(document.get("data"), list):
        raise damaged(given.name, TOOL, "the list of buckets is missing")
    measures: list[Measure] = []
    shapes: set[str] = set()
    sums: dict[tuple[str, str, date], list[float]] = {}
    partial = 0
    for place, bucket in enumerate(buckets):
        began = moment(bucket.get("start_time") or bucket.get("start_time_iso"))
        ended = moment(bucket.get("end_time") or bucket.get("end_time_iso"))
        day = day_of(began, UTC)
        if day is None or began is None:
            raise damaged(given.name, TOOL, f"bucket {place + 1} has no start_time")
        partial += ended is not None and not 86_000 <= (ended - began).total_seconds() <= 86_800
        results = bucket.get("results", bucket.get("result"))
        for result in records(results):
            kind = text(result.get("object"))
            shapes.add("costs" if ".costs" in kind or "amount" in result else "usage")
            if "amount" in result and number(at(result, "amount.value")) is None:
                raise damaged(given.name, TOOL, f"an amount in bucket {place + 1} is no number")
            for name, value, unit in _values(result):
                sums.setdefault((name, unit, day), []).append(value)
                if parts := _parts(result):
                    measures.append(Measure(name, value, unit, first=day, last=day, parts=parts))
    measures += [Measure(name, sum(values), unit, first=day, last=day) for (name, unit, day), values in sums.items()]
    notes = [wording.UTC_DAYS]
    if partial:
        notes.append(wording.parts_of_days(partial))
    if any(one.name == "cache_read_tokens" and one.value for one in measures):
        notes.append("input tokens include those read from the cache")
    refused = wording.MORE_PAGES if truth(document.get("has_more")) is True or text(document.get("next_page")) else ""
    models = dict.fromkeys(one.parts["model"] for one in measures if "model" in one.parts)
    return Measures(
        TOOL, " and ".join(sorted(shapes)) or "usage", given.name, models=tuple(models), measures=tuple(measures),
        notes=tuple(notes), refused=refused or ("" if measures else "its buckets are empty"), digest=given.digest,
        cost_known=True if "costs" in shapes else None,
    )  # fmt: skip


def _values(result: Record) -> list[tuple[str, float, str]]:
    if "amount" in result:
        cost = number(at(result, "amount.value"))
        currency = text(at(result, "amount.currency")).upper() or "USD"
        return [] if cost is None else [("cost", cost, currency)]
    found = [(name, amount(result.get(key)), unit) for name, key, unit in _USAGE]
    return [(name, value, unit) for name, value, unit in found if value is not None]


def _parts(result: Record) -> dict[str, str]:
    return {key: text(result.get(key)) for key in _ABOUT if text(result.get(key))}
