"""Market signals as the JSON of the public contract."""

from datetime import date
from typing import TYPE_CHECKING, Any

from playbook.json_values import number_json
from playbook.signal_status import SignalStatus

if TYPE_CHECKING:
    from playbook.signal_refresh import Refresh

Json = dict[str, Any]


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


def refresh_json(done: "Refresh") -> Json:
    """`signals refresh --json`."""
    return {
        "schema": 1,
        "week": done.week,
        "upload_id": done.upload_id,
        "signals": [
            {
                "id": one.signal,
                "state": "counted" if one.counted else "fresh" if one.fresh else "refused",
                "value": number_json(one.counted.value) if one.counted else None,
                "hits": one.counted.hits if one.counted else None,
                "total": one.counted.total if one.counted else None,
                "trouble": one.trouble or None,
            }
            for one in done.signals
        ],
    }
