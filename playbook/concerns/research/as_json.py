"""The resource map and the research backlog as the document of `playbook resources --json`."""

from dataclasses import dataclass
from datetime import date

from metrics.observation import Basis
from playbook.concerns.research.status import FindStatus, ResearchStatus, Standing
from playbook.json_values import Document, OrNull, fill
from playbook.model.research import Resource, ResourceGroup


@dataclass(frozen=True, slots=True)
class ResourceRow:
    """One resource of the map."""

    id: str
    name: str
    group: ResourceGroup
    what: str
    link: OrNull
    layers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Backlog:
    """What was found; the days are null where nothing waits for triage."""

    counts: dict[Standing, int]
    oldest_untriaged_days: int | None
    median_untriaged_days: int | None
    entries: tuple[FindStatus, ...]


@dataclass(frozen=True, kw_only=True)
class ResourcesDocument(Document):
    """`resources --json`."""

    as_of: date
    basis: Basis
    resources: tuple[ResourceRow, ...]
    backlog: Backlog


def resources_document(
    day: date, resources: tuple[Resource, ...], status: ResearchStatus, *, basis: Basis
) -> ResourcesDocument:
    """The resources asked for, and the whole backlog."""
    counts = {standing: len(status.standing(standing)) for standing in Standing}
    return ResourcesDocument(
        as_of=day,
        basis=basis,
        resources=tuple(fill(ResourceRow, one, name=one.title) for one in resources),
        backlog=Backlog(counts, status.oldest_untriaged, status.median_untriaged, status.finds),
    )
