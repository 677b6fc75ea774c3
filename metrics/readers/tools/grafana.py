"""Grafana: the CSV of a panel, its values as they were shown, with their unit."""

import re

from metrics.readers.tools import wording
from metrics.readers.tools.shared.given import Given, damaged
from metrics.readers.tools.shared.measures import Measure, Measures
from metrics.readers.tools.shared.values import day_of, moment, text

TOOL = "Grafana"
_SHOWN = re.compile(r"([$€£]?)\s*([+-]?\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?)\s*([^\d\s].*)?", re.IGNORECASE)
_UNITS = {
    "": ("", 1.0), "s": ("seconds", 1.0), "ms": ("seconds", 1e-3), "µs": ("seconds", 1e-6), "μs": ("seconds", 1e-6),
    "ns": ("seconds", 1e-9), "min": ("seconds", 60.0), "mins": ("seconds", 60.0), "hour": ("seconds", 3600.0),
    "hours": ("seconds", 3600.0), "day": ("seconds", 86400.0), "days": ("seconds", 86400.0), "%": ("share", 0.01),
    "k": ("", 1e3), "mil": ("", 1e6), "m": ("", 1e6), "bil": ("", 1e9), "tri": ("", 1e12), "req/s": ("requests/s", 1.0),
    "reqps": ("requests/s", 1.0), "usd": ("USD", 1.0),
}  # fmt: skip
_MONEY = {"$": "USD", "€": "EUR", "£": "GBP"}
_EMPTY = {"", "null", "nan", "-", "undefined", "no data"}


def read(given: Given) -> Measures:
    """Reads the time and each series; times without a zone are those of the panel."""
    titles = [title for title in given.header if title.casefold() not in {"time", "series"}]
    time = next(title for title in given.header if title.casefold() == "time")
    measures: list[Measure] = []
    empty = 0
    for place, row in enumerate(given.rows):
        day = day_of(moment(row.get(time)), given.zone)
        if day is None:
            raise damaged(given.name, TOOL, f"'{text(row.get(time))[:30]}' in row {place + 2} is no time")
        for title in titles:
            cell = text(row.get(title))
            if cell.casefold() in _EMPTY:
                empty += 1
                continue
            value, unit = _value(given, cell, place)
            series = text(row.get("Series"))
            measures.append(Measure(series or title, value, unit, first=day, last=day))
    notes = [wording.ROUNDED] + ([f"{empty:,} cells are empty and are left out"] if empty else [])
    return Measures(
        TOOL, "panel", given.name, measures=tuple(measures), notes=tuple(notes), digest=given.digest,
        refused="" if measures else "it holds no values",
    )  # fmt: skip


def _value(given: Given, cell: str, place: int) -> tuple[float, str]:
    match = _SHOWN.fullmatch(cell)
    ending = (match[3] or "").strip().casefold() if match else ""
    if match is None or ending not in _UNITS:
        raise damaged(
            given.name,
            TOOL,
            f"'{cell[:30]}' in row {place + 2} has a unit that is not known here",
            "show the panel without a unit",
        )
    unit, factor = _UNITS[ending]
    return float(match[2].replace(",", "")) * factor, _MONEY.get(match[1], unit)
