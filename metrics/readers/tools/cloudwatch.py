"""CloudWatch: the answers of get-metric-data and get-metric-statistics."""

from metrics.readers.tools import wording
from metrics.readers.tools.shared.given import Given, damaged
from metrics.readers.tools.shared.measures import Measure, Measures
from metrics.readers.tools.shared.values import Record, day_of, moment, number, record, records, text, zone_of_days

TOOL = "CloudWatch"
_STATISTICS = ("Average", "Sum", "Minimum", "Maximum", "SampleCount")
_UNITS = {
    "Seconds": ("seconds", 1.0),
    "Milliseconds": ("seconds", 1e-3),
    "Microseconds": ("seconds", 1e-6),
    "Percent": ("share", 0.01),
    "Count": ("", 1.0),
    "None": ("", 1.0),
}


def read(given: Given) -> Measures:
    """Reads the values of each query; an answer that CloudWatch calls partial is refused."""
    document = record(given.document)
    measures: list[Measure] = []
    partial: list[str] = []
    for one in records(document.get("MetricDataResults")):
        label = text(one.get("Label")) or text(one.get("Id")) or "value"
        status = text(one.get("StatusCode"))
        if status not in {"Complete", ""}:
            partial.append(f"{label} is {status}")
        measures += _values(given, one, label)
    refused = ""
    if partial:
        refused = f"CloudWatch says that {' and '.join(partial[:3])}"
    elif text(document.get("NextToken")):
        refused = wording.MORE_PAGES
    elif not measures:
        refused = "no query found a value"
    notes = [f"it says: {text(one.get('Value'))[:150]}" for one in records(document.get("Messages"))]
    return Measures(
        TOOL,
        "metric data",
        given.name,
        measures=tuple(measures),
        notes=tuple(notes),
        refused=refused,
        digest=given.digest,
    )


def _values(given: Given, one: Record, label: str) -> list[Measure]:
    times, values = one.get("Timestamps"), one.get("Values")
    if not isinstance(times, list) or not isinstance(values, list) or len(times) != len(values):
        raise damaged(given.name, TOOL, f"'{label[:60]}' has not as many values as times")
    found: list[Measure] = []
    parts = {"id": text(one.get("Id"))} if text(one.get("Id")) else {}
    zone = zone_of_days(map(moment, times), given.zone)
    for when, reported in zip(times, values, strict=True):
        value, day = number(reported), day_of(moment(when), zone)
        if value is not None and day is not None:
            found.append(Measure(label, value, first=day, last=day, parts=parts))
    return found


def read_statistics(given: Given) -> Measures:
    """Reads data points of one metric with their unit."""
    document = record(given.document)
    label = text(document.get("Label")) or "value"
    measures: list[Measure] = []
    points = records(document.get("Datapoints"))
    zone = zone_of_days((moment(one.get("Timestamp")) for one in points), given.zone)
    for one in points:
        day = day_of(moment(one.get("Timestamp")), zone)
        unit, factor = _UNITS.get(text(one.get("Unit")), (text(one.get("Unit")).casefold(), 1.0))
        reported = {name: number(one.get(name)) for name in _STATISTICS} | {
            str(name): number(value) for name, value in record(one.get("ExtendedStatistics")).items()
        }
        for name, value in reported.items():
            if value is not None and name != "SampleCount":
                n = reported.get("SampleCount")
                measures.append(
                    Measure(
                        label,
                        value * factor,
                        unit,
                        n=int(n) if n else None,
                        first=day,
                        last=day,
                        parts={"statistic": name},
                    )
                )
    return Measures(
        TOOL, "statistics", given.name, measures=tuple(measures), digest=given.digest,
        refused="" if measures else "it holds no data points",
    )  # fmt: skip
