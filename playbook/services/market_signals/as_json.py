"""What became of every market signal as the document of `playbook signals refresh --json`."""

from dataclasses import dataclass
from typing import Literal

from playbook.json_values import Document, Number, OrNull
from playbook.services.market_signals.refresh import Refresh, Refreshed


@dataclass(frozen=True, slots=True)
class RefreshedRow:
    """One signal; numbers are null unless it was counted now."""

    id: str
    state: Literal["counted", "fresh", "refused"]
    value: Number | None
    hits: int | None
    total: int | None
    trouble: OrNull


@dataclass(frozen=True, kw_only=True)
class RefreshDocument(Document):
    """`signals refresh --json`; no upload where nothing new was counted."""

    week: str
    upload_id: str | None
    signals: tuple[RefreshedRow, ...]


def refresh_document(done: Refresh) -> RefreshDocument:
    """What became of every signal."""
    rows = tuple(_row(one) for one in done.signals)
    return RefreshDocument(week=done.week, upload_id=done.upload_id, signals=rows)


def _row(one: Refreshed) -> RefreshedRow:
    if one.counted is None:
        return RefreshedRow(one.signal, "fresh" if one.fresh else "refused", None, None, None, one.trouble)
    return RefreshedRow(one.signal, "counted", one.counted.value, one.counted.hits, one.counted.total, one.trouble)
