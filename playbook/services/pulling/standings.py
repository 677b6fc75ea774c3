"""Every source with its newest number, its last pull and what is due: the document of `playbook sources --json`."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from metrics.observation import Basis, Moment
from playbook.json_values import Document, OrNull
from playbook.readiness.due.source_standings import SourceStanding, source_standings
from playbook.services.pulling import wording
from playbook.services.pulling.troubles import PullTrouble, troubles

if TYPE_CHECKING:
    from playbook.workspace.workspace import Workspace

State = Literal["silent", "on_time", "no_day", "nothing_yet"]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source. `newest` is the last day of its newest number, `pulled_at` the last pull that brought something new
    (UTC), `trouble` what kept its last pull from being whole."""

    source: str
    name: str
    tool: str
    owner: str
    product: str | None
    every: OrNull
    pulled: bool
    state: State
    newest: date | None
    due: date | None
    late_days: int
    pulled_at: Moment | None
    trouble: OrNull
    trouble_at: Moment | None


@dataclass(frozen=True, kw_only=True)
class SourcesDocument(Document):
    """`sources --json`."""

    as_of: date
    sources: tuple[SourceRow, ...]


def sources_document(workspace: "Workspace", day: date, basis: Basis) -> SourcesDocument:
    """How every source stands on the day."""
    standings = workspace.ask(source_standings, day, basis)
    arrived: dict[str, Moment] = {}
    for upload in workspace.uploads() if standings else ():
        if upload.revoked_at is None:
            arrived.setdefault(upload.source, upload.received_at)
    known = troubles(workspace.home)
    rows = (_row(one, arrived.get(wording.provenance(one.source.id)), known.get(one.source.id)) for one in standings)
    return SourcesDocument(as_of=day, sources=tuple(rows))


def _row(one: SourceStanding, arrived: Moment | None, trouble: PullTrouble | None) -> SourceRow:
    source = one.source
    return SourceRow(
        source=source.id,
        name=source.title,
        tool=source.tool,
        owner=source.owner,
        product=source.product,
        every=str(source.every or ""),
        pulled=source.pull is not None,
        state=_state(one),
        newest=one.newest,
        due=one.due,
        late_days=one.late_days,
        pulled_at=arrived,
        trouble=trouble.why if trouble else "",
        trouble_at=trouble.at if trouble else None,
    )


def _state(one: SourceStanding) -> State:
    if one.late_days:
        return "silent"
    if one.due is None:
        return "no_day"
    return "on_time" if one.newest is not None else "nothing_yet"
