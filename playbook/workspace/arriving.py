"""A file on its way into the store: what it is read against, and what its preview tells."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from metrics.meaning import StoredMeaning
from metrics.observation import ObservationBook
from metrics.problems import Problem, Problems
from metrics.series.older_numbers import under_todays_names
from metrics.store.store import Store
from metrics.store.uploads import Backfill, Upload
from playbook.loading.state import LoadState
from playbook.model.playbook import Playbook
from playbook.readiness.assessment import assess
from playbook.readiness.preview.results import WouldChange
from playbook.readiness.preview.what_would_change import what_would_change
from playbook.workspace.measuring import Received, measurements_of

if TYPE_CHECKING:
    from metrics.intake import Findings, Receipt
    from metrics.snapshot.context import IntakeContext
    from metrics.snapshot.snapshot import Snapshot

MOST_ROWS_TO_COMPARE = 200_000


@dataclass(frozen=True, slots=True)
class Preview:
    """A file that was read and would be accepted: its rows, whether they all count already, what it would replace and
    what is doubtful, and what would change. `change` is None for files too long to compare. `book` holds every
    observation as it would be, for the next file to be previewed on top."""

    snapshot: "Snapshot"
    counts_already: Upload | None
    findings: "Findings"
    change: WouldChange | None
    book: ObservationBook


def context_of(
    state: LoadState,
    today: date,
    product: str | None,
    week: str | None,
    mapped_by: str | None = None,
    candidate: str | None = None,
) -> "IntakeContext":
    """What a file is read against, by all sources or by the one of an id; raises Problems while the definitions are
    broken and no version was ever whole."""
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
        sources=tuple(one for one in playbook.definitions.sources.sources if mapped_by in (None, one.id)),
        mapped_by=mapped_by,
        candidate=candidate,
        candidate_of=frozenset(one.product for one in playbook.records.candidates.candidates if one.id == candidate),
        product_names={product.id: product.names for product in playbook.records.products.products},
    )


def previewed(
    snapshot: "Snapshot",
    store: Store,
    received: Received,
    playbook: Playbook,
    today: date,
    now: datetime,
    *,
    after: Preview | None = None,
    backfill: Backfill | None = None,
) -> Preview:
    """What a file that was read would change today, without storing it; `after` is previewed before it."""
    from metrics import intake  # noqa: PLC0415  (as above)

    counts_already = store.still_counts(snapshot.digest, None if backfill is None else backfill.known_at)
    sent, meanings = received
    book = after.book if after is not None else sent
    if snapshot.rows > MOST_ROWS_TO_COMPARE:
        return Preview(snapshot, counts_already, findings_of_long(store, snapshot), None, book)
    book, meanings_now = under_todays_names(book, meanings, playbook.former_names)
    senders = {upload.upload_id: (upload.file_name, upload.actor) for upload in store.uploads()}
    senders[intake.PREVIEW] = (after.snapshot.file_name if after is not None else "", "")
    found = intake.findings_of(snapshot, book, playbook.measured, senders, backfill)
    merged = intake.merged_book(book, snapshot, now, backfill)
    means = intake.meanings_of(playbook.measured, snapshot.metrics, playbook.calendar)
    added = [StoredMeaning(metric, now, meaning) for metric, meaning in means.items()]
    change = what_would_change(
        assess(playbook, measurements_of(playbook, book, meanings_now), today, compare=False),
        assess(playbook, measurements_of(playbook, merged, (*meanings_now, *added)), today, compare=False),
    )
    return Preview(snapshot, counts_already, found, change, merged)


def findings_of_long(store: Store, snapshot: "Snapshot") -> "Findings":
    """What is said of a file too long to be held against the store number by number: what it would replace."""
    from metrics.intake import Findings  # noqa: PLC0415  (as above)
    from metrics.store.beside import replaced_by_snapshot  # noqa: PLC0415

    return Findings(replaced_by_snapshot(store, snapshot), snapshot.doubts)


def receipt_with_findings(
    store: Store, snapshot: "Snapshot", receipt: "Receipt", doubts: tuple[Problem, ...]
) -> "Receipt":
    """A receipt with what is said of its file; the same rows again replace nothing."""
    from metrics.intake import Findings, ReceiptState  # noqa: PLC0415  (as above)
    from metrics.replaced import Replaced  # noqa: PLC0415
    from metrics.store.beside import replaced_by_upload  # noqa: PLC0415

    if receipt.state is not ReceiptState.STORED:
        return replace(receipt, findings=Findings(Replaced(), snapshot.doubts))
    if receipt.upload.known_at is not None:
        return _receipt_of_backfill(store, snapshot, receipt, doubts)
    return replace(receipt, findings=Findings(replaced_by_upload(store, receipt.upload.received_at), doubts))


def _receipt_of_backfill(
    store: Store, snapshot: "Snapshot", receipt: "Receipt", doubts: tuple[Problem, ...]
) -> "Receipt":
    """How many rows of a backfilled file count beside those received later, and what it replaced."""
    from metrics.intake import Findings  # noqa: PLC0415  (as above)
    from metrics.replaced import Replaced, counting_rows, replaced_by  # noqa: PLC0415

    upload = next(one for one in store.uploads() if one.upload_id == receipt.upload.upload_id)
    if snapshot.rows > MOST_ROWS_TO_COMPARE:
        return replace(receipt, upload=upload, findings=Findings(Replaced(), doubts))
    book = store.book(snapshot.metrics)
    mine = [row for rows in book.rows.values() for row in rows if row.upload_id == upload.upload_id]
    others = {key: tuple(row for row in rows if row.upload_id != upload.upload_id) for key, rows in book.rows.items()}
    counting = counting_rows(ObservationBook(others), {(row.product, row.metric) for row in mine})
    before = {
        key: {period: row for period, row in periods.items() if row.received_at < upload.counts_from}
        for key, periods in counting.items()
    }
    senders = {one.upload_id: (one.file_name, one.actor) for one in store.uploads()}
    return replace(receipt, upload=upload, findings=Findings(replaced_by(mine, before, senders), doubts))


def doubts_before(store: Store, snapshot: "Snapshot", playbook: Playbook) -> tuple[Problem, ...]:
    """Every doubt about a file, held against what counts now around its weeks."""
    from metrics.intake import findings_of  # noqa: PLC0415  (as above)
    from metrics.store.beside import book_near  # noqa: PLC0415

    if snapshot.rows > MOST_ROWS_TO_COMPARE:
        return snapshot.doubts
    return findings_of(snapshot, book_near(store, snapshot), playbook.measured, {}).doubts
