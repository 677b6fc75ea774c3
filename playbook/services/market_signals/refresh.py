"""Asks for every signal that is older than a day, and stores what was counted through the one entrance."""

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from playbook.model.signals import Signal, SignalSource
from playbook.services.market_signals.answers import Counted, SignalTroubleError
from playbook.services.market_signals.fetch import SERVICES, fetch, open_client

if TYPE_CHECKING:
    from playbook.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What became of one signal: counted now, or why not; `fresh` where it was asked less than a day ago."""

    signal: str
    name: str
    counted: Counted | None = None
    fresh: bool = False
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Refresh:
    """What became of every signal, and the upload that holds the new numbers (None where there are none)."""

    week: str
    signals: tuple[Refreshed, ...]
    upload_id: str | None = None


def refresh(
    workspace: "Workspace",
    store: Callable[[str, bytes], str],
    *,
    only: str | None = None,
    services: Mapping[SignalSource, str] = SERVICES,
) -> Refresh:
    """One request for each signal that is not fresh. `store` takes the name and the bytes of a weekly file and says the
    id of the upload. Raises Problems and StoreUnavailable where nothing is stored."""
    playbook = workspace.playbook().playbook
    wanted = [signal for signal in playbook.definitions.signals.signals if only in (None, signal.id)]
    hours = timedelta(hours=playbook.definitions.signals.keep_hours)
    rows = workspace.measurements().book.rows
    done: list[Refreshed] = []
    with open_client() as client:
        for signal in wanted:
            received = [row.received_at for row in rows.get(("", signal.id), ()) if row.revoked_at is None]
            if received and workspace.now() - max(received) < hours:
                done.append(Refreshed(signal.id, signal.title, fresh=True))
                continue
            try:
                done.append(Refreshed(signal.id, signal.title, fetch(signal, client, services)))
            except SignalTroubleError as trouble:
                done.append(Refreshed(signal.id, signal.title, trouble=str(trouble)))
    week = playbook.calendar.name_of(workspace.today())
    counted = {one.signal: one.counted for one in done if one.counted is not None}
    if not counted:
        return Refresh(week, tuple(done))
    content = _snapshot([signal for signal in wanted if signal.id in counted], counted, week)
    return Refresh(week, tuple(done), store(f"signals-{week}.csv", content))


def _snapshot(signals: list[Signal], counted: Mapping[str, Counted], week: str) -> bytes:
    """The numbers as a weekly file like any other."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("week", "product", "metric", "value", "numerator", "denominator"))
    for signal in signals:
        one = counted[signal.id]
        board = one.total is not None
        writer.writerow(
            (week, "", signal.id, "" if board else repr(one.value), one.hits if board else "", one.total or "")
        )
    return text.getvalue().encode()
