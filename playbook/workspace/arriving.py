"""A file on its way into the store: what it is read against, and what its preview tells."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from metrics.observation import ObservationBook
from metrics.problems import Problems
from metrics.store.store import Upload
from playbook.loading.state import LoadState
from playbook.readiness.preview.results import WouldChange

if TYPE_CHECKING:
    from metrics.snapshot.context import IntakeContext
    from metrics.snapshot.snapshot import Snapshot

MOST_ROWS_TO_COMPARE = 200_000


@dataclass(frozen=True, slots=True)
class Preview:
    """A file that was read and would be accepted: its rows, whether they all count already, and what would change.
    `change` is None for files too long to compare. `book` holds every observation as it would be, for the next file to
    be previewed on top."""

    snapshot: "Snapshot"
    counts_already: Upload | None
    change: WouldChange | None
    book: ObservationBook


def context_of(state: LoadState, today: date, product: str | None, week: str | None) -> "IntakeContext":
    """What a file is read against; raises Problems while the definitions are broken and no version was ever whole."""
    from metrics.snapshot.context import IntakeContext  # noqa: PLC0415  (brings pandas: only uploads pay for it)

    if not state.is_current and not state.playbook.digest:
        raise Problems(state.errors)
    playbook = state.playbook
    return IntakeContext(
        metrics=playbook.measured,
        products=frozenset(product.id for product in playbook.records.products.products),
        calendar=playbook.calendar,
        today=today,
        product=product,
        week=week,
        timezone=playbook.definitions.charter.charter.timezone,
    )
