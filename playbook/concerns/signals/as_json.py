"""Market signals as the JSON of the public contract."""

from datetime import date
from typing import TYPE_CHECKING

from playbook.concerns.signals.status import SignalStatus
from playbook.json_values import Json, number_json

if TYPE_CHECKING:
    pass


def signals_json(day: date, signals: tuple[SignalStatus, ...], *, basis: str) -> Json:
    """`signals --json`."""
    return {"schema": 1, "as_of": day.isoformat(), "basis": basis, "signals": [_signal(signal) for signal in signals]}


def _signal(signal: SignalStatus) -> Json:
    return {
        "id": signal.id,
        "name": signal.name,
        "source": str(signal.source),
        "subject": signal.subject,
        "unit": signal.unit,
        "reading": signal.reading,
        "points": [
            {
                "on": point.on.isoformat(),
                "week": point.week or None,
                "value": number_json(point.value),
                "hits": number_json(point.hits),
                "total": number_json(point.total),
            }
            for point in signal.points
        ],
        "change": number_json(signal.change),
        "age_days": signal.age_days,
    }
