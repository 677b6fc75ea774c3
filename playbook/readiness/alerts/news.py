"""What of the alerts that stand is new against what was told before: what begins, what changed, what is over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from playbook.readiness.alerts import wording
from playbook.readiness.alerts.standing import Alert, AlertKind, Reported

OVER = ""
"""The state of an alert that no longer stands."""
_WITHOUT_END = (AlertKind.VERDICT, AlertKind.BAR)
"""They happen on a day: the next one is another."""


class Event(StrEnum):
    """What became of an alert."""

    BEGAN = "began"
    CHANGED = "changed"
    ENDED = "ended"
    SEEN = "seen"
    """How it stands was noted for the next time, and nobody is told."""


@dataclass(frozen=True, slots=True)
class News:
    """One alert that stands otherwise than it did: `now` as it is kept, `before` as it was kept, `alert` with its
    facts where it still stands."""

    event: Event
    now: Reported
    before: Reported | None
    alert: Alert | None


def news_of(standing: Sequence[Alert], reported: Mapping[str, Reported], day: date) -> tuple[News, ...]:
    """What is new; of a verdict that was never looked at nobody is told, as it did not turn."""
    found = [_stands(alert, reported.get(alert.key), day) for alert in standing]
    there = {alert.key for alert in standing}
    for before in reported.values():
        if before.key not in there and before.state != OVER and before.kind not in _WITHOUT_END:
            over = Reported(before.kind, before.key, OVER, before.name, before.severity, before.products, day)
            found.append(News(Event.ENDED, over, before, None))
    return tuple(news for news in found if news is not None)


def _stands(alert: Alert, before: Reported | None, day: date) -> News | None:
    if before is not None and before.state == alert.state:
        return None
    now = Reported(alert.kind, alert.key, alert.state, wording.name(alert), alert.severity, alert.products, day)
    if before is None and alert.kind is AlertKind.VERDICT:
        return News(Event.SEEN, now, None, alert)
    began = before is None or before.state == OVER
    return News(Event.BEGAN if began else Event.CHANGED, now, before, alert)
